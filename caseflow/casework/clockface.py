"""A clock as pages show it: when it falls due and first did, how it is counted, what was done to it, and its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from caseflow.casework.casefile import CaseFile
from caseflow.casework.recount import would_be
from caseflow.lifecycle.clocks import left, say_count, say_due
from caseflow.lifecycle.schooldays import SchoolCalendar
from caseflow.lifecycle.terms import Deadline, Unit
from caseflow.procedure import PROCEDURE
from caseflow.records import Clock, ClockEdit


@dataclass(frozen=True)
class Face:
    """One clock that runs. `lies` says how its time lies to now, `left` what a pause leaves of it."""

    key: str
    title: str
    due_at: datetime
    first_due_at: datetime
    lies: str
    late: bool
    lapses: bool
    left: str
    pause: ClockEdit | None
    edits: tuple[ClockEdit, ...]
    counted: str
    source: str
    held_since: date | None
    would_be: datetime | None


def faces(file: CaseFile) -> list[Face]:
    """The clocks of a case that run, the first to fall due on top."""
    running = [clock for clock in file.clocks if clock.met_at is None]
    calendar = file.school_calendar() if any(clock.unit == Unit.SCHOOL_DAYS for clock in running) else SchoolCalendar()
    return [_face(file, clock, calendar) for clock in running]


def _face(file: CaseFile, clock: Clock, calendar: SchoolCalendar) -> Face:
    deadline, now = PROCEDURE.deadline[clock.key], file.desk.now
    unit = Unit(clock.unit) if clock.unit else deadline.unit
    passed = clock.due_at < now
    return Face(
        key=clock.key,
        title=deadline.title,
        due_at=clock.due_at,
        first_due_at=clock.first_due_at,
        lies="has passed" if deadline.lapses and passed else say_due(clock.due_at, now, unit, calendar),
        late=passed and not deadline.lapses and clock.pause is None,
        lapses=deadline.lapses,
        left=_left(clock, unit, calendar),
        pause=clock.pause,
        edits=tuple(edit for edit in clock.edits if edit is not clock.pause),
        counted=_counted(clock),
        source=deadline.source,
        held_since=_held_since(file, deadline),
        would_be=would_be(clock, calendar),
    )


def _counted(clock: Clock) -> str:
    return say_count(clock.amount, clock.unit) if clock.amount and clock.unit else ""


def _left(clock: Clock, unit: Unit, calendar: SchoolCalendar) -> str:
    """What is left to run when a pause ends."""
    return say_count(left(unit, clock.pause.at, clock.due_at, calendar), unit.value) if clock.pause else ""


def _held_since(file: CaseFile, deadline: Deadline) -> date | None:
    """From when the rule has held: the day the school set its number, or the day its source came into force."""
    set_from = file.facts.get("settings_from", {}).get(deadline.amount) if isinstance(deadline.amount, str) else None
    return date.fromisoformat(set_from) if set_from else deadline.in_force
