"""Data breaches: what their officer finds, what they are shown of a case and what not, and what they can do."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from casework.answers import BREACHED, REASONS, judged, no_harm
from casework.town import Town
from web.pages import Visitor, counted

from caseflow.casework import journal, letter_facts, schools
from caseflow.casework.people import Someone
from caseflow.records import new_reference

pytestmark = pytest.mark.slow
Browse = Callable[[Someone | None], Visitor]
LIST_QUERIES = 8
CANARIES = ("Quentin", "Reed", "geography", "Rosa", "Lind", "Teaching assistant", "AB-1", "makes fun of pupils", "SC-1")
WHY = "A list of 24 pupils with their medicines stood on a public page."

NOT_REPORTABLE = {
    "ico_nature": "A list.",
    "ico_people": "24 pupils",
    "ico_measures": "Taken down.",
    "ico_not_reasons": REASONS,
}


def breached(town: Town, **report: Any) -> str:
    """A case with a data breach and something else besides, to which the officer was brought."""
    given = {"categories": ["CF-1", "SC-1"], "platforms": ["facebook"], "posted": "2027-01-14", **report}
    reference = town.report(**given)
    town.do(town.cast.helen, reference, "triage", **no_harm(breaches=["CF-1", "AB-1"], serious=["data"]))
    town.do(town.cast.helen, reference, "bring-in-dpo", data_officer=town.cast.dpo.id, data_officer_why=WHY)
    return reference


def reportable() -> dict[str, str]:
    return {**BREACHED, "ico_consequences": "Shame.", "ico_high_risk": "yes"}


def test_the_officer_finds_a_breach_by_reference_and_clock_alone(browse: Browse, school: Town) -> None:
    reference = breached(school)
    dennis = browse(school.cast.dpo)
    assert dennis.client.get("/").location == "/data-breaches/"
    page = dennis.get("/data-breaches/")
    row = " ".join(page.soup.select_one("tbody tr").get_text(" ").split())
    assert row == (
        f"{reference} To be assessed since 15 January 2027 at 4:20pm "
        "Report the data breach to the ICO, or decide not to 18 January 2027 at 4:20pm due in 1 working day"
    )
    assert not _canaries(page.answer.get_data(as_text=True))


def test_the_page_holds_the_breach_and_nothing_of_who_or_what_else(browse: Browse, school: Town) -> None:
    reference = breached(school)
    dennis = browse(school.cast.dpo)
    page = dennis.get(f"/data-breaches/{reference}")
    assert not _canaries(page.answer.get_data(as_text=True))
    assert WHY in page.text
    assert "CF-1: Disclosing confidential information" in page.text
    assert "14 January 2027" in page.text
    assert "Facebook" in page.text
    assert "18 January 2027 at 4:20pm" in page.text
    assert [link["href"].rpartition("/")[2] for link in page.soup.select(".cf-next a")] == [
        "find-breach-reportable",
        "find-breach-not-reportable",
        "record-containment",
    ]
    assert "The Data breach track is at “To be assessed”." in page.text
    for key in ("find-breach-reportable", "record-containment"):
        form = dennis.get(f"/cases/{reference}/do/{key}")
        assert form.status == 200
        assert not _canaries(form.answer.get_data(as_text=True))


def _canaries(text: str) -> list[str]:
    whole = re.sub(r'value="[\w.-]{30,}"', "", text)
    return [one for one in CANARIES if one.casefold() in whole.casefold()]


def test_the_officer_opens_no_case_and_no_list_of_cases(browse: Browse, school: Town) -> None:
    reference = breached(school)
    dennis = browse(school.cast.dpo)
    for address in (f"/cases/{reference}", f"/cases/{reference}/readers", f"/cases/{reference}/do/add-note"):
        assert dennis.get(address).status == 404, address
    assert reference not in dennis.get("/cases/").text
    assert not dennis.get("/data-breaches/").soup.select('nav a[href="/cases/"]')


def test_the_reading_is_journalled(browse: Browse, school: Town) -> None:
    reference = breached(school)
    browse(school.cast.dpo).get(f"/data-breaches/{reference}")
    with school.office.at_work() as desk:
        entries = journal.read(desk, school.file(reference, desk).scope, event="read")
        assert [(one.said["actor"], one.said["what"]) for one in entries] == [(school.cast.dpo.id, "data breach")]


def test_nobody_else_finds_it_and_all_answers_are_the_same(browse: Browse, school: Town) -> None:
    reference = breached(school)
    for someone in school.cast.everyone():
        if someone == school.cast.dpo:
            continue
        visitor = browse(someone)
        assert visitor.get("/data-breaches/").status == 404, someone.name
        hidden = visitor.client.get(f"/data-breaches/{reference}")
        absent = visitor.client.get(f"/data-breaches/{new_reference()}")
        assert hidden.status_code == absent.status_code == 404, someone.name
        assert _unsigned(hidden.data) == _unsigned(absent.data), someone.name


def _unsigned(answer: bytes) -> bytes:
    return re.sub(rb'name="csrf_token" value="[^"]+"', b"", answer)


def test_an_officer_who_was_brought_to_none_reads_one_calm_sentence(browse: Browse, school: Town) -> None:
    reference = school.report(categories=["CF-1"])
    dennis = browse(school.cast.dpo)
    page = dennis.get("/data-breaches/")
    assert page.status == 200
    assert "No data breach waits for you." in page.text
    assert reference not in page.text


def test_a_decision_leads_back_to_the_breach_and_stands_there(browse: Browse, school: Town) -> None:
    reference = breached(school)
    dennis = browse(school.cast.dpo)
    sent = dennis.send(f"/cases/{reference}/do/find-breach-reportable", **reportable())
    assert sent.status == 303
    assert sent.answer.location == f"/data-breaches/{reference}"
    page = dennis.get(f"/data-breaches/{reference}")
    assert "To be reported" in page.text
    done = [one.get_text(strip=True) for one in page.soup.select(".cf-timeline__title")]
    assert done == [
        "Helen Marsh brought in the data protection officer",
        "Dennis Poole decided that the data breach is reported to the ICO",
    ]
    assert "It was public." in page.text
    assert "Tell the people affected by the data breach" in page.text


def test_a_wrong_answer_keeps_the_officer_on_their_own_pages(browse: Browse, school: Town) -> None:
    reference = breached(school)
    page = browse(school.cast.dpo).send(f"/cases/{reference}/do/find-breach-reportable", ico_nature="A list.")
    assert page.status == 422
    assert "A list." in page.text
    assert not _canaries(page.answer.get_data(as_text=True))
    assert page.soup.select_one(".govuk-back-link")["href"] == f"/data-breaches/{reference}"


def test_what_the_manager_did_to_contain_it_is_read_by_the_officer(browse: Browse, school: Town) -> None:
    reference = breached(school)
    asked = {"contained_at": "2027-01-15T16:15", "contained_how": "The platform was asked to take it down."}
    school.do(school.cast.helen, reference, "record-containment", **asked)
    assert "The platform was asked to take it down." in browse(school.cast.dpo).get(f"/data-breaches/{reference}").text


def test_what_is_done_with_is_kept_apart_and_nothing_is_due_there(browse: Browse, school: Town) -> None:
    reference = school.at("ico-ended")
    page = browse(school.cast.dpo).get("/data-breaches/")
    assert [head.get_text(strip=True) for head in page.soup.select("h2")] == ["Open", "Done"]
    assert page.soup.select_one(f'table a[href="/data-breaches/{reference}"]')
    shown = browse(school.cast.dpo).get(f"/data-breaches/{reference}")
    assert "No deadline runs." in shown.text
    assert "was due 18 January 2027 at 4:20pm, met 15 January 2027 at 4:20pm" in shown.text


def test_the_list_costs_the_same_for_one_breach_and_for_many(browse: Browse, school: Town) -> None:
    dennis = browse(school.cast.dpo)
    breached(school)
    costs = []
    for more in (0, 8):
        for _ in range(more):
            breached(school)
        dennis.get("/data-breaches/")
        with counted(school) as sent:
            page = dennis.get("/data-breaches/")
        assert len(page.soup.select("tbody tr")) == 1 + more
        costs.append(len(sent))
    assert costs[0] <= LIST_QUERIES, costs
    assert costs[0] == costs[1]


def test_the_case_says_that_nobody_judges_its_breach_until_somebody_does(browse: Browse, school: Town) -> None:
    reference = school.report(categories=["CF-1"])
    helen = browse(school.cast.helen)
    words = "Nobody judges the data breach yet, and its 72 hours run."
    assert words in helen.get(f"/cases/{reference}").text
    school.do(school.cast.helen, reference, "bring-in-dpo", data_officer=school.cast.dpo.id, data_officer_why=WHY)
    assert words not in helen.get(f"/cases/{reference}").text


def test_a_breach_found_later_has_its_72_hours_from_then(browse: Browse, school: Town) -> None:
    reference = school.at("investigation")
    school.clock.forward(days=3)
    found = {"breach_came_to_light": "The investigation finds a list on his own laptop."}
    school.do(school.cast.helen, reference, "record-data-breach", **found, breach_known_at=school.clock())
    assert school.states(reference)["ico"] == "ico-assessing"
    school.do(school.cast.helen, reference, "bring-in-dpo", data_officer=school.cast.dpo.id, data_officer_why=WHY)
    page = browse(school.cast.dpo).get(f"/data-breaches/{reference}")
    assert "21 January 2027 at 4:20pm" in page.text
    assert "The investigation finds a list on his own laptop." in page.text


def test_the_72_hours_count_from_when_somebody_first_knew_and_not_from_the_entry(browse: Browse, school: Town) -> None:
    """The form to the ICO tells the same day: by it the ICO sees whether the school was late."""
    helen, dennis = school.cast.helen, school.cast.dpo
    reference = school.at("investigation")
    school.clock.forward(days=3)
    found = {"breach_came_to_light": "A list on his own laptop.", "breach_known_at": "2027-01-16T09:30"}
    school.do(helen, reference, "record-data-breach", **found)
    school.do(helen, reference, "bring-in-dpo", data_officer=dennis.id, data_officer_why=WHY)
    page = browse(dennis).get(f"/data-breaches/{reference}")
    assert "19 January 2027 at 9:30am" in page.text
    assert "16 January 2027 at 9:30am" in page.text
    school.do(
        dennis,
        reference,
        "find-breach-not-reportable",
        ico_nature="A list.",
        ico_people="24 pupils",
        ico_measures="Taken down.",
        ico_not_reasons=REASONS,
    )
    school.clock.forward(days=1)
    again = {"ico_new_facts": "It was sent on.", "new_facts_known_at": "2027-01-18T12:00"}
    school.do(dennis, reference, "assess-breach-again", **again)
    page = browse(dennis).get(f"/data-breaches/{reference}")
    assert "21 January 2027 at midday" in page.text
    assert "The school knew of it 18 January 2027 at midday" in page.text
    school.do(dennis, reference, "find-breach-reportable", **reportable())
    assert told_to_the_ico(school, reference) == "18 January 2027 at midday"


def told_to_the_ico(school: Town, reference: str) -> str:
    """Since when the school knew, as the form says it."""
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        (form,) = (row for row in file.letters if row.key == "L22")
        said = letter_facts.read_said(file, form)
        return letter_facts.context(file, form, said, file.now.date(), "")["facts"]["aware_at"]


def test_facts_that_were_known_before_the_breach_was_recorded_are_told_with_their_own_moment(school: Town) -> None:
    helen, dennis = school.cast.helen, school.cast.dpo
    reference = school.at("investigation")
    school.clock.forward(days=3)
    found = {"breach_came_to_light": "A list on his own laptop.", "breach_known_at": school.clock()}
    school.do(helen, reference, "record-data-breach", **found)
    school.do(helen, reference, "bring-in-dpo", data_officer=dennis.id, data_officer_why=WHY)
    school.do(dennis, reference, "find-breach-not-reportable", **NOT_REPORTABLE)
    again = {"ico_new_facts": "IT saw it before.", "new_facts_known_at": "2027-01-12T08:15"}
    school.do(dennis, reference, "assess-breach-again", **again)
    school.do(dennis, reference, "find-breach-reportable", **reportable())
    assert told_to_the_ico(school, reference) == "12 January 2027 at 8:15am"


def test_a_case_that_is_judged_again_asks_when_a_loss_of_data_was_first_known(school: Town) -> None:
    helen, dennis = school.cast.helen, school.cast.dpo
    reference = school.at("triage")
    school.clock.forward(days=2)
    school.do(helen, reference, "judge-again", **judged(breaches=["CF-1"]), data_known_at="2027-01-16T12:00")
    school.do(helen, reference, "bring-in-dpo", data_officer=dennis.id, data_officer_why=WHY)
    school.do(dennis, reference, "find-breach-reportable", **reportable())
    assert told_to_the_ico(school, reference) == "16 January 2027 at midday"


def test_who_is_asked_to_judge_a_breach_beside_other_work_finds_it_on_the_first_page(
    browse: Browse, school: Town
) -> None:
    """In a small school the data protection officer is the HR adviser too."""
    reference = breached(school)
    with school.office.at_work() as desk:
        schools.change_posts(
            desk, school.cast.dpo.id, school.id, ["dpo", "hr-adviser", "staff"], active=True, by="set-up"
        )
    asked = browse(school.cast.dpo).get("/").soup.select_one("h2#asked + ul li")
    assert asked.a["href"] == f"/data-breaches/{reference}"
    assert "A data breach to judge" in asked.get_text()
    assert "18 January 2027 at 4:20pm" in asked.get_text()


def test_the_officer_reads_why_a_hold_may_end_and_answers_on_the_same_page(browse: Browse, school: Town) -> None:
    helen, reference = school.cast.helen, breached(school)
    held = {"hold_basis": "claim", "hold_why": "A claim.", "hold_agreed_by": "Dr Abara", "hold_review": "2027-12-01"}
    school.do(helen, reference, "place-hold", **held)
    dennis = browse(school.cast.dpo)
    assert "release-hold" not in _offered(dennis, reference)
    asked = {"release_why": "It was settled in court.", "release_agreed_by": "Dr Abara"}
    school.do(helen, reference, "propose-release", **asked, release_approver=school.cast.dpo.id)
    assert {"release-hold", "send-back-release"} <= _offered(dennis, reference)
    page = dennis.get(f"/data-breaches/{reference}")
    assert "It was settled in court." in page.text
    assert {"Reed"}.issuperset(_canaries(page.answer.get_data(as_text=True))), "“Reed” stands in “agreed”"
    assert "Reed" not in page.text
    school.do(school.cast.dpo, reference, "release-hold", release_agreed=True)
    assert "release-hold" not in _offered(dennis, reference)


def _offered(visitor: Visitor, reference: str) -> set[str]:
    """What can be done from the page of a data breach."""
    page = visitor.get(f"/data-breaches/{reference}")
    return {str(link["href"]).rpartition("/")[2] for link in page.soup.select(".cf-next a")}
