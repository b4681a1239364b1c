"""A suspension for a governor to decide on: warned first, shown only that, and out of every panel afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable

from casework.answers import suspension
from casework.town import Town
from governors.test_escalations import readings, unsigned
from web.pages import Visitor

from caseflow.casework.people import Someone
from caseflow.records import new_reference

Browse = Callable[[Someone | None], Visitor]
CANARIES = ("Rosa", "Lind", "Teaching assistant", "makes fun of pupils", "AB-1", "Abusive")
LIFTED = {
    "no_interest": "y",
    "lifted_from-day": "18",
    "lifted_from-month": "1",
    "lifted_from-year": "2027",
    "lift_reasons": "Not needed now.",
    "return_plan": "On Monday.",
}


def asked(town: Town, state: str = "suspended", why: str = "To end it, minute 4.") -> str:
    """A case in which the first governor was asked to decide on the suspension."""
    reference = town.at(state)
    ask(town, reference, town.cast.governors[0], why)
    return reference


def ask(town: Town, reference: str, governor: Someone, why: str) -> None:
    given = {"governor_acting": governor.id, "governor_acting_why": why}
    town.do(town.cast.helen, reference, "ask-governing-body", **given)


def _canaries(text: str) -> list[str]:
    whole = re.sub(r'value="[\w.-]{30,}"', "", text)
    return [one for one in CANARIES if one.casefold() in whole.casefold()]


def test_the_governor_finds_it_without_a_name_and_by_its_review(browse: Browse, school: Town) -> None:
    reference = asked(school)
    page = browse(school.cast.governors[0]).get("/escalations/")
    assert not _canaries(page.answer.get_data(as_text=True))
    assert "Quentin" not in page.text
    assert "A suspension to decide on" in page.text
    assert page.soup.select_one("tbody a")["href"] == f"/escalations/{reference}/suspension"
    assert page.soup.select_one("tbody time")["datetime"].startswith("2027-01-29")


def test_no_page_names_anybody_before_the_warning_and_the_choice_is_kept(browse: Browse, school: Town) -> None:
    reference = asked(school)
    grace = browse(school.cast.governors[0])
    warning = f"/escalations/{reference}/read"
    for address in (f"/escalations/{reference}/suspension", f"/cases/{reference}/do/lift-suspension"):
        assert grace.client.get(address).location == warning, address
    page = grace.get(warning)
    assert "If you read on, you can sit on no panel in this case" in page.text
    assert "Quentin" not in page.text
    assert readings(school, reference) == []
    assert grace.send(warning).answer.location == f"/escalations/{reference}/suspension"
    assert readings(school, reference) == [(school.cast.governors[0].id, "read_on")]
    assert grace.client.get(warning).location == f"/escalations/{reference}/suspension"


def test_the_page_holds_the_suspension_and_nothing_else(browse: Browse, school: Town) -> None:
    reference = asked(school)
    reviewed = {
        "review_result": "to-be-lifted",
        "review_reasons": "The reason has gone.",
        "review_contact": "Rang each week.",
        "suspension_review": "2027-02-05",
    }
    school.do(school.cast.helen, reference, "review-suspension", **reviewed)
    grace = browse(school.cast.governors[0])
    grace.send(f"/escalations/{reference}/read")
    page = grace.get(f"/escalations/{reference}/suspension")
    assert not _canaries(page.answer.get_data(as_text=True))
    for words in (
        "Quentin Reed, Teacher of geography",
        "Suspended, since 15 January 2027 at 4:20pm",
        "To end it, minute 4.",
        "The pupils are at risk.",
        "Work under supervision",
        "Neither keeps him from pupils.",
        "The LADO was not asked: no harm test is met",
        "The reason has gone.",
    ):
        assert words in page.text, words
    assert readings(school, reference)[-1] == (school.cast.governors[0].id, "suspension")
    assert page.soup.select_one(f'.cf-next a[href="/cases/{reference}/do/lift-suspension"]')


def test_the_governor_opens_no_case(browse: Browse, school: Town) -> None:
    reference = asked(school)
    grace = browse(school.cast.governors[0])
    grace.send(f"/escalations/{reference}/read")
    for address in (f"/cases/{reference}", f"/cases/{reference}/readers", f"/cases/{reference}/do/review-suspension"):
        assert grace.get(address).status == 404, address
    assert reference not in grace.get("/cases/").text


def test_ending_it_leads_back_and_the_inbox_says_answered(browse: Browse, school: Town) -> None:
    reference = asked(school)
    grace = browse(school.cast.governors[0])
    grace.send(f"/escalations/{reference}/read")
    sent = grace.send(f"/cases/{reference}/do/lift-suspension", **LIFTED)
    assert sent.answer.location == f"/escalations/{reference}/suspension"
    assert school.states(reference)["suspension"] == "suspension-ended"
    assert "Ended, since" in grace.get(f"/escalations/{reference}/suspension").text
    assert "Nothing to decide now" in grace.get("/escalations/").text


def test_somebody_may_be_asked_before_anybody_is_suspended(browse: Browse, school: Town) -> None:
    reference = asked(school, "triage", "Whether to suspend him: he is said to have threatened a pupil.")
    grace = browse(school.cast.governors[0])
    assert "A suspension to decide on" in grace.get("/escalations/").text
    grace.send(f"/escalations/{reference}/read")
    page = grace.get(f"/escalations/{reference}/suspension")
    assert "The person is not suspended." in page.text
    assert "he is said to have threatened a pupil" in page.text
    assert "It has not been reviewed yet." in page.text
    assert not page.soup.select(".cf-next a")
    given = suspension(school, suspended_by="governing-body", suspension_minute="Minute 7")
    school.do(school.cast.helen, reference, "suspend", **given)
    assert "Minute 7" in grace.get(f"/escalations/{reference}/suspension").text


def test_each_governor_reads_what_they_were_asked(browse: Browse, school: Town) -> None:
    reference = asked(school)
    ask(school, reference, school.cast.governors[1], "A second opinion.")
    for number, own in enumerate(("To end it, minute 4.", "A second opinion.")):
        visitor = browse(school.cast.governors[number])
        visitor.send(f"/escalations/{reference}/read")
        text = visitor.get(f"/escalations/{reference}/suspension").text
        assert own in text
        assert ({"To end it, minute 4.", "A second opinion."} - {own}).pop() not in text


def test_the_clerk_sees_that_who_knows_may_not_sit(browse: Browse, school: Town) -> None:
    reference = asked(school, "case-to-answer")
    clerk = {"panel_clerk": school.cast.clerk.id, "panel_clerk_why": "For the hearing."}
    school.do(school.cast.helen, reference, "bring-in-clerk", **clerk)
    page = browse(school.cast.clerk).get(f"/escalations/{reference}/convene")
    seats = {row.th.get_text(strip=True): row.td.get_text(strip=True) for row in page.soup.select("tbody tr")}
    assert seats["Grace Amos"] == "Not available"
    assert seats["Gareth Bell"] == "Available"


def test_nobody_else_finds_it_and_all_answers_are_the_same(browse: Browse, school: Town) -> None:
    reference = asked(school)
    for someone in school.cast.everyone():
        if someone == school.cast.governors[0]:
            continue
        visitor = browse(someone)
        hidden = visitor.client.get(f"/escalations/{reference}/suspension")
        absent = visitor.client.get(f"/escalations/{new_reference()}/suspension")
        assert hidden.status_code == absent.status_code == 404, someone.name
        assert unsigned(hidden) == unsigned(absent), someone.name


def test_a_case_that_closed_without_a_suspension_asks_nobody_any_more(browse: Browse, school: Town) -> None:
    reference = school.at("triage")
    ask(school, reference, school.cast.governors[0], "Whether to suspend.")
    school.step_to("no-further-action", reference)
    school.step_to("closing-proposed", reference)
    school.step_to("closed", reference)
    assert "Nothing is asked of you" in browse(school.cast.governors[0]).get("/escalations/").text
