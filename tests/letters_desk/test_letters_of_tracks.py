"""The letters of the side tracks, from the act that makes them due to the paper, in a maintained school."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from caseflow.casework import letters
from caseflow.casework.refusals import Refused
from letters_desk.ashcroft import REPORTER, Ashcroft, flat

pytestmark = pytest.mark.slow

CONTACT = "Mrs Hana Cole, 01632 960 119"


def suspend(school: Ashcroft, **but: Any) -> None:
    said = {
        "alternatives": ["redeploy", "supervise"],
        "alternatives_rejected": f"{REPORTER} works beside him.",
        "suspension_reasons": f"{REPORTER} is afraid of him.",
        "suspension_lado": "not-asked",
        "suspended_by": "headteacher",
        "suspended_at": school.now.isoformat(),
        "support_contact": CONTACT,
        "suspension_limits": "Please do not come to the school site.",
        "suspension_review": (school.now + timedelta(days=14)).date().isoformat(),
        "suspension_counterpart": "Dr Ruth Abara, at once",
    }
    school.move("head", "suspend", **{**said, **but})


def instead(school: Ashcroft) -> None:
    school.move(
        "head",
        "arrange-alternative",
        alternative_chosen="You work in the office and teach no class.",
        support_contact=CONTACT,
        suspension_limits="Please do not go into classrooms.",
        suspension_review=(school.now + timedelta(days=14)).date().isoformat(),
    )


def seen(school: Ashcroft, number: int) -> str:
    """A letter as it looks on screen, in one line."""
    return " ".join(school.on(number, lambda file, row, _: letters.preview_html(file, row)).split())


def running(school: Ashcroft) -> set[str]:
    return set(school.at_work("head", lambda file, _: file.open_clocks()))


def test_a_suspension_is_written_to_the_person_and_the_authority_within_a_working_day(any_school: Ashcroft) -> None:
    school = any_school
    school.triage()
    suspend(school)
    assert {"suspension-letter", "suspension-la", "suspension-review"} <= running(school)
    said = school.write("L6")
    for words in ("you are suspended from your work", "12 January 2027", "The headteacher decided", CONTACT,
                  "do not come to the school site", "26 January 2027", "Full pay"):  # fmt: skip
        assert words in said
    assert "Zephyrine" not in said
    assert "Quatermain" not in said
    assert "suspension-letter" not in running(school)
    assert "suspension-la" in running(school)
    said = school.write("L21")
    for words in ("The local authority", "has been suspended", "Mr Robert Hale", "Teacher of history"):
        assert words in said
    assert "suspension-la" not in running(school)


def test_a_suspension_before_triage_is_brought_to_the_chair_before_it_is_graded(school: Ashcroft) -> None:
    suspend(school)
    assert "escalation" in running(school)
    told = {"escalate_to": school.cast["chair"].id, "escalation_actions": "The LADO was asked."}
    school.move("head", "escalate", **told)
    said = school.write("L19")
    assert "Not graded yet" in said
    for words in ("uspen", "Hale", REPORTER):
        assert words not in said


def test_a_suspension_that_ends_says_who_ended_it_and_how_the_person_comes_back(school: Ashcroft) -> None:
    school.triage()
    suspend(school)
    school.write("L6")
    school.move(
        "head", "review-suspension", review_result="goes-on", review_reasons="Not yet.", review_contact="Weekly calls.",
        suspension_review=(school.now + timedelta(days=20)).date().isoformat(),
    )  # fmt: skip
    said = school.write("L7")
    assert "it goes on for now" in said
    assert "1 February 2027" in said
    asked = {"governor_acting": school.cast["panel6"].id, "governor_acting_why": "Minute 4"}
    school.move("head", "ask-governing-body", **asked)
    school.move(
        "panel6", "lift-suspension", no_interest=True, lifted_from="2027-01-13", lift_reasons="Done.",
        return_plan="You teach from Monday.",
    )  # fmt: skip
    said = school.write("L7")
    assert "your suspension ends on 13 January 2027" in said
    assert "The governing body decided this" in said
    assert "You teach from Monday." in said
    # The authority hears of both, each in its own time, and one notice does not stand for the other.
    assert {"suspension-la", "suspension-lifted-la"} <= running(school)
    assert "has ended the suspension" in school.write("L21")
    assert "suspension-la" in running(school)
    assert "suspension-lifted-la" not in running(school)


def test_a_review_that_finds_that_it_should_end_makes_no_letter_due(school: Ashcroft) -> None:
    school.triage()
    suspend(school)
    school.move(
        "head", "review-suspension", review_result="to-be-lifted", review_reasons="It may end.",
        review_contact="Calls.", suspension_review=(school.now + timedelta(days=20)).date().isoformat(),
    )  # fmt: skip
    assert "L7" not in school.at_work("head", lambda file, _: file.open_letters())


def test_other_arrangements_have_their_own_words_from_beginning_to_end(school: Ashcroft) -> None:
    school.triage()
    instead(school)
    said = school.write("L6")
    assert "You are not suspended" in said
    assert "You work in the office" in said
    assert "L21" not in school.at_work("head", lambda file, _: file.open_letters())
    school.move("head", "end-alternative", alternative_ended="From Monday: nothing more to be feared.")
    assert "usual duties again on 1 March 2027" in school.write("L7")


def test_a_letter_keeps_the_wording_of_the_act_that_made_it_due(school: Ashcroft) -> None:
    school.triage()
    instead(school)
    first = school.letter("L6")
    suspend(school)
    assert school.letter("L6") != first
    assert "You are not suspended" in seen(school, first)
    assert "you are suspended" in seen(school, school.letter("L6"))


def test_a_dismissal_is_notified_and_taken_back_when_an_appeal_undoes_it(school: Ashcroft) -> None:
    school.investigate()
    at = school.set_hearing(worst="dismissal")
    school.write("L9")
    school.hear(at, sanction="dismissal", dismissal_date="2027-02-09", dismissal_notice="notice")
    assert "dismissal-la" in running(school)
    said = school.write("L13")
    assert "The local authority" in said  # the copy
    said = school.write("L21")
    for words in ("regulation 20", "9 February 2027", "With notice", "The posts were public"):
        assert words in said
    assert "dismissal-la" not in running(school)
    school.move("head", "lodge-appeal", appeal_received=school.now.date().isoformat(), appeal_grounds="It is too hard.")
    assert "appeal-acknowledge" in running(school)
    number = school.letter("L14")
    lacking = {one.key for one in school.on(number, lambda file, row, _: letters.missing(file, row))}
    assert {"appeal_at", "appeal_place", "appeal_hearers_names"} <= lacking
    heard = (school.now + timedelta(days=14)).replace(hour=16, minute=0)
    panel = [school.cast[who].id for who in ("panel4", "panel5", "panel6")]
    school.move("head", "set-appeal-hearing", appeal_at=heard.isoformat(), appeal_place="Library", appeal_hearers=panel)
    said = school.write("L14")
    for words in ("Mr Paul Rees", "Library", "It is too hard.", "right to be accompanied"):
        assert words in said
    assert "appeal-acknowledge" not in running(school)
    school.now = heard + timedelta(hours=2)
    school.move("panel4", "decide-appeal", no_interest=True, appeal_outcome="overturned", appeal_reasons="Not shown.",
                reinstatement="On 1 March 2027, with the pay of the weeks between.")  # fmt: skip
    assert "appeal-outcome-letter" in running(school)
    said = school.write("L15")
    for words in (
        "the decision is overturned",
        "You are reinstated",
        "with the pay of the weeks between",
        "Dr Ada Lindqvist",
        "final",
    ):
        assert words in said
    assert "appeal-outcome-letter" not in running(school)
    assert "that determination does not stand" in school.write("L21")


def test_an_appeal_is_not_decided_before_it_was_invited_to(school: Ashcroft) -> None:
    school.investigate()
    at = school.set_hearing()
    school.write("L9")
    school.hear(at)
    school.move("head", "lodge-appeal", appeal_received=school.now.date().isoformat(), appeal_grounds="Too hard.")
    heard = (school.now + timedelta(days=14)).replace(hour=16, minute=0)
    panel = [school.cast[who].id for who in ("panel4", "panel5", "panel6")]
    school.move("head", "set-appeal-hearing", appeal_at=heard.isoformat(), appeal_place="Library", appeal_hearers=panel)
    school.now = heard + timedelta(hours=2)
    with pytest.raises(Refused, match="letter L14"):
        school.move("panel4", "decide-appeal", no_interest=True, appeal_outcome="upheld", appeal_reasons="Fair.")
    school.fill(school.letter("L14"), {"recipient_address": "7 Orchard Row", "contact_for_questions": CONTACT})
    with pytest.raises(Refused, match="Nobody is invited to what is over"):
        school.on(school.letter("L14"), letters.approve)


def test_a_breach_of_data_is_reported_before_that_is_recorded_and_names_nobody(school: Ashcroft) -> None:
    school.triage(breaches=["IM-1"])
    school.move("head", "bring-in-dpo", data_officer=school.cast["dpo"].id, data_officer_why="A data breach.")
    school.move(
        "dpo", "find-breach-reportable", ico_nature="A picture was public.", ico_people="24 pupils",
        ico_consequences="C", ico_measures="Taken down.", ico_high_risk="yes", ico_reasons="Health data.",
    )  # fmt: skip
    at = (school.now - timedelta(minutes=2)).isoformat()
    with pytest.raises(Refused, match="letter L22"):
        school.move("dpo", "record-ico-report", ico_reported_at=at)
    said = school.write("L22")
    for words in (
        "Information Commissioner’s Office",
        "12 January 2027 at 10:20am",
        "24 pupils",
        "A picture was public.",
    ):
        assert words in said
    told = school.write("L22N", addressee="Parents of pupils in Year 8")
    assert "Dear parents of pupils in Year 8" in told
    for name in ("Hale", "history", "Quatermain", "IM-1"):
        assert name not in said + told
    school.move("dpo", "record-ico-report", ico_reported_at=at)


def test_a_referral_that_was_agreed_is_sent_with_both_limbs_apart(school: Ashcroft) -> None:
    school.triage()
    school.move("head", "record-leaving", leaving="resigned", leaving_notice="2027-01-12", last_day="2027-01-12",
                settlement="no")  # fmt: skip
    school.move(
        "head", "propose-dbs-decision", dbs_regulated="yes", dbs_removed="yes", dbs_harm=["conduct", "harm"],
        dbs_agencies="no", dbs_adviser="Mrs Cole", dbs_decision="refer", dbs_reasons="He may do it again.",
        second_reader=school.cast["adviser"].id,
    )  # fmt: skip
    school.move("adviser", "agree-dbs-referral", dbs_agreed=True)
    assert "dbs-referral" in running(school)
    said = school.write("L23")
    for words in (
        "The first limb",
        "The second limb",
        "Engaged in relevant conduct; Meets the harm test",
        "1 March 2027",
    ):
        assert words in said
    assert "dbs-referral" not in running(school)
    school.move(
        "head", "propose-tra-decision", tra_ceased="yes", tra_serious="yes", tra_dbs_told="yes", tra_adviser="Mrs Cole",
        tra_decision="refer", tra_reasons="Disrepute.", tra_reader=school.cast["adviser"].id,
    )  # fmt: skip
    school.move("adviser", "agree-tra-referral", tra_agreed=True)
    assert "tra-referral" in running(school)
    said = school.write("L24")
    for words in ("Teaching Regulation Agency", "Has the DBS been told? Yes", "Disrepute."):
        assert words in said
    assert "tra-referral" not in running(school)


def test_a_low_level_concern_is_done_with_when_its_note_has_gone_out(school: Ashcroft) -> None:
    school.triage()
    assert "low-level-action" in running(school)
    school.move("head", "take-low-level-action", words_spoken="That it hurts.", subject_view="That you are sorry.",
                expectation="You post nothing.", why_enough="A first time.")  # fmt: skip
    assert "low-level-action" in running(school)
    said = school.write("L11")
    for words in ("That it hurts.", "That you are sorry.", "You post nothing.", "not a disciplinary sanction"):
        assert words in said
    assert "low-level-action" not in running(school)


def test_who_raised_a_concern_online_is_told_where_it_is_now_and_only_once(school: Ashcroft) -> None:
    school.triage(breaches=["WB-1"])
    school.move("head", "find-disclosure-protected", disclosure_adviser="Mrs Cole", disclosure_reasons="It is.")
    said = school.write("L2")
    assert "Mr Robert Hale" in said or "Dear Mr Hale" in said
    assert "a protected disclosure, or as something that may be one" in said
    school.move("head", "redirect", redirected_to="whistleblowing", redirect_reasons="It belongs there.")
    assert school.at_work("head", lambda file, _: [row.key for row in file.letters].count("L2")) == 1


def test_who_reported_a_concern_that_is_none_of_conduct_is_told_where_it_went(school: Ashcroft) -> None:
    school.triage()
    school.move("head", "redirect", redirected_to="whistleblowing", redirect_reasons="It is about the building.")
    said = school.write("L2")
    assert REPORTER in said
    assert "Hale" not in said


def test_another_procedure_needs_no_such_letter(school: Ashcroft) -> None:
    school.triage()
    school.move("head", "redirect", redirected_to="grievance", redirect_reasons="It is a grievance.")
    assert "L2" not in school.at_work("head", lambda file, _: file.open_letters())


def test_nothing_goes_to_the_person_while_the_lado_asks_to_wait(school: Ashcroft) -> None:
    school.triage(harm_risk="yes")
    school.advise(lado_telling="no", lado_threshold="no")
    found = school.at_work("head", lambda file, _: dict.fromkeys(file.allegation_ids(), "unfounded"))
    school.move("head", "take-no-further-action", findings=found, no_action_reasons="Nothing in it.")
    school.fill(school.letter("L10"), {"recipient_address": "7 Orchard Row", "contact_for_questions": CONTACT})
    with pytest.raises(Refused, match="asked the school not to tell"):
        school.on(school.letter("L10"), letters.approve)
    school.advise(lado_telling="yes", lado_threshold="no")
    school.on(school.letter("L10"), letters.approve)


def test_a_letter_that_was_withdrawn_can_be_begun_again(any_school: Ashcroft) -> None:
    school = any_school
    school.triage()
    suspend(school)
    number = school.letter("L6")
    with pytest.raises(Refused, match="is not withdrawn"):
        school.on(number, letters.write_again)
    school.fill(number, {"recipient_address": "7 Orchard Row", "contact_for_questions": CONTACT})
    school.on(number, lambda file, row, me: letters.withdraw(file, row, "The wrong address", me))
    again = school.on(number, letters.write_again).number
    assert again == school.letter("L6") != number
    said = school.write("L6", recipient_address="9 Orchard Row")
    assert "9 Orchard Row" in said
    assert "you are suspended from your work" in said
    assert "suspension-letter" not in running(school)
    with pytest.raises(Refused, match="was written in its place"):
        school.on(number, letters.write_again)
    assert flat(school.pdf(again)) == said
