"""Cases that belong together, shown to those who may read both; and numbers that lead to where a matter goes on.

Who only hears a case is not told of others that belong to it, nor of it in others: a link names whom it is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import exists, select

from caseflow.casework.casefile import CaseFile
from caseflow.casework.cases import listed, visible_cases
from caseflow.casework.desk import Desk, case_scope
from caseflow.casework.people import Someone
from caseflow.lifecycle.terms import Permission
from caseflow.procedure.places import MAIN, MERGED
from caseflow.records import Case, Position

CANNOT_OPEN = "a case that you cannot open"

TITLES: Mapping[str, str] = {
    "merged_into": "Goes on in",
    "duplicate": "A second report, merged into this case",
    "sibling": "Opened from the same report",
    "split_from": "Opened from the same report",
    "case_about_reporter": "Opened about whoever reported this",
    "opened_from": "Opened after the findings in",
    "spent_case": "A spent warning that is relevant, given in",
}
"""What the page of a case calls another that belongs to it, by the question in answer to which it was named."""


@dataclass(frozen=True)
class Link:
    """Another case that belongs to one, for somebody who may see both."""

    title: str
    reference: str
    subject: str
    state: str


def shown(file: CaseFile, person: Someone) -> list[Link]:
    """The cases that belong to this one and that the person may read; of the others nothing, not even a number."""
    titles = {case_id: TITLES[key] for key, case_id in file.links if key in TITLES}
    if not titles:
        return []
    readable = (
        visible_cases(file.desk, person, Permission.READ).where(Case.id.in_(titles)).order_by(Case.opened_at, Case.id)
    )
    found = list(file.desk.session.scalars(readable))
    rows = listed(file.desk, found)
    return [Link(titles[case.id], row.reference, row.subject, row.state) for case, row in zip(found, rows, strict=True)]


def reference_of(desk: Desk, person: Someone, case_id: str) -> str:
    """The number of a case named in an answer, if the person may read that case."""
    readable = visible_cases(desk, person, Permission.READ).where(Case.id == case_id).with_only_columns(Case.reference)
    return desk.session.scalar(readable) or CANNOT_OPEN


def leads_to(desk: Desk, person: Someone, number: str) -> str | None:
    """The number under which the matter of a merged report goes on, among the cases that the person may read.

    Where reports were merged one into another, the last of them: one that was itself merged leads on only to itself.
    """
    merged = exists().where(Position.case_id == Case.id, Position.track == MAIN.key, Position.state == MERGED.key)
    found = list(desk.session.scalars(visible_cases(desk, person, Permission.READ).order_by(merged)))
    return next((row.reference for row in listed(desk, found) if number in row.numbers), None)


def goes_on_in(file: CaseFile, person: Someone) -> str | None:
    """The number under which a merged report goes on, if the person may find that case."""
    ids = [case_id for key, case_id in file.links if key == "merged_into"]
    visible = visible_cases(file.desk, person).where(Case.id.in_(ids)).with_only_columns(Case.reference)
    return file.desk.session.scalar(visible) if ids else None


def standing(desk: Desk, states: Mapping[str, str]) -> dict[str, str]:
    """Where matters stand, by the ids of cases: of a merged report, where the case stands in which it goes on.

    For whoever reported it, who is told in one of a few words where their report stands, and not in which case.
    """
    return {case_id: _last(desk, case_id, state) for case_id, state in states.items()}


def _last(desk: Desk, case_id: str, state: str) -> str:
    for following in _after(desk, case_id, state):
        state = following
    return state


def _after(desk: Desk, case_id: str, state: str) -> Iterator[str]:
    while state == MERGED.key:
        case = desk.session.get_one(Case, case_id)
        facts = desk.unseal(case_scope(case.id), case.sealed, f"case/{case.id}/facts")
        case_id = next(one for key, one in facts["links"] if key == "merged_into")
        at = select(Position.state).where(Position.case_id == case_id, Position.track == MAIN.key)
        state = desk.session.scalars(at).one()
        yield state
