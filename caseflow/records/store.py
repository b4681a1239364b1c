"""The one door to the database: sessions that read, sessions that write, and the schema brought up to date."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from sqlalchemy import URL, Engine, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session

from caseflow.records import schema
from caseflow.records.refusals import WrongSchema, WrongSetting
from caseflow.records.sqlite import READING, open_sqlite

__all__ = ["Store", "WrongSchema", "WrongSetting"]

# Seconds. Nobody waits longer for a lock than on SQLite; no page asks for half a minute's work.
_POSTGRESQL = {
    "application_name": "caseflow",
    "connect_timeout": "5",
    "options": "-c lock_timeout=5s -c statement_timeout=30s -c idle_in_transaction_session_timeout=60s "
    "-c synchronous_commit=on",
}


class Store:
    """What we remember, on SQLite or PostgreSQL. Safe to share between threads.

    A session is one piece of work. On SQLite an open reader holds up every writer's commit, so a page closes its
    reading session before it opens a writing one.
    """

    def __init__(self, url: str, *, migrations: Path = schema.MIGRATIONS) -> None:
        self.engine = _open(url)
        self._migrations = migrations
        self._newest = schema.versions(migrations)[-1]
        self._reading = self.engine.execution_options(**{READING: True, "postgresql_readonly": True})
        self._try_once()

    def reading(self) -> Session:
        """A session that can only read; it sees one state of the database, and holds no writer's place."""
        return Session(self._reading, expire_on_commit=False)

    def writing(self) -> Session:
        """A session that may write. On SQLite it waits for its place before it reads anything."""
        return Session(self.engine, expire_on_commit=False)

    def migrate(self, to: str = "") -> None:
        """Bring the schema to this release's newest version (or the version named), wholly or not at all."""
        schema.migrate(self.engine, self._migrations, to)

    def check_schema(self) -> None:
        """Raise WrongSchema unless the schema is exactly this release's, with every fence standing."""
        with self._reading.connect() as connection:
            schema.check(connection, self._migrations)

    def is_ready(self) -> bool:
        """Whether the database answers and has the newest version: one read, and nothing more is looked at."""
        try:
            with self._reading.connect() as connection:
                return bool(connection.scalar(text("SELECT version_num FROM alembic_version")) == self._newest)
        except (SQLAlchemyError, WrongSetting):  # gone, full, locked, or another file in its place: it is not ready
            return False

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _t: TracebackType | None
    ) -> None:
        self.close()

    def _try_once(self) -> None:
        """Reach the database now, so that a wrong setting is told at start and not on somebody's page."""
        try:
            self.engine.connect().close()
        except DBAPIError as error:
            raise WrongSetting(f"DATABASE_URL names a PostgreSQL database that {_why(error)}") from None


def _open(url: str) -> Engine:
    parts = _parts(url)
    if parts.drivername in ("sqlite", "sqlite+pysqlite"):
        return open_sqlite(parts)
    if parts.drivername in ("postgresql", "postgresql+psycopg"):
        own = {name: value for name, value in _POSTGRESQL.items() if name not in parts.query}
        return create_engine(
            parts, isolation_level="READ COMMITTED", pool_pre_ping=True, connect_args=own, hide_parameters=True
        )
    raise WrongSetting("DATABASE_URL must begin with sqlite:/// or postgresql://, and begins otherwise.")


def _parts(url: str) -> URL:
    try:
        return make_url(url)
    except (ArgumentError, ValueError):  # its words repeat the URL, which may hold a password
        raise WrongSetting("DATABASE_URL is not the URL of a database.") from None


def _why(error: DBAPIError) -> str:
    """PostgreSQL's reason in our words: its own may repeat parts of the URL."""
    said = str(error.orig)
    if "authentication failed" in said or "no password supplied" in said:
        return "does not accept that user and password."
    if "database" in said and "does not exist" in said:
        return "does not exist on that server."
    return "cannot be reached: is the server running, and are host and port right?"
