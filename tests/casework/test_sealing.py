"""A sealed case: nobody learns of it, by whatever way, whom the manager and the keeper of the seal do not let in."""

from __future__ import annotations

from datetime import timedelta

import pytest
from casework.answers import no_harm
from casework.town import FRIDAY, Town
from lifecycle.facts import Facts

from caseflow.casework import cases, emergency, journal, pools, schools
from caseflow.casework.people import Someone
from caseflow.casework.refusals import BadAnswers, Refused
from caseflow.casework.timekeeping import pass_time
from caseflow.casework.verify import verify
from caseflow.procedure import PROCEDURE, roles
from caseflow.procedure.joining import merge_objection
from caseflow.procedure.sealing import SEES, entering
from caseflow.records import Case

WHY = "Because of what the LADO said."
ADVISER = {"adviser_why": WHY}
SEALED_AT = ("sealed", "whom-to-let-in", "unsealing-proposed", "seal-handed")


def counted(school: Town, who: Someone) -> int:
    with school.office.at_work() as desk:
        return len(cases.counted(desk, who, FRIDAY - timedelta(days=1), FRIDAY + timedelta(days=99)))


def find(school: Town, reference: str) -> set[str]:
    return {one.name for one in school.cast.everyone() if school.sees(one, reference)}


def in_an_emergency(school: Town, who: Someone, agrees: Someone, reference: str) -> list[tuple[str, bool]]:
    said = {"emergency_reference": reference, "emergency_reason": "child", "emergency_words": "He is in school."}
    with school.office.at_work() as desk:
        emergency.ask(desk, who, said)
        (waits,) = emergency.waiting(desk, agrees)
        emergency.answer(desk, agrees, waits.id, agree=True)
    with school.office.at_work() as desk:
        return [(one.reason, bool(one.answered_at)) for one in emergency.mine(desk, who)][:1]


@pytest.mark.parametrize("state", SEALED_AT)
def test_no_step_gives_anybody_a_part_that_opens_a_sealed_case(state: str):
    case = Facts(states={"seal": state}, parts={"seal-keeper": ["dora"]})
    asked = {one.key: one for step in PROCEDURE.transitions for one in step.asks if one.becomes in SEES}
    assert len(asked) > 12
    for question in asked.values():
        assert entering(case, question, ["xenia"]) is not None, question.key
        assert entering(Facts(), question, ["xenia"]) is None, question.key
        let_in = Facts(states=case.states, parts={**case.parts, "let-in": ["xenia"]})
        assert entering(let_in, question, ["xenia"]) is None, question.key
        assert entering(let_in, question, ["xenia", "yves"]) is not None, question.key


def test_whoever_reads_it_already_may_take_another_part_and_the_keeper_none_that_decides():
    case = Facts(states={"seal": "sealed"}, parts={"seal-keeper": ["dora"], "adviser": ["ada"], "let-in": ["dora"]})
    question = PROCEDURE.question
    assert entering(case, question["grade_reader"], ["ada"]) is None
    assert entering(case, question["adviser"], ["dora"]) is None
    for key in ("new_manager", "covering_manager", "investigator", "hearers", "appeal_hearers"):
        assert "no other part" in entering(case, question[key], ["dora"]).words, key


def test_a_new_keeper_is_let_in_by_the_old_one_unless_that_one_can_no_longer_act():
    here = Facts(states={"seal": "sealed"}, parts={"seal-keeper": ["dora"]})
    gone = Facts(states={"seal": "sealed"}, parts={"seal-keeper": ["dora"]}, gone=["dora"])
    new = PROCEDURE.question["new_keeper"]
    assert entering(here, new, ["ada"]) is not None
    assert entering(gone, new, ["ada"]) is None


def test_no_report_is_merged_into_a_sealed_case():
    duplicate = Facts(states={"main": "received"})
    assert "sealed" in merge_objection(duplicate, Facts(states={"main": "triage", "seal": "unsealing-proposed"}))
    assert merge_objection(duplicate, Facts(states={"main": "triage", "seal": "unsealed"})) is None


