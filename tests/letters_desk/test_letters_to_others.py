"""Letters to parents, employers and the school's own register say what their readers may know, and no more."""

from __future__ import annotations

from typing import Any

import pytest

from caseflow.casework import letter_facts, letter_paper, letters
from caseflow.casework.refusals import BadAnswers, Refused
from caseflow.procedure import PROCEDURE
from letters_desk.ashcroft import Ashcroft, flat

pytestmark = pytest.mark.slow

TOLD = {
    "parents_told": "first",
    "parents_who": "Mr and Mrs Okoro",
    "parents_agreed": "Lee Adams, LADO",
    "parents_words": "A member of staff may have written to Amara.",
}
CONTACT = {"recipient_address": "31 Weir Street", "contact_for_questions": "Mrs Cole, 01632 960 119"}
TITLES = {category.key: category.title for category in PROCEDURE.categories}


def words(school: Ashcroft, key: str) -> dict[str, Any]:
    """All that the newest letter of a kind is given."""
    return school.on(
        school.letter(key), lambda file, row, _: letter_paper.words_of(file, row, letter_paper.read_said(file, row))
    )


def waiting(school: Ashcroft) -> tuple[str, ...]:
    return school.at_work("head", lambda file, _: file.open_letters())


def decided(school: Ashcroft, *findings: str) -> list[str]:
    """A case that meets the threshold, with a warning and a finding on each of its two allegations. Their codes."""
    school.triage(harm_risk="yes")
    school.advise()
    school.move("head", "escalate", escalate_to=school.cast["chair"].id, escalation_actions="The LADO was asked.")
    school.move("chair", "note-escalation", escalation_interest="no", escalation_answer="noted")
    school.move("head", "end-lado", lado_ended_with="Lee Adams", lado_ended_reasons="Done.")
    school.move("head", "end-reporter-care", reporter_care_ended="declined", reporter_care_notes="Enough.")
    school.move("head", "open-investigation", investigator=school.cast["officer"].id, terms="Facts")
    said = {"report_facts": "F", "report_evidence": "E", "report_mitigation": "M", "report_view": "yes"}
    school.move("officer", "submit-report", **said)
    at = school.set_hearing()
    school.write("L9")
    found = dict(zip(school.at_work("head", lambda file, _: file.allegation_ids()), findings, strict=True))
    school.hear(at, sanction="first-warning", improvement="Nothing like it.", findings=found)
    return school.at_work("head", lambda file, _: [one["code"] for one in file.allegations])


def propose(school: Ashcroft, retention: str = "allegation") -> None:
    reader = school.cast["adviser"].id
    said = {"closing_summary": "S", "lesson_kinds": ["none"], "sexual_abuse": "no", "retention": retention}
    school.move("head", "propose-closing", **said, second_reader=reader)


def close(school: Ashcroft) -> None:
    """Everything is issued, and two people close the case."""
    school.later(days=20)
    for key in waiting(school):
        school.write(key)
    propose(school)
    for key in waiting(school):
        school.write(key)
    school.move("adviser", "agree-closing", closing_agreed=True)


def found_nothing(school: Ashcroft, finding: str) -> None:
    """No further action, and everything issued that is due by then."""
    school.triage()
    found = school.at_work("head", lambda file, _: dict.fromkeys(file.allegation_ids(), finding))
    school.move("head", "take-no-further-action", findings=found, malice="He said so.", no_action_reasons="Nothing.")
    for key in waiting(school):
        school.write(key)


def test_parents_read_nobodys_name_and_the_law_that_forbids_naming_a_teacher(school: Ashcroft) -> None:
    school.triage()
    school.move("head", "tell-parents", **TOLD)
    said = school.write("L17", child_called="Amara", **CONTACT)
    for wanted in ("Dear Mr and Mrs Okoro", "in confidence", "written to Amara", "Section 141F"):
        assert wanted in said
    given = repr(words(school, "L17"))
    for told in ("Hale", "history", "Quatermain", "SC-1"):
        assert told not in said
        assert told not in given


