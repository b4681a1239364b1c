"""The schema goes up and down whole or not at all, is what the models say, and is refused when it is another's."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Integer, inspect

from caseflow.records import Record, School, fences, schema
from caseflow.records.schema import MIGRATIONS, version, versions
from caseflow.records.store import Store, WrongSchema

from .conftest import DAY, now_in, on_sqlite

NEXT = '''
"""A column more, and a table rebuilt: on SQLite that takes its triggers with it."""
import sqlalchemy as sa
from alembic import op

revision = "9001"
down_revision = "%s"


def upgrade():
    op.add_column("school", sa.Column("motto", sa.String(40)))
    with op.batch_alter_table("letter", recreate="auto", table_kwargs={"sqlite_strict": True}) as letter:
        letter.alter_column("status", type_=sa.String(30), existing_type=sa.String(20))
    %s


def downgrade():
    with op.batch_alter_table("letter", recreate="auto", table_kwargs={"sqlite_strict": True}) as letter:
        letter.alter_column("status", type_=sa.String(20), existing_type=sa.String(30))
    op.drop_column("school", "motto")
'''
NEWEST = versions()[-1]


@pytest.fixture
def next_release(tmp_path) -> Path:
    return _release(tmp_path / "next", "pass")


@pytest.fixture
def broken_release(tmp_path) -> Path:
    return _release(tmp_path / "broken", "raise RuntimeError('the power went')")


def test_up_down_and_up_again_and_always_what_the_models_say(empty):
    with Store(empty) as store:
        for _ in range(2):
            store.migrate()
            store.check_schema()
            assert differences(store) == []
            store.migrate("base")
            assert _tables(store) <= {"alembic_version"}


def test_the_comparison_would_see_a_difference(empty):
    with Store(empty) as store:
        store.migrate()
        extra = Column("motto", Integer)
        School.__table__.append_column(extra)
        try:
            assert [difference[0] for difference in differences(store)] == ["add_column"]
        finally:
            School.__table__._columns.remove(extra)
        assert differences(store) == []


@on_sqlite
def test_every_table_is_strict_on_sqlite(owner):
    with owner.connect() as connection:
        strict = connection.exec_driver_sql("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").all()
    assert {name for name, is_strict in strict if not is_strict} == {"alembic_version", "sqlite_schema"}
    assert {name for name, is_strict in strict if is_strict} == set(Record.metadata.tables)


def test_migrations_are_numbered_one_after_the_other():
    script = ScriptDirectory(str(MIGRATIONS))
    assert [step.revision for step in script.walk_revisions()][::-1] == versions()
    assert versions() == [f"{number + 1:04}" for number in range(len(versions()))]
    for step in script.walk_revisions():
        assert Path(step.path).name.startswith(f"{step.revision}_")


def test_a_database_without_tables_is_refused(empty):
    with Store(empty) as store, pytest.raises(WrongSchema, match=r"DATABASE_URL has no tables yet"):
        store.check_schema()


def test_an_older_database_is_refused_until_it_is_migrated(url, owner, next_release):
    before = now_in(owner)
    owner.dispose()
    with Store(url, migrations=next_release) as store:
        with pytest.raises(WrongSchema, match=f"older than this caseflow .it has version {NEWEST}, and 9001 is needed"):
            store.check_schema()
        store.migrate()
        store.check_schema()  # the rebuilt table has its fences again
        assert _columns(store) >= {"motto"}
        store.migrate(NEWEST)
    with Store(url) as store:
        store.check_schema()
        assert differences(store) == []
    assert now_in(owner) == before  # the log's bytes among them


def test_a_newer_database_is_refused_and_left_alone(url, next_release):
    with Store(url, migrations=next_release) as store:
        store.migrate()
    with Store(url) as store:
        for attempt in (store.check_schema, store.migrate, lambda: store.migrate("base")):
            with pytest.raises(WrongSchema, match="has version 9001, which this caseflow does not know"):
                attempt()
        assert _columns(store) >= {"motto"}


def test_a_migration_that_breaks_leaves_everything_as_it_was(url, owner, broken_release):
    with owner.connect() as connection:
        before = fences.fingerprint(connection)
    contents = now_in(owner)
    owner.dispose()
    with Store(url, migrations=broken_release) as store, pytest.raises(RuntimeError, match="the power went"):
        store.migrate()
    with owner.connect() as connection:
        assert fences.fingerprint(connection) == before
        assert version(connection) == NEWEST
    assert now_in(owner) == contents
    with Store(url) as store:
        store.check_schema()


def test_a_migration_that_leaves_rows_pointing_at_nothing_is_undone(url, tmp_path):
    astray = 'op.execute("UPDATE \\"case\\" SET school_id = \'nowhere\'")'
    with Store(url, migrations=_release(tmp_path / "astray", astray)) as store:  # noqa: SIM117 -- the two speak of different things
        with pytest.raises(Exception, match=r"point at nothing|foreign key"):
            store.migrate()
    with Store(url) as store:
        store.check_schema()


def test_two_that_start_together_migrate_once(empty):
    with Store(empty) as first, Store(empty) as second, ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda store: store.migrate(), (first, second)))
        first.check_schema()
        with second.writing() as session:
            session.add(School(id="school", name="Hollin Bank", created_at=DAY))
            session.commit()


def differences(store: Store) -> list:
    with store.engine.connect() as connection:
        return compare_metadata(MigrationContext.configure(connection), Record.metadata)


def _release(folder: Path, last_act: str) -> Path:
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "9001_next.py").write_text(NEXT % (NEWEST, last_act))
    return folder


def _tables(store: Store) -> set[str]:
    with store.engine.connect() as connection:
        return set(inspect(connection).get_table_names())


def _columns(store: Store) -> set[str]:
    with store.engine.connect() as connection:
        return {column["name"] for column in inspect(connection).get_columns("school")}
