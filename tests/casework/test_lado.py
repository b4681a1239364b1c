"""The LADO hears of new facts, and a case that may meet the threshold ends at triage only where the LADO lets it."""

from __future__ import annotations

from datetime import date

import pytest
from casework.answers import advice, closing, judged, leaving, no_harm, police, today
from casework.town import Town

from caseflow.casework.refusals import Refused
from caseflow.lifecycle.days import local, working_days_after
from caseflow.procedure.choices import HARM_KEYS

LIGHTER = {
    "take-low-level-action": "low-level",
    "redirect": "redirected",
    "take-no-further-action": "no-further-action",
}
"""The ways to end a case at triage, and where each leads."""


@pytest.fixture
def engine() -> str:
    return "sqlite"


def clocks(school: Town, reference: str) -> set[str]:
    """The clocks that run."""
    with school.office.at_work() as desk:
        return set(school.file(reference, desk).open_clocks())


def judge(school: Town, reference: str, **harm: str) -> str:
    """Judge the case again, in doubt about one test as before but for what is said; where the LADO track stands."""
    school.do(school.cast.helen, reference, "judge-again", **judged(**{"harm_risk": "unsure"} | harm))
    return school.states(reference)["lado"]


def triaged(school: Town, **but: str) -> str:
    reference = school.report()
    school.do(school.cast.helen, reference, "triage", **no_harm(**but))
    return reference


@pytest.mark.parametrize("state", ["lado-advised", "lado-referred"])
@pytest.mark.parametrize(
    "harm", [{"harm_risk": "yes"}, *({key: said} for key in HARM_KEYS[:1] for said in ("yes", "unsure"))]
)
def test_new_facts_that_make_a_harm_test_worse_are_for_the_lado_within_a_working_day(school, state, harm):
    reference = school.at(state)
    assert "lado-contact-new-facts" not in clocks(school, reference)
    assert judge(school, reference, **harm) == "lado-due"
    assert "lado-contact-new-facts" in clocks(school, reference)
    with pytest.raises(Refused, match="The LADO has not advised yet"):
        school.step_to("investigation", reference)
    school.do(school.cast.helen, reference, "log-lado-advice", **advice(school))
    assert "lado-contact-new-facts" not in clocks(school, reference)


@pytest.mark.parametrize("harm", [{}, {"harm_risk": "no"}, {"severity": "5"}])
def test_new_facts_that_make_no_harm_test_worse_leave_the_advice_as_it_is(school, harm):
    reference = school.at("lado-advised")
    assert judge(school, reference, **harm) == "lado-advised"
    assert "lado-contact-new-facts" not in clocks(school, reference)


def test_a_case_on_which_the_lado_advises_can_be_referred_again(school):
    reference = school.at("lado-advised")
    school.step_to("lado-referred", reference)
    assert school.states(reference)["lado"] == "lado-referred"


@pytest.mark.parametrize("key", LIGHTER)
@pytest.mark.parametrize("found", ["yes", "later"])
def test_a_case_in_doubt_ends_at_triage_only_where_the_lado_finds_the_threshold_not_met(school, key, found):
    reference = triaged(school, harm_risk="yes")
    school.do(school.cast.helen, reference, "log-lado-advice", **advice(school, lado_threshold=found))
    with pytest.raises(Refused, match=r"The LADO (finds|has not found)"):
        school.step_to(LIGHTER[key], reference)
    assert school.states(reference)["main"] == "triage"
    school.do(school.cast.helen, reference, "log-lado-advice", **advice(school))
    school.step_to(LIGHTER[key], reference)
    assert school.states(reference)["main"] == LIGHTER[key]


def due(school: Town, reference: str, key: str) -> date | None:
    """The day on which a clock falls due, if it runs."""
    with school.office.at_work() as desk:
        found = [one for one in school.file(reference, desk).clocks if one.key == key and one.met_at is None]
        return local(found[0].due_at).date() if found else None


@pytest.mark.parametrize("later", [{}, dict.fromkeys(HARM_KEYS, "no")])
def test_a_concern_that_the_lado_finds_below_the_threshold_is_acted_on_within_three_working_days_of_that(school, later):
    reference = triaged(school, harm_risk="unsure")
    if later:
        judge(school, reference, **later)
    assert due(school, reference, "low-level-action") is None
    school.clock.forward(days=4)
    day = local(school.clock()).date()
    school.do(school.cast.helen, reference, "log-lado-advice", **advice(school, lado_threshold="later"))
    assert due(school, reference, "low-level-action") is None
    school.do(school.cast.helen, reference, "log-lado-advice", **advice(school))
    assert due(school, reference, "low-level-action") == working_days_after(day, 3)
    school.clock.forward(days=1)
    school.do(school.cast.helen, reference, "log-lado-advice", **advice(school))
    assert due(school, reference, "low-level-action") == working_days_after(day, 3)
    if not later:
        school.step_to("low-level", reference)
        school.issue(reference, "L11")
        assert due(school, reference, "low-level-action") is None


