"""What stands between a letter and its reader: what it lacks, and what speaks against it today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from caseflow.casework import nameless
from caseflow.casework.casefile import CaseFile
from caseflow.casework.letter_facts import judged_by
from caseflow.casework.letter_head import written
from caseflow.casework.letter_readers import recipient
from caseflow.lifecycle.days import local, say_day
from caseflow.lifecycle.terms import Fact, Transition
from caseflow.procedure import PROCEDURE
from caseflow.procedure.letters import CHAIR
from caseflow.records import LetterRecord

_COMPUTED = {
    "hearers_names": "hearers",
    "appeal_hearers_names": "appeal_hearers",
    "approvers": "disposal_approver",
}
_NAMES_THE_READER = ("subject_name", "police_officer", "addressee")
_UNTOLD = {"subject": "The report", "governor": "Tell the governing body of a serious breach"}


@dataclass(frozen=True)
class Known:
    """A fact of the case that a letter repeats, with where it comes from."""

    title: str
    value: str
    where: str


@dataclass(frozen=True)
class Lacking:
    """Something a letter cannot be without. `transition` is where it is asked; empty means: at the letter itself."""

    key: str
    title: str
    where: str
    transition: str = ""

    def __str__(self) -> str:
        return f"{self.title} ({self.where})"


def missing(file: CaseFile, row: LetterRecord, said: Mapping[str, Any]) -> list[Lacking]:
    """What the letter still lacks, each with the place to add it."""
    letter, answers = PROCEDURE.letter[row.key], judged_by(file, said)
    words = written(file, letter, said)
    found = [lack for fact in letter.facts(answers) if (lack := _lacks(file, said, fact))]
    found += [
        Lacking(free.key, free.title, "write it in this letter")
        for free in letter.paragraphs(answers)
        if free.required and not words[free.key].strip()
    ]
    if not recipient(file, letter, said)[0] and not any(lack.key in _NAMES_THE_READER for lack in found):
        found.append(Lacking("recipient", "Whom it goes to", _UNTOLD.get(letter.to, "the report")))
    return found


def _lacks(file: CaseFile, said: Mapping[str, Any], fact: Fact) -> Lacking | None:
    if fact.asked_at_letter:
        return None if said["fields"].get(fact.key) else Lacking(fact.key, fact.title, "fill it in here")
    if fact.key == "subject_name":
        return None if file.facts.get("subject_name") else Lacking(fact.key, fact.title, "the report names nobody")
    key = _COMPUTED.get(fact.key, fact.key)
    if file.facts.get("answers", {}).get(key) not in (None, "", [], {}):
        return None
    asked = asked_at(fact.key)
    where = f"asked at “{asked.label}”" if asked else "nowhere asked"
    return Lacking(fact.key, fact.title, where, asked.key if asked else "")


def repeated(file: CaseFile, row: LetterRecord, words: Mapping[str, Any]) -> list[Known]:
    """The facts of the case that a letter repeats, each with where it comes from."""
    found = []
    for fact in PROCEDURE.letter[row.key].facts(words["raw"]):
        value = words["facts"].get(fact.key)
        if fact.asked_at_letter or not value:
            continue
        asked = last_asked(file, fact.key)
        when = file.when(asked.key) if asked else None
        said = f"{asked.label}, {say_day(local(when).date())}" if asked and when else "The report"
        found.append(Known(fact.title, str(value), said))
    return found


def asked_at(key: str) -> Transition | None:
    """The transition at which the school was, or will be, asked for a fact."""
    return next(_asking(key), None)


def last_asked(file: CaseFile, key: str) -> Transition | None:
    """The transition that asked for a fact last, or else the first that will."""
    happened = [(at, one) for one in _asking(key) if (at := file.when(one.key))]
    return max(happened, key=lambda pair: pair[0])[1] if happened else asked_at(key)


def _asking(key: str) -> Iterator[Transition]:
    key = _COMPUTED.get(key, key)
    return (one for one in PROCEDURE.transitions if any(question.key == key for question in one.asks))


def objections(file: CaseFile, row: LetterRecord) -> list[str]:
    """Why a letter that lacks nothing must still not go out today."""
    letter = PROCEDURE.letter[row.key]
    found = [words for check in letter.checks if (words := check(file))]
    if letter.to == CHAIR and (words := _names_somebody(file)):
        found.append(words)
    return found


def _names_somebody(file: CaseFile) -> str | None:
    """A governor who reads a name in the notice can no longer hear the case, whatever else it leaves out."""
    if nameless.without_names(file, str(file.answer("escalation_actions") or "")) != nameless.NAMED:
        return None
    return (
        "“What has been done so far?” names, or seems to name, somebody in the case, and the governing body must not "
        "learn who it is about. Withdraw this letter. When the governor has answered, tell them again without names."
    )
