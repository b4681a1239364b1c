"""Telling somebody of what is no case: what happened to their own access, that the policy's review is due, or that a
case was opened in an emergency, and not which.

It stands on their first page until they say that they read it; the e-mail that goes with it says only that something
waits.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from caseflow.casework import journal, notices, outbox
from caseflow.casework.desk import Desk, school_scope
from caseflow.casework.people import Someone
from caseflow.lifecycle.days import say_day
from caseflow.procedure.post import ABOUT_ACCESS
from caseflow.records import Notice, new_id

REVIEW_COMES, REVIEW_LATE = "policy-review-comes", "policy-review-late"
REVIEW = "policy-review"
"""What notices of the policy's review are about."""
OPENED = "opened-in-an-emergency"
"""That two people opened some case: it names neither the case nor the two."""
IF_NOT = ". If you know nothing of it, tell the headteacher or the chair at once"
SAID = {
    REVIEW_COMES: "The governors’ review of the policy is due by {more}",
    REVIEW_LATE: "The governors’ review of the policy is overdue: it was due by {more}",
    OPENED: "Two people opened a case in an emergency. Whoever manages it was told, and reviews it",
    **{key: said + IF_NOT for key, said in ABOUT_ACCESS.items()},
}
"""What each says. `more` is what it carries: a day."""


@dataclass(frozen=True)
class Told:
    """Something of which somebody was told, until they say that they read it."""

    id: str
    words: str
    at: datetime


def tell(desk: Desk, school_id: str, person_id: str, topic: str, what: str) -> None:
    """Tell one person something: an item on their first page, and the neutral e-mail. `what` is a key, and its day."""
    sealed = desk.seal(school_scope(school_id), {"what": what}, f"notice/{person_id}")
    about = outbox.about(desk, school_id, topic)
    row = Notice(id=new_id(), school_id=school_id, person_id=person_id, sealed=sealed, about=about, created_at=desk.now)
    desk.session.add(row)
    desk.known.pop(f"unread:{person_id}", None)
    outbox.of_notice(desk, row, what)


def of_access(desk: Desk, someone: Someone, what: str) -> None:
    """Tell somebody what happened to their own access. `what` is a key of ABOUT_ACCESS."""
    tell(desk, someone.school_id, someone.id, f"access/{someone.id}", what)


def sentence_of(what: str) -> str:
    """What a notice says, as one sentence."""
    key, _, more = what.partition(" ")
    return SAID[key].format(more=say_day(date.fromisoformat(more)) if more else "")


def unread(desk: Desk, person: Someone) -> list[Told]:
    """What somebody was told and did not say yet that they read, the newest first."""
    found = []
    for row in notices.unread(desk, person):
        said = desk.unseal(school_scope(row.school_id), row.sealed, f"notice/{person.id}")
        if "reference" not in said:
            found.append(Told(row.id, sentence_of(said["what"]), row.created_at))
    return found


def read(desk: Desk, person: Someone, ids: Collection[str]) -> None:
    """Somebody says that they read these: journalled, and shown no more. What is not theirs is passed over."""
    mine = [one for one in unread(desk, person) if one.id in ids]
    if not mine:
        return
    for row in desk.session.scalars(select(Notice).where(Notice.id.in_({one.id for one in mine}))):
        row.read_at = desk.now
    desk.known.pop(f"unread:{person.id}", None)
    journal.write_for_school(
        desk,
        person.school_id,
        "notice_read",
        person.id,
        notices=sorted(one.id for one in mine),
        sentence="Somebody said that they read what they were told",
    )
