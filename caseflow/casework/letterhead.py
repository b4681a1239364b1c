"""What a school says of itself on letters and pages: taken with care, because it is printed as it stands."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from caseflow.casework import journal
from caseflow.casework.desk import Desk
from caseflow.casework.fingerprints import fingerprint
from caseflow.casework.refusals import BadAnswers
from caseflow.lifecycle.terms import Kind, Question
from caseflow.records import School

EVENT = "letterhead_changed"
MOST_LINES = 6
LEAST_CONTRAST = 3.0
"""Against white, for lines and marks in the school's colour: WCAG 2.2, 1.4.11. Words on it are black or white."""

# The local authority and its LADO are no part of it: they are settings with a day from which they hold.
FIELDS = (
    Question("name", "Name of the school", Kind.LINE, most=200),
    Question(
        "address", "Address", Kind.ACCOUNT, f"Up to {MOST_LINES} lines, as on an envelope", required=False, most=500
    ),
    Question("telephone", "Telephone", Kind.LINE, required=False, most=40),
    Question("email", "E-mail address", Kind.LINE, required=False, most=254),
    Question(
        "website", "Website", Kind.LINE, "Without https://, for example www.school.sch.uk", required=False, most=100
    ),
    Question("colour", "Colour", Kind.LINE, "As on your website, for example #1f3a5f", required=False, most=7),
    Question("headteacher", "Headteacher's name, as printed", Kind.LINE, required=False, most=100),
)


def letterhead(school: School) -> dict[str, str]:
    """What a school says of itself, each field as text. What is not asked here is kept beside it, untouched."""
    said = _stored(school)
    address = said.get("address") or ""
    lines = address if isinstance(address, str) else "\n".join(str(line) for line in address)
    plain = {question.key: str(said.get(question.key) or "") for question in FIELDS}
    return {**plain, "name": school.name, "address": lines}


def set_letterhead(desk: Desk, school_id: str, given: Mapping[str, Any], by: str) -> list[str]:
    """Say something else of the school. Returns the fields that changed; raises BadAnswers with a sentence for each."""
    school = desk.session.get_one(School, school_id)
    before = letterhead(school)
    after = {
        **before,
        **{question.key: _tidy(str(given[question.key] or "")) for question in FIELDS if question.key in given},
    }
    if errors := _wrong(after):
        raise BadAnswers(errors)
    changed = sorted(key for key in after if after[key] != before[key])
    if not changed:
        return []
    said = {key: value for key, value in after.items() if key != "name"}
    school.name = after["name"]
    school.letterhead = json.dumps({**_stored(school), **said, "address": after["address"].splitlines()})
    desk.session.flush()
    journal.write_for_school(
        desk,
        school_id,
        EVENT,
        by,
        fields=changed,
        letterhead={key: after[key] for key in changed},
        projection=fingerprint([school]),
        sentence="The letterhead was changed: " + ", ".join(_TITLES[key] for key in changed),
    )
    return changed


_TITLES = {question.key: question.asks[0].lower() + question.asks[1:] for question in FIELDS}


def _stored(school: School) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(school.letterhead or "{}")
    return said


def _tidy(text: str) -> str:
    lines = [" ".join(line.split()) for line in unicodedata.normalize("NFC", text).splitlines()]
    return "\n".join(line for line in lines if line)


def _wrong(said: Mapping[str, str]) -> dict[str, str]:
    errors = {}
    for question in FIELDS:
        if words := _ill_written(question, said[question.key]):
            errors[question.key] = words
    for key, test in _TESTS.items():
        if said[key] and key not in errors and (words := test(said[key])):
            errors[key] = words
    return errors


def _ill_written(question: Question, text: str) -> str:
    if question.required and not text:
        return f"Enter the {_TITLES[question.key]}"
    if len(text) > question.most:
        return f"{question.asks} must be {question.most} characters or fewer"
    if not text.replace("\n", "").isprintable() or ("\n" in text and question.kind is not Kind.ACCOUNT):
        return f"{question.asks} must be plain text{'' if question.kind is Kind.ACCOUNT else ' on one line'}"
    return ""


def _address(text: str) -> str:
    lines = text.count("\n") + 1
    return f"The address must have {MOST_LINES} lines or fewer. You entered {lines}" if lines > MOST_LINES else ""


def _email(text: str) -> str:
    good = re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text)
    return "" if good else "Enter an e-mail address in the correct format, like office@school.sch.uk"


def _website(text: str) -> str:
    good = re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(/[\w./~-]*)?", text)
    return "" if good else "Enter the website without https://, like www.school.sch.uk"


def _colour(text: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        return "Enter the colour as # and six digits or letters from a to f, like #1f3a5f"
    reached = contrast_with_white(text)
    if reached >= LEAST_CONTRAST:
        return ""
    return (
        f"Choose a darker colour: lines in this one stand out from white paper at {reached:.1f} to 1, "
        f"and {LEAST_CONTRAST:.0f} to 1 is needed to see them"
    )


_TESTS = {"address": _address, "email": _email, "website": _website, "colour": _colour}


def contrast_with_white(colour: str) -> float:
    """The contrast of a colour with white, as WCAG 2 defines it: from 1 to 21."""
    return 1.05 / (lightness(colour) + 0.05)


def lightness(colour: str) -> float:
    """Relative luminance of `#rrggbb`, as WCAG 2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
