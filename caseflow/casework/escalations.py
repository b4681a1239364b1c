"""What is brought to governors, clerks, second readers and the data protection officer, and shown without names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select

from caseflow.casework import cases, journal, notices, people
from caseflow.casework.asks import ASKS, BEFORE_READING, GOVERNING, PERMISSIONS, Ask
from caseflow.casework.casefile import CaseFile, load_all
from caseflow.casework.desk import Desk, case_scope
from caseflow.casework.people import Someone
from caseflow.casework.refusals import NotThere
from caseflow.lifecycle.terms import Deadline, Permission
from caseflow.procedure import PROCEDURE, hearing
from caseflow.records import Case, Clock, Part, Position

MOST = 200
READ_ON = "read_on"


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
    files = load_all(desk, desk.session.scalars(query.limit(MOST)).all())
    return _in_order(item for file in files for item in _items(file, person))


def waiting(desk: Desk, person: Someone) -> list[Item]:
    """What waits for this person, the most urgent first: at most two queries, however much it is."""
    asks = {ask.part.key: ask for ask in ASKS}
    me = people.mark(desk, person.school_id, person.id)
    mine = cases.visible_cases(desk, person, *PERMISSIONS).with_only_columns(Case.id)
    query = (
        select(Case, Part.role, Position.track, Position.state)
        .join(Part, Part.case_id == Case.id)
        .join(Position, Position.case_id == Case.id)
        .where(Case.id.in_(mine), Part.who == me, cases.held(desk), Part.role.in_(asks))
    )
    stands: dict[tuple[str, str, Ask], dict[str, str]] = {}
    for case, role, track, state in desk.session.execute(query):
        stands.setdefault((case.id, case.reference, asks[role]), {})[track] = state
    asked = [one for one, at in stands.items() if one[2].waits(at)]
    running = select(Clock).where(Clock.case_id.in_({case_id for case_id, _, _ in asked}), Clock.met_at.is_(None))
    clocks = list(desk.session.scalars(running)) if asked else []
    return _in_order(
        Item(reference, ask, _first_due(ask, (one for one in clocks if one.case_id == case_id)), waits=True)
        for case_id, reference, ask in asked
    )


def _in_order(items: Iterable[Item]) -> list[Item]:
    far = datetime.max.replace(tzinfo=UTC)
    return sorted(items, key=lambda item: (not item.waits, item.needed_by or far, item.reference, item.ask.key))


def _items(file: CaseFile, person: Someone) -> list[Item]:
    asked = [ask for ask in ASKS if person.id in file.held_by(ask.part)]
    items = [Item(file.reference, ask, needed_by(file, ask), waits(file, ask)) for ask in asked]
    return [item for item in items if item.waits or item.ask in GOVERNING]


def waits(file: CaseFile, ask: Ask) -> bool:
    """Whether the case stands where one of the answers to this ask is due."""
    return ask.waits({track: position.state for track, position in file.positions.items()})


def needed_by(file: CaseFile, ask: Ask) -> datetime | None:
    """By when an answer to this ask is needed, where a clock or an answer says so."""
    running = (clock for clock in file.clocks if clock.met_at is None)
    return _first_due(ask, running) or (file.answer(ask.day) if ask.day else None)


def _first_due(ask: Ask, running: Iterable[Clock]) -> datetime | None:
    """When the first of these clocks falls due that an answer to this ask would meet.

    A clock that waits for a letter is not theirs, though their answer may make the letter needless and so end it.
    """
    return min((clock.due_at for clock in running if _answers(ask, PROCEDURE.deadline[clock.key])), default=None)


def _answers(ask: Ask, deadline: Deadline) -> bool:
    return not deadline.met_by_letters and bool(set(deadline.met_by) & set(ask.by))


def opened(desk: Desk, person: Someone, reference: str, *asks: Ask) -> tuple[CaseFile, Ask]:
    """The case in which this person is asked one of these, with what it is. Raises NotThere otherwise."""
    file = cases.find(desk, person, reference, *PERMISSIONS)
    for ask in asks:
        if person.id in file.held_by(ask.part):
            return file, ask
    raise NotThere


def looked_at(file: CaseFile, person: Someone, what: str) -> None:
    """Write down that this person is about to be shown something of a case, and has seen what waited there."""
    cases.about_to_read(file, person, what)
    notices.seen(file.desk, person, file)


def must_be_warned(file: CaseFile, person: Someone) -> bool:
    """Whether this person hears the case or decides on a suspension, and has not chosen yet to read what bars them."""
    asked = any(person.id in file.held_by(ask.part) for ask in BEFORE_READING)
    return asked and not cases.may(file, person, Permission.READ) and not has_read_on(file, person)


def must_be_warned_of_all(desk: Desk, person: Someone, reference: str) -> bool:
    """Whether this is a governor who may read a whole case, as who manages, covers or second-reads it or keeps its seal
    does, and has not chosen yet to: they can sit on no panel in it afterwards.
    """
    return (found := _reads_all(desk, person, reference)) is not None and not _chose(desk, found, person)


def reads_all(desk: Desk, person: Someone, reference: str) -> bool:
    """Whether this is a governor who may read a whole case."""
    return _reads_all(desk, person, reference) is not None


def _reads_all(desk: Desk, person: Someone, reference: str) -> str | None:
    """The id of the case, if so."""
    if not person.holds(*(post.key for post in hearing.GOVERNING)):
        return None
    mine = cases.visible_cases(desk, person, Permission.READ).where(Case.reference == reference)
    return desk.session.scalar(mine.with_only_columns(Case.id))


def has_read_on(file: CaseFile, person: Someone) -> bool:
    """Whether this person was warned before, and chose to read."""
    return _chose(file.desk, file.case.id, person)


def _chose(desk: Desk, case_id: str, person: Someone) -> bool:
    entries = journal.read(desk, case_scope(case_id), event=READ_ON)
    return any(entry.said.get("actor") == person.id for entry in entries)


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
