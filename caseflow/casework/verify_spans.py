"""Follows the parts that are given from a day until a day, and holds what is stored of them against the entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from caseflow.casework.journal import Entry
from caseflow.lifecycle.answers import typed
from caseflow.lifecycle.days import end_of, local, moment_of, start_of
from caseflow.lifecycle.terms import Role, Transition
from caseflow.procedure import PROCEDURE
from caseflow.records import Part

DATED = frozenset(role.key for role in PROCEDURE.roles if role.dated)


@dataclass
class Span:
    """A dated part as an entry gave it, until `ends`; `ended` is when another ended it before its time."""

    role: str
    who: str
    first: date
    ends: datetime
    ended: datetime | None = None


@dataclass
class Spans:
    """All dated parts of a case, as its entries gave and ended them."""

    given: list[Span] = field(default_factory=list)

    def take(self, entry: Entry, transition: Transition, actor: str, answers: dict[str, Any]) -> None:
        """Follow one step of the case."""
        for role in transition.ends_parts:
            self._end(role, entry.at, actor)
        for role in transition.clears:
            self._end(role, entry.at)
        for question in transition.asks:
            if question.becomes and question.lasts and question.key in answers:
                first, last = (typed(PROCEDURE.question[key], answers[key]) for key in question.lasts)
                self.given.append(
                    Span(
                        question.becomes.key,
                        answers[question.key],
                        local(moment_of(first, start_of)).date(),
                        moment_of(last, end_of),
                    )
                )

    def _end(self, role: Role, at: datetime, who: str | None = None) -> None:
        for span in self.given:
            runs = span.ended is None and span.ends > at
            if span.role == role.key and who in (None, span.who) and runs:
                span.ended = at

    def differences(self, rows: Iterable[Any], mark: Callable[[str], bytes]) -> Iterator[str]:
        """In what the stored rows differ from what the entries gave."""
        stored = [row for row in rows if row.role in DATED]
        for row in stored:
            if row.until is None:
                yield f"the part “{row.role}” is stored without an end, and it is given from a day until a day."
        due = Counter((one.role, mark(one.who), one.first, _end_due(one)) for one in self.given)
        found = Counter((row.role, row.who, local(row.since).date(), self._end_stored(row)) for row in stored)
        for role in sorted({key[0] for key in (due - found) + (found - due)}):
            yield f"the part “{role}” is stored for other days than its entries gave it for."
        yield from self._too_late(stored, mark)

    def _too_late(self, stored: list[Part], mark: Callable[[str], bytes]) -> Iterator[str]:
        """Whatever was ended before its time must not be stored as ended later than that."""
        for span in self.given:
            same = [row for row in stored if (row.role, row.who) == (span.role, mark(span.who))]
            early = [row for row in same if row.until and self._end_stored(row) is None and _begins(row, span)]
            if span.ended and any(row.until > span.ended for row in early if row.until):
                yield f"the part “{span.role}” is stored as ended later than its entries ended it."

    def _end_stored(self, row: Part) -> datetime | None:
        """The end of the last day, or the moment for which it was given; None where it was ended at another."""
        meant = row.until and (
            row.until == end_of(local(row.until).date()) or row.until in {one.ends for one in self.given}
        )
        return row.until if meant else None


def _begins(row: Part, span: Span) -> bool:
    return row.since >= start_of(span.first) and local(row.since).date() == span.first


def _end_due(span: Span) -> datetime | None:
    return None if span.ended else span.ends
