"""Whether post leaves at all: when it was last carried, and since when the mail server has taken none.

It is found out by calling the server, whether anything waits or not: so it tells the headteacher, or whoever looks
after the machine, nothing of what waits, not even that something does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from caseflow.casework.desk import Desk
from caseflow.casework.office import Office
from caseflow.records import PostState

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
    """Since when no post has left, if that is so long that people have to be told; or None."""
    since = standing(desk).failing_since
    return since if since and since + ALARM_AFTER <= desk.now else None


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
