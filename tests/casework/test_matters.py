"""What a case manager is told of earlier matters about a person: what they may read, and what was not disproved."""

from __future__ import annotations

from datetime import timedelta

import pytest
from casework.answers import decision, no_harm
from casework.test_joining import answered, into

from caseflow.casework import schools
from caseflow.casework.matters import matters
from caseflow.casework.refusals import BadAnswers
from caseflow.lifecycle.days import local
from caseflow.procedure.breaches import severity_of

LOW = {"words_spoken": "Do not.", "subject_view": "I see.", "expectation": "None of it.", "why_enough": "Minor."}
WT = {"categories": ["WT-1"]}


def low_level(school, **answers: object) -> str:
    """A concern that was dealt with at once."""
    reference = school.report(**{**WT, **answers})
    breaches = answers.get("categories", ["WT-1"])
    said = no_harm(breaches=breaches, severity=str(severity_of(breaches)))
    school.do(school.cast.helen, reference, "triage", **said)
    school.do(school.cast.helen, reference, "take-low-level-action", **LOW)
    return reference


def nothing_in_it(school, finding: str, **answers: object) -> str:
    reference = school.report(**{**WT, **answers})
    school.do(school.cast.helen, reference, "triage", **no_harm(breaches=["WT-1"], severity="1"))
    malice = {"malice": "She said so."} if finding == "malicious" else {}
    school.do(
        school.cast.helen,
        reference,
        "take-no-further-action",
        findings=finding,
        no_action_reasons="There was no such post.",
        **malice,
    )
    return reference


def told(school, reference: str, who=None) -> list[str]:
    """The numbers of the earlier matters that somebody is told of."""
    with school.office.at_work() as desk:
        return [one.reference for one in matters(school.file(reference, desk), who or school.cast.helen).told]


def test_earlier_concerns_are_told_with_breach_day_and_outcome(school, cast):
    first = low_level(school)
    school.clock.forward(days=100)
    second = school.report(categories=["AB-1"])
    school.clock.forward(days=3)
    now = school.report(**WT)
    later = school.clock()
    school.clock.forward(days=1)
    school.report(**WT)
    with school.office.at_work() as desk:
        found = matters(school.file(now, desk), cast.helen).told
    assert [one.reference for one in found] == [second, first], "the newest first, and none that came later"
    assert [one.codes for one in found] == [("AB-1",), ("WT-1",)]
    assert [one.outcome for one in found] == ["Under way: Report received", "Dealt with as a low-level concern"]
    assert found[1].on == local(later - timedelta(days=103)).date()
    assert not any(one.formal for one in found)


@pytest.mark.parametrize(("finding", "is_told"), [("unsubstantiated", True), ("substantiated", True), ("false", False)])
def test_what_was_disproved_is_told_no_more(school, finding, is_told):
    earlier = nothing_in_it(school, finding)
    school.clock.forward(days=1)
    assert (earlier in told(school, school.report(**WT))) is is_told


@pytest.mark.parametrize("finding", ["unfounded", "malicious"])
def test_nor_what_was_unfounded_or_malicious(school, finding):
    nothing_in_it(school, finding)
    school.clock.forward(days=1)
    assert told(school, school.report(**WT)) == []


def test_of_several_allegations_only_those_that_were_not_disproved_are_told(school, cast):
    reference = school.report(categories=["WT-1", "AB-1"])
    school.do(cast.helen, reference, "triage", **no_harm(breaches=["WT-1", "AB-1"]))
    found = {"a1": "false", "a2": "unsubstantiated"}
    school.do(cast.helen, reference, "take-no-further-action", findings=found, no_action_reasons="No.")
    school.clock.forward(days=1)
    now = school.report(**WT)
    with school.office.at_work() as desk:
        (one,) = matters(school.file(now, desk), cast.helen).told
    assert one.codes == ("WT-1",)


def test_the_school_looks_back_so_many_months_and_no_further(school, cast):
    first = low_level(school)
    school.clock.now = school.clock.now.replace(year=2029)
    last_day = school.report(**WT)
    assert told(school, last_day) == [first]
    school.clock.forward(days=1)
    assert told(school, school.report(**WT)) == [last_day]
    with school.office.at_work() as desk:
        schools.set_setting(desk, school.id, "pattern.months", "1", local(desk.now).date(), cast.helen.id)
    school.clock.forward(days=40)
    assert told(school, school.report(**WT)) == []


