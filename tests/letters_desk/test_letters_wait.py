"""A letter that was made due before the police or the LADO stepped in is not issued after it, whoever approved it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseflow.casework import letters
from caseflow.casework.refusals import Refused
from letters_desk.ashcroft import FIELDS, Ashcroft, flat


def invited(school: Ashcroft) -> int:
    """A hearing is arranged, and the invitation to it is approved and not issued yet."""
    school.investigate()
    school.set_hearing(days=40)
    number = school.letter("L9")
    school.fill(number, FIELDS["L9"])
    school.on(number, letters.approve)
    return number


def to_the_police(school: Ashcroft) -> None:
    at = (school.now - timedelta(minutes=5)).isoformat()
    school.move("head", "report-to-police", police_officer="PC Bell", police_at=at, police_facts="What was posted.")


def test_an_invitation_does_not_go_out_once_the_police_lead(school: Ashcroft) -> None:
    number = invited(school)
    to_the_police(school)
    with pytest.raises(Refused, match="The police are leading") as refused:
        school.on(number, letters.issue)
    assert "“On hold for outside agencies”" in str(refused.value)
    assert school.status(number) == "approved"
    assert not school.entries("letter_issued")


def test_nor_once_the_case_went_back_to_the_investigation(school: Ashcroft) -> None:
    number = invited(school)
    to_the_police(school)
    ended = {"police_outcome": "nfa", "police_ended_on": school.now.date().isoformat()}
    school.move("head", "record-police-outcome", police_outcome_notes="Nothing more.", **ended)
    school.move("head", "resume-investigation", resume_reasons="The police have ended.")
    with pytest.raises(Refused, match="Nobody is invited to a hearing unless one is arranged"):
        school.on(number, letters.issue)


def test_nor_once_the_lado_asks_the_school_to_wait(school: Ashcroft) -> None:
    number = invited(school)
    school.advise(lado_telling="no")
    with pytest.raises(Refused, match="not to tell the member of staff yet"):
        school.on(number, letters.issue)
    school.advise(lado_telling="yes")
    school.on(number, letters.issue)
    assert school.status(number) == "issued"


def test_the_new_panel_is_told_to_whoever_was_invited_without_new_notice(school: Ashcroft) -> None:
    school.investigate()
    at = school.set_hearing(days=20)
    school.fill(first := school.letter("L9"), FIELDS["L9"])
    school.issue(first)
    school.now = at - timedelta(days=2)
    panel = [school.cast[who].id for who in ("panel1", "panel2", "panel4")]
    school.move("head", "replace-hearer", hearers=panel, hearer_replaced_for="One of them is ill.")
    second = school.letter("L9")
    assert second != first
    school.fill(second, FIELDS["L9"])
    said = flat(school.issue(second))
    for one in ("says who hears your case now", school.cast["panel4"].name):
        assert one in said
    assert school.cast["panel3"].name not in said
    assert "days’ notice" not in said


def test_an_appeal_hearing_that_moves_is_told_afresh(school: Ashcroft) -> None:
    school.investigate()
    at = school.set_hearing()
    school.write("L9")
    school.hear(at)
    school.move("head", "lodge-appeal", appeal_received=school.now.date().isoformat(), appeal_grounds="Too hard.")
    heard = (school.now + timedelta(days=14)).replace(hour=16, minute=0)
    panel = [school.cast[who].id for who in ("panel4", "panel5", "panel6")]
    school.move("head", "set-appeal-hearing", appeal_at=heard.isoformat(), appeal_place="Library", appeal_hearers=panel)
    assert "Thank you for your appeal" in school.write("L14")
    new = (heard + timedelta(days=2)).isoformat()
    school.move("head", "postpone-appeal-hearing", appeal_at=new, appeal_postponed_for="His companion cannot come.")
    said = school.write("L14")
    assert "takes the place of what we wrote about them before" in said
    assert f"{heard.day + 2} " in said
    assert "Thank you for your appeal" not in said
