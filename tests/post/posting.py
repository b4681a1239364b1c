"""A mail server that misbehaves, and whoever carries the post to it, for the tests and for the count of all faults."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

import pikepdf

from caseflow.casework import letter_paper, letter_post
from caseflow.casework import letter_steps as steps
from caseflow.casework.casefile import CaseFile
from caseflow.casework.office import Office
from caseflow.casework.people import Someone
from caseflow.casework.postroom import carry
from caseflow.post.server import NONE, Server
from caseflow.records import LetterRecord

HERE = Path(__file__).parent


@dataclass
class PeerProcess:
    """A mail server in a process of its own, what it is told to do, and what it saw."""

    folder: Path
    process: subprocess.Popen[bytes]
    port: int

    @classmethod
    def start(cls, folder: Path) -> PeerProcess:
        """Start it, and wait until it listens."""
        folder.mkdir(exist_ok=True)
        with (folder / "errors").open("wb") as errors:
            process = subprocess.Popen([sys.executable, HERE / "peer.py", folder], stderr=errors)
        until = time.monotonic() + 20
        while not (folder / "port").exists():
            assert process.poll() is None, (folder / "errors").read_text()
            assert time.monotonic() < until
            time.sleep(0.02)
        return cls(folder, process, int((folder / "port").read_text()))

    def stop(self) -> None:
        """End it."""
        self.process.kill()
        self.process.wait(timeout=10)

    @property
    def server(self) -> Server:
        """It, as the settings would name it."""
        return Server("127.0.0.1", self.port, NONE, "caseflow@ashcroft.test", patience=5)

    def plan(self, *faults: str) -> None:
        """What the next messages meet, one after the other; what comes after these goes well."""
        with (self.folder / "plan").open("a") as plan:
            plan.write("".join(f"{one}\n" for one in faults))

    def log(self) -> list[dict[str, Any]]:
        """What it saw so far."""
        file = self.folder / "log"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    def kept(self) -> list[dict[str, Any]]:
        """The messages that it kept."""
        return [line for line in self.log() if "kept" in line]

    def met(self) -> Counter[str]:
        """How often each fault really happened."""
        return Counter(line["fault"] for line in self.log() if "fault" in line)

    def mails(self) -> list[Message]:
        """What it kept, whole."""
        return [message_from_bytes(file.read_bytes()) for file in sorted(self.folder.glob("mail-*.eml"))]


@dataclass
class Post:
    """An office, and the mail server to which its post goes."""

    office: Office
    peer: PeerProcess
    url: str
    keyring: str
    keys: Path

    def carry(self) -> Counter[str]:
        """Carry what is due, in this process."""
        return carry(self.office, self.peer.server)

    def carry_to_the_death(self, *kills: str, careless: bool = False) -> int:
        """Carry what is due in a process that is killed on the way; returns how it ended: -9 if it was."""
        self.peer.plan(*kills)
        said = {"url": self.url, "keyring": self.keyring, "keys": str(self.keys), "port": self.peer.port}
        said |= {"careless": careless}
        said["now"] = self.office.clock().isoformat()
        (self.peer.folder / "carrier").write_text(json.dumps(said))
        (self.peer.folder / "database").write_text(self.url.removeprefix("sqlite:///"))
        done = subprocess.run([sys.executable, HERE / "carrier.py", self.peer.folder], check=False, timeout=300)
        return done.returncode


def addressees(kept: Iterable[dict[str, Any]]) -> list[str]:
    """To whom some messages went."""
    return sorted(one["to"] for one in kept)


def issue_by_email(file: CaseFile, row: LetterRecord, actor: Someone) -> str:
    """Issue a letter by e-mail as the desk does, with an empty page in place of the one that is pressed."""
    to = letter_post.addressee(file, row)
    assert to is not None
    steps.keep(file, row, letter_paper.read_said(file, row), "issued")
    letter_paper.keep_sealed(file, row, PAGE)
    row.issued_at = file.desk.now
    letter_post.queue(file, row, to)
    steps.record(file, row, "letter_issued", actor, "{actor} issued {letter}, to go by e-mail", doc_sha256=row.sha256)
    return to.email


def _page() -> bytes:
    out = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    document.save(out)
    return out.getvalue()


PAGE = _page()
