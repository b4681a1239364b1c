"""What a check of the log found, in sentences a headteacher can read out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong. `seq` is the entry it is wrong with, or None when it cannot be one entry alone."""

    seq: int | None
    where: str
    sentence: str


@dataclass(frozen=True)
class Verdict:
    """`anchored` entries are vouched for by a checkpoint; nobody outside can yet speak for those after them."""

    size: int
    root: bytes
    anchored: int
    faults: tuple[Fault, ...]

    @property
    def whole(self) -> bool:
        return not self.faults

    @property
    def first(self) -> Fault | None:
        return self.faults[0] if self.faults else None

    @property
    def unanchored(self) -> int:
        """How many of the newest entries no checkpoint vouches for. A change to these cannot be proved."""
        return max(0, self.size - self.anchored)

    def sentences(self) -> list[str]:
        return [fault.sentence for fault in self.faults] + [self._tail()]

    def _tail(self) -> str:
        if not self.unanchored:
            return f"All {self.size} entries are vouched for by a checkpoint."
        return f"The newest {self.unanchored} of {self.size} entries are not yet vouched for by a checkpoint."


@dataclass(frozen=True)
class CaseVerdict:
    """`entries` are the places in the log of the case's events, in the order of the events."""

    entries: tuple[int, ...]
    faults: tuple[Fault, ...]

    @property
    def whole(self) -> bool:
        return not self.faults


def in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """The first bad entry first; what is wrong with no one entry comes last."""
    return tuple(sorted(faults, key=lambda fault: (fault.seq is None, fault.seq or 0)))
