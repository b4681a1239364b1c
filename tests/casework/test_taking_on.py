"""A case whose manager has left: two people open it, and the chair or the vice-chair takes it on."""

from __future__ import annotations

import pytest
from casework.answers import no_harm
from casework.test_cover import arrange, at
from casework.test_emergency import answer, ask
from casework.test_joining import into, two
from casework.town import Town

from caseflow.casework import journal, notices, people, schools
from caseflow.casework.people import Someone
from caseflow.casework.refusals import BadAnswers, NotThere, Refused
from caseflow.casework.verify import verify

TAKEN = {"take_on_reasons": "She died on Sunday. The LADO waits for an answer.", "take_on_apart": True}


def leaves(school: Town, who: Someone) -> None:
    with school.office.at_work() as desk:
        schools.change_posts(desk, who.id, school.id, who.roles, active=False, by="test")


def opened(school: Town, who: Someone, reference: str) -> None:
    """Somebody asked to read it in an emergency, and a second person agreed."""
    ask(school, who, reference, emergency_reason="manager")
    answer(school, school.cast.dpo)


def who_acts(school: Town, reference: str) -> str:
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        entry = [one for one in journal.read(desk, file.scope) if one.said.get("action") == "take-on"][-1]
        return file.name_of(entry.said["actor"])


def test_the_chair_takes_on_the_case_of_a_headteacher_who_has_left(school, cast):
    reference = school.report()
    leaves(school, cast.helen)
    with pytest.raises(NotThere):
        school.do(cast.carol, reference, "take-on", **TAKEN)
    opened(school, cast.carol, reference)
    with pytest.raises(BadAnswers):
        school.do(cast.carol, reference, "take-on", **{**TAKEN, "take_on_apart": False})
    school.do(cast.carol, reference, "take-on", **TAKEN)
    school.clock.forward(hours=5)
    assert school.sees(cast.carol, reference), "it does not end with the emergency"
    assert who_acts(school, reference) == "Carol Whitfield"
    with school.office.at_work() as desk:
        assert "report" in [one.words for one in notices.waiting(desk, cast.carol)], "what waited goes with the case"
    school.do(cast.carol, reference, "triage", **no_harm())
    with school.office.at_work() as desk:
        helen = people.everyone(desk, school.id)[cast.helen.id]
        schools.change_posts(desk, helen.id, school.id, helen.roles, active=True, by="test")
    assert not school.sees(cast.helen, reference), "whoever comes back takes nothing away"
    assert [problem.sentence for problem in verify(school.office).all_problems()] == []


def test_nobody_takes_a_case_out_of_the_hands_of_whoever_manages_or_covers_it(school, cast):
    reference = school.report()
    arrange(school, reference, who=cast.victor)
    at(school, 2027, 3, 25, 9)
    opened(school, cast.carol, reference)
    with pytest.raises(Refused, match="Somebody manages this case"):
        school.do(cast.carol, reference, "take-on", **TAKEN)
    leaves(school, cast.helen)
    with pytest.raises(Refused, match="Somebody manages this case"):
        school.do(cast.carol, reference, "take-on", **TAKEN)
    leaves(school, cast.victor)
    school.do(cast.carol, reference, "take-on", **TAKEN)
    assert school.who_sees(reference) >= {"Carol Whitfield"}
    assert [problem.sentence for problem in verify(school.office).all_problems()] == []


def test_a_manager_whose_post_was_taken_away_is_followed_too(school, cast):
    reference = school.report()
    with school.office.at_work() as desk:
        schools.change_posts(desk, cast.helen.id, school.id, {"staff"}, active=True, by="test")
    assert school.sees(cast.helen, reference), "until then they go on"
    opened(school, cast.carol, reference)
    school.do(cast.carol, reference, "take-on", **TAKEN)
    assert not school.sees(cast.helen, reference)


def test_only_the_chair_or_the_vice_chair_takes_it_on(school, cast):
    reference = school.report()
    leaves(school, cast.helen)
    opened(school, cast.dsl, reference)
    with pytest.raises(Refused, match="Only the chair or the vice-chair"):
        school.do(cast.dsl, reference, "take-on", **TAKEN)


def test_whoever_reported_it_reads_it_in_an_emergency_and_does_not_manage_it(school, cast):
    reference = school.report(cast.victor)
    leaves(school, cast.helen)
    opened(school, cast.victor, reference)
    with pytest.raises(Refused, match="does not go with managing it"):
        school.do(cast.victor, reference, "take-on", **TAKEN)


def test_the_reports_that_were_merged_into_it_go_with_it(school, cast):
    earlier, later = two(school)
    school.do(cast.helen, later, "merge", **into(school, earlier))
    leaves(school, cast.helen)
    opened(school, cast.carol, earlier)
    school.do(cast.carol, earlier, "take-on", **TAKEN)
    assert school.sees(cast.carol, later)
    assert [problem.sentence for problem in verify(school.office).all_problems()] == []


def test_what_went_past_the_headteacher_is_still_not_handed_to_one(school, cast):
    reference = school.report(to_governors="yes")
    leaves(school, cast.carol)
    opened(school, cast.victor, reference)
    school.do(cast.victor, reference, "take-on", **TAKEN)
    with pytest.raises(BadAnswers, match="went past the headteacher"):
        school.do(cast.victor, reference, "hand-over", handover_reasons="I go too.", new_manager=cast.helen.id)
