"""When a post is taken away, the parts that were given from it open nothing more; and no case stands still for it."""

from __future__ import annotations

import pytest
from casework.town import Town

from caseflow.casework import cases, schools
from caseflow.casework.people import Someone
from caseflow.casework.refusals import NotThere, Refused
from caseflow.lifecycle.terms import Permission
from caseflow.procedure import PROCEDURE, roles

WHY = "They are needed."


def reduced(town: Town, someone: Someone, *posts: str) -> Someone:
    """Somebody's posts are taken away but these."""
    with town.office.at_work() as desk:
        schools.change_posts(desk, someone.id, town.id, posts, active=True, by="test")
        return cases.people.everyone(desk, town.id)[someone.id]


def test_an_investigator_reduced_to_staff_sees_the_case_no_more_and_another_carries_it_on(school: Town) -> None:
    reference = school.at("investigation")
    cast = school.cast
    assert school.sees(cast.ian, reference)
    ian = reduced(school, cast.ian, "staff")
    assert not school.sees(ian, reference)
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        assert not any(cases.may(file, ian, one) for one in Permission)
        assert ian.id not in dict(cases.who_can_see(file))
        assert ian.id in file.held_by(roles.INVESTIGATOR), "the record says what they were"
        assert "Only the" in (PROCEDURE.objection(PROCEDURE.by_key["submit-report"], file, ian) or "")
        with pytest.raises(NotThere):
            cases.read(desk, ian, reference)
    reduced(school, cast.ada, "investigating-officer", "staff")
    school.do(cast.helen, reference, "hold", hold_reasons=WHY)
    with pytest.raises(Refused, match="Open the investigation instead"):
        school.do(cast.helen, reference, "resume-investigation", resume_reasons=WHY)
    school.do(cast.helen, reference, "open-investigation", investigator=cast.ada.id, terms=WHY)
    assert school.sees(cast.ada, reference)
    assert not school.sees(ian, reference)


@pytest.mark.parametrize(
    ("key", "name", "post"), [("bring-in-dsl", "dsl", "dsl"), ("bring-in-adviser", "ada", "hr-adviser")]
)
def test_who_was_brought_in_sees_it_as_long_as_they_hold_the_post(school: Town, key: str, name: str, post: str) -> None:
    reference, someone = school.report(), school.who(name)
    question = PROCEDURE.by_key[key].asks[0].key
    school.do(school.cast.helen, reference, key, **{question: someone.id, f"{question}_why": WHY})
    assert school.sees(someone, reference)
    assert not school.sees(reduced(school, someone, "staff"), reference)
    assert school.sees(reduced(school, someone, "staff", post), reference), "and again, if it is given back"


def test_a_case_that_only_this_person_can_carry_on_stays_with_them(school: Town) -> None:
    """The manager hands it over, a second reader answers, and a panel that was convened hears it to its end."""
    reference, heard = school.report(), school.at("heard")
    helen = reduced(school, school.cast.helen, "staff")
    assert school.sees(helen, reference)
    school.do(helen, reference, "hand-over", handover_reasons=WHY, new_manager=school.cast.carol.id)
    assert not school.sees(helen, reference)
    hearer = reduced(school, school.who("hearer"), "staff")
    assert school.sees(hearer, heard)


def test_ones_own_report_stays_ones_own(school: Town) -> None:
    reference = school.report(school.cast.rosa)
    assert school.sees(reduced(school, school.cast.rosa, "governor"), reference)


def test_what_outlives_a_post_is_ones_own_report_or_what_others_wait_for() -> None:
    stays = {one for one in roles.PARTS if one.outlives_post}
    readers = {roles.SECOND_READER, roles.TRA_READER, roles.POLICE_READER, roles.LADO_READER, roles.GRADE_READER}
    own = {roles.REPORTER, roles.ALSO_REPORTED, roles.KNOWS_REPORTER}
    assert stays == {roles.CASE_MANAGER, roles.HEARER, roles.APPEAL_HEARER} | readers | own


def test_whoever_can_be_named_for_a_part_holds_a_post_by_which_it_opens() -> None:
    for transition in PROCEDURE.transitions:
        for question in transition.asks:
            part = question.becomes
            if part and part.holds and not part.outlives_post:
                assert set(question.from_roles) <= set(part.from_posts), (transition.key, question.key)
