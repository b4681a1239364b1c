"""People act at random, and after every step what must always hold still holds; then the case is brought to its end."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from casework.walking import Careful

WALKS = {"sqlite": 12, "postgresql": 3}
STEPS = 25


@pytest.mark.parametrize("part", range(4))
def test_whatever_people_do_the_case_stays_sound_and_can_be_closed(school, engine, part):
    met: Counter[str] = Counter()
    for seed in range(WALKS[engine]):
        walk = Careful(school, random.Random(f"{engine} {part} {seed}"))  # noqa: S311 -- a walk that can be walked again
        walk.go(STEPS)
        met += walk.met
        walk.finish()
    steps = WALKS[engine] * STEPS
    # Enough was done and enough refused, so that the walks went through the rooms and knocked at closed doors.
    assert met["done"] > steps / 3
    assert met["Refused"] + met["NotThere"] > steps / 20
    assert met["BadAnswers"] > steps / 50
