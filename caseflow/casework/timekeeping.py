"""The passing of time: who is reminded of a deadline that comes, and who else learns of one that was missed.

Each is told once of a due time, however often and by however many processes this is run: that it was told is kept with
the clock, in the transaction that tells it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import or_, select

from caseflow.casework import cases, notices, people, schoolcalendar
from caseflow.casework.casefile import CaseFile, load
from caseflow.casework.desk import Desk
from caseflow.casework.office import Office
from caseflow.casework.people import Someone
from caseflow.casework.refusals import Stale
from caseflow.casework.troubles import Job, set_aside
from caseflow.casework.vouched import record, vouched_for
from caseflow.lifecycle.clocks import NOTHING_KNOWN, remind_at
from caseflow.lifecycle.days import local, say_day, start_of
from caseflow.lifecycle.schooldays import SchoolCalendar
from caseflow.lifecycle.sentences import capital
from caseflow.lifecycle.terms import Deadline, Unit
from caseflow.procedure import PROCEDURE, roles
from caseflow.procedure.sealing import is_sealed
from caseflow.procedure.timekeeping import NEVER_TOLD
from caseflow.records import Clock

ASKED = "delay-asked"
"""The notice of somebody who was told of a delay, and asks."""


class Stage(StrEnum):
    """Of what people are told."""

    REMINDED = "reminded"
    MISSED = "missed"


@dataclass(frozen=True)
class Service:
    """Who acts when nobody does. Fits the Protocol of whoever acts."""

    id: str = "service"
    name: str = "caseflow"


SERVICE = Service()


@dataclass
class Passed:
    """What time did in a school: how many were told of what, and what could not be looked at."""

    school_id: str
    school: str
    told: Counter[Stage] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


def pass_time(office: Office, school_id: str | None = None) -> list[Passed]:
    """Tell everybody what they should be told by now, in every school or in one. Safe to run at any time, and twice.

    A case that cannot be looked at keeps nobody from being told of the others: it is among the problems of its school.
    """
    return [_in_school(office, one.id, one.name) for one in office.schools() if school_id in (None, one.id)]


def _in_school(office: Office, school_id: str, name: str) -> Passed:
    passed = Passed(school_id, name)
    waiting: set[str] = set()
    with set_aside(Job.REMINDERS, passed.problems), office.store.reading() as session:
        desk = Desk(session, office.keyring, office.safe, office.clock)
        calendar = schoolcalendar.calendar_of(desk, school_id)
        for clock in cases.running_clocks(desk, school_id):
            with set_aside(Job.REMINDERS, passed.problems):
                waiting |= {clock.case_id} if stage_of(clock, desk.now, calendar) else set()
    for case_id in sorted(waiting):
        # where somebody is at work just now, the next run finds what is left
        with set_aside(Job.REMINDERS, passed.problems), suppress(Stale):
            with office.at_work() as desk:
                told = list(_in_case(desk, case_id))
            passed.told.update(told)
    return passed


def untold(desk: Desk, since: timedelta) -> int:
    """How many deadlines of all schools were missed so long ago, and nobody was told of it yet."""
    long_ago = desk.now - since
    query = select(Clock).where(
        Clock.met_at.is_(None),
        Clock.due_at < long_ago,
        or_(Clock.missed_for.is_(None), Clock.missed_for != Clock.due_at),
    )
    return sum(stage_of(clock, long_ago, NOTHING_KNOWN) is Stage.MISSED for clock in desk.session.scalars(query))


def stage_of(clock: Clock, now: datetime, calendar: SchoolCalendar) -> Stage | None:
    """What is to be told of a clock now, or None: nothing is due, or it was told already."""
    deadline = PROCEDURE.deadline.get(clock.key)
    if deadline is None or not deadline.reminds or clock.met_at is not None:
        return None
    if clock.pause is None and clock.due_at < now:
        return None if clock.missed_for == clock.due_at else Stage.MISSED
    comes = _comes(clock, deadline, calendar)
    return Stage.REMINDED if comes is not None and comes <= now and clock.reminded_for != _time(clock) else None


def _time(clock: Clock) -> datetime:
    """What a reminder is about: the due time, or the day on which to look at a pause again."""
    return clock.pause.look_again or clock.due_at if clock.pause else clock.due_at


def _comes(clock: Clock, deadline: Deadline, calendar: SchoolCalendar) -> datetime | None:
    """When to remind of it."""
    if clock.pause:
        return start_of(local(_time(clock)).date())
    if deadline.remind is None:
        return None
    return remind_at(Unit(clock.unit) if clock.unit else deadline.unit, clock.due_at, deadline.remind, calendar)


def _in_case(desk: Desk, case_id: str) -> Iterable[Stage]:
    file = load(desk, cases.for_the_service(desk, case_id))
    vouched_for(file)
    calendar = file.school_calendar()
    clocks = sorted(file.clocks, key=lambda clock: (clock.due_at, clock.key))
    found = [(clock, stage) for clock in clocks if (stage := stage_of(clock, desk.now, calendar))]
    for clock, stage in found:
        (_remind if stage is Stage.REMINDED else _tell_of_missed)(file, clock, PROCEDURE.deadline[clock.key])
    return [stage for _, stage in found]


def _remind(file: CaseFile, clock: Clock, deadline: Deadline) -> None:
    acting = should_act(file, deadline)
    clock.reminded_for = _time(clock)
    _queue(file, acting, Stage.REMINDED, clock)
    about = "is paused, to be looked at again on" if clock.pause else "is due on"
    record(
        file,
        "reminded",
        SERVICE,
        sentence=f"{_names(acting)} reminded that “{deadline.title}” {about} {_day(_time(clock))}",
        clocks=[f"{Stage.REMINDED} {clock.key}"],
        told=[one.id for one in acting],
    )


def _tell_of_missed(file: CaseFile, clock: Clock, deadline: Deadline) -> None:
    acting = should_act(file, deadline)
    other, has_part = somebody_else(file, deadline, acting)
    clock.missed_for = clock.due_at
    acting += [one for one in _able(file, roles.holding(file, *deadline.besides)) if one not in (*acting, other)]
    told = [*acting, *([other] if other else [])]
    _queue(file, told, Stage.MISSED, clock)
    given = []
    if other and not has_part:
        file.give(roles.TOLD_OF_DELAY, other.id)
        given = [{"part": roles.TOLD_OF_DELAY.key, "to": other.id}]
    record(
        file,
        "deadline_missed",
        SERVICE,
        sentence=f"“{deadline.title}” was not done by {_day(clock.due_at)}. {_told(acting, other, has_part)}",
        clocks=[f"{Stage.MISSED} {clock.key}"],
        told=[one.id for one in told],
        given=given,
    )


def should_act(file: CaseFile, deadline: Deadline) -> list[Someone]:
    """Who should do what a clock asks for; whoever manages the case, where nobody else is there."""
    wanted = roles.holding(file, *deadline.reminds)
    return _able(file, wanted) or _able(file, roles.holding(file, roles.CASE_MANAGER))


def somebody_else(file: CaseFile, deadline: Deadline, acting: Sequence[Someone]) -> tuple[Someone | None, bool]:
    """Who else learns that a clock was missed, and whether it is by a part they have in the case; or nobody.

    Whoever is told by virtue of a post learns the reference alone. The same one is told again rather than another. Of a
    sealed case nobody learns but the keeper of the seal.
    """
    acted = {one.id for one in acting}
    never = roles.holding(file, *NEVER_TOLD, ever=True)
    before = file.held_by(roles.TOLD_OF_DELAY)
    for role in (roles.SEAL_KEEPER,) if is_sealed(file) else deadline.escalates:
        if role.in_case:
            found = [one for one in _able(file, roles.holding(file, role)) if one.id not in acted]
        else:
            holders = people.holders(file.desk, file.case.school_id, (role.key,))
            found = [one for one in holders if one.id not in acted | never]
        if found:
            return min(found, key=lambda one: (one.id not in before, one.name)), role.in_case
    return None, False


def _able(file: CaseFile, ids: Iterable[str]) -> list[Someone]:
    """Those of them who work here still and are not barred from the case, by name."""
    staff = people.everyone(file.desk, file.case.school_id)
    barred = {one for role in PROCEDURE.roles if role.bars for one in file.held_by(role, ever=True)}
    return sorted((staff[one] for one in ids if one not in barred and staff[one].active), key=lambda one: one.name)


def _queue(file: CaseFile, told: Iterable[Someone], stage: Stage, clock: Clock) -> None:
    for one in told:
        notices.queue(file, one.id, f"{stage} {clock.key}")


def is_of_clock(what: str) -> bool:
    """Whether a notice says that a deadline comes or was missed."""
    stage, _, key = what.partition(" ")
    return stage in tuple(Stage) and key in PROCEDURE.deadline


def in_words(what: str) -> str | None:
    """A notice of a clock in words for whoever may open the case; None if it is about something else."""
    if what == ASKED:
        return "Somebody asks about a missed deadline"
    if not is_of_clock(what):
        return None
    stage, _, key = what.partition(" ")
    return f"{'This was missed' if stage == Stage.MISSED else 'This comes'}: {PROCEDURE.deadline[key].title}"


def _names(told: Sequence[Someone]) -> str:
    said = " and ".join(filter(None, [", ".join(one.name for one in told[:-1]), told[-1].name if told else ""]))
    return f"{said} {'was' if len(told) == 1 else 'were'}" if told else "Nobody is there to be"


def _told(acting: Sequence[Someone], other: Someone | None, has_part: bool) -> str:
    who = f"{_names(acting)} told"
    if other is None:
        return f"{who}; nobody else could be"
    return f"{who}, and {other.name}" if has_part else f"{who}, and {other.name} by the reference alone"


def _day(moment: datetime) -> str:
    return say_day(local(moment).date())


def sentence_of(what: str) -> str:
    """What a notice is about, as one sentence that names nobody."""
    transition = PROCEDURE.by_key.get(what)
    said = transition.said.replace("{actor}", "somebody") if transition else "there is something to read"
    return in_words(what) or capital(said)
