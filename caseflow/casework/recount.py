"""What a clock would fall due on if it were counted anew, with the calendar and the bank holidays that are known now.

Nobody's deadline moves because a calendar changed: it was promised. Where the two differ, both are shown, and people
may agree on another day.
"""

from __future__ import annotations

from datetime import datetime

from caseflow.lifecycle.clocks import after_pause, counted
from caseflow.lifecycle.schooldays import SchoolCalendar
from caseflow.lifecycle.terms import Turn, Unit
from caseflow.records import Clock

UNTOUCHED = (Unit.AT, Unit.HOURS)
"""What no calendar changes."""


def would_be(clock: Clock, calendar: SchoolCalendar) -> datetime | None:
    """The other due time; None if it is the same, or if nobody can say any more how the clock was counted."""
    if clock.unit is None or clock.amount is None or Unit(clock.unit) in UNTOUCHED:
        return None
    unit = Unit(clock.unit)
    due = counted(unit, clock.amount, clock.started_at, calendar)
    for edit in clock.edits:
        if edit.due_after is None:
            continue
        if edit.kind == Turn.MOVE:
            due = edit.due_after
        elif edit.until is not None:
            due = after_pause(unit, due, edit.at, edit.until, calendar)
    return due if due != clock.due_at else None
