"""A clock falls due when the handbook says it does, whatever the calendar does in between."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from lifecycle.facts import Facts

from caseflow.lifecycle.clocks import as_instant, due_at
from caseflow.lifecycle.days import LONDON, end_of
from caseflow.lifecycle.terms import Deadline, Unit


def clock(unit: Unit, amount: int | str) -> Deadline:
    return Deadline("k", "A clock", unit, amount, starts=())


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("unit", "amount", "started", "due"),
    [
        # The trip photo: 72 hours run through the weekend, to the minute.
        (Unit.HOURS, 72, at(2027, 1, 15, 16, 20), at(2027, 1, 18, 16, 20)),
        # Hours do not stop for the change of the clocks: by the wall it is an hour later.
        (Unit.HOURS, 72, at(2027, 3, 26, 16, 20), at(2027, 3, 29, 17, 20)),
        (Unit.WORKING_DAYS, 1, at(2027, 1, 15), at(2027, 1, 18, 23, 59)),
        (Unit.WORKING_DAYS, 1, at(2027, 1, 16), at(2027, 1, 18, 23, 59)),
        (Unit.WORKING_DAYS, 10, at(2027, 2, 12), at(2027, 2, 26, 23, 59)),
        (Unit.WORKING_DAYS, 15, at(2027, 1, 19), at(2027, 2, 9, 23, 59)),
        (Unit.WORKING_DAYS, 1, at(2027, 3, 25), at(2027, 3, 30, 23, 59)),
        (Unit.CALENDAR_DAYS, 28, at(2027, 2, 4), at(2027, 3, 4, 23, 59)),
        (Unit.CALENDAR_DAYS, 14, at(2027, 3, 20), at(2027, 4, 3, 23, 59)),
        (Unit.MONTHS, 6, at(2027, 8, 31), at(2028, 2, 29, 23, 59)),
    ],
)
def test_a_clock_falls_due_on_the_day_a_person_would_count(unit, amount, started, due):
    found = due_at(clock(unit, amount), started, Facts(), {})
    assert found == due.astimezone(UTC) + (timedelta(seconds=59) if due.minute == 59 else timedelta())


def test_the_day_of_the_event_is_the_day_on_the_schools_wall_and_not_in_greenwich():
    just_after_midnight = datetime(2027, 6, 1, 23, 30, tzinfo=UTC)  # 2 June in London
    assert due_at(clock(Unit.WORKING_DAYS, 1), just_after_midnight, Facts(), {}) == end_of(date(2027, 6, 3))


def test_a_clock_counts_by_the_setting_of_the_school():
    deadline = clock(Unit.WORKING_DAYS, "triage.working_days")
    assert due_at(deadline, at(2027, 1, 15), Facts(), {}) == end_of(date(2027, 1, 18))
    assert due_at(deadline, at(2027, 1, 15), Facts(settings={"triage.working_days": 3}), {}) == end_of(
        date(2027, 1, 20)
    )


def test_an_answered_time_is_taken_from_the_answers_and_else_from_the_case():
    deadline, first, then = clock(Unit.AT, "hearing_at"), at(2027, 2, 1), at(2027, 2, 8)
    assert due_at(deadline, at(2027, 1, 15), Facts(answers={"hearing_at": first}), {}) == first
    assert due_at(deadline, at(2027, 1, 15), Facts(answers={"hearing_at": first}), {"hearing_at": then}) == then


def test_a_day_as_an_answer_means_its_last_second():
    assert as_instant(date(2027, 7, 1)) == datetime(2027, 7, 1, 22, 59, 59, tzinfo=UTC)
    assert as_instant(at(2027, 7, 1, 10)) == datetime(2027, 7, 1, 9, tzinfo=UTC)
