"""A mail server that misbehaves as it is told to, in a process of its own: `python peer.py FOLDER`.

Each message draws the next line of FOLDER/plan; what lies beyond its end goes well. What happened is written to
FOLDER/log, line by line: a fault, or a message that was kept and whether the sender was told so. A plan that says
`kill …` kills the sender, whose process id stands in FOLDER/pid, at that very point.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sqlite3
import sys
import time
from email import message_from_bytes
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP

AT_RECIPIENT = {"defer-recipient": "451 4.7.1 try again later", "refuse-recipient": "550 5.1.1 no such user"}
AT_SENDER = {"busy": "421 4.3.2 shutting down", "refuse-sender": "550 5.7.1 not you"}
AT_CONTENT = {"defer-content": "452 4.3.1 no space", "refuse-content": "554 5.7.1 looks like spam"}
AT_END = {
    "answer-251": "251 2.0.0 taken",
    "answer-200": "200 taken",
    "answer-354": "354 go on",
    "odd-answer": "OK queued",
}
"""What it says once it has kept a message, though few servers do."""
FAULTS = (
    *AT_SENDER,
    *AT_RECIPIENT,
    *AT_CONTENT,
    "drop-at-sender",
    "drop-before-data",
    "drop-after-data-lost",
    "drop-after-data-kept",
    "odd-answer",
    "slow",
)
KILLS = (
    "kill-at-sender",
    "kill-at-recipient",
    "kill-before-data",
    "kill-after-data-lost",
    "kill-after-data-kept",
    "kill-after-answer",
)
"""At each of these points the one who sends is killed; at the last it was answered and cannot write that down."""


class Plan:
    """What is to go wrong, message by message."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.drawn = folder, 0

    def draw(self) -> str:
        """What this message meets."""
        lines = (self.folder / "plan").read_text().split() if (self.folder / "plan").exists() else []
        self.drawn += 1
        return lines[self.drawn - 1] if self.drawn <= len(lines) else "well"

    def log(self, **said: Any) -> None:
        """One line, durable enough to be read at once."""
        with (self.folder / "log").open("a") as log:
            log.write(json.dumps(said) + "\n")

    def kill(self) -> None:
        """The end of whoever sends."""
        os.kill(int((self.folder / "pid").read_text()), signal.SIGKILL)
        (self.folder / "pid").unlink()


class Peer(SMTP):
    """The server. What it meets each message with was drawn when the sender was named."""

    plan: Plan
    met, only_asked = "well", False

    def __init__(self, plan: Plan) -> None:
        super().__init__(Handler(plan), hostname="peer.test", loop=asyncio.get_running_loop(), data_size_limit=10**8)
        self.plan = plan

    async def smtp_MAIL(self, arg: str | None) -> None:
        self.met, self.only_asked = self.plan.draw(), True
        if self.met in AT_SENDER or self.met.endswith("-at-sender"):
            self.plan.log(fault=self.met)
        if self.met in AT_SENDER:
            await self.push(AT_SENDER[self.met])
            if self.met == "busy":
                self.hang_up()
        elif self.met in ("drop-at-sender", "kill-at-sender"):
            self.hang_up(kill=self.met.startswith("kill"))
        else:
            await super().smtp_MAIL(arg)

    async def smtp_RSET(self, arg: str | None) -> None:
        if self.only_asked and self.met not in AT_SENDER:
            self.plan.drawn -= 1  # somebody asked whether we take anything, and had nothing
        self.only_asked = False
        await super().smtp_RSET(arg)

    async def smtp_RCPT(self, arg: str | None) -> None:
        self.only_asked = False
        if self.met != "well":
            self.plan.log(fault=self.met)
        if self.met in AT_RECIPIENT:
            await self.push(AT_RECIPIENT[self.met])
        elif self.met == "kill-at-recipient":
            self.hang_up(kill=True)
        else:
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str | None) -> None:
        if self.met in ("drop-before-data", "kill-before-data"):
            self.hang_up(kill=self.met.startswith("kill"))
        else:
            await super().smtp_DATA(arg)

    def hang_up(self, *, kill: bool = False) -> None:
        """Say nothing more."""
        if kill:
            self.plan.kill()
        if self.transport is not None:
            self.transport.abort()


class Handler:
    """What becomes of content that arrived."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    async def handle_DATA(self, server: Peer, _session: Any, envelope: Any) -> str:
        """Keep it or not, answer or not."""
        met = server.met
        if met in AT_CONTENT:
            return AT_CONTENT[met]
        if met.endswith("-lost"):
            server.hang_up(kill=met.startswith("kill"))
            return "250 nobody hears this"
        if met == "slow":
            await asyncio.sleep(0.5)
        self._keep(envelope, answered=not met.endswith("-kept"))
        if met.endswith("-kept"):
            server.hang_up(kill=met.startswith("kill"))
        if met == "kill-after-answer":
            asyncio.get_running_loop().create_task(self._kill_after_answer())
            held = sqlite3.connect((self.plan.folder / "database").read_text(), isolation_level=None, timeout=10)
            held.execute("BEGIN IMMEDIATE")  # so that it cannot be written down that it left
            self.held = held
        return AT_END.get(met, "250 OK")

    def _keep(self, envelope: Any, *, answered: bool) -> None:
        mail = message_from_bytes(envelope.content)
        name = f"mail-{time.monotonic_ns()}.eml"
        if not (self.plan.folder / "only-count").exists():
            (self.plan.folder / name).write_bytes(envelope.content)
        self.plan.log(kept=mail["Message-ID"], to=envelope.rcpt_tos[0], size=len(envelope.content), answered=answered)

    async def _kill_after_answer(self) -> None:
        await asyncio.sleep(0.3)
        self.plan.kill()
        self.held.close()


async def _serve(folder: Path) -> None:
    plan = Plan(folder)
    server = await asyncio.get_running_loop().create_server(lambda: Peer(plan), "127.0.0.1", 0)
    (folder / "port.new").write_text(str(server.sockets[0].getsockname()[1]))
    (folder / "port.new").rename(folder / "port")
    with contextlib.suppress(asyncio.CancelledError):
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1])))
