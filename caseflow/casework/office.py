"""Where work is done: the database, the keyring and the safe of one installation, and a desk for each piece of work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from caseflow.casework import credentials_found, policy_found
from caseflow.casework.desk import Desk, utc_now
from caseflow.records import School
from caseflow.records.store import Store
from caseflow.vault import safe as vault_safe
from caseflow.vault.files import FileStore
from caseflow.vault.keyring import Keyring
from caseflow.vault.safe import Safe

EVIDENCE = "evidence"
"""The folder of sealed files, beside that of the keys."""


@dataclass
class Office:
    """One installation, opened. Every piece of work is one transaction: all of it, or none.

    `anchors` is the folder of signed checkpoints beside the keys, outside the database; `files` that of evidence.
    """

    store: Store
    keyring: Keyring
    safe: Safe
    clock: Callable[[], datetime] = utc_now
    anchors: Path | None = None
    files: FileStore | None = None

    @contextmanager
    def at_work(self) -> Iterator[Desk]:
        """A desk whose work is kept if the block ends well, and undone if it does not."""
        with self.store.writing() as session:
            try:
                yield Desk(session, self.keyring, self.safe, self.clock, self.anchors, files=self.files)
                session.commit()
            except BaseException:
                session.rollback()
                raise

    def schools(self) -> list[School]:
        """The schools of this installation, by name."""
        with self.store.reading() as session:
            return list(session.scalars(select(School).order_by(School.name)))

    def close(self) -> None:
        """Let go of the database and the keyring."""
        self.keyring.close()
        self.store.close()


def has_keys(keys: Path) -> bool:
    """Whether anything lies where the keys should. A folder that was made ready for them, and is empty, has none."""
    return keys.is_dir() and any(keys.iterdir())


def make_keys(keys: Path) -> None:
    """Create the key files of a new installation, once."""
    if not has_keys(keys):
        keys.parent.mkdir(parents=True, exist_ok=True)
        vault_safe.create(keys)


def open_office(
    database_url: str,
    keyring_url: str,
    keys: Path,
    *,
    home: Path | None = None,
    clock: Callable[[], datetime] = utc_now,
    migrate: bool = True,
) -> Office:
    """Open an installation. Raises WrongSetting or KeysMissing in one clear line; never starts half-way.

    Evidence and checkpoints lie in `home`, or beside the keys if it is not named.
    """
    safe = vault_safe.load(keys)
    store = Store(database_url)
    if migrate:
        store.migrate()
    store.check_schema()
    beside = home or keys.parent
    files = FileStore(beside / EVIDENCE)
    office = Office(store, Keyring(keyring_url, safe.kek), safe, clock, beside / "anchors", files)
    if migrate:
        for catch_up in (policy_found.catch_up, credentials_found.catch_up):
            catch_up(store, office.keyring, office.at_work)
    return office
