"""A case opened in an emergency: by two people, for some hours, and looked at afterwards; never past a bar."""

from __future__ import annotations

import pytest
from casework.town import Town

from caseflow.casework import convening, emergency, notices, school_notices, schools, vouched
from caseflow.casework.people import Someone
from caseflow.casework.refusals import BadAnswers, NotThere, Refused
from caseflow.casework.verify import verify
from caseflow.procedure import roles

REVIEWED = {"emergency_right": "right", "emergency_review": "A deputy is to be named for the holidays."}


def ask(school: Town, who: Someone, reference: str, **but: object) -> None:
    said = {"emergency_reference": reference, "emergency_reason": "child", "emergency_words": "He is in school now."}
    with school.office.at_work() as desk:
        emergency.ask(desk, who, {**said, **but})


def answer(school: Town, who: Someone, *, agree: bool = True) -> None:
    with school.office.at_work() as desk:
        (waits,) = emergency.waiting(desk, who)
        emergency.answer(desk, who, waits.id, agree=agree)


def waiting(school: Town, who: Someone) -> list[str]:
    with school.office.at_work() as desk:
        return [one.reference for one in emergency.waiting(desk, who)]


def test_two_people_open_a_case_for_four_hours_and_then_it_is_gone(school, cast):
    reference = school.report()
    assert not school.sees(cast.carol, reference)
    ask(school, cast.carol, reference)
    assert not school.sees(cast.carol, reference), "one person alone opens nothing"
    answer(school, cast.dpo)
    assert school.sees(cast.carol, reference)
    assert not school.sees(cast.dpo, reference), "whoever agrees reads nothing"
    school.clock.forward(hours=3.9)
    assert school.sees(cast.carol, reference)
    school.clock.forward(hours=0.2)
    assert not school.sees(cast.carol, reference)
    assert [problem.sentence for problem in verify(school.office).all_problems()] == []


def test_it_is_read_and_not_changed(school, cast):
    reference = school.report()
    ask(school, cast.carol, reference)
    answer(school, cast.dpo)
    for key in ("triage", "add-note", "hand-over", "place-hold"):
        with pytest.raises((Refused, NotThere)):
            school.do(cast.carol, reference, key)


def test_nobody_agrees_to_what_they_asked_and_nobody_answers_twice(school, cast):
    reference = school.report()
    ask(school, cast.carol, reference)
    assert waiting(school, cast.carol) == []
    assert waiting(school, cast.dpo) == waiting(school, cast.victor) == [reference]
    answer(school, cast.victor, agree=False)
    assert waiting(school, cast.dpo) == []
    assert not school.sees(cast.carol, reference)


def test_whoever_came_after_the_report_and_might_be_whom_it_names_is_not_let_in(school, cast):
    reference = school.report(subject="Jo Bloggs")
    with school.office.at_work() as desk:
        jo = schools.add_person(desk, school.id, "Joanna Bloggs", "jo@x.test", "Vice-chair", ("vice-chair", "governor"))
    ask(school, cast.carol, reference)
    assert waiting(school, jo) == []
    answer(school, cast.dpo, agree=False)
    ask(school, jo, reference)
    answer(school, cast.dpo)
    assert not school.sees(jo, reference)


def test_a_request_lapses_after_a_day(school, cast):
    ask(school, cast.carol, school.report())
    school.clock.forward(hours=24.1)
    assert waiting(school, cast.dpo) == []


def test_whoever_has_lost_the_post_since_they_asked_is_let_into_nothing(school, cast):
    reference = school.report()
    ask(school, cast.dsl, reference)
    with school.office.at_work() as desk:
        schools.change_posts(desk, cast.dsl.id, school.id, ["staff"], active=True, by=cast.helen.id)
    answer(school, cast.dpo)
    with school.office.at_work() as desk:
        assert school.file(reference, desk).held_by(roles.EMERGENCY_READER, ever=True) == set()


def test_a_closed_case_is_not_opened_in_an_emergency(school, cast):
    reference = school.at("closed")
    ask(school, cast.carol, reference)
    answer(school, cast.dpo)
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        assert file.held_by(roles.EMERGENCY_READER, ever=True) == set()
        assert file.open_clocks() == ()


def test_only_some_posts_ask_and_agree(school, cast):
    reference = school.report()
    for who in (cast.helen, cast.rosa, cast.it, cast.clerk, cast.governors[0], cast.ian):
        with pytest.raises(NotThere):
            ask(school, who, reference)
        with pytest.raises(NotThere):
            waiting(school, who)
    with pytest.raises(BadAnswers):
        ask(school, cast.carol, "")


