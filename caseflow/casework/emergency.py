"""Reading a case in an emergency: one asks, another agrees, and the case is open to the first for some hours.

What is asked may be of a case that does not exist, or of one from which somebody is kept out: it is answered the same,
and so is a sealed case, a closed one, and one that somebody hears or heard: a panel reads its bundle and nothing
beside it. Nobody is shown a request about such a case, and nobody gets into one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from caseflow.casework import cases, people, school_notices
from caseflow.casework.before import Before
from caseflow.casework.casefile import CaseFile, load_all
from caseflow.casework.desk import Desk, school_scope
from caseflow.casework.moving import carry_out
from caseflow.casework.people import Someone
from caseflow.casework.refusals import NotThere
from caseflow.casework.school_notices import OPENED
from caseflow.casework.vouched import vouched_for
from caseflow.lifecycle.answers import accept_questions
from caseflow.procedure import roles
from caseflow.procedure.emergency import ASKS, OPEN_IN_EMERGENCY, may_not_open
from caseflow.procedure.joining import INTO
from caseflow.procedure.places import ENDED, MAIN
from caseflow.procedure.sealing import is_sealed
from caseflow.records import Case, EmergencyRequest

MAY = tuple(post.key for post in roles.EMERGENCY_READER.from_posts)
"""The posts whose holders ask, and agree."""
LAPSES = timedelta(hours=24)


@dataclass(frozen=True)
class Asked:
    """A request that waits for a second person, or that somebody made."""

    id: str
    by: str
    at: datetime
    reference: str
    reason: str
    words: str
    answered_at: datetime | None


def ask(desk: Desk, person: Someone, given: Mapping[str, Any]) -> None:
    """Ask to read a case in an emergency. Raises NotThere for who may not ask, BadAnswers for what will not do."""
    only_who_may(person)
    said = accept_questions(ASKS, given, Before(desk))
    row = EmergencyRequest(school_id=person.school_id, asked_by=person.id, asked_at=desk.now, sealed=b"")
    desk.session.add(row)
    desk.session.flush()
    row.sealed = desk.seal(school_scope(person.school_id), {**said, "by": person.id}, _place(row))
    desk.session.flush()


def waiting(desk: Desk, person: Someone) -> list[Asked]:
    """What others asked and nobody answered, for a second person who is kept out of none of these cases."""
    only_who_may(person)
    return [_opened(desk, row) for row in _unanswered(desk, person)]


def mine(desk: Desk, person: Someone) -> list[Asked]:
    """What this person asked within the last day, the newest first."""
    only_who_may(person)
    query = select(EmergencyRequest).where(
        EmergencyRequest.asked_by == person.id, EmergencyRequest.asked_at > desk.now - LAPSES
    )
    rows = desk.session.scalars(query.order_by(EmergencyRequest.asked_at.desc())).all()
    return [_opened(desk, row) for row in rows]


def answer(desk: Desk, person: Someone, request_id: str, *, agree: bool) -> None:
    """Agree that somebody reads the case, or not. Raises NotThere unless this request waits for this person."""
    only_who_may(person)
    row = next((one for one in _unanswered(desk, person) if one.id == request_id), None)
    if row is None:
        raise NotThere
    row.answered_by, row.answered_at, row.agreed = person.id, desk.now, agree
    desk.session.flush()
    file = _meant(desk, row)
    if agree and file and _can_be_opened(file) and row.asked_by not in _never(file):
        _open(file, row, person)


def _open(file: CaseFile, row: EmergencyRequest, agrees: Someone) -> None:
    asker = people.everyone(file.desk, row.school_id)[row.asked_by]
    if not asker.active or not asker.holds(*MAY):
        return
    vouched_for(file)
    said = _said(file.desk, row)
    answers = {
        "emergency_reader": asker.id,
        "emergency_from": file.desk.now,
        "emergency_until": (file.desk.now + timedelta(hours=int(file.setting("emergency.hours")))).replace(
            second=0, microsecond=0
        ),
        "emergency_reason": said["emergency_reason"],
        "emergency_words": said["emergency_words"],
    }
    carry_out(file, OPEN_IN_EMERGENCY, agrees, answers)
    _tell_the_others(file, {asker.id, agrees.id})


def _tell_the_others(file: CaseFile, two: set[str]) -> None:
    """Everybody else who could have agreed hears that it was done, and not in which case: but nobody kept out of it.

    The data protection officer is among them. Whoever manages the case is told in it.
    """
    desk, school_id = file.desk, file.case.school_id
    others = {one.id for one in people.holders(desk, school_id, MAY)} - two - _never(file)
    for one in sorted(others - roles.holding(file, roles.CASE_MANAGER)):
        school_notices.tell(desk, school_id, one, OPENED, OPENED)


def _never(file: CaseFile) -> frozenset[str]:
    """To whom it is never opened: also whoever came to the school after the report, and might be whom it names."""
    if file.held_by(roles.SUBJECT, ever=True):
        return may_not_open(file)
    named, maybe = people.who_might_be(file.subject_name, people.everyone(file.desk, file.case.school_id).values())
    return may_not_open(file).union(one.id for one in (*named, *maybe))


def _can_be_opened(file: CaseFile) -> bool:
    """Whether the case is open and not sealed: in a closed one nobody could review that it was read."""
    return file.at(MAIN) not in ENDED and not _is_sealed(file)


def _is_sealed(file: CaseFile) -> bool:
    """Whether the case is sealed, or the one into which this report was merged."""
    into = [file.desk.session.get_one(Case, one) for key, one in file.links if key == INTO.key]
    return any(map(is_sealed, (file, *load_all(file.desk, into))))


def _unanswered(desk: Desk, person: Someone) -> Iterator[EmergencyRequest]:
    query = select(EmergencyRequest).where(
        EmergencyRequest.school_id == person.school_id,
        EmergencyRequest.asked_by != person.id,
        EmergencyRequest.answered_at.is_(None),
        EmergencyRequest.asked_at > desk.now - LAPSES,
    )
    for row in desk.session.scalars(query.order_by(EmergencyRequest.asked_at)).all():
        file = _meant(desk, row)
        if file is None or person.id not in _never(file):
            yield row


def _meant(desk: Desk, row: EmergencyRequest) -> CaseFile | None:
    reference = str(_said(desk, row)["emergency_reference"]).strip().upper()
    return cases.for_an_emergency(desk, row.school_id, reference)


def _opened(desk: Desk, row: EmergencyRequest) -> Asked:
    said = _said(desk, row)
    by = people.everyone(desk, row.school_id)[row.asked_by].name
    words = (said["emergency_reference"], said["emergency_reason"], said["emergency_words"])
    return Asked(row.id, by, row.asked_at, *words, row.answered_at)


def _said(desk: Desk, row: EmergencyRequest) -> dict[str, Any]:
    """What was asked. Raises Altered if the row was changed by hand."""
    said: dict[str, Any] = desk.unseal(school_scope(row.school_id), row.sealed, _place(row))
    return said


def _place(row: EmergencyRequest) -> str:
    return f"emergency/{row.id}/{row.asked_by}"


def only_who_may(person: Someone) -> None:
    """Raises NotThere for whoever may neither ask nor agree."""
    if not person.active or not person.holds(*MAY):
        raise NotThere
