"""Signed checkpoints: in the database with the work that made them, outside it once that is durable, and not before."""

from __future__ import annotations

import contextlib
import shutil

import pytest
from verify.school import Played

from caseflow.casework import checkpoints, doctor_ledger
from caseflow.casework.doctor import Level
from caseflow.casework.office import Office
from caseflow.casework.verify import verify
from caseflow.ledger.check import check_log
from caseflow.ledger.checkpoint import parse_vkey, record_code, vouched
from caseflow.records import AuditLeaf
from caseflow.records.store import Store


def kept(played: Played) -> list[str]:
    return checkpoints.anchored(played.home / "anchors", played.school_id)


def test_a_checkpoint_says_what_the_log_is_and_anybody_can_check_it(played: Played):
    made = played.checkpoint()
    key = played.office.safe.vkey(checkpoints.origin(played.school_id))
    assert vouched(made.note, parse_vkey(key)).size == made.size
    with played.office.store.reading() as session:
        leaves = session.query(AuditLeaf).order_by(AuditLeaf.seq).all()
    rows = [(leaf.seq, leaf.leaf, leaf.hash) for leaf in leaves]
    verdict = check_log(rows, notes=[made.note], vkeys=[key])
    assert verdict.whole, verdict.sentences()
    assert verdict.anchored == made.size == len(rows) - 1
    assert made.code == record_code(made.note)
    assert len(made.code) == 26


def test_the_name_of_a_log_is_that_of_its_school_for_ever():
    assert checkpoints.origin("ABC") == "caseflow.school/ABC/1"


def test_the_newest_is_found_again(played: Played):
    made = played.checkpoint()
    with played.office.at_work() as desk:
        assert checkpoints.of_size(desk, played.school_id, made.size) == made
        assert checkpoints.of_size(desk, "NOBODY", made.size) is None


def test_it_is_kept_outside_once_the_work_is_durable(played: Played):
    before = kept(played)
    with played.office.at_work() as desk:
        made = checkpoints.make(desk, played.school_id)
        assert kept(played) == before
    assert kept(played) == [*before, made.note]


def test_work_that_was_undone_leaves_no_checkpoint_anywhere(played: Played):
    before = kept(played)
    with contextlib.suppress(ZeroDivisionError), played.office.at_work() as desk:
        checkpoints.make(desk, played.school_id)
        raise ZeroDivisionError
    assert kept(played) == before
    played.checkpoint()
    assert len(kept(played)) == len(before) + 1
    assert verify(played.office).whole


def test_a_session_that_goes_on_after_work_was_undone_keeps_only_the_new(played: Played):
    before = kept(played)
    with played.office.at_work() as desk:
        checkpoints.make(desk, played.school_id)
        desk.session.rollback()
        made = checkpoints.make(desk, played.school_id)
    assert kept(played) == [*before, made.note]


def test_two_checkpoints_in_one_piece_of_work_are_both_kept(played: Played):
    before = kept(played)
    with played.office.at_work() as desk:
        made = [checkpoints.make(desk, played.school_id), checkpoints.make(desk, played.school_id)]
    assert kept(played) == [*before, *(one.note for one in made)]
    assert verify(played.office).whole


@pytest.mark.parametrize("cut", [1, 40, 120])
def test_what_a_power_cut_left_unfinished_is_cut_off(played: Played, cut: int):
    before = kept(played)
    file = played.home / "anchors" / f"{played.school_id}.note"
    file.write_text("".join(before) + before[-1][:-cut])
    assert kept(played) == before
    made = played.checkpoint()
    assert kept(played) == [*before, made.note]
    assert verify(played.office).whole


def test_a_database_older_than_a_checkpoint_is_not_gone_on_with(played: Played, by_hand):
    assert checkpoints.older_than_vouched(played.office) == []
    by_hand("UPDATE audit_head SET next_seq = 3")
    assert "older than one already vouched for" in checkpoints.older_than_vouched(played.office)[0]


def test_a_database_with_another_past_is_not_gone_on_with(played: Played, by_hand):
    by_hand("UPDATE audit_node SET hash = zeroblob(32)" if played.url.startswith("sqlite") else
            "UPDATE audit_node SET hash = decode(repeat('00', 32), 'hex')")  # fmt: skip
    assert "is not the one that was vouched for" in checkpoints.older_than_vouched(played.office)[0]


def test_notes_of_another_key_vouch_for_nothing(played: Played, tmp_path):
    """Whoever can write to the folder, and holds no key, cannot stop the service with a checkpoint of his own."""
    from caseflow.vault import safe

    safe.create(tmp_path / "other")
    note = safe.load(tmp_path / "other").sign_note(checkpoints.origin(played.school_id), 10_000, bytes(32))
    with (played.home / "anchors" / f"{played.school_id}.note").open("a") as file:
        file.write(note)
    assert checkpoints.older_than_vouched(played.office) == []
    assert "was not signed by this school" in "\n".join(verify(played.office).sentences())


def test_where_those_outside_are_gone_it_is_not_gone_on_with_until_somebody_brings_them_back(played: Played):
    before = kept(played)
    shutil.rmtree(played.home / "anchors")
    for again in (False, True):
        assert "are gone, so nobody can say" in checkpoints.older_than_vouched(played.office)[0]
        assert "are gone, so nobody can say" in "\n".join(verify(played.office).sentences())
        if not again:  # whoever is at work meanwhile is not held up, and covers up nothing
            made = played.checkpoint()
            assert kept(played) == [made.note]
    assert checkpoints.bring_outside(played.office, played.school_id) == len(before)
    assert sorted(kept(played)) == sorted([*before, made.note])
    assert checkpoints.older_than_vouched(played.office) == []
    assert verify(played.office).whole


@pytest.mark.parametrize("left", [0, 1])
def test_an_old_copy_is_not_gone_on_with_though_those_outside_were_taken_away_or_emptied(played: Played, left: int):
    file = played.home / "anchors" / f"{played.school_id}.note"
    file.write_text(file.read_text().splitlines(keepends=True)[0] if left else "")
    assert "are gone, so nobody can say" in checkpoints.older_than_vouched(played.office)[0]
    assert not verify(played.office).whole


def test_the_newest_that_a_power_cut_kept_from_being_written_outside_are_brought_there(played: Played):
    made = played.checkpoint()
    file = played.home / "anchors" / f"{played.school_id}.note"
    file.write_text(file.read_text().removesuffix(made.note))
    assert checkpoints.older_than_vouched(played.office) == []
    assert "not kept outside the database yet" in "\n".join(verify(played.office).sentences())
    assert [one.level for one in doctor_ledger.look(played.office)] == [Level.WRONG, Level.OK]
    assert checkpoints.bring_outside(played.office, played.school_id) == 1
    assert kept(played)[-1] == made.note
    assert verify(played.office).whole
    assert checkpoints.bring_outside(played.office, played.school_id) == 0


def test_what_we_did_not_sign_is_brought_nowhere(played: Played, by_hand):
    by_hand("UPDATE audit_checkpoint SET note = 'forged' WHERE size = (SELECT max(size) FROM audit_checkpoint)")
    assert checkpoints.bring_outside(played.office, played.school_id) == 0
    assert "forged" not in "".join(kept(played))


def test_an_office_that_has_no_folder_keeps_them_in_the_database_alone(played: Played):
    at = played.office
    office = Office(Store(played.url), at.keyring, at.safe, clock=played.tick, files=at.files)
    with office.at_work() as desk:
        checkpoints.make(desk, played.school_id)
    assert checkpoints.older_than_vouched(office) == []
    assert verify(office).whole
    office.store.close()
