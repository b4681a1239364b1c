"""What somebody at work has at hand: the database, the keyring, the signing key and the time."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from caseflow.vault.box import field_key, index_key, seal, unseal, wrapping_key
from caseflow.vault.files import FileStore
from caseflow.vault.keyring import Keyring
from caseflow.vault.safe import Safe


def utc_now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


@dataclass
class Desk:
    """One unit of work: a session (one transaction), the keyring, and a moment that does not move while it lasts.

    `anchors` is the folder outside the database in which signed checkpoints are kept too, `files` that of evidence.
    """

    session: Session
    keyring: Keyring
    safe: Safe
    clock: Callable[[], datetime] = utc_now
    anchors: Path | None = None
    known: dict[str, Any] = field(default_factory=dict)
    files: FileStore | None = None

    @cached_property
    def now(self) -> datetime:
        """The moment of this piece of work, in UTC, to the millisecond, as the sealed log keeps it."""
        now = self.clock().astimezone(UTC)
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    def seal(self, scope: str, value: Any, context: str) -> bytes:
        """A value as JSON, sealed under the key of a case or school; it opens only in the same place."""
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        return seal(field_key(self.keyring.key(scope)), text, context)

    def unseal(self, scope: str, sealed: bytes, context: str) -> Any:
        """The value that was sealed. Raises Altered if it was changed or moved, KeyGone if its key is destroyed."""
        return json.loads(unseal(field_key(self.keyring.key(scope)), sealed, context))

    def wrap(self, scope: str, key: bytes, name: str) -> bytes:
        """The key of a file, wrapped under the key of a case or draft."""
        return seal(wrapping_key(self.keyring.key(scope)), key, f"file/{name}")

    def unwrap(self, scope: str, wrapped: bytes, name: str) -> bytes:
        """The key of a file. Raises Altered if it was changed or is another's, KeyGone if the case's is destroyed."""
        return unseal(wrapping_key(self.keyring.key(scope)), wrapped, f"file/{name}")

    def index_key(self, school_id: str) -> bytes:
        """The key of the blind marks of a school."""
        return index_key(self.keyring.key(school_scope(school_id)))


def school_scope(school_id: str) -> str:
    """The scope of a school's own key: names of its people, blind marks."""
    return f"school:{school_id}"


def case_scope(case_id: str) -> str:
    """The scope of a case's key."""
    return f"case:{case_id}"


def draft_scope(draft_id: str) -> str:
    """The scope of the key of a report that is not sent yet."""
    return f"draft:{draft_id}"


def year_scope(school_id: str, when: datetime) -> str:
    """The scope of a school year's key: log-ins, role changes, settings."""
    year = when.year if when.month >= 9 else when.year - 1
    return f"{school_id}:{year}"