def test_a_lado_who_answered_before_triage_need_not_answer_again_for_the_three_working_days_to_run(school):
    reference = school.report()
    school.do(school.cast.helen, reference, "log-lado-advice", **advice(school))
    assert due(school, reference, "low-level-action") is None
    school.do(school.cast.helen, reference, "triage", **no_harm(harm_risk="unsure"))
    assert due(school, reference, "low-level-action") == working_days_after(local(school.clock()).date(), 3)


def test_what_the_lado_says_of_a_case_that_is_investigated_starts_no_clock_of_the_low_level(school):
    reference = school.at("investigation")
    school.do(school.cast.helen, reference, "log-lado-advice", **advice(school))
    assert due(school, reference, "low-level-action") is None


FACTS_CHANGE = {
    "judge-again": lambda _town: judged(breaches=["AL-1"]),
    "record-leaving": leaving,
    "record-charge": lambda town: {"charged_on": today(town), "charge": "Harassment."},
    "record-police-outcome": lambda town: {
        "police_outcome": "caution",
        "police_ended_on": today(town),
        "police_outcome_notes": "She admits it.",
    },
}
"""What asks again whether a case is for the LADO after all."""


@pytest.mark.parametrize("code", ["SC-1", "IL-1", "IM-1", "AL-1", "DA-1"])
def test_a_breach_that_usually_leads_to_the_lado_is_not_left_unreferred_by_one_person_in_silence(school, code):
    reference = triaged(school, breaches=[code], severity="5")
    assert school.states(reference)["lado"] == "lado-not-due"
    assert due(school, reference, "lado-decision") == working_days_after(local(school.clock()).date(), 1)
    assert "lado-contact" not in clocks(school, reference)


def test_a_breach_that_does_not_lead_to_the_lado_asks_nothing(school):
    assert "lado" not in school.states(triaged(school))


def test_the_case_goes_on_and_cannot_be_closed_before_two_people_agree(school, cast):
    reference = school.at("lado-not-due")
    school.step_to("no-further-action", reference)
    school.issue(reference)
    for state in ("lado-not-proposed", "lado-not-referred"):
        with pytest.raises(Refused, match="Still open: LADO"):
            school.do(cast.helen, reference, "propose-closing", **closing(school))
        school.step_to(state, reference)
    assert not {"lado-decision", "lado-second-reader"} & clocks(school, reference)
    school.do(cast.helen, reference, "propose-closing", **closing(school))


def test_a_second_reader_who_sends_it_back_starts_the_clock_of_the_decision_again(school, cast):
    reference = school.at("lado-not-proposed")
    assert "lado-second-reader" in clocks(school, reference)
    school.do(cast.ada, reference, "send-back-no-lado-referral", no_lado_objection="What of the pupil in the post?")
    assert school.states(reference)["lado"] == "lado-not-due"
    assert {"lado-decision", "lado-second-reader"} & clocks(school, reference) == {"lado-decision"}


@pytest.mark.parametrize("key", FACTS_CHANGE)
def test_what_was_considered_and_not_referred_is_asked_again_when_facts_change(school, cast, key):
    reference = school.at("lado-not-referred")
    if "charge" in key or "police" in key:
        school.do(cast.helen, reference, "report-to-police", **police(school))
    assert school.states(reference)["lado"] == "lado-not-referred"
    school.do(cast.helen, reference, key, **FACTS_CHANGE[key](school))
    assert school.states(reference)["lado"] == "lado-not-due"
    assert "lado-decision" in clocks(school, reference)


@pytest.mark.parametrize(
    ("key", "answers"),
    [
        ("record-leaving", lambda town: leaving(town, leaving="died")),
        ("record-police-outcome", lambda town: FACTS_CHANGE["record-police-outcome"](town) | {"police_outcome": "nfa"}),
    ],
)
def test_a_death_and_police_who_do_no_more_ask_nothing_again(school, cast, key, answers):
    reference = school.at("lado-not-referred")
    school.do(cast.helen, reference, "report-to-police", **police(school))
    school.do(cast.helen, reference, key, **answers(school))
    assert school.states(reference)["lado"] == "lado-not-referred"


@pytest.mark.parametrize("state", ["lado-not-due", "lado-not-proposed", "lado-not-referred"])
def test_a_harm_test_that_is_met_after_all_is_for_the_lado_within_a_working_day(school, state):
    reference = school.at(state)
    assert judge(school, reference, breaches=["AL-1"]) == "lado-due"
    running = clocks(school, reference)
    assert "lado-contact-new-facts" in running
    assert not {"lado-decision", "lado-second-reader"} & running


@pytest.mark.parametrize("state", ["lado-not-due", "lado-not-proposed", "lado-not-referred"])
@pytest.mark.parametrize("then", ["lado-referred", "lado-advised"])
def test_whatever_was_proposed_it_can_still_be_referred_or_the_lado_be_heard(school, cast, state, then):
    reference = school.at(state)
    school.step_to(then, reference)
    assert school.states(reference)["lado"] == then
    assert not {"lado-decision", "lado-second-reader"} & clocks(school, reference)
