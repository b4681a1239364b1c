"""People act at random, and after every step what must always hold still holds; then the case is brought to its end."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator

import pytest
from casework.careful import Careful
from casework.walking import Walk
from casework.wandering import wander
from casework.world import World

from caseflow.procedure import PROCEDURE

STEPS = 25


def test_whatever_people_do_the_case_stays_sound_and_can_be_closed(school, engine):
    met: Counter[str] = Counter()
    for seed in range(2):
        walk = Careful(school, random.Random(f"{engine} {seed}"))  # noqa: S311 -- a walk that can be walked again
        walk.go(STEPS)
        met += walk.met
        walk.finish()
    assert met["done"] > STEPS


@pytest.mark.slow
def test_a_school_with_all_its_life_stays_sound(tmp_path):
    """A few of the walks of `make evidence-walks`, always the same ones."""
    world = World(tmp_path)
    wander(world, walks=12, steps=40)
    assert world.violations == []
    assert world.walks >= 12
    assert world.steps > 300
    # Enough was done and enough refused, so that the walks went through the rooms and knocked at closed doors.
    assert world.met["done"] > world.steps / 3
    assert world.met["Refused"] + world.met["NotThere"] > world.steps / 25
    assert len(world.done) > 50
    assert len(world.looked_at) > 15


@pytest.fixture
def weakened(request) -> Iterator[None]:
    """The procedure without a rule: the very same transitions, so that what follows from them still does."""
    whole = {one.key: one.guards for one in PROCEDURE.transitions}
    for one in PROCEDURE.transitions:
        object.__setattr__(one, "guards", tuple(guard for guard in one.guards if guard.key != request.param))
    yield
    for one in PROCEDURE.transitions:
        object.__setattr__(one, "guards", whole[one.key])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("weakened", "begin", "number", "first"),
    [
        ("tracks-ended", "closing-proposed", 15, 80),
        ("letters-done", "closing-proposed", 15, 0),
        ("no-hold", "closed", 20, 0),
    ],
    indirect=["weakened"],
)
def test_a_walk_notices_a_rule_that_was_taken_out(tmp_path, weakened, begin, number, first):
    """The rule is taken out of the procedure that cases are moved by; the invariants know nothing of it.

    Each walk is in a school as it was founded, and always the same; the `first` is one that soon comes to it.
    """
    world = World(tmp_path)

    def walk() -> None:
        for seed in range(first, first + 200):
            Walk(world.afresh(), random.Random(seed)).go(STEPS, begin)  # noqa: S311

    with pytest.raises(AssertionError, match=f"Invariant {number}:"):
        walk()