def test_nobody_is_told_of_a_case_they_may_not_read(school, cast):
    hidden = school.report(to_governors="yes", **WT)
    school.clock.forward(days=1)
    now = school.report(**WT)
    assert told(school, now) == []
    assert told(school, now, cast.carol) == [hidden]
    school.do(cast.helen, now, "hand-over", handover_reasons="I leave.", new_manager=cast.carol.id)
    for who in (cast.quentin, cast.rosa, cast.ian, cast.it):
        assert told(school, now, who) == [], who.name


def test_a_report_that_was_merged_is_told_by_the_number_that_goes_on(school, cast):
    survivor, duplicate = school.report(**WT), school.report(cast.dsl, **WT)
    answered(school, duplicate)
    school.do(cast.helen, duplicate, "merge", **into(school, survivor))
    school.clock.forward(days=1)
    assert told(school, school.report(**WT)) == [survivor]


def test_other_people_are_nobodys_earlier_matter(school):
    low_level(school, subject="Ian Ogden")
    low_level(school, subject="Reed")
    school.clock.forward(days=1)
    assert told(school, school.report(**WT)) == []


def test_a_third_like_concern_needs_a_reason_why_it_is_not_investigated(school, cast):
    for _ in range(2):
        low_level(school)
        school.clock.forward(days=30)
    reference = school.report(categories=["WT-2", "CF-2"])
    school.do(cast.helen, reference, "triage", **no_harm(breaches=["WT-2", "CF-2"], severity="2"))
    before = school.everything()
    with pytest.raises(BadAnswers, match="2 earlier concerns are like this one: WT-1 on 14 February 2027") as refused:
        school.do(cast.helen, reference, "take-low-level-action", **LOW)
    assert set(refused.value.errors) == {"pattern_reason"}
    assert school.everything() == before
    school.do(cast.helen, reference, "take-low-level-action", **LOW, pattern_reason="Both were on one day, by mistake.")
    assert school.states(reference)["main"] == "low-level"


def test_concerns_of_another_kind_are_no_pattern(school, cast):
    for code in ("WT-1", "CF-2"):
        low_level(school, categories=[code])
        school.clock.forward(days=30)
    low_level(school)


def warned(school, kind: str = "final-warning", codes: tuple[str, ...] = ("AB-1",)) -> str:
    """A case that came to a warning."""
    reference = school.report(categories=list(codes))
    school.do(school.cast.helen, reference, "triage", **no_harm(breaches=list(codes), severity="4"))
    for state in ("investigation", "case-to-answer", "hearing-set", "heard"):
        school.step_to(state, reference)
    school.do(school.cast.governors[0], reference, "decide", **decision(school, sanction=kind))
    return reference


def test_a_warning_that_is_spent_is_told_no_more_until_somebody_says_why_it_is_relevant(school, cast):
    earlier = warned(school)
    school.clock.forward(days=200)
    live = school.report()
    assert told(school, live) == [earlier]
    school.clock.forward(days=200)
    now = school.report()
    with school.office.at_work() as desk:
        found = matters(school.file(now, desk), cast.helen)
    # The case of half a year ago is told; the warning before it only as a number, for the weight of a second breach.
    assert [one.reference for one in found.told] == [live]
    assert found.spent == 1
    with pytest.raises(BadAnswers, match="no warning that is spent"):
        school.do(cast.helen, now, "cite-spent-warning", spent_case=school.id_of(live), spent_why="It is the same.")
    school.do(cast.helen, now, "cite-spent-warning", spent_case=school.id_of(earlier), spent_why="It is the same.")
    with school.office.at_work() as desk:
        found = matters(school.file(now, desk), cast.helen)
    assert [one.reference for one in found.told] == [live, earlier]
    assert found.spent == 0
    assert found.formal[0].outcome.startswith("Final written warning, spent since")


def test_a_spent_warning_for_safeguarding_stays(school, cast):
    earlier = warned(school, "first-warning", ("SC-1",))
    school.clock.forward(days=300)
    now = school.report()
    with school.office.at_work() as desk:
        found = matters(school.file(now, desk), cast.helen)
    assert [(one.reference, one.formal) for one in found.told] == [(earlier, True)]
    assert "spent since" in found.told[0].outcome


def overturned(school, cast) -> None:
    """A case whose outcome an appeal set aside."""
    reference = school.at("appeal-set")
    school.issue(reference, "L14")
    school.clock.forward(days=30)
    school.do(
        cast.governors[3],
        reference,
        "decide-appeal",
        no_interest=True,
        appeal_outcome="overturned",
        appeal_reasons="Not proved.",
    )


def test_what_an_appeal_overturned_is_told_no_more(school, cast):
    overturned(school, cast)
    school.clock.forward(days=1)
    assert told(school, school.report()) == []
