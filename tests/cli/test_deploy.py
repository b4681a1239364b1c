"""The files of deploy/: their settings are ours, their commands exist, nothing logs an address, a copy comes back."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from cli.ailing import healthy
from cli.conftest import ROOT
from post.posting import PeerProcess

import config
from caseflow.casework.doctor import Level
from caseflow.casework.doctor_round import examine
from caseflow.cli import main

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
KNOWN = set(re.findall(r"`([A-Z_]+)`", (ROOT / "README.md").read_text()))


def test_its_settings_are_those_of_the_readme_and_can_be_read() -> None:
    said = dict(re.findall(r"(?m)^#?([A-Z_]+)=(.*)$", (DEPLOY / "caseflow.env").read_text()))
    assert said.keys() <= KNOWN
    files = {name for name in said if name.endswith("_FILE")}
    read = config.read({name: value for name, value in said.items() if name not in files | {"SMTP_USER"}})
    assert (read.host, read.secure_cookies, bool(read.trust_proxy)) == ("127.0.0.1", True, True)


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_starts_what_there_is_and_may_do_little(unit: Path) -> None:
    text = unit.read_text()
    for program, words in re.findall(r"(?m)^ExecStart=/opt/caseflow/(\S+) ?(.*)$", text):
        if program == ".venv/bin/caseflow":
            command = main
            for word in words.split():
                command = command.commands[word]
        else:
            assert (ROOT / program).stat().st_mode & 0o100
    for fence in ("NoNewPrivileges=yes", "ProtectSystem=strict", "PrivateTmp=yes", "User=caseflow", "UMask=0077"):
        assert f"\n{fence}\n" in text
    assert "LoadCredential=kek:" in text or "PrivateNetwork=yes" in text


def test_nginx_writes_down_no_address_and_lets_nobody_say_where_they_come_from() -> None:
    text = (DEPLOY / "nginx" / "caseflow.conf").read_text()
    (logged,) = re.findall(r"log_format caseflow '(.*)';", text)
    assert set(re.findall(r"\$\w+", logged)) == {"$time_iso8601", "$request_method", "$status", "$request_time"}
    places = text.count("proxy_pass ")
    for line in (
        "X-Forwarded-For $remote_addr;",
        "X-Forwarded-Proto $scheme;",
        "X-Forwarded-Host $host;",
        'Forwarded "";',
    ):
        assert text.count(f"proxy_set_header {line}") == places
    assert "$proxy_add_x_forwarded_for" not in text


@pytest.mark.slow
def test_a_copy_that_was_made_while_it_ran_comes_back_whole(tmp_path: Path) -> None:
    peer = PeerProcess.start(tmp_path / "peer")
    patient = healthy(tmp_path, peer)
    to, keyring_to, back = tmp_path / "to", tmp_path / "keyring", tmp_path / "back"
    environment = {"CASEFLOW_HOME": str(patient.home), "PATH": "/usr/bin:/bin"}
    subprocess.run([DEPLOY / "backup", to, keyring_to], env=environment, check=True)
    assert not [path for path in (*to.rglob("*"), *keyring_to.rglob("*")) if path.stat().st_mode & 0o077]
    assert not [path for path in to.rglob("*") if path.name in ("kek", "keyring.db")]
    (copy,), (keys_copy,) = to.glob("[1-7]"), keyring_to.glob("[1-7]")
    shutil.copytree(copy, back)
    shutil.copy(keys_copy / "keyring.db", back)
    shutil.copytree(to / "evidence", back / "evidence")
    shutil.copytree(patient.home / "keys", back / "keys")
    patient.home, patient.settings["BACKUPS"] = back, str(to / "newest")
    assert {one.level for one in examine(patient.premises(), whole=True)} == {Level.OK}
    peer.stop()
