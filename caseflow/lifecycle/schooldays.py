"""The days of one school: on which of them it is open to pupils, as far as somebody has said so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from caseflow.lifecycle.days import is_working_day

SEPTEMBER = 9


class DayKind(StrEnum):
    """What a stretch of days is: a term, or days within one on which no pupil comes."""

    TERM = "term"
    HOLIDAY = "holiday"
    INSET = "inset"
    CLOSURE = "closure"


@dataclass(frozen=True)
class Stretch:
    """Days from the first to the last, both included."""

    kind: DayKind
    first: date
    last: date
    title: str = ""

    def days(self) -> Iterator[date]:
        """Each of them."""
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


@dataclass(frozen=True)
class SchoolCalendar:
    """The calendar of a school. Empty, it knows of no school holiday, and every working day is a school day.

    A school year (from September) of which no term is recorded is counted in working days less the days that are
    recorded as closed: a clock must not stand still because somebody forgot to enter the terms.
    """

    stretches: tuple[Stretch, ...] = ()

    def is_open(self, day: date) -> bool:
        """Whether pupils come on this day: a working day, in a term, and neither holiday, INSET nor closure."""
        if not is_working_day(day) or day in self._closed:
            return False
        return day in self._in_term or not self.is_known(day)

    def is_known(self, day: date) -> bool:
        """Whether the terms of this day's school year are recorded."""
        return school_year(day) in self._years

    def on(self, day: date) -> tuple[Stretch, ...]:
        """What is recorded of a day, terms left out: a day in term is a day like others."""
        return tuple(one for one in self.stretches if one.kind is not DayKind.TERM and one.first <= day <= one.last)

    @cached_property
    def _in_term(self) -> frozenset[date]:
        return frozenset(day for one in self.stretches if one.kind is DayKind.TERM for day in one.days())

    @cached_property
    def _closed(self) -> frozenset[date]:
        return frozenset(day for one in self.stretches if one.kind is not DayKind.TERM for day in one.days())

    @cached_property
    def _years(self) -> frozenset[int]:
        return frozenset(map(school_year, self._in_term))


def school_year(day: date) -> int:
    """The year in which the school year of a day began: 2026 for January 2027."""
    return day.year if day.month >= SEPTEMBER else day.year - 1