def test_parents_read_no_law_on_teachers_where_none_is_concerned(school: Ashcroft) -> None:
    school.triage(teacher="no")
    school.move("head", "tell-parents", **TOLD)
    assert "Section 141F" not in school.write("L17", child_called="Amara", **CONTACT)


@pytest.mark.parametrize("named", ["Mr Hale wrote to Amara.", "HALE wrote to Amara."])
def test_a_letter_that_names_the_member_of_staff_to_parents_is_stopped(school: Ashcroft, named: str) -> None:
    school.triage()
    school.move("head", "tell-parents", **{**TOLD, "parents_words": named})
    number = school.letter("L17")
    school.fill(number, {"child_called": "Amara", **CONTACT})
    with pytest.raises(Refused, match="would tell who it is about"):
        school.on(number, letters.approve)
    reason = "They know it from their daughter, and the LADO agrees."
    school.on(number, lambda file, row, me: letters.approve(file, row, me, named_because=reason))


def test_who_reported_is_told_to_no_parent(school: Ashcroft) -> None:
    school.triage()
    school.move("head", "tell-parents", **{**TOLD, "parents_words": "Ms Quatermain saw it."})
    school.fill(school.letter("L17"), {"child_called": "Amara", **CONTACT})
    with pytest.raises(Refused, match="would tell who reported"):
        school.on(school.letter("L17"), letters.approve)


def test_the_person_gets_a_copy_of_the_record_and_nothing_of_what_was_false(school: Ashcroft) -> None:
    codes = decided(school, "substantiated", "false")
    close(school)
    assert [one["finding"] for one in words(school, "L16")["case"]["allegations"]] == ["Substantiated"]
    said = flat(school.pdf(school.letter("L16")))
    assert TITLES[codes[0]] in said
    assert TITLES[codes[1]] not in said
    assert "First written warning" in said


def test_a_warning_where_the_threshold_was_met_stays_on_file(school: Ashcroft) -> None:
    codes = decided(school, "substantiated", "substantiated")
    assert not [code for code in codes if code.startswith("SC")]
    assert "This warning concerns the safety or welfare of children." in school.write("L12")


@pytest.mark.parametrize("finding", ["malicious", "false"])
def test_there_is_no_record_to_copy_of_what_was_malicious_or_false(school: Ashcroft, finding: str) -> None:
    found_nothing(school, finding)
    propose(school, "off-file")
    assert waiting(school) == ("L18",)


def test_a_closing_that_is_sent_back_does_not_write_to_people_twice(school: Ashcroft) -> None:
    found_nothing(school, "unfounded")
    propose(school)
    assert waiting(school) == ("L16", "L18")
    for key in waiting(school):
        school.write(key)
    school.move("adviser", "send-back-closing", closing_objection="Say more.")
    propose(school)
    assert waiting(school) == ()


def test_a_reference_is_written_from_a_closed_file_and_mentions_only_what_may_be(school: Ashcroft) -> None:
    codes = decided(school, "substantiated", "substantiated")
    close(school)
    school.later(days=400)
    asked = {"reference_for": "The Headteacher, Marlingford School", "reference_on": "2027-06-01"}
    with pytest.raises(BadAnswers, match="Leave out IM-2"):
        school.move("head", "record-reference-request", **asked, reference_matters=[codes[0], "IM-2"])
    school.move("head", "record-reference-request", **asked, reference_matters=[codes[0]])
    said = school.write("L25", {"facts": "A panel found it proved on 9 February 2027."}, **CONTACT)
    assert TITLES[codes[0]] in said
    assert TITLES[codes[1]] not in said
    assert "A panel found it proved" in said
    assert "Zephyrine" not in repr(words(school, "L25"))


