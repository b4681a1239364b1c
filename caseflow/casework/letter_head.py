"""The frame of a letter: letterhead, address, greeting, the name under it, what goes with it, what the law forbids."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from caseflow.casework import letter_wording
from caseflow.casework.casefile import CaseFile
from caseflow.casework.letter_fields import fields_of, merged
from caseflow.casework.letter_readers import authority, greeting, holder, reader, recipient
from caseflow.lifecycle.days import local, say_day
from caseflow.lifecycle.sentences import capital
from caseflow.lifecycle.terms import Letter
from caseflow.procedure import PROCEDURE, roles
from caseflow.procedure.letters import NAMELESS, PARENTS
from caseflow.procedure.police import RECORD_CHARGE
from caseflow.procedure.settings import MAINTAINED
from caseflow.records import LetterRecord, School

_TEACHES = re.compile(r"teacher|\bhead\b|principal|lecturer|\btutor|\bsenco\b", re.IGNORECASE)


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
    name, _post = recipient(file, letter, said)
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
        "signatory_post": capital(post),  # the staff list may have it in the middle of a sentence
        "signed": "",
        "enclosures": _lines(shown.get(letter.encloses, "")),
        "cc": [authority(file)] if row.key == "L13" and file.setting("school.kind") == MAINTAINED else [],
        "copy": _replacing(file, said),
        "s141f": warns_of_the_law(file, letter),
        "free": _paragraphs(file, letter, said, {**shown, "recipient_name": name}),
        "words": words_used(file, letter, said),
    }


def _paragraphs(file: CaseFile, letter: Letter, said: Mapping[str, Any], values: Mapping[str, str]) -> dict[str, str]:
    """The free paragraphs as written, or else as offered, with their fields filled in."""
    known = {**values, "school_name": letterhead(file)["name"], "reference": file.reference}
    allowed = {key: known[key] for key in fields_of(letter) if known.get(key)}
    return {key: merged(text, allowed) for key, text in written(file, letter, said).items()}


def written(file: CaseFile, letter: Letter, said: Mapping[str, Any]) -> dict[str, str]:
    """The free paragraphs with their fields in braces: as somebody wrote them, or else as the school offers them."""
    words = letter_wording.offered(file.desk, file.case.school_id, letter).words
    return {free.key: str(said["free"].get(free.key, words[free.key])) for free in letter.free}


def words_used(file: CaseFile, letter: Letter, said: Mapping[str, Any]) -> int:
    """The version of the school's words that a letter was written from: that of the day on which it was filled in."""
    now = letter_wording.offered(file.desk, file.case.school_id, letter).version
    return int(said.get("words", now))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _replacing(file: CaseFile, said: Mapping[str, Any]) -> str:
    """The line that tells the reader which letter this one takes the place of."""
    earlier = next((one for one in file.letters if one.number == said.get("replaces")), None)
    if earlier is None or earlier.issued_at is None:
        return ""
    return f"Replaces letter {earlier.number} of {say_day(local(earlier.issued_at).date())}"


def _signatory(file: CaseFile, said: Mapping[str, Any]) -> tuple[str, str]:
    """Whoever approved it; before that, whoever manages the case."""
    approved = said.get("approved")
    return (approved["name"], approved["post"]) if approved else holder(file, roles.CASE_MANAGER)


def warns_of_the_law(file: CaseFile, letter: Letter) -> bool:
    """Whether a letter prints what section 141F forbids: where it names a teacher, and to parents about any teacher."""
    who = reader(file, letter)
    if who == PARENTS:
        return _teaches(file) and file.when(RECORD_CHARGE.key) is None
    return who not in NAMELESS and names_are_restricted(file)


def names_are_restricted(file: CaseFile) -> bool:
    """Whether section 141F forbids publishing who it is: a teacher, an offence against a pupil here, never charged.

    Before triage has asked, it is taken to be so. A charge ends it for good, whatever becomes of the charge.
    """
    offence = file.answer("harm_offence") != "no" and file.answer("pupil") in ("yes", "unsure")
    return _teaches(file) and offence and file.when(RECORD_CHARGE.key) is None


def _teaches(file: CaseFile) -> bool:
    said = file.answer("teacher")  # asked at triage; before that, the post has to do
    return may_teach(file.subject_post) if said is None else bool(said != "no")


def may_teach(post: str) -> bool:
    """Whether a post is a teacher's, as far as its name says; where nothing is known, it may be one.

    A teaching assistant's is not. Who heads a department or a year teaches, and a warning too many harms nobody.
    """
    return not post or bool(_TEACHES.search(post))
