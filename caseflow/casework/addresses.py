"""Giving somebody on the staff list another e-mail address: they sign in with it, and both addresses are told."""

from __future__ import annotations

from sqlalchemy import select

from caseflow.casework import outbox, people, school_notices, schools, staff
from caseflow.casework.desk import Desk
from caseflow.casework.particulars import wrong_email
from caseflow.casework.people import Someone
from caseflow.casework.post_keeping import kept_by
from caseflow.casework.refusals import BadAnswers, NotThere
from caseflow.procedure import roles
from caseflow.records import Person, new_id

CHANGED = "address-changed"


def may_change(actor: Someone, other: Someone) -> bool:
    """Whether this person may change somebody's address: who keeps every post they hold beyond that which all have."""
    weighty = other.roles - {roles.STAFF.key}
    return staff.may_change(actor, other) and (weighty or other.roles) <= kept_by(actor)


def find(desk: Desk, actor: Someone, person_id: str) -> Someone:
    """Somebody whose address this person may change. Raises NotThere for anybody else, oneself included."""
    other = staff.find(desk, actor, person_id)
    if not may_change(actor, other):
        raise NotThere
    return other


def change(desk: Desk, actor: Someone, person_id: str, email: str) -> None:
    """Give somebody another address. Raises NotThere, or BadAnswers with a sentence for the field.

    Wherever they are signed in ends. The old address hears of it too: whoever did not ask for it learns it there.
    """
    other, email = find(desk, actor, person_id), email.strip()
    if words := _wrong(desk, other, email):
        raise BadAnswers({"email": words})
    row = desk.session.get_one(Person, other.id)
    since = desk.now.isoformat()
    row.sealed = people.sealed(desk, row.id, row.school_id, other.name, email, other.post, since)
    row.email_mark, row.credential = people.email_mark(desk, row.school_id, email), new_id()
    desk.session.flush()
    people.forget(desk, row.school_id)
    schools.vouch(desk, row, "person_changed", actor.id, sorted(other.roles), "Somebody’s e-mail address was changed")
    school_notices.of_access(desk, other, CHANGED)
    outbox.of_address(desk, row.school_id, other.id, other.email, CHANGED)


def _wrong(desk: Desk, other: Someone, email: str) -> str:
    """Why an address will not do, or nothing. Only this school's list is looked at; its keepers see it."""
    if words := wrong_email(email):
        return words
    mark = people.email_mark(desk, other.school_id, email)
    query = select(Person.id).where(Person.school_id == other.school_id, Person.email_mark == mark)
    taken = desk.session.scalar(query)
    if taken == other.id and email == other.email:
        return "That is their e-mail address already"
    return "Somebody with this e-mail address is already on the staff list" if taken not in (None, other.id) else ""
