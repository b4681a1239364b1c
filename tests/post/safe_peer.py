"""A mail server with TLS and passwords, in a process of its own: `python safe_peer.py FOLDER`.

FOLDER/options says whether it is under TLS at once, offers it, refuses it or knows none; its certificate is there too.
Each command is written to FOLDER/log with whether it came under TLS; of a password only whether it was right.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import sys
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

USER, PASSWORD = "caseflow", "a password of the mail server"
AT_ONCE, OFFERED, REFUSED, UNKNOWN = "at-once", "offered", "refused", "unknown"


class Peer(SMTP):
    """The server, which writes down what it hears."""

    folder: Path
    options: dict[str, Any]

    def heard(self, **said: Any) -> None:
        """One line of the log."""
        with (self.folder / "log").open("a") as log:
            log.write(json.dumps(said | {"safe": self.is_safe}) + "\n")

    @property
    def is_safe(self) -> bool:
        """Whether the line is under TLS now."""
        return self.transport is not None and self.transport.get_extra_info("ssl_object") is not None

    async def smtp_EHLO(self, arg: str) -> None:
        self.heard(command="EHLO")
        await super().smtp_EHLO(arg)

    async def smtp_STARTTLS(self, arg: str) -> None:
        self.heard(command="STARTTLS")
        if self.options["tls"] == REFUSED:
            await self.push("454 4.7.0 TLS not available due to temporary reason")
            return
        await super().smtp_STARTTLS(arg)

    async def smtp_AUTH(self, arg: str) -> None:
        self.heard(command="AUTH")
        await super().smtp_AUTH(arg)

    async def smtp_MAIL(self, arg: str | None) -> None:
        self.heard(command="MAIL")
        await super().smtp_MAIL(arg)


class Handler:
    """Keeps that something arrived."""

    async def handle_DATA(self, server: Peer, _session: Any, envelope: Any) -> str:
        """It arrived."""
        server.heard(command="DATA", to=envelope.rcpt_tos)
        return "250 OK"


def _judge(server: Peer, _session: Any, _envelope: Any, _mechanism: str, shown: Any) -> AuthResult:
    right = isinstance(shown, LoginPassword) and (shown.login, shown.password) == (USER.encode(), PASSWORD.encode())
    server.heard(right=right)
    return AuthResult(success=right, handled=False)


async def _serve(folder: Path) -> None:
    options = json.loads((folder / "options").read_text())
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")

    def peer() -> Peer:
        known = options["tls"] in (OFFERED, REFUSED)
        made = Peer(
            Handler(),
            hostname="peer.test",
            loop=asyncio.get_running_loop(),
            tls_context=context if known else None,
            authenticator=_judge,
            auth_required=True,
            auth_require_tls=known,
        )
        made.folder, made.options = folder, options
        return made

    at_once = context if options["tls"] == AT_ONCE else None
    server = await asyncio.get_running_loop().create_server(peer, "127.0.0.1", 0, ssl=at_once)
    (folder / "port.new").write_text(str(server.sockets[0].getsockname()[1]))
    (folder / "port.new").rename(folder / "port")
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1])))
