"""A report goes to somebody who is neither meant nor its author, and whoever might be meant never learns of it."""

from __future__ import annotations

import pytest
from casework.test_joining import into
from casework.town import hire
from sqlalchemy import select

from caseflow.casework import cases, journal, notices, people, reporting, schools
from caseflow.casework.refusals import BadAnswers, NotThere, Refused
from caseflow.lifecycle.terms import Permission
from caseflow.procedure import PROCEDURE
from caseflow.records import Case, Part


def manager(school, reference: str) -> str:
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        (one,) = file.held_by(PROCEDURE.role["case-manager"])
        return file.name_of(one)


def goes_to(school, by=None, **answers: object) -> str:
    return manager(school, school.report(by, **answers))


def nothing_of_it_reaches(school, reference: str, *kept_out) -> None:
    """No list, count, address, option or notice leads these people to the case."""
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        for one in (people.everyone(desk, school.id)[one.id] for one in kept_out):
            for wanted in ((), (Permission.READ,)):
                found = list(desk.session.scalars(cases.visible_cases(desk, one, *wanted)))
                assert reference not in {case.reference for case in found}
                assert reference not in {row.reference for row in cases.listed(desk, found)}
                with pytest.raises(NotThere):
                    cases.find(desk, one, reference, *wanted)
            with pytest.raises(NotThere):
                cases.read(desk, one, reference)
            assert reference not in {notice.reference for notice in notices.waiting(desk, one)}
            assert PROCEDURE.options(file, one) == ()
            assert one.id not in dict(cases.who_can_see(file))


def test_a_report_about_staff_goes_to_the_head(school, cast):
    reference = school.report()
    assert manager(school, reference) == "Helen Marsh"
    assert school.who_sees(reference) == {"Helen Marsh", "Rosa Lind"}
    nothing_of_it_reaches(school, reference, cast.quentin, cast.carol, cast.it, cast.dpo, cast.ada, *cast.governors)


HEAD_MEANT = [
    {"subject": "Helen Marsh"},
    {"subject": "Mrs Marsh"},
    {"subject": "marsh"},
    {"subject": "Helen"},
    {"subject": "the headteacher"},
    {"subject": "The Head"},
    {"subject": "our head teacher"},
    {"subject": "Headmistress"},
    {"subject": "Quentin Reed and Mrs Marsh"},
    {"subject": "somebody", "about": "headteacher"},
    {"subject": "Quentin Reed", "about": "headteacher"},
    {"subject": "Helen Marsh", "about": "staff"},
    {"subject": "myself and Mrs Marsh", "about": "me"},
]


def test_a_report_that_might_mean_the_head_goes_to_the_chair_and_never_exists_for_the_head(school, cast):
    references = [school.report(**said) for said in HEAD_MEANT]
    references.append(school.report(subject=cast.helen.id))
    references.append(school.report(subject=cast.quentin.id, about="headteacher"))
    for reference, said in zip(references, (*HEAD_MEANT, "the head's id", "another's id"), strict=True):
        assert manager(school, reference) == "Carol Whitfield", said
        assert "Helen Marsh" not in school.who_sees(reference), said
    nothing_of_it_reaches(school, references[0], cast.helen)
    nothing_of_it_reaches(school, references[1], cast.helen)
    with school.office.at_work() as desk:
        assert list(desk.session.scalars(cases.visible_cases(desk, cast.helen))) == []
        assert notices.waiting(desk, cast.helen) == []


def test_a_report_about_the_chair_goes_to_the_head_and_never_exists_for_the_chair(school, cast):
    for said in ({"subject": "Carol Whitfield"}, {"subject": "Mrs Whitfield", "about": "governor"}):
        reference = school.report(**said)
        assert manager(school, reference) == "Helen Marsh"
        nothing_of_it_reaches(school, reference, cast.carol)


def test_a_report_about_the_chair_by_title_goes_to_the_head_and_never_exists_for_the_chair(school, cast):
    reference = school.report(subject="the chair of governors", about="governor")
    assert manager(school, reference) == "Helen Marsh"
    nothing_of_it_reaches(school, reference, cast.carol)


def test_a_report_about_head_and_chair_goes_to_the_vice_chair(school, cast):
    reference = school.report(subject="Helen Marsh and Carol Whitfield")
    assert manager(school, reference) == "Victor Hale"
    nothing_of_it_reaches(school, reference, cast.helen, cast.carol)


def test_a_report_by_the_head_goes_to_the_chair_and_by_the_chair_about_the_head_to_the_vice_chair(school, cast):
    assert goes_to(school, cast.helen) == "Carol Whitfield"
    assert goes_to(school, cast.carol, subject="Helen Marsh") == "Victor Hale"
    assert goes_to(school, cast.carol) == "Helen Marsh"


def test_the_head_who_reports_sees_the_report_and_may_not_manage_it(school, cast):
    reference = school.report(cast.helen)
    with school.office.at_work() as desk:
        file = cases.find(desk, cast.helen, reference)
        assert [role.key for role in cases.parts_of(file, cast.helen)] == ["reporter"]
        assert {choice.transition.key for choice in PROCEDURE.options(file, cast.helen)} == {"withdraw-report"}
        with pytest.raises(NotThere):
            cases.read(desk, cast.helen, reference)


