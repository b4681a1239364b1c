"""Signed statements of how long a school's log was and what it held, kept in the database and outside it.

The one outside is the high-water mark: a database brought back from an old copy is shorter than it, and is noticed.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import event, select
from sqlalchemy.orm import Session

from caseflow.casework import journal
from caseflow.casework.desk import Desk
from caseflow.casework.office import Office
from caseflow.ledger.checkpoint import BadCheckpoint, Checkpoint, parse_checkpoint, record_code
from caseflow.ledger.tree import root_from_nodes
from caseflow.records import AuditCheckpoint, AuditHead, AuditNode
from caseflow.vault.safe import Safe

EVENT = "checkpoint_made"
GONE = (
    "Checkpoints of {} that were kept outside the database are gone, so nobody can say that it is not an old copy: "
    "bring anchors/ back, or compare the record with the newest checkpoint that was mailed, and type caseflow ledger "
    "checkpoint."
)
_LINES = 5
"""Our notes have five lines: origin, size, root, an empty one, and the signature."""


@dataclass(frozen=True)
class Made:
    """A signed checkpoint. Its code is what is printed on letters."""

    size: int
    note: str

    @property
    def code(self) -> str:
        """The record code: enough to prove later which note the school held."""
        return record_code(self.note)


def origin(school_id: str) -> str:
    """The name of a school's log, for ever the same."""
    return f"caseflow.school/{school_id}/1"


@dataclass(frozen=True)
class Lacking:
    """What is not kept outside the database. `gone` if it was taken away, and not merely not written yet."""

    notes: tuple[str, ...]
    gone: bool


def make(
    desk: Desk, school_id: str, by: str = "service", *, case_id: str = "", to: Sequence[str] | None = None
) -> Made:
    """Sign the log as it stands, with all that this piece of work has written so far.

    It is kept in the database, and, once the work is durable, also in the folder of anchors. An entry says that it was
    made, so that none can be taken away or dated otherwise; and for which case, because that somebody signed at this
    moment is known only to those who may know of the case. The sentence says nothing of the length of the log. `to` are
    the addresses outside to which such go, where it is made to be sent.
    """
    session = desk.session
    head = session.get(AuditHead, school_id, with_for_update=True, populate_existing=True)
    size = head.next_seq if head else 0
    note = desk.safe.sign_note(origin(school_id), size, _root(session, school_id, size))
    session.add(AuditCheckpoint(school_id=school_id, size=size, note=note, made_at=desk.now))
    session.flush()
    journal.write_for_school(
        desk,
        school_id,
        EVENT,
        by,
        size=size,
        made_at=desk.now.isoformat(),
        note_sha256=fingerprint(note),
        case=case_id,
        **({} if to is None else {"to": sorted(to)}),
        sentence="A checkpoint was signed",
    )
    if desk.anchors:
        _keep_outside(session, desk.anchors, school_id, note)
    return Made(size, note)


def of_size(desk: Desk, school_id: str, size: int) -> Made | None:
    """The checkpoint of a school's log when it had this many entries, or None if none was made then."""
    row = desk.session.get(AuditCheckpoint, (school_id, size))
    return Made(row.size, row.note) if row else None


def fingerprint(note: str) -> str:
    """What the entry about a checkpoint says of its note."""
    return hashlib.sha256(note.encode()).hexdigest()


def anchored(anchors: Path, school_id: str) -> list[str]:
    """The notes kept outside the database, oldest first. One that a power cut left unfinished is passed over."""
    file = _file(anchors, school_id)
    lines = file.read_text("utf-8", "replace").splitlines(keepends=True) if file.exists() else []
    notes = ["".join(lines[start : start + _LINES]) for start in range(0, len(lines), _LINES)]
    return [note for note in notes if note.count("\n") == _LINES]


def trusted(safe: Safe, school_id: str, note: str) -> Checkpoint | None:
    """What a note says if we signed it, and None if not: an Ed25519 signature of the same words is always the same."""
    try:
        said = parse_checkpoint(note)
    except BadCheckpoint:
        return None
    return said if safe.sign_note(origin(school_id), said.size, said.root) == note else None


