"""E-mail leaves over an encrypted line to a server that is who it says, or it does not leave, and nothing is said."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from casework.town import Town
from post.certificates import Authority
from post.posting import HERE
from post.safe_peer import AT_ONCE, OFFERED, PASSWORD, REFUSED, UNKNOWN, USER

from caseflow.casework import post_state
from caseflow.casework.desk import Desk
from caseflow.casework.doctor_post import conversation
from caseflow.casework.postroom import carry
from caseflow.post.line import Line, Outcome
from caseflow.post.message import notice
from caseflow.post.server import NONE, STARTTLS, TLS, Server

Serve = Callable[..., "SafePeer"]


class SafePeer:
    """The server in its process, and what it heard."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process = subprocess.Popen([sys.executable, HERE / "safe_peer.py", folder])
        until = time.monotonic() + 20
        while not (folder / "port").exists():
            assert self.process.poll() is None
            assert time.monotonic() < until
            time.sleep(0.02)

    def server(self, security: str = STARTTLS, password: str = PASSWORD) -> Server:
        """It, as the settings would name it."""
        port = int((self.folder / "port").read_text())
        user = USER if password else ""
        return Server("127.0.0.1", port, security, "caseflow@ashcroft.test", user, password, patience=5)

    def heard(self) -> list[dict[str, Any]]:
        """Each command, and whether it came under TLS."""
        file = self.folder / "log"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    def arrived(self) -> int:
        """How many messages it took."""
        return sum(one.get("command") == "DATA" for one in self.heard())

    def told_in_the_open(self) -> set[str]:
        """The commands that anybody on the way could read."""
        return {str(one.get("command", "password")) for one in self.heard() if not one["safe"]}


@pytest.fixture
def ours(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Authority:
    """The authority that this machine trusts."""
    made = Authority("Ours")
    made.keep(tmp_path / "ours.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ours.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "nothing"))
    return made


@pytest.fixture
def serve(ours: Authority, tmp_path: Path) -> Iterator[Serve]:
    started: list[SafePeer] = []

    def start(tls: str = OFFERED, by: Authority = ours, **certificate: Any) -> SafePeer:
        folder = tmp_path / f"peer-{len(started)}"
        folder.mkdir()
        by.vouch(folder, **certificate)
        (folder / "options").write_text(json.dumps({"tls": tls}))
        started.append(SafePeer(folder))
        return started[-1]

    yield start
    for one in started:
        one.process.kill()
        one.process.wait(timeout=10)


def send(server: Server) -> tuple[Outcome, str]:
    """Try to send a notice, and say what came of it and of the line."""
    with Line(server) as line:
        outcome = line.send(notice(server.sender, "x@x.test", "<1@x.test>", datetime.now(UTC)), "x@x.test")
        return outcome, line.trouble


@pytest.mark.parametrize(("tls", "security"), [(OFFERED, STARTTLS), (AT_ONCE, TLS)])
def test_it_leaves_under_tls_with_the_password_told_to_the_right_server_alone(serve: Serve, tls: str, security: str):
    peer = serve(tls)
    assert send(peer.server(security)) == (Outcome.SENT, "")
    assert peer.arrived() == 1
    assert peer.told_in_the_open() <= {"EHLO", "STARTTLS"}
    assert {"right": True, "safe": True} in peer.heard()


@pytest.mark.parametrize(
    ("tls", "security"), [(UNKNOWN, STARTTLS), (REFUSED, STARTTLS), (UNKNOWN, TLS)], ids=["none", "refused", "not-tls"]
)
def test_over_a_line_that_cannot_be_made_safe_nothing_is_said(serve: Serve, tls: str, security: str):
    peer = serve(tls)
    assert send(peer.server(security)) == (Outcome.NOT_NOW, "no-safe-line")
    assert {str(one.get("command")) for one in peer.heard()} <= {"EHLO", "STARTTLS"}


@pytest.mark.parametrize("security", [STARTTLS, TLS])
@pytest.mark.parametrize(
    "wrong", [{"by": Authority("Somebody else")}, {"address": "127.0.0.9"}, {"days": -1}], ids=["by", "name", "time"]
)
def test_a_server_with_a_wrong_certificate_is_told_nothing(serve: Serve, security: str, wrong: dict[str, Any]):
    peer = serve(OFFERED if security == STARTTLS else AT_ONCE, **wrong)
    assert send(peer.server(security)) == (Outcome.NOT_NOW, "no-safe-line")
    assert {str(one.get("command")) for one in peer.heard()} <= {"EHLO", "STARTTLS"}


@pytest.mark.parametrize(("password", "trouble"), [("another one", "sign-in-refused"), ("", "sender-refused")])
def test_whoever_is_not_signed_in_sends_nothing(serve: Serve, password: str, trouble: str):
    peer = serve()
    assert send(peer.server(password=password)) == (Outcome.NOT_NOW, trouble)
    assert peer.arrived() == 0


def test_to_a_server_that_wants_tls_nothing_goes_without(serve: Serve):
    peer = serve()
    assert send(peer.server(NONE))[0] is Outcome.NOT_NOW
    assert peer.arrived() == 0
    assert "password" not in peer.told_in_the_open()


def test_post_waits_until_the_line_is_safe_and_people_read_why(school: Town, serve: Serve):
    school.report()
    school.clock.forward(minutes=10)
    false, true = serve(by=Authority("Somebody else")), serve()
    carry(school.office, false.server())
    with school.office.store.reading() as session:
        desk = Desk(session, school.office.keyring, school.office.safe, school.clock)
        assert "cannot be made safe" in post_state.standing(desk).trouble
    assert "cannot be made safe" in next(iter(conversation(false.server()))).words
    school.clock.forward(minutes=10)
    carry(school.office, replace(true.server(), patience=10))
    assert (false.arrived(), true.arrived()) == (0, 2)
