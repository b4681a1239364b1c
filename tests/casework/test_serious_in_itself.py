"""A suspension, or a data breach that the ICO is told of, is serious whatever triage found: governors hear of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from casework.answers import no_harm, suspension
from casework.town import Town
from lifecycle.facts import NOON, Facts

from caseflow.lifecycle.days import LONDON, end_of
from caseflow.procedure import PROCEDURE
from caseflow.procedure.places import ESCALATION_DUE, ESCALATION_NOTED


def due(school: Town, reference: str) -> list[datetime]:
    with school.office.at_work() as desk:
        clocks = school.file(reference, desk).clocks
        return [clock.first_due_at for clock in clocks if clock.key == "escalation" and clock.met_at is None]


@pytest.mark.parametrize("state", ["suspended", "ico-reportable"])
def test_the_governing_body_is_told_within_a_working_day(school, state):
    reference = school.at(state)
    assert school.states(reference)["escalation"] == ESCALATION_DUE.key
    assert due(school, reference) == [end_of(date(2027, 1, 18))]


def test_a_suspension_after_a_triage_that_found_nothing_serious_counts_from_friday(school, cast):
    reference = school.report()
    school.do(cast.helen, reference, "triage", **no_harm())
    assert "escalation" not in school.states(reference)
    friday = school.clock()
    school.clock.now = datetime(2027, 1, 18, 9, 0, tzinfo=LONDON)
    school.do(cast.helen, reference, "suspend", **suspension(school, suspended_at=friday))
    assert due(school, reference) == [end_of(date(2027, 1, 18))]


def test_what_was_told_and_answered_is_not_told_again(school, cast):
    reference = school.at("escalation-noted")
    school.do(cast.helen, reference, "suspend", **suspension(school))
    assert school.states(reference)["escalation"] == ESCALATION_NOTED.key
    assert due(school, reference) == []


@pytest.mark.parametrize(
    ("happened", "again"),
    [({}, False), ({"reopen": -1}, False), ({"reopen": 1}, True)],
)
@pytest.mark.parametrize("key", ["suspend", "find-breach-reportable"])
def test_what_was_told_before_the_case_was_reopened_is_told_again(key, happened, again):
    follow = next(
        one
        for one in PROCEDURE.follows
        if PROCEDURE.by_key[key] in one.after and one.leaves == (ESCALATION_NOTED,) and one.enters == ESCALATION_DUE
    )
    when = {"note-escalation": NOON, **{what: NOON + timedelta(days=days) for what, days in happened.items()}}
    assert follow.when(Facts(happened=when), {}) is again
