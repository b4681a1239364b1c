"""What the journal vouches for of stored rows: one fingerprint over all their columns."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import inspect


def fingerprint(rows: Iterable[Any]) -> str:
    """SHA-256 over the columns of some rows, whatever their order; a letter's PDF by its own fingerprint."""
    lines = sorted(_line(row) for row in rows)
    return hashlib.sha256(b"\x1e".join(lines)).hexdigest()


NO_ROWS = fingerprint(())
"""What an entry vouches for of a table that did not exist when it was written."""


def _line(row: Any) -> bytes:
    """A column that was added later is left out while it is empty, so that older entries go on vouching for the row."""
    names = [column.key for column in inspect(type(row)).column_attrs if column.key != "pdf"]
    held = {name: getattr(row, name) for name in names}
    later = type(row).added_later
    return b"\x1f".join(_bytes(value) for name, value in held.items() if value is not None or name not in later)


def _bytes(value: Any) -> bytes:
    if isinstance(value, datetime):
        return value.isoformat().encode()
    return value if isinstance(value, bytes) else repr(value).encode()
