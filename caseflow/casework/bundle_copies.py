"""Opening a bundle: one reader's copy, marked on every page with who reads it, and written down before it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from caseflow import paper
from caseflow.casework import cases, journal, letter_paper, people
from caseflow.casework.casefile import ISSUED_LETTERS, CaseFile
from caseflow.casework.letter_facts import read_said
from caseflow.casework.letter_words import render_page
from caseflow.casework.people import Someone
from caseflow.casework.refusals import NotThere, Refused
from caseflow.lifecycle.days import say_moment
from caseflow.lifecycle.terms import Permission
from caseflow.procedure.bundles import BUNDLES
from caseflow.records import Case, LetterRecord

READ = "bundle"
"""What an entry says was read when somebody opened a bundle."""


@dataclass(frozen=True)
class Paper:
    """One part of what a panel reads: the bundle, or a supplement to it."""

    number: int
    title: str
    issued_at: datetime
    sha256: str


@dataclass(frozen=True)
class Copy:
    """A frozen bundle, and what is marked on each page of this reader's copy of it."""

    pdf: bytes
    reader: str
    number: int
    at: str

    def pressed(self) -> bytes:
        """The copy on paper. Needs no case, so that nobody at the database waits for the press."""
        try:
            mark = paper.press(render_page("readers_mark", copy=self), "", title="Letter")
            return paper.marked(self.pdf, mark)
        except paper.PaperRefused as trouble:
            raise Refused(str(trouble)) from trouble
        except paper.PaperFailed as trouble:
            raise Refused("Your copy could not be made just now. Try again in a moment.") from trouble


def papers(file: CaseFile, person: Someone) -> list[Paper]:
    """What this person's panel reads, in order: nothing for whoever sits on none, and of the other panel nothing."""
    return [_paper(file, row) for row in _rows(file, person)]


def open_until(file: CaseFile, person: Someone) -> datetime | None:
    """Until when this person can open what their panel read, once that is decided; None while it is not."""
    me = people.mark(file.desk, file.case.school_id, person.id)
    reads = {bundle.reads.key for bundle in BUNDLES}
    ends = [part.until for part in file.parts if part.role in reads and part.who == me]
    return None if None in ends else max((end for end in ends if end), default=None)


def _rows(file: CaseFile, person: Someone) -> list[LetterRecord]:
    if not cases.may(file, person, Permission.READ_BUNDLE):
        return []
    theirs = {bundle.letter for bundle in BUNDLES if person.id in file.held_by(bundle.reads)}
    return [row for row in file.letters if row.key in theirs and row.status in ISSUED_LETTERS]


def their_paper(file: CaseFile, person: Someone, number: int) -> LetterRecord:
    """What has this number among the papers of this person's panel. Raises NotThere."""
    row = next((row for row in _rows(file, person) if row.number == number), None)
    if row is None:
        raise NotThere
    return row


def _paper(file: CaseFile, row: LetterRecord) -> Paper:
    said = read_said(file, row)["context"]["bundle"]
    title = f"Supplement {said['supplement']} to the bundle" if said["supplement"] else str(said["title"])
    if row.issued_at is None:
        raise NotThere
    return Paper(row.number, title, row.issued_at, str(row.sha256))


def open_copy(file: CaseFile, person: Someone, number: int) -> Copy:
    """This person's copy of a bundle; that it is opened, and under which number, is journalled first.

    Raises NotThere if it is not theirs to read now, and Tampered if it is not the bundle that was issued.
    """
    row = their_paper(file, person, number)
    pdf, found = letter_paper.unsealed(file, row), _paper(file, row)
    copy = _copy_number(file, row, person)
    said = f"{found.title[0].lower()}{found.title[1:]} (letter {row.number}), copy {copy}"
    cases.about_to_read(file, person, READ, said=said, letter=row.id, copy=copy, doc_sha256=row.sha256)
    return Copy(pdf, person.name, copy, say_moment(file.desk.now))


def _copy_number(file: CaseFile, row: LetterRecord, person: Someone) -> int:
    """The number of this reader's copy: one for each who opened it, in the order in which they did."""
    file.desk.session.scalar(select(Case.id).where(Case.id == file.case.id).with_for_update())  # one at a time
    entries = journal.read(file.desk, file.scope, event="read")
    known = {str(one.said["actor"]): int(one.said["copy"]) for one in entries if one.said.get("letter") == row.id}
    return known.get(person.id, len(known) + 1)
