"""Telling people that something waits: queued in the transaction that made it true, and saying nothing of what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from caseflow.casework.casefile import CaseFile
from caseflow.casework.cases import visible_cases
from caseflow.casework.desk import Desk, school_scope
from caseflow.casework.people import Someone
from caseflow.lifecycle.terms import Transition
from caseflow.procedure import PROCEDURE, roles
from caseflow.records import Case, Notice
from caseflow.vault.box import blind_index


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
    for one in sorted(told - barred):
        queue(file, one, transition.key)
    return sorted(told - barred)


def queue(file: CaseFile, person_id: str, what: str) -> None:
    """One notice for one person. Its words are sealed; the row alone says only that something waits."""
    desk = file.desk
    sealed = {"reference": file.reference, "what": what}
    desk.session.add(
        Notice(
            school_id=file.case.school_id,
            person_id=person_id,
            sealed=desk.seal(school_scope(file.case.school_id), sealed, f"notice/{person_id}"),
            about=blind_index(desk.index_key(file.case.school_id), "notice", file.case.id),
            created_at=desk.now,
        )
    )


def _barred(file: CaseFile) -> set[str]:
    return {one for role in PROCEDURE.roles if role.bars for one in file.held_by(role, ever=True)}


def go_over(file: CaseFile, giver: str, taker: str) -> None:
    """What waits unread for somebody who gives a case away waits for whoever takes it on."""
    desk = file.desk
    about = blind_index(desk.index_key(file.case.school_id), "notice", file.case.id)
    query = select(Notice).where(Notice.person_id == giver, Notice.about == about, Notice.read_at.is_(None))
    for notice in desk.session.scalars(query.order_by(Notice.created_at, Notice.id)):
        said = desk.unseal(school_scope(notice.school_id), notice.sealed, f"notice/{giver}")
        queue(file, taker, said["what"])


def unread(desk: Desk, person: Someone) -> list[Notice]:
    """Notices the person has not answered by looking, newest first."""
    query = (
        select(Notice)
        .where(Notice.person_id == person.id, Notice.read_at.is_(None))
        .order_by(Notice.created_at.desc())
        .limit(100)
    )
    return list(desk.session.scalars(query))


def waiting(desk: Desk, person: Someone) -> list[Waiting]:
    """What waits for a person, opened; nothing of a case that no longer exists for them."""
    found = []
    for notice in unread(desk, person):
        said = desk.unseal(school_scope(notice.school_id), notice.sealed, f"notice/{person.id}")
        found.append(Waiting(notice.id, said["reference"], said["what"], notice.created_at))
    named = Case.reference.in_({one.reference for one in found})
    visible = {case.reference for case in desk.session.scalars(visible_cases(desk, person).where(named))}
    return [one for one in found if one.reference in visible]


def seen(desk: Desk, person: Someone, file: CaseFile) -> None:
    """The person has looked at the case, or acted in it: what waited there is seen."""
    about = blind_index(desk.index_key(file.case.school_id), "notice", file.case.id)
    desk.session.execute(
        update(Notice)
        .where(Notice.person_id == person.id, Notice.about == about, Notice.read_at.is_(None))
        .values(read_at=desk.now)
    )
