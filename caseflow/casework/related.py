"""Cases about the same person: which of them somebody may name in answer to a question, and how they are told apart."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, select

from caseflow.casework import people
from caseflow.casework.casefile import CaseFile, load
from caseflow.casework.cases import Row, listed, visible_cases
from caseflow.casework.desk import Desk
from caseflow.casework.people import Someone
from caseflow.casework.refusals import NotThere
from caseflow.lifecycle.days import local, say_day
from caseflow.lifecycle.terms import Kind, Permission, Question
from caseflow.procedure import PROCEDURE, roles
from caseflow.records import Case, Part


@dataclass(frozen=True)
class Asked:
    """A case and whoever is asked about it: what must be known to judge their answers."""

    file: CaseFile
    person: Someone

    @property
    def now(self) -> datetime:
        """The moment of this piece of work."""
        return self.file.now

    def eligible(self, question: Question) -> Collection[str]:
        """Who, or which cases, may be named in answer to a question."""
        return offered(self.file, self.person, question) if question.kind is Kind.CASE else self.file.eligible(question)

    def allegation_ids(self) -> Collection[str]:
        """The ids of the allegations, for findings."""
        return self.file.allegation_ids()


def offered(file: CaseFile, person: Someone, question: Question) -> dict[str, str]:
    """The cases that somebody may name in answer to a question: their ids, and words to tell them apart."""
    found = about_the_same(file, person, question.may)
    return {case.id: _words(case, row) for case, row in zip(found, listed(file.desk, found), strict=True)}


def _words(case: Case, row: Row) -> str:
    reported, state = say_day(local(case.opened_at).date()), PROCEDURE.state[row.state].title
    return f"{row.reference}, reported on {reported}: {', '.join(row.categories)} – {state}"


def about_the_same(file: CaseFile, person: Someone, *permissions: Permission) -> list[Case]:
    """The other cases about the person this case is about, among those somebody may see; the newest first.

    Somebody who is not on the staff list is known by the name in the report alone.
    """
    visible = visible_cases(file.desk, person, *permissions).where(Case.id != file.case.id)
    subject = file.facts.get("subject_id")
    named = select(Part.case_id).where(Part.role == roles.SUBJECT.key)
    if subject:
        named = named.where(Part.who == people.mark(file.desk, file.case.school_id, subject))
        visible = visible.where(Case.id.in_(named))
    elif file.subject_key():
        visible = visible.where(~exists().where(Part.case_id == Case.id, Part.role == roles.SUBJECT.key))
    else:
        return []
    found = list(file.desk.session.scalars(visible.order_by(Case.opened_at.desc(), Case.id)))
    if subject:
        return found
    rows = listed(file.desk, found)
    return [case for case, row in zip(found, rows, strict=True) if people.fold(row.subject) == file.subject_key()]


def opened(desk: Desk, person: Someone, case_id: str, *permissions: Permission) -> CaseFile:
    """A case that belongs to another, if the person may see it. Raises NotThere otherwise."""
    case = desk.session.scalars(visible_cases(desk, person, *permissions).where(Case.id == case_id)).first()
    if case is None:
        raise NotThere
    return load(desk, case)
