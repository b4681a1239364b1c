"""Inviting somebody who has no way to sign in yet to link their school account: by a code that is handed over.

Whoever signs in at the provider with the code in hand is linked, by issuer and subject, to just the one it is for.
Nobody is invited who can sign in: with the code, whoever made it could otherwise take an account over.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, select

from caseflow.casework import (
    addresses,
    credentials,
    factors,
    identities,
    journal,
    paper_codes,
    passwords,
    people,
    throttle,
)
from caseflow.casework.desk import Desk, school_scope
from caseflow.casework.people import Someone
from caseflow.casework.provider import Proof
from caseflow.casework.refusals import Refused
from caseflow.records import Person, Recovery, new_id
from caseflow.vault.box import Altered

LASTS = timedelta(days=3)
"""How long an invitation can be used."""


def may_invite(desk: Desk, actor: Someone, other: Someone) -> bool:
    """Whether this person may invite somebody: who could change their address, while there is no other way in."""
    return addresses.may_change(actor, other) and other.active and not _comes_in(desk, other)


def invite(desk: Desk, actor: Someone, person_id: str) -> str:
    """Invite somebody, and return the code, which is shown once. Earlier invitations of theirs are void.

    Raises NotThere if the actor may not, and Refused if they can sign in already or left.
    """
    other = addresses.find(desk, actor, person_id)
    if not may_invite(desk, actor, other):
        raise Refused("They can sign in already, or do not work here any more. They link their account themselves.")
    for row in desk.session.scalars(_of(other.id)):
        row.used_at = row.used_at or (desk.now if _told(desk, row) else None)
    code = paper_codes.make()
    row = Recovery(id=new_id(), school_id=other.school_id, person_id=other.id, begun_at=desk.now)
    said = {"by": actor.id, "code": paper_codes.digest(code), "until": (desk.now + LASTS).isoformat()}
    row.sealed = desk.seal(school_scope(other.school_id), said, _place(row))
    desk.session.add(row)
    desk.session.flush()
    _tell(desk, "invited", actor.id, other, "Somebody was invited to link their account at the school’s sign-in")
    return code


def find(desk: Desk, email: str, code: str, address: str) -> str | None:
    """The id of the invitation whose address and code these are, or None. Keep the work either way: it counts."""
    attempt = throttle.at_a_password(desk, email, address)
    ids = [person.id for person in passwords.known(desk, email)]
    rows = [row for row in desk.session.scalars(_of(*ids)) if _fits(desk, row, code)]
    if attempt.must_wait or not rows:
        attempt.failed()
        return None
    attempt.succeeded()
    return rows[0].id


def accept(desk: Desk, invitation_id: str, proof: Proof) -> Someone:
    """Link the account that was proved to whom this invitation is for, and use it up.

    Raises Refused if it was used, is too old, or there is another way in by now; or if the account is another's.
    """
    query = select(Recovery).where(Recovery.id == invitation_id).with_for_update()
    row = desk.session.scalars(query).one_or_none()
    if row is None or not _holds(desk, row):
        raise Refused("The invitation was used already, or is too old. Ask for another one.")
    someone = people.opened(desk, desk.session.get_one(Person, row.person_id))
    identities.link(desk, someone, proof)
    row.used_at = desk.now
    desk.session.flush()
    _tell(desk, "invitation_used", someone.id, someone, "Somebody used their invitation to the school’s sign-in")
    return someone


def _fits(desk: Desk, row: Recovery, code: str) -> bool:
    said = _told(desk, row)
    return bool(said) and hmac.compare_digest(said["code"], paper_codes.digest(code)) and _holds(desk, row)


def _holds(desk: Desk, row: Recovery) -> bool:
    """Whether an invitation can still be used."""
    said = _told(desk, row)
    fresh = said and row.used_at is None and datetime.fromisoformat(said["until"]) > desk.now
    someone = people.opened(desk, desk.session.get_one(Person, row.person_id))
    return bool(fresh) and someone.active and not _comes_in(desk, someone)


def _comes_in(desk: Desk, someone: Someone) -> bool:
    """Whether somebody has a way to sign in, or had one: a password, a linked account, a factor.

    One that was taken away by hand counts: or whoever can do that could have themselves invited in another's place.
    """
    row = desk.session.get_one(Person, someone.id)
    bound = credentials.of(desk, row)
    if bound is None or not bound.empty:
        return True
    return bool(row.password) or identities.linked(desk, someone) or factors.has_any(desk, someone)


def _of(*ids: str) -> Select[Recovery]:
    return select(Recovery).where(Recovery.person_id.in_(ids)).order_by(Recovery.begun_at.desc(), Recovery.id)


def _told(desk: Desk, row: Recovery) -> dict[str, Any]:
    """What an invitation says; nothing, if the row is something else, or was changed by hand."""
    try:
        said: dict[str, Any] = desk.unseal(school_scope(row.school_id), row.sealed, _place(row))
    except Altered:
        return {}
    return said


def _place(row: Recovery) -> str:
    return f"invitation/{row.id}/{row.person_id}"


def _tell(desk: Desk, event: str, actor: str, other: Someone, sentence: str) -> None:
    journal.write_for_school(desk, other.school_id, event, actor, whom=other.id, sentence=sentence)
