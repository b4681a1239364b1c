"""Each of the invariants bites: a sound case is silent, and one that was meddled with is called by its number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from casework import meddling_outcomes  # noqa: F401 -- fills the list
from casework.invariants import INVARIANTS, Memory, Seen, broken
from casework.meddling import MEDDLED, Meddled
from casework.test_ways import LAST, way_to
from casework.town import Town
from casework.ways import FIRST, WAYS

from caseflow.casework import board_report, journal


@contextmanager
def looked_at(school: Town, reference: str, memory: Memory | None = None) -> Iterator[Seen]:
    """One look at a case, of which nothing is kept."""
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        desk.session.expunge_all()  # what is meddled with never reaches the database, whose fences would refuse it
        yield Seen(desk, file, journal.read(desk, file.scope), memory or Memory())
        desk.session.rollback()


def called(words: list[str]) -> set[int]:
    """The numbers of the invariants that were broken."""
    return {int(one.split()[1].rstrip(":")) for one in words}


def test_there_are_just_the_twenty_three_and_three():
    assert [one.number for one in INVARIANTS] == list(range(1, 27))
    assert all(one.says.endswith(".") and one.source for one in INVARIANTS)
    assert {one.number for one in MEDDLED} | {19} == set(range(1, 27))


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["sqlite"])
def test_wherever_a_sound_case_stands_every_invariant_holds(school, engine):
    met: Counter[int] = Counter()
    for last in sorted(LAST):
        reference = school.report(**FIRST.get(last, {}))
        for state in way_to(last):
            for who, key, answers in WAYS[state][1]:
                school._step(who, key, answers(school), reference)
        with looked_at(school, reference) as seen:
            assert broken(seen, met, at_end=last in ("appeal-decided", "closed")) == []
    assert len(met) > 15


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize("case", MEDDLED, ids=lambda case: f"{case.number}-{case.meddle.__name__}")
def test_what_must_hold_is_missed_where_it_does_not(school, engine, case: Meddled):
    reference = case.begin(school)
    memory = Memory()
    with looked_at(school, reference, memory) as seen:
        assert broken(seen, at_end=True) == []
        memory.entries = 0
        case.meddle(school, seen)
        assert case.number in called(broken(seen, at_end=True))


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_board_report_with_a_small_number_or_a_name_is_called_out(school, engine, monkeypatch):
    reference = school.at("triage")
    school.clock.forward(days=2)
    monkeypatch.setattr(board_report, "BANDS", ((0, "None"), (1, "1"), (2, "2"), (3, "3")))
    with looked_at(school, reference) as seen:
        assert called(broken(seen, at_end=True)) == {19}
