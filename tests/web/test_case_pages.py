"""The pages of cases: who gets them, what they say, what a form does, and what they cost."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Any

import pytest
from casework.town import Town
from flask_wtf import FlaskForm
from sqlalchemy import select
from web.pages import Visitor, counted

from caseflow.casework.people import Someone
from caseflow.lifecycle.days import say_moment
from caseflow.procedure import PROCEDURE
from caseflow.records import Request

Browse = Callable[[Someone | None], Visitor]
LIST_QUERIES = 6
CASE_QUERIES = 12
TRIAGE = {
    "no_conflict": "yes",
    "teacher": "yes",
    "power_over_reporter": "no",
    "harm_harmed": "no",
    "harm_offence": "no",
    "harm_risk": "unsure",
    "harm_suitability": "no",
    "breaches": ["AB-1"],
    "severity": "4",
    "triage_reasons": "Pupils can be recognised.",
    "serious": ["data"],
}


def rows_of(town: Town, reference: str) -> dict[str, str]:
    """A fingerprint of every row of a case: that its form was looked at is none of them."""
    with town.office.at_work() as desk:
        return town.file(reference, desk).projection()


def test_every_page_asks_to_sign_in(browse: Browse, school: Town) -> None:
    reference = school.report()
    for address in ("/", "/cases/", f"/cases/{reference}", f"/cases/{reference}/do/triage", "/nothing"):
        answer = browse(None).client.get(address)
        assert answer.status_code == 302, address
        assert answer.location == "/sign-in", address


def test_the_head_finds_a_report_on_today_and_in_the_list(browse: Browse, school: Town) -> None:
    reference = school.report()
    helen = browse(school.cast.helen)
    assert reference in helen.get("/").text
    assert reference in helen.get("/cases/").text
    page = helen.get(f"/cases/{reference}")
    assert "Quentin Reed" in page.text
    assert "Triage the report" in page.text


def test_what_may_not_be_seen_and_what_is_not_there_are_the_same_bytes(browse: Browse, school: Town) -> None:
    reference = school.report()
    for someone in (school.cast.quentin, school.cast.carol, school.cast.it, school.cast.governors[0], school.cast.rosa):
        visitor = browse(someone)
        for tail in ("", "/readers", "/do/triage", "/do/add-note", "/do/nonsense"):
            hidden = visitor.client.get(f"/cases/{reference}{tail}")
            absent = visitor.client.get(f"/cases/CF-00000-00000{tail}")
            assert hidden.status_code == absent.status_code == 404, (someone.name, tail)
            assert _bytes(hidden) == _bytes(absent), (someone.name, tail)
            assert _headers(hidden) == _headers(absent), (someone.name, tail)


@pytest.mark.slow
def test_every_transition_has_a_page(browse: Browse, school: Town) -> None:
    """The one page serves them all: open where the judge allows, and where not with the reason."""
    reference = school.report()
    helen = browse(school.cast.helen)
    shown = 0
    for transition in PROCEDURE.transitions:
        if transition == PROCEDURE.opening:
            continue
        page = helen.get(f"/cases/{reference}/do/{transition.key}")
        assert page.status in (200, 404), transition.key
        shown += page.status == 200
    assert shown > 25


def test_a_greyed_option_says_why(browse: Browse, school: Town) -> None:
    reference = school.report()
    page = browse(school.cast.helen).get(f"/cases/{reference}/do/open-investigation")
    assert "This cannot be done now." in page.text
    assert not page.soup.select("main form textarea")


def test_triage_moves_the_case_and_says_so(browse: Browse, school: Town) -> None:
    reference = school.report()
    helen = browse(school.cast.helen)
    answer = helen.send(f"/cases/{reference}/do/triage", **TRIAGE)
    assert answer.status == 303
    assert "Triage the report: recorded" in helen.get(f"/cases/{reference}").text
    assert school.states(reference) == {
        "main": "triage",
        "lado": "lado-due",
        "ico": "ico-assessing",
        "reporter-care": "reporter-care-open",
        "escalation": "escalation-due",
    }


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"triage_reasons": "   "}, "Why do you judge it so?"),
        ({"triage_reasons": "x" * 10_001}, "must be 10,000 characters or fewer"),
        ({"severity": "9"}, "from the list"),
        ({"breaches": ["XX-1"]}, "from the list"),
        ({"serious": ["none", "data"]}, "alone"),
        ({"triage_reasons": "bell \x07"}, "control characters"),
        ({"no_conflict": ""}, "Confirm"),
    ],
)
def test_bad_input_gets_a_sentence_and_loses_nothing_typed(
    browse: Browse, school: Town, wrong: dict[str, Any], says: str
) -> None:
    reference = school.report()
    before = rows_of(school, reference)
    page = browse(school.cast.helen).send(
        f"/cases/{reference}/do/triage", **{"triage_reasons": "Typed with care.", **TRIAGE, **wrong}
    )
    assert page.status == 422
    assert any(says in line for line in page.errors), page.errors
    assert page.soup.select_one("#harm_risk-3, input[name=harm_risk][value=unsure]").has_attr("checked")
    if "triage_reasons" not in wrong:
        assert "Pupils can be recognised." in page.soup.select_one("textarea[name=triage_reasons]").text
    assert rows_of(school, reference) == before


def test_a_date_in_the_future_is_refused_where_it_cannot_be(browse: Browse, school: Town) -> None:
    reference = school.report()
    typed = {
        "note_kind": "call",
        "note_at-day": "1",
        "note_at-month": "1",
        "note_at-year": "2030",
        "note_at-time": "9.30am",
        "note_basis": "fact",
        "note": "Kept.",
    }
    page = browse(school.cast.helen).send(f"/cases/{reference}/do/add-note", **typed)
    assert page.status == 422
    assert page.errors == ["“When did it happen?” must be now or in the past"]
    assert page.soup.select_one("#note_at-time")["value"] == "9.30am"


@pytest.mark.parametrize(
    ("typed", "said"),
    [("midday", "midday"), ("12 noon", "midday"), ("12pm", "midday"), ("2.05pm", "2:05pm"), ("9", "9:00am")],
)
def test_a_time_is_typed_as_people_do(browse: Browse, school: Town, typed: str, said: str) -> None:
    reference = school.report()
    school.clock.forward(days=2)
    told = {
        "note_kind": "call",
        "note_at-day": "16",
        "note_at-month": "1",
        "note_at-year": "2027",
        "note_basis": "fact",
    }
    page = browse(school.cast.helen)
    assert page.send(f"/cases/{reference}/do/add-note", **told, note="Kept.", **{"note_at-time": typed}).status == 303
    with school.office.at_work() as desk:
        assert say_moment(school.file(reference, desk).answer("note_at")) == f"16 January 2027 at {said}"


def test_a_stale_form_is_refused_and_keeps_what_was_typed(browse: Browse, school: Town) -> None:
    reference = school.report()
    helen = browse(school.cast.helen)
    fields = {**helen.get(f"/cases/{reference}/do/triage").form(), **TRIAGE}
    school.do(school.cast.helen, reference, "hold", hold_reasons="Police asked.")
    page = helen.post(f"/cases/{reference}/do/triage", fields)
    assert page.status == 409
    assert "Somebody changed this case" in page.errors[0]
    assert "Pupils can be recognised." in page.text
    assert school.states(reference)["main"] == "external-hold"


def test_a_double_click_does_it_once(browse: Browse, school: Town) -> None:
    reference = school.report()
    helen = browse(school.cast.helen)
    fields = {**helen.get(f"/cases/{reference}/do/triage").form(), **TRIAGE}
    first, second = (helen.post(f"/cases/{reference}/do/triage", fields) for _ in range(2))
    assert first.status == second.status == 303
    assert first.answer.location == second.answer.location
    with school.office.at_work() as desk:
        assert school.file(reference, desk).case.version == 2


def test_what_was_sent_cannot_be_tried_out_on_the_row_that_remembers_it(browse: Browse, school: Town) -> None:
    reference = school.report()
    helen, address = browse(school.cast.helen), f"/cases/{reference}/do/hold"
    fields = {**helen.get(address).form(), "hold_reasons": "Police."}
    assert helen.post(address, fields).status == 303
    said = sorted((name, value) for name, value in fields.items() if name != "csrf_token")
    guessed = hashlib.sha256(repr((address, said)).encode()).hexdigest()
    with school.office.at_work() as desk:
        (kept,) = desk.session.scalars(select(Request)).all()
    assert kept.key == fields["request_key"]
    assert kept.body != guessed


def test_a_form_without_its_token_is_refused(browse: Browse, school: Town) -> None:
    reference = school.report()
    before = school.everything()
    page = browse(school.cast.helen).post(f"/cases/{reference}/do/triage", TRIAGE)
    assert page.status == 400
    assert school.everything() == before


def test_every_reading_is_in_the_journal_before_the_page(browse: Browse, school: Town) -> None:
    reference = school.report()
    helen = browse(school.cast.helen)
    helen.get(f"/cases/{reference}")
    page = helen.get(f"/cases/{reference}/readers")
    assert page.text.count("Helen Marsh read the case") == 1


def test_answers_carry_the_headers_that_keep_them_private(browse: Browse, school: Town) -> None:
    reference = school.report()
    headers = browse(school.cast.helen).client.get(f"/cases/{reference}").headers
    assert headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_the_list_costs_the_same_for_one_case_and_for_twenty_five(browse: Browse, school: Town) -> None:
    helen = browse(school.cast.helen)
    school.report()
    costs = []
    for more in (0, 24):
        for _ in range(more):
            school.report()
        helen.get("/cases/")
        with counted(school) as sent:
            page = helen.get("/cases/")
        costs.append(_reads(sent))
        assert len(page.soup.select("tbody tr")) == 1 + more
    assert costs[0] <= LIST_QUERIES, costs
    assert costs[0] == costs[1]


def test_the_case_page_costs_the_same_after_many_entries(browse: Browse, school: Town) -> None:
    reference = school.report()
    helen = browse(school.cast.helen)
    note = {"note_kind": "note", "note_at": "2027-01-15T16:00", "note_basis": "fact", "note": "Remembered."}
    costs = []
    for notes in (0, 12):
        for _ in range(notes):
            school.do(school.cast.helen, reference, "add-note", **note)
        helen.get(f"/cases/{reference}")
        with counted(school) as sent:
            helen.get(f"/cases/{reference}")
        costs.append(_reads(sent))
    assert costs[0] <= CASE_QUERIES, costs
    assert costs[0] == costs[1]


def _bytes(answer: Any) -> bytes:
    """The answer, less the token of the form, which is new every second whatever was asked for."""
    found, times = re.subn(rb'name="csrf_token" value="[^"]+"', b"", answer.data)
    assert times == 1
    return found


def _headers(answer: Any) -> dict[str, str]:
    """The headers, less the session's cookie, which is signed anew every second."""
    return {name: value for name, value in answer.headers.items() if name != "Set-Cookie"}


