"""Telling people that something waits: queued in the transaction that made it true, and saying nothing of what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from caseflow.casework import outbox
from caseflow.casework.casefile import CaseFile
from caseflow.casework.cases import visible_cases
from caseflow.casework.desk import Desk, school_scope
from caseflow.casework.people import Someone
from caseflow.lifecycle.terms import Transition
from caseflow.procedure import PROCEDURE, roles
from caseflow.records import Case, Notice, new_id


@dataclass(frozen=True)
class Waiting:
    """A notice, opened for the person it is for."""

    id: str
    reference: str
    words: str
    at: datetime


def tell(file: CaseFile, transition: Transition, actor: Someone) -> list[str]:
    """Queue a notice to each who should know, the actor excepted. Returns their ids.

    Whoever is to hold a dated part finds it on the day on which the part begins.
    """
    told = {one for role in roles.alike(*transition.tells) for one in file.held_by(role) | file.to_hold(role)}
    told -= {actor.id}
    barred = _barred(file)
    begins = {one: since for role in roles.alike(*transition.tells) for one, since, _ in file.spans(role)}
    for one in sorted(told - barred):
        queue(file, one, transition.key, not_before=begins.get(one))
    return sorted(told - barred)


def queue(file: CaseFile, person_id: str, what: str, *, not_before: datetime | None = None) -> None:
    """One notice for one person, and the e-mail that goes with it. Its words are sealed; a row alone says nothing.

    No e-mail leaves before `not_before`: whoever covers from a day on finds nothing to read until then.
    """
    desk = file.desk
    sealed = {"reference": file.reference, "what": what}
    notice = Notice(
        id=new_id(),
        school_id=file.case.school_id,
        person_id=person_id,
        sealed=desk.seal(school_scope(file.case.school_id), sealed, f"notice/{person_id}"),
        about=outbox.about(desk, file.case.school_id, file.case.id),
        created_at=desk.now,
    )
    desk.session.add(notice)
    desk.known.pop(f"unread:{person_id}", None)
    outbox.of_notice(desk, notice, what, not_before)


def _barred(file: CaseFile) -> set[str]:
    return {one for role in PROCEDURE.roles if role.bars for one in file.held_by(role, ever=True)}


def go_over(file: CaseFile, giver: str, taker: str) -> None:
    """What waits unread for somebody who gives a case away waits for whoever takes it on."""
    desk = file.desk
    about = outbox.about(desk, file.case.school_id, file.case.id)
    query = select(Notice).where(Notice.person_id == giver, Notice.about == about, Notice.read_at.is_(None))
    for notice in desk.session.scalars(query.order_by(Notice.created_at, Notice.id)):
        said = desk.unseal(school_scope(notice.school_id), notice.sealed, f"notice/{giver}")
        queue(file, taker, said["what"])


def unread(desk: Desk, person: Someone) -> list[Notice]:
    """Notices the person has not answered by looking, newest first: looked for once in a piece of work."""
    known: list[Notice] | None = desk.known.get(f"unread:{person.id}")
    if known is not None:
        return known
    query = (
        select(Notice)
        .where(Notice.person_id == person.id, Notice.read_at.is_(None))
        .order_by(Notice.created_at.desc())
        .limit(100)
    )
    found = desk.known[f"unread:{person.id}"] = list(desk.session.scalars(query))
    return found


def waiting(desk: Desk, person: Someone) -> list[Waiting]:
    """What waits for a person, opened; nothing of a case that no longer exists for them."""
    found = []
    for notice in unread(desk, person):
        said = desk.unseal(school_scope(notice.school_id), notice.sealed, f"notice/{person.id}")
        if "reference" not in said:
            continue  # it is about no case: `school_notices` shows it
        found.append(Waiting(notice.id, said["reference"], said["what"], notice.created_at))
    named = Case.reference.in_({one.reference for one in found})
    visible = {case.reference for case in desk.session.scalars(visible_cases(desk, person).where(named))}
    return [one for one in found if one.reference in visible]


def seen(desk: Desk, person: Someone, file: CaseFile) -> None:
    """The person has looked at the case, or acted in it: what waited there is seen."""
    seen_of(desk, person, file.case.id)


def seen_of(desk: Desk, person: Someone, case_id: str) -> None:
    """The person was shown what they are told of a case: what waited there is seen."""
    about = outbox.about(desk, person.school_id, case_id)
    desk.known.pop(f"unread:{person.id}", None)
    desk.session.execute(
        update(Notice)
        .where(Notice.person_id == person.id, Notice.about == about, Notice.read_at.is_(None))
        .values(read_at=desk.now)
    )
