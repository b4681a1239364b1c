"""The Merkle tree of RFC 9162: one fingerprint for the whole log, and short proofs about its parts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

Fetch = Callable[[int, int], bytes]
"""Gives the hash of the perfect subtree (level, idx). Level 0 is the leaves themselves, so idx is their seq."""

Node = tuple[int, int, bytes]
"""(level, idx, hash)"""

EMPTY_ROOT = hashlib.sha256(b"").digest()


class BadProof(ValueError):
    """A proof was asked for that no tree of this size can have."""


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(leaf_hashes: Iterable[bytes]) -> bytes:
    tree = Growing()
    for leaf in leaf_hashes:
        tree.append(leaf)
    return tree.root()


def completed_nodes(seq: int, leaf_hash: bytes, fetch: Fetch) -> list[Node]:
    """Every perfect subtree that entry `seq` completes, lowest first, level 0 (the entry itself) included.

    Store them all: then `fetch` is a look-up in one table. It is asked only for nodes stored with earlier entries.
    """
    nodes = [(0, seq, leaf_hash)]
    level, idx, carried = nodes[0]
    while idx & 1:
        carried = node_hash(fetch(level, idx - 1), carried)
        level, idx = level + 1, idx >> 1
        nodes.append((level, idx, carried))
    return nodes


def root_from_nodes(size: int, fetch: Fetch) -> bytes:
    """The root of the first `size` entries; as many fetches as `size` has ones in binary."""
    return _span(0, size, fetch) if size else EMPTY_ROOT


def fetch_from(leaf_hashes: Sequence[bytes]) -> Fetch:
    """A `fetch` that works from the leaves in memory, for somebody who holds the log and no stored nodes."""
    tree = Growing()
    nodes = {(level, idx): node for leaf in leaf_hashes for level, idx, node in tree.append(leaf)}
    return lambda level, idx: nodes[level, idx]


class Growing:
    """A tree that is fed one entry at a time and remembers only its right edge."""

    def __init__(self) -> None:
        self.size = 0
        self._edge: dict[int, bytes] = {}

    def append(self, leaf_hash: bytes) -> list[Node]:
        """Takes the next entry and gives every perfect subtree it completes, as `completed_nodes` does."""
        nodes = completed_nodes(self.size, leaf_hash, lambda level, _: self._edge[level])
        level, _, node = nodes[-1]
        self._edge[level] = node
        self.size += 1
        return nodes

    def root(self) -> bytes:
        return root_from_nodes(self.size, lambda level, _: self._edge[level])


def inclusion_proof(seq: int, size: int, fetch: Fetch) -> list[bytes]:
    """What somebody who holds entry `seq` needs to reach the root of the first `size` entries."""
    if not 0 <= seq < size:
        raise BadProof(f"entry {seq} is not among the first {size} entries")
    return _path(seq, 0, size, fetch)


def consistency_proof(old: int, new: int, fetch: Fetch) -> list[bytes]:
    """Shows that the first `old` of `new` entries are the ones an older root vouched for."""
    if not 0 <= old <= new:
        raise BadProof(f"a log of {new} entries has no older self of {old}")
    return _growth(old, 0, new, fetch, whole=True) if 0 < old < new else []


def _span(start: int, end: int, fetch: Fetch) -> bytes:
    """The hash of entries start..end, where start is a multiple of the power of two that the span needs."""
    width = end - start
    if width & (width - 1) == 0:
        level = width.bit_length() - 1
        return fetch(level, start >> level)
    middle = start + _split(width)
    return node_hash(_span(start, middle, fetch), _span(middle, end, fetch))


def _split(width: int) -> int:
    """The largest power of two smaller than `width`."""
    return 1 << ((width - 1).bit_length() - 1)


def _path(seq: int, start: int, end: int, fetch: Fetch) -> list[bytes]:
    if end - start == 1:
        return []
    middle = start + _split(end - start)
    if seq < middle:
        return [*_path(seq, start, middle, fetch), _span(middle, end, fetch)]
    return [*_path(seq, middle, end, fetch), _span(start, middle, fetch)]


def _growth(old: int, start: int, end: int, fetch: Fetch, *, whole: bool) -> list[bytes]:
    if old == end:
        return [] if whole else [_span(start, end, fetch)]
    middle = start + _split(end - start)
    if old <= middle:
        return [*_growth(old, start, middle, fetch, whole=whole), _span(middle, end, fetch)]
    return [*_growth(old, middle, end, fetch, whole=False), _span(start, middle, fetch)]
