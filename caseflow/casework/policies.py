"""The school's policy as it was adopted: its versions, which of them governs a day, and what each breach rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from caseflow.casework.desk import Desk, school_scope
from caseflow.casework.people import Someone
from caseflow.casework.refusals import NotThere
from caseflow.lifecycle.terms import Category
from caseflow.procedure import roles
from caseflow.procedure.breaches import CATEGORIES
from caseflow.procedure.policy import Clause, PolicyVersion, in_order, policy_in_force
from caseflow.records import PolicyText

DRAFT, PROPOSED, ADOPTED, SET_ASIDE = "draft", "proposed", "adopted", "set-aside"
STATUSES: Mapping[str, str] = {
    DRAFT: "In preparation",
    PROPOSED: "Waits for the chair",
    ADOPTED: "Adopted",
    SET_ASIDE: "Set aside",
}


@dataclass(frozen=True)
class Adopted:
    """A version that was adopted, with the id under which it is kept."""

    id: str
    version: PolicyVersion


def adopted(desk: Desk, school_id: str) -> list[Adopted]:
    """The versions a school adopted, the oldest first; read once in a piece of work."""
    key = f"policies:{school_id}"
    if key not in desk.known:
        query = select(PolicyText).where(PolicyText.school_id == school_id, PolicyText.status == ADOPTED)
        rows = desk.session.scalars(query.order_by(PolicyText.holds_from)).all()
        desk.known[key] = [Adopted(row.id, as_version(row)) for row in rows]
    found: list[Adopted] = desk.known[key]
    return found


def forget(desk: Desk, school_id: str) -> None:
    """The versions are read afresh the next time."""
    desk.known.pop(f"policies:{school_id}", None)


def in_force(desk: Desk, school_id: str, day: date) -> PolicyVersion | None:
    """The version that governs what was done on a day, or None if the school had none yet."""
    return policy_in_force(day, (one.version for one in adopted(desk, school_id)))


def of_day(desk: Desk, school_id: str, day: date) -> Adopted | None:
    """As `in_force`, with the id under which the version is kept."""
    version = in_force(desk, school_id, day)
    return next((one for one in adopted(desk, school_id) if one.version is version), None)


def newest(desk: Desk, school_id: str) -> Adopted:
    """The version adopted last, whether or not its day has come. Raises NotThere if the school has none."""
    found = adopted(desk, school_id)
    if not found:
        raise NotThere
    return found[-1]


def as_version(row: PolicyText) -> PolicyVersion:
    """A stored version as the procedure knows it; a draft's days that are not known yet are the day it was begun."""
    begun = row.begun_at.date()
    approved, holds_from, due = (
        date.fromisoformat(said) if said else begun for said in (row.approved, row.holds_from, row.review_due)
    )
    return PolicyVersion(
        row.key or "",
        row.title,
        approved,
        holds_from,
        due,
        clauses_of(row),
        {one.category: one.clause for one in row.bases},
    )


def clauses_of(row: PolicyText) -> tuple[Clause, ...]:
    """The clauses of a stored version, in the order of their numbers."""
    return tuple(
        Clause(one.key, one.section, one.words, one.lead)
        for one in sorted(row.clauses, key=lambda one: in_order(one.key))
    )


def sections(clauses: Iterable[Clause]) -> list[tuple[str, list[tuple[str, list[Clause]]]]]:
    """Clauses under their sections, and in each under the half sentence that they complete, as they follow."""
    found: list[tuple[str, list[tuple[str, list[Clause]]]]] = []
    for one in clauses:
        if not found or found[-1][0] != one.section:
            found.append((one.section, []))
        groups = found[-1][1]
        if not groups or groups[-1][0] != one.lead:
            groups.append((one.lead, []))
        groups[-1][1].append(one)
    return found


def without_a_clause(version: PolicyVersion) -> list[tuple[Category, str]]:
    """The breaches that rest on no clause of a version, each with the number that it is said to rest on, or nothing."""
    return [(one, version.bases.get(one.key, "")) for one in CATEGORIES if version.basis(one.key) is None]


def said_of(desk: Desk, row: PolicyText) -> dict[str, Any]:
    """What people wrote about a version: `minute`, `objection`."""
    said: dict[str, Any] = desk.unseal(school_scope(row.school_id), row.sealed, f"policy/{row.id}")
    return said


def say_of(desk: Desk, row: PolicyText, **said: str) -> None:
    """Keep what people write about a version, sealed."""
    known = said_of(desk, row) if row.sealed else {}
    row.sealed = desk.seal(school_scope(row.school_id), known | said, f"policy/{row.id}")


def is_keeper(person: Someone) -> bool:
    """Whether somebody keeps the policy: the headteacher, who publicises it, and the chair, who agrees."""
    return person.active and person.holds(roles.HEADTEACHER.key, roles.CHAIR.key)


def only(person: Someone, *posts: str) -> None:
    """Raise NotThere unless this person holds one of these posts."""
    if not person.active or not person.holds(*posts):
        raise NotThere


def find(desk: Desk, person: Someone, text_id: str) -> PolicyText:
    """A version this person may read: those who keep the policy all, everybody the adopted. Raises NotThere."""
    row = desk.session.get(PolicyText, text_id)
    if row is None or row.school_id != person.school_id or not (row.status == ADOPTED or is_keeper(person)):
        raise NotThere
    return row
