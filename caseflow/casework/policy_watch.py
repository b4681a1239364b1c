"""The date by which the policy is to be reviewed: who keeps it is told before, and once more afterwards."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from caseflow.casework import journal, people, policy_review, school_notices, schools
from caseflow.casework.desk import Desk, school_scope
from caseflow.casework.office import Office
from caseflow.casework.outbox import about
from caseflow.casework.school_notices import REVIEW, REVIEW_COMES, REVIEW_LATE
from caseflow.lifecycle.days import local
from caseflow.procedure.tellings import REVIEW_TOLD
from caseflow.records import Notice, School

SERVICE = "service"


def pass_time(office: Office) -> None:
    """Tell, in every school, of a review that comes or is overdue. Safe to run at any time, and twice."""
    for one in office.schools():
        in_school(office, one.id)


def in_school(office: Office, school_id: str) -> None:
    """The same, in one of them."""
    with office.store.reading() as session:
        desk = Desk(session, office.keyring, office.safe, office.clock)
        waits = _to_tell(desk, school_id)
    if waits:
        with office.at_work() as desk:
            _tell(desk, school_id)


def _to_tell(desk: Desk, school_id: str) -> str:
    """What is to be told by now and was not, or nothing."""
    due = policy_review.due(desk, school_id)
    if due is None:
        return ""
    today = local(desk.now).date()
    before = timedelta(days=int(schools.settings_on(desk, school_id, today)["policy.review_days"]))
    if not due.since and today < due.by - before:
        return ""
    what = f"{REVIEW_LATE if due.since else REVIEW_COMES} {due.by.isoformat()}"
    return "" if what in _told(desk, school_id) else what


def _told(desk: Desk, school_id: str) -> set[str]:
    """What was told of reviews before."""
    query = select(Notice).where(Notice.school_id == school_id, Notice.about == about(desk, school_id, REVIEW))
    rows = desk.session.scalars(query).all()
    return {desk.unseal(school_scope(school_id), row.sealed, f"notice/{row.person_id}")["what"] for row in rows}


def _tell(desk: Desk, school_id: str) -> None:
    """Tell them, unless somebody else just did: the row of the school is held meanwhile."""
    desk.session.execute(select(School.id).where(School.id == school_id).with_for_update())
    what = _to_tell(desk, school_id)
    told = people.holders(desk, school_id, (role.key for role in REVIEW_TOLD))
    if not what or not told:
        return
    for one in told:
        school_notices.tell(desk, school_id, one.id, REVIEW, what)
    ids = [one.id for one in told]
    words = school_notices.sentence_of(what)
    journal.write_for_school(desk, school_id, "policy_review_told", SERVICE, told=ids, sentence=words)
