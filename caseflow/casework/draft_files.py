"""Files added to a report that is not sent yet: sealed under the draft's key, and moved into the case with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, select

from caseflow.casework import evidence
from caseflow.casework.casefile import CaseFile
from caseflow.casework.desk import Desk, draft_scope
from caseflow.casework.evidence import Blobs
from caseflow.casework.evidence_files import Arrived, Limits, limits, remove_afterwards
from caseflow.casework.evidence_rules import picture_stop
from caseflow.casework.people import Someone
from caseflow.casework.refusals import NotThere, Refused
from caseflow.lifecycle.answers import plain
from caseflow.lifecycle.days import local
from caseflow.procedure.evidence import FILE, NO_PICTURE
from caseflow.procedure.reporting import IMAGE_GATE
from caseflow.records import DraftFile, new_id
from caseflow.vault.box import Altered


@dataclass(frozen=True)
class Attached:
    """A file added to a draft, opened: what it is and how its reporter got it, in their words."""

    id: str
    what: str
    how: str
    file: dict[str, Any]
    keys: tuple[str, str] = field(repr=False)

    @property
    def size(self) -> int:
        """How large it is."""
        return int(self.file["size"])


def attached(desk: Desk, draft_id: str) -> tuple[Attached, ...]:
    """The files of a draft, oldest first. Raises Altered if one was changed or moved by hand."""
    query = select(DraftFile).where(DraftFile.draft_id == draft_id).order_by(DraftFile.added_at, DraftFile.id)
    return tuple(_opened(desk, row) for row in desk.session.scalars(query))


def hindrance(answers: Mapping[str, Any], files: Iterable[Attached], most: Limits, more: int = 0) -> str | None:
    """Why no (further) file is taken with this report, or None."""
    if answers.get(IMAGE_GATE.key) != NO_PICTURE:
        return "This report takes no file: there is, or might be, a picture that nobody may copy."
    return most.no_room([one.size for one in files], more)


def attach(
    desk: Desk, person: Someone, draft_id: str, answers: Mapping[str, Any], said: Mapping[str, Any], arrived: Arrived
) -> None:
    """Add a file to a draft. `said` is what it is and how it was got. Raises Refused if none is taken."""
    most = limits(desk, person.school_id)
    if words := hindrance(answers, attached(desk, draft_id), most, arrived.original.size):
        raise Refused(words)
    copied = arrived.copy
    keys = {"key": arrived.original.key.hex(), "copy_key": copied.key.hex() if copied else ""}
    row = DraftFile(
        id=new_id(),
        draft_id=draft_id,
        blob=arrived.original.name,
        copy=copied.name if copied else None,
        size=arrived.original.size,
        added_at=desk.now,
    )
    kept = {"what": said["file_what"], "how": said["file_how"], "file": arrived.described(), **keys}
    row.sealed = desk.seal(draft_scope(draft_id), kept, _place(row))
    desk.session.add(row)
    desk.session.flush()


def detach(desk: Desk, draft_id: str, answers: Mapping[str, Any], file_id: str) -> None:
    """Take a file out of a draft again. Raises NotThere.

    Raises Refused where the report now says that there is such a picture: nothing goes before the police advise.
    """
    if answers.get(IMAGE_GATE.key) != NO_PICTURE:
        raise Refused("This file is locked until the police have advised. It goes with your report, unopened.")
    if not _remove(desk, DraftFile.id == file_id, DraftFile.draft_id == draft_id):
        raise NotThere


def forget(desk: Desk, draft_ids: Iterable[str]) -> None:
    """The drafts are going: their files go with them, when that is durable."""
    _remove(desk, DraftFile.draft_id.in_(list(draft_ids)))


def move(desk: Desk, person: Someone, draft_id: str, file: CaseFile) -> None:
    """Make evidence of the files of a draft whose report has just become a case.

    Where the report by now says that there is, or might be, a picture that nobody may copy, they are frozen at once.
    """
    moved = attached(desk, draft_id)
    desk.session.execute(delete(DraftFile).where(DraftFile.draft_id == draft_id))
    frozen = picture_stop(file) is not None
    for one in moved:
        evidence.keep(file, _card(file, person, one), person, NO_PICTURE, _blobs(file, one), frozen=frozen,
                      with_report=True)  # fmt: skip
        if frozen and one.file["copy"]:
            remove_afterwards(desk, [one.file["copy"]["blob"]])


def _card(file: CaseFile, person: Someone, one: Attached) -> dict[str, Any]:
    return {
        "item_kind": FILE,
        "item_what": one.what,
        "item_supplied_by": person.name,
        "item_received": plain(local(file.desk.now).date()),
        "item_came_by": "reporter",
        "item_came_by_more": one.how,
    }


def _blobs(file: CaseFile, one: Attached) -> Blobs:
    """The same files, their keys wrapped under the case's: what lies in the store stays as it is."""
    described, (key, copy_key) = one.file, one.keys
    copied = described["copy"]

    def wrap(hexed: str, name: str) -> bytes:
        return file.desk.wrap(file.scope, bytes.fromhex(hexed), name)

    return Blobs(
        described=described,
        blob=described["blob"],
        blob_key=wrap(key, described["blob"]),
        size=described["size"],
        copy=copied["blob"] if copied else None,
        copy_key=wrap(copy_key, copied["blob"]) if copied else None,
    )


def _opened(desk: Desk, row: DraftFile) -> Attached:
    said = desk.unseal(draft_scope(row.draft_id), row.sealed, _place(row))
    found = (said["file"]["blob"], said["file"]["size"])
    if found != (row.blob, row.size):
        raise Altered("a file of a draft is stored otherwise than it was added")
    return Attached(row.id, said["what"], said["how"], said["file"], (said["key"], said["copy_key"]))


def _place(row: DraftFile) -> str:
    return f"draft/{row.draft_id}/file/{row.id}"


def _remove(desk: Desk, *which: Any) -> bool:
    gone = desk.session.execute(delete(DraftFile).where(*which).returning(DraftFile.blob, DraftFile.copy)).all()
    if gone:
        remove_afterwards(desk, [name for row in gone for name in row])
    return bool(gone)
