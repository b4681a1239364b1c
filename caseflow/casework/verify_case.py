"""Compares one case as it is stored with where its entries led: places, answers, parts, clocks and letters."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from caseflow.casework import people
from caseflow.casework.desk import Desk, case_scope
from caseflow.casework.journal import Entry
from caseflow.casework.verify_evidence import evidence_problems
from caseflow.casework.verify_replay import Replay, differences
from caseflow.casework.verify_spans import DATED
from caseflow.casework.verify_words import Problem
from caseflow.ledger.seal import normalised
from caseflow.procedure import roles
from caseflow.records import Case, LetterRecord
from caseflow.vault.box import Altered, field_key, unseal

GIVEN_AT_FIRST = {
    role.key for role in (roles.SUBJECT, roles.CONFLICTED, roles.REPORTER, roles.ALSO_REPORTED, roles.CASE_MANAGER)
}
"""Parts that are given when a case is opened, by where the report goes and not by an answer."""


def _empty() -> dict[str, list[Any]]:
    return {"position": [], "part": [], "clock": [], "clock_edit": [], "letter": [], "evidence": []}


@dataclass
class CaseRows:
    """A case as it is stored. `spoilt` names the tables in which some row of it cannot be read."""

    id: str
    reference: str
    case: Case | None
    tables: dict[str, list[Any]] = field(default_factory=_empty)
    spoilt: set[str] = field(default_factory=set)

    def of(self, table: str) -> list[Any]:
        """The rows of one table."""
        if table == "case":
            return [self.case] if self.case else []
        return self.tables[table]


def check_case(desk: Desk, rows: CaseRows, entries: list[Entry]) -> Iterator[Problem]:
    """Everything in which a case differs from where its entries led."""
    replay = Replay(rows.reference)
    for entry in entries:
        replay.take(entry)
    yield from replay.problems
    yield from differences(replay, {row.track: row.state for row in rows.of("position")})
    for words in (*_facts(desk, rows, replay), *_parts(desk, rows, replay), *_clocks(rows, replay)):
        yield Problem(f"{rows.reference}: {words}", reference=rows.reference)
    for words in (*_letters(desk, rows, replay), *_evidence(desk, rows, replay)):
        yield Problem(f"{rows.reference}: {words}", reference=rows.reference)


def _facts(desk: Desk, rows: CaseRows, replay: Replay) -> Iterator[str]:
    if rows.case is None:
        return
    if rows.case.version != replay.version:
        yield f"it is stored as version {rows.case.version}, but its entries made {replay.version}."
    scope, context = case_scope(rows.id), f"case/{rows.id}"
    try:
        desk.unseal(scope, rows.case.headline, f"{context}/headline")
        facts: dict[str, Any] = desk.unseal(scope, rows.case.sealed, f"{context}/facts")
    except Altered:
        yield "what is sealed in it does not open."
        return
    answers = normalised(facts.get("answers", {}))
    other = sorted(key for key in answers.keys() | replay.answers.keys() if answers.get(key) != replay.answers.get(key))
    if other:
        yield f"the answers to {', '.join(other)} are not those its entries recorded."
    happened = {key: datetime.fromisoformat(stamp) for key, stamp in facts.get("happened", {}).items()}
    if happened.keys() != replay.happened.keys() or any(at > replay.happened[key] for key, at in happened.items()):
        yield "what is stored of what happened, and when, is not what its entries recorded."
    if facts.get("links", []) != replay.links:
        yield "the cases it is stored as belonging with are not those its entries named."


def _parts(desk: Desk, rows: CaseRows, replay: Replay) -> Iterator[str]:
    if "part" in rows.spoilt or rows.case is None:
        return
    school = rows.case.school_id
    yield from replay.spans.differences(rows.of("part"), lambda one: people.mark(desk, school, one))
    yield from _lasting(desk, rows, replay, rows.case)


def _lasting(desk: Desk, rows: CaseRows, replay: Replay, case: Case) -> Iterator[str]:
    school = case.school_id
    due = {(role, people.mark(desk, school, one)): held for (role, one), held in replay.parts.items()}
    stored: dict[tuple[str, bytes], bool] = {}
    for row in (row for row in rows.of("part") if row.role not in DATED):
        first = row.role in GIVEN_AT_FIRST and row.since == case.opened_at
        if (row.role, row.who) not in due and not first:
            yield f"somebody is stored with the part “{row.role}”, which no entry gave them."
        stored[row.role, row.who] = stored.get((row.role, row.who), False) or row.until is None
    for (role, who), held in due.items():
        if held and (role, who) not in stored:
            yield f"an entry gave somebody the part “{role}”, and it is not stored."
    for (role, who), held in stored.items():
        if held != due.get((role, who), role not in replay.ended_for_all):
            yield f"the part “{role}” is stored as {'held' if held else 'ended'}, and its entries say otherwise."


def _clocks(rows: CaseRows, replay: Replay) -> Iterator[str]:
    if not rows.spoilt & {"clock", "clock_edit"}:
        yield from replay.clocks.differences(rows.of("clock"), rows.of("clock_edit"))


def _letters(desk: Desk, rows: CaseRows, replay: Replay) -> Iterator[str]:
    if "letter" in rows.spoilt:
        return
    stored = {row.number: row for row in rows.of("letter")}
    for number in sorted(stored.keys() | set(range(1, len(replay.letters) + 1))):
        row = stored.get(number)
        due = replay.letters[number - 1] if 0 < number <= len(replay.letters) else None
        if row is None or due is None or [row.key, row.status] != due:
            was = f"“{row.key}”, {row.status}" if row else "not there"
            left = ", ".join(due) if due else "unwritten"
            yield f"letter {number} is stored as {was}, but its entries left it {left}."
        if row is not None:
            yield from _letter(desk, rows, row, replay.issued.get(row.id))


def _evidence(desk: Desk, rows: CaseRows, replay: Replay) -> Iterator[str]:
    if "evidence" not in rows.spoilt:
        yield from evidence_problems(desk, case_scope(rows.id), rows.of("evidence"), replay.evidence)


def _letter(desk: Desk, rows: CaseRows, row: LetterRecord, vouched: str | None) -> Iterator[str]:
    key = field_key(desk.keyring.key(case_scope(rows.id)))
    try:
        unseal(key, row.sealed, f"letter/{row.id}")
        pdf = None if row.pdf is None else unseal(key, row.pdf, f"letter/{row.id}/pdf")
    except Altered:
        yield f"what is sealed in letter {row.number} does not open."
        return
    printed = None if pdf is None else hashlib.sha256(pdf).hexdigest()
    if not printed == row.sha256 == vouched:
        yield f"the printed letter {row.number} is not the one that was issued."
