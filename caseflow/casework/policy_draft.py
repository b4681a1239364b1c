"""Preparing a new version of the policy: begun from the present one, clause by clause, by the headteacher alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from caseflow.casework import policies, policy_vouching
from caseflow.casework.before import Before
from caseflow.casework.desk import Desk
from caseflow.casework.people import Someone
from caseflow.casework.policy_questions import CLAUSE
from caseflow.casework.refusals import BadAnswers, NotThere, Refused
from caseflow.lifecycle.answers import accept_questions
from caseflow.procedure import roles
from caseflow.procedure.breaches import CATEGORIES
from caseflow.procedure.policy import is_number
from caseflow.records import PolicyBasis, PolicyClause, PolicyText, School, new_id

OPEN = (policies.DRAFT, policies.PROPOSED)
CHANGED = "Somebody changed this version while you were reading it. Open it again, and look at what is new."


def at_work_on(desk: Desk, school_id: str) -> PolicyText | None:
    """The version that is being prepared or waits for the chair, if there is one."""
    query = select(PolicyText).where(PolicyText.school_id == school_id, PolicyText.status.in_(OPEN))
    return desk.session.scalars(query).first()


def begin(desk: Desk, actor: Someone) -> PolicyText:
    """Begin a new version with the words of the newest. Raises Refused if one is begun already."""
    policies.only(actor, roles.HEADTEACHER.key)
    desk.session.get_one(
        School, actor.school_id, with_for_update=True
    )  # of two who begin at once, one finds the other's
    if at_work_on(desk, actor.school_id):
        raise Refused("A new version is being prepared already. Go on with that one, or set it aside first.")
    present = desk.session.get_one(PolicyText, policies.newest(desk, actor.school_id).id)
    row = PolicyText(
        id=new_id(),
        school_id=actor.school_id,
        title=present.title,
        status=policies.DRAFT,
        edition=1,
        sealed=b"",
        begun_at=desk.now,
        begun_by=actor.id,
        clauses=[
            PolicyClause(id=new_id(), key=one.key, section=one.section, lead=one.lead, words=one.words)
            for one in present.clauses
        ],
        bases=[PolicyBasis(id=new_id(), category=one.category, clause=one.clause) for one in present.bases],
    )
    policies.say_of(desk, row)
    desk.session.add(row)
    policy_vouching.write(desk, row, "policy_begun", actor.id, "A new version of the policy was begun")
    return row


def held(desk: Desk, actor: Someone, text_id: str, seen: int, *statuses: str) -> PolicyText:
    """A version to be changed now, held until this work is done.

    Raises NotThere if it is not the actor's to see, Refused if it stands elsewhere or was changed since `seen`,
    Tampered if what is stored is not what the journal vouches for.
    """
    row = policies.find(desk, actor, text_id)
    desk.session.refresh(row, with_for_update=True)
    if row.status not in statuses:
        raise Refused(f"This version is not to be changed so: it is “{policies.STATUSES[row.status].lower()}”.")
    if row.edition != seen:
        raise Refused(CHANGED)
    policy_vouching.vouched_for(desk, row)
    row.edition += 1
    return row


def _draft(desk: Desk, actor: Someone, text_id: str, seen: int) -> PolicyText:
    policies.only(actor, roles.HEADTEACHER.key)
    return held(desk, actor, text_id, seen, policies.DRAFT)


def put_clause(
    desk: Desk, actor: Someone, text_id: str, seen: int, given: Mapping[str, Any], clause_id: str = ""
) -> PolicyClause:
    """Change a clause of a draft, or add one. What rested on a clause goes on resting on it under its new number.

    Raises BadAnswers with a sentence for each field that will not do.
    """
    row = _draft(desk, actor, text_id, seen)
    said = accept_questions(CLAUSE, given, Before(desk))
    one = _clause(row, clause_id) if clause_id else None
    number = said["number"]
    if not is_number(number):
        raise BadAnswers({"number": "Enter the number of the clause, like 5.6 or 5.6a"})
    if any(other.key == number and other is not one for other in row.clauses):
        raise BadAnswers({"number": f"There is a clause {number} already"})
    words = {"section": said["section"], "lead": said.get("lead", ""), "words": said["words"]}
    if one is None:
        one = PolicyClause(id=new_id(), key=number, **words)
        row.clauses.append(one)
        sentence = f"Clause {number} was added to the new version of the policy"
    else:
        for basis in row.bases:
            basis.clause = number if basis.clause == one.key else basis.clause
        one.key, one.section, one.lead, one.words = number, words["section"], words["lead"], words["words"]
        sentence = f"Clause {number} of the new version of the policy was changed"
    policy_vouching.write(desk, row, "policy_changed", actor.id, sentence)
    return one


def take_out(desk: Desk, actor: Someone, text_id: str, seen: int, clause_id: str) -> None:
    """Take a clause out of a draft. What rested on it is told of, until it rests on another or on none."""
    row = _draft(desk, actor, text_id, seen)
    one = _clause(row, clause_id)
    row.clauses.remove(one)
    sentence = f"Clause {one.key} was taken out of the new version of the policy"
    policy_vouching.write(desk, row, "policy_changed", actor.id, sentence)


def rest_on(desk: Desk, actor: Someone, text_id: str, seen: int, given: Mapping[str, str]) -> None:
    """Say on which clause each breach rests; nothing said means on none. Raises BadAnswers."""
    row = _draft(desk, actor, text_id, seen)
    known, asked = {one.key for one in row.clauses}, {one.key: one.title for one in CATEGORIES}
    unknown = [key for key in asked if (given.get(key) or "") not in known | {""}]
    if unknown:
        raise BadAnswers({key: f"Choose a clause of this version for “{asked[key]}”" for key in unknown})
    there = {one.category: one for one in row.bases}
    for key in asked:
        clause = given.get(key) or ""
        if not clause and key in there:
            row.bases.remove(there[key])
        elif clause and key in there:
            there[key].clause = clause
        elif clause:
            row.bases.append(PolicyBasis(id=new_id(), category=key, clause=clause))
    sentence = "It was said on which clauses of the new version of the policy each breach rests"
    policy_vouching.write(desk, row, "policy_changed", actor.id, sentence)


def set_aside(desk: Desk, actor: Someone, text_id: str, seen: int) -> None:
    """Give a draft up. It is kept, and can be read by those who keep the policy."""
    row = _draft(desk, actor, text_id, seen)
    row.status = policies.SET_ASIDE
    policy_vouching.write(desk, row, "policy_set_aside", actor.id, "The new version of the policy was set aside")


def _clause(row: PolicyText, clause_id: str) -> PolicyClause:
    """A clause of this version. Raises NotThere."""
    for one in row.clauses:
        if one.id == clause_id:
            return one
    raise NotThere
