"""The LADO hears of new facts, and a case that may meet the threshold ends at triage only where the LADO lets it."""

from __future__ import annotations

from datetime import date

import pytest
from casework.answers import advice, judged, no_harm
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