def test_two_people_seal_a_case_and_from_then_on_it_is_there_for_nobody_else(school, cast):
    reference = school.at("triage")
    assert counted(school, cast.carol) == 1
    school.do(cast.helen, reference, "propose-sealing", seal_reasons=WHY, seal_keeper=cast.dsl.id)
    school.do(cast.helen, reference, "bring-in-adviser", adviser=cast.ada.id, **ADVISER)
    with pytest.raises(Refused):
        school.do(cast.helen, reference, "agree-sealing", seal_agreed=True)
    school.do(cast.dsl, reference, "agree-sealing", seal_agreed=True)
    assert find(school, reference) == {"Helen Marsh", "Dora Sewell", "Ada Price", "Rosa Lind"}
    assert counted(school, cast.carol) == 0
    for key, answers in (
        ("bring-in-dpo", {"data_officer": cast.dpo.id, "data_officer_why": WHY}),
        ("open-investigation", {"investigator": cast.ian.id, "terms": WHY}),
        ("hand-over", {"new_manager": cast.victor.id, "handover_reasons": WHY}),
        ("name-new-keeper", {"new_keeper": cast.carol.id, "new_keeper_why": WHY}),
    ):
        with pytest.raises(BadAnswers, match="is sealed"):
            school.do(cast.helen, reference, key, **answers)
    assert verify(school.office).all_problems() == []


def test_whom_the_two_let_in_may_be_brought_in_and_nobody_else(school, cast):
    reference = school.at("sealed")
    proposed = [cast.ian.id, cast.ada.id]
    school.do(cast.helen, reference, "propose-to-let-in", proposed_to_let_in=proposed, let_in_why=WHY)
    assert not school.sees(cast.ian, reference)
    with pytest.raises(BadAnswers):
        school.do(cast.dsl, reference, "agree-to-let-in", let_in=[cast.carol.id])
    school.do(cast.dsl, reference, "agree-to-let-in", let_in=[cast.ian.id])
    assert not school.sees(cast.ian, reference), "to be let in is no part in the case"
    school.do(cast.helen, reference, "triage", **no_harm())
    school.do(cast.helen, reference, "open-investigation", investigator=cast.ian.id, terms=WHY)
    assert school.sees(cast.ian, reference)
    with pytest.raises(BadAnswers):
        school.do(cast.helen, reference, "bring-in-adviser", adviser=cast.ada.id, **ADVISER)


def test_an_emergency_opens_no_sealed_case_and_is_answered_as_for_one_that_is_not_there(school, cast):
    reference, nowhere = school.at("sealed"), "CF-00000-00000"
    seen = [in_an_emergency(school, cast.carol, cast.dpo, one) for one in (reference, nowhere)]
    assert seen[0] == seen[1]
    assert not school.sees(cast.carol, reference)


def test_a_report_that_was_merged_into_a_sealed_case_is_sealed_with_it(school, cast):
    merged = school.at("merged")
    with school.office.at_work() as desk:
        file = school.file(merged, desk)
        (into,) = (one for key, one in file.links if key == "merged_into")
        survivor = desk.session.get_one(Case, into).reference
    school.do(cast.helen, survivor, "propose-sealing", seal_reasons=WHY, seal_keeper=cast.ada.id)
    school.do(cast.ada, survivor, "agree-sealing", seal_agreed=True)
    in_an_emergency(school, cast.carol, cast.dpo, merged)
    assert not school.sees(cast.carol, merged)


def test_whoever_read_it_in_an_emergency_reads_no_more_when_it_is_sealed(school, cast):
    reference = school.at("seal-proposed")
    in_an_emergency(school, cast.carol, cast.dpo, reference)
    assert school.sees(cast.carol, reference)
    school.do(cast.dsl, reference, "agree-sealing", seal_agreed=True)
    assert not school.sees(cast.carol, reference)


def test_of_a_missed_deadline_the_keeper_learns_and_not_the_chair(school, cast):
    reference = school.at("sealed")
    school.clock.forward(days=30)
    pass_time(school.office)
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        assert any(clock.missed_for for clock in file.clocks)
        assert file.held_by(roles.TOLD_OF_DELAY, ever=True) == frozenset()
        told = journal.read(desk, file.scope, event="deadline_missed")[-1]
    assert cast.dsl.id in told.said["told"]