def test_a_reference_where_nothing_may_be_mentioned_says_so_in_the_usual_words(school: Ashcroft) -> None:
    decided(school, "substantiated", "substantiated")
    close(school)
    asked = {"reference_for": "A school", "reference_on": "2027-02-01", "reference_matters": ["none"]}
    school.move("head", "record-reference-request", **asked)
    said = school.write("L25", **CONTACT)
    assert "nothing to report under that guidance" in said
    assert "Contact with" not in said


def test_a_reference_keeps_to_the_rule_even_if_the_answer_does_not(school: Ashcroft) -> None:
    """The list is filtered again where the letter is written, so that a slip at the question stays harmless."""
    codes = decided(school, "substantiated", "substantiated")
    with school.office.at_work() as desk:
        file, letter = school.opened(desk), PROCEDURE.letter["L25"]
        answers = file.facts["answers"]
        answers["reference_matters"] = codes
        mentioned = [one["code"] for one in letter_facts._case(file, letter)["allegations"]]
        assert mentioned == ["AB-1"], "what is only ever a low-level concern is left out"
        file.facts["happened"] = {**file.facts["happened"], "decide-appeal": desk.now.isoformat()}
        unproved = {"findings": dict.fromkeys(file.allegation_ids(), "unsubstantiated")}
        for spoilt in ({"lado_threshold": "no"}, {"appeal_outcome": "overturned"}, unproved, {"reference_matters": []}):
            file.facts["answers"] = {**answers, **spoilt}
            assert letter_facts._case(file, letter)["allegations"] == []
        desk.session.rollback()


def test_other_letters_are_not_touched_in_a_closed_case(school: Ashcroft) -> None:
    decided(school, "substantiated", "unfounded")
    close(school)
    with pytest.raises(Refused, match="closed"):
        school.on(school.letter("L16"), lambda file, row, me: letters.withdraw(file, row, "A slip", me))


def test_a_record_is_destroyed_only_by_two_people_and_under_no_hold(school: Ashcroft) -> None:
    decided(school, "substantiated", "unfounded")
    close(school)
    proposed = {"disposal_basis": "Rule 4", "kept_until": "2027-01-31", "disposal_approver": school.cast["dpo"].id}
    agreed = {"disposal_means": "The key is destroyed.", "disposal_agreed": True}
    hold = {"hold_basis": "claim", "hold_why": "A claim.", "hold_agreed_by": "Dr Abara", "hold_review": "2027-12-01"}
    dpo = school.cast["dpo"].id
    release = {"release_why": "It was settled.", "release_agreed_by": "Dr Abara", "release_approver": dpo}
    school.move("head", "place-hold", **hold)
    said = school.write("L26")
    for wanted in ("must not be destroyed", "A claim, a tribunal or a court", "Dr Abara", "1 December 2027"):
        assert wanted in said
    with pytest.raises(Refused, match="A hold stands"):
        school.move("head", "propose-disposal", **proposed)
    school.move("head", "propose-release", **release)
    with pytest.raises(Refused, match="Only the data protection officer"):
        school.move("head", "release-hold", release_agreed=True)
    school.move("dpo", "release-hold", release_agreed=True)
    school.move("head", "propose-disposal", **proposed)
    with pytest.raises(Refused, match="Only the data protection officer"):
        school.move("head", "agree-disposal", **agreed)
    school.move("head", "place-hold", **hold)
    with pytest.raises(Refused, match="Nobody has proposed"):
        school.move("dpo", "agree-disposal", **agreed)
    school.move("head", "propose-release", **release)
    school.move("dpo", "release-hold", release_agreed=True)
    school.move("head", "propose-disposal", **proposed)
    school.move("dpo", "agree-disposal", **agreed)
    said = school.write("L26")
    for wanted in ("Certificate of disposal", "Mrs Jane Okafor, Headteacher; Mr Dennis Poole", "31 January 2027"):
        assert wanted in said
    for name in ("Hale", "history", "Quatermain"):
        assert name not in said
