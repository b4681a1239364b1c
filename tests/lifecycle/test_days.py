"""Days are counted as a letter promises them: against a count that looks at nothing but the calendar."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from lifecycle.day_by_day import holidays_by_hand

from caseflow.lifecycle.days import (
    bank_holidays,
    end_of,
    is_working_day,
    local,
    months_after,
    say_day,
    say_moment,
    working_days_after,
    working_days_between,
)

FIRST, LAST = date(2021, 1, 1), date(2030, 12, 31)
ALL = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]


def weekdays(days: set[date] | frozenset[date]) -> set[date]:
    return {day for day in days if day.weekday() < 5}


@pytest.mark.parametrize("year", range(2021, 2031))
def test_the_bank_holidays_of_ten_years_are_those_reckoned_by_hand(year):
    assert weekdays(bank_holidays(year)) == holidays_by_hand(year)


def test_working_days_agree_with_a_count_day_by_day_from_every_day_of_ten_years():
    closed = {day for year in range(2021, 2032) for day in holidays_by_hand(year)}
    working = [day.weekday() < 5 and day not in closed for day in ALL]
    assert [is_working_day(day) for day in ALL] == working
    for start in range(len(ALL) - 60):
        passed, wanted = 0, {1, 5, 10, 15}
        for ahead in range(1, 60):
            passed += working[start + ahead]
            if working[start + ahead] and passed in wanted:
                assert working_days_after(ALL[start], passed) == ALL[start + ahead]
            if ahead in (1, 7, 30):
                assert working_days_between(ALL[start], ALL[start + ahead]) == passed


def test_the_day_of_the_event_is_day_nought():
    saturday = date(2027, 1, 16)
    assert working_days_after(saturday, 0) == saturday
    assert working_days_after(saturday, 1) == date(2027, 1, 18)
    assert working_days_between(saturday, saturday) == 0
    assert working_days_between(saturday, date(2027, 1, 15)) == 0


def test_christmas_on_a_weekend_moves_on_and_is_not_counted():
    assert working_days_after(date(2027, 12, 24), 1) == date(2027, 12, 29)
    assert working_days_after(date(2021, 12, 24), 1) == date(2021, 12, 29)


def test_a_day_ends_one_second_before_the_next_begins_on_the_schools_wall():
    for day in ALL:
        end = end_of(day)
        assert end.tzinfo is UTC
        assert local(end).replace(tzinfo=None) == datetime(day.year, day.month, day.day, 23, 59, 59)  # noqa: DTZ001
        assert local(end + timedelta(seconds=1)).date() == day + timedelta(days=1)


def test_the_day_the_clocks_change_has_23_or_25_hours():
    assert end_of(date(2027, 3, 28)) - end_of(date(2027, 3, 27)) == timedelta(hours=23)
    assert end_of(date(2027, 10, 31)) - end_of(date(2027, 10, 30)) == timedelta(hours=25)
    assert end_of(date(2027, 6, 2)) - end_of(date(2027, 6, 1)) == timedelta(hours=24)


def test_months_keep_the_day_or_take_the_last_of_a_shorter_month():
    assert months_after(date(2027, 8, 31), 6) == date(2028, 2, 29)
    assert months_after(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert months_after(date(2028, 2, 29), 12) == date(2029, 2, 28)
    assert months_after(date(2027, 1, 15), 12) == date(2028, 1, 15)
    assert months_after(date(2027, 12, 31), 1) == date(2028, 1, 31)


def test_dates_are_said_as_a_letter_says_them():
    assert say_day(date(2026, 6, 4)) == "4 June 2026"
    assert say_moment(datetime(2026, 6, 4, 8, 32, tzinfo=UTC)) == "4 June 2026 at 9:32am"
    assert say_moment(datetime(2026, 1, 4, 0, 5, tzinfo=UTC)) == "4 January 2026 at 12:05am"
    assert say_moment(datetime(2026, 1, 4, 12, 0, tzinfo=UTC)) == "4 January 2026 at midday"
    assert say_moment(datetime(2026, 1, 4, 12, 1, tzinfo=UTC)) == "4 January 2026 at 12:01pm"
