"""Term dates for the school to look round in: the usual ones, for last school year, this one and the next."""

from __future__ import annotations

from datetime import date, timedelta

from caseflow.casework import schoolcalendar
from caseflow.casework.desk import Desk
from caseflow.lifecycle.days import days_after, local
from caseflow.lifecycle.schooldays import DayKind, Stretch, school_year


def enter(desk: Desk, school_id: str, by: str) -> None:
    """Write three school years into the calendar of a school."""
    now = school_year(local(desk.now).date())
    for year in (now - 1, now, now + 1):
        for one in of_year(year):
            given = {"kind": one.kind.value, "title": one.title, "first": one.first, "last": one.last}
            schoolcalendar.write_down(desk, school_id, given, by)


def of_year(year: int) -> tuple[Stretch, ...]:
    """A school year from September: three terms, a week's half-term in each, and an INSET day to begin with."""
    autumn = Stretch(DayKind.TERM, _weekday(date(year, 9, 2)), date(year, 12, 18), f"Autumn term {year}")
    spring = Stretch(DayKind.TERM, _weekday(date(year + 1, 1, 4)), date(year + 1, 3, 26), f"Spring term {year + 1}")
    summer = Stretch(DayKind.TERM, _weekday(date(year + 1, 4, 14)), date(year + 1, 7, 21), f"Summer term {year + 1}")
    inset = Stretch(DayKind.INSET, autumn.first, autumn.first, "INSET day")
    return (autumn, spring, summer, inset, *map(_half_term, (autumn, spring, summer)))


def _weekday(day: date) -> date:
    return day if day.weekday() < 5 else days_after(day, 1, lambda one: one.weekday() < 5)


def _half_term(term: Stretch) -> Stretch:
    """The week in the middle."""
    middle = term.first + (term.last - term.first) / 2
    monday = middle - timedelta(days=middle.weekday())
    return Stretch(DayKind.HOLIDAY, monday, monday + timedelta(days=4), "Half-term")
