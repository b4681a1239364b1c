"""Reading rows that somebody may have spoilt: what cannot be read is named, and stops nothing else from being read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Select
from sqlalchemy.orm import QueryableAttribute, Session

from caseflow.casework.office import Office

Found = TypeVar("Found")


class Unreadable(Exception):
    """A row holds something that no record may hold."""


@contextmanager
def snapshot(office: Office) -> Iterator[Session]:
    """A session that sees one moment of the database, however many questions it asks. Keep it short."""
    with office.store.reading() as session:
        if session.get_bind().dialect.name == "postgresql":
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            yield session
            return
        raw: Any = session.connection().connection.dbapi_connection
        raw.text_factory = _lenient
        try:
            yield session
        finally:
            raw.text_factory = str


def _lenient(text: bytes) -> str:
    """Text spoilt so far that it is no text (PostgreSQL refuses it) becomes other text than was vouched for."""
    return text.decode("utf-8", "replace")


def readable(load: Callable[[], Found]) -> Found:
    """What is loaded. Raises Unreadable if a value in it is not of its kind."""
    try:
        return load()
    except ValueError as trouble:
        raise Unreadable from trouble


def rows_of(
    session: Session, query: Select[Any], column: QueryableAttribute[str], ids: Sequence[str]
) -> tuple[list[Any], set[str]]:
    """The rows whose column has one of these ids, and the ids of which some row cannot be read."""
    if not ids:
        return [], set()
    try:
        return readable(lambda: list(session.scalars(query.where(column.in_(ids))))), set()
    except Unreadable:
        if len(ids) == 1:
            return [], set(ids)
    half = len(ids) // 2
    first, spoilt = rows_of(session, query, column, ids[:half])
    second, more = rows_of(session, query, column, ids[half:])
    return [*first, *second], spoilt | more
