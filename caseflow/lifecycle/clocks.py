"""When a clock falls due: pure arithmetic on civil days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from caseflow.lifecycle.days import END_OF_DAY, LONDON, end_of, local, months_after, working_days_after
from caseflow.lifecycle.terms import Answers, CaseFacts, Deadline, Unit


def due_at(deadline: Deadline, started: datetime, case: CaseFacts, answers: Answers) -> datetime:
    """The instant at which a clock falls due. The day of the event is day 0; a day ends at 23:59:59 in London."""
    if deadline.unit is Unit.AT:
        given = answers.get(str(deadline.amount)) or case.answer(str(deadline.amount))
        return as_instant(given)
    amount = deadline.amount if isinstance(deadline.amount, int) else int(case.setting(deadline.amount))
    day = local(started).date()
    match deadline.unit:
        case Unit.HOURS:
            return started.astimezone(UTC) + timedelta(hours=amount)
        case Unit.WORKING_DAYS:
            return end_of(working_days_after(day, amount))
        case Unit.CALENDAR_DAYS:
            return end_of(day + timedelta(days=amount))
        case _:
            return end_of(months_after(day, amount))


def as_instant(given: datetime | date) -> datetime:
    """A moment as it is; a day as its last second."""
    if isinstance(given, datetime):
        return given.astimezone(UTC)
    return datetime.combine(given, END_OF_DAY, LONDON).astimezone(UTC)
