"""Slowing down whoever guesses, and locking out nobody.

What is tried in vain is counted by account, by the place it comes from, and by the two together. The pair waits soon
and long; an account and a place alone wait late and briefly. So a pupil who hammers at the head's name waits, and the
head, who comes from elsewhere, does not. A browser in which somebody signed in before is counted by itself when it
tries that account again: whatever others try, from the same school or at the same name, does not keep them out. What
comes while one has to wait is not judged and makes nobody wait longer.
"""

from __future__ import annotations

import hmac
import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address, ip_network

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from caseflow.casework.desk import Desk
from caseflow.casework.people import fold
from caseflow.ledger.seal import derive
from caseflow.records import Throttle
from caseflow.vault.box import blind_index

FORGOTTEN = timedelta(days=1)
_TOLD_AT = frozenset({1, 5, 10, 20, 50, *range(100, 1_000, 100), *range(1_000, 100_000, 1_000)})


@dataclass(frozen=True)
class Rule:
    """So many failures are free; then one waits 2, 4, 8 … seconds, and never longer than the longest."""

    free: int
    longest: int

    def wait(self, failures: int) -> timedelta:
        """How long one waits after so many failures."""
        over = failures - self.free
        return timedelta(seconds=min(2 ** min(over, 20), self.longest)) if over > 0 else timedelta()


PAIR, ACCOUNT, PLACE, CODE = Rule(4, 300), Rule(49, 60), Rule(29, 60), Rule(4, 900)
"""Of an account from one place; of an account, from wherever; of a place, whatever is tried; of codes."""
COUNTED = Rule(sys.maxsize, 0)
"""Of what makes nobody wait, and is counted alone."""


@dataclass(frozen=True)
class Attempt:
    """Something tried: the rows that count it, locked until this work is done, each with its rule."""

    desk: Desk
    rows: Mapping[bytes, Throttle]
    rules: Mapping[bytes, Rule]
    forgiven: frozenset[bytes]

    @property
    def must_wait(self) -> bool:
        """Whether what is tried is not judged."""
        return any(row.wait_until and row.wait_until > self.desk.now for row in self.rows.values())

    @property
    def told(self) -> bool:
        """Whether this one is written into the journal: the first, and then ever more rarely."""
        return self.times in _TOLD_AT

    @property
    def times(self) -> int:
        """How many such attempts there were, this one included once it was counted."""
        return max(row.tries for mark, row in self.rows.items() if mark in self.forgiven)

    def failed(self) -> None:
        """It was in vain, or it came too soon."""
        waiting = self.must_wait
        for mark, row in self.rows.items():
            row.tries, row.tried_at = row.tries + 1, self.desk.now
            row.failures += not waiting
            row.wait_until = row.wait_until if waiting else self.desk.now + self.rules[mark].wait(row.failures)
        self.desk.session.flush()

    def succeeded(self) -> None:
        """It was right: the account is free again, and its place from now on for this account."""
        for mark in self.forgiven:
            row = self.rows[mark]
            row.tries, row.failures, row.wait_until = 0, 0, None
        self.desk.session.flush()


def at_a_password(desk: Desk, email: str, address: str, browser: str = "") -> Attempt:
    """Somebody tries a password for an account, known here or not; `browser` is what theirs keeps, if anything."""
    account, place = fold(email), _place(address)
    if _came_in_before(desk, account, browser):
        mark = _mark(desk, "browser", account, browser)
        return _begin(desk, {mark: PAIR}, frozenset({mark}))
    pair, whole = _mark(desk, "pair", account, place), _mark(desk, "account", account)
    return _begin(desk, {pair: PAIR, whole: ACCOUNT, _mark(desk, "place", place): PLACE}, frozenset({pair, whole}))


def known_browser(desk: Desk, email: str) -> str:
    """What a browser keeps in which somebody signed in. It says nothing of whom, and lets nobody in."""
    number = secrets.token_hex(16)
    return f"{number}{_vouching(desk, fold(email), number)}"


def _came_in_before(desk: Desk, account: str, browser: str) -> bool:
    number, said = browser[:32], browser[32:]
    return hmac.compare_digest(said.encode(), _vouching(desk, account, number).encode())


def _vouching(desk: Desk, account: str, number: str) -> str:
    return _mark(desk, "known browser", account, number).hex()


def at_a_code(desk: Desk, person_id: str) -> Attempt:
    """Somebody who gave the right password tries a code."""
    mark = _mark(desk, "code", person_id)
    return _begin(desk, {mark: CODE}, frozenset({mark}))


def at_a_refusal(desk: Desk, person_id: str, kind: str) -> Attempt:
    """Somebody who is signed in asked for what is not there for them, for the first time in this hour or once more."""
    mark = _mark(desk, "refusal", person_id, kind, desk.now.strftime("%Y-%m-%dT%H"))
    return _begin(desk, {mark: COUNTED}, frozenset({mark}))


def _begin(desk: Desk, rules: Mapping[bytes, Rule], forgiven: frozenset[bytes]) -> Attempt:
    session, now = desk.session, desk.now
    session.execute(delete(Throttle).where(Throttle.tried_at < now - FORGOTTEN))
    insert = (sqlite if session.get_bind().dialect.name == "sqlite" else postgresql).insert
    fresh = [{"mark": mark, "tries": 0, "failures": 0, "tried_at": now} for mark in sorted(rules)]
    session.execute(insert(Throttle).values(fresh).on_conflict_do_nothing())
    query = select(Throttle).where(Throttle.mark.in_(rules)).order_by(Throttle.mark)
    rows = session.scalars(query.with_for_update().execution_options(populate_existing=True)).all()
    return Attempt(desk, {row.mark: row for row in rows}, rules, forgiven)


def _mark(desk: Desk, *what: str) -> bytes:
    return blind_index(derive(desk.safe.kek, "caseflow throttle v1"), *what)


def _place(address: str) -> str:
    """Where something comes from: an address, or the network that one household or school has of IPv6."""
    try:
        at = ip_address(address)
    except ValueError:
        return ""
    return str(at) if at.version == 4 else str(ip_network(f"{at}/64", strict=False))
