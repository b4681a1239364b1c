"""Proofs: all of them up to forty entries, and none that should not hold."""

from __future__ import annotations

import pytest

from caseflow.ledger.leaf import leaf_hash
from caseflow.ledger.proof import is_consistent, is_included
from caseflow.ledger.tree import (
    BadProof,
    completed_nodes,
    consistency_proof,
    fetch_from,
    inclusion_proof,
    node_hash,
    root,
    root_from_nodes,
)

MOST = 40
LEAVES = [leaf_hash(str(seq).encode()) for seq in range(MOST)]
ROOTS = [root(LEAVES[:size]) for size in range(MOST + 1)]
FETCH = fetch_from(LEAVES)


def by_definition(leaves: list[bytes]) -> bytes:
    """The tree as RFC 9162 section 2.1.1 writes it down, without any cleverness."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(by_definition(leaves[:split]), by_definition(leaves[split:]))


def test_the_root_is_the_one_of_the_definition_however_it_is_reached():
    for size in range(1, MOST + 1):
        assert ROOTS[size] == by_definition(LEAVES[:size]) == root_from_nodes(size, FETCH)


def test_storing_what_each_entry_completes_is_enough_for_every_root():
    stored: dict[tuple[int, int], bytes] = {}

    def fetch(level: int, idx: int) -> bytes:
        return stored[level, idx]

    for seq, leaf in enumerate(LEAVES):
        for level, idx, node in completed_nodes(seq, leaf, fetch):
            stored[level, idx] = node
        assert root_from_nodes(seq + 1, fetch) == ROOTS[seq + 1]
    assert stored[0, 7] == LEAVES[7]


def test_every_entry_is_proved_to_be_in_every_log_that_has_it_and_no_other_is():
    for size in range(1, MOST + 1):
        for seq in range(size):
            proof = inclusion_proof(seq, size, FETCH)
            assert is_included(LEAVES[seq], seq, size, proof, ROOTS[size])
            assert not is_included(LEAVES[seq - 1], seq, size, proof, ROOTS[size]) or size == 1
            assert not is_included(LEAVES[seq], seq, size, [*proof, ROOTS[0]], ROOTS[size])
            assert not is_included(LEAVES[seq], seq, size, proof[:-1], ROOTS[size]) or size == 1
            assert not is_included(LEAVES[seq], seq, size, proof, ROOTS[size - 1])


def test_every_older_log_is_proved_to_begin_every_newer_one():
    for new in range(MOST + 1):
        for old in range(new + 1):
            proof = consistency_proof(old, new, FETCH)
            assert is_consistent(old, new, proof, ROOTS[old], ROOTS[new])
            assert not is_consistent(old, new, proof, ROOTS[0][::-1], ROOTS[new])
            assert not is_consistent(old, new, proof, ROOTS[old], ROOTS[0][::-1]) or old == 0
            assert not is_consistent(old, new, [*proof, ROOTS[0]], ROOTS[old], ROOTS[new])
            assert not proof or not is_consistent(old, new, proof[:-1], ROOTS[old], ROOTS[new])


@pytest.mark.parametrize("ask", [(5, 5), (-1, 5), (0, 0)])
def test_there_is_no_proof_of_an_entry_that_is_not_there(ask):
    with pytest.raises(BadProof):
        inclusion_proof(*ask, FETCH)
    assert not is_included(LEAVES[0], *ask, [], ROOTS[1])


def test_no_log_begins_with_a_longer_one():
    with pytest.raises(BadProof):
        consistency_proof(6, 5, FETCH)
    assert not is_consistent(6, 5, [], ROOTS[6], ROOTS[5])


def test_a_proof_does_not_hold_for_a_log_four_times_as_long():
    for size in range(1, MOST + 1):
        for seq in range(size):
            assert not is_included(LEAVES[seq], seq, 4 * size, inclusion_proof(seq, size, FETCH), ROOTS[size])
        for old in range(1, size):
            proof = consistency_proof(old, size, FETCH)
            assert not is_consistent(old, 4 * size, proof, ROOTS[old], ROOTS[size])
