"""Whose password it is: the same words, and the same work, for somebody unknown, wrong, deactivated or made to wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import lazyload

from caseflow.casework import credentials, journal, people, school_notices, schools, throttle
from caseflow.casework.desk import Desk
from caseflow.casework.particulars import MOST_PASSWORD, weak
from caseflow.casework.people import Someone
from caseflow.casework.refusals import BadAnswers
from caseflow.casework.schools import HASHER
from caseflow.records import Person, School, new_id

_NOBODY = HASHER.hash("nobody has this password")
_MOST_EMAIL = 254


def whose(desk: Desk, email: str, password: str, address: str, browser: str = "") -> Someone | None:
    """The person whose e-mail address and password these are, or None. Keep the work either way: it counts.

    `browser` is what it keeps if somebody signed in with it before.
    """
    email, password = email[: _MOST_EMAIL + 1], password[: MOST_PASSWORD + 1]
    attempt = throttle.at_a_password(desk, email, address, browser)
    found = known(desk, email)
    right = [row for row in found if _opens(row, password)] if found else _nobody(password)
    if right and right[0].active and not attempt.must_wait and credentials.let_in(desk, right[0]):
        attempt.succeeded()
        return people.opened(desk, right[0])
    attempt.failed()
    if attempt.told:
        _tell(desk, found)
    return None


def change(desk: Desk, someone: Someone, password: str, *, tells: bool = True) -> None:
    """Give somebody another password; wherever they are signed in ends. Raises BadAnswers if it will not do.

    They are told, unless something else tells them.
    """
    school = desk.session.get_one(School, someone.school_id)
    if words := weak(password, (someone.name, someone.email, school.name)):
        raise BadAnswers({"password": words})
    row = desk.session.get_one(Person, someone.id)
    put(desk, row, HASHER.hash(password))
    if tells:
        school_notices.of_access(desk, someone, "password-changed")
    sentence = "Somebody changed their password"
    told = schools.vouching(row)
    journal.write_for_school(desk, someone.school_id, "password_changed", someone.id, sentence=sentence, **told)


def put(desk: Desk, row: Person, hashed: str | None) -> None:
    """Give somebody this password, or none. Whoever calls writes the entry that vouches for the row."""
    row.password, row.credential = hashed, new_id()
    credentials.change(desk, row, lambda bound: replace(bound, password=hashed))


def again(desk: Desk, someone: Someone, password: str) -> bool:
    """Whether this is the password of somebody who is signed in. Keep the work either way: it counts."""
    attempt = throttle.at_a_code(desk, someone.id)
    row = desk.session.get_one(Person, someone.id)
    right = _opens(row, password[: MOST_PASSWORD + 1]) and not attempt.must_wait and credentials.let_in(desk, row)
    (attempt.succeeded if right else attempt.failed)()
    return right


def known(desk: Desk, email: str) -> Sequence[Person]:
    """Those who have this e-mail address, one in each school at most."""
    schools = desk.session.scalars(select(School.id).order_by(School.name)).all()
    marks = [people.email_mark(desk, one, email) for one in schools]
    query = select(Person).where(Person.email_mark.in_(marks)).order_by(Person.id)
    return desk.session.scalars(
        query.options(lazyload(Person.posts))
    ).all()  # or a known address would cost a query more


def _nobody(password: str) -> list[Person]:
    _opens(None, password)
    return []


def _opens(row: Person | None, password: str) -> bool:
    """Whether a password is the right one. Somebody unknown, or without one, costs the same work."""
    try:
        right = HASHER.verify((row.password if row else None) or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return bool(right and row and row.password)


def _tell(desk: Desk, found: Sequence[Person]) -> None:
    """Write down that somebody failed to sign in: with whom they meant, if there is such a person. Never how."""
    school_id = found[0].school_id if found else desk.session.scalar(select(School.id).order_by(School.name).limit(1))
    if school_id:
        journal.write_for_school(
            desk,
            school_id,
            "sign_in_failed",
            "somebody",
            meant=[row.id for row in found if row.school_id == school_id],
            sentence="Signing in failed",
        )
