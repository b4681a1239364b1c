"""People act at random, and after every step what must always hold still holds; then the case is brought to its end."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest
from casework.walking import Careful, Walk

from caseflow.casework import perform as doing
from caseflow.procedure import PROCEDURE

STEPS = 25


def walk_on(school, seeds: range, told: str) -> None:
    met: Counter[str] = Counter()
    for seed in seeds:
        walk = Careful(school, random.Random(f"{told} {seed}"))  # noqa: S311 -- a walk that can be walked again
        walk.go(STEPS)
        met += walk.met
        walk.finish()
    steps = len(seeds) * STEPS
    # Enough was done and enough refused, so that the walks went through the rooms and knocked at closed doors.
    assert met["done"] > steps / 3
    assert met["Refused"] + met["NotThere"] > steps / 25
    assert met["BadAnswers"] > steps // 80


def test_whatever_people_do_the_case_stays_sound_and_can_be_closed(school, engine):
    walk_on(school, range(6 if engine == "sqlite" else 2), engine)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_sixty_walks_stay_sound_and_can_be_closed(school, engine, part):
    walk_on(school, range(15), f"long {engine} {part}")


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize(
    ("rule", "begin"),
    [("triaged", "received"), ("lado-has-advised", "lado-due"), ("police-do-not-lead", "police-active")],
)
def test_a_walk_notices_a_rule_that_was_taken_out(school, engine, rule, begin, monkeypatch):
    """The rule is taken out of the procedure that cases are moved by, and left in the invariants that are looked at."""
    weakened = replace(
        PROCEDURE,
        transitions=tuple(
            replace(one, guards=tuple(guard for guard in one.guards if guard.key != rule))
            for one in PROCEDURE.transitions
        ),
    )
    monkeypatch.setattr(doing, "PROCEDURE", weakened)

    def walk() -> None:
        for seed in range(30):
            Walk(school, random.Random(seed), weakened).go(STEPS, begin)  # noqa: S311

    with pytest.raises(AssertionError, match=r"was done|came before"):
        walk()
