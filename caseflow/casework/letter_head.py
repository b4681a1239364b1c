"""Who writes to whom: the letterhead, the address, the greeting and the name under a letter."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from caseflow.casework import people
from caseflow.casework.casefile import CaseFile
from caseflow.lifecycle.days import local, say_day
from caseflow.lifecycle.terms import Letter, Role
from caseflow.procedure import PROCEDURE, roles
from caseflow.procedure.letters import CHAIR, REPORTER
from caseflow.procedure.police import RECORD_CHARGE
from caseflow.records import LetterRecord, School

_TEACHES = re.compile(r"teacher|\bhead\b|principal|lecturer|\btutor|\bsenco\b", re.IGNORECASE)
_TITLES = ("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "sir", "dame")


def letterhead(file: CaseFile) -> dict[str, Any]:
    """What the school says of itself at the top of a letter."""
    return of_school(file.desk.session.get_one(School, file.case.school_id))


def of_school(school: School) -> dict[str, Any]:
    """The letterhead of a school, as the words of letters use it."""
    said: dict[str, Any] = json.loads(school.letterhead or "{}")
    address = said.get("address") or []
    colour = str(said.get("colour") or "")
    plain = {key: str(said.get(key) or "") for key in ("telephone", "email", "website", "strapline", "headteacher")}
    return {
        **plain,
        "name": school.name,
        "kind": school.kind,
        "address": address.splitlines() if isinstance(address, str) else [str(line) for line in address],
        "colour": colour if re.fullmatch(r"#[0-9a-fA-F]{6}", colour) else "#1f3a5f",
    }


def head(
    file: CaseFile, row: LetterRecord, said: Mapping[str, Any], shown: Mapping[str, str], day: date
) -> dict[str, Any]:
    """The frame of one letter: number, date, addressee, greeting, signature, and the free paragraphs."""
    letter = PROCEDURE.letter[row.key]
    name, _post = recipient(file, letter)
    signatory, post = _signatory(file, said)
    return {
        "key": row.key,
        "number": str(row.number),
        "date": say_day(day),
        "heading": letter.heading,
        "ref": file.reference,
        "recipient_name": name,
        "recipient_address": shown.get("recipient_address", "").splitlines(),
        "salutation": "" if letter.form else greeting(name),
        "valediction": "",
        "signatory_name": signatory,
        "signatory_post": post[:1].upper() + post[1:],  # the staff list may have it in the middle of a sentence
        "signed": "",
        "enclosures": _lines(shown.get("hearing_papers", "")) if row.key == "L9" else [],
        "cc": [],
        "copy": _replacing(file, said),
        "s141f": letter.to not in (REPORTER, CHAIR) and names_are_restricted(file),  # these two letters name nobody
        "free": {free.key: str(said["free"].get(free.key, free.words)) for free in letter.free},
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _replacing(file: CaseFile, said: Mapping[str, Any]) -> str:
    """The line that tells the reader which letter this one takes the place of."""
    earlier = next((one for one in file.letters if one.number == said.get("replaces")), None)
    if earlier is None or earlier.issued_at is None:
        return ""
    return f"Replaces letter {earlier.number} of {say_day(local(earlier.issued_at).date())}"


def recipient(file: CaseFile, letter: Letter) -> tuple[str, str]:
    """The name and post of whoever a letter goes to; nothing where that is not known."""
    answers = file.facts.get("answers", {})
    match letter.to:
        case "subject":
            return str(file.facts.get("subject_name") or ""), file.subject_post
        case "reporter":
            return str(file.facts.get("reporter_name") or ""), ""
        case "lado":
            return "Local Authority Designated Officer", str(answers.get("lado_contact", ""))
        case "pack":
            return str(answers.get("pack_recipient", "")), ""
        case "police":
            return str(answers.get("police_officer", "")), "police"
        case _:
            return _holder(file, roles.ESCALATED_TO)


def _holder(file: CaseFile, role: Role) -> tuple[str, str]:
    staff = people.everyone(file.desk, file.case.school_id)
    found = sorted((staff[one].name, staff[one].post) for one in file.held_by(role) if one in staff)
    return found[0] if found else ("", "")


def _signatory(file: CaseFile, said: Mapping[str, Any]) -> tuple[str, str]:
    """Whoever approved it; before that, whoever manages the case."""
    approved = said.get("approved")
    return (approved["name"], approved["post"]) if approved else _holder(file, roles.CASE_MANAGER)


def greeting(name: str) -> str:
    """Dear Mr Hale, where a title is known; otherwise the full name, which is never wrong."""
    words = name.split()
    if len(words) > 1 and words[0].rstrip(".").casefold() in _TITLES:
        return f"Dear {words[0]} {words[-1]}"
    return f"Dear {name}" if name else "Dear colleague"


def names_are_restricted(file: CaseFile) -> bool:
    """Whether section 141F forbids publishing who it is: a teacher, an offence against a pupil here, never charged.

    Before triage has asked, it is taken to be so. A charge ends it for good, whatever becomes of the charge.
    """
    said = file.answer("teacher")  # asked at triage; before that, the post has to do
    teaches = may_teach(file.subject_post) if said is None else said != "no"
    offence = file.answer("harm_offence") != "no" and file.answer("pupil") in ("yes", "unsure")
    return teaches and offence and file.when(RECORD_CHARGE.key) is None


def may_teach(post: str) -> bool:
    """Whether a post is a teacher's, as far as its name says; where nothing is known, it may be one.

    A teaching assistant's is not. Who heads a department or a year teaches, and a warning too many harms nobody.
    """
    return not post or bool(_TEACHES.search(post))
