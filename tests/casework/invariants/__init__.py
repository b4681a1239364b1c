"""The 23 invariants of the domain note, section 8, and three more: looked at after every step of a walk."""

from __future__ import annotations

from collections import Counter

from casework.invariants import agencies, handling, managing, outcomes, records
from casework.invariants.seen import Invariant, Memory, Seen

INVARIANTS: tuple[Invariant, ...] = tuple(
    sorted(
        (
            one
            for room in (agencies, handling, managing, outcomes, records)
            for one in vars(room).values()
            if isinstance(one, Invariant)
        ),
        key=lambda one: one.number,
    )
)


def broken(seen: Seen, looked_at: Counter[int] | None = None, *, at_end: bool = False) -> list[str]:
    """What does not hold in a case, as sentences. `looked_at` counts how often each had something to judge."""
    found = []
    for one in INVARIANTS:
        if at_end or not one.at_end:
            verdicts = list(one.test(seen))
            if looked_at is not None:
                looked_at[one.number] += len(verdicts)
            found += [f"Invariant {one.number}: {words}" for words in verdicts if words]
    return found


__all__ = ["INVARIANTS", "Invariant", "Memory", "Seen", "broken"]