def older_than_vouched(office: Office) -> list[str]:
    """Why the database may not be gone on with, school by school: it is shorter than, or not, what was signed."""
    if office.anchors is None:
        return []
    with office.store.reading() as session:
        names = {school.id: school.name for school in office.schools()}
        return [words for one, name in names.items() for words in _behind(office, session, one, name)]


def lacking(office: Office, session: Session, school_id: str) -> Lacking:
    """Which checkpoints that we signed are not kept outside the database, though each is once its work is durable.

    A power cut can come between the two, and a backup takes the database last. Then those that lack are newer than all
    that are kept. Where an older one lacks, or none is kept, somebody took the file away, or it was not brought back.
    """
    if office.anchors is None:
        return Lacking((), gone=False)
    query = select(AuditCheckpoint.note).where(AuditCheckpoint.school_id == school_id).order_by(AuditCheckpoint.size)
    notes = [note for note in session.scalars(query) if trusted(office.safe, school_id, note)]
    kept = set(anchored(office.anchors, school_id))
    lacks = [note for note in notes if note not in kept]
    newest_alone = len(lacks) < len(notes) and lacks == notes[len(notes) - len(lacks) :]
    return Lacking(tuple(lacks), gone=bool(lacks) and not newest_alone)


def bring_outside(office: Office, school_id: str) -> int:
    """Keep outside, too, what we signed and the database alone has. Returns how many."""
    if office.anchors is None:
        return 0
    with office.store.reading() as session:
        notes = lacking(office, session, school_id).notes
    office.anchors.mkdir(mode=0o700, parents=True, exist_ok=True)
    for note in notes:
        _append(_file(office.anchors, school_id), note)
    return len(notes)


def _behind(office: Office, session: Session, school_id: str, name: str) -> Iterator[str]:
    notes = anchored(office.anchors, school_id) if office.anchors else []
    said = [found for note in notes if (found := trusted(office.safe, school_id, note))]
    if lacking(office, session, school_id).gone:
        yield GONE.format(name)
    if not said:
        return
    highest = max(said, key=lambda one: one.size)
    head = session.get(AuditHead, school_id)
    has = head.next_seq if head else 0
    if has <= highest.size:  # each checkpoint is followed by the entry that says it was made
        yield (
            f"The record of {name} has {has} entries, but a checkpoint of {highest.size} was signed and written down "
            "after them: this database is older than one already vouched for."
        )
    elif _root(session, school_id, highest.size) != highest.root:
        yield f"The record of {name} is not the one that was vouched for when it had {highest.size} entries."


def _root(session: Session, school_id: str, size: int) -> bytes:
    def fetch(level: int, idx: int) -> bytes:
        found = session.get(AuditNode, (school_id, level, idx))
        return found.hash if found else b""

    return root_from_nodes(size, fetch)


def _keep_outside(session: Session, anchors: Path, school_id: str, note: str) -> None:
    """Append the note to the school's file once the work is durable, and not before."""
    anchors.mkdir(mode=0o700, parents=True, exist_ok=True)

    def keep(_session: Session) -> None:
        event.remove(session, "after_rollback", forget)
        _append(_file(anchors, school_id), note)

    def forget(_session: Session) -> None:
        event.remove(session, "after_commit", keep)

    event.listen(session, "after_commit", keep, once=True)
    event.listen(session, "after_rollback", forget, once=True)


def _append(file: Path, note: str) -> None:
    """What a power cut left unfinished is cut off first, so that the file stays a row of whole notes."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        lines = opened.read().splitlines(keepends=True)
        whole = lines[: len(lines) // _LINES * _LINES]
        whole = whole[:-_LINES] if whole and not whole[-1].endswith(b"\n") else whole
        opened.seek(sum(map(len, whole)))
        opened.truncate()
        opened.write(note.encode())
        opened.flush()
        os.fsync(opened.fileno())


def _file(anchors: Path, school_id: str) -> Path:
    return anchors / f"{school_id}.note"
