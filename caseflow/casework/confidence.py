"""Who reported a case, hidden from all who work on it without having to know; and who was told what, when and why.

Hidden is whoever reported it as such. Somebody who gives an account as a witness is named there: nobody can tell from
it that they also reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from caseflow.casework import cases
from caseflow.casework.casefile import ISSUED_LETTERS, CaseFile
from caseflow.casework.evidence_reading import Item
from caseflow.casework.journal import Entry
from caseflow.casework.letter_display import display
from caseflow.casework.letter_readers import reader, recipient
from caseflow.casework.people import Someone
from caseflow.lifecycle.sentences import capital
from caseflow.lifecycle.terms import Permission, Question, Role
from caseflow.procedure import PROCEDURE, roles
from caseflow.procedure.bundles import BY_LETTER as BUNDLES
from caseflow.procedure.confidence import TOLD
from caseflow.procedure.evidence import FROM_THE_REPORTER
from caseflow.procedure.letters import REPORTER
from caseflow.procedure.packs import PREFIX
from caseflow.records import LetterRecord

HIDDEN = "the person who reported it"
_THEIRS = roles.alike(roles.REPORTER)
_AS_REPORTER = {PROCEDURE.opening.key} | {
    one.key for one in PROCEDURE.transitions if one.needs in roles.REPORTER.holds - {Permission.FIND}
}
_WORKS = frozenset({Permission.READ, Permission.READ_BUNDLE})


def may_know(file: CaseFile, person: Someone) -> bool:
    """Whether somebody may know who reported the case."""
    return cases.may(file, person, Permission.READ_REPORTER)


def hides(role: Role, file: CaseFile, person: Someone) -> bool:
    """Whether the names of those who hold a part are hidden from somebody."""
    return role in _THEIRS and not may_know(file, person)


def who_can_see(file: CaseFile, person: Someone) -> list[tuple[str, list[Role]]]:
    """The names of those who can find this case, with their parts, as somebody may read them: the hidden come last."""
    known, hidden = [], []
    for one, parts in cases.who_can_see(file):
        shown = [role for role in parts if not hides(role, file, person)]
        if shown:
            known.append((file.name_of(one), shown))
        if len(shown) < len(parts):
            hidden.append((capital(HIDDEN), [role for role in parts if role not in shown]))
    return [*known, *hidden]


def sentence(file: CaseFile, person: Someone, entry: Entry) -> str:
    """What an entry says, without the name of whoever reported it for those who may not know."""
    actor = str(entry.said.get("actor", ""))
    if may_know(file, person) or not _acted_as_reporter(file, actor, entry):
        return entry.sentence
    return entry.sentence.replace(file.name_of(actor), capital(HIDDEN), 1)


def _acted_as_reporter(file: CaseFile, actor: str, entry: Entry) -> bool:
    if actor not in roles.holding(file, roles.REPORTER, ever=True):
        return False
    works = any(actor in file.held_by(role, ever=True) for role in PROCEDURE.roles if role.holds & _WORKS)
    return entry.said.get("action") in _AS_REPORTER or not works


def name_in_answers(file: CaseFile, person: Someone, question: Question) -> Callable[[str], str]:
    """How people are named in an answer: hidden, where it names whoever reported the case."""
    names = (*question.from_roles, *((question.becomes,) if question.becomes else ()))
    if any(hides(role, file, person) for role in names):
        return lambda _one: HIDDEN
    return file.name_of


def as_shown(file: CaseFile, person: Someone, item: Item) -> Item:
    """An item of evidence without the name of whoever reported the case and supplied it, for those who may not know."""
    theirs = item.with_report or item.card.get("item_came_by") == FROM_THE_REPORTER
    if not theirs or item.by == person.id or may_know(file, person):
        return item
    return replace(item, card={**item.card, "item_supplied_by": HIDDEN})


def brought_by(file: CaseFile, person: Someone, item: Item) -> str:
    """Who added an item of evidence."""
    return HIDDEN if item.with_report and not may_know(file, person) else file.name_of(item.by)


def may_open(file: CaseFile, person: Someone, row: LetterRecord) -> bool:
    """Whether somebody may open a letter: one to whoever reported it tells who that is, and so does a pack.

    A bundle is no such pack: nothing in it tells who reported, or its approval says why.
    """
    packed = row.key.startswith(PREFIX) and row.key not in BUNDLES
    tells = packed or reader(file, PROCEDURE.letter[row.key]) == REPORTER
    return not tells or may_know(file, person)


@dataclass(frozen=True)
class Telling:
    """Somebody was told something of a case."""

    at: datetime
    who: str
    what: str
    why: str


def tellings(file: CaseFile, person: Someone, entries: Iterable[Entry]) -> list[Telling]:
    """Who was told what of a case, when and why: by letters, and by what was done. The oldest first."""
    told = {one.action: one for one in TOLD}
    found = [_by_letter(file, person, row) for row in file.letters if row.status in ISSUED_LETTERS]
    for entry in entries:
        one = told.get(str(entry.said.get("action", "")))
        if one and one.who in entry.said.get("answers", {}):
            found.append(_by_step(file, entry, one.who, one.why))
    return sorted(found, key=lambda one: one.at)


def _by_letter(file: CaseFile, person: Someone, row: LetterRecord) -> Telling:
    letter = PROCEDURE.letter[row.key]
    name, post = recipient(file, letter) if may_open(file, person, row) else (HIDDEN, "")
    who = f"{name}, {post}" if post else name
    return Telling(row.issued_at or row.due_since, who, f"Letter {row.number}: {letter.title}", "The letter says why")


def _by_step(file: CaseFile, entry: Entry, who: str, why: str) -> Telling:
    transition = PROCEDURE.by_key[str(entry.said["action"])]
    asked = {question.key: question for question in transition.asks}
    answers = entry.said["answers"]
    named = display(file, asked[who], answers[who])
    what = answers.get("telling_what") or entry.sentence
    return Telling(entry.at, named, str(what), str(answers.get(why) or why))
