"""Fences in the database itself: what must never change is refused there too, whoever asks.

They are a fence and not the proof: somebody who owns the file can take one down. So `stand` notices that, at start and
in the check of the log, and the log itself proves the rest.
"""

from __future__ import annotations

import hashlib
from types import ModuleType

from sqlalchemy import Connection, inspect, text

from caseflow.records import fences_postgresql, fences_sqlite


def put_up(connection: Connection) -> None:
    """Put up the fences of every table that is there."""
    there = inspect(connection).get_table_names()
    for statement in _of(connection).building(set(there)):
        connection.execute(text(statement))


def take_down(connection: Connection) -> None:
    """Take the fences down, for as long as a migration rebuilds the tables."""
    for statement in connection.scalars(text(_of(connection).CLEARING)).all():
        connection.execute(text(statement))


def stand(connection: Connection) -> list[str]:
    """The fences that are missing or altered, and triggers that are not ours, by name. Nothing if all is well."""
    engine = _of(connection)
    found = {(table, name): made for table, name, *made in connection.execute(text(engine.TRIGGERS))}
    expected = {key: list(made) for key, made in engine.expected().items()}
    return sorted({key[1] for key in found.keys() | expected.keys() if found.get(key) != expected.get(key)})


def fingerprint(connection: Connection) -> str:
    """The SHA-256 of everything the schema is made of. A migration changes it; so may a new release of PostgreSQL."""
    rows = sorted(repr(tuple(row)) for row in connection.execute(text(_of(connection).SCHEMA)))
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def _of(connection: Connection) -> ModuleType:
    return fences_sqlite if connection.dialect.name == "sqlite" else fences_postgresql
