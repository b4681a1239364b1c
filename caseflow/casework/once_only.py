"""What works once: a challenge, a nonce, a token. What was used is remembered for longer than it could be used."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from caseflow.casework.desk import Desk
from caseflow.records import Spent

FRESH = timedelta(minutes=5)
"""How long a challenge may wait for its answer."""


def spend(desk: Desk, what: str, *, lasts: timedelta = 3 * FRESH) -> bool:
    """Use something up. Whether it was unused until now; of two who come at once, one is first."""
    session, now = desk.session, desk.now
    session.execute(delete(Spent).where(Spent.until < now))
    insert = (sqlite if session.get_bind().dialect.name == "sqlite" else postgresql).insert
    row = {"sha256": hashlib.sha256(what.encode()).hexdigest(), "until": now + lasts}
    return bool(session.execute(insert(Spent).values(row).on_conflict_do_nothing().returning(Spent.sha256)).all())
