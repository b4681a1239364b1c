"""The governors' review of the policy: by when it is due, that it is overdue, and what was recorded of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from caseflow.casework import policies, policy_vouching
from caseflow.casework.before import Before
from caseflow.casework.desk import Desk, school_scope
from caseflow.casework.people import Someone
from caseflow.casework.policy_questions import REVIEW
from caseflow.casework.refusals import BadAnswers
from caseflow.lifecycle.answers import accept_questions
from caseflow.lifecycle.days import local, say_day
from caseflow.procedure import roles
from caseflow.records import PolicyReview, new_id


@dataclass(frozen=True)
class Due:
    """By when the newest version is to be reviewed, and since when that is overdue, if it is."""

    title: str
    by: date
    since: date | None


def due(desk: Desk, school_id: str) -> Due | None:
    """What is to be said of the review. It nags until a version with a later review, or a review, is on record."""
    found = policies.adopted(desk, school_id)
    if not found:
        return None
    version, text_id = found[-1].version, found[-1].id
    later = select(PolicyReview.next_due).where(PolicyReview.text_id == text_id)
    by = max([version.review_due, *(date.fromisoformat(one) for one in desk.session.scalars(later))])
    today = local(desk.now).date()
    return Due(version.title, by, by + timedelta(days=1) if today > by else None)


@dataclass(frozen=True)
class Reviewed:
    """A review that was recorded."""

    on: date
    next_due: date
    minute: str
    by: str


def recorded(desk: Desk, school_id: str) -> list[Reviewed]:
    """All reviews of a school's policy, the newest first."""
    texts = [one.id for one in policies.adopted(desk, school_id)]
    rows = desk.session.scalars(
        select(PolicyReview).where(PolicyReview.text_id.in_(texts)).order_by(PolicyReview.recorded_at.desc())
    )
    return [
        Reviewed(
            date.fromisoformat(row.reviewed_on),
            date.fromisoformat(row.next_due),
            desk.unseal(school_scope(school_id), row.sealed, f"policy-review/{row.id}")["minute"],
            row.recorded_by,
        )
        for row in rows
    ]


def record(desk: Desk, actor: Someone, given: Mapping[str, Any]) -> None:
    """Record that the governors reviewed the newest version and left it as it is. Raises BadAnswers."""
    policies.only(actor, roles.HEADTEACHER.key, roles.CHAIR.key)
    said = accept_questions(REVIEW, given, Before(desk))
    newest, before = policies.newest(desk, actor.school_id), due(desk, actor.school_id)
    if said["reviewed_on"] < newest.version.approved:
        raise BadAnswers({"reviewed_on": "The review must be on the day the version was approved or later"})
    if before and said["next_due"] <= before.by:
        raise BadAnswers({"next_due": f"The next review must be due after {say_day(before.by)}"})
    row = PolicyReview(
        id=new_id(),
        text_id=newest.id,
        reviewed_on=said["reviewed_on"].isoformat(),
        next_due=said["next_due"].isoformat(),
        sealed=b"",
        recorded_at=desk.now,
        recorded_by=actor.id,
    )
    row.sealed = desk.seal(school_scope(actor.school_id), {"minute": said["minute"]}, f"policy-review/{row.id}")
    desk.session.add(row)
    words = f"The governors' review of the policy was recorded; the next is due by {say_day(said['next_due'])}"
    policy_vouching.write_beside(desk, actor.school_id, row, "policy_reviewed", actor.id, words)
