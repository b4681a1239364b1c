"""Compares the evidence of a case with what its entries added: the items, and the sealed file of each.

No file is opened for it: a file is known by the SHA-256 of what was sealed. So what may be illegal is never looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from caseflow.casework.desk import Desk
from caseflow.records import EvidenceRecord
from caseflow.vault.box import Altered
from caseflow.vault.files import FileGone


def evidence_problems(desk: Desk, scope: str, rows: list[EvidenceRecord], added: list[dict[str, Any]]) -> Iterator[str]:
    """What is wrong with the items stored, given what entries said when they added them."""
    stored = {row.number: row for row in rows}
    for number in sorted(stored.keys() | set(range(1, len(added) + 1))):
        row = stored.get(number)
        said = added[number - 1] if 0 < number <= len(added) else None
        if row is None:
            yield f"an entry added E{number} to the evidence, and it is not stored."
        elif said is None:
            yield f"E{number} is stored as evidence, and no entry added it."
        else:
            yield from _item(desk, scope, row, said)


def _item(desk: Desk, scope: str, row: EvidenceRecord, said: dict[str, Any]) -> Iterator[str]:
    if (row.id, row.image_flag, row.frozen_at is not None) != (said["item"], said["image_flag"], said["frozen"]):
        yield f"E{row.number} is stored as another item, or otherwise frozen, than its entries left it."
    try:
        sealed = desk.unseal(scope, row.sealed, f"evidence/{row.id}")
    except Altered:
        yield f"what is sealed in E{row.number} does not open."
        return
    if (sealed["card"], sealed["file"]) != (said["card"], said["given_file"]):
        yield f"what is stored of E{row.number} is not what its entry recorded."
    file = said["given_file"]
    yield from _blob(desk, scope, f"file of E{row.number}", (row.blob, row.blob_key), file)
    copied = file["copy"] if file and not said["frozen"] else None
    yield from _blob(desk, scope, f"copy of E{row.number}", (row.copy, row.copy_key), copied)


def _blob(
    desk: Desk, scope: str, what: str, stored: tuple[str | None, bytes | None], vouched: dict[str, Any] | None
) -> Iterator[str]:
    name, key = stored
    if name is None or key is None or vouched is None:
        if (name, key, vouched) != (None, None, None):
            yield f"the {what} is stored otherwise than its entry recorded."
        return
    if name != vouched["blob"]:
        yield f"the {what} is not the one that was added."
    try:
        desk.unwrap(scope, key, name)
    except Altered:
        yield f"the key of the {what} does not open."
    if desk.files is None:
        yield f"the {what} cannot be checked: the folder of evidence is not known."
        return
    try:
        if desk.files.sealed_sha256(name) != vouched["sealed_sha256"]:
            yield f"the {what} was altered on the disk."
    except FileGone:
        yield f"the {what} is missing."
