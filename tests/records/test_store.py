"""The one door to the database: wrong settings told in a sentence, readers that cannot write, writers that wait."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import databases
import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from caseflow.records import Case, School
from caseflow.records.store import Store, WrongSetting

WRONG = {
    "nonsense": "is not the URL of a database",
    "": "is not the URL of a database",
    "mysql://u:s3cret@host/d": "must begin with sqlite:/// or postgresql://",
    "postgresql+asyncpg://u:s3cret@host/d": "must begin with sqlite:/// or postgresql://",
    "postgresql://u:s3cret@host:port/d": "is not the URL of a database",
    "postgresql://u:s3cret@127.0.0.1:1/d": "cannot be reached",
    "postgresql://u:s3cret@127.0.0.1:1/d?s3cret=1": "cannot be reached",
    "sqlite://caseflow.db": "three strokes",
    "sqlite:///caseflow.db?mode=ro": "may say nothing after its path",
    "sqlite:////proc/caseflow/x.db": "cannot be written",
    "sqlite:///{tmp}/letter.txt": "SQLite cannot use: file is not a database",
    "sqlite:///{tmp}/letter.txt/x.db": "cannot be written",
    "sqlite:///{tmp}": "cannot be written",
}


@pytest.mark.parametrize("url", WRONG)
def test_a_wrong_setting_is_told_in_one_sentence_without_the_password(url, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear Sir or Madam, " * 100)
    with pytest.raises(WrongSetting) as told:
        Store(url.format(tmp=tmp_path))
    sentence = str(told.value)
    assert WRONG[url] in sentence
    assert sentence.startswith("DATABASE_URL")
    assert "s3cret" not in sentence
    assert "\n" not in sentence
    assert sentence.endswith((".", "?"))
    assert told.value.__cause__ is None
    assert told.value.__suppress_context__ or told.value.__context__ is None  # nor does the trace repeat the URL


@pytest.mark.skipif("postgresql" not in databases.ENGINES, reason="asks PostgreSQL")
def test_a_database_that_is_not_on_the_server_is_told_so():
    url = databases.postgresql_url()
    databases.drop(url)
    with pytest.raises(WrongSetting, match=r"^DATABASE_URL names a PostgreSQL database that does not exist"):
        Store(url)


@pytest.mark.skipif("postgresql" not in databases.ENGINES, reason="asks PostgreSQL")
def test_postgresql_is_settled_too():
    url = databases.postgresql_url().replace("postgresql+psycopg://", "postgresql://")
    settings = {
        "transaction_isolation": "read committed",
        "lock_timeout": "5s",
        "statement_timeout": "30s",
        "idle_in_transaction_session_timeout": "1min",
        "synchronous_commit": "on",
        "application_name": "caseflow",
    }
    with Store(url) as store, store.writing() as session:
        assert {name: session.scalar(text(f"SHOW {name}")) for name in settings} == settings
        assert store.engine.dialect.driver == "psycopg"


def test_a_reader_cannot_write_and_a_writer_after_it_can(store):
    for _ in range(2):  # the second time on connections that were used before
        with store.reading() as session:
            session.get_one(School, "school").name = "Changed"
            with pytest.raises(DBAPIError, match=r"readonly|read-only"):
                session.commit()
        with store.writing() as session:
            assert session.get_one(School, "school").name == "Hollin Bank"
            session.get_one(School, "school").name = "Hollin Bank"
            session.get_one(School, "other").name += "!"
            session.commit()
    with store.reading() as session:
        assert session.get_one(School, "other").name == "Elm!!"


def test_what_was_read_can_be_used_after_the_commit(store):
    with store.writing() as session:
        school = session.get_one(School, "school")
        session.commit()
    assert school.name == "Hollin Bank"


def test_a_second_writer_waits_for_the_first_and_sees_its_work(store):
    held = threading.Event()

    def first() -> None:
        with store.writing() as session:
            session.get_one(School, "school", with_for_update=True).name = "first"
            session.flush()
            held.set()
            time.sleep(0.3)
            session.commit()

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(first)
        held.wait(5)
        begun = time.monotonic()
        with store.writing() as session:
            school = session.scalars(select(School).where(School.id == "school").with_for_update()).one()
            assert school.name == "first"
            assert time.monotonic() - begun > 0.1
            school.name = "second"
            session.commit()
        done.result()
    with store.reading() as session:
        assert session.get_one(School, "school").name == "second"


def test_four_threads_lose_no_increment_and_meet_no_lock(store):
    def count(_: int) -> None:
        for _ in range(25):
            with store.writing() as session:
                case = session.scalars(select(Case).where(Case.id == "case").with_for_update()).one()
                case.version += 1
                session.commit()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(count, range(4)))
    with store.reading() as session:
        assert session.get_one(Case, "case").version == 100
