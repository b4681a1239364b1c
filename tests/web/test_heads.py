"""HEAD asks what a page would say, and is never a form that was sent; and what happens by itself has no page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from casework.town import Town
from policy.keeping import begun, clause_id, edition, the_first
from web.pages import Visitor

from caseflow.casework import drafts
from caseflow.casework.people import Someone

Browse = Callable[[Someone | None], Visitor]


def test_a_head_request_for_the_page_that_deletes_a_draft_deletes_nothing(browse: Browse, school: Town) -> None:
    with school.office.at_work() as desk:
        draft = drafts.begin(desk, school.cast.rosa).id
    before = school.everything()
    assert browse(school.cast.rosa).client.head(f"/report/draft/{draft}/discard").status_code == 200
    assert school.everything() == before


@pytest.mark.parametrize("key", ["add-note", "hold", "triage"])
def test_a_head_request_for_a_step_is_answered_as_its_page(browse: Browse, school: Town, key: str) -> None:
    """It carries no token, so it must not be looked at as the form."""
    reference = school.report()
    answer = browse(school.cast.helen).client.head(f"/cases/{reference}/do/{key}", data={"seen": "1"})
    assert (answer.status_code, answer.data) == (200, b"")


@pytest.mark.parametrize("key", ["split-off", "opened-about-reporter", "take-in", "close-along"])
def test_what_happens_by_itself_has_no_page(browse: Browse, school: Town, key: str) -> None:
    """To open a case needs no more than to find one: it stood open to the reporter, the clerk and whoever was told."""
    reference = school.report()
    for someone in (school.cast.rosa, school.cast.helen):
        visitor = browse(someone)
        address = f"/cases/{reference}/do/{key}"
        before = school.moved()
        fields = {"csrf_token": visitor.get("/report/").form()["csrf_token"], "seen": "1"}
        assert visitor.get(address).status == 404
        assert visitor.post(address, fields).status == 404
        assert school.moved() == before


def test_a_clause_is_taken_out_of_the_version_it_stands_in(browse: Browse, school: Town) -> None:
    """A clause of another version is not there, however old the form is."""
    version = begun(school)
    elsewhere = clause_id(school, the_first(school), "5.6")
    helen = browse(school.cast.helen)
    token = helen.get("/report/").form()["csrf_token"]
    for seen in ("0", str(edition(school, version))):
        address = f"/policy/draft/{version}/clause/{elsewhere}/out"
        assert helen.post(address, {"csrf_token": token, "seen": seen}).status == 404
