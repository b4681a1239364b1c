"""What somebody who owns the database can do to it: take the fences down, change a row, and put the fences up again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import text
from verify.school import Played

from caseflow.records import fences

Statement = str | tuple[str, dict[str, object]]


def meddle(played: Played, *statements: Statement) -> None:
    """Run statements, with named values or without, past every fence. Fails if one of them changes nothing."""
    with played.office.store.engine.connect() as connection:
        change = _on_sqlite if connection.dialect.name == "sqlite" else _on_postgresql
        if connection.dialect.name == "sqlite":
            connection.connection.dbapi_connection.set_authorizer(None)
        change(connection, [(one, {}) if isinstance(one, str) else one for one in statements])
        connection.invalidate()


def _on_sqlite(connection, statements) -> None:
    raw: sqlite3.Connection = connection.connection.dbapi_connection
    with unfenced(raw):
        for statement, values in statements:
            assert raw.execute(statement, values).rowcount, f"nothing was changed by {statement}"


@contextmanager
def unfenced(raw: sqlite3.Connection) -> Iterator[Callable[..., sqlite3.Cursor]]:
    """A SQLite file without its triggers and foreign keys, for a while."""
    raw.execute("PRAGMA foreign_keys = OFF")
    raw.execute("PRAGMA query_only = OFF")
    triggers = raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        raw.execute(f"DROP TRIGGER {name}")
    yield raw.execute
    for _, sql in triggers:
        raw.execute(sql)


def _on_postgresql(connection, statements) -> None:
    with connection.begin():
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        fences.take_down(connection)
        for statement, values in statements:
            assert connection.execute(text(statement), values).rowcount, f"nothing was changed by {statement}"
        fences.put_up(connection)
