"""The version of the policy that every school begins with, put in its tables when it is founded."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

from sqlalchemy import exists, select

from caseflow.casework import policies, policy_vouching
from caseflow.casework.desk import Desk, school_scope
from caseflow.procedure.breaches import BASES
from caseflow.procedure.policy_2017 import JUNE_2017
from caseflow.records import PolicyBasis, PolicyClause, PolicyText, School, new_id
from caseflow.records.store import Store
from caseflow.vault.keyring import Keyring

SET_UP = "set-up"
MINUTE = "Full Governing Body, June 2017"


def lay_down(desk: Desk, school_id: str) -> PolicyText:
    """Put the first version among the rows of a school. Whoever calls writes the entry that vouches for it."""
    row = PolicyText(
        id=new_id(),
        school_id=school_id,
        key=JUNE_2017.key,
        title=JUNE_2017.title,
        status=policies.ADOPTED,
        approved=JUNE_2017.approved.isoformat(),
        holds_from=JUNE_2017.holds_from.isoformat(),
        review_due=JUNE_2017.review_due.isoformat(),
        sealed=b"",
        begun_at=desk.now,
        begun_by=SET_UP,
        clauses=[
            PolicyClause(id=new_id(), key=one.key, section=one.section, lead=one.lead, words=one.words)
            for one in JUNE_2017.clauses
        ],
        bases=[PolicyBasis(id=new_id(), category=category, clause=clause) for category, clause in BASES.items()],
    )
    policies.say_of(desk, row, minute=MINUTE)
    desk.session.add(row)
    desk.session.flush()
    row.adopted_at, row.adopted_by = desk.now, SET_UP  # last: from then on the database lets nothing of it change
    desk.session.flush()
    policies.forget(desk, school_id)
    return row


def catch_up(store: Store, keyring: Keyring, at_work: Callable[[], AbstractContextManager[Desk]]) -> None:
    """Give the first version to schools that were here before versions lay in the database."""
    none = ~exists().where(PolicyText.school_id == School.id)
    with store.reading() as session:
        lacking = list(session.scalars(select(School.id).where(none)))
    for school_id in (one for one in lacking if keyring.keys([school_scope(one)])):
        with at_work() as desk:
            held = select(School.id).where(School.id == school_id, none).with_for_update()
            if desk.session.scalar(held):  # unless another process was first
                row = lay_down(desk, school_id)
                words = "The policy of June 2017 was taken among the school's own records"
                policy_vouching.write(desk, row, "policy_adopted", SET_UP, words)
