"""The pages of the policy: who gets them, what they say, and that they lose nothing typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from casework.answers import no_harm
from casework.town import Town
from databases import on_one_engine
from policy.keeping import adopt, begun, change, clause_id, confirm, proposed, publish, the_first
from report.walks import PLAIN, Walk
from web.pages import Page, Visitor

from caseflow.casework.people import Someone

pytestmark = pytest.mark.slow

Browse = Callable[[Someone | None], Visitor]
DAYS = {
    "approved-day": "12", "approved-month": "1", "approved-year": "2027",
    "holds_from-day": "1", "holds_from-month": "2", "holds_from-year": "2027",
    "review_due-day": "31", "review_due-month": "1", "review_due-year": "2028",
}  # fmt: skip


@on_one_engine
def test_everybody_reads_the_policy_clause_by_clause(browse: Browse, school: Town) -> None:
    for someone in school.cast.everyone():
        visitor = browse(someone)
        page = visitor.get("/policy/")
        assert page.status == 200, someone.name
        assert page.soup.h1.get_text() == "Social Networking Policy"
        assert "Set up and/or use an alias" in page.soup.find(id="clause-5.12").get_text()
        assert page.soup.select_one("footer a[href='/policy/']").get_text() == "Policy"
        assert not page.soup.select("main form"), "nothing is to be confirmed before it is published"
    assert browse(None).client.get("/policy/").status_code == 302
    assert "/policy/" not in browse(None).get("/sign-in").answer.get_data(as_text=True)


@pytest.mark.slow
def test_the_pages_of_those_who_keep_it_are_there_for_nobody_else(browse: Browse, school: Town) -> None:
    text_id = begun(school)
    one = clause_id(school, text_id, "5.6")
    draft = f"/policy/draft/{text_id}"
    both = ["/policy/keep", "/policy/review", draft]
    head = [f"{draft}/clause", f"{draft}/clause/{one}", f"{draft}/breaches", f"{draft}/propose", f"{draft}/set-aside"]
    first = publish(school)
    head += [f"/policy/versions/{first}/register", f"/policy/versions/{first}/register/pdf"]
    chair = [f"{draft}/agree", f"{draft}/send-back"]
    for someone in school.cast.everyone():
        visitor = browse(someone)
        for addresses, posts in ((both, {"headteacher", "chair"}), (head, {"headteacher"}), (chair, {"chair"})):
            for address in addresses:
                expected = 200 if someone.roles & posts else 404
                assert visitor.client.get(address).status_code == expected, (someone.name, address)
        for address in ("/policy/begin", f"{draft}/clause/{one}/out", f"{draft}/propose", f"{draft}/agree"):
            if not someone.roles & {"headteacher", "chair"}:
                fields = {"csrf_token": visitor.get("/policy/").soup.select_one("[name=csrf_token]")["value"]}
                assert visitor.client.post(address, data=fields).status_code == 404, (someone.name, address)


def test_a_draft_is_not_among_the_versions_that_staff_read(browse: Browse, school: Town) -> None:
    text_id = proposed(school)
    for someone in school.cast.everyone():
        assert browse(someone).get(f"/policy/versions/{text_id}").status == 404
    assert "Social Media Policy" not in browse(school.cast.rosa).get("/policy/").text


def test_another_school_is_not_there(browse: Browse, school: Town) -> None:
    from caseflow.casework import policies, schools

    with school.office.at_work() as desk:
        other = schools.found_school(desk, "Elm Grove").id
        foreign = policies.adopted(desk, other)[0].id
    for address in (f"/policy/versions/{foreign}", f"/policy/draft/{foreign}", f"/policy/draft/{foreign}/publish"):
        assert browse(school.cast.helen).get(address).status == 404


def test_staff_find_it_on_their_first_page_and_confirm_it(browse: Browse, school: Town) -> None:
    text_id = publish(school)
    homes = {"rosa": "/report/mine", "helen": "/", "it": "/settings/", "clerk": "/escalations/", "ian": "/"}
    for who, home in homes.items():
        someone = getattr(school.cast, who)
        visitor = browse(someone)
        assert f"/policy/versions/{text_id}" in visitor.get(home).answer.get_data(as_text=True), who
        page = visitor.send(f"/policy/versions/{text_id}", read="yes")
        assert page.status == 303
        page = visitor.get(f"/policy/versions/{text_id}")
        assert "It is on record that you have read the policy" in page.text
        assert "You confirmed that you have read it 15 January 2027" in page.text
        assert not page.soup.select("main form")
        assert "Read the policy" not in visitor.get(home).text
    assert "Read the policy" not in browse(school.cast.governors[0]).get("/escalations/").text


def test_confirming_without_the_tick_says_so_beside_it(browse: Browse, school: Town) -> None:
    text_id = publish(school)
    page = browse(school.cast.rosa).send(f"/policy/versions/{text_id}")
    assert page.status == 422
    assert page.errors == ["Confirm: I have read and understood it"]


def test_today_nags_the_head_of_the_overdue_review_and_says_since_when(browse: Browse, school: Town) -> None:
    helen = browse(school.cast.helen)
    page = helen.get("/")
    assert "The governors’ review of the Social Networking Policy is overdue since 1 October 2018" in page.text
    assert "It is overdue since 1 October 2018." in helen.get("/policy/keep").text
    for who in (school.cast.carol, school.cast.ian, school.cast.dsl):
        assert "is overdue since 1 October 2018" not in browse(who).get("/").text
    review = {
        "reviewed_on-day": "12", "reviewed_on-month": "1", "reviewed_on-year": "2027", "minute": "FGB, minute 9",
        "next_due-day": "31", "next_due-month": "1", "next_due-year": "2028", "unchanged": "yes",
    }  # fmt: skip
    assert helen.send("/policy/review", **review).status == 303
    assert "overdue since 1 October 2018" not in helen.get("/").text
    page = helen.get("/policy/keep")
    assert "The governors review it by 31 January 2028." in page.text
    assert "FGB, minute 9. Recorded by Helen Marsh." in page.text


def test_the_head_is_told_what_to_beware_of_in_the_text(browse: Browse, school: Town) -> None:
    page = browse(school.cast.helen).get("/policy/keep")
    assert "Clause 3.5 names the Teaching Agency, which no longer exists." in page.text
    assert "Clause 3.1 waits for Luton Borough Council" in page.text
    text_id = begun(school)
    change(school, text_id, "3.5", words="Teachers are subject to the Teachers' Standards.")
    page = browse(school.cast.helen).get(f"/policy/draft/{text_id}")
    assert "Teaching Agency, which no longer exists" not in page.text
    assert "Clause 3.1 waits for Luton Borough Council" in page.text


def test_a_version_goes_from_the_head_to_the_chair_to_all_staff(browse: Browse, school: Town) -> None:
    helen, carol = browse(school.cast.helen), browse(school.cast.carol)
    page = helen.send("/policy/keep")  # not a form of its own: the button posts elsewhere
    fields = helen.get("/policy/keep").form()
    draft = helen.post("/policy/begin", fields).answer.location
    text_id = draft.rpartition("/")[2]
    one = clause_id(school, text_id, "5.6")
    page = helen.send(f"{draft}/clause/{one}", words="Look at personal sites only in breaks")
    assert page.status == 303
    page = helen.get(draft)
    assert "Clause 5.6 changed" in page.text
    assert "Now: Through Social Networking Sites/Applications, school employees must not: Look at personal" in page.text
    said = {**DAYS, "title": "Social Media Policy", "minute": "FGB, 12 January 2027, minute 8"}
    assert helen.send(f"{draft}/propose", **said).status == 303
    assert "A new version of the policy waits for you to agree" in carol.get("/").text
    assert "waits for you to agree" not in helen.get("/").text
    page = carol.get(f"{draft}/agree")
    assert "FGB, 12 January 2027, minute 8" in page.text
    assert "Clause 5.6 changed" in page.text
    assert carol.send(f"{draft}/agree", agreed="yes").status == 303
    assert "proposed by Helen Marsh, agreed by Carol Whitfield" in carol.get("/policy/keep").text
    assert "Publish the Social Media Policy, approved January 2027, to all staff" in helen.get("/").text
    assert helen.send(f"/policy/draft/{text_id}/publish").status == 303
    assert "Publish the Social Media Policy" not in helen.get("/").text
    page = browse(school.cast.rosa).get(f"/policy/versions/{text_id}")
    assert "from 1 February 2027, to come" in page.text
    assert browse(school.cast.rosa).get("/policy/").soup.h1.get_text() == "Social Networking Policy"


def test_what_the_chair_sends_back_is_on_the_heads_page_with_the_reason(browse: Browse, school: Town) -> None:
    text_id = proposed(school)
    carol = browse(school.cast.carol)
    assert carol.send(f"/policy/draft/{text_id}/send-back", objection="Not what we approved.").status == 303
    helen = browse(school.cast.helen)
    assert "The chair sent the new version of the policy back" in helen.get("/").text
    assert "Not what we approved." in helen.get(f"/policy/draft/{text_id}").text


def test_a_bad_proposal_says_what_is_wrong_and_loses_nothing_typed(browse: Browse, school: Town) -> None:
    text_id = begun(school)
    change(school, text_id)
    before = school.everything()
    said = {**DAYS, "holds_from-day": "31", "holds_from-month": "2", "minute": "Minuted with care"}
    page = browse(school.cast.helen).send(f"/policy/draft/{text_id}/propose", **said)
    assert page.status == 422
    assert page.errors == ["“From which day does it hold?” must be a real date"]
    assert page.soup.select_one("[name=minute]")["value"] == "Minuted with care"
    assert page.soup.select_one("[name=holds_from-day]")["value"] == "31"
    assert school.everything() == before


def test_a_stale_clause_is_refused_with_what_was_typed(browse: Browse, school: Town) -> None:
    text_id = begun(school)
    helen = browse(school.cast.helen)
    address = f"/policy/draft/{text_id}/clause/{clause_id(school, text_id, '5.6')}"
    fields = {**helen.get(address).form(), "words": "Typed with care"}
    change(school, text_id, "5.8", words="Nothing illegal")
    page = helen.post(address, fields)
    assert page.status == 409
    assert "while you were reading it" in page.errors[0]
    assert page.soup.select_one("[name=words]").get_text().strip() == "Typed with care"


def test_a_double_click_adds_one_clause(browse: Browse, school: Town) -> None:
    text_id = begun(school)
    helen = browse(school.cast.helen)
    address = f"/policy/draft/{text_id}/clause"
    fields = {**helen.get(address).form(), "number": "6.1", "section": "More", "words": "Be kind"}
    first, second = helen.post(address, fields), helen.post(address, fields)
    assert first.status == second.status == 303
    assert helen.get(f"/policy/draft/{text_id}").text.count("Clause 6.1 added") == 1


def test_a_clause_taken_out_leaves_its_breach_named_until_it_rests_elsewhere(browse: Browse, school: Town) -> None:
    text_id = begun(school)
    helen = browse(school.cast.helen)
    draft = f"/policy/draft/{text_id}"
    address = f"{draft}/clause/{clause_id(school, text_id, '5.3')}"
    assert helen.post(f"{address}/out", helen.get(address).form()).status == 303
    said = "Speaking as the school (ID-1): rests on clause 5.3, which is not in this version"
    assert said in helen.get(draft).text
    assert said in helen.get(f"{draft}/propose").text
    page = helen.send(f"{draft}/breaches", **{"basis-ID-1": "9.9"})
    assert page.status == 422
    assert page.errors == ["Choose a clause of this version for “Speaking as the school”"]
    assert helen.send(f"{draft}/breaches", **{"basis-ID-1": "5.15"}).status == 303
    assert said not in helen.get(draft).text


def test_the_register_tells_whom_to_remind(browse: Browse, school: Town) -> None:
    text_id = publish(school)
    confirm(school, school.cast.rosa, text_id)
    helen = browse(school.cast.helen)
    page = helen.get(f"/policy/versions/{text_id}/register")
    tables = {table.caption.get_text(): table.get_text(" ") for table in page.soup.select("table")}
    assert "Quentin Reed" in tables["Not yet"]
    assert "Rosa Lind" in tables["Have read it"]
    assert "Rosa Lind" not in tables["Not yet"]
    answer = helen.client.get(f"/policy/versions/{text_id}/register/pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="policy-register.pdf"'
    assert answer.data.startswith(b"%PDF")


def case_page(visitor: Visitor, reference: str) -> Page:
    return visitor.get(f"/cases/{reference}")


def test_the_case_shows_clause_version_reading_and_exceptions_with_each_allegation(
    browse: Browse, school: Town
) -> None:
    confirm(school, school.cast.quentin, publish(school))
    school.clock.forward(days=4)
    reference = school.report(categories=["WT-1"], posted="2027-01-18")
    triage = no_harm(
        breaches=["WT-1", "AB-1"],
        exception_break="unsure",
        exception_break_reasons="He says that it was break.",
    )
    school.do(school.cast.helen, reference, "triage", **triage)
    page = case_page(browse(school.cast.helen), reference)
    cards = {
        card.h3.get_text(): " ".join(card.get_text(" ").split()) for card in page.soup.select(".govuk-summary-card")
    }
    card = cards["WT-1: Personal use in working time"]
    assert "Clause 5.6 Through Social Networking Sites/Applications, school employees must not: View or" in card
    assert "Policy Social Networking Policy, approved June 2017, in force on 18 January 2027" in card
    assert "Had they confirmed reading it? Yes, on 15 January 2027." in card
    assert "Was the member of staff on a designated break? Not sure" in card
    assert "He says that it was break." in card
    assert "designated break? Not sure" not in cards["AB-1: Abusive comments"]


def test_the_reporter_and_governors_learn_nothing_of_what_was_read(browse: Browse, school: Town) -> None:
    confirm(school, school.cast.quentin, publish(school))
    reference = school.report()
    page = browse(school.cast.rosa).get(f"/report/sent/{reference}/answers")
    assert page.status == 200
    assert "confirmed reading" not in page.text
    assert case_page(browse(school.cast.carol), reference).status == 404


def test_questions_that_depend_on_others_say_so_and_are_hidden_by_a_sheet(browse: Browse, school: Town) -> None:
    reference = school.report()
    helen = browse(school.cast.helen)
    page = helen.get(f"/cases/{reference}/do/triage")
    asked = page.soup.select_one("[data-asked=exception_break]")
    when = "Asked only if “Which parts of the policy does it touch?” is “Personal use in working time”."
    assert asked.select_one(".cf-depends__when").get_text() == when
    sheet = helen.client.get("/cases/conditions.css")
    assert sheet.mimetype == "text/css"
    rule = 'form:has([name="breaches"][value="WT-1"]:checked) [data-asked="exception_break"]{display:block}'
    assert rule in sheet.get_data(as_text=True)
    chained = ':has([name="breaches"][value="SC-2"]:checked):has([name="exception_relative"][value="unsure"]:checked)'
    assert chained in sheet.get_data(as_text=True)
    assert "conditions.css" not in helen.get(f"/cases/{reference}/do/hold").answer.get_data(as_text=True)


@pytest.mark.parametrize("claimed", ["yes", "unsure"])
def test_triage_asks_for_the_ruling_and_keeps_what_was_typed(browse: Browse, school: Town, claimed: str) -> None:
    reference = school.report(categories=["SC-1"])
    said = {
        "no_conflict": "yes", "harm_harmed": "no", "harm_offence": "no", "harm_risk": "no", "harm_suitability": "no",
        "severity": "3", "triage_reasons": "Typed with care.", "serious": ["none"], "breaches": ["SC-1"],
        "teacher": "yes", "power_over_reporter": "no",
        "exception_relative": claimed, "exception_relative_reasons": "A niece, the office says.",
    }  # fmt: skip
    helen = browse(school.cast.helen)
    page = helen.send(f"/cases/{reference}/do/triage", **said)
    assert page.status == 422
    assert len(page.errors) == 2
    assert "A niece, the office says." in page.soup.select_one("[name=exception_relative_reasons]").get_text()
    ruling = {"exception_relative_ruling": "yes", "exception_relative_ruling_reasons": "The policy names nieces."}
    assert helen.send(f"/cases/{reference}/do/triage", **said, **ruling).status == 303
    assert "The policy names nieces." in case_page(helen, reference).text


def test_the_first_version_is_read_long_after_it_is_out_of_date(browse: Browse, school: Town) -> None:
    first = the_first(school)
    adopt(school)
    school.clock.forward(days=30)
    rosa = browse(school.cast.rosa)
    assert rosa.get("/policy/").soup.h1.get_text() == "Social Media Policy"
    assert "This version is no longer in force." in rosa.get(f"/policy/versions/{first}").text


def test_the_report_form_quotes_the_policy_of_today(browse: Browse, school: Town) -> None:
    adopt(school)
    quoted = []
    for _ in range(2):
        walk = Walk(browse(school.cast.rosa))
        address = walk.begin()
        for key in ("picture", "danger", "about", "name", "governors"):
            address = walk.follow(walk.visitor.send(address, **PLAIN[key]))
        quoted.append(walk.visitor.get(address).soup.select_one("details").get_text(" "))
        walk.visitor.send(f"/report/draft/{walk.draft}/discard")
        school.clock.forward(days=30)
    assert "unless on a designated break" in quoted[0]
    assert "Look at personal sites only in breaks" in quoted[1]
    assert "unless on a designated break" not in quoted[1]
