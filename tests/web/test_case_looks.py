"""What the page of a case puts first, and what it must not claim."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from casework.town import Town
from web.pages import Page, Visitor

from caseflow.casework.people import Someone
from caseflow.procedure import PROCEDURE

Browse = Callable[[Someone | None], Visitor]


def stages(page: Page) -> dict[str, str]:
    """Each stage, and how it is marked."""
    marks = {}
    for item in page.soup.select(".cf-stages__item"):
        name = item.get_text(" ", strip=True).removeprefix("Done: ")
        marks[name] = "now" if item.get("aria-current") else "done" if "Done:" in item.get_text() else ""
    return marks


def test_a_stage_that_never_was_is_not_said_to_be_done(browse: Browse, school: Town) -> None:
    page = browse(school.cast.helen).get(f"/cases/{school.at('closed')}")
    assert stages(page) == {
        "Report": "done",
        "Triage": "done",
        "Investigation": "",
        "Hearing": "",
        "Outcome": "done",
        "Closed": "now",
    }


def test_what_was_recorded_is_told_in_the_order_in_which_it_was_asked(browse: Browse, school: Town) -> None:
    page = browse(school.cast.helen).get(f"/cases/{school.at('triage')}")
    triage = PROCEDURE.by_key["triage"].asks
    told = [key.get_text(strip=True) for key in page.soup.select("#entry-2 dt")]
    assert len(told) > 5
    assert told == [question.asks for question in triage if question.asks in told]


def test_what_moves_the_case_on_stands_first(browse: Browse, school: Town) -> None:
    reference = school.report()
    page = browse(school.cast.helen).get(f"/cases/{reference}")
    first = [link["href"].rpartition("/")[2] for link in page.soup.select(".cf-next a")]
    assert first[0] == "triage"
    assert not {"add-note", "refer-to-lado", "hand-over"} & set(first)
    assert page.soup.select_one('.cf-groups a[href$="/do/add-note"]')


def test_who_is_asked_to_agree_finds_it_first(browse: Browse, school: Town) -> None:
    reference = school.at("dbs-proposed")
    page = browse(school.cast.ada).get(f"/cases/{reference}")
    assert {link["href"].rpartition("/")[2] for link in page.soup.select(".cf-next a")} == {
        "agree-dbs-referral",
        "send-back-dbs-decision",
    }


def test_a_deadline_leads_to_the_letter_that_meets_it_for_who_may_write_it(browse: Browse, school: Town) -> None:
    reference = school.at("investigation", school.report())
    address = f"/cases/{reference}/letters/1"
    assert browse(school.cast.helen).get(f"/cases/{reference}").soup.select_one(f'#deadlines + ul a[href="{address}"]')
    investigators = browse(school.cast.ian).get(f"/cases/{reference}")
    assert "Acknowledge the report" in investigators.text
    assert not investigators.soup.select("#deadlines + ul a")


def test_a_question_says_on_what_it_rests_in_its_own_hint(browse: Browse, school: Town) -> None:
    page = browse(school.cast.helen).get(f"/cases/{school.report()}/do/triage")
    fieldset = page.soup.select_one("input[name=harm_risk]").find_parent("fieldset")
    hint = page.soup.find(id=fieldset["aria-describedby"])
    assert "Source: KCSIE Part four" in hint.get_text()


@pytest.mark.parametrize(
    ("who", "state", "key", "back"),
    [
        ("helen", "received", "triage", "/cases/{}"),
        ("carol", "escalated", "note-escalation", "/escalations/{}"),
        ("rosa", "received", "withdraw-report", "/report/sent/{}/answers"),
    ],
)
def test_one_can_go_back_to_where_one_came_from(
    browse: Browse, school: Town, who: str, state: str, key: str, back: str
) -> None:
    reference = school.report() if state == "received" else school.at(state)
    page = browse(getattr(school.cast, who)).get(f"/cases/{reference}/do/{key}")
    addresses = [link["href"] for link in page.soup.select(".govuk-back-link, main form a")]
    assert addresses == [back.format(reference)] * 2
