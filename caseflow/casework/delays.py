"""Missed deadlines as somebody learns of them who has no part in the case: a reference, a day, and a way to ask.

They must not speak of it to anybody: whom the case is about might be whom they would ask. So they ask through here, and
whoever manages the case is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from caseflow.casework import cases, journal, notices
from caseflow.casework.desk import Desk
from caseflow.casework.people import Someone
from caseflow.casework.refusals import NotThere
from caseflow.casework.timekeeping import ASKED
from caseflow.lifecycle.terms import Permission
from caseflow.procedure import roles
from caseflow.records import Case, Clock


@dataclass(frozen=True)
class Missed:
    """A case in which a deadline was missed that is still not met, and since when."""

    reference: str
    since: datetime


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
    for one in sorted(file.held_by(roles.CASE_MANAGER) - {person.id}):
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
