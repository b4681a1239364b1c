"""Whose account at the school's provider is whose here: linked by the person, who is signed in, and by nobody else.

Nothing is ever linked because two addresses look alike: whoever runs the provider can give anybody any address.
"""

from __future__ import annotations

from sqlalchemy import delete, select

from caseflow.casework import journal, once_only, people, school_notices
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
    unlink(desk, someone, quietly=True)
    row = Identity(id=new_id(), school_id=someone.school_id, person_id=someone.id, mark=mark, linked_at=desk.now)
    row.sealed = desk.seal(school_scope(someone.school_id), {"mark": mark.hex()}, _place(row))
    desk.session.add(row)
    desk.session.flush()
    _tell(desk, someone, "identity_linked", "account-linked", "Somebody linked their account at the school’s sign-in")


def unlink(desk: Desk, someone: Someone, *, quietly: bool = False) -> None:
    """Take the link of somebody away."""
    desk.session.execute(delete(Identity).where(Identity.person_id == someone.id))
    if not quietly:
        words = "Somebody took the link to the school’s sign-in away"
        _tell(desk, someone, "identity_unlinked", "account-unlinked", words)


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
    return people.opened(desk, person) if person.active and said["mark"] == row.mark.hex() else None


def _fresh(desk: Desk, proof: Proof) -> bool:
    """A token is taken once, and remembered for longer than it could be valid."""
    return once_only.spend(desk, f"token {proof.token}", lasts=2 * OLDEST)


def _mark(desk: Desk, proof: Proof) -> bytes:
    return blind_index(derive(desk.safe.kek, "caseflow identity v1"), proof.issuer, proof.subject)


def _place(row: Identity) -> str:
    return f"identity/{row.id}/{row.person_id}"


def _tell(desk: Desk, someone: Someone, event: str, what: str, sentence: str) -> None:
    school_notices.of_access(desk, someone, what)
    journal.write_for_school(desk, someone.school_id, event, someone.id, told=[someone.id], sentence=sentence)
