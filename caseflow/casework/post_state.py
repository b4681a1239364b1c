"""Whether post leaves at all: when it was last carried, and since when the mail server has taken none.

It is found out by calling the server, whether anything waits or not: so it tells the headteacher, or whoever looks
after the machine, nothing of what waits, not even that something does. What waits tells of itself only to whom it is
for, and where it belongs to no case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from caseflow.casework.desk import Desk
from caseflow.casework.office import Office
from caseflow.casework.outbox import CHECKPOINT, NOTICE, State, whom
from caseflow.casework.people import Someone
from caseflow.records import Outgoing, PostState

_ONLY = "post"
ALARM_AFTER = timedelta(days=2)
STILL_THERE = timedelta(hours=1)
"""A worker that was not seen for so long is not at work."""
_TOLD_EVERY = timedelta(minutes=1)
_CALLED_EVERY = timedelta(minutes=15)
_LONGEST = timedelta(hours=1)

TROUBLES = {
    "unreachable": "The mail server cannot be reached, or hangs up.",
    "busy": "The mail server answers that it is busy.",
    "no-safe-line": "The line to the mail server cannot be made safe: look at the mode of TLS and at its certificate.",
    "sign-in-refused": "The mail server does not accept our user and password.",
    "sender-refused": "The mail server does not accept our sender’s address.",
}
"""What is said of each trouble that the line to the server knows."""


@dataclass(frozen=True)
class Standing:
    """How the post stands. `trouble` is a sentence, or nothing if the server takes what it is given."""

    seen_at: datetime | None
    failing_since: datetime | None
    trouble: str


def standing(desk: Desk) -> Standing:
    """How the post stands, as far as is known."""
    row = desk.session.get(PostState, _ONLY)
    if row is None:
        return Standing(None, None, "")
    return Standing(row.seen_at, row.failing_since, TROUBLES.get(row.trouble, "") if row.failing_since else "")


def alarm(desk: Desk) -> datetime | None:
    """Since when no post has left, if that is so long that people have to be told; or None.

    Either the server takes none, or nobody was seen who carries it.
    """
    stands = standing(desk)
    since = min(filter(None, (stands.failing_since, stands.seen_at)), default=None)
    return since if since and since + ALARM_AFTER <= desk.now else None


def waits_since(desk: Desk, person: Someone) -> datetime | None:
    """Since when something waits to leave, if that is so long that people have to be told; or None.

    Of all that waits it looks at this person's own notices and at the school's checkpoints: anything else would tell
    of cases from which they may be kept out.
    """
    mine = and_(Outgoing.kind == NOTICE, Outgoing.whom == whom(desk, person.school_id, person.id))
    since = first_due(desk, Outgoing.school_id == person.school_id, or_(Outgoing.kind == CHECKPOINT, mine))
    return since if since and since + ALARM_AFTER <= desk.now else None


def first_due(desk: Desk, *which: ColumnElement[bool]) -> datetime | None:
    """When the oldest message that waits first might have left, however often it was tried; or None if none waits."""
    return desk.session.scalar(select(func.min(Outgoing.first_due_at)).where(Outgoing.state == State.WAITING, *which))


def is_carried(desk: Desk) -> bool:
    """Whether somebody is there who carries post."""
    seen = standing(desk).seen_at
    return seen is not None and seen + STILL_THERE > desk.now


def note(office: Office, *, works: bool, trouble: str = "") -> None:
    """Write down whether the server took a call just now. While all goes well, once a minute is enough."""
    with office.store.reading() as session:
        row, now = session.get(PostState, _ONLY), office.clock()
        if row and works and row.failing_since is None and row.tried_at and now - row.tried_at < _TOLD_EVERY:
            return
    with office.at_work() as desk:
        row = _row(desk.session, desk.now)
        row.seen_at = row.tried_at = desk.now
        row.failing_since = None if works else row.failing_since or desk.now
        row.trouble = "" if works else trouble


def seen(office: Office) -> None:
    """Write down that somebody is there who carries post, though there is no server to carry it to."""
    with office.store.reading() as session:
        row = session.get(PostState, _ONLY)
        if row and office.clock() - row.seen_at < _TOLD_EVERY:
            return
    with office.at_work() as desk:
        row = _row(desk.session, desk.now)
        row.seen_at, row.failing_since, row.trouble = desk.now, None, ""


def may_try(office: Office) -> bool:
    """Whether it is time to call the server: always while it takes calls, and ever more seldom while it does not."""
    with office.store.reading() as session:
        row = session.get(PostState, _ONLY)
    if row is None or row.failing_since is None or row.tried_at is None:
        return True
    wait = min(max((row.tried_at - row.failing_since) / 2, _TOLD_EVERY), _LONGEST)
    return office.clock() >= row.tried_at + wait


def should_call(office: Office) -> bool:
    """Whether the server was not called for a while, so that nobody knows whether it would take anything."""
    with office.store.reading() as session:
        row = session.get(PostState, _ONLY)
    return row is None or row.tried_at is None or office.clock() - row.tried_at >= _CALLED_EVERY


def _row(session: Session, now: datetime) -> PostState:
    row = session.get(PostState, _ONLY)
    if row is None:
        row = PostState(id=_ONLY, seen_at=now)
        session.add(row)
    return row
