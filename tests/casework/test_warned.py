"""The register of warnings, and what a reference may say: only of cases one may read, only what stands."""

from __future__ import annotations

from datetime import date

import pytest
from casework.scenes import advice, decision, leaving, no_harm
from casework.test_matters import low_level, warned

from caseflow.casework.desk import year_scope
from caseflow.casework.journal import read
from caseflow.casework.references import reference_facts
from caseflow.casework.refusals import NotThere
from caseflow.casework.warned import register


def lines(school, who=None) -> list[tuple[str, str, date, bool]]:
    with school.office.at_work() as desk:
        found = register(desk, who or school.cast.helen)
        return [(one.reference, one.warning.kind, one.warning.until, one.spent) for one in found]


def test_the_register_tells_live_warnings_first_and_then_the_spent(school):
    first = warned(school, "first-warning")
    school.clock.forward(days=100)
    final = warned(school, "final-warning")
    low_level(school)
    school.at("no-further-action")
    assert [one[:2] for one in lines(school)] == [(final, "final-warning"), (first, "first-warning")]
    assert [one[3] for one in lines(school)] == [False, False]
    school.clock.forward(days=100)
    assert [(one[0], one[3]) for one in lines(school)] == [(final, False), (first, True)]


def test_an_appeal_changes_the_register(school, cast):
    reference = school.at("appeal-set")
    assert [one[1] for one in lines(school)] == ["final-warning"]
    school.clock.forward(days=30)
    school.do(
        cast.governors[3],
        reference,
        "decide-appeal",
        appeal_outcome="reduced",
        appeal_sanction="first-warning",
        appeal_reasons="A first mistake.",
    )
    ((_, kind, until, _),) = lines(school)
    assert kind == "first-warning"
    with school.office.at_work() as desk:
        (line,) = register(desk, cast.helen)
        assert line.on_appeal
        assert (line.warning.since, until) == (line.warning.since, date(2027, 8, 5))
    school.do(cast.helen, reference, "hand-over", handover_reasons="I leave.", new_manager=cast.carol.id)
    assert lines(school) == [], "whoever may read the case no more finds nothing of it"
    assert len(lines(school, cast.carol)) == 1


def test_a_warning_that_was_overturned_is_in_no_register(school, cast):
    reference = school.at("appeal-set")
    school.clock.forward(days=30)
    school.do(cast.governors[3], reference, "decide-appeal", appeal_outcome="overturned", appeal_reasons="Not proved.")
    assert lines(school) == []


def test_only_who_manages_cases_by_post_has_a_register_and_the_reading_is_written_down(school, cast):
    reference = warned(school)
    for who in (cast.rosa, cast.ian, cast.ada, cast.clerk, cast.it, cast.dsl, cast.governors[0], cast.quentin):
        with school.office.at_work() as desk, pytest.raises(NotThere):
            register(desk, who)
    assert lines(school, cast.carol) == []
    lines(school)
    with school.office.at_work() as desk:
        read_of = [one.said["cases"] for one in read(desk, year_scope(school.id, desk.now), event="cases_listed")]
        assert read_of == [[school.file(reference, desk).case.id]]


def proved(school, *codes: str, finding: object = "substantiated", threshold: str = "yes", **triage: str) -> str:
    """A case in which the LADO finds the threshold met or not, and a panel decides."""
    cast = school.cast
    reference = school.report(categories=list(codes))
    said = no_harm(**{"breaches": list(codes), "severity": "4", "harm_risk": "yes", **triage})
    school.do(cast.helen, reference, "triage", **said)
    school.do(cast.helen, reference, "log-lado-advice", **advice(school, lado_threshold=threshold))
    for state in ("investigation", "case-to-answer", "hearing-set", "heard"):
        school.step_to(state, reference)
    sanction = "final-warning" if finding == "substantiated" or "substantiated" in finding.values() else "none"
    school.do(cast.governors[0], reference, "decide", **decision(school, findings=finding, sanction=sanction))
    return reference


def facts(school, who=None, about=None) -> list[tuple[str, str, str]]:
    with school.office.at_work() as desk:
        found = reference_facts(desk, who or school.cast.helen, (about or school.cast.quentin).id)
        return [(one.reference, one.breach, one.outcome) for one in found]


def test_a_reference_tells_of_what_was_proved_and_met_the_threshold(school, cast):
    reference = proved(school, "SC-1")
    ((number, breach, outcome),) = facts(school)
    assert (number, breach) == (reference, "Contact with a current pupil")
    assert outcome.startswith("Final written warning, live until")
    with school.office.at_work() as desk:
        (fact,) = reference_facts(desk, cast.helen, cast.quentin.id)
        assert (fact.reported, fact.finding, fact.under_appeal) == (date(2027, 1, 15), "substantiated", False)
        assert fact.clause == "4.5"
        assert "must not communicate" in fact.words
    assert facts(school, about=cast.ian) == []


@pytest.mark.parametrize("finding", ["unsubstantiated", "unfounded", "false"])
def test_and_never_of_anything_else_however_often(school, finding):
    for _ in range(2):
        proved(school, "SC-1", finding={"a1": finding})
    assert facts(school) == []


def test_nor_of_what_did_not_meet_the_threshold_nor_of_low_level_concerns(school):
    proved(school, "AB-1", threshold="no")
    low_level(school)
    warned(school)
    assert facts(school) == []


def test_of_one_case_it_tells_only_the_allegations_that_were_proved_and_are_not_low_level(school):
    # In the order of the catalogue: SC-1 is a1, AB-1 a2, WT-1 a3.
    proved(school, "SC-1", "AB-1", "WT-1", finding={"a1": "substantiated", "a2": "false", "a3": "substantiated"})
    assert [one[1] for one in facts(school)] == ["Contact with a current pupil"]


def test_what_an_appeal_overturned_is_not_told_and_what_is_under_appeal_is_said_to_be(school, cast):
    reference = proved(school, "SC-1")
    school.step_to("appeal", reference)
    with school.office.at_work() as desk:
        assert [one.under_appeal for one in reference_facts(desk, cast.helen, cast.quentin.id)] == [True]
    school.step_to("appeal-set", reference)
    school.clock.forward(days=30)
    school.do(cast.governors[3], reference, "decide-appeal", appeal_outcome="overturned", appeal_reasons="Not proved.")
    assert facts(school) == []


def test_a_case_that_is_under_way_is_not_told(school, cast):
    reference = school.report(categories=["SC-1"])
    school.do(cast.helen, reference, "triage", **no_harm(breaches=["SC-1"], severity="4", harm_risk="yes"))
    school.do(cast.helen, reference, "record-leaving", **leaving(school))
    assert facts(school) == []


def test_nobody_learns_by_a_reference_of_a_case_they_may_not_read(school, cast):
    proved(school, "SC-1")
    for who in (cast.carol, cast.ada, cast.it, cast.quentin, cast.rosa):
        assert facts(school, who) == [], who.name
