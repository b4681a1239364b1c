"""What is to leave the building, queued in the transaction that causes it: it leaves once that is durable, not before.

A row says nothing in the open: not of whom, not to whom, not of what. Who carries it stands in `postroom`.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from caseflow.casework.casefile import CaseFile
from caseflow.casework.desk import Desk, school_scope
from caseflow.post.message import new_message_id
from caseflow.procedure.post import on_the_mark
from caseflow.records import Notice, Outgoing, new_id
from caseflow.vault.box import blind_index

NOTICE, LETTER, CHECKPOINT = "notice", "letter", "checkpoint"
ACKNOWLEDGED = "acknowledged"
"""The e-mail that tells whoever reported that their report arrived, and can be read."""


class State(StrEnum):
    """How far something is. What is not waiting and not sending is done with."""

    WAITING = "waiting"
    SENDING = "sending"
    """A letter whose content may be on the line: whoever finds it so later cannot know whether it left."""
    SENT = "sent"
    BOUNCED = "bounced"
    UNKNOWN = "unknown"
    NEEDLESS = "needless"
    """It was read before it left, or whom it was for does not work here any more, or it was taken back."""


def whom(desk: Desk, school_id: str, person_or_address: str) -> bytes:
    """The blind mark of the one to whom something goes."""
    return blind_index(desk.index_key(school_id), "post", person_or_address)


def about(desk: Desk, school_id: str, case_id: str) -> bytes:
    """The blind mark of the case that something is about: the same as on its notices."""
    return blind_index(desk.index_key(school_id), "notice", case_id)


def of_notice(desk: Desk, notice: Notice, what: str, not_before: datetime | None = None) -> None:
    """The e-mail that goes with a notice."""
    _of_school(desk, notice.school_id, notice.person_id, what, notice.about, not_before, notice=notice)


def acknowledge(file: CaseFile, person_id: str) -> None:
    """The e-mail to whoever reported: their report arrived, and they can read it."""
    mark = about(file.desk, file.case.school_id, file.case.id)
    _of_school(file.desk, file.case.school_id, person_id, ACKNOWLEDGED, mark)


def of_checkpoint(desk: Desk, school_id: str, address: str, note: str) -> None:
    """A signed checkpoint, to an address outside."""
    said = {"address": address, "note": note}
    _put(desk, school_id, CHECKPOINT, school_scope(school_id), said, whom(desk, school_id, address))


def of_address(desk: Desk, school_id: str, person_id: str, address: str, what: str) -> None:
    """The neutral e-mail to an address that somebody had until now."""
    said = {"person": person_id, "what": what, "address": address}
    due = on_the_mark(desk.now)
    _put(desk, school_id, NOTICE, school_scope(school_id), said, whom(desk, school_id, address), due_at=due)


def of_letter(file: CaseFile, letter_id: str, person_id: str) -> None:
    """An issued letter, to somebody on the staff list. It is sealed under the case's key, and leaves at once."""
    said, desk, case = {"person": person_id, "letter": letter_id}, file.desk, file.case
    mark = about(desk, case.school_id, case.id)
    to = whom(desk, case.school_id, person_id)
    _put(desk, case.school_id, LETTER, file.scope, said, to, case_id=case.id, about=mark)


def _of_school(
    desk: Desk,
    school_id: str,
    person_id: str,
    what: str,
    about: bytes,
    not_before: datetime | None = None,
    notice: Notice | None = None,
) -> None:
    said = {"person": person_id, "what": what}
    due = on_the_mark(max(desk.now, not_before or desk.now))
    to = whom(desk, school_id, person_id)
    _put(desk, school_id, NOTICE, school_scope(school_id), said, to, about=about, due_at=due, notice=notice)


def _put(desk: Desk, school_id: str, kind: str, scope: str, said: dict[str, Any], to: bytes, **more: Any) -> None:
    due = more.pop("due_at", desk.now)
    row = Outgoing(
        id=new_id(),
        school_id=school_id,
        kind=kind,
        whom=to,
        sealed=b"",
        message_id=new_message_id(),
        state=State.WAITING.value,
        queued_at=desk.now,
        due_at=due,
        first_due_at=due,
        **more,
    )
    row.sealed = desk.seal(scope, said, context(row.id))
    desk.session.add(row)


def context(row_id: str) -> str:
    """The one place in which what a row holds opens."""
    return f"outbox/{row_id}"
