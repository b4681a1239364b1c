"""What stands between a letter and its reader: what it lacks, whom it would betray, and notice grown too short."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Any

from caseflow.casework import nameless, people
from caseflow.casework.casefile import CaseFile
from caseflow.casework.letter_facts import hearing_was_postponed
from caseflow.casework.letter_head import recipient
from caseflow.lifecycle.days import local, say_day, working_days_after
from caseflow.lifecycle.terms import Fact, Transition
from caseflow.procedure import PROCEDURE, roles
from caseflow.procedure.letters import CHAIR, SUBJECT
from caseflow.records import LetterRecord

_COMPUTED = {"hearers_names": "hearers"}
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
    letter = PROCEDURE.letter[row.key]
    found = [lack for fact in letter.needs if (lack := _lacks(file, said, fact))]
    found += [
        Lacking(free.key, free.title, "write it in this letter")
        for free in letter.free
        if free.required and not str(said["free"].get(free.key, free.words)).strip()
    ]
    if not recipient(file, letter)[0] and not any(lack.key in ("subject_name", "police_officer") for lack in found):
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
    for fact in PROCEDURE.letter[row.key].needs:
        value = words["facts"].get(fact.key)
        if fact.asked_at_letter or not value:
            continue
        asked = asked_at(fact.key)
        when = file.when(asked.key) if asked else None
        said = f"{asked.label}, {say_day(local(when).date())}" if asked and when else "The report"
        found.append(Known(fact.title, str(value), said))
    return found


def asked_at(key: str) -> Transition | None:
    """The transition at which the school was, or will be, asked for a fact."""
    key = _COMPUTED.get(key, key)
    return next((one for one in PROCEDURE.transitions if any(question.key == key for question in one.asks)), None)


def objections(file: CaseFile, row: LetterRecord) -> list[str]:
    """Why a letter that lacks nothing must still not go out today."""
    letter = PROCEDURE.letter[row.key]
    found = [words for check in letter.checks if (words := check(file))]
    if row.key == "L9" and (words := _notice_too_short(file)):
        found.append(words)
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


def _notice_too_short(file: CaseFile) -> str | None:
    """Notice counts from the day of issue. A new time that the person asked for needs no new notice."""
    postponed = hearing_was_postponed(file)
    at = file.answer("postponed_to") if postponed else file.answer("hearing_at")
    if at is None:
        return None
    if at <= file.now:
        return f"The hearing was on {say_day(local(at).date())}. Set a new time before you invite anybody to it."
    notice = int(file.setting("hearing.notice_working_days"))
    earliest = working_days_after(file.now.date(), notice)
    if postponed or local(at).date() >= earliest:
        return None
    return (
        f"The notice would be too short: the hearing is on {say_day(local(at).date())}, and {notice} working days "
        f"from today are over on {say_day(earliest)}. Set a later hearing first."
    )


def names_the_reporter(file: CaseFile, row: LetterRecord, html: str) -> list[str]:
    """The words by which a letter to the subject would tell them who reported; nothing if it tells nobody."""
    if PROCEDURE.letter[row.key].to != SUBJECT:
        return []
    text = people.fold(unescape(re.sub(r"<[^>]+>", " ", html)))
    return sorted(
        {tell for tell in _telltales(file) if re.search(rf"(?<!\w){re.escape(people.fold(tell))}(?!\w)", text)}
    )


def _telltales(file: CaseFile) -> list[str]:
    """Names and addresses of those who reported; a surname shared with somebody the letter must name tells nothing."""
    staff = people.everyone(file.desk, file.case.school_id)
    known = [staff[one] for one in roles.holding(file, roles.REPORTER, ever=True) if one in staff]
    names = {one.name for one in known} | {str(file.facts.get("reporter_name") or "")} - {""}
    names -= {file.subject_name}
    must_be_named = " ".join([file.subject_name, *(one.name for one in _writers(file))])
    others = set(people.fold(must_be_named).split())
    found = [one.email for one in known] + sorted(names)
    for name in names:
        words = [word for word in name.split() if len(word) > 2]
        if len(words) > 1:
            found += [" ".join(words[-2:])]
            found += [words[-1]] if people.fold(words[-1]) not in others else []
    return found


def _writers(file: CaseFile) -> list[people.Someone]:
    staff = people.everyone(file.desk, file.case.school_id)
    ids = file.held_by(roles.CASE_MANAGER) | file.held_by(roles.HEARER) | file.held_by(roles.APPEAL_HEARER)
    return [staff[one] for one in ids if one in staff]
