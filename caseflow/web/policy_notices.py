"""What somebody's first page says of the policy: read it, its review is overdue, a new version waits."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from flask_login import current_user

from caseflow.casework import policies, policy_draft, policy_readers, policy_review
from caseflow.casework.people import Someone
from caseflow.casework.policies import Adopted
from caseflow.procedure import roles
from caseflow.web import say
from caseflow.web.desk import current_person, desk


@dataclass(frozen=True)
class Line:
    """One thing that waits, and where it is done."""

    words: str
    href: str
    since: str = ""


def to_read() -> list[Adopted]:
    """The versions that whoever is signed in has not confirmed yet; for the templates of first pages."""
    return policy_readers.to_read(desk(), current_person()) if current_user.is_authenticated else []


def waiting(person: Someone) -> list[Line]:
    """What the policy asks of those who keep it."""
    if not policies.is_keeper(person):
        return []
    head, found = person.holds(roles.HEADTEACHER.key), []
    begun = policy_draft.at_work_on(desk(), person.school_id)
    if begun and begun.status == policies.PROPOSED and person.holds(roles.CHAIR.key):
        words = "A new version of the policy waits for you to agree"
        found.append(
            Line(words, url_for("policy.draft", text_id=begun.id), f"since {say.day(begun.proposed_at or desk().now)}")
        )
    if begun and begun.status == policies.DRAFT and head and policies.said_of(desk(), begun).get("objection"):
        words = "The chair sent the new version of the policy back"
        found.append(Line(words, url_for("policy.draft", text_id=begun.id)))
    if head:
        found += _for_the_head(person)
    return found


def _for_the_head(person: Someone) -> list[Line]:
    found = []
    due = policy_review.due(desk(), person.school_id)
    if due and due.since:
        words = f"The governors’ review of the {due.title} is overdue"
        found.append(Line(words, url_for("policy.keep"), f"since {say.day(due.since)}"))
    given = policy_readers.published(desk(), person.school_id)
    for one in policy_readers.current(desk(), person.school_id):
        if one.id not in given:
            words = f"Publish the {one.version.name}, to all staff"
            found.append(Line(words, url_for("policy.take", text_id=one.id, step="publish")))
    return found
