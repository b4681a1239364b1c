"""What a governor may be shown of a case without learning who it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from caseflow.casework import people
from caseflow.casework.casefile import CaseFile
from caseflow.procedure import PROCEDURE, roles
from caseflow.procedure.escalation import NOTE_ESCALATION
from caseflow.procedure.places import ESCALATION, ESCALATION_NOTED, MAIN


@dataclass(frozen=True)
class Escalation:
    """All that a governor who is told of a serious breach is shown of it."""

    lines: tuple[tuple[str, str | datetime], ...]
    held: int
    answered_at: datetime | None
    answer: str


GENERAL = {
    "SC": "Contact with pupils online",
    "CF": "Confidential information",
    "IM": "Pictures posted online",
    "AB": "What was said of others online",
    "HB": "What was said of others online",
    "DD": "What was said of others online",
    "IL": "Illegal material",
    "WB": "How a concern was raised",
    "DA": "A concern that was not passed on",
}
"""A breach in words so general that they fit several people; everything else is use of social networking."""


def shown_of(file: CaseFile) -> Escalation:
    """What the escalation may show. No name, post, department, account, gender or pupil has a way into it."""
    lines: list[tuple[str, str | datetime | None]] = [
        ("What it is about", "; ".join(kinds_of(file))),
        ("How serious it is judged to be", _option("severity", file)),
        ("Where it stands", PROCEDURE.state[file.at(MAIN) or ""].title),
        ("Since", file.positions[MAIN.key].since),
        ("Reported", file.when("report")),
        ("You were told", file.when("escalate")),
        ("What has been done", without_names(file, str(file.answer("escalation_actions") or ""))),
    ]
    told = tuple((title, value) for title, value in lines if value)
    noted = file.at(ESCALATION) == ESCALATION_NOTED.key
    return Escalation(
        lines=told,
        held=len(told) + _withheld(file),
        answered_at=file.when(NOTE_ESCALATION.key) if noted else None,
        answer=_option("escalation_answer", file) if noted else "",
    )


OTHERWISE = "Use of social networking"
ALL_KINDS = (*dict.fromkeys(GENERAL.values()), OTHERWISE)


def kinds_of(file: CaseFile) -> list[str]:
    """What a case is about, in words that fit several people."""
    codes = [str(one["code"]).partition("-")[0] for one in file.allegations]
    return sorted({GENERAL.get(code, OTHERWISE) for code in codes})


def _option(key: str, file: CaseFile) -> str:
    given = str(file.answer(key) or "")
    return next((option.title for option in PROCEDURE.question[key].options if option.key == given), given)


def _withheld(file: CaseFile) -> int:
    """How many other answers, allegations, letters and people the case holds."""
    shown = {"severity", "escalation_actions", "categories", "breaches"}
    answers = [key for key, value in file.facts.get("answers", {}).items() if value and key not in shown]
    return len(answers) + len(file.allegations) + len(file.letters) + len(file.parts)


NAMED = (
    "What was written here names, or seems to name, somebody in the case, so it is not shown. "
    "Ask for it to be said again without names."
)
_ABOUT = (roles.SUBJECT, roles.REPORTER, roles.ALSO_REPORTED, roles.WITNESS, roles.CONFLICTED)


def without_names(file: CaseFile, text: str) -> str:
    """Words meant for somebody who must not know who it is about; nothing of them if they name somebody after all.

    Leaving out the name alone would show by its place whose it was. A first name counts only as a name is written, for
    a case about Will is not a reason to hide what will be done.
    """
    said = re.findall(r"\w+", text)
    folded, as_names = {people.fold(word) for word in said}, {people.fold(word) for word in said if word[0].isupper()}
    post = people.fold(file.subject_post)
    for name in _names(file):
        *first, last = [people.fold(word) for word in re.findall(r"\w+", name)] or [""]
        if (len(last) > 1 and last in folded) or as_names & {word for word in first if len(word) > 2}:
            return NAMED
    return NAMED if post and post in people.fold(text) else text


def _names(file: CaseFile) -> list[str]:
    staff = people.everyone(file.desk, file.case.school_id)
    held = {one for role in _ABOUT for one in file.held_by(role, ever=True)}
    named = [str(file.facts.get(key) or "") for key in ("subject_name", "reporter_name")]
    return [name for name in (*named, *(staff[one].name for one in held if one in staff)) if name]
