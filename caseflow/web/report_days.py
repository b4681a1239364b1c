"""Days as people remember them: today, yesterday, another day, about then, or no idea."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from caseflow.lifecycle.answers import typed
from caseflow.lifecycle.terms import Kind, Option, Question
from caseflow.procedure.reporting import REPORT

_REPORT = {question.key: question for question in REPORT.asks}
_OFFERED = (
    Option("today", "Today"),
    Option("yesterday", "Yesterday"),
    Option("another", "Another day"),
    Option("unknown", "I do not know"),
)


@dataclass(frozen=True)
class RememberedDay:
    """A day of the report, by the key of its question; `name` is what an error calls it."""

    key: str
    name: str

    @property
    def question(self) -> Question:
        """The question of the report."""
        return _REPORT[self.key]

    @property
    def when(self) -> Question:
        """Today, yesterday, another day, or not known."""
        return Question(f"{self.key}_when", self.question.asks, Kind.CHOICE, options=_OFFERED)

    @property
    def day(self) -> Question:
        """Which other day."""
        return replace(
            self.question,
            asks=self.name,
            required=True,
            only_when=(self.when.key, ("another",)),
        )

    @property
    def roughly(self) -> Question:
        """Whether that day is only about right."""
        return Question(
            f"{self.key}_about", "I am not sure of the day: it was about then", Kind.CONFIRM, required=False
        )

    @property
    def questions(self) -> tuple[Question, ...]:
        """What the page asks."""
        return self.when, self.day, self.roughly

    @property
    def keeps(self) -> tuple[str, ...]:
        """The answers of the report that come of it."""
        return self.key, f"{self.key}_how"

    def kept(self, said: Mapping[str, Any], today: date) -> dict[str, Any]:
        """What the report keeps of what was said on the page."""
        match said.get(self.when.key):
            case "today":
                return {self.key: today, f"{self.key}_how": "exact"}
            case "yesterday":
                return {self.key: today - timedelta(days=1), f"{self.key}_how": "exact"}
            case "another" if self.key in said:
                roughly = said.get(self.roughly.key)
                return {self.key: said[self.key], f"{self.key}_how": "about" if roughly else "exact"}
            case "unknown":
                return {f"{self.key}_how": "unknown"}
        return {}

    def shown(self, answers: Mapping[str, Any], today: date) -> dict[str, Any]:
        """What the page is filled with, from what the report keeps."""
        how, day = answers.get(f"{self.key}_how"), typed(self.question, answers.get(self.key))
        if how is None or not isinstance(day, date):
            return {self.when.key: "unknown"} if how else {}
        if how == "exact" and today - day in (timedelta(0), timedelta(days=1)):
            return {self.when.key: "today" if day == today else "yesterday"}
        return {self.when.key: "another", self.key: day, self.roughly.key: how == "about"}


FOUND_OUT, POSTED = (
    RememberedDay("found_out", "The day you found out"),
    RememberedDay("posted", "The day it was posted or sent"),
)
DAYS = (FOUND_OUT, POSTED)


def out_of_order(kept: Mapping[str, Any]) -> dict[str, str]:
    """A sentence for the reader, if both days are sure and it was found out before it was posted."""
    sure = all(kept.get(f"{day.key}_how") == "exact" for day in DAYS)
    if sure and kept[FOUND_OUT.key] < kept[POSTED.key]:
        return {POSTED.when.key: "The day it was posted or sent must be the day you found out, or before"}
    return {}
