"""What the letters say that a step of a rehearsal issued, and whom they must not name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import unescape

from caseflow.casework import letter_paper, people
from caseflow.casework.casefile import ISSUED_LETTERS, CaseFile
from caseflow.casework.rehearsal_story import Expect
from caseflow.records import LetterRecord


def failures(file: CaseFile, before: Collection[str], expect: Expect, names: Collection[str]) -> Iterator[str]:
    """Each phrase that is missing from what was issued, and each phrase and name that should not stand there.

    `before` are the ids of the letters that had been issued before the step; `names` must stand in none.
    """
    if not (expect.says or expect.hides or names):
        return
    issued = [row for row in file.letters if row.status in ISSUED_LETTERS and row.id not in before]
    if not issued:
        yield "says: expected the words of a letter, found that none was issued"
        return
    text = " ".join(_words(file, row) for row in issued)
    yield from (f"says: expected “{phrase}”, found it nowhere" for phrase in expect.says if phrase not in text)
    yield from (f"hides: expected “{phrase}” to stand nowhere, found it" for phrase in expect.hides if phrase in text)
    yield from (f"unnamed: expected no letter to name {name}, found that it does" for name in names if _in(text, name))


def _words(file: CaseFile, row: LetterRecord) -> str:
    """The words of a letter in one line, as they stand on its sheet: without its numbers, whose letters are chance."""
    plain = unescape(re.sub(r"<style.*?</style>|<[^>]+>", " ", letter_paper.sheet(file, row), flags=re.DOTALL))
    plain = re.sub(r"Record code \w+", "Record code", plain).replace(file.reference, "")
    return re.sub(r" ([.,;:])", r"\1", " ".join(plain.split()))


def _in(text: str, name: str) -> bool:
    """Whether somebody's surname stands in a text as a word."""
    return re.search(rf"(?<!\w){re.escape(people.fold(name.split()[-1]))}(?!\w)", people.fold(text)) is not None
