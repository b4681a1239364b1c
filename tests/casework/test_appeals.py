"""A dismissal that an appeal sets aside: what followed is asked again, and no letter tells what does not hold."""

from __future__ import annotations

import pytest
from casework.answers import REASONS, closing, dbs, decision, suspension, tra

from caseflow.casework import letters
from caseflow.casework.refusals import BadAnswers, Refused
from caseflow.procedure import outcomes

BACK = "From Monday, on full pay, with the pay of the weeks between."


def dismissed(school, *, suspended: bool = False) -> str:
    """A teacher dismissed by a panel, and not referred to the DBS nor the TRA."""
    cast = school.cast
    reference = school.at("triage")
    if suspended:
        school.do(cast.helen, reference, "suspend", **suspension(school))
    for state in ("investigation", "case-to-answer", "hearing-set", "heard"):
        school.step_to(state, reference)
    today = school.clock().date().isoformat()
    said = decision(school, sanction="dismissal", dismissal_date=today, dismissal_notice="summary")
    school.do(cast.governors[0], reference, "decide", **{key: said[key] for key in said if key != "improvement"})
    not_referred = {"dbs_harm": ["none"], "dbs_decision": "not-refer", "dbs_reasons": REASONS}
    school.do(cast.helen, reference, "propose-dbs-decision", **dbs(school, **not_referred))
    school.do(cast.ada, reference, "agree-no-dbs-referral", dbs_agreed=True)
    minor = tra(school, tra_serious="no", tra_decision="not-refer", tra_reasons=REASONS)
    school.do(cast.helen, reference, "propose-tra-decision", **minor)
    school.do(cast.ada, reference, "agree-no-tra-referral", tra_agreed=True)
    school.step_to("appeal", reference)
    school.step_to("appeal-set", reference)
    school.issue(reference, "L14")
    school.clock.forward(days=30)
    return reference


def on_appeal(school, reference: str, outcome: str, **more: str) -> None:
    said = {"no_interest": True, "appeal_outcome": outcome, "appeal_reasons": "It was too hard.", **more}
    school.do(school.cast.governors[3], reference, "decide-appeal", **said)


SET_ASIDE = [("overturned", {}), ("reduced", {"appeal_sanction": "final-warning"})]


@pytest.mark.parametrize(("outcome", "more"), SET_ASIDE)
def test_whoever_is_not_dismissed_after_all_is_told_how_they_come_back(school, outcome, more):
    reference = dismissed(school)
    before = school.everything()
    with pytest.raises(BadAnswers, match="how the person comes back") as refused:
        on_appeal(school, reference, outcome, **more)
    assert set(refused.value.errors) == {"reinstatement"}
    assert school.everything() == before
    on_appeal(school, reference, outcome, reinstatement=BACK, **more)


@pytest.mark.parametrize(("outcome", "more"), SET_ASIDE)
def test_the_dbs_and_the_tra_are_considered_again(school, cast, outcome, more):
    reference = dismissed(school)
    assert (school.states(reference)["dbs"], school.states(reference)["tra"]) == (
        "dbs-not-referred",
        "tra-not-referred",
    )
    on_appeal(school, reference, outcome, reinstatement=BACK, **more)
    assert (school.states(reference)["dbs"], school.states(reference)["tra"]) == ("dbs-due", "tra-due")
    with school.office.at_work() as desk:
        assert {"dbs-decision", "tra-decision"} <= set(school.file(reference, desk).open_clocks())
    school.issue(reference)
    with pytest.raises(Refused, match="DBS"):
        school.do(cast.helen, reference, "propose-closing", **closing(school))


def test_where_the_dismissal_stands_nothing_is_asked_again(school):
    reference = dismissed(school)
    on_appeal(school, reference, "upheld")
    assert (school.states(reference)["dbs"], school.states(reference)["tra"]) == (
        "dbs-not-referred",
        "tra-not-referred",
    )


def test_a_referral_that_was_made_is_not_taken_back(school, cast):
    reference = school.at("heard")
    today = school.clock().date().isoformat()
    said = decision(school, sanction="dismissal", dismissal_date=today, dismissal_notice="summary")
    school.do(cast.governors[0], reference, "decide", **{key: said[key] for key in said if key != "improvement"})
    school.do(cast.helen, reference, "propose-dbs-decision", **dbs(school))
    school.do(cast.ada, reference, "agree-dbs-referral", dbs_agreed=True)
    school.step_to("appeal", reference)
    school.step_to("appeal-set", reference)
    school.issue(reference, "L14")
    school.clock.forward(days=30)
    on_appeal(school, reference, "overturned", reinstatement=BACK)
    assert school.states(reference)["dbs"] == "dbs-referred"
    assert school.states(reference)["tra"] == "tra-due", "this one was not decided yet"


def test_a_proposal_that_rested_on_the_dismissal_goes_back(school, cast):
    reference = school.at("heard")
    today = school.clock().date().isoformat()
    said = decision(school, sanction="dismissal", dismissal_date=today, dismissal_notice="summary")
    school.do(cast.governors[0], reference, "decide", **{key: said[key] for key in said if key != "improvement"})
    school.do(cast.helen, reference, "propose-dbs-decision", **dbs(school))
    school.step_to("appeal", reference)
    school.step_to("appeal-set", reference)
    school.issue(reference, "L14")
    school.clock.forward(days=30)
    on_appeal(school, reference, "overturned", reinstatement=BACK)
    assert school.states(reference)["dbs"] == "dbs-due"
    with pytest.raises(Refused, match="Decision due"):
        school.do(cast.ada, reference, "agree-dbs-referral", dbs_agreed=True)


