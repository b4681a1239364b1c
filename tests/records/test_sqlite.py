"""SQLite as we insist on having it: each setting read back, the file private and local, writers that wait."""

from __future__ import annotations

import sqlite3
import stat
import time
from pathlib import Path

import databases
import pytest
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, OperationalError

from caseflow.records import School, sqlite
from caseflow.records.sqlite import PRAGMAS, file_system, refuse_network, wrong_pragmas
from caseflow.records.store import Store, WrongSetting

from .conftest import DAY, on_sqlite


@pytest.fixture
def file(url) -> Path:
    return Path(url.removeprefix("sqlite:///"))


@on_sqlite
def test_every_setting_is_read_back_on_a_new_connection(store):
    with store.engine.connect() as first, store.engine.connect() as second:
        for connection in (first, second):
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS}
            assert found == {
                "busy_timeout": 5000,
                "journal_mode": "truncate",
                "synchronous": 2,
                "foreign_keys": 1,
                "recursive_triggers": 1,
                "secure_delete": 1,
                "trusted_schema": 0,
                "temp_store": 2,
            }
            connection.rollback()


@on_sqlite
def test_a_connection_of_pythons_own_would_not_pass(file):
    connection = sqlite3.connect(file)
    wrong = wrong_pragmas(connection, {name: must for name, (_, must) in PRAGMAS.items()})
    connection.close()
    assert {line.split()[0] for line in wrong} >= {
        "journal_mode", "foreign_keys", "recursive_triggers", "trusted_schema", "temp_store",
    }  # fmt: skip
    assert "journal_mode is delete and must be truncate" in wrong


@on_sqlite
@pytest.mark.parametrize("name", sorted(PRAGMAS.keys() - {"busy_timeout"}))
def test_a_setting_that_does_not_hold_is_refused(file, monkeypatch, name):
    value, must = PRAGMAS[name]
    other = {"journal_mode": "DELETE", "synchronous": "OFF", "temp_store": "FILE"}.get(name)
    monkeypatch.setitem(PRAGMAS, name, (other or {"ON": "OFF", "OFF": "ON"}[value], must))
    with pytest.raises(WrongSetting, match=f"SQLite does not keep what DATABASE_URL's file needs: {name} is"):
        Store(f"sqlite:///{file}")


def test_the_file_is_private_and_so_is_its_journal(tmp_path):
    file = tmp_path / "new" / "folder" / "caseflow.db"
    with Store(f"sqlite:///{file}") as store:
        store.migrate()
        with store.writing() as session:
            session.add(School(id="school", name="Hollin Bank", created_at=DAY))
            session.flush()
            files = sorted(file.parent.iterdir())
            assert [path.name for path in files] == ["caseflow.db", "caseflow.db-journal"]
            assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_does_for_a_unit_test(url):
    with Store(url) as store:
        store.migrate()
        store.check_schema()
        with store.writing() as session:
            session.add(School(id="school", name="Hollin Bank", created_at=DAY))
            session.commit()
        with store.reading() as session:
            assert session.get_one(School, "school").name == "Hollin Bank"
        with store.reading() as session:
            session.add(School(id="other", name="Elm", created_at=DAY))
            with pytest.raises(DBAPIError, match="readonly"):
                session.commit()


MOUNTS = """\
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
31 22 0:40 / /srv rw,relatime shared:7 master:1 - nfs4 server:/export rw,vers=4.2
32 31 254:1 / /srv/local\\040disk rw - ext4 /dev/vdb rw
33 22 0:41 / /mnt/far rw - fuse.sshfs somebody@far: rw
34 22 0:42 / /data rw - cifs //server/share rw
35 22 254:2 / /data rw - xfs /dev/vdc rw
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/lib/caseflow", "ext4"),
        ("/srv/caseflow", "nfs4"),
        ("/srv/local disk/caseflow", "ext4"),
        ("/srvother", "ext4"),
        ("/mnt/far", "fuse.sshfs"),
        ("/data/x", "xfs"),
    ],
)
def test_a_network_drive_is_recognised_and_refused(folder, kind):
    assert file_system(Path(folder), MOUNTS) == kind
    if kind in ("ext4", "xfs"):
        refuse_network(Path(folder), MOUNTS)
    else:
        with pytest.raises(WrongSetting, match=r"DATABASE_URL names a place on a network drive"):
            refuse_network(Path(folder), MOUNTS)


def test_the_store_looks_at_where_its_file_lies(tmp_path, monkeypatch):
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"22 1 0:40 / {tmp_path} rw - nfs4 server:/export rw\n")
    monkeypatch.setattr(sqlite, "_MOUNTS", mounts)
    with pytest.raises(WrongSetting, match="network drive"):
        Store(databases.sqlite_url(tmp_path))
    mounts.unlink()
    Store(databases.sqlite_url(tmp_path)).close()


@on_sqlite
def test_a_writer_takes_its_place_at_once_and_a_reader_takes_none(store):
    said: list[str] = []
    event.listen(store.engine, "connect", lambda connection, _: connection.set_trace_callback(said.append))
    store.close()
    for session in (store.writing(), store.reading()):
        with session:
            session.get_one(School, "school")
    begun = [words for words in said if words.startswith("BEGIN")]
    assert begun == ["BEGIN IMMEDIATE", "BEGIN"]
    assert said.index("PRAGMA query_only = OFF") < said.index("BEGIN IMMEDIATE")


@on_sqlite
def test_without_immediate_the_second_writer_would_fail_half_way(url):
    """Why writers begin as they do: two that read first cannot both go on to write."""
    file = url.removeprefix("sqlite:///")
    pair = [sqlite3.connect(file, isolation_level=None, timeout=5) for _ in range(2)]
    for connection in pair:
        connection.execute("BEGIN")
        connection.execute("SELECT name FROM school").fetchall()
    pair[0].execute("UPDATE school SET name = 'x'")
    begun = time.monotonic()
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        pair[1].execute("UPDATE school SET name = 'y'")
    assert time.monotonic() - begun < 1  # five seconds' patience did not help it
    for connection in pair:
        connection.close()


@on_sqlite
def test_a_writer_that_waited_in_vain_can_be_tried_again(store):
    event.listen(store.engine, "connect", lambda connection, _: _be_impatient(connection))
    store.close()
    with store.writing() as first, store.writing() as second:
        first.get_one(School, "school")
        with pytest.raises(OperationalError, match="locked"):
            second.get_one(School, "school")
        first.rollback()
        second.rollback()
        assert second.get_one(School, "school").name == "Hollin Bank"


def _be_impatient(connection: sqlite3.Connection) -> None:
    connection.set_authorizer(None)
    connection.execute("PRAGMA busy_timeout = 50")
