"""A check-up of the database: is it there, is it whole, has it this release's schema, do its fences stand?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, text

from caseflow.casework.doctor import Finding, Premises, ok, wrong
from caseflow.casework.office import Office
from caseflow.casework.verify import open_as_it_is
from caseflow.records import fences, schema
from caseflow.records.store import Store, WrongSetting
from caseflow.vault.safe import KeysMissing
from caseflow.vault.store import UnsafeStore
from caseflow.vault.store import is_there as keyring_is_there

_ABOUT = "database"
_OTHERS = 0o077


def is_there(url: str) -> bool:
    """Whether there is a database to look at. Of a server nobody can say so without calling it."""
    return not url.startswith("sqlite:///") or Path(url.removeprefix("sqlite:///")).exists()


def look(place: Premises, *, whole: bool = False) -> Iterator[Finding]:
    """Reach it, and ask it. Raises WrongSetting, WrongSchema; never makes a database where there is none."""
    if not is_there(place.database_url):
        yield wrong(_ABOUT, "The file of the database is gone: bring back the newest backup, or look at DATABASE_URL.")
        return
    file = place.files().get("database")
    if file is not None and file.stat().st_mode & _OTHERS:
        yield wrong(_ABOUT, f"Others on this machine may read {file.name}: type chmod 600 {file}")
    with Store(place.database_url) as store:
        with store.engine.connect() as connection:
            yield from _damage(connection, whole=whole)
        yield _of_schema(store)


def _of_schema(store: Store) -> Finding:
    newest = schema.versions()[-1]
    with store.engine.connect() as connection:
        down = fences.stand(connection) if schema.version(connection) == newest else []
    if down:
        names = ", ".join(down)
        return wrong(_ABOUT, f"Fences are down or altered ({names}): stop the service, type caseflow ledger verify.")
    store.check_schema()
    return ok(_ABOUT, f"It answers, has version {newest}, and its fences stand.")


@contextmanager
def opened(place: Premises) -> Iterator[Office | None]:
    """The installation, though its fences may be down; None where it cannot be opened, as was said already."""
    office = None
    if is_there(place.database_url) and keyring_is_there(place.keyring_url):
        try:
            office = open_as_it_is(place.database_url, place.keyring_url, place.keys, home=place.home)
            office.clock = place.clock
        except (WrongSetting, KeysMissing, UnsafeStore):
            office = None  # each of these is a finding of the keys or of the database
    try:
        yield office
    finally:
        if office is not None:
            office.close()


def _damage(connection: Connection, *, whole: bool) -> Iterator[Finding]:
    """What SQLite itself finds wrong with its file. PostgreSQL keeps watch over its own."""
    if connection.dialect.name != "sqlite":
        return
    found = connection.scalar(text("PRAGMA integrity_check(1)" if whole else "PRAGMA quick_check(1)"))
    if found != "ok":
        yield wrong(_ABOUT, "The file of the database is damaged: stop the service and bring back the newest backup.")
