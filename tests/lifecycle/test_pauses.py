"""A clock that stood still falls due as much later as it stood, in its own days; and reminders come in time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from lifecycle.facts import Facts

from caseflow.lifecycle.clocks import after_pause, counted, due_at, left, measure, remind_at
from caseflow.lifecycle.days import LONDON, end_of, start_of
from caseflow.lifecycle.schooldays import DayKind, SchoolCalendar, Stretch
from caseflow.lifecycle.terms import Deadline, Unit

HALF_TERM = SchoolCalendar((Stretch(DayKind.HOLIDAY, date(2027, 2, 15), date(2027, 2, 19)),))
NOTHING = SchoolCalendar()


def at(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2027, month, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("unit", "calendar", "due", "paused", "resumed", "later"),
    [
        # Friday to Wednesday: Monday, Tuesday and Wednesday did not count.
        (Unit.WORKING_DAYS, NOTHING, date(2027, 2, 9), at(1, 22), at(1, 27), date(2027, 2, 12)),
        # Over a weekend, and within one day, nothing is lost.
        (Unit.WORKING_DAYS, NOTHING, date(2027, 2, 9), at(1, 22), at(1, 24), date(2027, 2, 9)),
        (Unit.WORKING_DAYS, NOTHING, date(2027, 2, 9), at(1, 22, 9), at(1, 22, 17), date(2027, 2, 9)),
        # Paused on its last day, a Friday, and resumed on Saturday: there is Monday to do it.
        (Unit.WORKING_DAYS, NOTHING, date(2027, 1, 22), at(1, 22, 9), at(1, 23), date(2027, 1, 25)),
        (Unit.WORKING_DAYS, NOTHING, date(2027, 1, 22), at(1, 22, 9), at(1, 27), date(2027, 1, 27)),
        # Half-term: six working days are lost, and one school day.
        (Unit.WORKING_DAYS, HALF_TERM, date(2027, 2, 26), at(2, 12), at(2, 22), date(2027, 3, 8)),
        (Unit.SCHOOL_DAYS, HALF_TERM, date(2027, 2, 26), at(2, 12), at(2, 22), date(2027, 3, 1)),
        (Unit.CALENDAR_DAYS, NOTHING, date(2027, 2, 9), at(1, 22), at(1, 27), date(2027, 2, 14)),
    ],
)
def test_what_passed_meanwhile_is_added_in_the_clocks_own_days(unit, calendar, due, paused, resumed, later):
    assert after_pause(unit, end_of(due), paused, resumed, calendar) == end_of(later)


def test_hours_are_added_to_the_minute_over_the_change_of_the_clocks_too():
    due = at(3, 29, 17, 20).astimezone(UTC)
    paused, resumed = at(3, 27, 12), at(3, 28, 12)  # 23 hours by the stars
    assert after_pause(Unit.HOURS, due, paused, resumed, NOTHING) == due + timedelta(hours=23)


def test_two_pauses_add_up_and_what_is_left_stays_the_same_over_a_pause():
    due = counted(Unit.WORKING_DAYS, 15, at(1, 19), NOTHING)
    before = left(Unit.WORKING_DAYS, at(1, 25), due, NOTHING)
    once = after_pause(Unit.WORKING_DAYS, due, at(1, 25), at(2, 3), NOTHING)
    assert left(Unit.WORKING_DAYS, at(2, 3), once, NOTHING) == before == 11
    twice = after_pause(Unit.WORKING_DAYS, once, at(2, 4), at(2, 8), NOTHING)
    assert (once, twice) == (end_of(date(2027, 2, 18)), end_of(date(2027, 2, 22)))


def test_nothing_is_left_once_the_time_has_come():
    due = end_of(date(2027, 1, 20))
    assert left(Unit.WORKING_DAYS, at(1, 25), due, NOTHING) == 0
    assert left(Unit.HOURS, at(1, 25), due, NOTHING) == 0
    assert left(Unit.HOURS, due - timedelta(minutes=90), due, NOTHING) == 1


@pytest.mark.parametrize(
    ("unit", "calendar", "before", "moment"),
    [
        (Unit.WORKING_DAYS, NOTHING, 3, start_of(date(2027, 2, 17))),
        (Unit.SCHOOL_DAYS, HALF_TERM, 1, start_of(date(2027, 2, 12))),
        (Unit.CALENDAR_DAYS, NOTHING, 3, start_of(date(2027, 2, 19))),
        (Unit.AT, NOTHING, 2, start_of(date(2027, 2, 18))),
        (Unit.WORKING_DAYS, NOTHING, 0, start_of(date(2027, 2, 22))),
        (Unit.HOURS, NOTHING, 24, end_of(date(2027, 2, 21))),
    ],
)
def test_a_reminder_comes_at_the_beginning_of_its_day_or_so_many_hours_before(unit, calendar, before, moment):
    assert remind_at(unit, end_of(date(2027, 2, 22)), before, calendar) == moment


def test_a_school_may_count_in_school_days_and_an_open_case_keeps_how_it_counts():
    deadline = Deadline("k", "A clock", Unit.WORKING_DAYS, 5, starts=(), counted_in="local.counted_in")
    working, school = Facts(), Facts(settings={"local.counted_in": "school days"}, calendar=HALF_TERM)
    assert (measure(deadline, working), measure(deadline, school)) == ((Unit.WORKING_DAYS, 5), (Unit.SCHOOL_DAYS, 5))
    assert due_at(deadline, at(2, 12), working, {}) == end_of(date(2027, 2, 19))
    assert due_at(deadline, at(2, 12), school, {}) == end_of(date(2027, 2, 26))