def test_whoever_is_kept_out_neither_gets_in_nor_learns_that_there_is_a_case(school, cast):
    reference = school.report(subject="Dora Sewell")
    assert cast.dsl.name == "Dora Sewell"
    ask(school, cast.dsl, reference)
    answer(school, cast.carol)
    assert not school.sees(cast.dsl, reference)
    with school.office.at_work() as desk:
        assert school.file(reference, desk).held_by(roles.EMERGENCY_READER, ever=True) == set(), "not even for nothing"
    ask(school, cast.carol, reference)
    assert waiting(school, cast.dsl) == [], "nobody is asked to agree about a case from which they are kept out"
    assert waiting(school, cast.dpo) == [reference]


def test_a_case_that_is_not_there_is_asked_for_and_answered_as_any_other(school, cast):
    for reference in ("CF-00000-00000", "nonsense", "' or 1=1 --"):
        ask(school, cast.carol, reference)
        before = school.everything()
        answer(school, cast.dpo)
        assert school.everything() != before
        assert waiting(school, cast.dpo) == []


def test_the_manager_is_told_at_once_and_must_review_it(school, cast):
    reference = school.report()
    ask(school, cast.carol, reference)
    answer(school, cast.dpo)
    with school.office.at_work() as desk:
        assert "open-in-emergency" in [one.words for one in notices.waiting(desk, cast.helen)]
        assert "emergency-review" in school.file(reference, desk).open_clocks()
    school.do(cast.helen, reference, "review-emergency", **REVIEWED)
    with school.office.at_work() as desk:
        assert "emergency-review" not in school.file(reference, desk).open_clocks()
    with pytest.raises(Refused, match="since it was last reviewed"):
        school.do(cast.helen, reference, "review-emergency", **REVIEWED)


def told(school: Town, who: Someone) -> list[str]:
    with school.office.at_work() as desk:
        return [one.words for one in school_notices.unread(desk, who)]


def test_the_others_who_could_have_agreed_hear_that_it_was_done_and_not_in_which_case(school, cast):
    reference = school.report()
    ask(school, cast.carol, reference)
    answer(school, cast.victor)
    for one in (cast.dpo, cast.dsl):
        (words,) = told(school, one)
        assert "opened a case in an emergency" in words
        assert reference not in words
    for one in (cast.carol, cast.victor, cast.helen, cast.clerk, cast.governors[0], cast.it):
        assert told(school, one) == []


def test_nobody_hears_of_it_who_is_kept_out_of_the_case_or_sits_in_it_nor_where_nothing_was_opened(school, cast):
    reference = school.report(subject=cast.dsl.name)
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        file.give(roles.HEARER, cast.victor.id)
        vouched.record(file, "given", cast.clerk, sentence="A seat was given")
    ask(school, cast.carol, "CF-00000-00000")
    answer(school, cast.dpo)
    assert not any(told(school, one) for one in cast.everyone())
    ask(school, cast.carol, reference)
    answer(school, cast.dpo)
    with school.office.at_work() as desk:
        assert school.file(reference, desk).held_by(roles.EMERGENCY_READER) == {cast.carol.id}
    assert not any(told(school, one) for one in cast.everyone())


def test_a_governor_who_read_in_an_emergency_sits_on_no_panel(school, cast):
    reference = school.at("case-to-answer")
    ask(school, cast.carol, reference)
    answer(school, cast.dpo)
    school.clock.forward(hours=5)
    with school.office.at_work() as desk:
        seats = dict(convening.convening(school.file(reference, desk), cast.clerk).seats)
    assert not seats[cast.carol.name]
    assert seats[cast.victor.name]


@pytest.mark.parametrize(("state", "seat"), [("hearing-set", "hearer"), ("appeal-set", "appeal-hearer")])
def test_whoever_sits_on_a_panel_or_sat_is_let_into_nothing_and_is_asked_nothing(school, cast, state, seat):
    reference = school.at(state)
    for until in (None, "ended"):
        with school.office.at_work() as desk:
            file = school.file(reference, desk)
            file.give(roles.BY_KEY[seat], cast.carol.id)
            if until:
                file.take(roles.BY_KEY[seat], cast.carol.id)
            vouched.record(file, "given", cast.clerk, sentence="A seat was given")
        ask(school, cast.carol, reference)
        answer(school, cast.dpo)
        with school.office.at_work() as desk:
            assert school.file(reference, desk).held_by(roles.EMERGENCY_READER, ever=True) == set()
        ask(school, cast.dsl, reference)
        assert waiting(school, cast.carol) == []
        answer(school, cast.victor, agree=False)


def test_another_school_is_asked_nothing(school, cast, engine):
    reference = school.report()
    ask(school, cast.carol, reference)
    with school.office.at_work() as desk:
        stranger = Someone("0" * 16, "another-school", "Nora", "", "", frozenset({roles.DPO.key}), active=True)
        assert emergency.waiting(desk, stranger) == []
