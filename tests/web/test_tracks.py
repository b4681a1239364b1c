"""What the pages say of the tracks beside the main line: suspended people, second readers, and what may be opened."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from casework.answers import suspension
from casework.town import Town
from web.pages import Page, Visitor
from web.test_today import table

from caseflow.casework.people import Someone

Browse = Callable[[Someone | None], Visitor]


def groups(page: Page) -> dict[str, list[str]]:
    """What can be done beside the next step, by heading."""
    return {
        one.h3.get_text(strip=True): [link["href"].rpartition("/")[2] for link in one.select("a")]
        for one in page.soup.select(".cf-groups__group")
    }


@pytest.mark.parametrize(
    ("state", "why", "first"),
    [
        ("tra-proposed", "A second reader is needed: the TRA", {"agree-tra-referral", "send-back-tra-decision"}),
        (
            "lado-not-proposed",
            "A second reader is needed: the LADO",
            {"agree-no-lado-referral", "send-back-no-lado-referral"},
        ),
        (
            "police-not-proposed",
            "A second reader is needed: the police",
            {"agree-no-police-report", "send-back-no-police-report"},
        ),
    ],
)
def test_a_second_reader_is_asked_in_the_inbox_on_the_first_page_and_first_on_the_case(
    browse: Browse, school: Town, state: str, why: str, first: set[str]
) -> None:
    reference = school.at(state)
    ada = browse(school.cast.ada)
    inbox = ada.get("/escalations/")
    assert why in inbox.text
    assert "Quentin" not in inbox.text
    assert inbox.soup.select_one("tbody a")["href"] == f"/cases/{reference}"
    assert inbox.soup.select_one("tbody time")
    assert why in ada.get("/").soup.select_one("h2#asked + ul").get_text()
    page = ada.get(f"/cases/{reference}")
    assert {link["href"].rpartition("/")[2] for link in page.soup.select(".cf-next a")} == first


def test_a_second_reader_who_has_answered_is_asked_no_more(browse: Browse, school: Town) -> None:
    reference = school.at("tra-referred")
    ada = browse(school.cast.ada)
    assert ada.get("/escalations/").status == 404
    assert ada.get(f"/cases/{reference}").status == 404


def test_the_case_says_who_is_suspended_until_when_and_who_may_end_it(browse: Browse, school: Town) -> None:
    reference = school.at("suspended")
    helen = browse(school.cast.helen)
    said = helen.get(f"/cases/{reference}").soup.select_one(".govuk-inset-text").get_text(" ", strip=True)
    assert said.startswith("Suspended since 15 January 2027, to be reviewed by 29 January 2027 (due in 10 working")
    assert said.endswith("Only the governing body may end it. No governor has been asked.")
    asked = {"governor_acting": school.cast.governors[0].id, "governor_acting_why": "To end it."}
    school.do(school.cast.helen, reference, "ask-governing-body", **asked)
    assert "Asked to decide: Grace Amos." in helen.get(f"/cases/{reference}").text


def test_other_duties_are_no_suspension_and_need_no_governor(browse: Browse, school: Town) -> None:
    reference = school.at("alternative-duties")
    helen = browse(school.cast.helen)
    text = helen.get(f"/cases/{reference}").text
    assert "On other duties since 15 January 2027" in text
    assert "Only the governing body" not in text
    assert reference not in helen.get("/cases/?view=suspended").text
    assert table(helen.get("/"), "suspended") == []


def test_who_is_suspended_is_on_the_first_page_and_in_the_list_until_it_ends(browse: Browse, school: Town) -> None:
    school.at("triage")
    reference = school.at("suspended")
    helen = browse(school.cast.helen)
    (line,) = table(helen.get("/"), "suspended")
    assert line == f"Quentin Reed {reference} 15 January 2027 29 January 2027 due in 10 working days"
    rows = helen.get("/cases/?view=suspended").soup.select("tbody tr")
    assert [reference in row.get_text() for row in rows] == [True]
    school.step_to("suspension-ended", reference)
    assert table(helen.get("/"), "suspended") == []
    assert not helen.get("/cases/?view=suspended").soup.select("tbody tr")
    assert "Suspended since" not in helen.get(f"/cases/{reference}").text


def test_who_hears_a_case_is_not_told_there_of_a_suspension(browse: Browse, school: Town) -> None:
    reference = school.at("case-to-answer")
    school.do(school.cast.helen, reference, "suspend", **suspension(school))
    school.step_to("hearing-set", reference)
    grace = browse(school.cast.governors[0])
    grace.send(f"/escalations/{reference}/read")
    assert "Suspended since" not in grace.get(f"/cases/{reference}").text


def test_what_would_open_a_track_stands_last_and_apart_from_the_open_ones(browse: Browse, school: Town) -> None:
    reference = school.at("suspended")
    found = groups(browse(school.cast.helen).get(f"/cases/{reference}"))
    assert list(found)[-1] == "If it is needed"
    assert {"wait-for-grievance", "report-to-police", "record-data-breach"} <= set(found["If it is needed"])
    assert found["Suspension"] == ["review-suspension", "ask-governing-body"]
    assert "Grievance" not in found


def test_tracks_that_have_ended_stand_after_those_that_are_open(browse: Browse, school: Town) -> None:
    reference = school.at("lado-ended")
    school.do(school.cast.helen, reference, "suspend", **suspension(school))
    page = browse(school.cast.helen).get(f"/cases/{reference}")
    names = [one.get_text(strip=True) for one in page.soup.select(".cf-tracks__name")]
    assert names[-1] == "LADO"
    assert "Suspension" in names


def test_who_hears_a_case_reads_of_no_track_and_of_no_clock_but_the_hearing(browse: Browse, school: Town) -> None:
    reference = school.at("lado-ended")
    for state in ("investigation", "case-to-answer", "hearing-set"):
        school.step_to(state, reference)
    helen = browse(school.cast.helen).get(f"/cases/{reference}")
    assert helen.soup.select(".cf-tracks__item")
    grace = browse(school.cast.governors[0])
    grace.send(f"/escalations/{reference}/read")
    page = grace.get(f"/cases/{reference}")
    assert not page.soup.select(".cf-tracks__item")
    assert "LADO" not in page.text
    assert [one.get_text(strip=True)[:16] for one in page.soup.select("#deadlines + ul li")] == ["Hold the hearing"]
