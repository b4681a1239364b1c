"""What came of a case as it stands now: sanctions, appeals, warnings and how long they live."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from lifecycle.facts import Facts

from caseflow.lifecycle.days import LONDON
from caseflow.procedure.choices import DISMISSAL, FINAL_WARNING, FIRST_WARNING
from caseflow.procedure.outcomes import (
    appealed,
    came_to,
    codes_by_finding,
    findings_now,
    is_formal,
    met_threshold,
    outcome,
    sanction_now,
    warning,
)

DECIDED = datetime(2027, 2, 12, 16, 0, tzinfo=LONDON)
HEARD = DECIDED + timedelta(days=27)
TODAY = date(2027, 3, 20)
FOUND = {"a1": "substantiated", "a2": "unfounded"}
CODES = {"a1": "IM-1", "a2": "CF-1"}


def decided(sanction: str, **answers: object) -> Facts:
    return Facts(
        states={"main": "outcome"},
        codes=CODES,
        happened={"decide": DECIDED},
        answers={"sanction": sanction, "findings": FOUND, **answers},
    )


def on_appeal(outcome: str, sanction: str = FINAL_WARNING, after: str | None = None, at: datetime = HEARD) -> Facts:
    facts = decided(sanction, appeal_outcome=outcome, **({"appeal_sanction": after} if after else {}))
    return Facts(**{**facts.__dict__, "happened": {"decide": DECIDED, "decide-appeal": at}})


def test_nothing_is_a_sanction_before_it_is_decided():
    assert sanction_now(Facts()) is None
    assert warning(Facts(answers={"sanction": FINAL_WARNING})) is None
    assert appealed(Facts()) is None


@pytest.mark.parametrize(
    ("facts", "now"),
    [
        (decided(FINAL_WARNING), FINAL_WARNING),
        (decided("none"), "none"),
        (on_appeal("upheld"), FINAL_WARNING),
        (on_appeal("reduced", after=FIRST_WARNING), FIRST_WARNING),
        (on_appeal("reduced", DISMISSAL, FINAL_WARNING), FINAL_WARNING),
        (on_appeal("overturned"), "none"),
        (on_appeal("overturned", DISMISSAL), "none"),
        # An appeal against an earlier decision says nothing of a later one.
        (on_appeal("overturned", at=DECIDED - timedelta(days=300)), FINAL_WARNING),
    ],
)
def test_the_sanction_is_the_one_that_stands_after_an_appeal(facts, now):
    assert sanction_now(facts) == now


def test_what_an_appeal_overturned_is_not_found():
    assert findings_now(decided(FINAL_WARNING)) == FOUND
    assert findings_now(on_appeal("upheld")) == findings_now(on_appeal("reduced", after="none")) == FOUND
    assert findings_now(on_appeal("overturned")) == {}
    assert codes_by_finding(decided("none"), "substantiated") == ("IM-1",)
    assert codes_by_finding(on_appeal("overturned"), "substantiated") == ()


@pytest.mark.parametrize(
    ("facts", "until"),
    [
        (decided(FIRST_WARNING), date(2027, 8, 12)),
        (decided(FINAL_WARNING), date(2028, 2, 12)),
        # Scenario B: reduced on appeal, and counted from the day on which the first was given.
        (on_appeal("reduced", after=FIRST_WARNING), date(2027, 8, 12)),
        (on_appeal("upheld"), date(2028, 2, 12)),
    ],
)
def test_a_warning_lives_from_the_day_it_was_first_given(facts, until):
    found = warning(facts)
    assert (found.since, found.until) == (date(2027, 2, 12), until)
    assert not found.spent(until)
    assert found.spent(until + timedelta(days=1))


def test_a_warning_lives_by_the_rule_of_the_day_on_which_the_case_was_opened():
    facts = decided(FIRST_WARNING)
    ruled = Facts(**{**facts.__dict__, "settings": {"warning.first_months": 9}})
    assert warning(ruled).until == date(2027, 11, 12)


@pytest.mark.parametrize("facts", [decided("none"), decided(DISMISSAL), on_appeal("overturned"), Facts()])
def test_where_there_is_no_warning_there_is_none(facts):
    assert warning(facts) is None


@pytest.mark.parametrize(
    ("codes", "found", "kept"),
    [
        ({"a1": "SC-1"}, {"a1": "substantiated"}, True),
        ({"a1": "SC-2", "a2": "AB-1"}, {"a1": "substantiated", "a2": "unfounded"}, True),
        ({"a1": "SC-1", "a2": "AB-1"}, {"a1": "unfounded", "a2": "substantiated"}, False),
        (CODES, FOUND, False),
    ],
)
def test_a_warning_is_for_safeguarding_where_contact_with_a_pupil_was_proved(codes, found, kept):
    facts = Facts(**{**decided(FINAL_WARNING).__dict__, "codes": codes})
    facts = Facts(**{**facts.__dict__, "answers": {**facts.answers, "findings": found}})
    assert warning(facts).safeguarding is kept


@pytest.mark.parametrize(
    ("code", "answers", "kept"),
    [
        ("IM-1", {"lado_threshold": "yes"}, True),
        ("AB-1", {"harm_risk": "yes"}, True),
        ("IL-1", {"harm_offence": "yes", "lado_threshold": "later"}, True),
        ("AB-1", {"harm_risk": "yes", "lado_threshold": "no"}, False),
        ("AB-1", {"harm_risk": "unsure"}, False),
        # What is only ever a low-level concern harmed nobody, whatever else was alleged beside it.
        ("WT-1", {"lado_threshold": "yes"}, False),
    ],
)
def test_a_warning_is_for_safeguarding_too_where_the_threshold_of_harm_was_met(code, answers, kept):
    found = {"a1": "substantiated", "a2": "unfounded"}
    facts = decided(FINAL_WARNING, **answers)
    known = {"codes": {"a1": code, "a2": "HB-1"}, "answers": {**facts.answers, "findings": found}}
    assert warning(Facts(**{**facts.__dict__, **known})).safeguarding is kept


def test_a_case_came_to_the_last_result_and_to_none_while_it_is_under_way():
    assert came_to(Facts()) is None
    assert came_to(Facts(happened={"triage": DECIDED})) is None
    assert came_to(Facts(happened={"take-low-level-action": DECIDED})) == "take-low-level-action"
    reopened = {"take-low-level-action": DECIDED, "reopen": HEARD}
    assert came_to(Facts(happened=reopened)) is None
    assert came_to(Facts(happened={**reopened, "decide": HEARD + timedelta(days=9)})) == "decide"


def test_an_appeal_heard_after_the_case_was_reopened_leaves_the_decision_as_its_result():
    late = on_appeal("upheld")
    happened = {**late.happened, "reopen": DECIDED + timedelta(days=1)}
    assert came_to(Facts(**{**late.__dict__, "happened": happened})) == "decide"
    assert is_formal(Facts(**{**late.__dict__, "happened": happened}))
    again = {**happened, "reopen": late.happened["decide-appeal"] + timedelta(days=1)}
    assert came_to(Facts(**{**late.__dict__, "happened": again})) is None


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (Facts(states={"main": "investigation"}), "Under way: Investigation under way"),
        (decided(FINAL_WARNING), "Final written warning, live until 12 February 2028"),
        (on_appeal("reduced", after=FIRST_WARNING), "First written warning, live until 12 August 2027"),
        (decided(DISMISSAL), "Dismissal"),
        (on_appeal("overturned"), "No sanction"),
        (Facts(happened={"take-low-level-action": DECIDED}), "Dealt with as a low-level concern"),
        (Facts(happened={"redirect": DECIDED}), "Sent to another procedure"),
        (
            Facts(happened={"take-no-further-action": DECIDED}, answers={"findings": {"a1": "unsubstantiated"}}),
            "No further action: unsubstantiated",
        ),
        (Facts(happened={"conclude-record": DECIDED}), "Record concluded"),
    ],
)
def test_what_came_of_it_is_said_in_a_few_words(facts, words):
    assert outcome(facts, TODAY) == words


def test_a_spent_warning_is_said_to_be_spent():
    assert outcome(decided(FIRST_WARNING), date(2027, 8, 13)) == "First written warning, spent since 12 August 2027"


def test_only_a_sanction_that_stands_is_formal():
    assert is_formal(decided(FIRST_WARNING))
    assert is_formal(decided("would-have-been-dismissed"))
    assert not is_formal(decided("management-advice"))
    assert not is_formal(on_appeal("overturned"))
    assert not is_formal(Facts(happened={"take-low-level-action": DECIDED}))


@pytest.mark.parametrize(
    ("answers", "met"),
    [
        ({"harm_risk": "yes"}, True),
        ({"harm_harmed": "no", "harm_offence": "yes"}, True),
        ({"lado_threshold": "yes"}, True),
        ({"harm_risk": "yes", "lado_threshold": "later"}, True),
        # In doubt is not met; and the LADO's finding goes before the school's.
        ({"harm_risk": "unsure"}, False),
        ({"harm_risk": "yes", "lado_threshold": "no"}, False),
        ({"harm_risk": "no"}, False),
        ({}, False),
    ],
)
def test_the_threshold_is_met_as_the_lado_found_or_as_the_harm_tests_say(answers, met):
    assert met_threshold(Facts(answers=answers)) is met
