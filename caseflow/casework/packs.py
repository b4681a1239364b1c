"""What goes into a pack: sections of what was recorded, oldest first, and copies of the letters that were issued."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from caseflow.casework import journal
from caseflow.casework.casefile import ISSUED_LETTERS, CaseFile
from caseflow.casework.journal import Entry
from caseflow.casework.letter_display import display
from caseflow.casework.letter_facts import read_said
from caseflow.casework.letter_readers import SUBJECT_READS
from caseflow.lifecycle.days import local, say_day, say_moment
from caseflow.lifecycle.terms import Letter, Transition
from caseflow.procedure import PROCEDURE
from caseflow.procedure.letters import CHAIR, SUBJECT
from caseflow.procedure.packs import BY_LETTER, LETTERS, PREFIX, SECTION_OF, SECTION_OF_TRACK, SECTIONS, Audience
from caseflow.records import LetterRecord


def contents(file: CaseFile, letter: Letter) -> dict[str, Any] | None:
    """All that a pack holds, as plain words; None for a letter that is no pack."""
    audience = BY_LETTER.get(letter.key)
    if audience is None:
        return None
    wanted = [key for key in file.answer("pack_sections") or () if key in audience.sections]
    steps = list(_steps(file, audience))
    return {
        "audience": audience.title,
        "why": str(file.answer("pack_why") or ""),
        "chronology": [] if audience.to == SUBJECT else [_line(entry) for entry, _ in steps],
        "sections": [
            {"key": one.key, "title": one.title, "entries": told}
            for one in SECTIONS
            if one.key in wanted and (told := _told(file, audience, steps, one.key))
        ],
        "copies": list(_copies(file, audience)) if LETTERS in wanted else [],
    }


def _steps(file: CaseFile, audience: Audience) -> Iterator[tuple[Entry, Transition]]:
    """What was done in the case, oldest first, that this reader may hear of."""
    for entry in journal.read(file.desk, file.scope, event="transition"):
        transition = PROCEDURE.by_key.get(str(entry.said.get("action")))
        if transition and _section(transition) in audience.sections:
            yield entry, transition


def _section(transition: Transition) -> str:
    by_track = SECTION_OF_TRACK.get(transition.track.key)
    return by_track or SECTION_OF.get(transition.key, "")


def _line(entry: Entry) -> tuple[str, str]:
    return say_moment(entry.at), entry.sentence


def _told(
    file: CaseFile, audience: Audience, steps: list[tuple[Entry, Transition]], section: str
) -> list[dict[str, Any]]:
    return [
        {"number": entry.number, "at": say_moment(entry.at), "sentence": entry.sentence, "answers": answers}
        for entry, transition in steps
        if _section(transition) == section and (answers := _answers(file, audience, entry, transition)) is not None
    ]


def _answers(file: CaseFile, audience: Audience, entry: Entry, transition: Transition) -> list[tuple[str, str]] | None:
    """What was answered then. The person reads what a letter to them may repeat; None if that is nothing."""
    given: Mapping[str, Any] = entry.said.get("answers", {})
    personal = audience.to == SUBJECT
    kept = [one for one in transition.asks if one.key in given and (not personal or one.key in SUBJECT_READS)]
    if personal and not kept:
        return None
    return [(one.asks, display(file, one, given[one.key])) for one in kept]


def _copies(file: CaseFile, audience: Audience) -> Iterator[dict[str, Any]]:
    """Letters that were issued, word for word, each with the fingerprint of the sheet that left the school."""
    for row in file.letters:
        if _goes_along(row, audience):
            yield copied(file, row)


def copied(file: CaseFile, row: LetterRecord) -> dict[str, Any]:
    """A letter that was issued, word for word, with the fingerprint of the sheet that left the school."""
    words = read_said(file, row)["context"]
    return {
        "key": row.key,
        "title": PROCEDURE.letter[row.key].title,
        "number": row.number,
        "to": words["letter"]["recipient_name"],
        "issued": say_day(local(row.issued_at).date()) if row.issued_at else "",
        "sha256": str(row.sha256),
        "context": words,
    }


def _goes_along(row: LetterRecord, audience: Audience) -> bool:
    letter = PROCEDURE.letter[row.key]
    if row.status not in ISSUED_LETTERS or row.key.startswith(PREFIX) or letter.to == CHAIR:
        return False
    return letter.to == SUBJECT if audience.to == SUBJECT else True


def manifest(words: Mapping[str, Any]) -> dict[str, Any]:
    """What exactly went into a pack, for the journal: entries by number, letters by fingerprint."""
    pack = words.get("pack")
    if pack is None:
        return {}
    return {
        "went": {
            "to": words["letter"]["recipient_name"],
            "why": pack["why"],
            "entries": sorted(one["number"] for section in pack["sections"] for one in section["entries"]),
            "letters": [{"number": one["number"], "sha256": one["sha256"]} for one in pack["copies"]],
        }
    }
