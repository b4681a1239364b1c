"""Whether the time of an answer tells that something exists which one may not see."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass

from matrix.asking import Asker

PAIRS = 400
APART = 0.5
"""Milliseconds, and the part of the spread, beyond which two medians differ."""
ADDED = 2.0
ASKED = (
    ("subject", "GET cases.show"),
    ("subject", "GET cases.readers"),
    ("staff, no link", "GET letters.listing"),
    ("staff, no link", "GET evidence.show"),
    ("head, no part", "GET journal.of_case"),
    ("governor, no part", "GET governors.show"),
    ("DPO, no part", "GET breaches.show"),
    ("witness", "GET report.show"),
    ("panel member", "GET evidence.document"),
    ("reporter", "GET letters.document"),
    ("staff, no link", "GET report.resume"),
    ("staff, no link", "GET policy.draft"),
    ("chair of another school", "GET cases.show"),
)
"""Who asks for what they may not see: each page that takes an id by whoever would most like to know."""


@dataclass(frozen=True)
class Times:
    """The medians of two kinds of answers, the usual spread between answers of one kind, and whether that tells."""

    what: str
    pairs: int
    denied: float
    nothing: float
    spread: float
    slowed: bool = False

    @property
    def tells(self) -> bool:
        """Whether the two can be told apart."""
        apart = abs(self.denied - self.nothing)
        return apart > APART and apart > APART * self.spread

    @property
    def row(self) -> str:
        """A line of the table."""
        apart = self.denied - self.nothing
        numbers = " | ".join(f"{one:.2f}" for one in (self.denied, self.nothing, apart, self.spread))
        return f"| {self.what} | {self.pairs} | {numbers} | {'yes' if self.tells else 'no'} |"


def compare(asker: Asker, pairs: int = PAIRS) -> list[Times]:
    """Ask for what is not permitted and for what does not exist, in turn; and once with a delay that must be seen."""
    found = [_pair(asker, relation, asked, pairs) for relation, asked in ASKED]
    return [*found, _pair(asker, *ASKED[0], pairs, slowed=True)]


def _pair(asker: Asker, relation: str, asked: str, pairs: int, *, slowed: bool = False) -> Times:
    thing = next(one for one in asker.oracle.things if f"{one.method} {one.page}" == asked)
    denied, nothing = str(asker.address(thing, asker.place.own)), asker.nowhere(thing)
    took: dict[str, list[float]] = {denied: [], nothing: []}
    for address in _in_turn(denied, nothing, pairs):
        began = time.perf_counter()
        if slowed and address == denied:
            time.sleep(ADDED / 1000)
        asker.send(relation, "GET", address)
        took[address].append((time.perf_counter() - began) * 1000)
    spread = statistics.median(_spread(one) for one in took.values())
    what = f"{relation}: {asked}{', slowed on purpose' if slowed else ''}"
    return Times(what, pairs, statistics.median(took[denied]), statistics.median(took[nothing]), spread, slowed)


def _in_turn(one: str, other: str, pairs: int) -> Iterator[str]:
    """Both, so many times, now this first and now that."""
    order = random.Random(7)  # noqa: S311 -- an order, not a secret
    for _ in range(pairs):
        yield from order.sample((one, other), 2)


def _spread(times: list[float]) -> float:
    """The distance between the quartiles."""
    first, _, third = statistics.quantiles(times, n=4)
    return third - first
