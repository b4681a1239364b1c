"""Compares the log with what checkpoints, kept where nobody can rewrite them, say it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .checkpoint import BadCheckpoint, Checkpoint, VerifierKey, parse_vkey, vouched
from .verdict import Fault


class Anchors:
    def __init__(self, notes: Iterable[str], vkeys: Iterable[str]) -> None:
        self._faults: list[Fault] = []
        self._roots: dict[int, bytes] = {}
        keys = self._trusted(vkeys)
        for place, note in enumerate(notes, start=1):
            self._take(place, note, keys)

    @property
    def sizes(self) -> frozenset[int]:
        return frozenset(self._roots)

    def compare(self, roots: Mapping[int, bytes], size: int) -> list[Fault]:
        """What is wrong with a log of `size` entries that had these roots at the sizes asked for."""
        return [*self._faults, *self._truncated(size), *self._rewritten(roots, size)]

    def reach(self, roots: Mapping[int, bytes]) -> int:
        """How many entries a checkpoint vouches for as they now stand."""
        return max((size for size, root in self._roots.items() if roots.get(size) == root), default=0)

    def _trusted(self, vkeys: Iterable[str]) -> list[VerifierKey]:
        keys = []
        for line in vkeys:
            try:
                keys.append(parse_vkey(line))
            except BadCheckpoint as trouble:
                self._faults.append(Fault(None, "key", f"A key cannot be used: {trouble}."))
        return keys

    def _take(self, place: int, note: str, keys: Iterable[VerifierKey]) -> None:
        trouble = "no key was given to check it with"
        for key in keys:
            try:
                return self._keep(vouched(note, key))
            except BadCheckpoint as refusal:
                trouble = str(refusal)
        self._faults.append(Fault(None, "checkpoint", f"Checkpoint {place} cannot be trusted: {trouble}."))

    def _keep(self, checkpoint: Checkpoint) -> None:
        if self._roots.setdefault(checkpoint.size, checkpoint.root) != checkpoint.root:
            sentence = f"Two signed checkpoints of {checkpoint.size} entries differ: there have been two logs."
            self._faults.append(Fault(None, "fork", sentence))

    def _truncated(self, size: int) -> list[Fault]:
        promised = max(self._roots, default=0)
        if promised <= size:
            return []
        sentence = f"The log ends after {size} entries, but a checkpoint vouches for {promised}: the newest are gone."
        return [Fault(size, "truncated", sentence)]

    def _rewritten(self, roots: Mapping[int, bytes], size: int) -> list[Fault]:
        """Only the first checkpoint that does not fit is named: those after it cannot fit either."""
        good = 0
        for anchored in sorted(anchored for anchored in self._roots if anchored <= size):
            if roots[anchored] != self._roots[anchored]:
                return [Fault(None, "root", _rewritten(good, anchored))]
            good = anchored
        return []


def _rewritten(good: int, anchored: int) -> str:
    if anchored == 0:
        return "A checkpoint of the empty log does not say what an empty log is."
    stretch = f"entry {good}" if good == anchored - 1 else f"one of the entries {good} to {anchored - 1}"
    return f"The log has been rewritten: {stretch} is not what a checkpoint vouched for."
