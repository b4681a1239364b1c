"""What was sent: of a case, for whoever manages it; and of the school itself. Nothing of a case one may not see.

There are no totals here: how much leaves the school would tell of cases from which somebody is kept out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import aliased

from caseflow.casework import cases, outbox, people, school_notices, timekeeping
from caseflow.casework.casefile import CaseFile
from caseflow.casework.desk import Desk, case_scope, school_scope
from caseflow.casework.outbox import ACKNOWLEDGED, CHECKPOINT, LETTER, NOTICE, State, context
from caseflow.casework.people import Someone
from caseflow.lifecycle.terms import Permission
from caseflow.procedure import PROCEDURE
from caseflow.records import Case, Notice, Outgoing

MOST = 200


@dataclass(frozen=True)
class Sent:
    """One line: what was queued for whom, how far it is, and whether it was read in caseflow."""

    what: str
    to: str
    queued_at: datetime
    state: State
    done_at: datetime | None
    read_at: datetime | None
    can_be_read: bool


def of_case(file: CaseFile) -> list[Sent]:
    """What was sent in a case, the newest first: for whoever manages it, and journalled as a reading before."""
    desk = file.desk
    query = (
        select(Outgoing, Notice.read_at)
        .outerjoin(Notice, Notice.id == Outgoing.notice_id)
        .where(Outgoing.about == outbox.about(desk, file.case.school_id, file.case.id))
        .order_by(Outgoing.queued_at.desc(), Outgoing.id)
        .limit(MOST)
    )
    return [_line(file, row, read_at) for row, read_at in desk.session.execute(query)]


def _line(file: CaseFile, row: Outgoing, read_at: datetime | None) -> Sent:
    scope = file.scope if row.kind == LETTER else school_scope(row.school_id)
    said = file.desk.unseal(scope, row.sealed, context(row.id))
    what = _of_letter(file, said["letter"]) if row.kind == LETTER else _of_notice(str(said["what"]))
    to = file.name_of(said["person"])
    return Sent(what, to, row.queued_at, State(row.state), row.done_at, read_at, row.notice_id is not None)


def _of_letter(file: CaseFile, letter_id: str) -> str:
    row = next(row for row in file.letters if row.id == letter_id)
    return f"Letter {row.number}: {PROCEDURE.letter[row.key].title}"


def _of_notice(what: str) -> str:
    if what == ACKNOWLEDGED:
        return "Acknowledgement: the report arrived"
    return timekeeping.sentence_of(what)


def of_school(desk: Desk, person: Someone) -> list[Sent]:
    """What the school sent that belongs to no case, the newest first: checkpoints, and of the policy's review."""
    review = outbox.about(desk, person.school_id, school_notices.REVIEW)
    query = (
        select(Outgoing, Notice.read_at)
        .outerjoin(Notice, Notice.id == Outgoing.notice_id)
        .where(Outgoing.school_id == person.school_id, or_(Outgoing.kind == CHECKPOINT, Outgoing.about == review))
        .order_by(Outgoing.queued_at.desc(), Outgoing.id)
        .limit(MOST)
    )
    rows = desk.session.execute(query).all()
    return [_checkpoint(desk, row) if row.kind == CHECKPOINT else _of_review(desk, row, at) for row, at in rows]


def _of_review(desk: Desk, row: Outgoing, read_at: datetime | None) -> Sent:
    said = desk.unseal(school_scope(row.school_id), row.sealed, context(row.id))
    to = people.everyone(desk, row.school_id)[said["person"]].name
    words = school_notices.sentence_of(str(said["what"]))
    return Sent(words, to, row.queued_at, State(row.state), row.done_at, read_at, can_be_read=True)


def _checkpoint(desk: Desk, row: Outgoing) -> Sent:
    said = desk.unseal(school_scope(row.school_id), row.sealed, context(row.id))
    state = State(row.state)
    return Sent("Signed checkpoint of the record", str(said["address"]), row.queued_at, state, row.done_at, None, False)


def undecided(desk: Desk, person: Someone) -> list[tuple[str, int]]:
    """Letters of which nobody knows whether they arrived, in the cases that this person manages: case and number.

    That they are listed is journalled first.
    """
    mine = cases.visible_cases(desk, person, Permission.ISSUE).with_only_columns(Case.id)
    doubtful = (Outgoing.kind == LETTER, Outgoing.state.in_((State.UNKNOWN, State.BOUNCED)))
    rows = desk.session.scalars(select(Outgoing).where(*doubtful, Outgoing.case_id.in_(mine))).all()
    found = _in_doubt(desk, rows)
    cases.about_to_list(desk, person, sorted({file.case.id for file, _ in found}))
    return sorted((file.reference, number) for file, number in found)


def _in_doubt(desk: Desk, rows: Sequence[Outgoing]) -> list[tuple[CaseFile, int]]:
    """Those of them that are so still: somebody may have decided, or delivered it in another way."""
    from caseflow.casework.casefile import load_all
    from caseflow.casework.letter_post import undecided as decided

    ids = sorted({str(row.case_id) for row in rows})
    held = desk.session.scalars(select(Case).where(Case.id.in_(ids)).order_by(Case.id)).all() if ids else []
    files = {file.case.id: file for file in load_all(desk, held)}
    desk.keyring.keys(case_scope(one) for one in ids)
    found = {}
    for row in rows:
        file = files[str(row.case_id)]
        said = desk.unseal(file.scope, row.sealed, context(row.id))
        letter = next(one for one in file.letters if one.id == said["letter"])
        if letter.status == "issued" and decided(file, letter) is None:
            found[letter.id] = (file, letter.number)
    return list(found.values())


def bounced(desk: Desk, school_id: str) -> frozenset[str]:
    """The ids of those whose address the mail server last refused. It says neither when nor what, nor how often."""
    later = aliased(Outgoing)
    taken_since = exists().where(
        later.whom == Outgoing.whom, later.kind == NOTICE, later.state == State.SENT, later.done_at > Outgoing.done_at
    )
    query = (
        select(Outgoing.whom, func.max(Outgoing.done_at))
        .where(Outgoing.school_id == school_id, Outgoing.kind == NOTICE, Outgoing.state == State.BOUNCED, ~taken_since)
        .group_by(Outgoing.whom)
    )
    refused = dict(iter(desk.session.execute(query)))
    if not refused:
        return frozenset()
    staff = people.everyone(desk, school_id)
    marks = {one: refused.get(outbox.whom(desk, school_id, one)) for one in staff}
    return frozenset(one for one, at in marks.items() if at and not _changed_since(staff[one], at))


def _changed_since(someone: Someone, at: datetime) -> bool:
    """Whether somebody was given another address since the mail server refused one."""
    return bool(someone.email_since) and datetime.fromisoformat(someone.email_since) >= at
