"""Reading evidence: the items of a case, one item's card, its file as a download, who opened it, what corrects it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from caseflow.casework import cases
from caseflow.casework.casefile import CaseFile
from caseflow.casework.desk import Desk
from caseflow.casework.evidence_files import store
from caseflow.casework.journal import Entry
from caseflow.casework.people import Someone
from caseflow.casework.refusals import NotThere, Refused, Tampered
from caseflow.inspection import BY_KEY as KINDS
from caseflow.lifecycle.answers import typed
from caseflow.lifecycle.terms import Permission
from caseflow.procedure.evidence import BY_KEY
from caseflow.records import EvidenceRecord
from caseflow.vault.box import Altered
from caseflow.vault.files import FileGone, Pieces

FILE_OPENED = "file"


@dataclass(frozen=True)
class Item:
    """An item, opened. `card` holds the answers typed, `file` what is known of its file, None if it has none."""

    row: EvidenceRecord
    card: dict[str, Any]
    file: dict[str, Any] | None
    by: str
    with_report: bool

    @property
    def name(self) -> str:
        """What people call it: E3."""
        return f"E{self.row.number}"

    @property
    def is_open(self) -> bool:
        """Whether its file may be opened."""
        return self.file is not None and self.row.frozen_at is None

    @property
    def what(self) -> str:
        """What it is, in the words of whoever added it."""
        return str(self.card.get("item_what", ""))


def read(desk: Desk, person: Someone, reference: str, what: str) -> CaseFile:
    """A case whose evidence is about to be shown to somebody who may read all of it. The reading is journalled first.

    Raises NotThere for everybody else: a panel sees evidence when it is put before it.
    """
    file = cases.find(desk, person, reference, Permission.READ)
    cases.about_to_read(file, person, what)
    return file


def read_item(desk: Desk, person: Someone, reference: str, number: int) -> tuple[CaseFile, Item]:
    """One item, whose card is about to be shown. Raises NotThere."""
    file = cases.find(desk, person, reference, Permission.READ)
    item = numbered(file, number)
    cases.about_to_read(file, person, f"card of {item.name}", evidence=number)
    return file, item


def items(file: CaseFile) -> list[Item]:
    """All items of a case, oldest first."""
    return [opened(file, row) for row in file.evidence]


def numbered(file: CaseFile, number: int) -> Item:
    """The item of this number. Raises NotThere if there is none in this case."""
    row = next((row for row in file.evidence if row.number == number), None)
    if row is None:
        raise NotThere
    return opened(file, row)


def opened(file: CaseFile, row: EvidenceRecord) -> Item:
    """An item, opened."""
    said = file.desk.unseal(file.scope, row.sealed, f"evidence/{row.id}")
    card = {key: typed(BY_KEY.get(key), value) for key, value in said["card"].items()}
    return Item(row, card, said["file"], said["by"], said["with_report"])


def download(desk: Desk, person: Someone, reference: str, number: int) -> tuple[Item, Pieces]:
    """The file of an item, piece by piece, byte for byte as it came; that it was opened is journalled first.

    Raises NotThere, Refused if it is frozen, and Tampered if it is missing or not the one that was added: that is known
    before the first piece is handed out.
    """
    file = cases.find(desk, person, reference, Permission.READ)
    item = numbered(file, number)
    if item.file is None:
        raise NotThere
    if not item.is_open:
        raise Refused(f"{item.name} is frozen: nobody opens it until the police have advised.")
    cases.about_to_read(file, person, f"file of {item.name}", evidence=number, opened=FILE_OPENED)
    return item, _pieces(file, item)


def _pieces(file: CaseFile, item: Item) -> Pieces:
    files, vouched = store(file.desk), item.file or {}
    try:
        key = file.desk.unwrap(file.scope, item.row.blob_key or b"", str(item.row.blob))
        if item.row.blob != vouched["blob"] or files.sealed_sha256(vouched["blob"]) != vouched["sealed_sha256"]:
            raise Altered("it is not the file that was added")
        return files.read(vouched["blob"], key)
    except (Altered, FileGone) as trouble:
        raise Tampered(
            f"The stored file of {item.name} in {file.reference} is missing, or is not the one that was added. "
            "It was not opened. Tell the chair and check the journal."
        ) from trouble


def generated_name(item: Item, random: str) -> str:
    """How a file is named when it is handed out: by its number, its checked kind, and nothing that anybody chose."""
    return f"{item.name}-{random}.{KINDS[(item.file or {})['kind']].ending}"


def added_by(entries: Iterable[Entry], number: int) -> Entry | None:
    """The entry that added an item."""
    return next((one for one in entries if one.event == "evidence_added" and one.said["evidence"] == number), None)


def openers(entries: Iterable[Entry], number: int) -> list[tuple[datetime, str]]:
    """Who opened the file of an item, and when: the ids of the people."""
    return [
        (one.at, str(one.said["actor"]))
        for one in entries
        if one.said.get("evidence") == number and one.said.get("opened") == FILE_OPENED
    ]


def corrections(entries: Iterable[Entry], corrected: int) -> list[Entry]:
    """The entries that correct the entry of this number."""
    return [one for one in entries if one.said.get("answers", {}).get("note_corrects") == corrected]
