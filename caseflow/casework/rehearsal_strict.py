"""Taking values out of a text strictly: what is of the wrong kind, or not known, is an error that names its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from caseflow.casework.rehearsal_lines import Lines, Place
from caseflow.casework.rehearsal_story import Misprint


@dataclass(frozen=True)
class Strict:
    """A text by its name and its lines. Every method raises Misprint."""

    name: str
    lines: Lines

    def keys(
        self, place: Place, told: Mapping[str, Any], key: str, known: Iterable[str], what: str
    ) -> tuple[str, ...] | None:
        if key not in told:
            return None
        found = self.texts((*place, key), told[key])
        for one in found:
            self.one_of((*place, key), one, known, what)
        return found

    def at(self, place: Place, value: Any) -> datetime:
        if not isinstance(value, datetime) or value.tzinfo is not None:
            raise self.wrong(place, "“at” must be a local date and time, like 2027-01-15T16:20:00.")
        return value

    def days(self, place: Place, value: Any) -> tuple[date, ...]:
        if not isinstance(value, list) or any(isinstance(day, datetime) or not isinstance(day, date) for day in value):
            raise self.wrong(place, "give a list of days, like [2027-02-15].")
        return tuple(value)

    def text(self, place: Place, told: Mapping[str, Any], key: str) -> str:
        value = told.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong((*place, key), f"“{key}” must be a text.")
        return value

    def texts(self, place: Place, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or any(not isinstance(one, str) for one in value):
            raise self.wrong(place, f"“{place[-1]}” must be a list of texts.")
        return tuple(value)

    def table(self, place: Place, told: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        value = told.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong((*place, key), f"“{key}” must be a table.")
        return value

    def known(self, place: Place, told: Mapping[str, Any], known: Iterable[str], what: str) -> None:
        for key in told:
            self.one_of((*place, key), key, known, what)

    def one_of(self, place: Place, key: Any, known: Iterable[str], what: str) -> None:
        keys = list(known)
        if key not in keys:
            near = get_close_matches(str(key), keys, 1)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            raise self.wrong(place, f"“{key}” is not {what}.{hint}", str(key))

    def wrong(self, place: Place, words: str, word: str = "") -> Misprint:
        return Misprint(f"{self.name}, line {self.lines.of(place, word)}: {words}")
