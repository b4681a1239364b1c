"""The days on which a school is open to pupils: terms, half-terms, INSET and closures, as far as they are recorded."""

from __future__ import annotations

from datetime import date

from caseflow.lifecycle.days import days_after, days_between, working_days_between
from caseflow.lifecycle.schooldays import DayKind, SchoolCalendar, Stretch, school_year

SPRING = Stretch(DayKind.TERM, date(2027, 1, 5), date(2027, 3, 25), "Spring term 2027")
SUMMER = Stretch(DayKind.TERM, date(2027, 4, 12), date(2027, 7, 20), "Summer term 2027")
HALF_TERM = Stretch(DayKind.HOLIDAY, date(2027, 2, 15), date(2027, 2, 19), "Half-term")
INSET = Stretch(DayKind.INSET, date(2027, 1, 5), date(2027, 1, 5), "INSET day")
SNOW = Stretch(DayKind.CLOSURE, date(2027, 1, 20), date(2027, 1, 20), "Snow")
CALENDAR = SchoolCalendar((SPRING, SUMMER, HALF_TERM, INSET, SNOW))


def test_a_school_is_open_on_working_days_in_term_that_are_neither_holiday_inset_nor_closure():
    closed = {
        "before the term": date(2027, 1, 4),
        "INSET": date(2027, 1, 5),
        "a Saturday": date(2027, 1, 9),
        "snow": date(2027, 1, 20),
        "half-term": date(2027, 2, 17),
        "after the term": date(2027, 3, 30),
        "a bank holiday in term": date(2027, 5, 3),
        "August": date(2027, 8, 10),
    }
    assert [why for why, day in closed.items() if CALENDAR.is_open(day)] == []
    for day in (date(2027, 1, 6), date(2027, 2, 22), date(2027, 3, 25), date(2027, 4, 12), date(2027, 7, 20)):
        assert CALENDAR.is_open(day), day


def test_where_no_term_of_the_year_is_recorded_every_working_day_counts_less_the_closures():
    only_snow = SchoolCalendar((SNOW,))
    assert not only_snow.is_open(date(2027, 1, 20))
    assert only_snow.is_open(date(2027, 1, 21))
    assert only_snow.is_open(date(2027, 8, 10))
    assert not only_snow.is_known(date(2027, 1, 21))
    # The year after the one whose terms are recorded is not known either, so no clock waits for ever.
    assert CALENDAR.is_known(date(2027, 8, 31))
    assert not CALENDAR.is_known(date(2027, 9, 1))
    assert CALENDAR.is_open(date(2027, 9, 1))


def test_half_term_counts_as_working_days_but_not_as_school_days():
    start, end = date(2027, 2, 12), date(2027, 2, 22)
    assert working_days_between(start, end) == 6
    assert days_between(start, end, CALENDAR.is_open) == 1
    assert days_after(start, 1, CALENDAR.is_open) == end


def test_the_last_day_of_term_is_followed_by_the_first_of_the_next():
    assert days_after(SPRING.last, 1, CALENDAR.is_open) == SUMMER.first


def test_a_day_says_what_is_recorded_of_it():
    assert CALENDAR.on(date(2027, 1, 20)) == (SNOW,)
    assert CALENDAR.on(date(2027, 1, 21)) == ()


def test_a_school_year_begins_in_september():
    assert (school_year(date(2027, 8, 31)), school_year(date(2027, 9, 1))) == (2026, 2027)
