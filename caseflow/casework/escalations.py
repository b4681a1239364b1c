"""What is brought to governors, clerks and second readers: found through what they may see, and shown without names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from caseflow.casework import cases, journal, notices, people
from caseflow.casework.casefile import CaseFile, load
from caseflow.casework.desk import Desk
from caseflow.casework.people import Someone
from caseflow.casework.refusals import NotThere
from caseflow.lifecycle.terms import Permission, Role, Transition
from caseflow.procedure import PROCEDURE, roles
from caseflow.procedure.dbs import AGREE_NO_REFERRAL, AGREE_REFERRAL, SEND_BACK_DBS
from caseflow.procedure.ending import AGREE_CLOSING, SEND_BACK_CLOSING
from caseflow.procedure.escalation import NOTE_ESCALATION
from caseflow.procedure.hearing import DECIDE, DECIDE_APPEAL, HOLD_HEARING, SET_APPEAL_HEARING, SET_HEARING
from caseflow.records import Case, Part, Position

MOST = 200
READ_ON = "read_on"


@dataclass(frozen=True)
class Ask:
    """A reason why somebody is asked, the part through which they are, and what they do about it.

    `day` is the question whose answer says by when, where no clock does.
    """

    key: str
    why: str
    part: Role
    by: tuple[Transition, ...]
    day: str = ""


NOTE = Ask("note", "A serious breach to note", roles.ESCALATED_TO, (NOTE_ESCALATION,))
CONVENE = Ask("convene", "A panel to convene", roles.PANEL_CLERK, (SET_HEARING, SET_APPEAL_HEARING))
HEAR = Ask("hear", "A case to hear", roles.HEARER, (HOLD_HEARING, DECIDE))
APPEAL = Ask("appeal", "An appeal to hear", roles.APPEAL_HEARER, (DECIDE_APPEAL,), "appeal_at")
SECOND = Ask(
    "second",
    "A second reader is needed",
    roles.SECOND_READER,
    (AGREE_REFERRAL, AGREE_NO_REFERRAL, SEND_BACK_DBS, AGREE_CLOSING, SEND_BACK_CLOSING),
)
ASKS = (NOTE, CONVENE, HEAR, APPEAL, SECOND)
PERMISSIONS = (Permission.READ_ESCALATION, Permission.READ_BUNDLE, Permission.SECOND)


@dataclass(frozen=True)
class Item:
    """One line of the inbox: no name, no breach."""

    reference: str
    ask: Ask
    needed_by: datetime | None
    waits: bool


def inbox(desk: Desk, person: Someone) -> list[Item]:
    """What is brought to this person: what waits first, the most urgent on top; then what was answered."""
    query = cases.visible_cases(desk, person, *PERMISSIONS).order_by(Case.updated_at.desc(), Case.id.desc())
    found = [
        item for case in desk.session.scalars(query.limit(MOST)).all() for item in _items(load(desk, case), person)
    ]
    far = datetime.max.replace(tzinfo=desk.now.tzinfo)
    return sorted(found, key=lambda item: (not item.waits, item.needed_by or far, item.reference))


def waiting(desk: Desk, person: Someone) -> list[tuple[str, Ask]]:
    """What waits for this person, by reference: the inbox in one query, without its days."""
    asks = {ask.part.key: ask for ask in ASKS}
    states = {state.key for ask in ASKS for one in ask.by for state in one.leaves}
    me = people.mark(desk, person.school_id, person.id)
    query = (
        select(Case.reference, Part.role, Position.state)
        .join(Part, Part.case_id == Case.id)
        .join(Position, Position.case_id == Case.id)
        .where(Case.id.in_(cases.visible_cases(desk, person, *PERMISSIONS).with_only_columns(Case.id)))
        .where(Part.who == me, cases.held(desk), Part.role.in_(asks), Position.state.in_(states))
    )
    found = [(reference, asks[role], state) for reference, role, state in desk.session.execute(query)]
    answered_in = {ask.key: {state.key for one in ask.by for state in one.leaves} for ask in ASKS}
    return sorted({(reference, ask) for reference, ask, state in found if state in answered_in[ask.key]}, key=_by_name)


def _by_name(asked: tuple[str, Ask]) -> tuple[str, str]:
    reference, ask = asked
    return reference, ask.key


def _items(file: CaseFile, person: Someone) -> list[Item]:
    asked = [ask for ask in ASKS if person.id in file.held_by(ask.part)]
    items = [Item(file.reference, ask, _needed_by(file, ask), waits(file, ask)) for ask in asked]
    return [item for item in items if item.waits or item.ask is not SECOND]


def waits(file: CaseFile, ask: Ask) -> bool:
    """Whether the case stands where one of the answers to this ask is due."""
    return any(file.at(one.track) in {state.key for state in one.leaves} for one in ask.by)


def _needed_by(file: CaseFile, ask: Ask) -> datetime | None:
    running = [
        clock.due_at
        for clock in file.clocks
        if clock.met_at is None and set(PROCEDURE.deadline[clock.key].met_by) & set(ask.by)
    ]
    answered = file.answer(ask.day) if ask.day else None
    return min(running, default=None) or answered


def opened(desk: Desk, person: Someone, reference: str, *asks: Ask) -> tuple[CaseFile, Ask]:
    """The case in which this person is asked one of these, with what it is. Raises NotThere otherwise."""
    file = cases.find(desk, person, reference, *PERMISSIONS)
    for ask in asks:
        if person.id in file.held_by(ask.part):
            return file, ask
    raise NotThere


def looked_at(file: CaseFile, person: Someone, what: str) -> None:
    """Write down that this person is about to be shown something of a case."""
    journal.write(
        file.desk,
        file.case.school_id,
        file.scope,
        "case",
        "read",
        person.id,
        what=what,
        sentence=f"{person.name} read the {what}",
    )
    notices.seen(file.desk, person, file)


def must_be_warned(file: CaseFile, person: Someone) -> bool:
    """Whether this person hears the case or its appeal, and has not yet chosen to read what will bar them elsewhere."""
    hears = person.id in file.held_by(HEAR.part) | file.held_by(APPEAL.part)
    return hears and not cases.may(file, person, Permission.READ) and not has_read_on(file, person)


def has_read_on(file: CaseFile, person: Someone) -> bool:
    """Whether this person was warned before, and chose to read."""
    return any(entry.said.get("actor") == person.id for entry in journal.read(file.desk, file.scope, event=READ_ON))


def read_on(file: CaseFile, person: Someone) -> None:
    """Write down that this person was warned, and chose to read."""
    journal.write(
        file.desk,
        file.case.school_id,
        file.scope,
        "case",
        READ_ON,
        person.id,
        sentence=f"{person.name} was told that whoever reads on can take no other part, and read on",
    )
