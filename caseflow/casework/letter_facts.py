"""What a letter may know of a case, as plain words, and no more of it than its reader may read.

Whoever reads the letter decides. What is not in the context cannot be printed, whatever a template asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from caseflow.casework import breaches, letter_head, policies
from caseflow.casework.casefile import CaseFile
from caseflow.casework.letter_display import display, in_words, question_of
from caseflow.casework.letter_readers import UNTOLD, holder, is_nameless, readable, reader
from caseflow.lifecycle.days import local, months_after, say_day, say_moment
from caseflow.lifecycle.sentences import capital
from caseflow.lifecycle.terms import Letter
from caseflow.procedure import PROCEDURE, outcomes, roles
from caseflow.procedure.choices import FALSE, FINAL_WARNING, FINDINGS, FIRST_WARNING, MALICIOUS
from caseflow.procedure.letters import (
    AFTER,
    AGENCIES,
    AUTHORITY,
    CHAIR,
    EMPLOYER,
    ICO,
    NAMELESS,
    RECORDS,
    REPORTER,
    SUBJECT,
)
from caseflow.procedure.places import MAIN
from caseflow.procedure.references import may_be_mentioned
from caseflow.records import LetterRecord

_FINDINGS = {option.key: option.title for option in FINDINGS}
_MONTHS = {FIRST_WARNING: "warning.first_months", FINAL_WARNING: "warning.final_months"}


def context(file: CaseFile, row: LetterRecord, said: Mapping[str, Any], day: date, record_code: str) -> dict[str, Any]:
    """Everything that the words of a letter may use. `said` is what was filled in for this letter."""
    letter = PROCEDURE.letter[row.key]
    answers = readable(file, letter) | dict(said["fields"])
    chosen = _chosen(file, said)
    shown = {key: display(file, question_of(letter, key), value) for key, value in answers.items()}
    shown |= _computed(file, letter)
    return {
        "school": letter_head.letterhead(file),
        "letter": letter_head.head(file, row, said, shown, day) | {"record_code": record_code},
        "case": _case(file, letter),
        "facts": shown,
        "raw": answers | chosen,
        "settings": dict(file.facts.get("settings", {})),
        "dates": _dates(file, letter, day),
    }


def judged_by(file: CaseFile, said: Mapping[str, Any]) -> dict[str, Any]:
    """All answers of a case, and what made this letter due: what decides which facts and paragraphs it has."""
    return {**file.facts.get("answers", {}), **_chosen(file, said)}


def _chosen(file: CaseFile, said: Mapping[str, Any]) -> dict[str, str]:
    """What chooses between the wordings of a letter."""
    suspended, arranged = file.when("suspend"), file.when("arrange-alternative")
    instead = arranged is not None and (suspended is None or arranged > suspended)
    return {AFTER: str(said.get(AFTER, "")), "arrangement": "alternative" if instead else "suspension"}


def read_said(file: CaseFile, row: LetterRecord) -> dict[str, Any]:
    """What was filled in for a letter, opened."""
    said: dict[str, Any] = file.desk.unseal(file.scope, row.sealed, f"letter/{row.id}")
    return said


def _computed(file: CaseFile, letter: Letter) -> dict[str, str]:
    """Facts nobody is asked for: who it is about, who hears it, who approved."""
    who = reader(file, letter)
    if who == ICO:
        return {"aware_at": say_moment(known) if (known := breaches.known_since(file)) else ""}
    if who == RECORDS:
        approved = (holder(file, role) for role in (roles.CASE_MANAGER, roles.DATA_OFFICER))
        return {"approvers": "; ".join(f"{name}, {capital(post)}" for name, post in approved if name)}
    if who in NAMELESS:
        return {}
    found = {"subject_name": str(file.facts.get("subject_name") or "")}
    for question in ("hearers", "appeal_hearers"):
        if hearers := file.answer(question):
            found[f"{question}_names"] = in_words(file.name_of(one) for one in hearers)
    return found


def _case(file: CaseFile, letter: Letter) -> dict[str, Any]:
    unnamed = is_nameless(file, letter)
    found = {} if unnamed else file.answer("findings") or {}
    policy = next((one["policy"] for one in file.allegations if one.get("policy")), "")
    in_force = policies.in_force(file.desk, file.case.school_id, file.now.date())
    return {
        "reference": file.reference,
        "subject_name": "" if unnamed else file.subject_name,
        "subject_post": "" if unnamed else file.subject_post,
        "stage": PROCEDURE.state[at].title if (at := file.at(MAIN)) else "",
        "policy_title": policy or (in_force.title if in_force else ""),
        "concerns_children": not unnamed and outcomes.concerns_children(file),
        "allegations": [_allegation(n, one, found) for n, one in _numbered(file) if _is_told(file, letter, one, found)],
    }


def _is_told(file: CaseFile, letter: Letter, one: Mapping[str, Any], found: Mapping[str, str]) -> bool:
    """Whether the reader of this letter may be told of this allegation at all."""
    who = reader(file, letter)
    if who == EMPLOYER:  # asked at the transition, and looked at again here: a reference can end a career
        return one["code"] in may_be_mentioned(file) & set(file.answer("reference_matters") or ())
    if letter.key == "L16":
        return found.get(one["id"]) not in (MALICIOUS, FALSE)
    return who not in UNTOLD


def _numbered(file: CaseFile) -> Iterable[tuple[int, dict[str, Any]]]:
    return enumerate(file.allegations, 1)


def _allegation(number: int, one: Mapping[str, Any], found: Mapping[str, str]) -> dict[str, Any]:
    finding = found.get(one["id"], "")
    return {
        "number": str(number),
        "code": one["code"],
        "title": one["title"],
        "category": one["title"],
        "clause": one["clause"],
        "words": one["words"] or one.get("none", ""),
        "finding": _FINDINGS.get(finding, ""),
        "finding_key": finding,
    }


def _dates(file: CaseFile, letter: Letter, day: date) -> dict[str, Any]:
    who = reader(file, letter)
    appeal = [clock.due_at for clock in file.clocks if clock.key == "appeal"] if who == SUBJECT else []
    return {
        "today": say_day(day),
        "appeal_by": _day(max(appeal, default=None)),
        "warning_until": _warning_until(file, letter) if who == SUBJECT else "",
        "decided": _day(file.when("decide")) if who in (SUBJECT, AUTHORITY, EMPLOYER) else "",
        "reported": _day(file.when("report")) if who in (REPORTER, CHAIR, *AGENCIES) else "",
        "notice_days": int(file.setting("hearing.notice_working_days")),
    }


def _day(moment: datetime | None) -> str:
    return say_day(local(moment).date()) if moment else ""


def _warning_until(file: CaseFile, letter: Letter) -> str:
    """The last day of a warning. One that an appeal made lighter counts from the day of the first decision too."""
    decided, months = file.when("decide"), _MONTHS.get(_sanction(file, letter))
    if decided is None or months is None:
        return ""
    return say_day(months_after(local(decided).date(), int(file.setting(months))))


def _sanction(file: CaseFile, letter: Letter) -> str:
    """The sanction that a letter speaks of: as it was decided, or for what is written after an appeal, as it is now."""
    appealed = file.answer("appeal_outcome") if letter.key in ("L15", "L16") else None
    if appealed == "overturned":
        return ""
    return str(file.answer("appeal_sanction" if appealed == "reduced" else "sanction"))
