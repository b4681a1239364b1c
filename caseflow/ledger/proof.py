"""Checking a proof against roots one already trusts, by the letter of RFC 9162 sections 2.1.3.2 and 2.1.4.2."""

from __future__ import annotations

from collections.abc import Sequence

from .tree import EMPTY_ROOT, node_hash


def is_included(leaf_hash: bytes, seq: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether this entry stands at place `seq` of the log of `size` entries that has this root."""
    if not 0 <= seq < size:
        return False
    at, last, reached = seq, size - 1, leaf_hash
    for sibling in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            reached = node_hash(sibling, reached)
            at, last = _up_the_right_edge(at, last)
        else:
            reached = node_hash(reached, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and reached == root


def is_consistent(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Whether the log of `new` entries begins with the log of `old` entries.

    The proof does not bind the sizes. Take them only from signed checkpoints.
    """
    if not 0 < old < new:
        return _is_trivially_consistent(old, new, proof, old_root, new_root)
    trail = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    return bool(trail) and _climb(old, new, trail) == (old_root, new_root)


def _is_trivially_consistent(old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    if proof or not 0 <= old <= new:
        return False
    return old_root == (new_root if old == new else EMPTY_ROOT)


def _climb(old: int, new: int, trail: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The two roots that a trail of hashes leads to, or None when it is too long or too short for these sizes."""
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old_reached = new_reached = trail[0]
    for sibling in trail[1:]:
        if last == 0:
            return None
        if at & 1 or at == last:
            old_reached, new_reached = node_hash(sibling, old_reached), node_hash(sibling, new_reached)
            at, last = _up_the_right_edge(at, last)
        else:
            new_reached = node_hash(new_reached, sibling)
        at, last = at >> 1, last >> 1
    return (old_reached, new_reached) if last == 0 else None


def _up_the_right_edge(at: int, last: int) -> tuple[int, int]:
    """Skips the levels on which a node at the right edge has no sibling and is carried up as it is."""
    while at and not at & 1:
        at, last = at >> 1, last >> 1
    return at, last
