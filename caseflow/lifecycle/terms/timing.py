"""The clocks of a case, the rules by which somebody else is told, and the local numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseflow.lifecycle.terms.moves import Transition, When, always
from caseflow.lifecycle.terms.parts import Role
from caseflow.lifecycle.terms.questions import Option


class Unit(StrEnum):
    """How a clock counts."""

    HOURS = "hours"
    WORKING_DAYS = "working days"
    SCHOOL_DAYS = "school days"
    CALENDAR_DAYS = "calendar days"
    MONTHS = "months"
    AT = "at an answered time"


@dataclass(frozen=True)
class Deadline:
    """A clock: what starts it, how long it runs, what meets it, where the rule comes from.

    `amount` is a number, or the key of a setting that holds one. With Unit.AT it is the key of the answered question.
    `since` names the transition from whose time it counts, where that is not the one that starts it. `since_answers`
    are questions that what starts it may ask: it counts from the moment or day answered to them, where that lies before
    the entry, because a thing is often written down later than it happened. `moved_by` pairs a transition with the
    question that gives the new time; the first due time is kept. A clock that `lapses` asks nothing of the school: it
    only says until when somebody else may act.

    `counted_in` is the key of a setting by which a school may count in other days. Only a clock of the school's own
    making is `pausable`: it may be paused, or moved by agreement. `remind` is how long before its time (in its own
    unit; an answered time in working days) those in `reminds` are told that it comes, None not at all. When it is
    missed they are told again, and so is the first of `escalates` who should not have acted themselves; `besides` are
    told too, because they see to it that it is done. `in_force` is the day from which the source has held.
    """

    key: str
    title: str
    unit: Unit
    amount: int | str
    starts: tuple[Transition, ...]
    met_by: tuple[Transition, ...] = ()
    met_by_letters: tuple[str, ...] = ()
    since: str = ""
    since_answers: tuple[str, ...] = ()
    moved_by: tuple[tuple[Transition, str], ...] = ()
    lapses: bool = False
    when: When = always
    source: str = ""
    counted_in: str = ""
    pausable: bool = False
    remind: int | None = None
    reminds: tuple[Role, ...] = ()
    escalates: tuple[Role, ...] = ()
    besides: tuple[Role, ...] = ()
    in_force: date | None = None


@dataclass(frozen=True)
class Telling:
    """A rule by which something is brought to somebody else: when, to whom, what they learn, and where it is seen.

    Of `first` the first learns who can; `besides` learn too. `sent_on` is the page that shows what was sent to whom,
    when, and whether it was read.
    """

    key: str
    title: str
    when: str
    first: tuple[Role, ...]
    learns: str
    sent_on: str
    besides: tuple[Role, ...] = ()
    clock: str = ""
    source: str = ""


@dataclass(frozen=True)
class Setting:
    """A local number or fact of the school, which may change from a date on; one of `options`, if there are any."""

    key: str
    title: str
    default: int | str
    unit: str = ""
    source: str = ""
    options: tuple[Option, ...] = ()