def test_who_reports_themselves_does_not_see_the_case(school, cast):
    reference = school.report(cast.quentin, subject="me", about="me")
    nothing_of_it_reaches(school, reference, cast.quentin)
    assert manager(school, reference) == "Helen Marsh"
    assert goes_to(school, cast.helen, subject="me", about="me") == "Carol Whitfield"


def test_the_head_is_kept_out_where_the_reporter_asks_for_it(school, cast):
    reference = school.report(to_governors="yes")
    assert manager(school, reference) == "Carol Whitfield"
    nothing_of_it_reaches(school, reference, cast.helen)
    assert goes_to(school, to_governors="no") == "Helen Marsh"


def test_what_the_form_says_beforehand_is_where_it_goes(school, cast):
    for said in ({}, {"subject": "Mrs Marsh"}, {"to_governors": "yes"}, {"about": "headteacher"}):
        with school.office.at_work() as desk:
            answers = {"subject": "Quentin Reed", "categories": ["IM-1"], **said}
            foretold = reporting.destination(desk, cast.rosa, answers)
            name = people.everyone(desk, school.id)[foretold.manager].name
        assert foretold.why.endswith(".")
        assert goes_to(school, **said) == name


def test_where_nobody_is_left_the_report_is_refused_and_nothing_is_stored(school, cast):
    with school.office.at_work() as desk:
        schools.change_posts(desk, cast.victor.id, school.id, ["vice-chair"], active=False, by="test")
    before = school.everything()
    with pytest.raises(Refused, match="LADO"):
        school.report(subject="Helen Marsh and Carol Whitfield")
    with pytest.raises(Refused, match="LADO"):
        school.report(cast.carol, subject="Helen Marsh")
    assert school.everything() == before


def test_somebody_who_is_not_active_manages_nothing(school, cast):
    with school.office.at_work() as desk:
        schools.change_posts(desk, cast.carol.id, school.id, ["chair"], active=False, by="test")
    assert goes_to(school, subject="Helen Marsh") == "Victor Hale"


def test_a_name_that_several_have_keeps_all_of_them_out(school, cast):
    with school.office.at_work() as desk:
        other = schools.add_person(desk, school.id, "Olga Reed", "olga@x.test", "Teacher", ["staff"])
    reference = school.report(subject="Reed")
    nothing_of_it_reaches(school, reference, cast.quentin, other)
    with school.office.at_work() as desk:
        assert school.file(reference, desk).held_by(PROCEDURE.role["subject"]) == frozenset()


def test_no_permission_lets_the_subject_find_the_case(school, cast):
    reference = school.report()
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        for role in PROCEDURE.roles:
            if role.in_case:
                file.give(role, cast.quentin.id)
        for permission in Permission:
            assert desk.session.scalars(cases.visible_cases(desk, cast.quentin, permission)).all() == []
            assert not cases.may(file, cast.quentin, permission)


def test_the_subject_is_kept_out_whatever_parts_they_are_given(school, cast):
    reference = school.report()
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        for role in PROCEDURE.roles:
            if role.in_case:
                file.give(role, cast.quentin.id)
    nothing_of_it_reaches(school, reference, cast.quentin)
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        file.take(PROCEDURE.role["subject"], cast.quentin.id)
    nothing_of_it_reaches(school, reference, cast.quentin)


def test_a_part_in_one_case_opens_no_other(school, cast):
    first, second = school.at("investigation"), school.at("investigation", school.report(subject="Olga Brown"))
    third = school.report(subject="Peter Gray")
    assert school.sees(cast.ian, first)
    assert school.sees(cast.ian, second)
    assert not school.sees(cast.ian, third)


def test_a_part_that_ended_shows_nothing_any_more(school, cast):
    reference = school.at("triage")
    school.do(cast.helen, reference, "hand-over", new_manager=cast.carol.id, handover_reasons="I am away.")
    nothing_of_it_reaches(school, reference, cast.helen)
    assert school.sees(cast.carol, reference)
    closed = school.at("closed")
    nothing_of_it_reaches(school, closed, cast.ada)


def test_a_declared_conflict_takes_the_case_away_for_good(school, cast):
    reference = school.report()
    school.do(cast.helen, reference, "declare-conflict", new_manager=cast.carol.id, conflict="He is my cousin.")
    nothing_of_it_reaches(school, reference, cast.helen)
    assert manager(school, reference) == "Carol Whitfield"


def test_somebody_deactivated_sees_nothing_and_sees_it_again_when_they_return(school, cast):
    reference = school.report()
    for active, sees in ((False, False), (True, True)):
        with school.office.at_work() as desk:
            schools.change_posts(desk, cast.helen.id, school.id, ["headteacher", "staff"], active=active, by="test")
        assert school.sees(cast.helen, reference) is sees


