"""Adopting a new version of the policy: the headteacher proposes what the governors approved, and the chair agrees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from caseflow.casework import policies, policy_vouching
from caseflow.casework.before import Before
from caseflow.casework.desk import Desk
from caseflow.casework.people import Someone
from caseflow.casework.policy_draft import held
from caseflow.casework.policy_questions import AGREED, NO_CLAUSE, PROPOSAL, SENT_BACK
from caseflow.casework.refusals import BadAnswers, Refused
from caseflow.lifecycle.answers import accept_questions
from caseflow.lifecycle.days import say_day
from caseflow.lifecycle.terms import Question
from caseflow.procedure import roles
from caseflow.procedure.policy import Clause, PolicyVersion
from caseflow.records import PolicyText


@dataclass(frozen=True)
class Differences:
    """How a version differs from another: clauses by number, and breaches that rest elsewhere."""

    added: tuple[Clause, ...]
    changed: tuple[tuple[Clause, Clause], ...]
    taken_out: tuple[Clause, ...]
    moved: tuple[str, ...]
    title: str = ""

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.taken_out or self.moved or self.title)


def differences(before: PolicyVersion, after: PolicyVersion) -> Differences:
    """What is new in `after`; a clause is known by its number."""
    was, now = ({one.key: one for one in version.clauses} for version in (before, after))
    rests = before.bases.keys() | after.bases.keys()
    return Differences(
        added=tuple(one for one in after.clauses if one.key not in was),
        changed=tuple((was[one.key], one) for one in after.clauses if one.key in was and was[one.key] != one),
        taken_out=tuple(one for one in before.clauses if one.key not in now),
        moved=tuple(sorted(one for one in rests if before.bases.get(one) != after.bases.get(one))),
        title=after.title if after.title != before.title else "",
    )


def asks_of(row: PolicyText) -> tuple[Question, ...]:
    """What is asked when a draft is proposed: one thing more where a breach would rest on no clause."""
    lacking = policies.without_a_clause(policies.as_version(row))
    return (*PROPOSAL, NO_CLAUSE) if lacking else PROPOSAL


def propose(desk: Desk, actor: Someone, text_id: str, seen: int, given: Mapping[str, Any]) -> None:
    """Say that the governors approved a draft, and from which day it holds. Raises BadAnswers and Refused."""
    policies.only(actor, roles.HEADTEACHER.key)
    row = held(desk, actor, text_id, seen, policies.DRAFT)
    said = accept_questions(asks_of(row), given, Before(desk))
    present = policies.newest(desk, actor.school_id).version
    if wrong := _wrong_days(said, present):
        raise BadAnswers(wrong)
    row.title = said["title"]
    if not differences(present, policies.as_version(row)):
        raise Refused(
            "This version says the same as the present one. If the governors left it as it is, record their review."
        )
    row.status, row.proposed_at, row.proposed_by = policies.PROPOSED, desk.now, actor.id
    row.approved, row.holds_from = said["approved"].isoformat(), said["holds_from"].isoformat()
    row.review_due = said["review_due"].isoformat()
    policies.say_of(desk, row, minute=said["minute"], objection="")
    policy_vouching.write(
        desk, row, "policy_proposed", actor.id, "A new version of the policy was proposed to the chair"
    )


def _wrong_days(said: Mapping[str, Any], present: PolicyVersion) -> dict[str, str]:
    holds_from: date = said["holds_from"]
    wrong = {}
    if holds_from < said["approved"]:
        wrong["holds_from"] = "The day from which it holds must be the day of approval or later"
    elif holds_from <= present.holds_from:
        wrong["holds_from"] = (
            f"The day from which it holds must be after {say_day(present.holds_from)}, "
            "from which the present version holds"
        )
    if said["review_due"] <= holds_from:
        wrong["review_due"] = "The review must be due after the day from which it holds"
    return wrong


def take_back(desk: Desk, actor: Someone, text_id: str, seen: int) -> None:
    """Make a proposal a draft again, before the chair has agreed."""
    policies.only(actor, roles.HEADTEACHER.key)
    row = held(desk, actor, text_id, seen, policies.PROPOSED)
    row.status = policies.DRAFT
    policy_vouching.write(desk, row, "policy_taken_back", actor.id, "The new version of the policy was taken back")


def agree(desk: Desk, actor: Someone, text_id: str, seen: int, given: Mapping[str, Any]) -> None:
    """Adopt what was proposed. It takes a second person: whoever proposed it may not agree to it as well."""
    row = _proposal(desk, actor, text_id, seen)
    accept_questions(AGREED, given, Before(desk))
    row.key = _key(desk, row)
    row.status, row.adopted_at, row.adopted_by = policies.ADOPTED, desk.now, actor.id
    policies.forget(desk, actor.school_id)
    words = (
        f"A new version of the policy was adopted; it holds from {say_day(date.fromisoformat(row.holds_from or ''))}"
    )
    policy_vouching.write(desk, row, "policy_adopted", actor.id, words)


def send_back(desk: Desk, actor: Someone, text_id: str, seen: int, given: Mapping[str, Any]) -> None:
    """Give a proposal back to be worked on, and say why. Raises BadAnswers."""
    row = _proposal(desk, actor, text_id, seen)
    said = accept_questions(SENT_BACK, given, Before(desk))
    row.status = policies.DRAFT
    policies.say_of(desk, row, objection=said["objection"])
    words = "The new version of the policy was sent back to be worked on"
    policy_vouching.write(desk, row, "policy_sent_back", actor.id, words)


def _proposal(desk: Desk, actor: Someone, text_id: str, seen: int) -> PolicyText:
    policies.only(actor, roles.CHAIR.key)
    row = held(desk, actor, text_id, seen, policies.PROPOSED)
    if row.proposed_by == actor.id:
        raise Refused("You proposed this version, so somebody else must agree to it.")
    return row


def _key(desk: Desk, row: PolicyText) -> str:
    """The key under which cases remember the version: year and month of approval, and a number if there are several."""
    month = (row.approved or "")[:7]
    taken = {one.version.key for one in policies.adopted(desk, row.school_id)}
    numbered = (f"{month}-{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (month, *numbered) if key not in taken)
