"""What somebody signs in with, bound to them: password, factors and linked account, in one sealed list.

The password's hash, each factor and the linked account lie in rows of their own. Whoever can write the database could
put a hash there that they know, and take the factors away. So the list of them is sealed with the school's key in the
row of the person, and the journal vouches for it with that row: nobody is let in whose rows are not what the list says.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseflow.casework import journal
from caseflow.casework.desk import Desk, school_scope
from caseflow.records import Factor, Identity, Person
from caseflow.vault.box import Altered, field_key, seal, unseal

_log = logging.getLogger("caseflow.casework")
ALTERED = "credentials_altered"


@dataclass(frozen=True)
class Bound:
    """The hash of somebody's password, the ids of their factors, and the mark of the account they linked."""

    password: str | None = None
    factors: frozenset[str] = frozenset()
    identities: frozenset[str] = frozenset()

    @property
    def empty(self) -> bool:
        """Whether there is nothing with which they could sign in."""
        return self == Bound()


def sealed(desk: Desk, school_id: str, person_id: str, bound: Bound) -> bytes:
    """The list as the row of a person keeps it."""
    said = {"password": bound.password, "factors": sorted(bound.factors), "identities": sorted(bound.identities)}
    text = json.dumps(said, sort_keys=True)
    return seal(field_key(desk.keyring.key(school_scope(school_id))), text, _place(person_id))


def opened(key: bytes, person: Person) -> Bound | None:
    """What is sealed in the row of a person under the key of their school; None if it was changed or taken away."""
    try:
        said = json.loads(unseal(field_key(key), person.credentials or b"", _place(person.id)))
    except Altered:
        return None
    return Bound(said["password"], frozenset(said["factors"]), frozenset(said["identities"]))


def of(desk: Desk, person: Person) -> Bound | None:
    """What is sealed in the row of a person, or None."""
    return opened(desk.keyring.key(school_scope(person.school_id)), person)


def stored(session: Session, people: Iterable[Person]) -> dict[str, Bound]:
    """What lies in the rows that are bound, by the id of a person: two queries, however many they are."""
    rows = list(people)
    ids = [row.id for row in rows]
    factors: dict[str, set[str]] = {one: set() for one in ids}
    identities: dict[str, set[str]] = {one: set() for one in ids}
    for factor_id, whose in session.execute(select(Factor.id, Factor.person_id).where(Factor.person_id.in_(ids))):
        factors[whose].add(factor_id)
    for mark, whose in session.execute(select(Identity.mark, Identity.person_id).where(Identity.person_id.in_(ids))):
        identities[whose].add(mark.hex())
    return {row.id: Bound(row.password, frozenset(factors[row.id]), frozenset(identities[row.id])) for row in rows}


def whole(desk: Desk, person: Person) -> bool:
    """Whether the password, the factors and the linked account that are stored are those that are sealed."""
    return of(desk, person) == stored(desk.session, [person])[person.id]


def let_in(desk: Desk, person: Person) -> bool:
    """Whether somebody who showed what is right may come in. If not, it is written down; keep that work."""
    if whole(desk, person):
        return True
    _log.error("what somebody signs in with was changed by hand")
    sentence = "Signing in was refused: what somebody signs in with was changed by hand"
    journal.write_for_school(desk, person.school_id, ALTERED, "somebody", meant=[person.id], sentence=sentence)
    return False


def change(desk: Desk, person: Person, how: Callable[[Bound], Bound]) -> None:
    """Write a change into the list, in the work that changes the rows. What was not whole before is not whole after.

    One change waits for another, so that two at once do not leave somebody outside.
    """
    desk.session.flush()
    desk.session.refresh(person, ["credentials"], with_for_update=True)
    if (bound := of(desk, person)) is not None:
        bind(desk, person, how(bound))


def bind(desk: Desk, person: Person, bound: Bound) -> None:
    """Put this list into the row of a person."""
    person.credentials = sealed(desk, person.school_id, person.id, bound)
    desk.session.flush()


def _place(person_id: str) -> str:
    return f"credentials/{person_id}"
