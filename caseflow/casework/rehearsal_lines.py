"""On which line of a TOML text something stands, so that a misprint can be named by its line."""

from __future__ import annotations

import re
from dataclasses import dataclass

Place = tuple[str | int, ...]

_NAME = r"(?:[A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')"
_DOTTED = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_HEADER = re.compile(rf"\s*\[\s*({_DOTTED})\s*\]\s*(?:#.*)?$")
_REPEATED = re.compile(rf"\s*\[\[\s*({_DOTTED})\s*\]\]\s*(?:#.*)?$")
_ENTRY = re.compile(rf"\s*({_DOTTED})\s*=")
_LONG_TEXT = re.compile("\"\"\"|'''")


@dataclass(frozen=True)
class Lines:
    """The lines of a text, and where each of its tables and entries begins. Tolerant: it guesses, never fails."""

    text: tuple[str, ...]
    known: dict[Place, int]

    def of(self, place: Place, word: str = "") -> int:
        """The line of a place, or of the nearest around it; below that, of the first line that has the word."""
        while place and place not in self.known:
            place = place[:-1]
        first = self.known.get(place, 1)
        last = min((line for line in self.known.values() if line > first), default=len(self.text) + 1)
        found = (line for line in range(first, last) if word and _has(self.text[line - 1], word))
        return next(found, first)


def lines_of(text: str) -> Lines:
    """Where everything begins in a TOML text."""
    lines = tuple(text.splitlines())
    known: dict[Place, int] = {}
    counts: dict[Place, int] = {}
    here: Place = ()
    closing = ""
    for number, line in enumerate(lines, 1):
        if not closing:
            if found := _REPEATED.match(line):
                table = _within(_names(found[1]), counts)
                counts[table] = counts.get(table, -1) + 1
                here = (*table, counts[table])
                known.setdefault(here, number)
            elif found := _HEADER.match(line):
                here = _within(_names(found[1]), counts)
                known.setdefault(here, number)
            elif found := _ENTRY.match(line):
                known.setdefault((*here, *_names(found[1])), number)
        closing = _still_open(line, closing)
    return Lines(lines, known)


def _names(dotted: str) -> tuple[str, ...]:
    return tuple(name.strip("\"'") for name in re.findall(_NAME, dotted))


def _within(names: tuple[str, ...], counts: dict[Place, int]) -> Place:
    """The place of a table: inside the newest of a repeated table, where it is named after one."""
    place: Place = ()
    for depth, name in enumerate(names, 1):
        place = (*place, name)
        if place in counts and depth < len(names):
            place = (*place, counts[place])
    return place


def _still_open(line: str, closing: str) -> str:
    """The quotes that end a text of several lines, if one is open at the end of this line."""
    for quotes in _LONG_TEXT.findall(line):
        if not closing:
            closing = quotes
        elif quotes == closing:
            closing = ""
    return closing


def _has(line: str, word: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", line) is not None
