"""The random walks as Hypothesis drives them: which kind of step comes next, and with which dice."""

from __future__ import annotations

import random
from typing import Any, ClassVar

from casework import beginnings
from casework.passing import Life
from casework.ways import WAYS
from casework.world import World
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import Flaky
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

DICE = st.integers(0, 2**32 - 1)
OFTEN = ("closed", "investigation", "lado-advised", "heard", "outcome", "hearing-set", "no-further-action")
BEGINNINGS = (*sorted(WAYS), *OFTEN * 2)
ABOUT: tuple[dict[str, Any], ...] = (
    {},
    {"categories": ["IM-1", "CF-2"]},
    {"categories": ["CF-1"]},
    {"categories": ["WB-1", "AB-1"]},
    {"categories": ["SC-1"]},
    {"categories": ["IL-1"], "image_gate": "yes"},
    {"image_gate": "unsure"},
    {"subject": "Helen Marsh"},
    {"subject": "the head", "about": "headteacher"},
    {"subject": "Ian Ogden"},
    {"subject": "Dora Sewell"},
    {"subject": "Somebody Unlisted"},
)


class Wandering(RuleBasedStateMachine):
    """One walk. Every rule looks at the case before it does anything, so after whatever came before."""

    world: ClassVar[World]

    def __init__(self) -> None:
        super().__init__()
        self.walk = Life(self.world.afresh(), random.Random(0))  # noqa: S311 -- a walk that can be walked again
        self.steps, self.salt = 0, f"walk {self.world.walks}"  # Hypothesis repeats itself; a walk should not

    def step(self, dice: int) -> Life:
        self.steps += 1
        self.walk.dice = random.Random(f"{self.salt} {self.steps} {dice}")  # noqa: S311
        self.walk.town.clock.forward(hours=self.walk.dice.choice([0.1, 0.1, 1, 5]))
        return self.walk

    @initialize(dice=DICE)
    def begin(self, dice: int) -> None:
        choice = random.Random(f"{self.salt} begins {dice}")  # noqa: S311
        if choice.random() < 0.1:
            choice.choice(beginnings.RARE)(self.walk)
        elif choice.random() < 0.25:
            self.walk.take(choice.choice(ABOUT), choice.choice([None, None, self.walk.town.cast.dsl]))
        else:
            self.walk.begin(choice.choice(BEGINNINGS))

    @rule(dice=DICE)
    def somebody_acts(self, dice: int) -> None:
        self.step(dice).act()

    @rule(dice=DICE)
    def acts_again(self, dice: int) -> None:
        self.step(dice).act()

    @rule(dice=DICE)
    def acts_once_more(self, dice: int) -> None:
        self.step(dice).act()

    @rule(dice=DICE)
    def acts_and_acts(self, dice: int) -> None:
        self.step(dice).act()

    @rule(dice=DICE)
    def goes_on(self, dice: int) -> None:
        self.step(dice).act()

    @rule(dice=DICE)
    def goes_on_and_on(self, dice: int) -> None:
        self.step(dice).act()

    @rule(dice=DICE)
    def and_on(self, dice: int) -> None:
        self.step(dice).act()

    @rule(dice=DICE)
    def and_so_forth(self, dice: int) -> None:
        self.step(dice).act()

    @rule(dice=DICE)
    def somebody_tries_anything(self, dice: int) -> None:
        self.step(dice).act(likely=False)

    @rule(dice=DICE)
    def days_go_by(self, dice: int) -> None:
        walk = self.step(dice)
        walk.look()
        walk.town.clock.forward(hours=walk.dice.choice([30, 30, 24 * 8, 24 * 40]))
        walk.trail.append("days go by")

    @rule(dice=DICE)
    def the_service_looks_at_the_clocks(self, dice: int) -> None:
        walk = self.step(dice)
        walk.look()
        walk.remind()
        walk.refused = False

    @rule(dice=DICE)
    def letters_go_out(self, dice: int) -> None:
        self.step(dice).issue()

    @rule(dice=DICE)
    def somebody_reads_or_adds(self, dice: int) -> None:
        walk = self.step(dice)
        walk.dice.choice([walk.read, walk.read, walk.add_evidence, walk.add_evidence, walk.read_in_an_emergency])()

    @rule(dice=DICE)
    def people_go_and_come(self, dice: int) -> None:
        walk = self.step(dice)
        walk.dice.choice([walk.go_or_come, walk.act, walk.act])()

    @rule(dice=DICE)
    def more_is_reported(self, dice: int) -> None:
        walk = self.step(dice)
        if len(walk.references) < 3:
            walk.look()
            by = walk.dice.choice([walk.town.cast.rosa, walk.town.cast.dsl, walk.town.cast.ada])
            walk.take(walk.dice.choice(ABOUT), by)
        else:
            walk.turn()

    def teardown(self) -> None:
        try:
            if self.walk.references and not self.walk.complaints:
                self.walk.end(finish=self.world.walks % 6 == 0)
        finally:
            self.world.add_up(self.walk, self.steps)


def wander(world: World, walks: int, steps: int, number: int | None = None) -> None:
    """So many walks of up to so many steps: always the same by a number, or by what Hypothesis makes of the code.

    What is wrong stands in the violations of the world. Hypothesis repeats a walk that failed, which is then another.
    """
    machine = type("Wandering", (Wandering,), {"world": world})
    how = settings(
        max_examples=walks,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=number is None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(machine if number is None else seed(number)(machine), settings=how)
    except (AssertionError, Flaky):
        if not world.violations:
            raise
