"""Sees what a request left behind: nothing at all, journal entries alone, or more; and puts everything back."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from dataclasses import dataclass
from pathlib import Path

NOTHING, NOTED, MORE = "nothing", "an entry in the journal", "more than an entry"
JOURNAL = ("audit_leaf", "audit_payload", "audit_node", "audit_head")
ALONG = {"notice": ("read_at",), "calendar_feed": ("read_on",)}
"""What a reading may leave beside its entry: that somebody has seen what waited, and when a diary was fed last."""


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
        self._entries = self.entries()

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
        if not more and self._entries == before:
            return NOTHING, 0
        return MORE if more else NOTED, self._entries - before

    def put_back(self) -> None:
        """Everything as it was kept."""
        self._data.put_back()
        self._keys.put_back()
        if self._lying() != self._names:
            shutil.rmtree(self._files)
            shutil.copytree(self._kept, self._files)
        self._entries = self.entries()

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
        eye, digest = self._data.eye, hashlib.sha256()
        tables = [row[0] for row in eye.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        for table in tables:
            if table in JOURNAL or table.startswith("sqlite_"):
                continue
            names = [row[1] for row in eye.execute(f'PRAGMA table_info("{table}")')]
            asked = ", ".join(f'"{name}"' for name in names if name not in ALONG.get(table, ()))
            rows = eye.execute(f'SELECT {asked} FROM "{table}" ORDER BY 1').fetchall()  # noqa: S608 -- names of ours
            digest.update(repr((table, rows)).encode())
        return digest.digest()
