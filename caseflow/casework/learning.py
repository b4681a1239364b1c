"""What somebody learns of a case in which they can open nothing: a reference and a day; and that they saw it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from caseflow.casework import cases, notices, outbox, people
from caseflow.casework.desk import Desk
from caseflow.casework.people import Someone
from caseflow.lifecycle.terms import Permission
from caseflow.records import Case, Part

SENTENCE = "Somebody saw on their page that they were told of cases, by the reference alone"
MOST = 200


@dataclass(frozen=True)
class Told:
    """Something was brought to a governor in a case, and since when this person knows."""

    reference: str
    since: datetime


def of_escalations(desk: Desk, person: Someone) -> list[Told]:
    """In which cases this person was told that a governor was told, the newest first."""
    me = people.mark(desk, person.school_id, person.id)
    mine = cases.visible_cases(desk, person, Permission.LEARN_OF_ESCALATION).with_only_columns(Case.id)
    query = (
        select(Case.reference, func.max(Part.since))
        .join(Part, Part.case_id == Case.id)
        .where(Case.id.in_(mine), Part.who == me, Part.role.in_(cases.parts_with(Permission.LEARN_OF_ESCALATION)))
        .group_by(Case.reference)
        .order_by(func.max(Part.since).desc(), Case.reference)
    )
    return [Told(*row) for row in desk.session.execute(query.limit(MOST))]


def waits(desk: Desk, person: Someone) -> bool:
    """Whether something of this kind was not seen yet."""
    return bool(_unseen(desk, person, (one.reference for one in of_escalations(desk, person))))


def seen(desk: Desk, person: Someone, references: Iterable[str]) -> None:
    """This person is about to be shown these references: of what is new to them, that is journalled first."""
    if new := _unseen(desk, person, references):
        cases.about_to_list(desk, person, sorted(new), SENTENCE)
        for case_id in new:
            notices.seen_of(desk, person, case_id)


def _unseen(desk: Desk, person: Someone, references: Iterable[str]) -> list[str]:
    """The ids of these cases of which a notice waits unread for this person."""
    wanted = sorted(set(references))
    waiting = {notice.about for notice in notices.unread(desk, person)} if wanted else set()
    if not waiting:
        return []
    rows = desk.session.scalars(select(Case.id).where(Case.school_id == person.school_id, Case.reference.in_(wanted)))
    return [one for one in rows if outbox.about(desk, person.school_id, one) in waiting]
