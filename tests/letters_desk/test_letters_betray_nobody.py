"""Who reported is told to nobody, and nothing that was written lies open in the database."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from caseflow.casework import letter_paper, letters
from caseflow.casework.refusals import Refused
from caseflow.procedure import PROCEDURE
from letters_desk.ashcroft import FIELDS, NO_HARM, REPORTER, Ashcroft, flat

pytestmark = pytest.mark.slow

CANARIES = ("Zephyrine", "Quatermain", "reporter@ashcroft")


@pytest.fixture
def issued(school: Ashcroft) -> tuple[Ashcroft, list[bytes]]:
    """Every letter to the subject of a case that went to a warning."""
    school.move("head", "triage", no_conflict="yes", teacher="yes", power_over_reporter="no", **dict.fromkeys(
        ("harm_harmed", "harm_offence", "harm_risk", "harm_suitability"), "no"
    ), breaches=[PROCEDURE.categories[0].key], severity="3", triage_reasons="x", serious=["none"],
        exception_relative="no")  # fmt: skip
    school.move("head", "tell-subject", support_contact="Ms Ann Lee, 01632 960 121", told_how=f"Not by {REPORTER}")
    school.move("head", "open-investigation", investigator=school.cast["officer"].id, terms="Facts")
    school.move(
        "officer", "submit-report", report_facts=f"{REPORTER} saw it", report_evidence="E1", report_mitigation="None",
        report_view="yes",
    )  # fmt: skip
    at = school.set_hearing()
    made = []
    for key in ("L5", "L9"):
        number = school.letter(key)
        school.fill(number, {"recipient_address": "7 Orchard Row", **FIELDS.get(key, {})})
        made.append(school.issue(number))
    school.hear(at)
    number = school.letter("L12")
    school.fill(number, FIELDS["L12"])
    return school, [*made, school.issue(number)]


def test_no_letter_to_the_subject_says_who_reported(issued: tuple[Ashcroft, list[bytes]]) -> None:
    _, made = issued
    assert len(made) == 3
    for pdf in made:
        said = flat(pdf)
        assert "Robert Hale" in said or "Mr Hale" in said
        for canary in CANARIES:
            assert canary.casefold() not in said.casefold()
            assert canary.encode() not in pdf


def test_the_properties_of_a_pdf_say_nothing(issued: tuple[Ashcroft, list[bytes]], tmp_path: Path) -> None:
    _, made = issued
    for pdf in made:
        (tmp_path / "letter.pdf").write_bytes(pdf)
        with pikepdf.open(tmp_path / "letter.pdf") as opened:
            info = {str(key): str(value) for key, value in opened.docinfo.items()}
            assert info["/Title"] == "Letter"
            assert not {"/Author", "/Subject", "/Keywords", "/CreationDate", "/ModDate"} & set(info)
            assert opened.Root.MarkInfo.Marked
            with opened.open_metadata() as meta:
                assert str(meta["pdfuaid:part"]) == "1"


def test_the_context_itself_does_not_know_who_reported(issued: tuple[Ashcroft, list[bytes]]) -> None:
    school, _ = issued
    for key in ("L5", "L9", "L12"):
        words = school.on(
            school.letter(key),
            lambda file, row, _: repr(letter_paper.words_of(file, row, letter_paper.read_said(file, row))),
        )
        assert not [canary for canary in CANARIES if canary in words]


def test_a_letter_to_the_reporter_knows_nothing_of_the_subject(issued: tuple[Ashcroft, list[bytes]]) -> None:
    school, _ = issued
    number = school.letter("L1")
    words = school.on(number, lambda file, row, _: letter_paper.words_of(file, row, letter_paper.read_said(file, row)))
    assert REPORTER in repr(words)
    for told in ("Hale", "history", "substantiated", "first-warning", "posts were public"):
        assert told not in repr(words)


@pytest.mark.parametrize("words", [
    "Ms Quatermain saw you.", "As zephyrine quatermain says", "Write to reporter@ashcroft.example",
    "QUATERMAIN told us",
])  # fmt: skip
def test_a_paragraph_that_names_the_reporter_is_stopped(school: Ashcroft, words: str) -> None:
    school.investigate()
    school.set_hearing()
    number = school.letter("L9")
    school.fill(number, FIELDS["L9"], {"arrangements": words})
    with pytest.raises(Refused, match="would tell who reported"):
        school.on(number, letters.approve)
    reason = "She is called as a witness and agreed"
    school.on(number, lambda file, row, me: letters.approve(file, row, me, named_because=reason))
    [approved] = school.entries("letter_approved")
    assert approved.said["names_reporter_because"] == reason


def test_an_ordinary_paragraph_is_not_stopped(school: Ashcroft) -> None:
    school.investigate()
    school.set_hearing()
    number = school.letter("L9")
    school.fill(number, FIELDS["L9"], {"arrangements": "Please tell us if you need a break."})
    school.on(number, letters.approve)
    assert "names_reporter_because" not in school.entries("letter_approved")[0].said


@pytest.mark.parametrize("actions", ["I spoke to Mr Hale.", "Robert was sent home", "The teacher of history is away"])
def test_a_notice_that_names_somebody_after_all_does_not_go_out(school: Ashcroft, actions: str) -> None:
    school.move("head", "triage", no_conflict="yes", teacher="yes", power_over_reporter="no", exception_relative="no",
                **NO_HARM, breaches=[PROCEDURE.categories[0].key], severity="4", triage_reasons="x",
                serious=["gross"])  # fmt: skip
    school.move("head", "escalate", escalate_to=school.cast["chair"].id, escalation_actions=actions)
    with pytest.raises(Refused, match="names, or seems to name, somebody in the case"):
        school.on(school.letter("L19"), letters.approve)


def test_the_governing_body_reads_no_name(school: Ashcroft) -> None:
    school.move("head", "triage", no_conflict="yes", teacher="yes", power_over_reporter="no", **dict.fromkeys(
        ("harm_harmed", "harm_offence", "harm_risk", "harm_suitability"), "no"
    ), breaches=[PROCEDURE.categories[0].key], severity="4", triage_reasons="x", serious=["gross"],
        exception_relative="no")  # fmt: skip
    school.move("head", "escalate", escalate_to=school.cast["chair"].id, escalation_actions="An investigation begins.")
    number = school.letter("L19")
    said = flat(school.issue(number))
    said += repr(school.on(number, lambda file, row, _: letter_paper.read_said(file, row)["context"]))
    assert "Dear Dr Abara" in said or "Abara" in said
    for name in ("Hale", "history", *CANARIES):
        assert name not in said


def test_nothing_that_was_written_lies_open_in_the_database(issued: tuple[Ashcroft, list[bytes]]) -> None:
    school, _ = issued
    content = Path(school.url.removeprefix("sqlite:///")).read_bytes()
    for words in (*CANARIES, "Robert Hale", "Orchard Row", "posts were public", "%PDF", "Room 12"):
        assert words.encode() not in content
