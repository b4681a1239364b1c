"""Deadlines as somebody learns of them who may not read the case: what they owe, or that one was missed.

Who has no part in the case learns a reference and a day, and has a way to ask. They must not speak of it to anybody:
whom the case is about might be whom they would ask. So they ask through here, and whoever manages the case is told.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from caseflow.casework import cases, journal, notices, people
from caseflow.casework.desk import Desk
from caseflow.casework.people import Someone
from caseflow.casework.refusals import NotThere
from caseflow.casework.timekeeping import ASKED
from caseflow.lifecycle.terms import Permission
from caseflow.procedure import PROCEDURE, roles
from caseflow.records import Case, Clock, Part, Position


@dataclass(frozen=True)
class Missed:
    """A case in which a deadline was missed that is still not met, and since when."""

    reference: str
    since: datetime


@dataclass(frozen=True)
class Owed:
    """A deadline of which somebody was told who may act on it and not read the case: what it asks, and by what step."""

    reference: str
    title: str
    due_at: datetime
    by: str


def owed(desk: Desk, person: Someone) -> list[Owed]:
    """Deadlines of which this person was told by a part that shows them no case: the data protection officer's."""
    me = people.mark(desk, person.school_id, person.id)
    mine, read = (
        cases.visible_cases(desk, person, one).with_only_columns(Case.id) for one in (Permission.FIND, Permission.READ)
    )
    query = (
        select(Case.id, Case.reference, Clock.key, Clock.due_at, Part.role)
        .join(Clock, Clock.case_id == Case.id)
        .join(Part, Part.case_id == Case.id)
        .where(Case.id.in_(mine), Case.id.not_in(read), Part.who == me, cases.held(desk))
        .where(Clock.met_at.is_(None), or_(Clock.reminded_for == Clock.due_at, Clock.missed_for == Clock.due_at))
        .order_by(Clock.due_at, Case.reference)
    )
    told = desk.session.execute(query).all()
    stands = _stands(desk, {row[0] for row in told})
    found = (_owed(stands[row[0]], *row[1:]) for row in told)
    return [one for one in found if one is not None]


def _stands(desk: Desk, ids: Collection[str]) -> dict[str, set[str]]:
    """The states at which some cases stand, on all their tracks."""
    stands: dict[str, set[str]] = {one: set() for one in ids}
    if ids:
        positions = select(Position.case_id, Position.state).where(Position.case_id.in_(ids))
        for case_id, state in desk.session.execute(positions):
            stands[case_id].add(state)
    return stands


def _owed(stands: set[str], reference: str, key: str, due_at: datetime, part: str) -> Owed | None:
    """What is owed by this part, with the first step towards it that can be taken where the case stands."""
    deadline, role = PROCEDURE.deadline[key], PROCEDURE.role[part]
    able = [one.key for one in deadline.met_by if one.needs in role.holds and stands & {at.key for at in one.leaves}]
    return Owed(reference, deadline.title, due_at, able[0]) if able and role in deadline.reminds else None


def missed(desk: Desk, person: Someone) -> list[Missed]:
    """Of which missed deadlines this person was told, the oldest first; what was done meanwhile is gone."""
    told = cases.visible_cases(desk, person, Permission.LEARN_OF_DELAY).with_only_columns(Case.id)
    query = (
        select(Case.reference, func.min(Clock.due_at))
        .join(Clock, Clock.case_id == Case.id)
        .where(Case.id.in_(told), Clock.met_at.is_(None), Clock.missed_for == Clock.due_at)
        .group_by(Case.reference)
    )
    found = [Missed(reference, since) for reference, since in desk.session.execute(query)]
    return sorted(found, key=lambda one: (one.since, one.reference))


def ask(desk: Desk, person: Someone, reference: str) -> None:
    """Ask whoever manages the case about it. Raises NotThere if this person was not told, or nothing is late now."""
    if reference not in {one.reference for one in missed(desk, person)}:
        raise NotThere
    file = cases.find(desk, person, reference, Permission.LEARN_OF_DELAY)
    for one in sorted(roles.holding(file, roles.CASE_MANAGER) - {person.id}):
        notices.queue(file, one, ASKED)
    journal.write(
        desk,
        file.case.school_id,
        file.scope,
        "case",
        "delay_asked",
        person.id,
        sentence=f"{person.name} asked about a missed deadline",
    )
