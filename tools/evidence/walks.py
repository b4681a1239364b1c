"""Walks at random over the whole procedure on a real database, looks after every step, and writes what came out.

The answer is 0 only if every invariant held after every step of every walk.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
import traceback
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from casework.invariants import INVARIANTS  # noqa: E402 -- after its folder is named
from casework.wandering import wander  # noqa: E402
from casework.world import World  # noqa: E402
from databases import IN_MEMORY  # noqa: E402

from caseflow.procedure import PROCEDURE  # noqa: E402

WHERE = ROOT / "docs" / "evidence" / "walks.md"
SEED, WALKS, STEPS, TOGETHER = 20_270_115, 2_000, 50, 10

_worlds: list[World] = []


@dataclass
class Result:
    """What came out of some walks, or of all."""

    walks: int = 0
    steps: int = 0
    met: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    looked_at: Counter[int] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)

    def add(self, other: Result) -> None:
        """Take in what came out of more of them."""
        self.walks += other.walks
        self.steps += other.steps
        self.met += other.met
        self.done += other.done
        self.looked_at += other.looked_at
        self.violations += other.violations


def main(arguments: list[str]) -> int:
    """Walk, write the page, and say in one line what came out."""
    asked = ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--walks", type=int, default=WALKS)
    asked.add_argument("--seed", type=int, default=SEED)
    asked.add_argument("--minutes", type=float, default=600, help="begin no more walks after so many minutes")
    given = asked.parse_args(arguments)
    began = time.monotonic()
    result = walk_all(given.seed, given.walks, began + given.minutes * 60)
    WHERE.parent.mkdir(exist_ok=True)
    WHERE.write_text(page(result, given.seed, time.monotonic() - began), "utf-8")
    print(f"{result.walks:,} walks of {result.steps:,} steps: {len(result.violations)} violations")
    for words in result.violations[:3]:
        print(words)
    return 1 if result.violations else 0


def walk_all(seed: int, walks: int, until: float) -> Result:
    """All walks, on all cores, a few together."""
    result = Result()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        parts = [pool.submit(walk_some, seed + n, min(TOGETHER, walks - n), until) for n in range(0, walks, TOGETHER)]
        for number, part in enumerate(as_completed(parts), 1):
            result.add(part.result())
            print(f"\r{number} of {len(parts)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return result


def walk_some(seed: int, walks: int, until: float) -> Result:
    """Some walks with one seed, in the world of this process. Monotonic time is the same for all processes."""
    if time.monotonic() > until:
        return Result()
    if not _worlds:
        _worlds.append(World(Path(tempfile.mkdtemp(prefix="walks-", dir=IN_MEMORY))))
    world = _worlds[0]
    world.forget()
    try:
        wander(world, walks, STEPS, seed)
        violations = [f"{words}\n(seed {seed})" for words in world.violations[:1]]
    except Exception:  # noqa: BLE001 -- whatever goes wrong in a walk is told on the page, and the others go on
        violations = [f"A walk broke off (seed {seed}).\n{traceback.format_exc()}"]
    return Result(world.walks, world.steps, world.met, world.done, world.looked_at, violations)


def page(result: Result, seed: int, seconds: float) -> str:
    """What came out, for people to read."""
    never = [one.key for one in PROCEDURE.transitions if not result.done[one.key]]
    refused = sum(result.met[kind] for kind in ("Refused", "NotThere", "BadAnswers"))
    lines = [
        "# Random walks",
        "",
        "Written by `make evidence-walks`. People act at random on a school's cases: with permission and without, with",
        "good answers and bad ones; time passes, letters go out, people leave and come back, declare conflicts, cover",
        "for one another. After every step the journal is replayed against the rows, and the 23 invariants of the",
        "domain note (section 8), one of sealed cases, one of letters that wait for the police and the LADO and one of",
        "who manages a case are looked at; after a walk the installation is checked as by `caseflow verify`.",
        "",
        f"- Walks: {result.walks:,} of up to {STEPS} steps, after a way to the place where each begins; seed {seed}",
        f"- Steps: {result.steps:,}",
        f"- Transitions done: {sum(result.done.values()):,}; refused: {refused:,} "
        f"(not allowed now {result.met['Refused']:,}, not there for this person {result.met['NotThere']:,}, "
        f"answers that will not do {result.met['BadAnswers']:,})",
        f"- People who left or came back: {result.met['came or went']:,}",
        f"- Transitions of the procedure: {len(PROCEDURE.transitions)}; never done: {', '.join(never) or 'none'}",
        f"- Walks after which a careful person brought the case to its end: {result.met['brought to its end']:,}; "
        "where it could not be, it would count as a violation",
        f"- Violations: {len(result.violations)}",
        f"- Wall time: {seconds / 60:.0f} minutes, on {os.cpu_count()} cores",
        "",
        "## The invariants",
        "",
        "“Looked at” counts the things that an invariant had to judge: a suspension, a letter, a panel. Those marked *",
        "are looked at once a walk is over, because they cost more.",
        "",
        "| No. | What always holds | Looked at | Violations |",
        "| ---: | --- | ---: | ---: |",
        *_invariants(result),
        "",
        "What one case cannot show is shown elsewhere:",
        "",
        *(f"- {one.number}: {one.elsewhere}" for one in INVARIANTS if one.elsewhere),
        "",
        "## How often each transition was done",
        "",
        "| Transition | Done |",
        "| --- | ---: |",
        *(f"| {one.key} | {result.done[one.key]:,} |" for one in PROCEDURE.transitions),
    ]
    return "\n".join(lines) + "\n"


def _invariants(result: Result) -> Iterable[str]:
    for one in INVARIANTS:
        broken = sum(f"Invariant {one.number}:" in words for words in result.violations)
        star = " *" if one.at_end else ""
        yield f"| {one.number} | {one.says}{star} | {result.looked_at[one.number]:,} | {broken} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
