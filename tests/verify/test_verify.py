# ruff: noqa: S608 -- names of our own tables and ids of our own cases
"""Whoever changes the database by hand is found, and the sentence says where: on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
from datetime import timedelta

import databases
import pytest
from sqlalchemy import select, text
from verify.school import Played

from caseflow.casework import journal, people, schools
from caseflow.casework.cases import find
from caseflow.casework.desk import case_scope
from caseflow.casework.office import Office
from caseflow.casework.verify import Report, open_as_it_is, verify
from caseflow.casework.verify_rows import snapshot
from caseflow.casework.vouched import record
from caseflow.records import AuditLeaf, Case
from caseflow.records.store import Store


def sentences(played: Played) -> str:
    report = verify(played.office)
    assert not report.whole
    return "\n".join(report.sentences())


def case_of(played: Played, reference: str) -> Case:
    with snapshot(played.office) as session:
        return session.scalars(select(Case).where(Case.reference == reference)).one()


def test_a_school_that_nobody_meddled_with_is_whole(played: Played):
    report = verify(played.office)
    assert report.whole, report.sentences()
    checked = report.schools[0]
    assert (checked.cases, checked.people, checked.forgotten) == (3, 9, 0)
    assert checked.entries == checked.anchored + 2, "the checkpoint's own entry, and the last report"
    assert f"the record is whole: {checked.entries} entries" in report.sentences()[0]


def test_checking_changes_nothing(played: Played):
    with played.office.store.reading() as session:
        before = session.scalar(text("SELECT count(*) FROM audit_leaf"))
    verify(played.office)
    with played.office.store.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM audit_leaf")) == before


def test_a_case_moved_by_hand_is_named_with_its_track_and_both_places(played: Played, by_hand):
    by_hand(
        (
            "UPDATE position SET state = 'closed' WHERE track = 'main' AND case_id = :case",
            {"case": case_of(played, played.references[0]).id},
        )
    )
    said = sentences(played)
    assert f"{played.references[0]} is stored as standing at “Closed” on the track “Main line”" in said
    assert "its entries led to “Investigation under way”" in said
    assert "in the table “position”" in said
    assert "first bad entry" not in said


def test_a_role_given_by_hand_is_named_with_the_entry_and_the_posts(played: Played, by_hand):
    by_hand(
        (
            "INSERT INTO post (id, person_id, role) VALUES ('ABCDEFGHJKMNPQRS', :who, 'headteacher')",
            {"who": played.cast["rosa"]},
        )
    )
    said = sentences(played)
    assert played.cast["rosa"] in said
    assert "It vouched for staff; stored is headteacher, staff." in said


def test_somebody_put_on_the_staff_list_by_hand_is_found(played: Played, by_hand):
    by_hand(
        (
            "INSERT INTO person (id, school_id, sealed, email_mark, active, credential, created_at) "
            "SELECT 'ABCDEFGHJKMNPQRS', school_id, sealed, :mark, active, credential, created_at FROM person "
            "WHERE id = :like",
            {"mark": b"0123456789abcdef", "like": played.cast["rosa"]},
        )
    )
    assert "Somebody is on the staff list (ABCDEFGHJKMNPQRS), and no entry put them there." in sentences(played)


def test_a_deadline_moved_by_hand_is_found(played: Played, by_hand):
    by_hand("UPDATE clock SET due_at = '2030-01-01T00:00:00.000000Z' WHERE key = 'investigation'")
    said = sentences(played)
    assert f"The stored record of {played.references[0]} is not what entry" in said
    assert "in the table “clock”" in said


def test_a_part_slipped_in_by_hand_is_found(played: Played, by_hand):
    case = case_of(played, played.references[0])
    with played.office.at_work() as desk:
        mark = people.mark(desk, played.school_id, played.cast["quentin"])
    by_hand(
        (
            "INSERT INTO part (id, case_id, who, role, since) "
            "VALUES ('ABCDEFGHJKMNPQRS', :case, :who, 'case-manager', '2027-07-01T10:00:00.000000Z')",
            {"case": case.id, "who": mark},
        )
    )
    assert "somebody is stored with the part “case-manager”, which no entry gave them" in sentences(played)


def test_an_altered_entry_is_the_first_that_is_named(played: Played, by_hand):
    by_hand(("UPDATE audit_leaf SET leaf = :leaf WHERE seq = 7", {"leaf": b"caseflow-audit/v1\n7\nnonsense"}))
    report = verify(played.office)
    assert report.schools[0].first_bad == 7
    assert "THE RECORD IS NOT WHOLE. The first bad entry is 7." in report.sentences()[0]
    assert "Entry 7 has been altered" in report.sentences()[1]


def test_an_entry_without_its_content_is_named_with_its_case(played: Played, by_hand):
    case = case_of(played, played.references[0])
    by_hand(
        ("DELETE FROM audit_payload WHERE scope = :scope AND scope_seq = 3", {"scope": case_scope(case.id)}),
    )
    assert f"is gone: it was event 3 of {played.references[0]}" in sentences(played)


def test_a_case_taken_away_whole_is_found(played: Played, by_hand):
    case = case_of(played, played.references[2])
    hanging = [f"DELETE FROM {table} WHERE case_id = '{case.id}'" for table in ("position", "part", "clock", "letter")]
    by_hand(*hanging, f"DELETE FROM \"case\" WHERE id = '{case.id}'")
    assert "belongs to no case and to no year of this school" in sentences(played)


def test_the_newest_entries_cannot_be_taken_away(played: Played, by_hand):
    """Even by somebody who puts the end of the log right, and every fingerprint: a checkpoint vouches for more."""
    with snapshot(played.office) as session:
        last = session.get_one(AuditLeaf, (played.school_id, 9))
        time = last.leaf.split(b"\n")[2].decode()
    by_hand(
        "DELETE FROM audit_leaf WHERE seq > 9",
        "DELETE FROM audit_payload WHERE seq > 9",
        "DELETE FROM audit_node WHERE ((idx + 1) << level) > 10",
        "DELETE FROM audit_checkpoint WHERE size > 9",
        (
            "UPDATE audit_head SET next_seq = 10, last_hash = :hash, last_time = :time",
            {"hash": last.hash, "time": time},
        ),
    )
    assert "This database is older than one already vouched for." in sentences(played)


def test_a_fence_taken_down_is_named(played: Played):
    with played.office.store.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.connection.dbapi_connection.set_authorizer(None)
            connection.execute(text("DROP TRIGGER fence_audit_leaf_update"))
        else:
            connection.execute(text("ALTER TABLE audit_leaf DISABLE TRIGGER fence_audit_leaf_change"))
        connection.commit()
        connection.invalidate()
    assert "Fences of the database are down or altered (“fence_audit_leaf_" in sentences(played)
    office = open_as_it_is(played.url, f"sqlite:///{played.home / 'keyring.db'}", played.home / "keys")
    assert len(verify(office).problems) == 1
    office.close()


def test_an_entry_that_a_rogue_program_writes_for_nobody_is_found(played: Played):
    """It is chained, sealed and signed as it should be, under a key that nothing in the school accounts for."""
    with played.office.at_work() as desk:
        desk.keyring.new("case:ROGUE")
        seq = journal.write(desk, played.school_id, "case:ROGUE", "case", "transition", "x", sentence="Nothing.")
    assert f"Entry {seq} belongs to no case and to no year of this school." in sentences(played)


def test_a_move_that_the_procedure_does_not_have_is_found(played: Played):
    """A program that writes what it does, but does what nobody may."""
    with played.office.at_work() as desk:
        actor = people.everyone(desk, played.school_id)[played.cast["helen"]]
        file = find(desk, actor, played.references[0])
        position = file.positions["main"]
        position.state, position.since = "closed", desk.now
        moves = [{"track": "main", "state_from": "investigation", "state_to": "closed"}]
        said = {"action": "agree-closing", "answers": {}, "moves": moves, "letters": [], "clocks": [], "told": []}
        seq = record(file, "transition", actor, sentence="Closed.", **said)
    assert f"Entry {seq} of {played.references[0]} does “Agree, and close the case”" in sentences(played)


def test_answers_that_no_entry_recorded_are_found(played: Played):
    """Sealed as they should be, and vouched for by a fingerprint; but the entries say otherwise."""
    with played.office.at_work() as desk:
        actor = people.everyone(desk, played.school_id)[played.cast["helen"]]
        file = find(desk, actor, played.references[0])
        file.facts["answers"]["severity"] = "1"
        record(file, "corrected", actor, sentence="Something was put right.")
    assert f"{played.references[0]}: the answers to severity are not those its entries recorded." in sentences(played)


@pytest.mark.slow
def test_a_letter_printed_anew_by_hand_is_found(played: Played, by_hand):
    by_hand(("UPDATE letter SET pdf = :pdf WHERE pdf IS NOT NULL", {"pdf": b"another letter, sealed by nobody"}))
    assert "what is sealed in letter 1 does not open" in sentences(played)


def test_a_case_whose_key_was_destroyed_is_counted_and_not_a_fault(played: Played):
    case = case_of(played, played.references[1])
    played.office.keyring.destroy(case_scope(case.id))
    report = verify(played.office)
    assert report.whole, report.sentences()
    assert (report.schools[0].cases, report.schools[0].forgotten) == (2, 1)
    assert "Cases forgotten, because their keys were destroyed: 1." in report.sentences()[0]


def test_what_was_disposed_of_is_accounted_for_by_number(played: Played, by_hand):
    """Content and rows are gone; the headers stand, and an entry says how many there are."""
    case = case_of(played, played.references[2])
    scope = case_scope(case.id)
    with snapshot(played.office) as session:
        leaves = session.scalar(text("SELECT count(*) FROM audit_payload WHERE scope = :scope"), {"scope": scope})
    by_hand(
        f"DELETE FROM audit_payload WHERE scope = '{scope}'",
        *(f"DELETE FROM {table} WHERE case_id = '{case.id}'" for table in ("position", "part", "clock", "letter")),
        f"DELETE FROM \"case\" WHERE id = '{case.id}'",
    )
    played.office.keyring.destroy(scope)
    assert not verify(played.office).whole
    with played.office.at_work() as desk:
        journal.write_for_school(desk, played.school_id, "disposal_done", "service", leaves=leaves, sentence="Gone.")
    report = verify(played.office)
    assert report.whole, report.sentences()


def test_work_goes_on_after_the_clock_was_set_back(played: Played):
    played.now -= timedelta(days=3)
    played.do("helen", "add-note", played.references[0], note_kind="note", note_at=played.now, note_basis="fact",
              note="The clock is wrong.")  # fmt: skip
    report = verify(played.office)
    assert report.whole, report.sentences()


def test_people_may_work_while_it_is_checked(played: Played):
    """What is written after the check began is no fault, and no false alarm."""
    seen: list[Report] = []
    original = played.office.store.reading
    started = []

    class Busy(Store):
        """A store at which somebody reports something each time the check has read a little."""

        def __init__(self) -> None:
            self.__dict__ |= played.office.store.__dict__

        def reading(self):
            if len(started) < 6:
                started.append(True)
                played.report(subject="Quentin Reed")
            return original()

    at = played.office
    busy = Office(Busy(), at.keyring, at.safe, anchors=at.anchors, files=at.files)
    seen.append(verify(busy))
    assert len(started) == 6
    assert seen[0].whole, seen[0].sentences()


def test_every_school_is_checked_and_only_the_meddled_one_named(played: Played, by_hand):
    with played.office.at_work() as desk:
        other = schools.found_school(desk, "Birchwood Academy", "academy")
        schools.add_person(desk, other.id, "Bea Head", "bea@birch.example", "headteacher", ["headteacher"])
    by_hand("UPDATE position SET state = 'closed' WHERE track = 'main'")
    report = verify(played.office)
    assert [(checked.school, checked.whole) for checked in report.schools] == [
        ("Ashcroft High School", False),
        ("Birchwood Academy", True),
    ]
    assert verify(played.office, school_id=other.id).whole


def test_an_older_copy_of_the_database_is_noticed(played: Played, tmp_path):
    """Everything in it is sound, and it is shorter than what was signed since."""
    if played.url.startswith("sqlite"):
        shutil.copy(played.url.removeprefix("sqlite:///"), tmp_path / "old.db")
        old = f"sqlite:///{tmp_path / 'old.db'}"
    else:
        played.office.store.close()
        old = databases.postgresql_url(like=played.url)
    played.report()
    played.checkpoint()
    assert verify(played.office).whole
    office = Office(Store(old), played.office.keyring, played.office.safe, anchors=played.office.anchors)
    report = verify(office)
    office.store.close()
    databases.drop(old)
    assert "This database is older than one already vouched for." in "\n".join(report.sentences())


def test_a_log_rewritten_and_signed_anew_is_noticed(played: Played):
    """With the key of the service stolen: two signed checkpoints of the same log differ."""
    played.checkpoint()
    with snapshot(played.office) as session:
        size = session.scalar(text("SELECT max(size) FROM audit_checkpoint"))
    forged = played.office.safe.sign_note(f"caseflow.school/{played.school_id}/1", size, bytes(32))
    with (played.home / "anchors" / f"{played.school_id}.note").open("a") as file:
        file.write(forged)
    assert f"Two signed checkpoints of {size} entries differ: there have been two logs." in sentences(played)


def test_a_school_taken_away_is_missed(played: Played):
    (played.home / "anchors" / "GONE000000000000.note").write_text("whatever\n")
    assert "A checkpoint was kept of a school (GONE000000000000) that is not in the database." in sentences(played)


@pytest.mark.parametrize("table", ["position", "part", "clock"])
def test_rows_slipped_in_beside_the_true_ones_are_found(played: Played, by_hand, table: str):
    columns = {
        "position": "id, case_id, track, state, since",
        "part": "id, case_id, who, role, since",
        "clock": "id, case_id, key, started_at, first_due_at, due_at",
    }[table]
    rest = columns.removeprefix("id, ")
    if table == "position":
        rest = "case_id, 'police', 'police-ended', since"
    query = f"INSERT INTO {table} ({columns}) SELECT 'ABCDEFGHJKMNPQRS', {rest} FROM {table} ORDER BY id LIMIT 1"
    by_hand(query)
    assert f"in the table “{table}”" in sentences(played)