def test_a_case_is_not_sealed_while_a_cover_waits_for_its_first_day(school, cast):
    reference = school.at("seal-proposed")
    first = school.clock().date() + timedelta(days=3)
    days = {"cover_from": first, "cover_until": first + timedelta(days=9), "cover_reasons": WHY}
    school.do(cast.helen, reference, "arrange-cover", covering_manager=cast.carol.id, **days)
    with pytest.raises(Refused, match="has not begun"):
        school.do(cast.dsl, reference, "agree-sealing", seal_agreed=True)
    school.do(cast.helen, reference, "end-cover")
    school.do(cast.dsl, reference, "agree-sealing", seal_agreed=True)
    school.clock.forward(days=4)
    assert not school.sees(cast.carol, reference)


def test_by_virtue_of_a_post_nobody_learns_of_a_sealed_case(school, cast):
    reference = school.at("escalated")
    told = {"escalate_to": cast.carol.id, "escalation_actions": "None."}
    assert clerks(school, reference)
    school.do(cast.helen, reference, "propose-sealing", seal_reasons=WHY, seal_keeper=cast.dsl.id)
    school.do(cast.dsl, reference, "agree-sealing", seal_agreed=True)
    assert not clerks(school, reference)
    school.do(cast.helen, reference, "escalate", **told)
    assert not clerks(school, reference)
    assert verify(school.office).all_problems() == []


def clerks(school: Town, reference: str) -> frozenset[str]:
    with school.office.at_work() as desk:
        return school.file(reference, desk).held_by(roles.TOLD_OF_ESCALATION)


def test_a_sealed_case_is_in_no_number_of_governors(school, cast):
    reference = school.at("hearing-set")
    school.clock.forward(days=1)
    assert free(school) == [6, 6]
    school.do(cast.helen, reference, "propose-sealing", seal_reasons=WHY, seal_keeper=cast.dsl.id)
    school.do(cast.dsl, reference, "agree-sealing", seal_agreed=True)
    assert free(school) == [9, 9]


def free(school: Town) -> list[int]:
    with school.office.at_work() as desk:
        return [pools.of_school(desk, who).untouched for who in (school.cast.carol, school.cast.clerk)]


def test_two_people_unseal_it_and_only_then_it_can_be_closed(school, cast):
    reference = school.at("unsealing-proposed")
    with pytest.raises(Refused):
        school.do(cast.helen, reference, "agree-unsealing", unseal_agreed=True)
    school.do(cast.dsl, reference, "send-back-unsealing", unseal_objection=WHY)
    assert school.states(reference)["seal"] == "sealed"
    school.do(cast.helen, reference, "propose-unsealing", unseal_reasons=WHY)
    school.do(cast.dsl, reference, "agree-unsealing", unseal_agreed=True)
    assert not school.sees(cast.dsl, reference)
    assert counted(school, cast.carol) == 1


def test_a_keeper_who_leaves_leaves_no_case_behind_that_nobody_can_unseal(school, cast):
    reference = school.at("unsealing-proposed")
    with school.office.at_work() as desk:
        schools.change_posts(desk, cast.dsl.id, school.id, {"staff"}, active=False, by=cast.carol.id)
    school.do(cast.helen, reference, "name-new-keeper", new_keeper=cast.carol.id, new_keeper_why=WHY)
    school.do(cast.carol, reference, "refuse-the-seal", keeper_objection=WHY)
    assert not school.sees(cast.carol, reference)
    school.do(cast.helen, reference, "name-new-keeper", new_keeper=cast.ada.id, new_keeper_why=WHY)
    school.do(cast.ada, reference, "take-the-seal", keeper_agreed=True)
    school.do(cast.helen, reference, "propose-unsealing", unseal_reasons=WHY)
    school.do(cast.ada, reference, "agree-unsealing", unseal_agreed=True)
    assert school.states(reference)["seal"] == "unsealed"
    assert verify(school.office).all_problems() == []
