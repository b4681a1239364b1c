"""Escalations: who finds them, what they may show, and that nothing by which a person could be known is in them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from casework.answers import no_harm
from casework.town import Town
from web.pages import Visitor
from werkzeug.test import TestResponse

from caseflow.casework import journal, schools, vouched
from caseflow.casework.desk import year_scope
from caseflow.casework.nameless import GENERAL
from caseflow.casework.people import Someone
from caseflow.casework.verify import verify
from caseflow.procedure import PROCEDURE, roles
from caseflow.records import new_reference

pytestmark = pytest.mark.slow  # many pages: in the whole test, not in the quick one

Browse = Callable[[Someone | None], Visitor]
CANARIES = ("Quentin", "Reed", "geography", "Rosa", "Lind", "Teaching assistant", "makes fun of pupils", "AB-1")


def escalated(town: Town, actions: str = "The LADO was asked.") -> str:
    reference = town.at("escalation-due")
    town.do(town.cast.helen, reference, "escalate", escalate_to=town.cast.carol.id, escalation_actions=actions)
    return reference


def convened(town: Town, state: str = "case-to-answer") -> str:
    reference = town.at(state)
    town.do(
        town.cast.helen, reference, "bring-in-clerk", panel_clerk=town.cast.clerk.id, panel_clerk_why="For the hearing."
    )
    return reference


def unsigned(answer: TestResponse) -> str:
    """The words of an answer without the token of its form, which holds the time."""
    return re.sub(r'name="csrf_token" value="[^"]+"', "", answer.get_data(as_text=True))


def _heads(answer: TestResponse) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name != "Set-Cookie"}


def readings(town: Town, reference: str) -> list[tuple[str, str]]:
    with town.office.at_work() as desk:
        entries = journal.read(desk, town.file(reference, desk).scope)
        return [
            (str(one.said["actor"]), str(one.said.get("what", one.event))) for one in entries if "read" in one.event
        ]


def test_nothing_asked_is_one_calm_sentence(browse: Browse, school: Town) -> None:
    page = browse(school.cast.governors[0]).get("/escalations/")
    assert page.status == 200
    assert "Nothing is asked of you at the moment." in page.text
    assert not page.soup.select("table")


def test_the_chair_finds_the_escalation_by_reference_reason_and_day(browse: Browse, school: Town) -> None:
    reference = escalated(school)
    page = browse(school.cast.carol).get("/escalations/")
    cells = [cell.get_text(" ", strip=True) for cell in page.soup.select("tbody tr > *")]
    assert cells == [reference, "A serious breach to note", "19 January 2027 due in 2 working days"]
    shown = browse(school.cast.carol).get(f"/escalations/{reference}")
    assert "Please answer by 19 January 2027 due in 2 working days" in shown.text
    assert [head.get_text(strip=True) for head in page.soup.select("thead th")] == [
        "Reference",
        "Why you are asked",
        "Needed by",
    ]


def test_an_escalation_shows_what_it_may_and_no_canary(browse: Browse, school: Town) -> None:
    reference = escalated(school)
    carol = browse(school.cast.carol)
    for address in ("/escalations/", f"/escalations/{reference}", f"/cases/{reference}/do/note-escalation"):
        page = carol.get(address)
        assert page.status == 200, address
        _no_canary(page.answer)
    page = carol.get(f"/escalations/{reference}")
    keys = [one.get_text(strip=True) for one in page.soup.select("dt")]
    assert keys == [
        "What it is about",
        "How serious it is judged to be",
        "Where it stands",
        "Since",
        "Reported",
        "You were told",
        "What has been done",
    ]
    assert "The LADO was asked." in page.text
    assert "What was said of others online" in page.text
    assert "You are seeing 7 of " in page.text
    assert "because a governor who knows more cannot sit on the panel" in page.text


@pytest.mark.parametrize("state", ["suspended", "ico-reportable"])
def test_what_made_it_serious_is_not_said_for_it_could_tell_who_it_is(browse: Browse, school: Town, state: str) -> None:
    reference = school.at(state)
    told = {"escalate_to": school.cast.carol.id, "escalation_actions": "The LADO was asked."}
    school.do(school.cast.helen, reference, "escalate", **told)
    page = browse(school.cast.carol).get(f"/escalations/{reference}")
    assert "What it is about" in page.text
    _no_canary(page.answer)
    shown = page.soup.select_one("dl").get_text()
    assert not re.search("(?i)suspen|ICO|breach of data|high risk", shown.replace("since", ""))


def _no_canary(answer: TestResponse) -> None:
    # What is drawn at random may spell a short name: the cookie, and the keys in forms.
    headers = {key: value for key, value in answer.headers.items() if key != "Set-Cookie"}
    whole = re.sub(r'value="[\w.-]{30,}"', "", answer.get_data(as_text=True)) + repr(headers)
    assert [one for one in CANARIES if one.casefold() in whole.casefold()] == []


@pytest.mark.parametrize(
    "actions",
    [
        "We have spoken to Mr Reed.",
        "quentin reed was told.",
        "Quentin was told.",
        "Reed's lessons are covered.",
        "Rosa told us on Friday.",
        "The teacher of geography is at home.",
        "THE TEACHER OF GEOGRAPHY is at home.",
    ],
)
def test_words_that_name_somebody_after_all_are_withheld_whole(browse: Browse, school: Town, actions: str) -> None:
    reference = escalated(school, actions)
    page = browse(school.cast.carol).get(f"/escalations/{reference}")
    _no_canary(page.answer)
    assert actions not in page.text
    assert "names, or seems to name, somebody" in page.text


def test_the_reading_is_journalled(browse: Browse, school: Town) -> None:
    reference = escalated(school)
    browse(school.cast.carol).get(f"/escalations/{reference}")
    assert readings(school, reference) == [(school.cast.carol.id, "escalation")]


def test_a_list_is_no_reading(browse: Browse, school: Town) -> None:
    reference = escalated(school)
    browse(school.cast.carol).get("/escalations/")
    assert readings(school, reference) == []


def test_an_answer_is_recorded_and_says_so(browse: Browse, school: Town) -> None:
    reference = escalated(school)
    carol = browse(school.cast.carol)
    assert "Your answer was recorded" not in carol.get(f"/escalations/{reference}").text
    answers = {"escalation_interest": "no", "escalation_answer": "question", "escalation_words": "Who looks after it?"}
    sent = carol.send(f"/cases/{reference}/do/note-escalation", **answers)
    assert sent.status == 303
    page = carol.get(f"/escalations/{reference}")
    assert "Your answer was recorded on 15 January 2027 at 4:20pm. Noted, and I have a question." in page.text
    assert not page.soup.select(".govuk-button[href]")
    inbox = carol.get("/escalations/").text
    assert "Nothing is asked of you" in inbox
    assert "Answered" in inbox


def test_a_case_about_a_governor_does_not_exist_for_that_governor(browse: Browse, school: Town) -> None:
    reference = school.report(subject="Carol Whitfield")
    assert browse(school.cast.carol).get(f"/escalations/{reference}").status == 404
    assert reference not in browse(school.cast.carol).get("/escalations/").text


def test_nobody_else_finds_an_escalation_and_all_answers_are_the_same(browse: Browse, school: Town) -> None:
    reference = escalated(school)
    for someone in school.cast.everyone():
        visitor = browse(someone)
        for tail in ("", "/convene", "/read"):
            hidden = visitor.client.get(f"/escalations/{reference}{tail}")
            if someone == school.cast.carol and not tail:
                continue
            absent = visitor.client.get(f"/escalations/{new_reference()}{tail}")
            assert hidden.status_code == absent.status_code == 404, (someone.name, tail)
            assert unsigned(hidden) == unsigned(absent), (someone.name, tail)
            assert _heads(hidden) == _heads(absent), (someone.name, tail)


def test_the_inbox_is_there_for_those_who_govern_or_are_asked(browse: Browse, school: Town) -> None:
    govern = {school.cast.carol, school.cast.victor, school.cast.clerk, *school.cast.governors}
    for someone in school.cast.everyone():
        assert browse(someone).get("/escalations/").status == (200 if someone in govern else 404), someone.name


def test_a_second_reader_who_does_not_govern_finds_what_is_asked(browse: Browse, school: Town) -> None:
    reference = school.at("closing-proposed")
    page = browse(school.cast.ada).get("/escalations/")
    assert page.status == 200
    assert "A second reader is needed" in page.text
    assert page.soup.select_one("tbody a")["href"] == f"/cases/{reference}"


def test_a_second_reader_is_told_by_when(browse: Browse, school: Town) -> None:
    school.at("dbs-proposed")
    page = browse(school.cast.ada).get("/escalations/")
    assert page.soup.select_one("tbody time")


def test_the_clerk_sees_who_may_sit_and_never_why_not(browse: Browse, school: Town) -> None:
    reference = convened(school)
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        file.give(roles.CONFLICTED, school.cast.governors[0].id)
        file.give(roles.WITNESS, school.cast.governors[1].id)
        vouched.record(file, "given", school.cast.helen, sentence="Parts were given")
    page = browse(school.cast.clerk).get(f"/escalations/{reference}/convene")
    _no_canary(page.answer)
    seats = {row.th.get_text(strip=True): row.td.get_text(strip=True) for row in page.soup.select("tbody tr")}
    assert seats.pop("Grace Amos") == seats.pop("Gareth Bell") == "Not available"
    assert set(seats.values()) == {"Available"}
    assert len(seats) == 7
    for word in ("conflict", "witness", "reporter", "took part"):
        assert word not in page.text.casefold()
    assert page.soup.select_one(f'a[href="/cases/{reference}/do/set-hearing"]')
    assert readings(school, reference) == [(school.cast.clerk.id, "convening page")]


def test_the_clerk_is_warned_before_two_panels_become_impossible(browse: Browse, school: Town) -> None:
    reference = convened(school)
    clerk = browse(school.cast.clerk)
    assert "Warning" not in clerk.get(f"/escalations/{reference}/convene").text
    with school.office.at_work() as desk:
        for one in school.cast.governors[:3]:
            schools.change_posts(desk, one.id, school.id, ["governor"], active=False, by="set-up")
    assert "one more who learns of the case" in clerk.get(f"/escalations/{reference}/convene").text
    with school.office.at_work() as desk:
        for one in school.cast.governors[3:]:
            schools.change_posts(desk, one.id, school.id, ["governor"], active=False, by="set-up")
    assert "Only 2 may sit" in clerk.get(f"/escalations/{reference}/convene").text


def test_those_who_heard_the_case_may_not_hear_the_appeal(browse: Browse, school: Town) -> None:
    reference = convened(school, "appeal")
    page = browse(school.cast.clerk).get(f"/escalations/{reference}/convene")
    seats = {row.th.get_text(strip=True): row.td.get_text(strip=True) for row in page.soup.select("tbody tr")}
    heard = [one.name for one in school.cast.governors[:3]]
    assert [seats[name] for name in heard] == ["Not available"] * 3
    assert page.soup.select_one(f'a[href="/cases/{reference}/do/set-appeal-hearing"]')


def test_a_hearer_is_stopped_before_the_papers_and_once_only(browse: Browse, school: Town) -> None:
    reference = school.at("hearing-set")
    grace = browse(school.cast.governors[0])
    inbox = grace.get("/escalations/")
    _no_canary(inbox.answer)
    assert "A case to hear" in inbox.text
    assert inbox.soup.select_one("tbody time")["datetime"].startswith("2027-02-01T10:00")
    address = inbox.soup.select_one("tbody a")["href"]
    assert address == f"/escalations/{reference}/read"
    page = grace.get(address)
    _no_canary(page.answer)
    assert "you can no longer sit on the appeal" in page.text
    assert [one.get_text(strip=True) for one in page.soup.select(".govuk-panel__actions .govuk-button")] == [
        "Do not read: go back",
        "Read",
    ]
    assert readings(school, reference) == []
    assert grace.send(address).answer.location == f"/cases/{reference}"
    assert readings(school, reference) == [(school.cast.governors[0].id, "read_on")]
    assert grace.get(address).answer.location == f"/cases/{reference}"
    assert grace.get(f"/cases/{reference}").status == 200


def test_nobody_reaches_the_papers_round_the_warning(browse: Browse, school: Town) -> None:
    """Neither the first page nor the list names anybody to who hears the case; every address leads to the warning."""
    reference = school.at("hearing-set")
    grace = browse(school.cast.governors[0])
    assert grace.get("/").answer.location == "/escalations/"
    _no_canary(grace.get("/cases/").answer)
    for address in (f"/cases/{reference}", f"/cases/{reference}/do/record-hearing"):
        answer = grace.client.get(address)
        assert answer.location == f"/escalations/{reference}/read", address
        assert "Quentin" not in answer.get_data(as_text=True)
    assert readings(school, reference) == []
    grace.send(f"/escalations/{reference}/read")
    assert grace.get(f"/cases/{reference}/do/record-hearing").status == 200


def test_who_heard_a_case_still_finds_it(browse: Browse, school: Town) -> None:
    reference = school.at("outcome")
    page = browse(school.cast.governors[0]).get("/escalations/")
    _no_canary(page.answer)
    assert page.soup.select_one(f'a[href="/escalations/{reference}/read"]')
    assert "Nothing to decide now" in page.text


def test_who_hears_an_appeal_is_told_that_there_is_no_other_part(browse: Browse, school: Town) -> None:
    reference = school.at("appeal-set")
    page = browse(school.cast.governors[3]).get(f"/escalations/{reference}/read")
    assert "you can take no other part in this case" in page.text
    inbox = browse(school.cast.governors[3]).get("/escalations/")
    assert "An appeal to hear" in inbox.text
    assert inbox.soup.select_one("tbody time")


def test_another_schools_chair_finds_nothing(browse: Browse, school: Town) -> None:
    reference = escalated(school)
    with school.office.at_work() as desk:
        other = schools.found_school(desk, "Other School")
        chair = schools.add_person(desk, other.id, "Olive Chair", "o@x.test", "Chair", ["chair", "governor"])
    olive = browse(chair)
    assert reference not in olive.get("/escalations/").text
    assert olive.get(f"/escalations/{reference}").status == 404


def test_a_governor_whose_account_ended_is_out(browse: Browse, school: Town) -> None:
    reference = escalated(school)
    carol = browse(school.cast.carol)
    with school.office.at_work() as desk:
        schools.change_posts(desk, school.cast.carol.id, school.id, ["chair"], active=False, by="set-up")
    assert carol.client.get(f"/escalations/{reference}").location == "/sign-in"


def test_what_is_said_of_the_breach_is_general_for_every_breach() -> None:
    prefixes = {category.key.partition("-")[0] for category in PROCEDURE.categories}
    assert set(GENERAL) <= prefixes
    for words in GENERAL.values():
        assert "pupil's" not in words


def test_several_breaches_are_said_once_each(browse: Browse, school: Town) -> None:
    reference = school.report(categories=["IM-1", "IM-2", "SC-1"])
    exceptions = {"exception_permission": "no", "exception_relative": "no"}
    triage = no_harm(serious=["gross"], breaches=["IM-1", "IM-2", "SC-1"], **exceptions)
    school.do(school.cast.helen, reference, "triage", **triage)
    school.do(
        school.cast.helen,
        reference,
        "escalate",
        escalate_to=school.cast.carol.id,
        escalation_actions="Nothing yet.",
    )
    page = browse(school.cast.carol).get(f"/escalations/{reference}")
    assert "Contact with pupils online; Pictures posted online" in page.text


def test_the_clerk_is_told_beside_the_chair_by_the_reference_alone_and_it_is_known_when_they_read_it(
    browse: Browse, school: Town
) -> None:
    reference = escalated(school)
    clerk, helen = browse(school.cast.clerk), browse(school.cast.helen)
    for address in (f"/escalations/{reference}", f"/escalations/{reference}/convene", f"/cases/{reference}"):
        assert clerk.get(address).status == 404, address
    assert _reads(helen, reference, "Clive Moore") == "Not yet"
    page = clerk.get("/escalations/")
    assert reference in page.text
    assert "Brought to a governor" in page.text
    rows = [one.get_text(" ") for one in page.soup.select("tr, li, .govuk-summary-list__row") if reference in one.text]
    assert rows
    assert "breach" not in " ".join(rows), "of this case the clerk learns its number and a day"
    _no_canary(page.answer)
    assert _reads(helen, reference, "Clive Moore") == "15 January 2027 at 4:20pm"
    with school.office.at_work() as desk:
        (entry,) = journal.read(desk, year_scope(school.id, desk.now), event="cases_listed")[-1:]
        assert entry.said["actor"] == school.cast.clerk.id
        assert entry.said["cases"] == [school.file(reference, desk).case.id]
    assert verify(school.office).whole


def _reads(visitor: Visitor, reference: str, name: str) -> str:
    """When somebody read what they were told of an escalation, as the page of what was sent says."""
    rows = visitor.get(f"/cases/{reference}/sent").soup.select("tbody tr")
    cells = [[cell.get_text(" ", strip=True) for cell in row.select("th, td")] for row in rows]
    (line,) = [one for one in cells if one[1] == name and "serious breach" in one[0]]
    return line[-1]


def test_a_school_without_a_clerk_or_whose_clerk_reported_it_escalates_all_the_same_and_the_manager_sees_it(
    browse: Browse, school: Town
) -> None:
    reference = school.at("escalation-due", school.report(school.cast.clerk))
    given = {"escalate_to": school.cast.carol.id, "escalation_actions": "Nothing yet."}
    school.do(school.cast.helen, reference, "escalate", **given)
    words = "told the governing body of a serious breach, without names. No clerk to the governors could be told"
    assert words in browse(school.cast.helen).get(f"/cases/{reference}").text
    assert "Brought to a governor" not in browse(school.cast.clerk).get("/escalations/").text
