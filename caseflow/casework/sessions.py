"""Who is signed in, and where: begun, seen, renewed and ended here, on the server.

The cookie holds a random secret of 256 bits, and the row its hash. What the row proves is sealed in the place where it
stands, together with that hash: a row that was written, moved or copied by hand opens nothing.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from caseflow.casework import people
from caseflow.casework.desk import Desk, school_scope
from caseflow.casework.people import Someone
from caseflow.casework.refusals import NotThere
from caseflow.casework.session_rules import Limits, idle_of
from caseflow.records import Person, SignedIn, new_id
from caseflow.vault.box import Altered

REMEMBERED = timedelta(hours=24)
"""How long it is known whose session ended, so that what they send then is kept for them."""
_SEEN_EVERY = timedelta(minutes=1)
_MOST_DEVICE = 80


@dataclass(frozen=True)
class Session:
    """A session, opened. `proved_at` is when a second factor was last shown in it, or None."""

    id: str
    someone: Someone
    device: str
    began_at: datetime
    seen_at: datetime
    idle_until: datetime
    ends_at: datetime
    proved_at: datetime | None
    proved_with: str

    @property
    def until(self) -> datetime:
        """When it ends if nothing happens."""
        return min(self.idle_until, self.ends_at)


def begin(desk: Desk, someone: Someone, device: str, limits: Limits, *, proved_with: str = "") -> str:
    """Sign somebody in, with a factor or without, and return the secret for their cookie. Old sessions make room."""
    _forget_old(desk)
    open_ones = sorted(_living(desk, someone), key=lambda one: one.seen_at)
    for one in open_ones[: max(0, len(open_ones) - limits.sessions + 1)]:
        one.idle_until = desk.now
    secret, row_id, now = secrets.token_urlsafe(32), new_id(), desk.now
    person = desk.session.get_one(Person, someone.id)
    said = {
        "secret": _hash(secret),
        "credential": person.credential,
        "device": device[:_MOST_DEVICE],
        "proved": now.isoformat() if proved_with else None,
        "with": proved_with,
    }
    desk.session.add(
        SignedIn(
            id=row_id,
            school_id=someone.school_id,
            person_id=someone.id,
            secret_sha256=_hash(secret),
            sealed=_sealed(desk, row_id, someone, said),
            began_at=now,
            seen_at=now,
            idle_until=now + idle_of(desk, someone, limits),
            ends_at=now + limits.absolute,
        )
    )
    desk.session.flush()
    return secret


def find(desk: Desk, secret: str) -> Session | None:
    """The session of this secret, if it has not ended; with its person, in one query."""
    row = _of(desk, secret)
    if row is None or not _lives(desk, row) or not row.person.active:
        return None
    return _opened(desk, row)


def whose(desk: Desk, secret: str) -> Someone | None:
    """Whose session this is, or was for a day after it ran out; nobody's if it was ended, or they may not sign in.

    A session that somebody ended may have been in a stranger's hands: nothing that comes on it is kept.
    """
    row = _of(desk, secret)
    if row is None or row.ended_at or row.ends_at + REMEMBERED < desk.now or not row.person.active:
        return None
    return people.opened(desk, row.person) if _told(desk, row) else None


def until(desk: Desk, session_id: str) -> datetime:
    """When a session ends if nothing happens, as it stands now."""
    row = desk.session.get_one(SignedIn, session_id)
    return min(row.idle_until, row.ends_at)


def seen(desk: Desk, session: Session, limits: Limits, *, now: bool = False) -> None:
    """Remember that somebody is at work here; once in a minute is enough, unless they say so themselves."""
    if not now and desk.now - session.seen_at < _SEEN_EVERY:
        return
    row = desk.session.get_one(SignedIn, session.id)
    row.seen_at = desk.now
    row.idle_until = desk.now + idle_of(desk, session.someone, limits)
    desk.session.flush()


def renew(desk: Desk, session: Session, *, proved_with: str = "") -> str:
    """A new secret for the same session: at a proof, and when the person's password or factors changed."""
    row = desk.session.get_one(SignedIn, session.id)
    said = _told(desk, row)
    if said is None:
        raise NotThere
    secret = secrets.token_urlsafe(32)
    said |= {"secret": _hash(secret), "credential": desk.session.get_one(Person, session.someone.id).credential}
    if proved_with:
        said |= {"proved": desk.now.isoformat(), "with": proved_with}
    row.secret_sha256, row.sealed = _hash(secret), _sealed(desk, row.id, session.someone, said)
    desk.session.flush()
    return secret


def end(desk: Desk, someone: Someone, session_id: str) -> None:
    """End one session of somebody. Raises NotThere if it is not theirs."""
    row = desk.session.get(SignedIn, session_id)
    if row is None or row.person_id != someone.id:
        raise NotThere
    row.ended_at = row.ended_at or desk.now
    desk.session.flush()


def end_all(desk: Desk, someone: Someone, *, but: str = "") -> int:
    """End every session of somebody but one, and return how many ended. Their credential changes with it."""
    ended = [row for row in _living(desk, someone) if row.id != but]
    for row in ended:
        row.ended_at = desk.now
    desk.session.flush()
    return len(ended)


def open_sessions(desk: Desk, someone: Someone) -> list[Session]:
    """Where somebody is signed in, the newest first."""
    found = (_opened(desk, row) for row in _living(desk, someone))
    return sorted((one for one in found if one), key=lambda one: one.seen_at, reverse=True)


def _of(desk: Desk, secret: str) -> SignedIn | None:
    if not 20 <= len(secret) <= 100:
        return None
    query = select(SignedIn).where(SignedIn.secret_sha256 == _hash(secret))
    with_person = joinedload(SignedIn.person, innerjoin=True).joinedload(Person.posts)
    return desk.session.scalars(query.options(with_person)).unique().one_or_none()


def _living(desk: Desk, someone: Someone) -> Iterator[SignedIn]:
    query = select(SignedIn).where(SignedIn.person_id == someone.id, SignedIn.ended_at.is_(None))
    yield from (row for row in desk.session.scalars(query).all() if _lives(desk, row))


def _lives(desk: Desk, row: SignedIn) -> bool:
    return row.ended_at is None and desk.now < row.idle_until and desk.now < row.ends_at


def _opened(desk: Desk, row: SignedIn) -> Session | None:
    """The session, if what is sealed belongs here and the person's credential is still the one it began with."""
    said = _told(desk, row)
    if said is None or said["credential"] != row.person.credential:
        return None
    proved = datetime.fromisoformat(said["proved"]) if said["proved"] else None
    times = (row.began_at, row.seen_at, row.idle_until, row.ends_at)
    return Session(row.id, people.opened(desk, row.person), said["device"], *times, proved, said["with"])


def _told(desk: Desk, row: SignedIn) -> dict[str, Any] | None:
    try:
        said: dict[str, Any] = desk.unseal(school_scope(row.school_id), row.sealed, _place(row.id, row.person_id))
    except Altered:
        return None
    return said if said["secret"] == row.secret_sha256 else None


def _sealed(desk: Desk, row_id: str, someone: Someone, said: dict[str, Any]) -> bytes:
    return desk.seal(school_scope(someone.school_id), said, _place(row_id, someone.id))


def _place(row_id: str, person_id: str) -> str:
    return f"signed-in/{row_id}/{person_id}"


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _forget_old(desk: Desk) -> None:
    desk.session.execute(delete(SignedIn).where(SignedIn.ends_at < desk.now - REMEMBERED))
