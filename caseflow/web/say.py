"""How pages write dates, moments, answers and states."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from flask import Flask

from caseflow.lifecycle.answers import typed
from caseflow.lifecycle.clocks import say_due
from caseflow.lifecycle.days import local, say_day, say_moment
from caseflow.lifecycle.schooldays import SchoolCalendar
from caseflow.lifecycle.terms import Kind, Question, Unit
from caseflow.procedure import PROCEDURE
from caseflow.procedure.choices import FINDINGS

_YES_NO = {"yes": "Yes", "no": "No", "unsure": "Not sure"}
_BREACHES = {category.key: category.title for category in PROCEDURE.categories}
_FINDINGS = {option.key: option.title for option in FINDINGS}


def day(value: date | datetime) -> str:
    """4 June 2026."""
    return say_day(local(value).date() if isinstance(value, datetime) else value)


def short_day(value: datetime) -> str:
    """4 Jun 2026, for a narrow column."""
    at = local(value)
    return f"{at.day} {at:%b %Y}"


def moment(value: datetime) -> str:
    """4 June 2026 at 9:32am; a time at the very end of a day is the day alone."""
    at = local(value)
    return say_day(at.date()) if (at.hour, at.minute) == (23, 59) else say_moment(value)


def due(value: datetime, now: datetime) -> str:
    """How a due time lies to today: overdue by 2 working days, today, tomorrow, in 3 working days."""
    return say_due(value, now, Unit.WORKING_DAYS, SchoolCalendar())


_OURS = re.compile(r"\b(note|invariants?|scenario|screens)\b", re.IGNORECASE)
Names = Callable[[str], str]


def answer(question: Question, value: Any, names: Names = str) -> str:
    """An answer as people read it. `names` gives the name of a person's id, and the title of an allegation's."""
    value = typed(question, value)
    if question.kind in _SAYERS:
        return _SAYERS[question.kind](value)
    if question.kind is Kind.FINDINGS:
        return "; ".join(f"{names(key)}: {_FINDINGS.get(one, one)}" for key, one in value.items())
    if question.kind is Kind.CASE:
        return names(value)
    if question.kind in (Kind.PERSON, Kind.PEOPLE):
        return ", ".join(names(one) for one in ([value] if isinstance(value, str) else value))
    if question.kind in (Kind.CHOICE, Kind.MANY):
        return "; ".join(_title(question, one) for one in ([value] if isinstance(value, str) else value))
    return str(value)


_SAYERS: dict[Kind, Callable[[Any], str]] = {
    Kind.DAY: day,
    Kind.MOMENT: moment,
    Kind.YES_NO: lambda value: _YES_NO.get(value, str(value)),
    Kind.YES_NO_UNSURE: lambda value: _YES_NO.get(value, str(value)),
    Kind.CONFIRM: lambda value: "Yes" if value else "No",
    Kind.CLOCK: lambda value: PROCEDURE.deadline[value].title if value in PROCEDURE.deadline else str(value),
}


def _title(question: Question, key: str) -> str:
    return next((option.title for option in question.options if option.key == key), key)


def state(key: str) -> str:
    """The title of a state."""
    found = PROCEDURE.state.get(key)
    return found.title if found else key


def breach(code: str) -> str:
    """What a breach is called, by its code."""
    return _BREACHES.get(code, code)


def source(text: str) -> str:
    """Where a rule comes from, as far as a reader can look it up; what rests on our own notes alone is left out."""
    return "; ".join(one.strip() for one in text.split(";") if not _OURS.search(one))


def printable(typed: str) -> str:
    """What was typed, as a page can show it: a sign that no page may hold becomes one that says so."""
    return "".join(char if char.isprintable() or char in "\n\r\t" else "�" for char in typed)


def put_on(app: Flask) -> None:
    """Give these to the templates as filters."""
    app.jinja_env.filters.update(
        answer=answer,
        day=day,
        short_day=short_day,
        moment=moment,
        state_title=state,
        breach=breach,
        due=due,
        printable=printable,
        source=source,
    )
