"""How a report is read back: question by question, in the words of its answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from caseflow.lifecycle.terms import Kind, Question
from caseflow.procedure.roles import BY_KEY
from caseflow.web import say
from caseflow.web.report_days import DAYS
from caseflow.web.report_pages import PAGES, Page

NOT_GIVEN = "Not provided"


@dataclass(frozen=True)
class Line:
    """A question and what was answered; `page` is where it can be changed, `several` what was ticked."""

    asks: str
    words: str
    page: Page
    several: tuple[str, ...] = ()


def cards(pages: tuple[Page, ...], answers: Mapping[str, Any]) -> dict[str, list[Line]]:
    """The answers of these pages under the headings of their cards, those not given included."""
    found: dict[str, list[Line]] = {}
    for page in pages:
        found.setdefault(page.card, []).extend(_lines(page, answers))
    return found


def given_cards(answers: Mapping[str, Any]) -> dict[str, list[Line]]:
    """The answers of a report that was sent, under the headings of their cards."""
    whole = cards(tuple(page for page in PAGES if set(page.asks) & set(answers)), answers)
    return {card: [line for line in lines if line.words != NOT_GIVEN] for card, lines in whole.items()}


def _lines(page: Page, answers: Mapping[str, Any]) -> list[Line]:
    if page.keeps:
        return [Line(day.question.asks, _day(day.key, answers), page) for day in DAYS]
    return [
        Line(question.asks, _words(question, answers), page, _several(question, answers)) for question in page.questions
    ]


def _words(question: Question, answers: Mapping[str, Any]) -> str:
    value = answers.get(question.key)
    if value is None:
        return NOT_GIVEN
    return "; ".join(_several(question, answers)) or say.answer(question, value)


def _several(question: Question, answers: Mapping[str, Any]) -> tuple[str, ...]:
    """What was ticked, in the words beside the boxes."""
    if question.kind is not Kind.MANY:
        return ()
    ticked = answers.get(question.key) or ()
    return tuple(option.hint or option.title for option in question.options if option.key in ticked)


def _day(key: str, answers: Mapping[str, Any]) -> str:
    day = next(day for day in DAYS if day.key == key)
    if key not in answers:
        return "I do not know" if f"{key}_how" in answers else NOT_GIVEN
    words = say.answer(day.question, answers[key])
    return f"About {words}" if answers.get(f"{key}_how") == "about" else words


def receiver(post: str) -> str:
    """To whom a report goes, as its reporter reads it: by post, never by name."""
    return f"the {BY_KEY[post].title}" if post in BY_KEY else "the case manager"
