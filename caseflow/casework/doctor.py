"""A check-up of an installation: each thing that must be right, and one sentence on what is wrong and what to do.

Nothing is changed, and nothing said that names anybody: not a person, not a case, not an address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from caseflow.casework.desk import utc_now
from caseflow.post.server import Server


class Level(StrEnum):
    """How a thing stands. What is to be seen to soon still works, or leaves a promise unkept."""

    OK = "ok"
    SOON = "soon"
    WRONG = "WRONG"


@dataclass(frozen=True)
class Finding:
    """One line: what was looked at, how it stands, and in a sentence what is so or what to do."""

    about: str
    level: Level
    words: str


@dataclass(frozen=True)
class Premises:
    """Where an installation lies and what it was told, as the settings say. `backups` is a folder or a file."""

    home: Path
    database_url: str
    keyring_url: str
    keys: Path
    mail: Server | None = None
    checkpoints_to: tuple[str, ...] = ()
    backups: Path | None = None
    clock: Callable[[], datetime] = utc_now

    def files(self) -> dict[str, Path]:
        """The files of the two databases, where they are files, by what they are."""
        urls = {"database": self.database_url, "keyring": self.keyring_url}
        start = "sqlite:///"
        return {name: Path(url.removeprefix(start)).absolute() for name, url in urls.items() if url.startswith(start)}


def ok(about: str, words: str) -> Finding:
    """It is as it must be."""
    return Finding(about, Level.OK, words)


def soon(about: str, words: str) -> Finding:
    """It works, and somebody should see to it."""
    return Finding(about, Level.SOON, words)


def wrong(about: str, words: str) -> Finding:
    """It is not as it must be."""
    return Finding(about, Level.WRONG, words)


def attempted(about: str, check: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
    """What a check found. One that cannot be made is itself something wrong, and keeps no other from being made."""
    from caseflow.records.store import WrongSetting
    from caseflow.vault.box import Altered
    from caseflow.vault.keyring import KeyGone
    from caseflow.vault.safe import KeysMissing
    from caseflow.vault.store import UnsafeStore

    try:
        yield from check()
    except (WrongSetting, Altered, KeyGone, KeysMissing, UnsafeStore) as refusal:
        yield wrong(about, _sentence(str(refusal)))
    except Exception as trouble:  # noqa: BLE001 -- whatever it is, the rest must be looked at; its words may name somebody
        yield wrong(about, f"This could not be looked at ({type(trouble).__name__}): see to what else is wrong first.")


def _sentence(words: str) -> str:
    said = " ".join(words.split()).rstrip(".")
    return f"{said[:1].upper()}{said[1:]}."
