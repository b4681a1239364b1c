"""Files on their way into a case: how large and how many, what they are, and what is swept up if they do not arrive."""

from __future__ import annotations

import contextlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, event, func, select
from sqlalchemy.orm import Session

from caseflow.casework import people, schools
from caseflow.casework.desk import Desk
from caseflow.casework.office import Office
from caseflow.casework.people import Someone
from caseflow.casework.refusals import BadAnswers, Refused
from caseflow.inspection import Finding, Unfit, inspect
from caseflow.lifecycle.days import local
from caseflow.records import DraftFile, EvidenceRecord, Upload
from caseflow.vault.files import FileStore, Kept

CONTROL = "item_file"
"""The key of the file control, for what is said beside it."""

LARGEST = 50
"""Megabytes beyond which no school may go: one file is looked at as a whole."""

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_MEGA = 1_000_000
_LONGEST_NAME = 200


@dataclass(frozen=True)
class Limits:
    """How much a school takes, as it stands today."""

    file_size: int
    case_files: int
    case_size: int
    hourly: int

    def too_large(self) -> str:
        """What is said of a file that is too large."""
        return f"The selected file must be smaller than {self.file_size // _MEGA}MB"

    def no_room(self, sizes: Iterable[int], more: int = 0) -> str | None:
        """Why a file does not fit beside files of these sizes, or None."""
        held = list(sizes)
        if len(held) >= self.case_files:
            return f"There are {self.case_files} files already, and that is all that is taken"
        if sum(held) + more > self.case_size:
            return f"All files together must be smaller than {self.case_size // _MEGA}MB"
        return None


@dataclass(frozen=True)
class Arrived:
    """A file that was looked at and lies sealed in the store, and is nobody's yet: its keys are known here only."""

    name: str
    original: Kept
    finding: Finding
    copy: Kept | None = None

    @property
    def blobs(self) -> tuple[str, ...]:
        """The names in the store."""
        return (self.original.name, *((self.copy.name,) if self.copy else ()))

    def described(self) -> dict[str, Any]:
        """What is kept of it in the record, sealed."""
        found = self.finding
        copied = found.copy_kind if self.copy else None
        return {
            "name": self.name,
            **_vouching(self.original, found.kind.key),
            "pages": found.pages,
            "width": found.width,
            "height": found.height,
            "flags": list(found.flags),
            "copy": _vouching(self.copy, copied.key) if self.copy and copied else None,
        }


def _vouching(kept: Kept, kind: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "blob": kept.name,
        "size": kept.size,
        "sha256": kept.sha256,
        "sealed_sha256": kept.sealed_sha256,
    }


def store(desk: Desk | Office) -> FileStore:
    """The folder of sealed files."""
    if desk.files is None:
        raise RuntimeError("This installation was opened without its folder of evidence.")
    return desk.files


def limits(desk: Desk, school_id: str) -> Limits:
    """How much the school takes today."""
    on = schools.settings_on(desk, school_id, local(desk.now).date())
    return Limits(
        file_size=min(int(on["evidence.file_megabytes"]), LARGEST) * _MEGA,
        case_files=int(on["evidence.case_files"]),
        case_size=int(on["evidence.case_megabytes"]) * _MEGA,
        hourly=int(on["evidence.hourly_files"]),
    )


def too_often(desk: Desk, person: Someone, most: int) -> str | None:
    """Why this person may have no further file looked at now, or None."""
    since = Upload.at > desk.now - _HOUR
    who = people.mark(desk, person.school_id, person.id)
    tried = desk.session.scalar(select(func.count()).select_from(Upload).where(Upload.who == who, since)) or 0
    return f"You have added {most} files within the hour. Wait a little, then go on" if tried >= most else None


def count(desk: Desk, person: Someone) -> None:
    """Remember for an hour that somebody had a file looked at, whatever comes of it. Raises Refused at too many.

    Keep this at once, as a piece of work of its own: a file that is refused counts too.
    """
    if words := too_often(desk, person, limits(desk, person.school_id).hourly):
        raise Refused(words)
    desk.session.execute(delete(Upload).where(Upload.at <= desk.now - _HOUR))
    desk.session.add(Upload(who=people.mark(desk, person.school_id, person.id), at=desk.now))
    desk.session.flush()


def look(files: FileStore, kept: Kept, name: str) -> Arrived:
    """Have a file looked at that came in. Raises BadAnswers if it is not taken; then nothing of it is left."""
    copied = None
    try:
        with files.read(kept.name, kept.key) as pieces:
            finding = inspect(pieces, name)
        if finding.copy is not None:
            copied = _put_away(files, finding.copy)
    except Unfit as unfit:
        files.remove(kept.name)
        raise BadAnswers({CONTROL: str(unfit)}) from unfit
    except BaseException:
        files.remove(kept.name)
        raise
    return Arrived(cleaned(name), kept, replace(finding, copy=None), copied)


def _put_away(files: FileStore, data: bytes) -> Kept:
    keeping = files.begin()
    try:
        keeping.write(data)
        return keeping.finish()
    except BaseException:
        keeping.abandon()
        raise


def cleaned(name: str) -> str:
    """The name a file had, as it can be shown: no folders, and a mark for each sign that cannot be seen."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    shown = "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(one)[0] == "C" else one for one in last)
    return shown if len(shown) <= _LONGEST_NAME else f"{shown[: _LONGEST_NAME - 10]}…{shown[-9:]}"


def discard(files: FileStore, arrived: Arrived) -> None:
    """It is not wanted after all: leave nothing of it."""
    for name in arrived.blobs:
        files.remove(name)


def remove_afterwards(desk: Desk, names: Iterable[str | None]) -> None:
    """Take files away when, and only if, the work that no longer needs them is durable."""
    files, condemned = store(desk), {name for name in names if name}

    def remove(_session: Session) -> None:
        while condemned:
            files.remove(condemned.pop())

    event.listen(desk.session, "after_commit", remove)
    event.listen(desk.session, "after_rollback", lambda _session: condemned.clear())


def sweep(office: Office, *, older_than: timedelta = _DAY) -> int:
    """Take away files that belong to nothing: their work was undone, and nobody has their keys. Returns how many."""
    files = store(office)
    before = (datetime.now(UTC) - older_than).timestamp()  # the clock of the disk, whatever ours says
    old = {name for name, written in files.names().items() if written < before}
    with office.store.reading() as session:
        columns = (EvidenceRecord.blob, EvidenceRecord.copy, DraftFile.blob, DraftFile.copy)
        known = {name for column in columns for name in session.scalars(select(column)) if name}
    for name in old - known:
        with contextlib.suppress(FileNotFoundError):
            files.remove(name)
    return len(old - known)
