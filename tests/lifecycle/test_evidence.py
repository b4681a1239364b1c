"""The clocks agree with a count by hand, and a program that counted otherwise would be found out."""

from __future__ import annotations

import importlib.util
import re
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from lifecycle import day_by_day

from caseflow.lifecycle import clocks
from caseflow.lifecycle.days import end_of, local
from caseflow.lifecycle.schooldays import DayKind, SchoolCalendar, Stretch
from caseflow.lifecycle.terms import Unit

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "tools" / "evidence" / "clocks.py"


def loaded() -> ModuleType:
    """The script, as a module of its own."""
    spec = importlib.util.spec_from_file_location("evidence_clocks", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


EVIDENCE = loaded()


@pytest.mark.slow
def test_another_seed_finds_no_difference_either():
    run = EVIDENCE.compare(1, 0, 400)
    assert run.cases > 15_000
    assert run.differences == []


@pytest.mark.slow
def test_somebody_who_takes_24_hours_for_a_day_is_found_out(monkeypatch):
    def wrong(unit: Unit, amount: int, started: datetime, calendar: SchoolCalendar) -> datetime:
        if unit is Unit.HOURS:
            return started + timedelta(hours=amount)
        day = clocks.days_after(local(started).date(), amount, clocks.which_count(unit, calendar))
        return end_of(local(started).date()) + timedelta(hours=24) * (day - local(started).date()).days

    monkeypatch.setattr(clocks, "counted", wrong)
    run = EVIDENCE.compare(1, 0, 0)
    assert len(run.differences) > 1_000
    months = {words for words in run.differences if "months" in words or "entered" in words}
    missed = sum(one.wrong_instant for name, one in run.rules.items() if "months" not in name)
    assert len(set(run.differences) - months) == missed


@pytest.mark.slow
def test_a_clock_that_counts_from_the_entry_is_found_out(monkeypatch):
    monkeypatch.setattr(EVIDENCE, "counts_from", lambda _deadline, entered, _case, _answers: entered)
    found = EVIDENCE.compare(1, 0, 0).later
    assert len(found.differences) == found.wrong_day > 1_000


@pytest.mark.slow
@pytest.mark.parametrize("lost", [0, 1])
def test_a_pause_that_is_counted_wrongly_is_found_out(monkeypatch, lost):
    monkeypatch.setattr(EVIDENCE, "after_pause", lambda _unit, due, *_said: due + timedelta(days=lost))
    assert len(EVIDENCE.compare(1, 0, 200).pauses.differences) > 100


@pytest.mark.slow
def test_a_bank_holiday_that_is_not_known_is_found_out(monkeypatch):
    known = day_by_day.MOVED[date(2023, 5, 8)]
    monkeypatch.setitem(day_by_day.MOVED, date(2023, 5, 8), not known)
    day_by_day.holidays_by_hand.cache_clear()
    differences = EVIDENCE.compare(1, 0, 0).differences
    day_by_day.holidays_by_hand.cache_clear()
    assert differences
    assert all("2023-0" in words for words in differences)


def test_what_was_written_down_is_what_this_program_gives():
    page = EVIDENCE.WHERE.read_text("utf-8")
    assert "- Differences: 0\n" in page
    assert f"seed {EVIDENCE.SEED}" in page
    assert int(re.search(r"Cases compared: ([\d,]+)", page)[1].replace(",", "")) >= EVIDENCE.CASES
    for name, *_ in EVIDENCE.every_rule():
        assert f"| {name} |" in page, "The clocks changed and their comparison did not: type “make evidence-clocks”."


def test_the_count_by_hand_uses_nothing_of_the_program():
    said = Path(day_by_day.__file__).read_text("utf-8")
    assert not re.search(r"^\s*(from|import)\s+(caseflow|holidays|zoneinfo|dateutil)", said, re.MULTILINE)


FIRST = datetime(2021, 1, 1, tzinfo=UTC)
MOMENTS = some.integers(0, 9 * 365 * 86_400).map(lambda seconds: FIRST + timedelta(seconds=seconds))
DAYS = some.dates(date(2021, 1, 1), date(2030, 12, 31))
UNITS = some.sampled_from([unit for unit in Unit if unit is not Unit.AT])
TERM = Stretch(DayKind.TERM, date(2024, 9, 3), date(2024, 12, 19))
CALENDAR = SchoolCalendar((TERM, Stretch(DayKind.HOLIDAY, date(2024, 10, 28), date(2024, 11, 1))))


@settings(deadline=None)
@given(MOMENTS, some.integers(1, 60), UNITS)
def test_a_clock_ends_after_it_starts_at_the_end_of_a_day_that_counts(started, amount, unit):
    due = clocks.counted(unit, amount, started, CALENDAR)
    assert due > started
    if unit is not Unit.HOURS:
        assert due == end_of(local(due).date())
        assert unit is Unit.MONTHS or clocks.which_count(unit, CALENDAR)(local(due).date())
        assert unit is Unit.MONTHS or clocks.left(unit, started, due, CALENDAR) == amount


@settings(deadline=None)
@given(MOMENTS, some.integers(1, 40), UNITS, some.integers(0, 60 * 24 * 40))
def test_a_pause_never_makes_a_clock_earlier_nor_late_when_it_runs_on(started, amount, unit, minutes):
    due = clocks.counted(unit, amount, started, CALENDAR)
    resumed = started + timedelta(minutes=minutes)
    later = clocks.after_pause(unit, due, started, resumed, CALENDAR)
    assert later >= due
    assert later >= resumed


@settings(deadline=None)
@given(MOMENTS, some.integers(1, 40), UNITS, some.integers(0, 10))
def test_a_reminder_comes_before_its_time(started, amount, unit, before):
    due = clocks.counted(unit, amount, started, CALENDAR)
    reminds = clocks.remind_at(unit, due, before, CALENDAR)
    assert reminds <= due
    if unit not in (Unit.HOURS, Unit.MONTHS):
        assert clocks.left(unit, reminds, due, CALENDAR) == before


@settings(deadline=None)
@given(DAYS)
def test_a_day_ends_when_the_count_by_hand_says(day):
    assert end_of(day) == day_by_day.last_second(day)
    assert local(end_of(day)).date() == day == day_by_day.wall_day(end_of(day))
