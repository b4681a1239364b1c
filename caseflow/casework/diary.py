"""The deadlines of the cases that somebody may see, by the day: for the calendar's pages and for diary feeds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from caseflow.casework import cases, journal, schoolcalendar
from caseflow.casework.desk import Desk, case_scope
from caseflow.casework.people import Someone
from caseflow.casework.recount import would_be
from caseflow.lifecycle.clocks import say_due
from caseflow.lifecycle.days import local
from caseflow.lifecycle.schooldays import SchoolCalendar
from caseflow.lifecycle.terms import Permission, Unit
from caseflow.procedure import PROCEDURE
from caseflow.records import Case, Clock


@dataclass(frozen=True)
class Due:
    """A deadline that runs, in a case that somebody may read. A paused one lies on the day to look at it again."""

    case: Case
    clock: Clock
    title: str
    at: datetime
    lies: str
    late: bool
    would_be: datetime | None

    @property
    def day(self) -> date:
        """The day on which it falls, on the school's wall."""
        return local(self.at).date()

    @property
    def paused(self) -> bool:
        """Whether it stands still."""
        return self.clock.pause is not None


def deadlines(desk: Desk, person: Someone) -> list[Due]:
    """All deadlines that run in the cases a person may read, in order: one query. Shows no name yet."""
    calendar = schoolcalendar.calendar_of(desk, person.school_id)
    mine = cases.visible_cases(desk, person, Permission.READ).subquery()
    query = (
        select(Clock, Case)
        .join(Case, Case.id == Clock.case_id)
        .where(Clock.case_id.in_(select(mine.c.id)), Clock.met_at.is_(None))
        .options(joinedload(Clock.edits))
    )
    found = desk.session.execute(query).unique().all()
    return sorted((_due(desk, clock, case, calendar) for clock, case in found), key=lambda one: (one.at, one.title))


def _due(desk: Desk, clock: Clock, case: Case, calendar: SchoolCalendar) -> Due:
    deadline, pause = PROCEDURE.deadline[clock.key], clock.pause
    at = pause.look_again or clock.due_at if pause else clock.due_at
    passed = clock.due_at < desk.now
    unit = Unit(clock.unit) if clock.unit else deadline.unit
    return Due(
        case=case,
        clock=clock,
        title=deadline.title,
        at=at,
        lies="has passed" if deadline.lapses and passed else say_due(clock.due_at, desk.now, unit, calendar),
        late=passed and not deadline.lapses and pause is None,
        would_be=would_be(clock, calendar),
    )


def names(desk: Desk, shown: Iterable[Due]) -> dict[str, str]:
    """Whom the cases are about whose deadlines are shown, by the ids of the cases. Journal the reading first."""
    found = {one.case.id: one.case for one in shown}
    if not found:
        return {}
    desk.keyring.keys(case_scope(one) for one in found)
    return {
        one: desk.unseal(case_scope(one), case.headline, f"case/{one}/headline")["subject"]
        for one, case in found.items()
    }


def looked_at(desk: Desk, person: Someone, shown: Iterable[Due]) -> None:
    """Write down that somebody is about to be shown these deadlines."""
    if ids := sorted({one.case.id for one in shown}):
        journal.write_for_school(
            desk, person.school_id, "calendar_read", person.id, cases=ids, sentence="The calendar of deadlines was read"
        )
