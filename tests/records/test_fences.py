"""What was sealed or issued cannot be changed by any statement, whoever sends it, as long as the fences stand."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from sqlalchemy import Connection, create_engine, insert, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from caseflow.records import AuditLeaf, AuditNode, Clock, EvidenceRecord, LetterRecord, fences
from caseflow.records.store import Store, WrongSchema

from .attacks import POSTGRESQL, SQLITE, TAMPERING, attempts
from .conftest import DAY, SECOND, contents


def test_the_attempts_are_at_least_those_of_the_design_note():
    assert len(SQLITE) == 9 + 12
    assert len(POSTGRESQL) == 10 + 12
    assert {engine: len(attempts(engine)) for engine in ("sqlite", "postgresql")} == {"sqlite": 64, "postgresql": 60}


def test_every_attempt_is_refused_in_our_words_and_changes_nothing(template, undone):
    before = contents(undone)
    undone.rollback()
    for attempt in attempts(template[0]):
        with pytest.raises(IntegrityError) as refused:
            undone.exec_driver_sql(attempt)
        assert any(word in str(refused.value) for word in ("never changed", "right after the last one")), attempt
        undone.rollback()
        assert contents(undone) == before, attempt
        undone.rollback()


def test_without_the_fences_every_attempt_gets_through(template, undone):
    """So each of them is a real attack, and it is the fences that stop it."""
    before = contents(undone)
    fences.take_down(undone)
    for attempt in attempts(template[0]):
        with undone.begin_nested() as trial:
            undone.exec_driver_sql(attempt)
            assert "TEMP TABLE" in attempt or contents(undone) != before, attempt
            trial.rollback()


def test_what_belongs_to_the_work_is_let_through(store):
    with store.writing() as session:
        session.execute(
            insert(AuditLeaf),
            [
                {"school_id": "school", "seq": 2, "leaf": b"3", "hash": b"\x03" * 32, "prev": SECOND},
                {"school_id": "school", "seq": 3, "leaf": b"4", "hash": b"\x04" * 32, "prev": b"\x03" * 32},
                {"school_id": "other", "seq": 0, "leaf": b"1", "hash": b"\x05" * 32, "prev": bytes(32)},
            ],
        )
        session.add(AuditNode(school_id="school", level=0, idx=1, hash=SECOND))
        picture = session.get_one(EvidenceRecord, "picture")
        picture.frozen_at, picture.copy, picture.copy_key = DAY, None, None
        issued, due = session.get_one(LetterRecord, "issued"), session.get_one(LetterRecord, "due")
        issued.status, due.sealed, due.pdf, due.sha256, due.issued_at = "delivered", b"words", b"pdf", "bb", DAY
        session.get_one(Clock, "clock").met_at = DAY
        session.commit()
    with store.reading() as session:
        assert session.get_one(LetterRecord, "issued").status == "delivered"
        assert session.query(AuditLeaf).count() == 5


@pytest.mark.parametrize("flag", ["yes", "unsure"])
@pytest.mark.parametrize("part", [{"blob": "dd"}, {"blob_key": b"k"}, {"size": 1}, {"copy": "ee"}, {"copy_key": b"k"}])
def test_the_database_takes_no_file_of_a_picture_that_must_not_be_kept(undone, flag, part):
    fences.take_down(undone)
    item = {"case_id": "case", "image_flag": flag, "sealed": b"where it is", "added_at": DAY}
    undone.execute(insert(EvidenceRecord).values(id="told", number=8, **item))
    with pytest.raises(IntegrityError, match="ck_evidence_no_file_unless_no"):
        undone.execute(insert(EvidenceRecord).values(id="kept", number=9, **item, **part))


@pytest.mark.parametrize("flag", ["", "NO", "maybe"])
def test_the_database_takes_no_other_answer_about_a_picture(undone, flag):
    item = {"case_id": "case", "number": 9, "image_flag": flag, "sealed": b"-", "added_at": DAY}
    with pytest.raises(IntegrityError, match="ck_evidence_flag"):
        undone.execute(insert(EvidenceRecord).values(id="kept", **item))


def test_what_is_frozen_has_no_copy(undone):
    item = {"case_id": "case", "number": 9, "image_flag": "no", "sealed": b"-", "added_at": DAY, "frozen_at": DAY}
    with pytest.raises(IntegrityError, match="ck_evidence_frozen_has_no_copy"):
        undone.execute(insert(EvidenceRecord).values(id="kept", copy="ee", **item))


def test_a_letter_is_frozen_from_the_moment_it_is_issued(store):
    with store.writing() as session:
        session.get_one(LetterRecord, "due").issued_at = DAY
        session.commit()
        session.get_one(LetterRecord, "due").sealed = b"other words"
        with pytest.raises(IntegrityError, match="issued"):
            session.commit()


def test_a_fence_that_was_touched_by_hand_is_noticed(template, undone):
    untouched = fences.fingerprint(undone)
    assert fences.stand(undone) == []
    for statements, noticed in TAMPERING[template[0]].items():
        _do(undone, statements)
        assert fences.stand(undone) == [noticed]
        assert fences.fingerprint(undone) != untouched
        undone.rollback()
    assert fences.fingerprint(undone) == untouched


def test_a_start_refuses_a_missing_fence_and_does_not_quietly_mend_it(template, store, owner):
    store.check_schema()
    with owner.begin() as connection:
        _do(connection, next(iter(TAMPERING[template[0]])))
    for _ in range(2):
        with pytest.raises(WrongSchema, match="fence_audit_leaf"):
            store.check_schema()
        store.migrate()


def test_the_fingerprint_sees_every_part_of_the_schema(undone):
    untouched = fences.fingerprint(undone)
    for change in ("DROP INDEX ix_letter_case_id", "ALTER TABLE school ADD motto TEXT", "DROP TABLE request"):
        undone.exec_driver_sql(change)
        assert fences.fingerprint(undone) != untouched, change
        undone.rollback()


def test_two_databases_of_one_release_have_one_fingerprint(empty):
    prints = set()
    with Store(empty) as store:
        for _ in range(2):
            store.migrate()
            with store.engine.connect() as connection:
                prints.add(fences.fingerprint(connection))
            store.migrate("base")
    assert len(prints) == 1


def test_the_worker_cannot_overtake_another_in_the_log(template, url):
    """Two that append at once: one of them is refused, and the log has no gap and no fork."""
    with Store(url) as store, store.writing() as first:
        leaf = {"school_id": "school", "seq": 2, "leaf": b"3", "prev": SECOND}
        first.execute(insert(AuditLeaf), [{**leaf, "hash": b"\x03" * 32}])
        other = create_engine(url, connect_args={"timeout": 0.05} if template[0] == "sqlite" else {})
        with other.connect() as second:
            if template[0] == "postgresql":
                second.execute(text("SET lock_timeout = '50ms'"))
            with pytest.raises(DBAPIError, match="lock"):
                second.execute(insert(AuditLeaf), [{**leaf, "hash": b"\x04" * 32}])
            second.rollback()
            first.commit()
            with pytest.raises(IntegrityError, match="right after the last one"):
                second.execute(insert(AuditLeaf), [{**leaf, "hash": b"\x04" * 32}])
        other.dispose()


def _do(connection: Connection, statements: Iterable[str]) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)
