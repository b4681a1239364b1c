"""Sees what a request left behind: nothing, that it was denied, entries of the journal, or more; and puts it back."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

NOTHING, DENIED = "nothing", "that it was denied"
NOTED, MORE = "an entry in the journal", "more than an entry"
JOURNAL = ("audit_leaf", "audit_payload", "audit_node", "audit_head")
ALONG = {"notice": ("read_at",), "calendar_feed": ("read_on",)}
"""What a reading may leave beside its entry: that somebody has seen what waited, and when a diary was fed last."""
COUNTED = "throttle"
"""Where it is counted how often somebody was denied a kind of page in an hour: one more each time, and one entry for
the first of them and for these."""
TOLD_AT = frozenset({1, 5, 10, 20, 50, *range(100, 1_000, 100), *range(1_000, 100_000, 1_000)})


@dataclass
class _File:
    """A database file, looked at from outside, and how it was."""

    path: Path

    def __post_init__(self) -> None:
        self.eye = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
        self.before = sqlite3.connect(":memory:", check_same_thread=False)
        self.keep()

    def keep(self) -> None:
        self.eye.backup(self.before)
        self.version = self.counted()

    def counted(self) -> int:
        return int(self.eye.execute("PRAGMA data_version").fetchone()[0])

    def put_back(self) -> None:
        there = sqlite3.connect(self.path)
        self.before.backup(there)
        there.close()
        self.version = self.counted()

    def close(self) -> None:
        self.eye.close()
        self.before.close()


class Watch:
    """Watches the databases of an installation, and the folder of its sealed files."""

    def __init__(self, data: Path, keyring: Path, files: Path) -> None:
        self._data, self._keys, self._files = _File(data), _File(keyring), files
        self._kept = files.parent / "kept"
        self.keep()

    def keep(self) -> None:
        """From here on, this is how it was."""
        self._data.keep()
        self._keys.keep()
        shutil.rmtree(self._kept, ignore_errors=True)
        shutil.copytree(self._files, self._kept)
        self._names = self._lying()
        self._content = self._fingerprint()
        self._entries, self._tries = self.entries(), self._counts()

    def entries(self) -> int:
        """How many entries the journals of all schools have."""
        return int(self._data.eye.execute("SELECT count(*) FROM audit_leaf").fetchone()[0])

    def left(self) -> tuple[str, int]:
        """What has come since this was last asked, or put back; and how many entries of a journal are among it."""
        data, keys = self._data.counted(), self._keys.counted()
        if (data, keys) == (self._data.version, self._keys.version) and self._lying() == self._names:
            return NOTHING, 0
        self._data.version = data
        more = keys != self._keys.version or self._lying() != self._names or self._fingerprint() != self._content
        before, self._entries = self._entries, self.entries()
        tries, self._tries = self._tries, self._counts()
        came = self._entries - before
        if self._tries != tries:
            return (MORE if more or not _once_more(tries, self._tries, came) else DENIED), came
        return (MORE if more else NOTED if came else NOTHING), came

    def put_back(self) -> None:
        """Everything as it was kept."""
        self._data.put_back()
        self._keys.put_back()
        if self._lying() != self._names:
            shutil.rmtree(self._files)
            shutil.copytree(self._kept, self._files)
        self._entries, self._tries = self.entries(), self._counts()

    def _counts(self) -> dict[bytes, int]:
        return dict(self._data.eye.execute("SELECT mark, tries FROM throttle"))

    def version_of(self, case_id: str) -> int:
        """How often a case was changed."""
        return int(self._data.eye.execute('SELECT version FROM "case" WHERE id = ?', (case_id,)).fetchone()[0])

    def close(self) -> None:
        """Let go of the files."""
        self._data.close()
        self._keys.close()

    def _lying(self) -> frozenset[str]:
        return frozenset(one.name for one in self._files.rglob("*") if one.is_file())

    def _fingerprint(self) -> bytes:
        digest = hashlib.sha256()
        for query in self._queries:
            digest.update(repr(self._data.eye.execute(query).fetchall()).encode())
        return digest.digest()

    @cached_property
    def _queries(self) -> tuple[str, ...]:
        """What reads everything but the journal and the count, each table in an order of its own."""
        eye = self._data.eye
        tables = [row[0] for row in eye.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        tables = [one for one in tables if one not in (*JOURNAL, COUNTED) and not one.startswith("sqlite_")]
        return tuple(self._query(one) for one in tables)

    def _query(self, table: str) -> str:
        names = [row[1] for row in self._data.eye.execute(f'PRAGMA table_info("{table}")')]
        asked = ", ".join(f'"{name}"' for name in names if name not in ALONG.get(table, ()))
        return f'SELECT {asked} FROM "{table}" ORDER BY 1'  # noqa: S608 -- names of ours


def _once_more(before: Mapping[bytes, int], after: Mapping[bytes, int], came: int) -> bool:
    """Whether exactly one kind of page was counted once more, with the entry that belongs to it, and nothing else."""
    more = {mark: tries for mark, tries in after.items() if before.get(mark) != tries}
    if len(more) != 1 or before.keys() - after.keys():
        return False
    ((mark, tries),) = more.items()
    return tries == before.get(mark, 0) + 1 and came == (tries in TOLD_AT)
