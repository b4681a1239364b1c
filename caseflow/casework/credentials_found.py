"""Binding what people sign in with who were here before it was bound: once, as the installation starts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager

from sqlalchemy import select

from caseflow.casework import credentials, journal, schools
from caseflow.casework.desk import Desk, school_scope
from caseflow.records import Person, School
from caseflow.records.store import Store
from caseflow.vault.keyring import Keyring

SET_UP = "set-up"


def catch_up(store: Store, keyring: Keyring, at_work: Callable[[], AbstractContextManager[Desk]]) -> None:
    """Seal for everybody who has no list yet what is stored now, but for nobody from whom the list was taken away."""
    with store.reading() as session:
        lacking = set(session.scalars(select(Person.school_id).where(Person.credentials.is_(None))))
    for school_id in (one for one in sorted(lacking) if keyring.keys([school_scope(one)])):
        with at_work() as desk:
            _bind_all(desk, school_id)


def _bind_all(desk: Desk, school_id: str) -> None:
    query = select(Person).where(Person.school_id == school_id, Person.credentials.is_(None)).with_for_update()
    rows = {row.id: row for row in desk.session.scalars(query.order_by(Person.id)).unique()}
    vouched = _newest(desk, school_id, rows)
    found = credentials.stored(desk.session, rows.values())
    for one, row in rows.items():
        if vouched.get(one) == schools.person_fingerprint(row):  # the journal knows the row without a list
            credentials.bind(desk, row, found[one])
            words = "What somebody signs in with was sealed in their row"
            schools.vouch(desk, row, "credentials_bound", SET_UP, sorted(post.role for post in row.posts), words)


def _newest(desk: Desk, school_id: str, people: Iterable[str]) -> dict[str, str]:
    """What the newest entry about each of these vouches for."""
    wanted = set(people)
    found: dict[str, str] = {}
    for entry in _entries(desk, school_id):
        one = str(entry.said.get("person", ""))
        if one in wanted - found.keys() and "projection" in entry.said:
            found[one] = str(entry.said["projection"])
        if wanted == found.keys():
            break
    return found


def _entries(desk: Desk, school_id: str) -> Iterator[journal.Entry]:
    """The entries about a school itself, the newest first."""
    first = desk.session.get_one(School, school_id).created_at.year - 1
    for year in range(desk.now.year, first - 1, -1):
        if desk.keyring.keys([scope := f"{school_id}:{year}"]):
            yield from reversed(journal.read(desk, scope))
