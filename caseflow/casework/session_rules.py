"""When a session ends, and who is asked for a second factor: one rule for both, of who can open a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from caseflow.casework import people
from caseflow.casework.cases import held
from caseflow.casework.desk import Desk
from caseflow.casework.people import Someone
from caseflow.procedure import roles
from caseflow.records import Part


@dataclass(frozen=True)
class Limits:
    """How long sessions last here, and how many one person has; config.SESSION_LIMITS gives the reasons.

    `idle_case` is for whoever has a part in a case, `idle` for everybody else.
    """

    idle_case: timedelta
    idle: timedelta
    absolute: timedelta
    sessions: int
    step_up: timedelta

    @classmethod
    def of(cls, numbers: Mapping[str, int]) -> Limits:
        """The limits from their numbers, by the names of the settings."""
        return cls(
            idle_case=timedelta(minutes=numbers["SESSION_IDLE_CASE_MINUTES"]),
            idle=timedelta(minutes=numbers["SESSION_IDLE_MINUTES"]),
            absolute=timedelta(hours=numbers["SESSION_HOURS"]),
            sessions=numbers["SESSIONS"],
            step_up=timedelta(minutes=numbers["STEP_UP_MINUTES"]),
        )


NEVER = timedelta(days=36_500)
DEMONSTRATION = Limits(NEVER, NEVER, NEVER, 100, NEVER)
"""In the demonstration anybody may sign in as anybody, and its calendar jumps: no session ends by itself."""

_OPENING = tuple(
    part.key for part in roles.PARTS if part.holds and part not in roles.alike(roles.REPORTER) and not part.bars
)
"""The parts that open something of a case to whoever holds them, the reporter's left out."""


def opens_cases(desk: Desk, person: Someone) -> bool:
    """Whether a person holds a part that opens a case, other than as reporter.

    To be the subject or a witness is no such part: a session that ended sooner would tell them of the case.
    """
    me = people.mark(desk, person.school_id, person.id)
    query = select(Part.id).where(Part.who == me, Part.role.in_(_OPENING), held(desk)).limit(1)
    return desk.session.scalar(query) is not None


def idle_of(desk: Desk, person: Someone, limits: Limits) -> timedelta:
    """After how long without activity this person is signed out."""
    return limits.idle_case if opens_cases(desk, person) else limits.idle


def needs_factor(desk: Desk, person: Someone) -> bool:
    """Whether a person must prove a second factor before any page: whoever could open a case, by post or by part."""
    return bool(person.roles - {roles.STAFF.key}) or opens_cases(desk, person)
