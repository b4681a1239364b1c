"""After a charge nobody is heard before the trial unless the police and HR agree, and the reasons are written down."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from casework.answers import REASONS
from casework.town import Town

from caseflow.casework.refusals import BadAnswers, Refused
from caseflow.procedure import PROCEDURE, guards
from caseflow.procedure.places import POLICE_CHARGED, POLICE_RELEASED


def released(school: Town) -> dict[str, Any]:
    now = school.clock()
    return {"police_officer": "PC Bell", "released_at": now, "release_terms": "All.", "release_statements": "no"}


def agreed(school: Town, **but: Any) -> dict[str, Any]:
    hr = {"before_trial_hr": "Ada Price, HR adviser", "before_trial_hr_at": school.clock()}
    return {**released(school), **hr, "before_trial_reasons": REASONS, **but}


def test_the_police_alone_do_not_release_a_school_after_a_charge(school, cast):
    reference = school.at("police-charged")
    with pytest.raises(Refused):
        school.do(cast.helen, reference, "log-police-release", **released(school))
    assert school.states(reference)["police"] == POLICE_CHARGED.key


def test_only_one_step_leads_from_a_charge_to_a_release():
    ways = [one for one in PROCEDURE.transitions if one.enters == POLICE_RELEASED and POLICE_CHARGED in one.leaves]
    assert [one.key for one in ways] == ["release-after-charge"]
    asked = {question.key for question in ways[0].asks if question.required}
    assert {"before_trial_hr", "before_trial_hr_at", "before_trial_reasons"} <= asked


@pytest.mark.parametrize(
    ("question", "answer"),
    [("before_trial_hr", ""), ("before_trial_hr_at", None), ("before_trial_reasons", "It cannot wait.")],
)
def test_without_hr_or_reasons_it_waits_for_the_trial(school, cast, question, answer):
    reference = school.at("police-charged")
    with pytest.raises(BadAnswers) as bad:
        school.do(cast.helen, reference, "release-after-charge", **agreed(school, **{question: answer}))
    assert set(bad.value.errors) == {question}


@pytest.mark.parametrize("question", ["released_at", "before_trial_hr_at"])
def test_what_was_agreed_before_the_charge_does_not_serve_after_it(school, cast, question):
    reference = school.at("police-charged")
    before = school.clock() - timedelta(days=2)
    with pytest.raises(BadAnswers, match="the person was charged then"):
        school.do(cast.helen, reference, "release-after-charge", **agreed(school, **{question: before}))


def test_with_the_police_and_hr_the_school_proceeds(school, cast):
    reference = school.at("police-charged")
    school.do(cast.helen, reference, "release-after-charge", **agreed(school))
    assert school.states(reference)["police"] == POLICE_RELEASED.key
    with school.office.at_work() as desk:
        assert guards.charged_needs_release.test(school.file(reference, desk), cast.helen) is None
