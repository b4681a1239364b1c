"""What stands in a bundle: the papers that a panel hears a case on, and no more.

Nothing of agencies, of suspension, of notes or of who reported it belongs to it (decisions 13 and 21). A supplement
holds only what no earlier part held.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from caseflow.casework import evidence_reading, journal
from caseflow.casework.casefile import ISSUED_LETTERS, CaseFile
from caseflow.casework.evidence_reading import Item
from caseflow.casework.journal import Entry
from caseflow.casework.letter_display import display, in_words
from caseflow.casework.letter_facts import read_said
from caseflow.casework.packs import copied
from caseflow.lifecycle.days import say_day, say_moment
from caseflow.lifecycle.terms import Transition
from caseflow.procedure import PROCEDURE, bundles
from caseflow.procedure.bundle_frozen import FOR_APPEAL
from caseflow.procedure.bundles import BY_LETTER, Bundle
from caseflow.procedure.evidence import KINDS
from caseflow.records import LetterRecord

_KINDS = {kind.key: kind.title for kind in KINDS}
_PREPARING = tuple(bundle.prepared for bundle in bundles.BUNDLES)
Held = dict[str, list[int]]


def contents(file: CaseFile, row: LetterRecord) -> dict[str, Any] | None:
    """All that a bundle, or a supplement to it, holds as plain words; None for a letter that is no bundle."""
    bundle = BY_LETTER.get(row.key)
    if bundle is None:
        return None
    earlier = [one for one in file.letters if one.key == row.key and one.status in ISSUED_LETTERS and one is not row]
    before = [read_said(file, one)["context"]["bundle"]["held"] for one in earlier]
    steps = journal.read(file.desk, file.scope, event="transition")
    prepared = [one for one in steps if one.said.get("action") == bundle.prepared.key]
    sections = list(_sections(file, bundle, _not_in(steps, prepared, before)))
    exhibits = [one for one in _evidence(file, prepared) if one["number"] not in _of(before, "evidence")]
    copies = list(_copies(file, bundle, _of(before, "letters")))
    held: Held = {
        "entries": [entry["number"] for section in sections for entry in section["entries"]],
        "evidence": [one["number"] for one in exhibits],
        "letters": [one["number"] for one in copies],
    }
    return {
        "title": bundle.title,
        "supplement": len(earlier),
        "panel": in_words(file.name_of(one) for one in file.held_by(bundle.reads)),
        "findings": bundle.letter == FOR_APPEAL,
        "sections": sections,
        "evidence": exhibits,
        "copies": copies,
        "left_out": list(_left_out(prepared)),
        "held": held,
    }


def _of(before: Iterable[Held], what: str) -> set[int]:
    return {number for held in before for number in held[what]}


def _not_in(steps: list[Entry], prepared: list[Entry], before: list[Held]) -> list[Entry]:
    """The steps that no earlier part holds, and that nobody left out."""
    gone = _of(before, "entries") | {number for entry in prepared for number in _numbers(entry, bundles.LEFT_OUT)}
    return [entry for entry in steps if entry.number not in gone]


def _numbers(entry: Entry, key: str) -> tuple[int, ...]:
    return bundles.numbers(entry.said.get("answers", {}).get(key))


def _sections(file: CaseFile, bundle: Bundle, steps: list[Entry]) -> Iterator[dict[str, Any]]:
    for number, (title, transitions) in enumerate(bundle.told, 1):
        keys = {transition.key for transition in transitions}
        entries = [entry for entry in steps if entry.said.get("action") in keys]
        if told := [one for entry in entries if (one := _told(file, entry))["answers"]]:
            yield {"key": str(number), "title": title, "entries": told}


def _told(file: CaseFile, entry: Entry) -> dict[str, Any]:
    transition = PROCEDURE.by_key[str(entry.said["action"])]
    preparing = transition in _PREPARING
    return {
        "number": entry.number,
        "at": say_moment(entry.at),
        "sentence": "Sent for the panel" if preparing else entry.sentence,
        "answers": _answers(file, entry, transition, only=bundles.SENT if preparing else ""),
    }


def _answers(file: CaseFile, entry: Entry, transition: Transition, only: str) -> list[tuple[str, str]]:
    given: Mapping[str, Any] = entry.said.get("answers", {})
    asked = [one for one in transition.asks if one.key in given and only in ("", one.key)]
    return [(one.asks, display(file, one, given[one.key])) for one in asked]


def _evidence(file: CaseFile, prepared: list[Entry]) -> Iterator[dict[str, Any]]:
    """The items that the panel looks at: what each is, and never who brought it."""
    wanted = {number for entry in prepared for number in _numbers(entry, bundles.EVIDENCE)}
    for item in evidence_reading.items(file):
        if item.row.number in wanted:
            yield _exhibit(item)


def _exhibit(item: Item) -> dict[str, Any]:
    made = item.card.get("item_made") or item.card.get("item_posted")
    return {
        "number": item.row.number,
        "what": item.what,
        "kind": _KINDS.get(str(item.card.get("item_kind")), "A file"),
        "made": say_day(made) if made else "",
        "sha256": str(item.file["sha256"]) if item.file else "",
    }


def _copies(file: CaseFile, bundle: Bundle, before: set[int]) -> Iterator[dict[str, Any]]:
    """The letters to the member of staff that belong to what is heard, word for word as they were issued."""
    for row in file.letters:
        if row.key in bundle.copies and row.status in ISSUED_LETTERS and row.number not in before:
            yield copied(file, row)


def _left_out(prepared: list[Entry]) -> Iterator[dict[str, Any]]:
    for entry in prepared:
        if found := _numbers(entry, bundles.LEFT_OUT):
            yield {"count": len(found), "why": str(entry.said["answers"][bundles.WHY_LEFT_OUT])}


def manifest(words: Mapping[str, Any]) -> dict[str, Any]:
    """What exactly stands in a bundle, for the journal."""
    found = words.get("bundle")
    if found is None:
        return {}
    letters = [{"number": one["number"], "sha256": one["sha256"]} for one in found["copies"]]
    said = {**found["held"], "letters": letters, "supplement": found["supplement"]}
    return {"bundle": said}
