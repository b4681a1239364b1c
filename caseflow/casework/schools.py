"""Setting up a school, its people and its settings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import func, select

from caseflow.casework import credentials, journal, people, policy_found, policy_vouching
from caseflow.casework.desk import Desk, school_scope
from caseflow.casework.fingerprints import fingerprint
from caseflow.casework.particulars import weak, wrong_email, wrong_name
from caseflow.casework.people import Someone
from caseflow.casework.refusals import BadAnswers
from caseflow.procedure import PROCEDURE
from caseflow.procedure.settings import BY_KEY
from caseflow.procedure.settings import KINDS as KINDS_OF_SCHOOL
from caseflow.records import Person, Post, School, SettingValue, new_id

KINDS = {option.key: option.title for option in KINDS_OF_SCHOOL}
HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
"""Argon2id with the numbers OWASP names."""

POSTS = {role.key: role for role in PROCEDURE.roles if not role.in_case}


def found_school(desk: Desk, name: str, kind: str = "maintained", **letterhead: Any) -> School:
    """A new school with a key of its own and the policy to begin with.

    Raises BadAnswers if the name is empty or the kind unknown.
    """
    errors = {}
    if words := wrong_name(name):
        errors["name"] = words
    if kind not in KINDS:
        errors["kind"] = "Select the kind of school"
    if errors:
        raise BadAnswers(errors)
    school = School(id=new_id(), name=name.strip(), kind=kind, created_at=desk.now, letterhead=json.dumps(letterhead))
    desk.keyring.new(school_scope(school.id))
    desk.session.add(school)
    desk.session.flush()
    policy = policy_vouching.vouching(policy_found.lay_down(desk, school.id))
    journal.write_for_school(desk, school.id, "school_founded", "set-up", sentence="The school was set up", **policy)
    return school


def add_person(
    desk: Desk,
    school_id: str,
    name: str,
    email: str,
    post: str,
    roles: Iterable[str],
    *,
    password: str | None = None,
    by: str = "set-up",
    waits: Iterable[str] = (),
) -> Someone:
    """Put somebody on the staff list, without the posts that wait for somebody to agree.

    Raises BadAnswers with a sentence for each field that will not do.
    """
    wanted = frozenset(roles) | {"staff"} if "governor" not in set(roles) else frozenset(roles)
    _refuse_bad(desk, school_id, name, email, wanted, password)
    held = wanted - frozenset(waits)
    person = Person(
        id=new_id(),
        school_id=school_id,
        sealed=b"",
        email_mark=people.email_mark(desk, school_id, email),
        password=HASHER.hash(password) if password else None,
        created_at=desk.now,
        posts=[Post(role=role) for role in sorted(held)],
    )
    person.credentials = credentials.sealed(desk, school_id, person.id, credentials.Bound(person.password))
    person.sealed = people.sealed(desk, person.id, school_id, name.strip(), email.strip(), post.strip())
    desk.session.add(person)
    desk.session.flush()
    people.forget(desk, school_id)
    vouch(desk, person, "person_added", by, sorted(held), "Somebody was put on the staff list")
    return people.opened(desk, person)


def change_posts(desk: Desk, person_id: str, school_id: str, roles: Iterable[str], *, active: bool, by: str) -> None:
    """Give somebody other posts, or deactivate them. All their sessions end."""
    wanted = frozenset(roles)
    if unknown := wanted - set(POSTS):
        raise BadAnswers({"roles": f"“{sorted(unknown)[0]}” is not a role"})
    person = desk.session.get_one(Person, person_id)
    if person.school_id != school_id:
        raise LookupError(person_id)
    kept = {post.role: post for post in person.posts if post.role in wanted}
    person.posts = [*kept.values(), *(Post(role=role) for role in sorted(wanted - set(kept)))]
    person.active, person.credential = active, new_id()
    desk.session.flush()
    people.forget(desk, school_id)
    vouch(desk, person, "person_changed", by, sorted(wanted), "Somebody's posts were changed")


def _refuse_bad(desk: Desk, school_id: str, name: str, email: str, roles: frozenset[str], password: str | None) -> None:
    errors = {}
    if words := wrong_name(name):
        errors["name"] = words
    if words := wrong_email(email):
        errors["email"] = words
    elif desk.session.scalar(
        select(Person.id).where(
            Person.school_id == school_id, Person.email_mark == people.email_mark(desk, school_id, email)
        )
    ):
        errors["email"] = "Somebody with this e-mail address is already on the staff list"
    if unknown := roles - set(POSTS):
        errors["roles"] = f"“{sorted(unknown)[0]}” is not a role"
    school = desk.session.get_one(School, school_id)
    if password is not None and (words := weak(password, (name, email, school.name))):
        errors["password"] = words
    if errors:
        raise BadAnswers(errors)


def person_fingerprint(person: Person) -> str:
    """What the journal vouches for of a person: who they are, since when, if and how they sign in, their posts.

    A row of an older release has no list of what they sign in with, and older entries go on vouching for it.
    """
    posts = sorted(f"{post.role} {post.id}" for post in person.posts)
    told = [person.id, person.school_id, str(person.active), person.created_at.isoformat(), *posts]
    bound = [person.credentials] if person.credentials is not None else []
    digest = hashlib.sha256(b"\x1f".join([*map(str.encode, told), person.sealed, person.email_mark, *bound]))
    return digest.hexdigest()


def vouch(desk: Desk, person: Person, event: str, by: str, roles: list[str], sentence: str) -> None:
    """Write an entry that vouches for the row of somebody on the staff list as it stands now."""
    told = {**vouching(person), "roles": roles}
    journal.write_for_school(desk, person.school_id, event, by, sentence=sentence, **told)


def vouching(person: Person) -> dict[str, Any]:
    """What an entry says that vouches for the row of somebody on the staff list."""
    posts = sorted(post.role for post in person.posts)
    return {"person": person.id, "roles": posts, "active": person.active, "projection": person_fingerprint(person)}


def settings_on(desk: Desk, school_id: str, day: date) -> dict[str, Any]:
    """Every setting of a school as it stands on a day."""
    values: dict[str, Any] = {setting.key: setting.default for setting in PROCEDURE.settings}
    values["school.kind"] = desk.session.get_one(School, school_id).kind  # as it was founded
    rows = desk.session.scalars(
        select(SettingValue)
        .where(SettingValue.school_id == school_id, SettingValue.holds_from <= day.isoformat())
        .order_by(SettingValue.holds_from, SettingValue.set_at)
    )
    for row in rows:
        if row.key in values:
            values[row.key] = _value(row.key, row.value)
    return values


def settings_from(desk: Desk, school_id: str, day: date) -> dict[str, str]:
    """From which day each setting has held that a school set itself, of those that stand on a day."""
    rows = desk.session.execute(
        select(SettingValue.key, func.max(SettingValue.holds_from))
        .where(SettingValue.school_id == school_id, SettingValue.holds_from <= day.isoformat())
        .group_by(SettingValue.key)
    )
    return {key: holds_from for key, holds_from in rows if key in BY_KEY}


def set_setting(desk: Desk, school_id: str, key: str, value: str, holds_from: date, by: str) -> None:
    """Give a setting another value from a day on. Raises BadAnswers if there is no such setting or value."""
    if key not in BY_KEY:
        raise BadAnswers({key: f"“{key}” is not a setting"})
    _value(key, value)
    row = SettingValue(
        school_id=school_id,
        key=key,
        value=str(value),
        holds_from=holds_from.isoformat(),
        set_at=desk.now,
        set_by=by,
    )
    desk.session.add(row)
    desk.session.flush()
    journal.write_for_school(
        desk,
        school_id,
        "setting_changed",
        by,
        setting=key,
        value=str(value),
        holds_from=holds_from.isoformat(),
        projection=fingerprint([row]),
        row=row.id,
        sentence=f"“{BY_KEY[key].title}” was set",
    )


def _value(key: str, value: Any) -> Any:
    setting = BY_KEY[key]
    if setting.options and value not in {option.key for option in setting.options}:
        raise BadAnswers({key: f"Choose one of the answers to “{setting.title}”"})
    if isinstance(setting.default, int):
        try:
            number = int(str(value).strip())
        except ValueError:
            number = -1
        if not 0 < number <= 1000:
            raise BadAnswers({key: f"“{BY_KEY[key].title}” must be a whole number between 1 and 1,000"})
        return number
    return str(value)
