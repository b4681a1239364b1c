"""What becomes of the clocks of a case when something is done: started, met, moved, paused, let run on.

The time at which a clock first fell due is kept whatever happens (domain note 8, invariant 21); and each change is
told to the journal with the time that it gave, so that the check of the record can follow it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from caseflow.casework.casefile import CaseFile
from caseflow.lifecycle.answers import plain
from caseflow.lifecycle.clocks import after_pause, as_instant, counts_from, due_at, measure
from caseflow.lifecycle.terms import Deadline, Transition, Turn, Unit
from caseflow.procedure import PROCEDURE
from caseflow.procedure.places import MAIN
from caseflow.records import Clock, ClockEdit, new_id

STARTED, MET, MOVED, PAUSED, RESUMED = "started", "met", "moved", "paused", "resumed"
TIMED = (STARTED, MOVED, RESUMED)
"""What gives a clock a time at which it falls due."""


@dataclass(frozen=True)
class Change:
    """What happened to a clock."""

    what: str
    clock: Clock

    def __str__(self) -> str:
        return f"{self.what} {self.clock.key}"


def settle(file: CaseFile, transition: Transition, answers: dict[str, Any]) -> list[Change]:
    """Start, meet and move the clocks of which the procedure says so, and turn the one that is named."""
    changes = [change for deadline in PROCEDURE.deadlines for change in _settle(file, deadline, transition, answers)]
    for question in transition.asks:
        if question.turns and question.key in answers:
            until = answers[question.until] if question.until else None
            changes.append(_turn(file, question.turns, running(file, answers[question.key])[0], until))
    return changes


def said(changes: list[Change]) -> dict[str, Any]:
    """What the journal is told of changes: in words, and the due times they gave."""
    timed = [change.clock for change in changes if change.what in TIMED]
    due = [{"clock": clock.key, "at": plain(clock.due_at)} for clock in timed]
    return {"clocks": [str(change) for change in changes], **({"due": due} if due else {})}


def running(file: CaseFile, key: str) -> list[Clock]:
    """The clocks of this key that were not met yet; one at most, unless somebody changed the database."""
    return [clock for clock in file.clocks if clock.key == key and clock.met_at is None]


def _settle(file: CaseFile, deadline: Deadline, transition: Transition, answers: dict[str, Any]) -> Iterator[Change]:
    runs = running(file, deadline.key)
    if transition in deadline.met_by or _is_over(file, deadline):
        for clock in runs:
            yield meet(file, clock)
        runs = []
    for mover, question in deadline.moved_by:
        if transition == mover and question in answers:
            for clock in runs:
                yield _move(file, clock, as_instant(answers[question]))
    if transition in deadline.starts and not runs and deadline.when(file, answers):
        yield _start(file, deadline, answers)


def _is_over(file: CaseFile, deadline: Deadline) -> bool:
    main = file.at(MAIN)
    return deadline.lapses and main is not None and PROCEDURE.state[main].ends


def _start(file: CaseFile, deadline: Deadline, answers: dict[str, Any]) -> Change:
    started = counts_from(deadline, file.desk.now, file, answers)
    due, (unit, amount) = due_at(deadline, started, file, answers), measure(deadline, file)
    clock = Clock(
        id=new_id(),
        case_id=file.case.id,
        key=deadline.key,
        started_at=started,
        first_due_at=due,
        due_at=due,
        unit=unit.value,
        amount=amount,
        edits=[],
    )
    file.desk.session.add(clock)
    file.clocks.append(clock)
    return Change(STARTED, clock)


def meet(file: CaseFile, clock: Clock) -> Change:
    """What the clock waited for was done. A pause it stood in ends with it, and moves nothing any more."""
    _end_pause(file, clock)
    clock.met_at = file.desk.now
    return Change(MET, clock)


def _move(file: CaseFile, clock: Clock, due: datetime) -> Change:
    """Give a clock another time, as people agreed. If it stood still, it runs again."""
    _end_pause(file, clock)
    _note(file, clock, kind=Turn.MOVE.value, due_after=due)
    clock.due_at = due
    return Change(MOVED, clock)


def _turn(file: CaseFile, turn: Turn, clock: Clock, until: Any) -> Change:
    if turn is Turn.MOVE:
        return _move(file, clock, as_instant(until))
    if turn is Turn.PAUSE:
        _note(file, clock, kind=Turn.PAUSE.value, look_again=as_instant(until))
        return Change(PAUSED, clock)
    if (pause := _end_pause(file, clock)) is not None:
        unit = Unit(clock.unit) if clock.unit else PROCEDURE.deadline[clock.key].unit
        calendar = file.school_calendar()
        clock.due_at = pause.due_after = after_pause(unit, clock.due_at, pause.at, file.desk.now, calendar)
    return Change(RESUMED, clock)


def _end_pause(file: CaseFile, clock: Clock) -> ClockEdit | None:
    pause = clock.pause
    if pause is not None:
        pause.until = file.desk.now
    return pause


def _note(file: CaseFile, clock: Clock, **more: Any) -> None:
    edit = ClockEdit(
        case_id=file.case.id,
        clock_id=clock.id,
        number=len(clock.edits) + 1,
        at=file.desk.now,
        due_before=clock.due_at,
        **more,
    )
    file.desk.session.add(edit)
    clock.edits.append(edit)


def meet_by_letter(file: CaseFile, key: str, after: str = "") -> list[str]:
    """Stop the clocks that wait for a letter of this kind, and not for one that something else made due."""
    waiting = [
        deadline.key
        for deadline in PROCEDURE.deadlines
        if key in deadline.met_by_letters and not _waits_for_another(deadline, key, after)
    ]
    return [str(meet(file, clock)) for one in waiting for clock in running(file, one)]


def _waits_for_another(deadline: Deadline, key: str, after: str) -> bool:
    starts = {transition.key for transition in deadline.starts}
    begins_both = starts & {transition.key for transition in PROCEDURE.letter[key].after}
    return bool(after and begins_both) and after not in starts
