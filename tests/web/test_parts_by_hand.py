"""A part that was written into the database by hand opens no case: what is sealed in it knows of none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from casework.town import Town
from sqlalchemy import delete
from web.pages import Visitor

from caseflow.casework import people, vouched
from caseflow.casework.people import Someone
from caseflow.procedure import roles
from caseflow.records import Part

Browse = Callable[[Someone | None], Visitor]
PAGES = (
    "/cases/{0}",
    "/cases/{0}/readers",
    "/cases/{0}/letters/",
    "/cases/{0}/evidence/",
    "/cases/{0}/do/add-note",
)


def written(town: Town, reference: str, whom: Someone, role: str = "adviser") -> None:
    """Write a part as whoever has the database does: with the mark of that person, as a report of their own has it."""
    with town.office.at_work() as desk:
        file = town.file(reference, desk)
        desk.session.add(
            Part(case_id=file.case.id, who=people.mark(desk, town.id, whom.id), role=role, since=desk.now, until=None)
        )


def as_an_older_release_left_it(town: Town, reference: str) -> None:
    with town.office.at_work() as desk:
        file = town.file(reference, desk)
        del file.facts[vouched.PARTS]
        file.seal()


@pytest.mark.parametrize("older", [False, True])
def test_whoever_wrote_themselves_a_part_reads_nothing_and_the_page_says_why(
    browse: Browse, school: Town, older: bool
) -> None:
    reference = school.report()
    if older:
        as_an_older_release_left_it(school, reference)
    ada, helen = browse(school.cast.ada), browse(school.cast.helen)
    assert ada.get(f"/cases/{reference}").status == 404
    assert helen.get(f"/cases/{reference}").status == 200
    written(school, reference, school.cast.ada)
    for page in PAGES:
        answer = ada.get(page.format(reference))
        assert answer.status == 409, page
        assert "Somebody changed the database by hand" in answer.text
        assert "Reed" not in answer.text
    for page in (f"/cases/{reference}", f"/journal/{reference}"):
        assert helen.get(page).status == 409, "nor does anybody else, until it is put right"
    with school.office.at_work() as desk:
        desk.session.execute(delete(Part).where(Part.role == "adviser"))
    assert helen.get(f"/cases/{reference}").status == 200
    assert ada.get(f"/cases/{reference}").status == 404


def test_a_part_taken_away_or_moved_by_hand_closes_the_case_too(browse: Browse, school: Town) -> None:
    """Whoever is kept out of a case could otherwise take away the row that keeps them out."""
    reference = school.report(subject=school.cast.quentin.id)
    written(school, reference, school.cast.quentin, roles.CASE_MANAGER.key)
    quentin = browse(school.cast.quentin)
    assert quentin.get(f"/cases/{reference}").status == 404
    with school.office.at_work() as desk:
        desk.session.execute(delete(Part).where(Part.role == roles.SUBJECT.key))
    assert quentin.get(f"/cases/{reference}").status == 409


def test_what_is_given_by_a_step_opens_it(browse: Browse, school: Town) -> None:
    reference = school.at("investigation")
    school.do(school.cast.helen, reference, "bring-in-adviser", adviser=school.cast.ada.id, adviser_why="To advise.")
    assert browse(school.cast.ada).get(f"/cases/{reference}").status == 200
