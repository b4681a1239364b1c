"""Compares the fingerprints a database keeps over whole stretches of the log with those the entries really have."""

from __future__ import annotations

from collections.abc import Iterable

from .tree import Node
from .verdict import Fault


class StoredNodes:
    def __init__(self, nodes: Iterable[Node]) -> None:
        self._kept = {(level, idx): kept for level, idx, kept in nodes}

    def compare(self, seq: int, completed: Iterable[Node]) -> list[Fault]:
        """What is wrong with the stretches that end with entry `seq`."""
        faults = []
        for level, idx, computed in completed:
            kept = self._kept.pop((level, idx), None)
            if kept != computed:
                faults.append(Fault(seq, "node", _sentence(level, idx, "missing" if kept is None else "wrong")))
        return faults

    def unused(self) -> list[Fault]:
        """Stretches that are kept although the log, as it now stands, never reached them."""
        return [
            Fault(((idx + 1) << level) - 1, "node", _sentence(level, idx, "kept, but not all of these are in the log"))
            for level, idx in sorted(self._kept)
        ]


def _sentence(level: int, idx: int, trouble: str) -> str:
    first, last = idx << level, ((idx + 1) << level) - 1
    stretch = f"entry {first}" if first == last else f"entries {first} to {last}"
    return f"The fingerprint over {stretch} is {trouble}."
