"""The verifier: reads a log that somebody else kept, and says whether it is whole and, if not, where it is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from .anchors import Anchors
from .leaf import ZERO, BadLeaf, Leaf, leaf_hash, parse
from .stored_nodes import StoredNodes
from .tree import EMPTY_ROOT, Growing, Node
from .verdict import Fault, Verdict, in_order

Row = tuple[int, bytes, "bytes | None"]
"""(seq, the entry as stored, its stored fingerprint or None where none was kept, as in an exported log)"""

LINES_OF_A_LEAF = 7


def check_log(
    leaves: Iterable[Row],
    *,
    notes: Iterable[str] = (),
    vkeys: Iterable[str] = (),
    nodes: Iterable[Node] | None = None,
) -> Verdict:
    """Reads the entries once, in order of their number. Notes count only when one of the given keys signed them."""
    anchors = Anchors(notes, vkeys)
    reading = _Reading(anchors.sizes, None if nodes is None else StoredNodes(nodes))
    for row in leaves:
        reading.take(row)
    faults = [*reading.finish(), *anchors.compare(reading.roots, reading.size)]
    return Verdict(reading.size, reading.tree.root(), anchors.reach(reading.roots), in_order(faults))


def rows(lines: Iterable[bytes]) -> Iterator[Row]:
    """The entries of an exported log, from its lines (an open file will do), each with its line feed."""
    remaining, seq = iter(lines), 0
    while stored := b"".join(islice(remaining, LINES_OF_A_LEAF)):
        yield seq, stored, None
        seq += 1


class _Reading:
    """What the verifier remembers while it goes from one entry to the next."""

    def __init__(self, sizes: frozenset[int], stored_nodes: StoredNodes | None) -> None:
        self.tree = Growing()
        self.roots: dict[int, bytes] = {0: EMPTY_ROOT}
        self._sizes = sizes
        self._stored_nodes = stored_nodes
        self._faults: list[Fault] = []
        self._expected = 0
        self._followed = {ZERO}
        self._time = ""
        self._tags: dict[str, int] = {}

    @property
    def size(self) -> int:
        return self.tree.size

    def take(self, row: Row) -> None:
        seq, stored, kept = row
        digest = leaf_hash(stored)
        fault = self._misplaced(seq) or self._altered(seq, digest, kept) or self._unsound(seq, stored)
        self._followed = {digest.hex()}
        if fault:
            self._faults.append(fault)
            self._followed |= {kept.hex()} if kept else set()
        self._expected = max(self._expected, seq + 1)
        self._grow(digest)

    def finish(self) -> list[Fault]:
        if self._stored_nodes is not None and not self._faults:
            self._faults += self._stored_nodes.unused()
        return self._faults

    def _grow(self, digest: bytes) -> None:
        completed = self.tree.append(digest)
        if self._stored_nodes is not None:
            wrong = self._stored_nodes.compare(self.size - 1, completed)
            self._faults += [] if self._faults else wrong
        if self.size in self._sizes:
            self.roots[self.size] = self.tree.root()

    def _misplaced(self, seq: int) -> Fault | None:
        if seq > self._expected:
            return Fault(self._expected, "missing", _missing(self._expected, seq - 1))
        if seq < self._expected:
            return Fault(seq, "order", f"Entry {seq} stands in a place that is not its own.")
        return None

    def _altered(self, seq: int, digest: bytes, kept: bytes | None) -> Fault | None:
        if kept is None or kept == digest:
            return None
        sentence = f"Entry {seq} has been altered: its fingerprint is not the one recorded."
        return Fault(seq, "fingerprint", sentence)

    def _unsound(self, seq: int, stored: bytes) -> Fault | None:
        try:
            leaf = parse(stored)
        except BadLeaf as trouble:
            return Fault(seq, "form", f"Entry {seq} has been altered: {trouble}.")
        fault = self._out_of_line(seq, leaf)
        if fault is None:
            self._time = leaf.time
            self._tags[leaf.tag] = seq
        return fault

    def _out_of_line(self, seq: int, leaf: Leaf) -> Fault | None:
        if leaf.seq != seq:
            return Fault(seq, "number", f"Entry {seq} has been altered: it calls itself entry {leaf.seq}.")
        if leaf.prev not in self._followed:
            return Fault(seq, "link", _unlinked(seq))
        if leaf.time < self._time:
            return Fault(seq, "time", f"Entry {seq} says it was made before entry {seq - 1}.")
        if leaf.tag in self._tags:
            return Fault(seq, "tag", f"Entry {seq} carries the same mark as entry {self._tags[leaf.tag]}.")
        return None


def _missing(first: int, last: int) -> str:
    return f"Entry {first} is missing." if first == last else f"Entries {first} to {last} are missing."


def _unlinked(seq: int) -> str:
    if seq == 0:
        return "Entry 0 has been altered: it names an entry before it, and there is none."
    return f"Entry {seq} does not follow from entry {seq - 1}: one of the two has been altered."
