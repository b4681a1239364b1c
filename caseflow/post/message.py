"""What an e-mail of ours looks like: it says that something waits, and nothing else.

Every notice is the same, byte for byte, but for whom it goes to, its Message-ID and its date: neither its words nor its
size tell what it is about. A letter goes as a locked PDF whose name says nothing.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from caseflow.post.address import is_address
from caseflow.post.locking import locked

SUBJECT = "caseflow: you have something to read"
_NOTICE = """\
You have something to read in caseflow. Sign in to see it.

This e-mail says nothing of what it is, so that nobody can learn it from
your mail. Please do not answer: nobody reads what is sent to this address.
"""
_LETTER = """\
A letter to you is attached. It is locked: you are told its password in
another way, not by e-mail.

Please do not answer: nobody reads what is sent to this address.
"""
_CHECKPOINT = """\
Below is a signed checkpoint of the school's sealed record. Keep this
e-mail, and answer nothing. With it anybody can show later that the record
was not made shorter or altered since, whoever holds the school's server.

"""


class NoAddress(ValueError):
    """Nothing can be written to what stands in the place of an address."""


def new_message_id() -> str:
    """A Message-ID that is kept from when a message is queued, and tells nothing of who sends it."""
    return f"<{secrets.token_hex(12)}@caseflow.invalid>"


def notice(sender: str, to: str, message_id: str, at: datetime) -> EmailMessage:
    """The one e-mail that says that something waits."""
    return _message(sender, to, message_id, at, SUBJECT, _NOTICE)


def checkpoint(sender: str, to: str, message_id: str, at: datetime, note: str) -> EmailMessage:
    """A signed checkpoint, for whoever keeps them outside the school."""
    return _message(sender, to, message_id, at, "caseflow: a signed checkpoint", _CHECKPOINT + note)


def letter(sender: str, to: str, message_id: str, at: datetime, pdf: bytes, password: str) -> EmailMessage:
    """A letter as a locked PDF, under a random name."""
    message = _message(sender, to, message_id, at, SUBJECT, _LETTER)
    name = f"letter-{secrets.token_hex(5)}.pdf"
    message.add_attachment(locked(pdf, password), maintype="application", subtype="pdf", filename=name)
    return message


def _message(sender: str, to: str, message_id: str, at: datetime, subject: str, words: str) -> EmailMessage:
    if not is_address(to):
        raise NoAddress
    message = EmailMessage(policy=SMTP)
    message["From"] = Address("caseflow", addr_spec=sender)
    message["To"] = Address(addr_spec=to)
    message["Subject"] = subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(words)
    return message
