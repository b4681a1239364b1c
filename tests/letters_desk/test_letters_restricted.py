"""Section 141F: which letters warn of it, and whose name it protects."""

from __future__ import annotations

import pytest

from caseflow.casework import letter_paper, reporting
from caseflow.casework.casefile import CaseFile
from caseflow.casework.letter_head import may_teach, names_are_restricted
from caseflow.casework.people import Someone
from caseflow.records import LetterRecord
from letters_desk.ashcroft import NO_HARM, REPORT, Ashcroft

TEACH = ("Teacher of history", "headteacher", "assistant headteacher", "Head of year 10", "Deputy head", "SENCO", "")
DO_NOT = ("Teaching assistant", "Site manager", "Cover supervisor", "Learning mentor", "Technician")


@pytest.mark.parametrize("post", TEACH)
def test_a_teachers_post_is_known_by_its_name_or_by_none(post: str) -> None:
    assert may_teach(post)


@pytest.mark.parametrize("post", DO_NOT)
def test_other_staff_are_not_taken_for_teachers(post: str) -> None:
    assert not may_teach(post)


def restricted(school: Ashcroft, key: str) -> bool:
    def said(file: CaseFile, row: LetterRecord, _me: Someone) -> bool:
        return letter_paper.words_of(file, row, letter_paper.read_said(file, row))["letter"]["s141f"] is True

    return school.on(school.letter(key), said)


def test_every_letter_that_names_the_teacher_warns_and_those_that_name_nobody_do_not(school: Ashcroft) -> None:
    with school.office.at_work() as desk:
        given = {**REPORT, "pupil": "yes", "categories": ["SC-1"]}
        school.reference = reporting.take_report(desk, school.cast["reporter"], given).reference
    harm = {**NO_HARM, "harm_offence": "unsure"}
    school.move("head", "triage", no_conflict="yes", teacher="yes", power_over_reporter="no",
                exception_relative="no", **harm, breaches=["SC-1"], severity="5", triage_reasons="x",
                serious=["crime"])  # fmt: skip
    now = school.now.isoformat()
    school.move("head", "refer-to-lado", lado_contact="Lee", lado_at=now, lado_adult_aware="no", lado_done="Nothing")
    school.move("head", "report-to-police", police_officer="DC Stone", police_at=now, police_facts="All of it")
    school.move("head", "escalate", escalate_to=school.cast["chair"].id, escalation_actions="The LADO was told.")
    assert restricted(school, "L3")
    assert restricted(school, "L4")
    assert not restricted(school, "L1")
    assert not restricted(school, "L19")


def _forbidden(school: Ashcroft) -> bool:
    return school.on(school.letter("L1"), lambda file, _row, _me: names_are_restricted(file))


def test_before_triage_has_asked_an_offence_against_a_pupil_is_taken_to_be_possible(school: Ashcroft) -> None:
    with school.office.at_work() as desk:
        given = {**REPORT, "pupil": "yes", "categories": ["HB-1"]}
        school.reference = reporting.take_report(desk, school.cast["reporter"], given).reference
    assert _forbidden(school)
    school.move("head", "triage", no_conflict="yes", teacher="yes", power_over_reporter="no", **NO_HARM,
                breaches=["HB-1"], severity="3", triage_reasons="x", serious=["none"])  # fmt: skip
    assert not _forbidden(school)


def test_a_charge_ends_it_for_good_whatever_becomes_of_the_charge(school: Ashcroft) -> None:
    with school.office.at_work() as desk:
        given = {**REPORT, "pupil": "yes", "categories": ["HB-1"]}
        school.reference = reporting.take_report(desk, school.cast["reporter"], given).reference
    now, today = school.now.isoformat(), school.now.date().isoformat()
    school.move("head", "report-to-police", police_officer="DC Stone", police_at=now, police_facts="All of it")
    assert _forbidden(school)
    school.move("head", "record-charge", charged_on=today, charge="Assault.")
    assert not _forbidden(school)
    school.move("head", "record-police-outcome", police_outcome="acquitted", police_ended_on=today,
                police_outcome_notes="Not guilty.")  # fmt: skip
    assert not _forbidden(school)
