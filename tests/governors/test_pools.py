"""What the chair and the clerk see of the governors who may still sit: numbers, and never of a case kept from them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from casework.answers import suspension
from casework.town import Town
from web.pages import Page, Visitor

from caseflow.casework import minutes
from caseflow.casework.people import Someone
from caseflow.casework.pools import Left, Pools, costs
from caseflow.procedure import PROCEDURE

Browse = Callable[[Someone | None], Visitor]
NAMES_NOBODY = ("Quentin", "Reed", "Rosa", "CF-", "AB-1")


def pools(page: Page) -> tuple[int, ...]:
    """The numbers of the pools: on a panel, on an appeal panel, untouched."""
    return tuple(int(one.get_text()) for one in page.soup.select("#pools ~ dl dd"))


def test_what_is_left_is_said_before_one_more_reads() -> None:
    assert Left(9, 2, 3).words(1) == "8 governors could still sit; a panel and an appeal panel take 6."
    assert "One more reader would make that impossible" in Left(7, 2, 3).words(1)
    assert "Not enough would be left" in Left(6, 2, 3).words(1)
    assert Left(1, 0, 3).words() == "1 governor could still sit; no further panel is needed."


@pytest.mark.parametrize(("untouched", "short"), [(5, True), (6, False), (0, True)])
def test_the_warning_comes_when_fewer_than_a_panel_would_be_left_beyond_a_panel(untouched: int, short: bool) -> None:
    assert Pools(0, 0, untouched, 3).short is short


def test_steps_that_may_make_a_governor_read_are_known_and_the_neutral_notice_is_none() -> None:
    found = {one.key for one in PROCEDURE.transitions if costs(one)}
    assert {"ask-governing-body", "propose-dbs-decision", "propose-closing", "hand-over", "arrange-cover"} <= found
    assert not found & {"escalate", "set-hearing", "bring-in-adviser", "open-investigation"}


@pytest.mark.slow
def test_the_chair_and_the_clerk_see_numbers_of_this_morning_and_no_case(browse: Browse, school: Town) -> None:
    carol, clerk = browse(school.cast.carol), browse(school.cast.clerk)
    assert pools(carol.get("/escalations/")) == (0, 0, 9)
    reference = school.at("hearing-set")
    assert pools(carol.get("/escalations/")) == (0, 0, 9), "what happens today tells nobody today"
    school.clock.forward(days=1)
    for visitor in (carol, clerk):
        page = visitor.get("/escalations/")
        assert pools(page) == (3, 0, 6)
        assert not [
            one for one in (*NAMES_NOBODY, reference, "Grace") if one in page.soup.select_one("main").get_text()
        ]
        assert not page.soup.select(".cf-pools__short")
    assert not pools(browse(school.cast.governors[6]).get("/escalations/"))
    asked = {"governor_acting": school.cast.governors[5].id, "governor_acting_why": "To end it."}
    school.do(school.cast.helen, reference, "suspend", **suspension(school))
    school.do(school.cast.helen, reference, "ask-governing-body", **asked)
    school.clock.forward(days=1)
    page = carol.get("/escalations/")
    assert pools(page) == (3, 0, 5)
    assert page.soup.select(".cf-pools__short")


@pytest.mark.slow
def test_a_chair_who_is_kept_out_of_a_case_is_counted_as_if_it_were_not_there(browse: Browse, school: Town) -> None:
    reference = school.at("hearing-set")
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        file.give(PROCEDURE.role["conflicted"], school.cast.carol.id)
    school.clock.forward(days=1)
    assert pools(browse(school.cast.carol).get("/escalations/")) == (0, 0, 9)
    assert pools(browse(school.cast.clerk).get("/escalations/")) == (3, 0, 5)


@pytest.mark.slow
def test_the_clerk_is_warned_on_the_first_page_and_the_manager_before_the_step(browse: Browse, school: Town) -> None:
    """Nine governors: three sit, three more have read, and the last three are the appeal panel."""
    reference = school.at("hearing-set")
    school.do(school.cast.helen, reference, "suspend", **suspension(school))
    clerk, helen = browse(school.cast.clerk), browse(school.cast.helen)
    address = f"/cases/{reference}/do/ask-governing-body"
    for place, left in ((3, 5), (4, 4), (5, 3)):
        assert f"{left} governors could still sit" in helen.get(address).text
        assert "One more governor who learns of a case" not in clerk.get("/escalations/").text
        asked = {"governor_acting": school.cast.governors[place].id, "governor_acting_why": "To end it."}
        school.do(school.cast.helen, reference, "ask-governing-body", **asked)
    assert "two separate panels impossible in it" in clerk.get("/escalations/").text
    assert "Not enough would be left" in helen.get(address).text
    warned = browse(school.cast.governors[0]).get(f"/escalations/{reference}/read").text
    assert "If you read on: 3 governors could still sit" in warned
    assert "an appeal panel takes 3. One more reader would make that impossible" in warned


@pytest.mark.slow
def test_the_line_for_the_minutes_says_count_day_and_stage_and_nothing_else(browse: Browse, school: Town) -> None:
    assert not browse(school.cast.clerk).get("/escalations/").soup.select("#minute")
    reference = school.at("escalation-due")
    school.do(school.cast.helen, reference, "escalate", escalate_to=school.cast.carol.id, escalation_actions="Nothing.")
    page = browse(school.cast.clerk).get("/escalations/")
    said = page.soup.select_one("#minute").get_text()
    assert re.search(r"told of 1 serious breach of the policy: on \d+ January 2027 \(stage now: ", said)
    assert said.endswith(minutes.WITHHELD)
    assert not [one for one in (*NAMES_NOBODY, reference) if one in said]
    assert not browse(school.cast.carol).get("/escalations/").soup.select("#minute")
    with school.office.at_work() as desk:
        school.file(reference, desk).give(PROCEDURE.role["conflicted"], school.cast.clerk.id)
    assert not browse(school.cast.clerk).get("/escalations/").soup.select("#minute")


def test_several_breaches_are_one_sentence() -> None:
    found = [(date(2027, 1, 12), "Triage"), (date(2027, 2, 3), "On hold")]
    said = minutes.said(found, minutes.year_began(date(2027, 3, 1)))
    assert said == (
        "Since 1 September 2026 the governing body has been told of 2 serious breaches of the policy: "
        f"on 12 January 2027 (stage now: Triage) and on 3 February 2027 (stage now: On hold). {minutes.WITHHELD}"
    )
    assert minutes.year_began(date(2026, 9, 1)) == date(2026, 9, 1)
