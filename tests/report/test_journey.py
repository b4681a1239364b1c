"""The whole way from “Report a concern” to the receipt, and the turns it takes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from casework.town import Town
from report.walks import LINES, PLAIN, Walk, bare
from web.pages import Visitor

from caseflow.casework import cases, journal
from caseflow.casework.people import Someone
from caseflow.lifecycle.terms import Permission
from caseflow.web.report_pages import PAGES

pytestmark = pytest.mark.slow  # many pages: in the whole test, not in the quick one

Walks = Callable[[Someone], Walk]


def _answers(school: Town, reference: str) -> dict[str, object]:
    with school.office.at_work() as desk:
        return dict(school.file(reference, desk).facts["answers"])


def test_a_report_is_sent_and_becomes_a_case_of_the_head(walk: Walks, school: Town) -> None:
    rosa = walk(school.cast.rosa)
    receipt = rosa.whole()
    reference = receipt.rpartition("/")[2]
    page = rosa.visitor.get(receipt)
    assert reference in page.text
    assert "gone to the headteacher" in page.text
    assert "by the end of 18 January 2027" in page.text
    assert school.who_sees(reference) == {"Helen Marsh", "Rosa Lind"}
    said = _answers(school, reference)
    assert said["account"] == LINES
    assert (said["found_out"], said["found_out_how"]) == ("2027-01-15", "exact")
    assert (said["posted"], said["told_who"], said["declared"]) == ("2027-01-14", ["dsl"], True)
    assert "late_reason" not in said


def test_the_shortest_way_asks_twelve_pages_and_two_to_type(walk: Walks, school: Town) -> None:
    rosa = walk(school.cast.rosa)
    rosa.to("check", evidence={"evidence": ["none"]}, pupil={"pupil": "no"}, told={"told_who": ["none"]})
    page = rosa.visitor.get(rosa.at("check"))
    asked = {str(link["href"]).split("?")[0].rpartition("/")[2] for link in page.soup.select("dd a")}
    assert asked == {"picture", "danger", "about", "name", "governors", "seen", "platform", "when", "account",
                     "evidence", "pupil", "told"}  # fmt: skip
    typing = {key for key in asked if {"subject", "account"} & set(PLAIN[key])}
    assert typing == {"name", "account"}


def test_the_picture_is_asked_about_first_and_nothing_can_be_opened_before(walk: Walks, school: Town) -> None:
    rosa = walk(school.cast.rosa)
    assert rosa.begin() == rosa.at("picture")
    for key in ("danger", "evidence", "check", "late", "where"):
        assert rosa.follow(rosa.visitor.get(rosa.at(key))) == rosa.at("picture")
        sent = rosa.visitor.post(rosa.at(key), {**rosa.visitor.get(rosa.at("picture")).form(), "danger": "no"})
        assert rosa.follow(sent) == rosa.at("picture")


@pytest.mark.parametrize("gate", ["yes", "unsure"])
def test_a_picture_stops_the_reader_and_the_report_goes_on_without_it(walk: Walks, school: Town, gate: str) -> None:
    rosa = walk(school.cast.rosa)
    rosa.begin()
    sent = rosa.say("picture", image_gate=gate)
    assert str(sent.answer.location) == rosa.at("picture/now")
    told = rosa.visitor.get(rosa.at("picture/now")).text
    for words in ("Do not forward it", "Do not delete it", "Do not copy it", "999", "101", "safeguarding lead"):
        assert words in told
    receipt = rosa.whole(picture={"image_gate": gate})
    assert _answers(school, receipt.rpartition("/")[2])["image_gate"] == gate


def test_no_page_takes_a_file(walk: Walks, school: Town) -> None:
    rosa = walk(school.cast.rosa)
    rosa.to("check", picture={"image_gate": "unsure"})
    for page in PAGES:
        if page.key != "late":
            asked = rosa.visitor.get(rosa.at(page.key))
            assert not asked.soup.select("input[type=file], form[enctype]"), page.key
    assert "This form takes no files: say only that it exists" in rosa.visitor.get(rosa.at("evidence")).text
    assert "Do not open it again" in rosa.visitor.get(rosa.at("where")).text


def test_danger_is_answered_by_what_to_do_now(walk: Walks, school: Town) -> None:
    rosa = walk(school.cast.rosa)
    rosa.to("danger")
    sent = rosa.say("danger", danger="yes")
    assert str(sent.answer.location) == rosa.at("danger/now")
    assert "Call 999" in rosa.visitor.get(rosa.at("danger/now")).text
    assert rosa.follow(rosa.visitor.get(rosa.at("picture/now"))) == rosa.at("about")


def test_a_report_about_the_head_goes_to_the_chair_and_the_head_sees_nothing(walk: Walks, school: Town) -> None:
    rosa = walk(school.cast.rosa)
    rosa.to("check", about={"about": "headteacher"})
    page = rosa.visitor.get(rosa.at("check"))
    assert "This report goes to the chair of governors." in page.text
    assert "Carol" not in page.text
    assert "Helen" not in page.text
    reference = str(rosa.send().answer.location).rpartition("/")[2]
    assert "gone to the chair of governors" in rosa.visitor.get(f"/report/sent/{reference}").text
    assert school.who_sees(reference) == {"Carol Whitfield", "Rosa Lind"}
    helen = walk(school.cast.helen).visitor
    for address in ("/", "/cases/", "/report/mine"):
        assert reference not in helen.get(address).text
    assert helen.get(f"/report/sent/{reference}").status == 404


@pytest.mark.parametrize(
    "otherwise",
    [
        {"name": {"subject": "Mrs Marsh"}},
        {"governors": {"to_governors": "yes"}},
        {"about": {"about": "unknown"}, "name": {"subject": "The account is called H. Marsh"}},
    ],
)
def test_a_report_that_might_touch_the_head_goes_past_the_head(
    walk: Walks, school: Town, otherwise: dict[str, dict[str, str]]
) -> None:
    receipt = walk(school.cast.rosa).whole(**otherwise)
    assert "Helen Marsh" not in school.who_sees(receipt.rpartition("/")[2])


def test_the_head_may_report_and_it_goes_to_the_chair(walk: Walks, school: Town) -> None:
    helen = walk(school.cast.helen)
    receipt = helen.whole()
    assert "chair of governors" in helen.visitor.get(receipt).text
    again = walk(school.cast.helen)
    again.to("seen")
    assert again.follow(again.visitor.get(again.at("governors"))) == again.at("seen"), "not asked of the head"


def test_who_reports_themselves_is_thanked_and_has_no_report_to_open(walk: Walks, school: Town) -> None:
    rosa = walk(school.cast.rosa)
    receipt = rosa.whole(about={"about": "me"})
    assert receipt == "/report/sent"
    page = rosa.visitor.get(receipt)
    assert "Thank you for coming forward" in page.text
    assert "gone to the headteacher" in page.text
    reference = page.soup.select_one(".cf-reference").get_text()
    assert reference not in rosa.visitor.get("/report/mine").text
    assert rosa.visitor.get(f"/report/sent/{reference}").status == 404
    assert rosa.visitor.get(f"/report/sent/{reference}/answers").status == 404
    assert school.who_sees(reference) == {"Helen Marsh"}
    again = walk(school.cast.rosa)
    assert again.follow(again.visitor.get("/report/sent")) == "/report/mine"


def test_a_late_report_is_asked_why_and_may_leave_it_empty(walk: Walks, school: Town) -> None:
    rosa = walk(school.cast.rosa)
    then = {"found_out_when": "another", "found_out-day": "7", "found_out-month": "1", "found_out-year": "2027"}
    assert rosa.to("late", when={**then, "found_out_about": "yes", "posted_when": "unknown"}) == "late"
    rosa.say("late", late_reason="")
    page = rosa.visitor.get(rosa.at("check"))
    assert "About 7 January 2027" in page.text
    said = _answers(school, str(rosa.send().answer.location).rpartition("/")[2])
    assert (said["found_out"], said["found_out_how"], said["posted_how"]) == ("2027-01-07", "about", "unknown")
    assert "posted" not in said


def test_a_change_leads_straight_back_unless_it_opens_more_questions(walk: Walks, school: Town) -> None:
    rosa = walk(school.cast.rosa)
    rosa.to("check", evidence={"evidence": ["none"]}, pupil={"pupil": "no"})

    def change(key: str, **typed: object) -> str:
        sent = rosa.visitor.send(rosa.at(key) + "?back=check", do="continue", **typed)
        return str(sent.answer.location).split("?")[0]

    assert change("name", subject="Quentin Read") == rosa.at("check")
    assert "Quentin Read" in rosa.visitor.get(rosa.at("check")).text
    assert change("pupil", pupil="yes") == rosa.at("pupil-name")
    rosa.say("pupil-name", pupil_who="Sam Vane")
    rosa.say("pupil-relation", pupil_relation="current")
    assert "Sam Vane" in rosa.visitor.get(rosa.at("check")).text
    assert change("picture", image_gate="yes") == rosa.at("picture/now")
    link = rosa.visitor.get(rosa.at("picture/now") + "?back=check").soup.select_one(".govuk-panel__actions a")
    assert link["href"] == rosa.at("check")
    assert change("pupil", pupil="no") == rosa.at("check")
    reference = str(rosa.send().answer.location).rpartition("/")[2]
    assert "pupil_who" not in _answers(school, reference), "what is no longer asked is not sent"


def test_every_page_shows_again_what_was_answered(walk: Walks, school: Town) -> None:
    rosa = walk(school.cast.rosa)
    rosa.to("check")
    for key, typed in PLAIN.items():
        if key != "late":
            shown = rosa.visitor.get(rosa.at(key)).form()
            for name, value in typed.items():
                seen = shown[name]
                same = sorted(seen) == sorted(value) if isinstance(value, list) else seen in (value, [value])
                assert same, (key, name, seen)


def test_sent_twice_is_one_case_and_the_same_receipt(walk: Walks, school: Town) -> None:
    rosa = walk(school.cast.rosa)
    rosa.to("check")
    fields = {**rosa.visitor.get(rosa.at("check")).form(), "declared": "yes"}
    first, second = (rosa.visitor.post(rosa.at("check"), fields) for _ in range(2))
    assert first.status == second.status == 303
    assert first.answer.location == second.answer.location
    with school.office.at_work() as desk:
        own = cases.visible_cases(desk, school.cast.rosa, Permission.READ_OWN_REPORT)
        assert len(desk.session.scalars(own).all()) == 1


def test_the_declaration_is_asked_for(walk: Walks, school: Town) -> None:
    rosa = walk(school.cast.rosa)
    rosa.to("check")
    fields = rosa.visitor.get(rosa.at("check")).form()
    page = rosa.visitor.post(rosa.at("check"), fields)
    assert page.status == 422
    assert page.errors == ["Confirm: what I have written is true to the best of my knowledge"]
    assert "Quentin Reed" in page.text
    assert rosa.send().status == 303


def test_a_school_where_nobody_may_manage_it_says_so_and_keeps_the_draft(walk: Walks, school: Town) -> None:
    rosa = walk(school.cast.rosa)
    rosa.to("check", name={"subject": "Helen Marsh, Carol Whitfield, Victor Hale"})
    assert "This report cannot be sent here" in rosa.visitor.get(rosa.at("check")).text
    page = rosa.send()
    assert page.status == 409
    assert page.errors == ["Nobody at the school may manage this case: speak to the LADO."]
    assert "Continue your report" in rosa.visitor.get("/report/mine").text


def test_reading_ones_own_report_is_journalled(walk: Walks, school: Town) -> None:
    rosa = walk(school.cast.rosa)
    reference = rosa.whole().rpartition("/")[2]
    page = rosa.visitor.get(f"/report/sent/{reference}/answers")
    assert "First line." in page.text
    assert "Withdraw the report" in page.text
    with school.office.at_work() as desk:
        read = journal.read(desk, school.file(reference, desk).scope, event="read")
    assert [entry.sentence for entry in read] == ["Rosa Lind read their own report"]
    assert [entry.said["what"] for entry in read] == ["own report"]


def test_what_is_found_out_later_is_not_shown_to_the_reporter(walk: Walks, school: Town) -> None:
    rosa = walk(school.cast.rosa)
    reference = rosa.whole().rpartition("/")[2]
    expected = {"received": "Received", "triage": "Read by the case manager", "investigation": "Being looked into"}
    for state, words in expected.items():
        if state == "investigation":
            school.do(school.cast.helen, reference, "open-investigation",
                      investigator=school.cast.ian.id, terms="Canary terms")  # fmt: skip
        elif state != "received":
            school.at(state, reference)
        assert words in rosa.visitor.get("/report/mine").text
        page = rosa.visitor.get(f"/report/sent/{reference}/answers")
        assert words in page.text
        for hidden in ("Canary", "Ian Ogden", "A public post", "investigation"):
            assert hidden not in page.text


def test_a_report_can_be_withdrawn_by_its_reporter(walk: Walks, school: Town) -> None:
    rosa = walk(school.cast.rosa)
    reference = rosa.whole().rpartition("/")[2]
    link = rosa.visitor.get(f"/report/sent/{reference}/answers").soup.find("a", string="Withdraw the report")
    sent = rosa.visitor.send(str(link["href"]), withdrawal_reasons="I was mistaken")
    assert sent.status == 303
    assert rosa.follow(sent) == "/report/mine"
    assert "Received" in rosa.visitor.get("/report/mine").text


def test_the_receipt_is_for_its_author_alone(walk: Walks, school: Town) -> None:
    rosa = walk(school.cast.rosa)
    receipt = rosa.whole()
    absent = "/report/sent/CF-00000-00000"
    for someone in school.cast.everyone():
        visitor: Visitor = walk(someone).visitor
        if someone == school.cast.rosa:
            assert visitor.get(receipt).status == 200, "it works when bookmarked"
            continue
        for tail in ("", "/answers"):
            hidden, none = visitor.client.get(receipt + tail), visitor.client.get(absent + tail)
            assert hidden.status_code == none.status_code == 404, someone.name
            assert bare(hidden) == bare(none)
