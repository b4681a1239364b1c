"""What one may see of letters: how far they are, what they lack, how they will look, and the issued PDF."""

from __future__ import annotations

from typing import Any

from caseflow.casework import cases, letter_hindrances, letter_paper
from caseflow.casework.casefile import CaseFile
from caseflow.casework.desk import Desk
from caseflow.casework.letter_betrayals import betrayals
from caseflow.casework.letter_facts import judged_by
from caseflow.casework.letter_hindrances import Known, Lacking, objections
from caseflow.casework.letter_paper import Made, read_said
from caseflow.casework.letter_questions import paragraphs, questions
from caseflow.casework.people import Someone
from caseflow.casework.refusals import NotThere, Refused
from caseflow.lifecycle.terms import Permission, Question
from caseflow.procedure import PROCEDURE
from caseflow.records import LetterRecord

STATUSES = {
    "due": "Due",
    "draft": "Draft",
    "approved": "Approved",
    "issued": "Issued",
    "delivered": "Delivered",
    "withdrawn": "Withdrawn",
}


def read(desk: Desk, person: Someone, reference: str, what: str = "letters") -> CaseFile:
    """A case whose letters are about to be shown, to those who may read all of it. The reading is journalled first."""
    file = cases.find(desk, person, reference, Permission.READ)
    cases.about_to_read(file, person, what)
    return file


def numbered(file: CaseFile, number: int) -> LetterRecord:
    """The letter of this number. Raises NotThere."""
    found = next((row for row in file.letters if row.number == number), None)
    if found is None:
        raise NotThere
    return found


def missing(file: CaseFile, row: LetterRecord) -> list[Lacking]:
    """What a letter still lacks, each with the place to add it."""
    return letter_hindrances.missing(file, row, read_said(file, row))


def asks(file: CaseFile, row: LetterRecord) -> tuple[Question, ...]:
    """What a letter itself asks."""
    return questions(PROCEDURE.letter[row.key], judged_by(file, read_said(file, row)))


def worded(file: CaseFile, row: LetterRecord) -> tuple[Question, ...]:
    """The paragraphs of a letter that the school may word itself."""
    return paragraphs(PROCEDURE.letter[row.key], judged_by(file, read_said(file, row)))


def hindrances(file: CaseFile, row: LetterRecord) -> list[str]:
    """Every reason why this letter could not be approved or issued now."""
    lacking = missing(file, row)
    named = [f"The letter still lacks: {', '.join(map(str, lacking))}."] if lacking else []
    return named + objections(file, row)


def repeated(file: CaseFile, row: LetterRecord) -> list[Known]:
    """The facts of the case that a letter repeats, each with where it comes from."""
    return letter_hindrances.repeated(file, row, letter_paper.words_of(file, row, read_said(file, row)))


def betrays(file: CaseFile, row: LetterRecord) -> list[str]:
    """Each way in which this letter would betray somebody, as a sentence."""
    return betrayals(file, row, letter_paper.on_screen(file, row))


def happenings(file: CaseFile, row: LetterRecord) -> dict[str, Any]:
    """What became of a letter: copies made, how it was delivered, why it was withdrawn."""
    known: dict[str, Any] = file.facts.get("letters", {}).get(str(row.number), {})
    return known


def preview_html(file: CaseFile, row: LetterRecord) -> str:
    """The letter on screen, with a mark in each place where something is still lacking."""
    return letter_paper.on_screen(file, row)


def sheet(file: CaseFile, row: LetterRecord) -> str:
    """The page as `issue` would print it now. Raises Refused if something is lacking."""
    if lacking := missing(file, row):
        raise Refused(f"The letter still lacks: {', '.join(map(str, lacking))}.")
    return letter_paper.sheet(file, row)


def press(html: str, *, draft: bool = False) -> Made:
    """A sheet on paper; marked if it is a draft. Needs no case, so that nobody at the database waits for the press."""
    return Made(html, letter_paper.press(html, draft=draft))


def pdf(file: CaseFile, row: LetterRecord) -> bytes:
    """The issued letter, its fingerprint checked against the journal. Raises Tampered, or Refused if not issued."""
    return letter_paper.unsealed(file, row)
