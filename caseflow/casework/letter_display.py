"""An answer as a letter writes it: days and times in full, choices by their words, people by their names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from caseflow.casework.casefile import CaseFile
from caseflow.lifecycle.answers import typed
from caseflow.lifecycle.days import say_day, say_moment
from caseflow.lifecycle.terms import Kind, Letter, Question
from caseflow.procedure import PROCEDURE
from caseflow.procedure.choices import FINDINGS

_FINDINGS = {option.key: option.title for option in FINDINGS}
_YES_NO = {"yes": "Yes", "no": "No", "unsure": "Not sure"}


def question_of(letter: Letter, key: str) -> Question | None:
    """The question that a value answers: one asked at the letter itself, or one of the procedure."""
    for fact in letter.needs:
        if fact.key == key and fact.asked_at_letter:
            return Question(fact.key, fact.title, fact.kind, fact.hint, most=4_000)
    return PROCEDURE.question.get(key)


def display(file: CaseFile, question: Question | None, value: Any) -> str:
    """An answer as a letter writes it."""
    value = typed(question, value)
    if question is None:
        return str(value)
    shown: dict[Kind, Callable[[], str]] = {
        Kind.DAY: lambda: say_day(value),
        Kind.MOMENT: lambda: say_moment(value),
        Kind.YES_NO: lambda: _YES_NO.get(value, str(value)),
        Kind.YES_NO_UNSURE: lambda: _YES_NO.get(value, str(value)),
        Kind.CHOICE: lambda: _title(question, value),
        Kind.MANY: lambda: "; ".join(_title(question, one) for one in value),
        Kind.PERSON: lambda: file.name_of(value),
        Kind.PEOPLE: lambda: in_words(file.name_of(one) for one in value),
        Kind.FINDINGS: lambda: "; ".join(_FINDINGS.get(one, one) for one in value.values()),
        Kind.CONFIRM: lambda: "Yes" if value else "No",
    }
    return shown.get(question.kind, lambda: str(value))()


def _title(question: Question, key: Any) -> str:
    return next((option.title for option in question.options if option.key == key), str(key))


def in_words(names: Iterable[str]) -> str:
    """Anna, Ben and Cem."""
    *before, last = sorted(names) or [""]
    return f"{', '.join(before)} and {last}" if before else last
