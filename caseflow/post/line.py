"""The line to the mail server: one message handed over at a time, and a plain word on what became of it.

The moment that matters is when the content goes out: before it nothing was sent, whatever happens; after it, if no
answer comes that says, nobody can know (RFC 1047). So `about_to_send` is called in between, and may still call it off.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Callable
from email.errors import MessageError
from email.message import EmailMessage
from enum import StrEnum
from types import TracebackType

from caseflow.post.server import STARTTLS, TLS, Server

_STUFFING = re.compile(rb"(?m)^\.")
_OK, _OK_FORWARDED, _GO_ON, _CLOSING, _NO_MAILBOX = 250, 251, 354, 421, 553
_DONE, _NOT_DONE = 2, (4, 5)
"""By its first digit alone an answer says whether the server took the content (RFC 5321, 4.2.1 and 4.3.2)."""


class Outcome(StrEnum):
    """What became of a message."""

    SENT = "sent"
    NOT_NOW = "not-now"
    """The server is in trouble, or not there; nothing was sent, and the next message would fare no better."""
    DEFERRED = "deferred"
    """The server does not take this message, or for this address, just now."""
    REFUSED = "refused"
    """The server will never take this message for this address."""
    UNKNOWN = "unknown"
    """The content went out and no answer came, or none that says: it may have arrived, and it may not."""


class Trouble(Exception):
    """Why nothing can be handed over: one of a few words that name nobody, for the page and for the alarm."""


def _nothing() -> None:
    """Nobody has to be told."""


class Line:
    """A connection that is made when the first message goes out, and again when it was lost."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None
        self.trouble = ""

    def __enter__(self) -> Line:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _t: TracebackType | None
    ) -> None:
        self.hang_up()

    def hang_up(self) -> None:
        """Say goodbye, if anybody is there to hear it."""
        smtp, self._smtp = self._smtp, None
        if smtp is None:
            return
        try:
            smtp.quit()
        except (smtplib.SMTPException, OSError):
            smtp.close()  # it hung up first

    def try_it(self) -> bool:
        """Whether the server takes a call, knows us and lets us send. If not, `trouble` says why."""
        try:
            smtp = self._connected()
            code, _ = smtp.mail(self._server.sender)
            smtp.rset()
        except Trouble:
            return False
        except (smtplib.SMTPException, OSError):
            self._lost("unreachable")
            return False
        if code != _OK:
            self._lost(_of_sender(code))
        return code == _OK

    def send(self, message: EmailMessage, to: str, about_to_send: Callable[[], None] = _nothing) -> Outcome:
        """Hand a message over. Whatever `about_to_send` raises calls it off: then nothing was sent."""
        try:
            content = _STUFFING.sub(b"..", message.as_bytes()) + b".\r\n"
        except (ValueError, MessageError):
            return Outcome.REFUSED
        try:
            smtp = self._connected()
            early = self._envelope(smtp, to)
        except Trouble:
            return Outcome.NOT_NOW
        except (smtplib.SMTPException, OSError):
            return self._lost("unreachable")
        if early:
            return early
        try:
            about_to_send()
        except BaseException:
            self.hang_up()
            raise
        return self._content(smtp, content)

    def _connected(self) -> smtplib.SMTP:
        if self._smtp is None:
            self._smtp = self._call()
            self.trouble = ""
        return self._smtp

    def _call(self) -> smtplib.SMTP:
        server, context = self._server, ssl.create_default_context()
        ours = server.sender.partition("@")[2]  # as in every From; the machine's own name is nobody's business
        smtp: smtplib.SMTP | None = None
        try:
            if server.security == TLS:
                smtp = smtplib.SMTP_SSL(server.host, server.port, ours, timeout=server.patience, context=context)
            else:
                smtp = smtplib.SMTP(server.host, server.port, ours, timeout=server.patience)
            if server.security == STARTTLS:
                _make_safe(smtp, context)
            smtp.ehlo_or_helo_if_needed()
            if server.user:
                smtp.login(server.user, server.password)
        except (smtplib.SMTPException, OSError, ValueError) as error:
            if smtp is not None:
                smtp.close()
            self.trouble = _why(error)
            raise Trouble(self.trouble) from error
        return smtp

    def _envelope(self, smtp: smtplib.SMTP, to: str) -> Outcome | None:
        """Sender and recipient; what becomes of the message if it ends there."""
        code, _ = smtp.mail(self._server.sender)
        if code != _OK:
            return self._lost(_of_sender(code))
        try:
            code, _ = smtp.rcpt(to)
        except ValueError:  # it cannot even be said
            code = _NO_MAILBOX
        if code in (_OK, _OK_FORWARDED):
            return None
        return self._turned_down(smtp, code)

    def _content(self, smtp: smtplib.SMTP, content: bytes) -> Outcome:
        try:
            code, _ = smtp.docmd("DATA")
        except (smtplib.SMTPException, OSError):
            return self._lost("unreachable")
        if code != _GO_ON:
            return self._turned_down(smtp, code)
        try:
            smtp.send(content)
            code, _ = smtp.getreply()
        except (smtplib.SMTPException, OSError):
            self._lost("unreachable")
            return Outcome.UNKNOWN
        if code // 100 == _DONE:
            return Outcome.SENT
        if code // 100 in _NOT_DONE:
            return self._turned_down(smtp, code)
        self._lost("unreachable")  # it said something, and not what became of the content
        return Outcome.UNKNOWN

    def _turned_down(self, smtp: smtplib.SMTP, code: int) -> Outcome:
        if code == _CLOSING or code < 400:
            return self._lost("busy")
        try:
            smtp.rset()
        except (smtplib.SMTPException, OSError):
            self._lost("unreachable")  # it turned this down and hung up: that it turned it down stands
        return Outcome.REFUSED if code >= 500 else Outcome.DEFERRED

    def _lost(self, why: str) -> Outcome:
        self.trouble = why
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            smtp.close()
        return Outcome.NOT_NOW


def _make_safe(smtp: smtplib.SMTP, context: ssl.SSLContext) -> None:
    """Go over to TLS. Raises SSLError too where the server does not know it, or will not just now."""
    try:
        smtp.starttls(context=context)
    except (smtplib.SMTPNotSupportedError, smtplib.SMTPResponseException) as error:
        raise ssl.SSLError("the server does not go over to TLS") from error


def _of_sender(code: int) -> str:
    return "sender-refused" if code >= 500 else "busy"


def _why(error: Exception) -> str:
    if isinstance(error, ssl.SSLError):
        return "no-safe-line"
    if isinstance(error, (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError, UnicodeEncodeError)):
        return "sign-in-refused"  # or it knows no way in which we could, or our password cannot be said
    return "unreachable"
