"""Whose account at the school's provider is whose here: linked by the person, who is signed in, and by nobody else.

Nothing is ever linked because two addresses look alike: whoever runs the provider can give anybody any address.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import delete, select

from caseflow.casework import credentials, journal, once_only, people, school_notices, schools
from caseflow.casework.desk import Desk, school_scope
from caseflow.casework.people import Someone
from caseflow.casework.provider import OLDEST, Proof
from caseflow.casework.refusals import Refused
from caseflow.ledger.seal import derive
from caseflow.records import Identity, Person, new_id
from caseflow.vault.box import Altered, blind_index


def link(desk: Desk, someone: Someone, proof: Proof) -> None:
    """Link an account at the provider to somebody. Raises Refused if the proof was used, or the account is linked."""
    if not _fresh(desk, proof):
        raise Refused("That was used already. Begin again.")
    mark = _mark(desk, proof)
    if desk.session.scalar(select(Identity.id).where(Identity.mark == mark)):
        raise Refused("That account is linked to somebody already.")
    desk.session.execute(delete(Identity).where(Identity.person_id == someone.id))
    row = Identity(id=new_id(), school_id=someone.school_id, person_id=someone.id, mark=mark, linked_at=desk.now)
    row.sealed = desk.seal(school_scope(someone.school_id), {"mark": mark.hex()}, _place(row))
    desk.session.add(row)
    desk.session.flush()
    words = "Somebody linked their account at the school’s sign-in"
    _changed(desk, someone, frozenset({mark.hex()}), "identity_linked", "account-linked", words)


def unlink(desk: Desk, someone: Someone) -> None:
    """Take the link of somebody away."""
    desk.session.execute(delete(Identity).where(Identity.person_id == someone.id))
    words = "Somebody took the link to the school’s sign-in away"
    _changed(desk, someone, frozenset(), "identity_unlinked", "account-unlinked", words)


def linked(desk: Desk, someone: Someone) -> bool:
    """Whether somebody has linked an account."""
    return desk.session.scalar(select(Identity.id).where(Identity.person_id == someone.id)) is not None


def whose(desk: Desk, proof: Proof) -> Someone | None:
    """Who signs in with this proof, the first time it is shown; None if nobody linked the account, or they left."""
    row = desk.session.scalars(select(Identity).where(Identity.mark == _mark(desk, proof))).one_or_none()
    if row is None or not _fresh(desk, proof):
        return None
    try:
        said = desk.unseal(school_scope(row.school_id), row.sealed, _place(row))
    except Altered:
        return None
    person = desk.session.get_one(Person, row.person_id)
    known = person.active and said["mark"] == row.mark.hex()
    return people.opened(desk, person) if known and credentials.let_in(desk, person) else None


def _fresh(desk: Desk, proof: Proof) -> bool:
    """A token is taken once, and remembered for longer than it could be valid."""
    return once_only.spend(desk, f"token {proof.token}", lasts=2 * OLDEST)


def _mark(desk: Desk, proof: Proof) -> bytes:
    return blind_index(derive(desk.safe.kek, "caseflow identity v1"), proof.issuer, proof.subject)


def _place(row: Identity) -> str:
    return f"identity/{row.id}/{row.person_id}"


def _changed(desk: Desk, someone: Someone, marks: frozenset[str], event: str, what: str, sentence: str) -> None:
    row = desk.session.get_one(Person, someone.id)
    credentials.change(desk, row, lambda bound: replace(bound, identities=marks))
    school_notices.of_access(desk, someone, what)
    told = {"told": [someone.id], **schools.vouching(row)}
    journal.write_for_school(desk, someone.school_id, event, someone.id, sentence=sentence, **told)
