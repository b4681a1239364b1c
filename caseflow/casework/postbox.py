"""Taking what is to be sent by lease, and writing down what became of it: safe to do in several processes at once.

Whoever takes a row has it for a while and then loses it; who was killed therefore leaves nothing in the lurch, and who
was merely slow cannot write over what another did meanwhile: their token is not on the row any more.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select, update

from caseflow.casework.desk import Desk
from caseflow.casework.office import Office
from caseflow.casework.outbox import State
from caseflow.post.line import Outcome
from caseflow.records import Outgoing, new_id

LEASE = timedelta(minutes=15)
"""Longer than any conversation with a mail server takes."""
LONGEST_WAIT = timedelta(hours=6)
GIVEN_UP_AFTER = timedelta(days=2)
"""After so long an address that always puts us off is as good as one that refuses us."""


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
    """Let go of some rows until a time. `untried` takes back that it was tried: it only has to wait."""
    more = {"tries": Outgoing.tries - 1} if untried else {}
    with office.at_work() as desk:
        return _settle(desk, token, ids, due_at=due_at, **more)


def is_held(row: Outgoing, token: str, now: datetime) -> bool:
    """Whether a row is in this hand, and will be for a while."""
    return row.lease == token and row.lease_until is not None and row.lease_until > now


def wait_after(tries: int) -> timedelta:
    """How long to wait after so many tries: a minute, then twice as long each time, and six hours at most."""
    return min(timedelta(minutes=2 ** min(tries - 1, 20)), LONGEST_WAIT)


def _settle(desk: Desk, token: str, ids: Collection[str], **values: Any) -> bool:
    mine = update(Outgoing).where(Outgoing.id.in_(ids), Outgoing.lease == token)
    settled = mine.values(lease=None, lease_until=None, **values).returning(Outgoing.id)
    return len(desk.session.scalars(settled.execution_options(synchronize_session=False)).all()) == len(ids)


def settled(outcome: Outcome, row: Outgoing, now: datetime) -> State | None:
    """Where something stands after it was handed over, or None if it is to be tried again."""
    if outcome is Outcome.SENT:
        return State.SENT
    given_up = outcome is Outcome.DEFERRED and now - row.queued_at >= GIVEN_UP_AFTER
    return State.BOUNCED if outcome is Outcome.REFUSED or given_up else None