def test_what_is_not_permitted_and_what_does_not_exist_are_refused_alike(school, cast):
    reference = school.report()
    told = set()
    with school.office.at_work() as desk:
        for who, asked in (
            (cast.quentin, reference),
            (cast.it, reference),
            (cast.helen, "CF-00000-00000"),
            (cast.it, ""),
        ):
            for way in (cases.find, cases.read):
                with pytest.raises(NotThere) as refused:
                    way(desk, who, asked)
                told.add((type(refused.value), str(refused.value), refused.value.args))
    assert len(told) == 1


def test_a_refused_reading_is_not_journalled_and_a_reading_is(school, cast):
    reference = school.report()
    with school.office.at_work() as desk:
        with pytest.raises(NotThere):
            cases.read(desk, cast.carol, reference)
        file = cases.read(desk, cast.helen, reference)
        assert [entry.said["actor"] for entry in journal.read(desk, file.scope, event="read")] == [cast.helen.id]


def test_two_schools_in_one_database_never_see_each_other(school, cast):
    with school.office.at_work() as desk:
        other = schools.found_school(desk, "Ashcroft High School")
        twin = hire(desk, other.id)
    mine = school.report()
    with school.office.at_work() as desk:
        theirs = reporting.take_report(
            desk,
            twin.rosa,
            {"subject": "Quentin Reed", "categories": ["IM-1"], "account": "The same.", "image_gate": "no"},
        ).reference
    with school.office.at_work() as desk:
        for ours, report, seen_by in ((cast, mine, "Helen Marsh"), (twin, theirs, "Helen Marsh")):
            for one in (*cast.everyone(), *twin.everyone()):
                seen = {case.reference for case in desk.session.scalars(cases.visible_cases(desk, one))}
                assert (report in seen) is (one in ours.everyone() and one.name in (seen_by, "Rosa Lind"))
        for who, reference in ((twin.helen, mine), (cast.helen, theirs)):
            with pytest.raises(NotThere):
                cases.find(desk, who, reference)
            assert [row.reference for row in notices.waiting(desk, who)] == [theirs if who is twin.helen else mine]
        marks = set(desk.session.scalars(_marks(mine))) & set(desk.session.scalars(_marks(theirs)))
        assert marks == set()
        eligible = school.file(theirs, desk).eligible(PROCEDURE.question["new_manager"])
        assert set(eligible) == {twin.helen.id, twin.carol.id, twin.victor.id}


def _marks(reference: str):
    return select(Part.who).join(Case, Case.id == Part.case_id).where(Case.reference == reference)


def test_a_person_of_one_school_cannot_be_changed_from_another(school, cast):
    with school.office.at_work() as desk:
        other = schools.found_school(desk, "Another School")
        with pytest.raises(LookupError):
            schools.change_posts(desk, cast.helen.id, other.id, ["staff"], active=True, by="test")
        assert people.everyone(desk, school.id)[cast.helen.id].roles == cast.helen.roles


def test_a_case_that_went_past_the_headteacher_is_not_handed_back_to_one(school, cast):
    """Whoever reported it asked that the headteacher not be told: the chair alone cannot change that."""
    reference = school.report(to_governors="yes")
    assert school.who_sees(reference) >= {"Carol Whitfield"}
    for key, answers in (
        ("hand-over", {"new_manager": cast.helen.id, "handover_reasons": "I am away."}),
        ("declare-conflict", {"new_manager": cast.helen.id, "conflict": "I know them."}),
    ):
        with pytest.raises(BadAnswers, match="went past the headteacher"):
            school.do(cast.carol, reference, key, **answers)
    assert not school.sees(cast.helen, reference)
    school.do(cast.carol, reference, "hand-over", new_manager=cast.victor.id, handover_reasons="My term ends.")
    assert school.sees(cast.victor, reference)


def hand_over(school, reference: str, to) -> None:
    school.do(school.cast.carol, reference, "hand-over", new_manager=to.id, handover_reasons="I go.")


def test_what_may_have_been_about_the_headteacher_goes_to_no_later_one(school, cast):
    reference = school.report(subject="the headteacher", about="unknown")
    assert goes_to(school, subject="the headteacher", about="unknown") == "Carol Whitfield"
    with school.office.at_work() as desk:
        schools.change_posts(desk, cast.helen.id, school.id, {"staff"}, active=True, by="test")
        schools.change_posts(desk, cast.dsl.id, school.id, {"headteacher", "staff"}, active=True, by="test")
    with pytest.raises(BadAnswers, match="went past the headteacher"):
        hand_over(school, reference, cast.dsl)
    hand_over(school, reference, cast.victor)


def test_a_report_that_went_past_the_headteacher_takes_the_case_it_is_merged_into_with_it(school, cast):
    reference = school.report()
    school.do(cast.helen, reference, "hand-over", new_manager=cast.carol.id, handover_reasons="I am away.")
    past = school.report(cast.dsl, to_governors="yes")
    for one in (reference, past):
        school.issue(one, "L1")
    school.do(cast.carol, past, "merge", **into(school, reference))
    with pytest.raises(BadAnswers, match="went past the headteacher"):
        hand_over(school, reference, cast.helen)
