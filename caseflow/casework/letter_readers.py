"""Who reads a letter: their name, the greeting, and what of the case they may read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseflow.casework import people
from caseflow.casework.casefile import CaseFile
from caseflow.lifecycle.terms import Letter, Role
from caseflow.procedure import roles
from caseflow.procedure.choices import RAISED_ONLINE
from caseflow.procedure.guards import hearing_was_postponed
from caseflow.procedure.letters import (
    AFFECTED,
    AGENCIES,
    CHAIR,
    DBS,
    ICO,
    NAMELESS,
    PARENTS,
    RAISER,
    RECORDS,
    REPORTER,
    SUBJECT,
    TRA,
)

SUBJECT_READS = frozenset(
    {
        "support_contact", "hearing_at", "hearing_place", "worst_outcome", "hearers", "witnesses", "hearing_papers",
        "postponed_to", "heard_at", "subject_attended", "decision_reasons", "sanction", "improvement",
        "dismissal_date", "dismissal_notice", "appeal_received", "appeal_at", "appeal_place", "appeal_hearers",
        "appeal_outcome", "appeal_sanction", "appeal_reasons",
    }
)  # fmt: skip
"""The answers that a letter to the subject may repeat. Nothing of the report is among them."""

GOVERNORS_READ = frozenset({"severity", "serious"})
UNTOLD = (REPORTER, AFFECTED, ICO, PARENTS, RECORDS)
"""Those who are not told what is alleged."""

_TITLES = ("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "sir", "dame")
_GROUPS = ("all", "families", "former", "members", "parents", "pupils", "staff", "the")
"""Words with which the name of a group begins: a greeting writes them small."""

_NAMES = {
    ICO: "Information Commissioner’s Office",
    DBS: "Disclosure and Barring Service",
    TRA: "Teaching Regulation Agency",
    RECORDS: "The school’s register of records",
}
_ANSWERED = {"parents": "parents_who", "employer": "reference_for"}


def reader(file: CaseFile, letter: Letter) -> str:
    """Who reads this letter in this case: whoever raised a concern online is the one the case is about."""
    if letter.to != RAISER:
        return letter.to
    return SUBJECT if RAISED_ONLINE in (file.answer("breaches") or ()) else REPORTER


def is_nameless(file: CaseFile, letter: Letter) -> bool:
    """Whether the reader must not learn whom the case is about."""
    return reader(file, letter) in NAMELESS


def readable(file: CaseFile, letter: Letter) -> dict[str, Any]:
    """The answers that the reader of this letter may read."""
    answers: dict[str, Any] = dict(file.facts.get("answers", {}))
    if "hearing_at" in answers and hearing_was_postponed(file):
        answers["hearing_at"] = answers["postponed_to"]
    who = reader(file, letter)
    if who in AGENCIES:
        return answers
    reads = {SUBJECT: SUBJECT_READS, CHAIR: GOVERNORS_READ}.get(who, frozenset())
    allowed = reads | {fact.key for fact in letter.needs}
    return {key: value for key, value in answers.items() if key in allowed}


def recipient(file: CaseFile, letter: Letter, said: Mapping[str, Any] | None = None) -> tuple[str, str]:
    """The name and post of whoever a letter goes to; nothing where that is not known. `said` is what was filled in."""
    answers, who = file.facts.get("answers", {}), reader(file, letter)
    match who:
        case "subject":
            return str(file.facts.get("subject_name") or ""), file.subject_post
        case "reporter":
            return str(file.facts.get("reporter_name") or ""), ""
        case "lado":
            return "Local Authority Designated Officer", str(answers.get("lado_contact", ""))
        case "police":
            return str(answers.get("police_officer", "")), "police"
        case "pack":
            return str(answers.get("pack_recipient", "")), ""
        case "authority":
            return authority(file), ""
        case "governor":
            return holder(file, roles.ESCALATED_TO)
        case _:
            return _NAMES.get(who) or str(answers.get(_ANSWERED.get(who, "")) or _addressee(said)), ""


def _addressee(said: Mapping[str, Any] | None) -> str:
    return str(said["fields"].get("addressee", "")) if said else ""


def authority(file: CaseFile) -> str:
    """The local authority, as the school had named it in its settings when the case was opened."""
    return str(file.setting("school.authority") or "The local authority")


def holder(file: CaseFile, role: Role) -> tuple[str, str]:
    """The name and post of whoever holds a part; nothing if nobody does."""
    staff = people.everyone(file.desk, file.case.school_id)
    found = sorted((staff[one].name, staff[one].post) for one in file.held_by(role) if one in staff)
    return found[0] if found else ("", "")


def greeting(name: str) -> str:
    """Dear Mr Hale, where a title is known; otherwise the full name, which is never wrong."""
    words = name.split()
    if len(words) > 1 and words[0].rstrip(".").casefold() in _TITLES and not {"and", "&"} & set(words):
        return f"Dear {words[0]} {words[-1]}"
    if words and words[0].casefold() in _GROUPS:
        return f"Dear {name[0].lower()}{name[1:]}"
    return f"Dear {name}" if name else "Dear colleague"
