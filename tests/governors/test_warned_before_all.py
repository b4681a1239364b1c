"""A governor who may read a whole case is warned first, whichever page they begin with, and the choice is recorded."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from casework.town import Town
from web.pages import Visitor

from caseflow.casework import journal, vouched
from caseflow.casework.people import Someone
from caseflow.procedure import roles

Browse = Callable[[Someone | None], Visitor]
PAGES = ("", "/readers", "/letters/", "/evidence/", "/do/add-note")
READ = tuple(one for one in roles.READ_IT if {"chair", "vice-chair"} & {post.key for post in one.from_posts})


def given(town: Town, part: str) -> str:
    reference = town.report()
    with town.office.at_work() as desk:
        file = town.file(reference, desk)
        today = desk.now.date() if roles.BY_KEY[part].dated else None
        file.give(roles.BY_KEY[part], town.cast.carol.id, today, today)
        vouched.record(file, "given", town.cast.helen, sentence="A part was given")
    return reference


def written(town: Town, reference: str) -> list[str]:
    with town.office.at_work() as desk:
        entries = journal.read(desk, town.file(reference, desk).scope)
        return [one.event for one in entries if one.said.get("actor") == town.cast.carol.id]


@pytest.mark.parametrize("part", [one.key for one in READ])
def test_the_chair_is_warned_before_the_first_page_whatever_part_opens_it(
    browse: Browse, school: Town, part: str
) -> None:
    reference, carol = given(school, part), browse(school.cast.carol)
    for page in PAGES:
        answer = carol.get(f"/cases/{reference}{page}")
        assert answer.answer.location == f"/escalations/{reference}/read", page
    warning = carol.get(f"/escalations/{reference}/read")
    assert "you can sit on no panel in this case" in warning.text
    assert "Quentin" not in warning.text
    assert "Reed" not in warning.text
    assert written(school, reference) == []
    assert carol.send(f"/escalations/{reference}/read").answer.location == f"/cases/{reference}"
    assert carol.get(f"/cases/{reference}").status == 200
    assert written(school, reference) == ["read_on", "read"]
    assert carol.get(f"/escalations/{reference}/read").answer.location == f"/cases/{reference}"


def test_nobody_else_is_warned_and_a_case_that_is_not_theirs_is_not_there(browse: Browse, school: Town) -> None:
    reference = school.report()
    assert browse(school.cast.helen).get(f"/cases/{reference}").status == 200
    for page in (f"/cases/{reference}", f"/escalations/{reference}/read"):
        assert browse(school.cast.carol).get(page).status == 404
