"""What a reference may say of somebody: the facts of what was substantiated and met the harm threshold, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from caseflow.casework import cases, journal, people
from caseflow.casework.casefile import CaseFile, load
from caseflow.casework.desk import Desk
from caseflow.casework.people import Someone
from caseflow.lifecycle.days import local
from caseflow.lifecycle.terms import Permission
from caseflow.procedure import outcomes, roles
from caseflow.procedure.breaches import category
from caseflow.procedure.choices import SUBSTANTIATED
from caseflow.procedure.places import APPEAL, APPEAL_SET, MAIN
from caseflow.procedure.reporting import REPORT
from caseflow.records import Case, Part

LOW_LEVEL_ONLY = ("LLC",)


@dataclass(frozen=True)
class ReferenceFact:
    """One allegation that a reference tells of: what it was, when, what was found and what was done.

    `clause` and `words` are those of the policy as they stood on the day. `under_appeal` says that the decision is not
    final yet.
    """

    reference: str
    reported: date
    concluded: date
    breach: str
    clause: str
    words: str
    finding: str
    outcome: str
    under_appeal: bool


def reference_facts(desk: Desk, asker: Someone, person_id: str) -> tuple[ReferenceFact, ...]:
    """The facts that a reference for somebody may give, the oldest first; of the cases alone that the asker may read.

    An allegation is among them if it was substantiated, and still is after any appeal, in a case that meets the harm
    threshold and has come to its result. Low-level concerns, and what was unsubstantiated, unfounded, false or
    malicious, never are, however often they came. The reading is journalled. Source: KCSIE Part four; invariant 12.
    """
    mark = people.mark(desk, asker.school_id, person_id)
    about = select(Part.case_id).where(Part.role == roles.SUBJECT.key, Part.who == mark)
    found = (
        cases.visible_cases(desk, asker, Permission.READ).where(Case.id.in_(about)).order_by(Case.opened_at, Case.id)
    )
    files = [load(desk, case) for case in desk.session.scalars(found)]
    if files:
        journal.write_for_school(
            desk,
            asker.school_id,
            "cases_listed",
            asker.id,
            cases=[file.case.id for file in files],
            sentence="What a reference may say of somebody was read",
        )
    return tuple(fact for file in files for fact in _facts(file))


def _facts(file: CaseFile) -> Iterator[ReferenceFact]:
    key = outcomes.came_to(file)
    at = file.when(key) if key else None
    if at is None or not outcomes.met_threshold(file):
        return
    proved = outcomes.codes_by_finding(file, SUBSTANTIATED)
    for one in file.allegations:
        if one["code"] in proved and category(one["code"]).routes != LOW_LEVEL_ONLY:
            yield ReferenceFact(
                reference=file.reference,
                reported=local(file.when(REPORT.key) or file.case.opened_at).date(),
                concluded=local(at).date(),
                breach=one["title"],
                clause=one["clause"],
                words=one["words"],
                finding=SUBSTANTIATED,
                outcome=outcomes.outcome(file, local(file.desk.now).date()),
                under_appeal=file.at(MAIN) in (APPEAL.key, APPEAL_SET.key),
            )
