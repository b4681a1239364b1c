"""Giving a version of the policy to all staff, and who has confirmed that they have read which, and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from caseflow.casework import people, policies, policy_vouching
from caseflow.casework.before import Before
from caseflow.casework.desk import Desk
from caseflow.casework.people import Someone
from caseflow.casework.policies import Adopted
from caseflow.casework.policy_questions import READ
from caseflow.casework.refusals import NotThere, Refused
from caseflow.lifecycle.answers import accept_questions
from caseflow.lifecycle.days import local
from caseflow.procedure import roles
from caseflow.records import Person, PolicyPublication, PolicyReading, PolicyText, new_id
from caseflow.vault.box import blind_index


def mark(desk: Desk, school_id: str, person_id: str) -> bytes:
    """The blind mark of a reader, another than that of the parts of cases: the register is printed, with days."""
    return blind_index(desk.index_key(school_id), "policy-reader", person_id)


def current(desk: Desk, school_id: str) -> list[Adopted]:
    """The version in force today, and those whose day is to come."""
    today = local(desk.now).date()
    in_force = policies.of_day(desk, school_id, today)
    return [one for one in policies.adopted(desk, school_id) if one == in_force or one.version.holds_from > today]


def published(desk: Desk, school_id: str) -> dict[str, datetime]:
    """When each version that was published was, by its id; read once in a piece of work."""
    key = f"published:{school_id}"
    if key not in desk.known:
        ids = [one.id for one in policies.adopted(desk, school_id)]
        rows = desk.session.scalars(select(PolicyPublication).where(PolicyPublication.text_id.in_(ids)))
        desk.known[key] = {row.text_id: row.published_at for row in rows}
    found: dict[str, datetime] = desk.known[key]
    return found


def publish(desk: Desk, actor: Someone, text_id: str) -> None:
    """Give a version to all staff to read, once. Raises NotThere, and Refused if it is out of date or published."""
    policies.only(actor, roles.HEADTEACHER.key)
    row = policies.find(desk, actor, text_id)
    if text_id not in {one.id for one in current(desk, actor.school_id)}:
        raise Refused("Only the version in force, or one that is to come, is published to staff.")
    if text_id in published(desk, actor.school_id):
        raise Refused("This version is published already.")
    policy_vouching.vouched_for(desk, row)
    made = PolicyPublication(id=new_id(), text_id=text_id, published_at=desk.now, published_by=actor.id)
    desk.session.add(made)
    desk.known.pop(f"published:{actor.school_id}", None)
    words = f"The policy was published to all staff: {policies.as_version(row).name}"
    policy_vouching.write_beside(desk, actor.school_id, made, "policy_published", actor.id, words)


def must_read(person: Someone) -> bool:
    """Whether the policy is for them: everybody employed at the school, volunteers and casual workers included."""
    return person.active and person.holds(roles.STAFF.key)


def to_read(desk: Desk, person: Someone) -> list[Adopted]:
    """The published versions, in force or to come, that somebody has not confirmed yet."""
    if not must_read(person):
        return []
    given, done = published(desk, person.school_id), read_by(desk, person.school_id, person.id)
    return [one for one in current(desk, person.school_id) if one.id in given and one.id not in done]


def read_by(desk: Desk, school_id: str, person_id: str) -> dict[str, datetime]:
    """When somebody confirmed each version that they have read, by its id."""
    who = mark(desk, school_id, person_id)
    rows = desk.session.execute(
        select(PolicyReading.text_id, PolicyReading.read_at).where(PolicyReading.who == who)
    ).all()
    return {text_id: read_at for text_id, read_at in rows}


def confirm(desk: Desk, person: Someone, text_id: str, given: Mapping[str, Any]) -> None:
    """Record that somebody has read and understood a version. A second time changes nothing. Raises BadAnswers."""
    if not must_read(person) or text_id not in published(desk, person.school_id):
        raise NotThere
    accept_questions(READ, given, Before(desk))
    if text_id in read_by(desk, person.school_id, person.id):
        return
    row = PolicyReading(id=new_id(), text_id=text_id, who=mark(desk, person.school_id, person.id), read_at=desk.now)
    desk.session.add(row)
    words = "Somebody confirmed that they have read the policy"
    policy_vouching.write_beside(desk, person.school_id, row, "policy_read", person.id, words)


@dataclass(frozen=True)
class Known:
    """What is on record of one person and one version: when it was given to staff, and when they confirmed it."""

    published_at: datetime | None
    read_at: datetime | None


def known_to(desk: Desk, school_id: str, person_id: str, keys: Iterable[str]) -> dict[str, Known]:
    """What is on record of somebody and these versions, by the keys that cases remember: one query."""
    mine = (PolicyReading.text_id == PolicyText.id) & (PolicyReading.who == mark(desk, school_id, person_id))
    query = (
        select(PolicyText.key, PolicyPublication.published_at, PolicyReading.read_at)
        .join(PolicyPublication, PolicyPublication.text_id == PolicyText.id, isouter=True)
        .join(PolicyReading, mine, isouter=True)
        .where(PolicyText.school_id == school_id, PolicyText.key.in_(set(keys)))
    )
    return {key or "": Known(given, read_at) for key, given, read_at in desk.session.execute(query)}


@dataclass(frozen=True)
class Reader:
    """One line of the register. `asked_since` is when they were given it to read, if that was after they came."""

    name: str
    post: str
    active: bool
    asked_since: datetime
    read_at: datetime | None


@dataclass(frozen=True)
class Register:
    """Who has read one version, and who has not yet."""

    text: Adopted
    published_at: datetime
    read: tuple[Reader, ...]
    not_yet: tuple[Reader, ...]
    gone: tuple[Reader, ...]


def register(desk: Desk, actor: Someone, text_id: str) -> Register:
    """The register of a published version, for the headteacher, by name. Raises NotThere.

    Whoever has left stands in it only if they had confirmed.
    """
    policies.only(actor, roles.HEADTEACHER.key)
    text = next((one for one in policies.adopted(desk, actor.school_id) if one.id == text_id), None)
    given = published(desk, actor.school_id).get(text_id)
    if text is None or given is None:
        raise NotThere
    rows = desk.session.execute(
        select(PolicyReading.who, PolicyReading.read_at).where(PolicyReading.text_id == text_id)
    ).all()
    lines = _lines(desk, actor.school_id, given, {who: read_at for who, read_at in rows})
    return Register(
        text,
        given,
        tuple(one for one in lines if one.active and one.read_at),
        tuple(one for one in lines if one.active and not one.read_at),
        tuple(one for one in lines if not one.active),
    )


def _lines(desk: Desk, school_id: str, given: datetime, done: Mapping[bytes, datetime]) -> list[Reader]:
    came = dict(desk.session.execute(select(Person.id, Person.created_at).where(Person.school_id == school_id)).all())
    found = []
    for one in people.everyone(desk, school_id).values():
        read_at = done.get(mark(desk, school_id, one.id))
        if must_read(one) or read_at:
            found.append(Reader(one.name, one.post, must_read(one), max(given, came[one.id]), read_at))
    return sorted(found, key=lambda one: people.fold(one.name))
