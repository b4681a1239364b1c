"""When a clock falls due, what a pause adds, and when to remind: pure arithmetic on civil days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from caseflow.lifecycle.days import (
    END_OF_DAY,
    LONDON,
    days_after,
    days_between,
    end_of,
    is_working_day,
    local,
    months_after,
    start_of,
)
from caseflow.lifecycle.schooldays import SchoolCalendar
from caseflow.lifecycle.terms import Answers, CaseFacts, Deadline, Unit

DAY = timedelta(days=1)
NOTHING_KNOWN = SchoolCalendar()


def due_at(deadline: Deadline, started: datetime, case: CaseFacts, answers: Answers) -> datetime:
    """The instant at which a clock falls due. The day of the event is day 0; a day ends at 23:59:59 in London."""
    unit, amount = measure(deadline, case)
    if unit is Unit.AT:
        return as_instant(answers.get(str(deadline.amount)) or case.answer(str(deadline.amount)))
    return counted(unit, amount, started, case.school_calendar() if unit is Unit.SCHOOL_DAYS else NOTHING_KNOWN)


def counts_from(deadline: Deadline, entered: datetime, case: CaseFacts, answers: Answers) -> datetime:
    """From when a clock counts: from what was done or, if that was earlier, from when it is said to have happened."""
    since = (case.when(deadline.since) if deadline.since else None) or entered
    return min([since, *(as_instant(answers[key]) for key in deadline.since_answers if key in answers)])


def measure(deadline: Deadline, case: CaseFacts) -> tuple[Unit, int]:
    """In what a clock of this case is counted, and how many; 0 of a time that was answered."""
    unit = Unit(case.setting(deadline.counted_in)) if deadline.counted_in else deadline.unit
    if unit is Unit.AT:
        return unit, 0
    return unit, deadline.amount if isinstance(deadline.amount, int) else int(case.setting(deadline.amount))


def counted(unit: Unit, amount: int, started: datetime, calendar: SchoolCalendar) -> datetime:
    """The end of so many hours, days or months after the start."""
    if unit is Unit.HOURS:
        return started.astimezone(UTC) + timedelta(hours=amount)
    day = local(started).date()
    if unit is Unit.MONTHS:
        return end_of(months_after(day, amount))
    return end_of(days_after(day, amount, which_count(unit, calendar)))


def after_pause(unit: Unit, due: datetime, paused: datetime, resumed: datetime, calendar: SchoolCalendar) -> datetime:
    """When a clock falls due that stood still: as much later as passed meanwhile, in its own unit.

    A day that began before the pause still counts to the clock; the day of resuming is the last that does not. A clock
    that was paused in time is never late at the moment it runs on.
    """
    if unit is Unit.HOURS:
        return due.astimezone(UTC) + (resumed.astimezone(UTC) - paused.astimezone(UTC))
    counts = which_count(unit, calendar)
    lost = days_between(local(paused).date(), local(resumed).date(), counts)
    later = end_of(days_after(local(due).date(), lost, counts)) if lost else due
    return later if later >= resumed else end_of(days_after(local(resumed).date(), 1, counts))


def left(unit: Unit, now: datetime, due: datetime, calendar: SchoolCalendar) -> int:
    """How many whole hours, or how many days of this kind, lie before a due time; 0 once it has come."""
    if unit is Unit.HOURS:
        return max(int((due.astimezone(UTC) - now.astimezone(UTC)) / timedelta(hours=1)), 0)
    return days_between(local(now).date(), local(due).date(), which_count(unit, calendar))


def say_due(due: datetime, now: datetime, unit: Unit, calendar: SchoolCalendar) -> str:
    """How a due time lies to now: overdue by 2 working days, due today, due tomorrow, due in 3 school days."""
    when, today = local(due).date(), local(now).date()
    kind = Unit.WORKING_DAYS if unit in (Unit.AT, Unit.MONTHS) else unit
    if due < now:
        late = left(kind, due, now, calendar)
        return f"overdue by {say_count(late, kind)}" if late else "overdue since today"
    if unit is not Unit.HOURS and when == today:
        return "due today"
    if unit is not Unit.HOURS and when - today == DAY:
        return "due tomorrow"
    return f"due in {say_count(left(kind, now, due, calendar), kind)}"


def say_count(amount: int, unit: str) -> str:
    """1 working day, 72 hours."""
    return f"{amount} {unit.removesuffix('s') if amount == 1 else unit}"


def remind_at(unit: Unit, due: datetime, before: int, calendar: SchoolCalendar) -> datetime:
    """When to remind of a due time: so many hours before it, or at the beginning of the day so many days before."""
    if unit is Unit.HOURS:
        return due.astimezone(UTC) - timedelta(hours=before)
    counts, day = which_count(unit, calendar), local(due).date()
    while before:
        day -= DAY
        before -= counts(day)
    return start_of(day)


def which_count(unit: Unit, calendar: SchoolCalendar) -> Callable[[date], bool]:
    """Which days a clock counts. Months are paused by the day, and an answered time is counted in working days."""
    if unit is Unit.SCHOOL_DAYS:
        return calendar.is_open
    return _every_day if unit in (Unit.CALENDAR_DAYS, Unit.MONTHS) else is_working_day


def _every_day(_day: date) -> bool:
    return True


def as_instant(given: datetime | date) -> datetime:
    """A moment as it is; a day as its last second."""
    if isinstance(given, datetime):
        return given.astimezone(UTC)
    return datetime.combine(given, END_OF_DAY, LONDON).astimezone(UTC)
