"""A report that somebody has begun: sealed under a key of its own, and nobody's but theirs until they send it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, select

from caseflow.casework import draft_files
from caseflow.casework.casefile import CaseFile
from caseflow.casework.desk import Desk
from caseflow.casework.desk import draft_scope as scope
from caseflow.casework.draft_files import Attached, attached
from caseflow.casework.evidence_files import Arrived
from caseflow.casework.forgetting import destroy_key_afterwards
from caseflow.casework.people import Someone
from caseflow.casework.refusals import NotThere
from caseflow.casework.reporting import take_report
from caseflow.records import Draft, new_id
from caseflow.vault.keyring import KeyGone

KEPT = timedelta(days=90)
"""How long a draft is kept after it was last saved."""


@dataclass(frozen=True)
class Begun:
    """A draft, opened. `answers` are kept as the record keeps them; `done` names the pages that were answered."""

    id: str
    answers: dict[str, Any]
    done: tuple[str, ...]
    saved_at: datetime
    files: tuple[Attached, ...] = ()

    @property
    def gone_on(self) -> datetime:
        """When it is deleted if nobody touches it."""
        return self.saved_at + KEPT


def unfinished(desk: Desk, person: Someone) -> Begun | None:
    """The draft this person has begun, or None. Drafts of their school that are too old go now."""
    _remove_expired(desk, person.school_id)
    for row in desk.session.scalars(_own(person).order_by(Draft.begun_at, Draft.id)):
        try:
            return _opened(desk, row)
        except KeyGone:  # discarded, but the power failed before the row had gone as well
            draft_files.forget(desk, [row.id])
            desk.session.delete(row)
    return None


def begin(desk: Desk, person: Someone) -> Begun:
    """The draft this person has begun already, or a new one: there is one at a time."""
    if begun := unfinished(desk, person):
        return begun
    draft_id = new_id()
    desk.keyring.new(scope(draft_id))
    row = Draft(
        id=draft_id,
        school_id=person.school_id,
        person_id=person.id,
        sealed=_sealed(desk, draft_id, person.id, {}, ()),
        begun_at=desk.now,
        updated_at=desk.now,
    )
    desk.session.add(row)
    desk.session.flush()
    return _opened(desk, row)


def find(desk: Desk, person: Someone, draft_id: str) -> Begun:
    """This draft, if this person began it. Raises NotThere otherwise, and always the same."""
    begun = unfinished(desk, person)
    if begun is None or begun.id != draft_id:
        raise NotThere
    return begun


def save(desk: Desk, person: Someone, begun: Begun, answers: Mapping[str, Any], done: tuple[str, ...]) -> Begun:
    """Keep what was answered so far."""
    row = desk.session.scalars(_own(person).where(Draft.id == begun.id)).one()
    row.sealed = _sealed(desk, row.id, person.id, answers, done)
    row.updated_at = desk.now
    desk.session.flush()
    return _opened(desk, row)


def discard(desk: Desk, person: Someone, begun: Begun) -> None:
    """Take a draft away, and its key with it once that is certain. Raises NotThere if it went meanwhile."""
    if not _remove(desk, Draft.id == begun.id, Draft.person_id == person.id):
        raise NotThere


def send(desk: Desk, person: Someone, begun: Begun, answers: Mapping[str, Any]) -> CaseFile:
    """Make a report of a draft: the case is there and the draft is gone, or neither.

    Raises BadAnswers, and Refused if nobody at the school may manage it.
    """
    file = take_report(desk, person, answers)
    draft_files.move(desk, person, begun.id, file)
    discard(desk, person, begun)
    return file


def attach(desk: Desk, person: Someone, begun: Begun, said: Mapping[str, Any], arrived: Arrived) -> None:
    """Add a file to a draft. Raises Refused where the report says that there might be a picture nobody may copy."""
    draft_files.attach(desk, person, begun.id, begun.answers, said, arrived)
    _touch(desk, person, begun)


def detach(desk: Desk, person: Someone, begun: Begun, file_id: str) -> None:
    """Take a file out of a draft again. Raises NotThere, and Refused if it is locked."""
    draft_files.detach(desk, begun.id, begun.answers, file_id)
    _touch(desk, person, begun)


def _touch(desk: Desk, person: Someone, begun: Begun) -> None:
    desk.session.scalars(_own(person).where(Draft.id == begun.id)).one().updated_at = desk.now
    desk.session.flush()


def _own(person: Someone) -> Select[Draft]:
    return select(Draft).where(Draft.person_id == person.id, Draft.school_id == person.school_id)


def _opened(desk: Desk, row: Draft) -> Begun:
    said = desk.unseal(scope(row.id), row.sealed, _place(row.id, row.person_id))
    return Begun(row.id, said["answers"], tuple(said["done"]), row.updated_at, attached(desk, row.id))


def _sealed(desk: Desk, draft_id: str, person_id: str, answers: Mapping[str, Any], done: tuple[str, ...]) -> bytes:
    said = {"answers": dict(answers), "done": list(done)}
    return desk.seal(scope(draft_id), said, _place(draft_id, person_id))


def _place(draft_id: str, person_id: str) -> str:
    """Where a draft's words open: a row moved under another name does not."""
    return f"draft/{draft_id}/{person_id}"


def _remove_expired(desk: Desk, school_id: str) -> None:
    _remove(desk, Draft.school_id == school_id, Draft.updated_at < desk.now - KEPT)


def _remove(desk: Desk, *which: ColumnElement[bool]) -> bool:
    """Take drafts away, and say whether there were any."""
    draft_files.forget(desk, desk.session.scalars(select(Draft.id).where(*which)))
    gone = desk.session.scalars(delete(Draft).where(*which).returning(Draft.id)).all()
    for draft_id in gone:
        destroy_key_afterwards(desk, scope(draft_id))
    return bool(gone)
