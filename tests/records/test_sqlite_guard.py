"""An ordinary connection to SQLite refuses dangerous commands before they reach a table."""

from __future__ import annotations

import shutil
import sqlite3

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DatabaseError

from caseflow.records import AuditLeaf, School, fences
from caseflow.records.sqlite import PRAGMAS, wrong_pragmas

from .conftest import DAY, SECOND, now_in, on_sqlite

DENIED = [
    "UPDATE audit_leaf SET leaf = X'66'",
    "DELETE FROM audit_leaf",
    "DELETE FROM audit_payload",
    "UPDATE audit_payload SET ct = X'66'",
    "UPDATE audit_node SET hash = X'66'",
    "UPDATE audit_checkpoint SET note = ''",
    "INSERT INTO audit_leaf VALUES ('school', 1, X'66', X'09', X'02') ON CONFLICT DO UPDATE SET leaf = X'66'",
    "WITH one AS (SELECT 1) UPDATE \"AUDIT_LEAF\" SET leaf = X'66'",
    "DROP TABLE audit_leaf",
    "DROP TRIGGER fence_audit_leaf_update",
    "ALTER TABLE audit_leaf RENAME TO gone",
    "ALTER TABLE letter DROP COLUMN pdf",
    "ATTACH DATABASE ':memory:' AS other",
    "DETACH DATABASE main",
    "CREATE TEMP TRIGGER quiet BEFORE UPDATE ON letter BEGIN SELECT RAISE(IGNORE); END",
    "CREATE TRIGGER quiet BEFORE INSERT ON audit_leaf BEGIN SELECT RAISE(IGNORE); END",
    "CREATE TEMP TABLE audit_leaf (seq)",
    "CREATE TABLE spare (a)",
    "CREATE VIEW spare AS SELECT 1",
    "PRAGMA writable_schema = ON",
    "PRAGMA Recursive_Triggers = OFF",
    "PRAGMA foreign_keys(0)",
    "PRAGMA synchronous = OFF",
    "PRAGMA journal_mode = WAL",
    "PRAGMA ignore_check_constraints = ON",
    "UPDATE sqlite_schema SET sql = ''",
    "UPDATE alembic_version SET version_num = '9999'",
    "DELETE FROM alembic_version",
    "SELECT load_extension('x')",
    "VACUUM INTO 'copy.db'",
]


_REFUSED = "not authorized|authorization denied|prohibited|may not be modified"


@on_sqlite
def test_an_ordinary_connection_may_do_none_of_this(store):
    before = now_in(store.engine)
    connection = store.engine.raw_connection()
    for statement in DENIED:
        with pytest.raises(sqlite3.DatabaseError, match=_REFUSED):
            connection.execute(statement)
    connection.close()
    assert now_in(store.engine) == before


@on_sqlite
def test_without_guard_and_fences_nearly_all_of_it_is_done(url, owner, tmp_path, monkeypatch):
    """So it is the guard that refuses, and not a slip of the pen."""
    monkeypatch.chdir(tmp_path)
    with owner.begin() as connection:
        fences.take_down(connection)
    refused = [statement for statement in DENIED if not _is_done(statement, url.removeprefix("sqlite:///"))]
    assert refused == [
        "DROP TRIGGER fence_audit_leaf_update",  # it is down already
        "DETACH DATABASE main",
        "UPDATE sqlite_schema SET sql = ''",
        "SELECT load_extension('x')",
    ]


@on_sqlite
def test_what_the_work_needs_is_allowed(store):
    with store.writing() as session:
        with session.begin_nested():
            session.add(School(id="third", name="Ash", created_at=DAY))
        with session.begin_nested() as undone:
            session.add(School(id="fourth", name="Oak", created_at=DAY))
            session.flush()
            undone.rollback()
        leaf = {"school_id": "school", "seq": 2, "leaf": b"3", "hash": b"\x03" * 32, "prev": SECOND}
        assert session.scalar(insert(AuditLeaf).values(leaf).returning(AuditLeaf.seq)) == 2
        session.execute(text("INSERT INTO school SELECT 'third', '', '', '', '' ON CONFLICT (id) DO NOTHING"))
        session.execute(text("UPDATE school SET name = upper(name) WHERE id = 'third'"))
        session.commit()
    with store.reading() as session:
        count = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9) SELECT count(*) FROM n"
        assert session.scalar(text(count)) == 9
        assert session.scalars(text("SELECT name FROM school ORDER BY name")).all() == ["ASH", "Elm", "Hollin Bank"]
        assert session.scalars(text("PRAGMA integrity_check")).all() == ["ok"]
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        assert session.execute(text("EXPLAIN QUERY PLAN SELECT * FROM \"case\" WHERE id = 'case'")).all()


@on_sqlite
def test_a_migration_does_not_leave_the_guard_down(store):
    store.migrate("base")
    store.migrate()
    with store.engine.connect() as connection:
        with pytest.raises(DatabaseError, match="not authorized"):
            connection.exec_driver_sql("DROP TABLE letter")
        connection.rollback()
        must = {name: wanted for name, (_, wanted) in PRAGMAS.items()}
        assert wrong_pragmas(connection.connection.dbapi_connection, must) == []


def _is_done(statement: str, file: str) -> bool:
    connection = sqlite3.connect(shutil.copy(file, "tried.db"), isolation_level=None)
    try:
        connection.execute(statement)
    except sqlite3.Error:
        return False
    finally:
        connection.close()
    return True
