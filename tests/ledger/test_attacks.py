"""Thousands of attacks on a log of sixty entries. Every one must be found, and the harness must have made them."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from caseflow.ledger.check import check_log, rows

from .logs import VKEY, Row, edited, leaves_of, log_of, nodes_of, note_of, repaired, rows_of

SIZE = 60
LEAVES = leaves_of(SIZE)
HELD = [note_of(LEAVES)]
LOG = log_of(SIZE)


def found(leaves: list[Row], nodes=None):
    return check_log(leaves, notes=HELD, vkeys=[VKEY], nodes=nodes)


def attacker(seed: int) -> Random:
    """Makes the same attacks in every run."""
    return Random(seed)  # noqa: S311 -- nothing secret is drawn


def test_the_log_is_whole_before_anybody_touches_it():
    verdict = found(LOG.rows, LOG.nodes)
    assert verdict.whole
    assert (verdict.size, verdict.anchored, verdict.unanchored) == (60, 60, 0)


def test_any_changed_byte_of_an_entry_is_found_and_the_entry_named():
    random, attempts = attacker(1), 0
    for _ in range(1000):
        seq = random.randrange(SIZE)
        stored = bytearray(LEAVES[seq])
        stored[random.randrange(len(stored))] ^= random.randrange(1, 256)
        attacked = [*LOG.rows]
        attacked[seq] = (seq, bytes(stored), LOG.rows[seq][2])
        verdict = found(attacked, LOG.nodes)
        assert verdict.first is not None
        assert verdict.first.seq == seq
        assert verdict.first.sentence == f"Entry {seq} has been altered: its fingerprint is not the one recorded."
        assert [fault.seq for fault in verdict.faults if fault.seq is not None] == [seq]
        attempts += 1
    assert attempts == 1000


def test_any_byte_put_in_or_taken_out_of_an_exported_log_is_found():
    random, attempts, whole = attacker(2), 0, b"".join(LEAVES)
    for _ in range(600):
        at, change = random.randrange(len(whole)), random.choice(["change", "insert", "remove"])
        middle = {"change": bytes([whole[at] ^ random.randrange(1, 256)]), "remove": b""}
        put = middle.get(change, bytes([random.randrange(256), whole[at]]))
        attacked = whole[:at] + put + whole[at + 1 :]
        if attacked == whole:
            continue
        assert not found(list(rows(attacked.splitlines(keepends=True)))).whole
        attempts += 1
    assert attempts > 500


def removed(leaves: list, random: Random) -> list:
    at = random.randrange(len(leaves))
    return leaves[:at] + leaves[at + 1 :]


def doubled(leaves: list, random: Random) -> list:
    at = random.randrange(len(leaves))
    return [*leaves[:at], leaves[at], *leaves[at:]]


def swapped(leaves: list, random: Random) -> list:
    one, other = random.sample(range(len(leaves)), 2)
    leaves = [*leaves]
    leaves[one], leaves[other] = leaves[other], leaves[one]
    return leaves


@pytest.mark.parametrize("attack", [removed, doubled, swapped])
def test_entries_removed_doubled_or_swapped_are_found(attack):
    random, attempts = attacker(3), 0
    for _ in range(200):
        verdict = found(attack(LOG.rows, random), LOG.nodes)
        assert verdict.first is not None
        attempts += 1
    assert attempts == 200


def forged(leaves: list[bytes], random: Random) -> list[bytes]:
    at = random.randrange(len(leaves))
    commit = random.randbytes(32).hex()
    return [*leaves[:at], edited(leaves[at], lambda leaf: replace(leaf, commit=commit)), *leaves[at + 1 :]]


def slipped_in(leaves: list[bytes], random: Random) -> list[bytes]:
    at = random.randrange(len(leaves))
    extra = edited(leaves[at], lambda leaf: replace(leaf, tag=random.randbytes(16).hex()))
    return [*leaves[:at], extra, *leaves[at:]]


@pytest.mark.parametrize("attack", [removed, swapped, forged, slipped_in])
def test_somebody_who_repairs_everything_is_found_by_a_checkpoint_that_is_held(attack):
    """Numbers, links, fingerprints and nodes are all put right. Only the note in somebody's mailbox is not."""
    random, attempts = attacker(4), 0
    for _ in range(200):
        leaves = repaired(attack(LEAVES, random))
        assert leaves != LEAVES
        verdict = found(rows_of(leaves), nodes_of(leaves))
        assert not verdict.whole
        assert {fault.where for fault in verdict.faults} & {"root", "truncated"}
        attempts += 1
    assert attempts == 200


def test_any_changed_missing_or_added_node_is_found_though_every_entry_is_good():
    attempts = 0
    for at, (level, idx, node) in enumerate(LOG.nodes):
        others = LOG.nodes[:at] + LOG.nodes[at + 1 :]
        for nodes in ([*others, (level, idx, node[::-1])], others, [*LOG.nodes, (level, idx + 64, node)]):
            verdict = found(LOG.rows, nodes)
            assert verdict.first is not None
            assert verdict.first.where == "node"
            attempts += 1
    assert attempts == 3 * len(LOG.nodes) > 300


def test_the_newest_entries_gone_are_found_at_every_length():
    for size in range(SIZE):
        verdict = found(LOG.rows[:size])
        assert verdict.first is not None
        assert (verdict.first.seq, verdict.first.where) == (size, "truncated")
