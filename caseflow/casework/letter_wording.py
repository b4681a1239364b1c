"""The words a school offers for the free paragraphs of its letters: its own where it has some, version by version."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from caseflow.casework import journal
from caseflow.casework.desk import Desk
from caseflow.casework.fingerprints import fingerprint
from caseflow.casework.letter_fields import fields_of, wrong_brace
from caseflow.casework.moment import JustNow
from caseflow.casework.refusals import BadAnswers
from caseflow.lifecycle.answers import accept_questions
from caseflow.lifecycle.terms import Free, Kind, Letter, Question
from caseflow.records import LetterWords

EVENT = "letter_words_changed"
MOST = 4_000


@dataclass(frozen=True)
class Wording:
    """What is offered for the paragraphs of a letter. Version 0 is what the program came with."""

    version: int
    words: Mapping[str, str]
    set_at: datetime | None = None
    set_by: str = ""


def adaptable(letter: Letter) -> tuple[Free, ...]:
    """The paragraphs for which words are offered. The others are written afresh for each case, and so stay empty."""
    return tuple(free for free in letter.free if free.words)


def offered(desk: Desk, school_id: str, letter: Letter) -> Wording:
    """The words that are offered today for the paragraphs of a letter."""
    return versions(desk, school_id, letter)[-1]


def versions(desk: Desk, school_id: str, letter: Letter) -> list[Wording]:
    """Every version of the words of a letter, the program's own first."""
    shipped = {free.key: free.words for free in letter.free}
    own = _own(desk, school_id).get(letter.key, [])
    return [Wording(0, shipped), *(replace(one, words={**shipped, **one.words}) for one in own)]


def _own(desk: Desk, school_id: str) -> dict[str, list[Wording]]:
    """The school's own words by letter, read once in a piece of work."""
    known: dict[str, dict[str, list[Wording]]] = desk.known.setdefault("letter_words", {})
    if school_id not in known:
        query = select(LetterWords).where(LetterWords.school_id == school_id).order_by(LetterWords.version)
        found: dict[str, list[Wording]] = {}
        for row in desk.session.scalars(query):
            said = Wording(row.version, json.loads(row.words), row.set_at, row.set_by)
            found.setdefault(row.letter, []).append(said)
        known[school_id] = found
    return known[school_id]


def questions(letter: Letter) -> tuple[Question, ...]:
    """What is asked about the words of a letter."""
    return tuple(
        Question(free.key, free.title, Kind.ACCOUNT, required=free.required, most=MOST) for free in adaptable(letter)
    )


def accepted(desk: Desk, letter: Letter, given: Mapping[str, str]) -> dict[str, str]:
    """Words as they would be kept. Raises BadAnswers with a sentence for each paragraph that will not do."""
    taken = accept_questions(questions(letter), given, JustNow(desk))
    words = {free.key: str(taken.get(free.key, "")) for free in adaptable(letter)}
    wrong = {key: said for key, text in words.items() if (said := wrong_brace(text, fields_of(letter)))}
    if wrong:
        raise BadAnswers(wrong)
    return words


def set_words(desk: Desk, school_id: str, letter: Letter, given: Mapping[str, str], by: str) -> Wording:
    """Offer other words from now on. The version before is kept. Raises BadAnswers; nothing new makes no version."""
    words, before = accepted(desk, letter, given), offered(desk, school_id, letter)
    if all(before.words[key] == text for key, text in words.items()):
        return before
    row = LetterWords(
        school_id=school_id,
        letter=letter.key,
        version=before.version + 1,
        words=json.dumps(words, ensure_ascii=False, sort_keys=True),
        set_at=desk.now,
        set_by=by,
    )
    desk.session.add(row)
    desk.session.flush()
    desk.known.pop("letter_words", None)
    journal.write_for_school(
        desk,
        school_id,
        EVENT,
        by,
        wording=letter.key,
        version=row.version,
        words=words,
        projection=fingerprint([row]),
        row=row.id,
        sentence=f"The words of letter {letter.key} were changed (version {row.version})",
    )
    return offered(desk, school_id, letter)
