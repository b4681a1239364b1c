"""The register of warnings, and what a reference may say: only of cases one may read, only what stands."""

from __future__ import annotations

from datetime import date

import pytest
from casework.answers import advice, decision, no_harm
from casework.test_matters import low_level, overturned, warned

from caseflow.casework.desk import year_scope
from caseflow.casework.journal import read
from caseflow.casework.refusals import NotThere
from caseflow.casework.warned import register
from caseflow.procedure.references import may_be_mentioned


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
    school.issue(reference, "L14")
    school.clock.forward(days=30)
    school.do(
        cast.governors[3],
        reference,
        "decide-appeal",
        no_interest=True,
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
    overturned(school, cast)
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


def mentioned(school, reference: str) -> set[str]:
    with school.office.at_work() as desk:
        return set(may_be_mentioned(school.file(reference, desk)))


def test_a_reference_may_mention_what_was_proved_and_met_the_threshold(school):
    assert mentioned(school, proved(school, "SC-1")) == {"SC-1"}


@pytest.mark.parametrize("finding", ["unsubstantiated", "unfounded", "false"])
def test_and_never_anything_else(school, finding):
    assert mentioned(school, proved(school, "SC-1", finding={"a1": finding})) == set()


def test_nor_what_did_not_meet_the_threshold(school):
    assert mentioned(school, proved(school, "AB-1", threshold="no")) == set()
    assert mentioned(school, low_level(school)) == set()
    assert mentioned(school, warned(school)) == set()


def test_of_one_case_only_the_allegations_that_were_proved_and_are_not_low_level(school):
    # In the order of the catalogue: SC-1 is a1, AB-1 a2, WT-1 a3.
    finding = {"a1": "substantiated", "a2": "false", "a3": "substantiated"}
    assert mentioned(school, proved(school, "SC-1", "AB-1", "WT-1", finding=finding)) == {"SC-1"}


def test_nor_what_an_appeal_overturned(school, cast):
    reference = proved(school, "SC-1")
    school.step_to("appeal", reference)
    assert mentioned(school, reference) == {"SC-1"}
    school.step_to("appeal-set", reference)
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
    assert mentioned(school, reference) == set()


def test_nor_anything_while_the_case_is_under_way(school, cast):
    reference = school.report(categories=["SC-1"])
    school.do(cast.helen, reference, "triage", **no_harm(breaches=["SC-1"], severity="4", harm_risk="yes"))
    assert mentioned(school, reference) == set()
