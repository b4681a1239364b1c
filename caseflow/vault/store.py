"""The database of wrapped keys, apart from the cases' own, so that a backup of the cases holds no key to them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Engine, LargeBinary, MetaData, Table, Text, create_engine, event, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.schema import CreateSchema

SCHEMA = "keyring"

metadata = MetaData(schema=SCHEMA)
case_key = Table(
    "case_key",
    metadata,
    Column("scope", Text, primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
)

# What each setting reads back as. FULL is 2; TRUNCATE with FULL lost nothing in any simulated power cut.
_PRAGMAS: dict[str, tuple[str, object]] = {
    "journal_mode": ("TRUNCATE", "truncate"),
    "synchronous": ("FULL", 2),
    "busy_timeout": ("5000", 5000),
    "secure_delete": ("ON", 1),
    "trusted_schema": ("OFF", 0),
}


class UnsafeStore(Exception):
    """The database of keys cannot be kept in the one way that is safe."""


def open_store(url: str) -> Engine:
    """An engine for the keyring: a file of its own on SQLite, a schema of its own elsewhere."""
    engine = _sqlite(url) if make_url(url).get_backend_name() == "sqlite" else create_engine(url, hide_parameters=True)
    with writing(engine) as connection:
        if engine.dialect.name != "sqlite" and not inspect(connection).has_schema(SCHEMA):
            connection.execute(CreateSchema(SCHEMA))
        metadata.create_all(connection)
    return engine


def is_there(url: str) -> bool:
    """Whether there is a keyring already that can be reached. Makes none, which opening it would do."""
    parts = make_url(url)
    if parts.get_backend_name() == "sqlite":
        return Path(parts.database or "").is_file()
    engine = create_engine(parts, hide_parameters=True)
    try:
        return inspect(engine).has_schema(SCHEMA)
    except OperationalError:
        return False
    finally:
        engine.dispose()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction, durable when the block ends. On SQLite the writer's place is taken at once, not half-way."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        yield connection


def _sqlite(url: str) -> Engine:
    path = make_url(url).database
    if not path or path == ":memory:":
        raise UnsafeStore("the keyring must be a file: keys kept in memory are lost with it")
    _make_private(Path(path))
    engine = create_engine(url, hide_parameters=True, execution_options={"schema_translate_map": {SCHEMA: None}})
    event.listen(engine, "connect", _settle)
    return engine


def _make_private(path: Path) -> None:
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    if path.stat().st_mode & 0o077:
        raise UnsafeStore(f"others may read {path.name}: it must belong to the service alone (chmod 600)")


def _settle(connection: Any, _record: object) -> None:
    """Sets what must hold on every connection, and reads it back: SQLite passes over a setting it cannot keep."""
    connection.isolation_level = None
    for name, (wanted, expected) in _PRAGMAS.items():
        connection.execute(f"PRAGMA {name} = {wanted}").close()
        found = connection.execute(f"PRAGMA {name}").fetchone()[0]
        if found != expected:
            raise UnsafeStore(f"the keyring's {name} is {found}, and must be {expected}")
