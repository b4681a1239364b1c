"""`caseflow work`, and the settings of post."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli.conftest import Machine
from cli.test_remind import reported
from post.posting import PeerProcess

import config
from config import WrongSetting

MAIL = {"SMTP_HOST": "127.0.0.1", "SMTP_TLS": "none", "SMTP_SENDER": "caseflow@ashcroft.test"}


@pytest.mark.slow
def test_one_round_reminds_and_carries(machine: Machine, tmp_path: Path) -> None:
    machine.set_up()
    reported(machine)
    peer = PeerProcess.start(tmp_path / "peer")
    machine.settings |= MAIL | {"SMTP_PORT": str(peer.port), "CHECKPOINTS_TO": "chair@home.test"}
    done = machine.run("work", "--once")
    peer.stop()
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "")
    assert machine.run("remind").stdout == "Ashcroft High School: told of 0 coming and 0 missed.\n"
    assert machine.run("ledger", "verify").returncode == 0


@pytest.mark.slow
def test_without_a_school_it_is_told_in_one_line(machine: Machine, refused) -> None:
    assert "type caseflow init" in refused(machine.run("work"))


@pytest.mark.slow
def test_the_service_carries_post_itself_unless_told_not_to(machine: Machine, tmp_path: Path) -> None:
    machine.set_up()
    peer = PeerProcess.start(tmp_path / "peer")
    machine.settings |= MAIL | {"SMTP_PORT": str(peer.port)}
    for worker, seen in (("no", False), ("yes", True)):
        machine.settings["CASEFLOW_WORKER"] = worker
        program = machine.start("serve")
        assert _was_seen(machine) == seen
        machine.stop(program)
    peer.stop()


def _was_seen(machine: Machine) -> bool:
    import sqlite3
    import time

    until = time.monotonic() + 5
    while time.monotonic() < until:
        held = sqlite3.connect(machine.home / "caseflow.db")
        found = held.execute("SELECT count(*) FROM post_state").fetchone()[0]
        held.close()
        if found:
            return True
        time.sleep(0.2)
    return False


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"SMTP_HOST": "mail.test"}, "SMTP_SENDER: give the one address"),
        ({"SMTP_HOST": "mail.test", "SMTP_TLS": "none"}, "SMTP_TLS: none is for a mail server on this machine"),
        ({"SMTP_HOST": "mail.test", "SMTP_TLS": "yes"}, "SMTP_TLS: “yes” is none of"),
        ({**MAIL, "SMTP_SENDER": "Caseflow\r\nBcc: x@y.test"}, "SMTP_SENDER: "),
        ({**MAIL, "SMTP_PORT": "0"}, "SMTP_PORT: “0” is not a port"),
        ({**MAIL, "SMTP_USER": "us"}, "SMTP_USER and SMTP_PASSWORD_FILE: give both"),
        ({**MAIL, "SMTP_PASSWORD_FILE": "/nowhere/at/all"}, "SMTP_PASSWORD_FILE: the file cannot be read"),
        ({"CHECKPOINTS_TO": "chair@home.test, nobody"}, "CHECKPOINTS_TO: “nobody” is not an e-mail address"),
        ({"CASEFLOW_WORKER": "perhaps"}, "CASEFLOW_WORKER: “perhaps” is neither yes nor no"),
    ],
)
def test_a_wrong_setting_is_told_in_one_line(settings: dict[str, str], words: str) -> None:
    with pytest.raises(WrongSetting) as refused:
        config.read(settings)
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_usual_settings_are_safe(tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text("a secret\n")
    given = {"SMTP_HOST": "mail.test", "SMTP_SENDER": "a@b.test", "SMTP_USER": "us", "SMTP_PASSWORD_FILE": str(secret)}
    mail = config.read(given).mail
    assert mail is not None
    assert (mail.security, mail.port, mail.password) == ("starttls", 587, "a secret")
    assert "a secret" not in repr(mail)
    assert config.read({}).mail is None
