"""Which version the schema has, whether it is ours, and how it gets there. Versions are numbered: 0001, 0002, …"""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from caseflow.records import fences
from caseflow.records.refusals import WrongSchema
from caseflow.records.sqlite import READING, unguarded

MIGRATIONS = Path(__file__).parents[2] / "migrations"
NOTHING = "base"
_LOCK = 0x63617365  # "case": two processes that start together migrate one after the other


def versions(folder: Path = MIGRATIONS) -> list[str]:
    """The versions this release knows, oldest first; each is the number its file begins with."""
    return sorted(path.name[:4] for path in (folder / "versions").glob("[0-9][0-9][0-9][0-9]_*.py"))


def version(connection: Connection) -> str:
    """The version the database has; nothing if it was never filled."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.scalar(text("SELECT version_num FROM alembic_version")) or "")


def check(connection: Connection, folder: Path = MIGRATIONS) -> None:
    """Raise WrongSchema unless the database has the newest version and every fence stands."""
    known, has = versions(folder), version(connection)
    if not has:
        raise WrongSchema("The database of DATABASE_URL has no tables yet: run the migrations.")
    _refuse_unknown(has, known)
    if has != known[-1]:
        raise WrongSchema(
            f"The database of DATABASE_URL is older than this caseflow (it has version {has}, "
            f"and {known[-1]} is needed): run the migrations, as caseflow serve does when it starts."
        )
    if broken := fences.stand(connection):
        raise WrongSchema(f"Somebody changed the fences of the database of DATABASE_URL: {', '.join(broken)}.")


def migrate(engine: Engine, folder: Path = MIGRATIONS, to: str = "") -> None:
    """Go to a version, the newest unless one is named ("base" is none). One transaction, whatever happens."""
    known = versions(folder)
    target = to or known[-1]
    sqlite = engine.dialect.name == "sqlite"
    with engine.execution_options(**{READING: True}).connect() as connection:
        if version(connection) == target:
            return  # as at nearly every start, which so waits for nobody
    with engine.connect() as connection, unguarded(connection) if sqlite else nullcontext(), connection.begin():
        if not sqlite:
            connection.execute(text("SET LOCAL lock_timeout = '60s'; SET LOCAL statement_timeout = 0"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        has = version(connection)
        if has:
            _refuse_unknown(has, known)
        if target != (has or NOTHING):
            _run(connection, folder, target, down=target == NOTHING or target < has)


def _refuse_unknown(has: str, known: list[str]) -> None:
    if has not in known:
        raise WrongSchema(
            f"The database of DATABASE_URL has version {has}, which this caseflow does not know: "
            "a newer one made it, so run that."
        )


def _run(connection: Connection, folder: Path, target: str, *, down: bool) -> None:
    from alembic import command  # here, because a server whose schema is right never needs it
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    (command.downgrade if down else command.upgrade)(config, target)
