"""One key for each case, on both databases; a key that was destroyed is gone from the file, the cache and the world."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import databases
import pytest
from sqlalchemy import create_engine, event, text

from caseflow.vault.box import Altered
from caseflow.vault.cache import Remembered
from caseflow.vault.keyring import KeyExists, KeyGone, Keyring
from caseflow.vault.store import UnsafeStore

KEK = bytes(range(32))


@pytest.fixture(params=databases.ENGINES)
def url(request, tmp_path):
    return databases.fresh(request.param, tmp_path)


@pytest.fixture
def keyring(url):
    keyring = Keyring(url, KEK)
    yield keyring
    keyring.close()


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "keyring.db"


@pytest.fixture
def on_file(file):
    keyring = Keyring(f"sqlite:///{file}", KEK)
    yield keyring
    keyring.close()


def test_a_key_is_had_again_now_and_by_the_next_process(url, keyring):
    key = keyring.new("c-1")
    assert len(key) == 32
    assert keyring.key("c-1") == key
    other = Keyring(url, KEK)
    assert other.key("c-1") == key
    other.close()


def test_every_case_has_a_key_of_its_own_and_never_a_second(keyring):
    keys = {keyring.new(f"c-{number}") for number in range(10)}
    assert len(keys) == 10
    with pytest.raises(KeyExists):
        keyring.new("c-3")
    assert keyring.key("c-3") in keys


def test_a_key_that_never_was_is_not_had(keyring):
    with pytest.raises(KeyGone, match="c-1"):
        keyring.key("c-1")
    with pytest.raises(KeyGone, match="c-1"):
        keyring.destroy("c-1")


def test_a_destroyed_key_cannot_be_had_again(url, keyring):
    keyring.new("c-1")
    kept = keyring.new("c-2")
    keyring.destroy("c-1")
    fresh = Keyring(url, KEK)
    for each in (keyring, fresh):
        assert each.keys(["c-1", "c-2"]) == {"c-2": kept}
        with pytest.raises(KeyGone, match="never be read again"):
            each.key("c-1")
    fresh.close()


def test_many_keys_cost_one_query_and_remembered_ones_none(url, keyring):
    wanted = {f"c-{number}": keyring.new(f"c-{number}") for number in range(50)}
    fresh, queries = Keyring(url, KEK), []
    event.listen(fresh._engine, "before_cursor_execute", lambda *said: queries.append(said[2]))
    assert fresh.keys([*wanted, "c-unknown"]) == wanted
    assert len(queries) == 1
    assert fresh.keys(wanted) == wanted
    assert fresh.keys([]) == {}
    assert len(queries) == 1
    fresh.close()


def test_threads_share_one_keyring(keyring):
    scopes = [f"c-{number}" for number in range(40)]
    with ThreadPoolExecutor(8) as threads:
        made = dict(zip(scopes, threads.map(keyring.new, scopes), strict=True))
        assert list(threads.map(keyring.key, scopes)) == list(made.values())
        list(threads.map(keyring.destroy, scopes[::2]))
    assert keyring.keys(scopes) == {scope: made[scope] for scope in scopes[1::2]}


def test_only_one_of_many_who_ask_at_once_gets_a_new_key(keyring):
    def ask(_: int) -> bytes | None:
        try:
            return keyring.new("c-1")
        except KeyExists:
            return None

    with ThreadPoolExecutor(8) as threads:
        made = [key for key in threads.map(ask, range(16)) if key]
    assert made == [keyring.key("c-1")]


def test_the_database_holds_no_key_in_plain(url, keyring):
    key = keyring.new("c-1")
    engine = create_engine(url)
    schema = "" if engine.dialect.name == "sqlite" else "keyring."
    with engine.connect() as connection:
        (wrapped,) = connection.execute(text(f"SELECT wrapped FROM {schema}case_key")).one()  # noqa: S608 -- our own
    engine.dispose()
    assert key not in bytes(wrapped)
    assert len(wrapped) == 12 + 32 + 16


def test_the_file_holds_no_key_in_plain_and_no_trace_of_a_destroyed_one(file, on_file):
    key = on_file.new("c-destroyed")
    with sqlite3.connect(file) as connection:
        (wrapped,) = connection.execute("SELECT wrapped FROM case_key").fetchone()
    connection.close()
    assert wrapped in file.read_bytes()
    on_file.destroy("c-destroyed")
    left = b"".join(path.read_bytes() for path in file.parent.glob("keyring.db*"))
    for trace in (key, wrapped, b"c-destroyed", KEK):
        assert trace not in left


def test_a_key_moved_to_another_case_or_changed_does_not_open(file, on_file):
    on_file.new("c-1")
    on_file.new("c-2")
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE case_key SET wrapped = (SELECT wrapped FROM case_key WHERE scope = 'c-1')")
    connection.close()
    fresh = Keyring(f"sqlite:///{file}", KEK)
    with pytest.raises(Altered, match="c-2"):
        fresh.key("c-2")
    fresh.close()


def test_another_master_key_opens_nothing(url, keyring):
    keyring.new("c-1")
    stranger = Keyring(url, bytes(32))
    with pytest.raises(Altered, match="c-1"):
        stranger.key("c-1")
    stranger.close()
    with pytest.raises(ValueError, match="32 bytes"):
        Keyring(url, KEK[:16])


def test_the_file_is_kept_the_safe_way_and_is_for_the_service_alone(file, on_file):
    assert file.stat().st_mode & 0o777 == 0o600
    with on_file._engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "busy_timeout", "secure_delete")
        }
    assert found == {"journal_mode": "truncate", "synchronous": 2, "busy_timeout": 5000, "secure_delete": 1}


def test_a_file_others_may_read_is_refused(file):
    file.touch(mode=0o644)
    file.chmod(0o644)
    with pytest.raises(UnsafeStore, match="others may read"):
        Keyring(f"sqlite:///{file}", KEK)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_keys_are_never_kept_in_memory_alone(url):
    with pytest.raises(UnsafeStore, match="must be a file"):
        Keyring(url, KEK)


def test_what_is_remembered_is_little_and_not_for_long():
    remembered = Remembered(most=2, seconds=60)
    for scope in ("a", "b", "c"):
        remembered.keep({scope: scope.encode()}, remembered.mark())
    assert [remembered.key(scope) for scope in ("a", "b", "c")] == [None, b"b", b"c"]
    brief = Remembered(seconds=0)
    brief.keep({"a": b"a"}, brief.mark())
    assert brief.key("a") is None


def test_a_key_read_before_it_was_destroyed_is_not_remembered_after():
    remembered = Remembered()
    mark = remembered.mark()
    remembered.forget("a")
    remembered.keep({"a": b"a"}, mark)
    assert remembered.key("a") is None
