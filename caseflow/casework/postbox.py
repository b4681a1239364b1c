"""Taking what is to be sent by lease, and writing down what became of it: safe to do in several processes at once.

Whoever takes a row has it for a while and then loses it; who was killed therefore leaves nothing in the lurch, and who
was merely slow cannot write over what another did meanwhile: their token is not on the row any more.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, case, func, literal, or_, select, update

from caseflow.casework.desk import Desk
from caseflow.casework.office import Office
from caseflow.casework.outbox import State
from caseflow.post.line import Outcome
from caseflow.records import Outgoing, new_id

LEASE = timedelta(minutes=15)
"""Longer than any conversation with a mail server takes."""
LONGEST_WAIT = timedelta(hours=6)
GIVEN_UP_AFTER, LEAST_TRIES = timedelta(days=2), 8
"""After so long, and so many tries, an address that always puts us off is as good as one that refuses us."""


def take(office: Office, most: int) -> tuple[str, list[Outgoing]]:
    """The token of a new lease, and what was taken by it: what is due and in nobody's hands, the longest due first."""
    token = new_id()
    with office.at_work() as desk:
        free = or_(Outgoing.lease_until.is_(None), Outgoing.lease_until < desk.now)
        due = (
            select(Outgoing.id)
            .where(Outgoing.state == State.WAITING, Outgoing.due_at <= desk.now, free)
            .order_by(Outgoing.due_at, Outgoing.id)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        leased = update(Outgoing).where(Outgoing.id.in_(due)).execution_options(synchronize_session=False)
        taken = desk.session.scalars(
            leased.values(lease=token, lease_until=desk.now + LEASE, tries=Outgoing.tries + 1).returning(Outgoing)
        ).all()
    return token, sorted(taken, key=lambda row: (row.queued_at, row.id))


def finish(office: Office, token: str, ids: Collection[str], state: State) -> bool:
    """Write down what became of some rows. Whether they were still in this hand."""
    with office.at_work() as desk:
        return _settle(desk, token, ids, state=state.value, done_at=desk.now)


def put_back(office: Office, token: str, ids: Collection[str], due_at: datetime, *, untried: bool = False) -> bool:
    """Let go of some rows until a time. `untried` takes back that it was tried."""
    more = {"tries": Outgoing.tries - 1} if untried else {}
    with office.at_work() as desk:
        return _settle(desk, token, ids, due_at=due_at, **more)


def keep_until(office: Office, token: str, ids: Collection[str], opens: datetime) -> bool:
    """Let go of some rows that may not leave until a time: unless they are late already, they are due then."""
    first = case((Outgoing.due_at == Outgoing.first_due_at, _at(opens)), else_=Outgoing.first_due_at)
    with office.at_work() as desk:
        return _settle(desk, token, ids, due_at=opens, first_due_at=first, tries=Outgoing.tries - 1)


def put_off(office: Office, token: str, rows: Sequence[Outgoing]) -> bool:
    """Let go of some rows that the mail server did not take just now, for longer the more often they were tried."""
    with office.at_work() as desk:
        due_at = desk.now + wait_after(max(row.tries for row in rows))
        since = func.coalesce(Outgoing.put_off_since, _at(desk.now))
        return _settle(desk, token, [row.id for row in rows], due_at=due_at, put_off_since=since)


def is_held(row: Outgoing, token: str, now: datetime) -> bool:
    """Whether a row is in this hand, and will be for a while."""
    return row.lease == token and row.lease_until is not None and row.lease_until > now


def wait_after(tries: int) -> timedelta:
    """How long to wait after so many tries: a minute, then twice as long each time, and six hours at most."""
    return min(timedelta(minutes=2 ** min(tries - 1, 20)), LONGEST_WAIT)


def _at(moment: datetime) -> BindParameter[datetime]:
    """A moment as records keep it, for what the database is to choose from."""
    return literal(moment, Outgoing.due_at.type)


def _settle(desk: Desk, token: str, ids: Collection[str], **values: Any) -> bool:
    mine = update(Outgoing).where(Outgoing.id.in_(ids), Outgoing.lease == token)
    settled = mine.values(lease=None, lease_until=None, **values).returning(Outgoing.id)
    return len(desk.session.scalars(settled.execution_options(synchronize_session=False)).all()) == len(ids)


def settled(office: Office, outcome: Outcome, row: Outgoing) -> State | None:
    """Where something stands after it was handed over, or None if it is to be tried again."""
    if outcome is Outcome.SENT:
        return State.SENT
    given_up = outcome is Outcome.DEFERRED and _is_given_up(office, row)
    return State.BOUNCED if outcome is Outcome.REFUSED or given_up else None


def _is_given_up(office: Office, row: Outgoing) -> bool:
    """Whether we were put off for long enough. If the server took nothing else since, it is not the address."""
    since = row.put_off_since
    if since is None or office.clock() - since < GIVEN_UP_AFTER or row.tries < LEAST_TRIES:
        return False
    with office.store.reading() as session:
        query = select(Outgoing.id).where(Outgoing.state == State.SENT, Outgoing.done_at > since)
        return session.scalar(query.limit(1)) is not None
