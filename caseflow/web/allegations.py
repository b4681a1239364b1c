"""The allegations of a case as its page shows them: clause, finding, the exceptions asked about, and what was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from caseflow.casework import allegations
from caseflow.casework.casefile import CaseFile
from caseflow.procedure.choices import FINDINGS
from caseflow.procedure.exceptions import asked_about
from caseflow.web import say

_TITLES = {option.key: option.title for option in FINDINGS}


@dataclass(frozen=True)
class Card:
    """One allegation. `facts` are pairs of what is told and the words."""

    title: str
    facts: tuple[tuple[str, str], ...]


def cards(file: CaseFile, *, whole: bool) -> list[Card]:
    """Every allegation of a case. What triage was told of excuses, and by whom, is for those who read the whole."""
    read = allegations.readings(file)
    return [
        Card(f"{one['code']}: {one['title']}", tuple(fact for fact in _facts(file, one, known, whole) if fact[1]))
        for one, known in zip(file.allegations, read, strict=True)
    ]


def _facts(file: CaseFile, one: dict[str, Any], known: str, whole: bool) -> Iterator[tuple[str, str]]:
    found: dict[str, str] = file.facts.get("answers", {}).get("findings") or {}
    day = f", in force on {say.day(date.fromisoformat(one['day']))}" if one.get("day") else ""
    yield f"Clause {one['clause']}".strip(), one["words"] or one.get("none") or "No policy was in force on the day."
    yield "Policy", f"{one['policy']}{day}" if one["policy"] else ""
    yield "Had they confirmed reading it?", known
    yield from _exceptions(file, one["code"]) if whole else ()
    yield "Finding", _TITLES.get(found.get(one["id"], ""), "None yet")


def _exceptions(file: CaseFile, code: str) -> Iterator[tuple[str, str]]:
    """What was asked about the policy's exceptions at triage, with the answers."""
    answers = file.facts.get("answers", {})
    for question in asked_about(code, answers):
        if question.key in answers:
            yield question.asks.partition(" (optional")[0], say.answer(question, answers[question.key])
