"""SQLite as we insist on having it: a private file on a disk of this machine, durable, deaf to dangerous commands."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, StaticPool, create_engine, event

from caseflow.records.fences_words import SEALED
from caseflow.records.refusals import WrongSetting

READING = "caseflow_reading"
_TELLING_NOTHING: dict[str, Any] = {"hide_parameters": True}  # the words of an error would repeat what was stored

# How each is set and how it reads back. TRUNCATE with FULL lost nothing in any simulated power cut.
PRAGMAS: dict[str, tuple[str, object]] = {
    "busy_timeout": ("5000", 5000),
    "journal_mode": ("TRUNCATE", "truncate"),
    "synchronous": ("FULL", 2),
    "foreign_keys": ("ON", 1),
    "recursive_triggers": ("ON", 1),
    "secure_delete": ("ON", 1),
    "trusted_schema": ("OFF", 0),
    "temp_store": ("MEMORY", 2),
}

_NETWORK = {"afs", "ceph", "cifs", "davfs", "gfs2", "glusterfs", "lustre", "nfs", "nfs4", "smb3", "smbfs"}
_MOUNTS = Path("/proc/self/mountinfo")

_FREE = {
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_RECURSIVE,
    sqlite3.SQLITE_TRANSACTION,
    sqlite3.SQLITE_SAVEPOINT,
}
_DANGEROUS_FUNCTIONS = {"load_extension", "fts3_tokenizer", "readfile", "writefile", "edit"}
_HARMLESS_PRAGMAS = {
    "query_only", "table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo",
    "foreign_key_list", "foreign_key_check", "integrity_check", "quick_check",
}  # fmt: skip
_READABLE_PRAGMAS = PRAGMAS.keys() | {"page_count", "page_size", "freelist_count", "data_version", "database_list"}


def open_sqlite(url: URL) -> Engine:
    """An engine whose every connection is settled, guarded, and begins as its work needs."""
    if url.query:
        raise WrongSetting("DATABASE_URL names a SQLite file and may say nothing after its path.")
    if url.host:
        raise WrongSetting("DATABASE_URL wants three strokes before a SQLite path, four if the path is absolute.")
    held_in_memory = url.database in (None, "", ":memory:")
    if held_in_memory:
        engine = create_engine(url, poolclass=StaticPool, connect_args={"check_same_thread": False}, **_TELLING_NOTHING)
    else:
        _prepare(Path(str(url.database)))
        engine = create_engine(url, connect_args={"cached_statements": 512}, **_TELLING_NOTHING)
    must = {name: wanted for name, (_, wanted) in PRAGMAS.items()}
    if held_in_memory:
        must["journal_mode"] = "memory"
    event.listen(engine, "connect", lambda connection, _record: _settle(connection, must))
    event.listen(engine, "begin", _begin)
    return engine


def file_system(folder: Path, mounts: str) -> str:
    """The kind of file system a folder lies on, from the text of mountinfo; nothing if that does not tell."""
    found = {}
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        if after:
            point = before.split()[4].encode().decode("unicode_escape")
            found[point] = after.split()[0]  # a later mount hides an earlier one
    lies_on = [point for point in found if folder.is_relative_to(point)]
    return found[max(lies_on, key=len)] if lies_on else ""


def wrong_pragmas(connection: sqlite3.Connection, wanted: Mapping[str, object]) -> list[str]:
    """The settings of a connection that are not as they must be."""
    found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    return [f"{name} is {found[name]} and must be {must}" for name, must in wanted.items() if found[name] != must]


@contextmanager
def unguarded(connection: Connection) -> Iterator[None]:
    """For migrations and upkeep: tables may be rebuilt while this lasts. Not to be entered inside a transaction."""
    raw = _raw(connection)
    raw.set_authorizer(None)
    raw.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys = ON")
        raw.set_authorizer(authorize)


def authorize(action: int, first: str | None, second: str | None, _database: str | None, _source: str | None) -> int:
    """What an ordinary connection may do: read, write rows that are not sealed, and ask harmless questions."""
    name = (first or "").lower()
    allowed = action in _FREE
    if action == sqlite3.SQLITE_INSERT:
        allowed = not _of_the_schema(name)
    elif action in (sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE):
        allowed = name not in SEALED and not _of_the_schema(name)
    elif action == sqlite3.SQLITE_FUNCTION:
        allowed = (second or "").lower() not in _DANGEROUS_FUNCTIONS
    elif action == sqlite3.SQLITE_PRAGMA:
        allowed = name in _HARMLESS_PRAGMAS or (name in _READABLE_PRAGMAS and second is None)
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def _of_the_schema(table: str) -> bool:
    return table.startswith("sqlite_") or table == "alembic_version"


def _prepare(file: Path) -> None:
    """Make the folder and a private file, and refuse a place where a database cannot safely lie."""
    folder = file.parent.resolve()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise WrongSetting(f"DATABASE_URL names {file}, which cannot be written: {error.strerror}.") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise WrongSetting(f"DATABASE_URL names {file}, whose folder cannot be written.")
    refuse_network(folder, _MOUNTS.read_text() if _MOUNTS.exists() else "")


def refuse_network(folder: Path, mounts: str) -> None:
    """SQLite's locks do not hold on a network drive."""
    kind = file_system(folder, mounts)
    if kind.removeprefix("fuse.") in _NETWORK | {"sshfs", "s3fs", "rclone"}:
        raise WrongSetting(
            f"DATABASE_URL names a place on a network drive ({kind}), where SQLite can lose data: "
            "keep the file on a disk of this machine, or use PostgreSQL."
        )


def _settle(connection: sqlite3.Connection, must: Mapping[str, object]) -> None:
    """Set what must hold, and read it back: SQLite passes over a setting it cannot keep."""
    connection.isolation_level = None
    try:
        for name, (value, _) in PRAGMAS.items():
            connection.execute(f"PRAGMA {name} = {value}").close()
        wrong = wrong_pragmas(connection, must)
    except sqlite3.DatabaseError as error:
        raise WrongSetting(f"DATABASE_URL names a file that SQLite cannot use: {error}.") from None
    if wrong:
        raise WrongSetting(f"SQLite does not keep what DATABASE_URL's file needs: {', '.join(wrong)}.")
    connection.set_authorizer(authorize)


def _begin(connection: Connection) -> None:
    """A writer takes its place at once, since one that begins as a reader can fail half-way; a reader cannot write."""
    reading = connection.get_execution_options().get(READING, False)
    _raw(connection).execute(f"PRAGMA query_only = {'ON' if reading else 'OFF'}").close()
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _raw(connection: Connection) -> Any:
    return connection.connection.dbapi_connection