@pytest.mark.parametrize(("outcome", "more"), SET_ASIDE)
def test_a_letter_of_dismissal_that_lies_ready_does_not_go_out(school, cast, outcome, more):
    reference = dismissed(school)
    on_appeal(school, reference, outcome, reinstatement=BACK, **more)
    with school.office.at_work() as desk:
        file = letters.read(desk, cast.helen, reference)
        (row,) = [one for one in file.letters if one.key == "L13"]
        assert row.status == "due"
        fields = {"recipient_address": "1 High Street\nAshcroft", "appeal_to": "Clive Moore"}
        letters.fill(file, row, fields, {}, cast.helen)
        with pytest.raises(Refused, match="An appeal has changed this outcome"):
            letters.approve(file, row, cast.helen)
        letters.withdraw(file, row, "Overturned on appeal.", cast.helen)
        assert "outcome-letter" in file.open_clocks()
    school.issue(reference, "L15")
    with school.office.at_work() as desk:
        assert "outcome-letter" not in school.file(reference, desk).open_clocks()


def test_employment_did_not_end_so_the_suspension_does_not_end_with_it(school, cast):
    reference = dismissed(school, suspended=True)
    on_appeal(school, reference, "overturned", reinstatement=BACK)
    with pytest.raises(Refused, match="still employed"):
        school.do(cast.helen, reference, "end-suspension-with-employment")
    assert school.states(reference)["suspension"] == "suspended"


def test_where_the_dismissal_stands_it_does(school, cast):
    reference = dismissed(school, suspended=True)
    on_appeal(school, reference, "upheld")
    school.do(cast.helen, reference, "end-suspension-with-employment")


def test_what_stands_is_what_the_appeal_left(school):
    reference = dismissed(school)
    on_appeal(school, reference, "reduced", appeal_sanction="final-warning", reinstatement=BACK)
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        assert outcomes.sanction_now(file) == "final-warning"
        assert outcomes.warning(file).until.isoformat() == "2028-02-05"


def closed(school, state: str = "outcome") -> str:
    """A case that two people closed, from where it stood; the days for an appeal are over."""
    cast, reference = school.cast, school.at(state)
    school.clock.forward(days=30)
    school.issue(reference)
    school.do(cast.helen, reference, "propose-closing", **closing(school))
    school.issue(reference)
    school.do(cast.ada, reference, "agree-closing", closing_agreed=True)
    school.clock.forward(days=1)
    return reference


def running(school, reference: str) -> set[str]:
    with school.office.at_work() as desk:
        return set(school.file(reference, desk).open_clocks())


REOPENED = {"reopen_ground": "late-appeal", "reopen_reasons": "He was in hospital."}


def test_an_appeal_that_comes_after_closing_is_heard_to_its_end(school, cast):
    reference = closed(school)
    school.do(cast.helen, reference, "reopen", **REOPENED)
    assert running(school, reference) == {"late-appeal"}, "there is nothing to triage"
    late = {"appeal_received": school.clock().date().isoformat(), "appeal_grounds": "It is too hard."}
    with pytest.raises(BadAnswers, match="Say why it is taken") as refused:
        school.do(cast.helen, reference, "lodge-appeal", **late)
    assert set(refused.value.errors) == {"appeal_late_reason"}
    school.do(cast.helen, reference, "lodge-appeal", **late, appeal_late_reason="He was in hospital.")
    assert running(school, reference) == {"appeal-acknowledge"}
    school.step_to("appeal-set", reference)
    school.issue(reference, "L14")
    school.clock.forward(days=30)
    on_appeal(school, reference, "reduced", appeal_sanction="first-warning")
    school.issue(reference)
    school.do(cast.helen, reference, "propose-closing", **closing(school))
    school.issue(reference)
    school.do(cast.ada, reference, "agree-closing", closing_agreed=True)
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        assert outcomes.is_formal(file)
        assert outcomes.outcome(file, school.clock().date()).startswith("First written warning, live until")


def test_a_case_is_not_reopened_for_an_appeal_against_nothing(school, cast):
    reference = school.at("closed")
    with pytest.raises(BadAnswers, match="No sanction stands") as refused:
        school.do(cast.helen, reference, "reopen", **REOPENED)
    assert set(refused.value.errors) == {"reopen_ground"}
    school.do(cast.helen, reference, "reopen", reopen_ground="evidence", reopen_reasons="A new post.")
    with pytest.raises(Refused, match="No sanction stands"):
        school.do(cast.helen, reference, "lodge-appeal")


def test_an_appeal_is_heard_once(school, cast):
    reference = closed(school, "appeal-decided")
    with pytest.raises(BadAnswers, match="an appeal on it was heard"):
        school.do(cast.helen, reference, "reopen", **REOPENED)


def test_a_late_appeal_ends_the_clock_of_triage_too(school, cast):
    reference = closed(school)
    school.do(cast.helen, reference, "reopen", reopen_ground="error", reopen_reasons="His appeal lay in the post room.")
    assert running(school, reference) == {"triage"}
    late = {"appeal_received": school.clock().date().isoformat(), "appeal_grounds": "It is too hard."}
    school.do(cast.helen, reference, "lodge-appeal", **late, appeal_late_reason="It lay in the post room.")
    assert running(school, reference) == {"appeal-acknowledge"}


@pytest.mark.parametrize("ground", ["late-appeal", "evidence"])
def test_an_investigation_that_goes_on_after_a_hold_leaves_no_clock_of_the_reopening(school, cast, ground):
    reference = closed(school)
    school.do(cast.helen, reference, "reopen", reopen_ground=ground, reopen_reasons="More came.")
    school.do(cast.helen, reference, "hold", hold_reasons="For the police.")
    school.do(cast.helen, reference, "resume-investigation", resume_reasons="They released us.")
    assert running(school, reference) == {"investigation"}