def _reads(sent: list[str]) -> int:
    """Statements that read for the page. What the one entry of reading costs is the same for every page."""
    writing = ("FROM audit_head", "max(audit_payload", "FROM audit_node")
    return sum(one.lstrip().startswith("SELECT") and not any(part in one for part in writing) for one in sent)


def test_no_question_has_a_name_that_a_form_needs_for_itself() -> None:
    """A question named `process` once broke the page of a letter."""
    keys = set(PROCEDURE.question)
    keys |= {free.key for letter in PROCEDURE.letters for free in letter.free}
    keys |= {fact.key for letter in PROCEDURE.letters for fact in letter.needs}
    assert len(keys) > 80
    assert not {key for key in keys if hasattr(FlaskForm, key)}


@pytest.mark.slow
def test_a_page_names_no_source_that_its_reader_cannot_look_up(browse: Browse, school: Town) -> None:
    reference = school.report()
    helen = browse(school.cast.helen)
    pages = [f"/cases/{reference}/do/{one.key}" for one in PROCEDURE.transitions if one != PROCEDURE.opening]
    pages += [f"/cases/{reference}/letters/1", "/settings/", "/settings/set/triage.working_days"]
    said = " ".join(helen.get(address).text for address in pages)
    assert "Source: KCSIE Part four, harm threshold (1)" in said
    assert "Source: KCSIE Part four; local procedures" in helen.get("/settings/set/lado.working_days").text
    assert not re.search(r"(?i)domain note|invariant|scenario|screens, decision", said)
