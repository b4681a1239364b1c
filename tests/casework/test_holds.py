"""A record under a hold: two people end a hold, and nobody the one on what speaks of sexual abuse."""

from __future__ import annotations

import pytest
from casework.answers import closing

from caseflow.casework.refusals import BadAnswers, Refused
from caseflow.procedure.retention import on_hold

HOLD = {"hold_basis": "claim", "hold_why": "A claim.", "hold_agreed_by": "Dr Abara", "hold_review": "2027-12-01"}
DISPOSAL = {"disposal_basis": "Rule 4", "kept_until": "2027-01-14"}


def release(school):
    return {
        "release_why": "It was settled.",
        "release_agreed_by": "Dr Abara",
        "release_approver": school.cast.dpo.id,
    }


def is_held(school, reference: str) -> bool:
    with school.office.at_work() as desk:
        return on_hold(school.file(reference, desk))


def ready_to_close(school, **report) -> str:
    reference = school.report(**report)
    for state in ("triage", "no-further-action"):
        school.step_to(state, reference)
    school.issue(reference)
    return reference


@pytest.mark.parametrize("said", ["yes", "unsure"])
def test_messages_without_a_picture_are_kept_for_good(school, cast, said):
    reference = ready_to_close(school)
    with pytest.raises(BadAnswers, match="speaks of sexual abuse") as refused:
        school.do(cast.helen, reference, "propose-closing", **closing(school, sexual_abuse=said))
    assert set(refused.value.errors) == {"retention"}
    school.do(cast.helen, reference, "propose-closing", **closing(school, sexual_abuse=said, retention="hold"))
    school.step_to("closed", reference)
    for does, answers in (("propose-release", release(school)), ("propose-disposal", DISPOSAL)):
        with pytest.raises(Refused, match="hold"):
            school.do(cast.helen, reference, does, **answers)
    assert is_held(school, reference)


def test_it_is_asked_of_every_case_that_is_closed(school, cast):
    reference = ready_to_close(school)
    said = closing(school)
    del said["sexual_abuse"]
    with pytest.raises(BadAnswers) as refused:
        school.do(cast.helen, reference, "propose-closing", **said)
    assert set(refused.value.errors) == {"sexual_abuse"}


def test_a_hold_is_ended_by_two(school, cast):
    reference = school.at("closed")
    school.do(cast.helen, reference, "place-hold", **HOLD)
    with pytest.raises(Refused, match="Only the data protection officer"):
        school.do(cast.helen, reference, "release-hold", release_agreed=True)
    school.do(cast.helen, reference, "propose-release", **release(school))
    assert is_held(school, reference), "one person alone has ended nothing"
    school.clock.forward(minutes=5)
    school.do(cast.dpo, reference, "send-back-release", release_objection="Which claim?")
    with pytest.raises(Refused, match="Nobody has proposed"):
        school.do(cast.dpo, reference, "release-hold", release_agreed=True)
    school.clock.forward(minutes=5)
    school.do(cast.helen, reference, "propose-release", **release(school))
    school.do(cast.dpo, reference, "release-hold", release_agreed=True)
    assert not is_held(school, reference)


def test_a_new_hold_is_not_ended_by_what_was_proposed_of_the_one_before(school, cast):
    reference = school.at("closed")
    school.do(cast.helen, reference, "place-hold", **HOLD)
    school.do(cast.helen, reference, "propose-release", **release(school))
    school.clock.forward(minutes=5)
    school.do(cast.helen, reference, "place-hold", **HOLD)
    with pytest.raises(Refused, match="Nobody has proposed"):
        school.do(cast.dpo, reference, "release-hold", release_agreed=True)
