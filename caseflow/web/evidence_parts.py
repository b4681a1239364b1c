"""What the pages of evidence show: the table, the card, what is known of a file, and whom to tell of a picture."""

from __future__ import annotations

from typing import Any

from caseflow.casework import cases, confidence, people
from caseflow.casework import evidence_reading as reading
from caseflow.casework.casefile import CaseFile
from caseflow.casework.evidence_reading import Item
from caseflow.casework.evidence_rules import objection, picture_stop, questions
from caseflow.casework.journal import Entry
from caseflow.inspection import BY_KEY as FILE_KINDS
from caseflow.inspection import FLAGS
from caseflow.lifecycle.answers import plain
from caseflow.lifecycle.terms import Permission, Question
from caseflow.procedure import PROCEDURE, roles
from caseflow.procedure import evidence as asked
from caseflow.web import say
from caseflow.web.desk import current_person, desk


def evidence_of(file: CaseFile) -> dict[str, Any]:
    """What the table of the evidence needs, here and on the page of the case."""
    seen_by = [role.title for role in PROCEDURE.roles if Permission.READ in role.holds and file.held_by(role)]
    return {
        "items": [confidence.as_shown(file, current_person(), item) for item in reading.items(file)],
        "seen_by": ", ".join(seen_by),
        "came_by": {option.key: option.title for option in asked.CAME_BY},
        "picture_stop": picture_stop(file),
        "may_add": objection(file, current_person(), Permission.NOTE) is None,
        "may_lift": cases.may(file, current_person(), Permission.MANAGE),
    }


def leads(file: CaseFile) -> list[str]:
    """The designated safeguarding leads of the school, those left out who may know nothing of this case."""
    barred = {one for role in PROCEDURE.roles if role.bars for one in file.held_by(role, ever=True)}
    found = people.holders(desk(), file.case.school_id, (roles.DSL.key,))
    return [one.name for one in found if one.id not in barred]


def pointers(entries: list[Entry], entry: Entry) -> dict[str, Any]:
    """Where an entry of the timeline points: to the entry it corrects, to those that correct it, to its item."""
    return {
        "corrects": entry.said.get("answers", {}).get("note_corrects"),
        "corrected_by": [one.number for one in reading.corrections(entries, entry.number)],
        "item": entry.said.get("evidence"),
    }


_GROUPS = (
    ("What it is", (*asked.WHAT, asked.ALLEGATIONS, asked.WITNESS)),
    ("Where it came from", asked.WHENCE),
    ("The account and the post", asked.POSTED),
    ("How it was captured", asked.CAPTURED),
)


def groups(file: CaseFile, item: Item) -> list[tuple[str, list[tuple[str, str]]]]:
    """What was answered, under the headings of the card."""
    now = {one.key: one for one in questions(file, item.row.image_flag) if one.key == asked.ALLEGATIONS.key}
    found = [
        (title, [_line(file, now.get(one.key, one), item.card[one.key]) for one in group if one.key in item.card])
        for title, group in _GROUPS
    ]
    return [(title, lines) for title, lines in found if lines]


def _line(file: CaseFile, question: Question, value: Any) -> tuple[str, str]:
    if question.key == asked.WITNESS.key:
        return question.asks, file.name_of(value)
    return question.asks, say.answer(question, plain(value), file.name_of)


def details(item: Item) -> list[tuple[str, str]]:
    """What is known of the file itself; of what may be illegal nothing is told that could be looked for elsewhere."""
    told = item.file
    if told is None or not item.is_open:
        return []
    lines = [
        ("Name it had", told["name"]),
        ("Kind", FILE_KINDS[told["kind"]].title),
        ("Size", f"{told['size']:,} bytes"),
        ("Pages", str(told["pages"]) if told["pages"] else ""),
        ("Points", f"{told['width']:,} by {told['height']:,}" if told["width"] else ""),
        ("Mind", ". ".join(FLAGS[flag] for flag in told["flags"])),
        ("Viruses", "Not scanned"),
    ]
    return [(name, value) for name, value in lines if value]
