"""Letters that go out in a walk: kept, sealed and journalled as the desk does it, with a stand-in for the printed page.

A page takes a second to press. What a letter says, and how it is printed, is tested where letters are.
"""

from __future__ import annotations

import io

import pikepdf

from caseflow.casework import letter_paper
from caseflow.casework import letter_steps as steps
from caseflow.casework.casefile import CaseFile
from caseflow.casework.clockwork import meet_by_letter
from caseflow.casework.letter_facts import read_said
from caseflow.casework.letter_hindrances import objections
from caseflow.casework.people import Someone
from caseflow.procedure import PROCEDURE
from caseflow.procedure.bundles import BY_LETTER as BUNDLES
from caseflow.procedure.letters import AFTER
from caseflow.procedure.places import CLOSED, MAIN
from caseflow.records import LetterRecord

NEVER_FORCED = {"L5", "L8", "L9", "L12", "L13", "L14", "L17", "PK-PER", "PK-HEA", "PK-APP"}
"""What waits for the LADO or the police, invites to something or tells a sanction: no walk forces it out."""


def hindered(file: CaseFile, row: LetterRecord) -> bool:
    """Whether a letter may not go out now."""
    closed = file.at(MAIN) == CLOSED.key and not PROCEDURE.letter[row.key].at_any_time
    return closed or bool(objections(file, row))


IN_BUNDLES = {key for bundle in BUNDLES.values() for key in (bundle.letter, *bundle.copies)}
"""What a bundle copies, and what a supplement looks at: there the words are kept as they were issued."""


def _blank() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(out)
    return out.getvalue()


def issue(file: CaseFile, row: LetterRecord, actor: Someone) -> str:
    """Issue one, and say which."""
    said, page = read_said(file, row), f"the page of letter {row.number}".encode()
    if row.key in IN_BUNDLES:
        said = said | {"context": letter_paper.words_of(file, row, said)}
    if row.key in BUNDLES:  # it is marked for each reader
        page = _blank()
    steps.keep(file, row, said, "issued")
    letter_paper.keep_sealed(file, row, page)
    row.issued_at = file.desk.now
    steps.record(
        file,
        row,
        "letter_issued",
        actor,
        "{actor} issued {letter}",
        doc_sha256=row.sha256,
        clocks=meet_by_letter(file, row.key, str(said.get(AFTER, ""))),
    )
    return row.key
