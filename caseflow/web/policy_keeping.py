"""Keeping the policy: where its versions stand, and the steps from a draft to a version that all staff have read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from caseflow.casework import (
    people,
    policies,
    policy_adoption,
    policy_draft,
    policy_readers,
    policy_review,
)
from caseflow.casework.people import Someone
from caseflow.casework.policy_questions import REVIEW
from caseflow.casework.refusals import NotThere
from caseflow.procedure import roles
from caseflow.procedure.cautions import cautions_of
from caseflow.records import PolicyText
from caseflow.web import once
from caseflow.web.desk import current_person, desk
from caseflow.web.policy_asking import ask_and_act, lead_on
from caseflow.web.policy_steps import STEPS


def keeper() -> Someone:
    """Whoever is signed in, if they keep the policy. Raises NotThere."""
    person = current_person()
    if not policies.is_keeper(person):
        raise NotThere
    return person


def keep() -> ResponseReturnValue:
    """Where the policy stands: its review, what to beware of in it, its versions, who has read them."""
    person = keeper()
    rows = desk().session.scalars(
        select(PolicyText).where(PolicyText.school_id == person.school_id).order_by(PolicyText.begun_at.desc())
    )
    present = policies.newest(desk(), person.school_id)
    given = policy_readers.published(desk(), person.school_id)
    current = {one.id for one in policy_readers.current(desk(), person.school_id)}
    return render_template(
        "policy/keep.html",
        head=person.holds(roles.HEADTEACHER.key),
        due=policy_review.due(desk(), person.school_id),
        reviews=policy_review.recorded(desk(), person.school_id),
        present=present,
        cautions=cautions_of(present.version.clauses),
        lacking=policies.without_a_clause(present.version),
        versions=[(row, policies.as_version(row), given.get(row.id), row.id in current) for row in rows],
        at_work_on=policy_draft.at_work_on(desk(), person.school_id),
        statuses=policies.STATUSES,
        name_of=_name_of(person),
    )


def _name_of(person: Someone) -> Callable[[str], str]:
    staff = people.everyone(desk(), person.school_id)
    return lambda who: staff[who].name if who in staff else "the set-up"


def begin() -> ResponseReturnValue:
    """Begin a new version with the words of the newest."""
    if (earlier := once.answered_before()) is not None:
        return redirect(earlier, code=303)
    row = policy_draft.begin(desk(), current_person())
    return lead_on("A new version is begun with the words of the present one", url_for("policy.draft", text_id=row.id))


def review() -> ResponseReturnValue:
    """Record that the governors reviewed the policy and left it as it is."""
    person = keeper()
    return ask_and_act(
        "policy/review.html",
        REVIEW,
        lambda given, _seen: policy_review.record(desk(), person, given),
        done="The review is on record",
        leads_to=url_for("policy.keep"),
        context=lambda: {"due": policy_review.due(desk(), person.school_id)},
    )


def take(text_id: str, step: str) -> ResponseReturnValue:
    """Take a step with a version as a whole: one page and one form for all of them."""
    person, chosen = keeper(), STEPS[step]
    row = policies.find(desk(), person, text_id)
    if not person.holds(chosen.post):
        raise NotThere
    adopted = chosen.statuses == (policies.ADOPTED,)
    leads_to = url_for("policy.keep") if adopted or step == "agree" else url_for("policy.draft", text_id=text_id)
    return ask_and_act(
        "policy/step.html",
        chosen.asks(row),
        lambda given, seen: chosen.act(desk(), person, text_id, seen, given),
        done=chosen.done,
        leads_to=leads_to,
        before={"title": row.title} if step == "propose" else None,
        context=lambda: {"step": chosen, "key": step, **about(desk().session.get_one(PolicyText, text_id))},
    )


def about(row: PolicyText) -> dict[str, Any]:
    """What the pages of one version show of it: its differences from the newest adopted, and what it lacks."""
    version, present = policies.as_version(row), policies.newest(desk(), row.school_id)
    return {
        "text_id": row.id,
        "row": row,
        "seen": row.edition,
        "version": version,
        "status": policies.STATUSES[row.status],
        "differences": policy_adoption.differences(present.version, version) if present.id != row.id else None,
        "present": present.version,
        "lacking": policies.without_a_clause(version),
        "cautions": cautions_of(version.clauses),
        "said": policies.said_of(desk(), row),
    }
