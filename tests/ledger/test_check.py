"""What the verifier says, in the words it says it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import caseflow.ledger
from caseflow.ledger.check import check_log
from caseflow.ledger.checkpoint import BadCheckpoint, Checkpoint, body

from .logs import VKEY, edited, leaves_of, log_of, nodes_of, note_of, repaired, rows_of

LEAVES = leaves_of(12)


def rewritten(at: int, **change: str) -> list[bytes]:
    """The log with one entry changed and everything after it put right again."""
    return repaired([*LEAVES[:at], edited(LEAVES[at], lambda leaf: replace(leaf, **change)), *LEAVES[at + 1 :]])


def sentence(leaves: list[bytes], **given) -> str:
    verdict = check_log(rows_of(leaves), vkeys=[VKEY], **given)
    assert verdict.first is not None
    return verdict.first.sentence


def test_an_empty_log_is_whole():
    verdict = check_log([], nodes=[])
    assert verdict.whole
    assert verdict.size == verdict.unanchored == 0


def test_the_tail_that_nobody_vouches_for_is_reported_and_is_no_fault():
    log = log_of(12, anchored_at=(4, 9))
    verdict = check_log(log.rows, notes=log.notes, vkeys=[VKEY], nodes=log.nodes)
    assert verdict.whole
    assert (verdict.anchored, verdict.unanchored) == (9, 3)
    assert verdict.sentences() == ["The newest 3 of 12 entries are not yet vouched for by a checkpoint."]


def test_a_rewritten_tail_is_not_provable_and_the_verdict_does_not_pretend():
    leaves = rewritten(10, commit="ab" * 32)
    verdict = check_log(rows_of(leaves), notes=[note_of(LEAVES[:9])], vkeys=[VKEY], nodes=nodes_of(leaves))
    assert verdict.whole
    assert verdict.unanchored == 3


def test_a_rewritten_log_is_narrowed_down_to_the_entries_between_two_checkpoints():
    notes = [note_of(LEAVES[:size]) for size in (4, 9, 12)]
    said = sentence(rewritten(6, commit="ab" * 32), notes=notes)
    assert said == "The log has been rewritten: one of the entries 4 to 8 is not what a checkpoint vouched for."


def test_an_entry_taken_out_is_missing():
    rows = rows_of(LEAVES)
    verdict = check_log(rows[:5] + rows[7:])
    assert [fault.sentence for fault in verdict.faults] == ["Entries 5 to 6 are missing."]


def test_an_entry_that_stands_twice_is_out_of_its_place():
    rows = rows_of(LEAVES)
    verdict = check_log([*rows[:6], rows[3], *rows[6:]])
    assert verdict.first is not None
    assert verdict.first.sentence == "Entry 3 stands in a place that is not its own."


def test_an_entry_edited_with_its_fingerprint_no_longer_links():
    leaves = [*LEAVES]
    leaves[5] = edited(leaves[5], lambda leaf: replace(leaf, commit="ab" * 32))
    assert sentence(leaves) == "Entry 6 does not follow from entry 5: one of the two has been altered."


def test_an_entry_dated_back_is_found_though_everything_else_was_put_right():
    assert sentence(rewritten(7, time="2027-03-01T00:00:00.000Z")) == "Entry 7 says it was made before entry 6."


def test_a_mark_used_twice_is_found():
    assert sentence(rewritten(7, tag=LEAVES[2].split(b"\n")[4].decode())) == "Entry 7 carries the same mark as entry 2."


def test_a_log_that_starts_in_the_middle_is_found():
    leaves = [edited(LEAVES[0], lambda leaf: replace(leaf, prev="ab" * 32)), *LEAVES[1:]]
    assert sentence(leaves).startswith("Entry 0 has been altered: it names an entry before it")


def test_two_signed_checkpoints_of_one_size_are_a_fork():
    verdict = check_log(rows_of(LEAVES), notes=[note_of(LEAVES), note_of(rewritten(3, commit="ab" * 32))], vkeys=[VKEY])
    assert [fault.where for fault in verdict.faults] == ["fork"]


@pytest.mark.parametrize(
    ("notes", "vkeys", "why"),
    [
        ([note_of(LEAVES)], [], "no key was given to check it with"),
        ([note_of(LEAVES).replace("\n12\n", "\n11\n")], [VKEY], "not signed by"),
        ([note_of(LEAVES, "caseflow.example/other/1")], [VKEY], "not signed by"),
        (["hello"], [VKEY], "not a signed note"),
    ],
)
def test_a_checkpoint_that_cannot_be_trusted_is_never_passed_over(notes, vkeys, why):
    verdict = check_log(rows_of(LEAVES), notes=notes, vkeys=vkeys)
    assert verdict.first is not None
    assert verdict.first.sentence.startswith("Checkpoint 1 cannot be trusted")
    assert why in verdict.first.sentence
    assert verdict.anchored == 0


def test_a_key_that_was_copied_wrongly_is_said_to_be():
    verdict = check_log([], vkeys=["nonsense"])
    assert [fault.where for fault in verdict.faults] == ["key"]


@pytest.mark.parametrize(
    "checkpoint", [Checkpoint("a b", 1, bytes(32)), Checkpoint("a", -1, bytes(32)), Checkpoint("a", 1, b"")]
)
def test_a_checkpoint_that_would_not_read_back_is_not_made(checkpoint):
    with pytest.raises(BadCheckpoint):
        body(checkpoint)


@pytest.fixture
def copied(tmp_path) -> Path:
    """The verifier, taken away from us, with a log and a note to check."""
    shutil.copytree(Path(caseflow.ledger.__file__).parent, tmp_path / "verifier")
    (tmp_path / "log.txt").write_bytes(b"".join(LEAVES))
    (tmp_path / "note.txt").write_text(note_of(LEAVES), encoding="utf-8")
    return tmp_path


def alone(folder: Path) -> subprocess.CompletedProcess[str]:
    """Without the site's packages, and so without anything that is not in Python itself."""
    asked = ["-m", "verifier", "log.txt", "--note", "note.txt", "--vkey", VKEY]
    return subprocess.run([sys.executable, "-S", *asked], cwd=folder, capture_output=True, text=True, check=False)


def test_the_verifier_runs_alone_wherever_it_is_copied(copied):
    ran = alone(copied)
    assert ran.returncode == 0, ran.stderr
    assert "All 12 entries are vouched for by a checkpoint.\n" in ran.stdout
    (copied / "log.txt").write_bytes(b"".join(LEAVES[:7] + LEAVES[8:]))
    ran = alone(copied)
    assert ran.returncode == 1
    assert "Entry 7 has been altered: it calls itself entry 8.\n" in ran.stdout
