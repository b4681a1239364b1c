"""Specimens: each letter about an invented case, in each of its wordings, as the words and the press make it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from caseflow.casework import specimen_case as invented
from caseflow.casework.letter_fields import fields_of, merged
from caseflow.casework.letter_paper import as_on_screen, press
from caseflow.casework.letter_readers import UNTOLD, greeting
from caseflow.casework.letter_words import render_letter
from caseflow.casework.specimen_facts import FACTS
from caseflow.lifecycle.terms import Letter
from caseflow.procedure.letters import AFTER, BY_KEY, EMPLOYER, NAMELESS, PARENTS, SUBJECT
from caseflow.procedure.settings import DEFAULTS


@dataclass(frozen=True)
class Specimen:
    """One wording of one letter. `raw` are the answers that choose it, `facts` how they are shown."""

    key: str
    wording: str = ""
    raw: dict[str, Any] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    findings: tuple[str, ...] = ()
    dates: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """A name for its file."""
        return f"{self.key}-{self.wording}" if self.wording else self.key


_DISMISSAL = {"sanction": "dismissal"}
SPECIMENS = (
    Specimen("L1"),
    Specimen("L2", "redirected", {AFTER: "redirect"}),
    Specimen("L2", "protected", {AFTER: "find-disclosure-protected"}),
    Specimen("L3"),
    Specimen("L4"),
    Specimen("L5"),
    Specimen("L6", "suspension", {AFTER: "suspend", "suspended_by": "headteacher"}),
    Specimen("L6", "other-arrangements", {AFTER: "arrange-alternative", "arrangement": "alternative"}),
    Specimen("L7", "ended", {AFTER: "lift-suspension"}),
    Specimen("L7", "extended", {AFTER: "review-suspension"}),
    Specimen("L7", "arrangements-ended", {AFTER: "end-alternative", "arrangement": "alternative"}),
    Specimen("L8"),
    Specimen("L9"),
    Specimen("L10", findings=("false", "unfounded")),
    Specimen("L11"),
    Specimen("L12", raw={"sanction": "final-warning"}),
    Specimen("L13", raw={**_DISMISSAL, "dismissal_notice": "notice"}, facts={"sanction": "Dismissal"}),
    Specimen("L14", raw={"sanction": "final-warning"}),
    Specimen(
        "L15",
        "reduced",
        {"sanction": "final-warning", "appeal_outcome": "reduced", "appeal_sanction": "first-warning"},
        dates={"warning_until": "19 September 2027"},
    ),
    Specimen(
        "L15",
        "reinstated",
        {**_DISMISSAL, "appeal_outcome": "overturned"},
        {"appeal_outcome": "The decision is overturned", "sanction": "Dismissal"},
    ),
    Specimen("L16", raw={"sanction": "final-warning", "retention": "allegation"}, facts={"appeal_outcome": ""}),
    Specimen("L17", "first", {"parents_told": "first"}),
    Specimen("L17", "outcome", {"parents_told": "outcome"}, {"parents_words": invented.OUTCOME}),
    Specimen("L18"),
    Specimen("L19", "graded", {"breaches": ["SC-1"]}),
    Specimen("L19", "not-graded-yet", facts={"severity": ""}),
    Specimen("L21", "suspended", {AFTER: "suspend"}),
    Specimen("L21", "suspension-ended", {AFTER: "lift-suspension"}),
    Specimen("L21", "dismissal", {AFTER: "decide", **_DISMISSAL}),
    Specimen("L21", "dismissal-undone", {AFTER: "decide-appeal", "appeal_outcome": "overturned"}),
    Specimen("L22"),
    Specimen("L22N"),
    Specimen("L23", raw=_DISMISSAL, facts={"sanction": "Dismissal"}),
    Specimen("L24", raw=_DISMISSAL, facts={"sanction": "Dismissal"}),
    Specimen("L25", "something", {"reference_matters": ["SC-1"]}),
    Specimen("L25", "nothing", {"reference_matters": ["none"]}),
    Specimen("L26", "hold", {AFTER: "place-hold"}),
    Specimen("L26", "disposal", {AFTER: "agree-disposal"}),
)


def specimen(key: str, wording: str = "") -> Specimen:
    """One specimen; without a wording, the first of its letter. Raises KeyError if there is none."""
    found = [one for one in SPECIMENS if one.key == key and wording in ("", one.wording)]
    if not found:
        raise KeyError(key, wording)
    return found[0]


def context(one: Specimen) -> dict[str, Any]:
    """All that one letter is given, of the shape that a real case gives."""
    letter = BY_KEY[one.key]
    case = _case(letter, one)
    for allegation, finding in zip(case["allegations"], one.findings, strict=False):
        allegation |= {"finding_key": finding, "finding": finding.capitalize()}
    return {
        "school": deepcopy(invented.SCHOOL),
        "letter": _head(letter),
        "case": case,
        "facts": {**FACTS, **one.facts},
        "raw": {**invented.RAW, **one.raw},
        "settings": dict(DEFAULTS),
        "dates": {**invented.DATES, **one.dates},
    }


def pressed(one: Specimen) -> bytes:
    """A specimen as the press makes it: the same bytes, wherever and whenever."""
    return press(render_letter(one.key, context(one), preview=False))


def pages(pdf: bytes) -> int:
    """How many pages a letter of ours has, by the tree of pages, which lies packed among its objects."""
    for head in re.finditer(rb"/Type /ObjStm[^>]*/Length (\d+)>>\s*?stream\n", pdf):
        things = zlib.decompress(pdf[head.end() : head.end() + int(head[1])])
        if found := re.search(rb"/Type /Pages[^>]*?/Count (\d+)", things):
            return int(found[1])
    return 0


def previews(letter: Letter, words: Mapping[str, str], school: Mapping[str, Any]) -> list[str]:
    """How a letter of this school would look on screen with other words, in each of its wordings."""
    return [_preview(one, letter, words, school) for one in SPECIMENS if one.key == letter.key]


def _preview(one: Specimen, letter: Letter, words: Mapping[str, str], school: Mapping[str, Any]) -> str:
    given = context(one)
    given["school"] = {**given["school"], **school}
    known = {
        **given["facts"],
        "school_name": str(given["school"]["name"]),
        "reference": str(given["case"]["reference"]),
        "recipient_name": str(given["letter"]["recipient_name"]),
    }
    values = {key: known[key] for key in fields_of(letter)}
    given["letter"]["free"] |= {key: merged(text, values) for key, text in words.items()}
    return as_on_screen(render_letter(one.key, given, preview=True))


def _case(letter: Letter, one: Specimen) -> dict[str, Any]:
    """The invented case as far as the reader may know it."""
    case = deepcopy(invented.CASE)
    if letter.to in NAMELESS:
        case |= {"subject_name": "", "subject_post": ""}
    if letter.to in UNTOLD:
        case["allegations"] = []
    if letter.to == EMPLOYER:
        mentioned = one.raw["reference_matters"]
        case["allegations"] = [allegation for allegation in case["allegations"] if allegation["code"] in mentioned]
    return case


def _head(letter: Letter) -> dict[str, Any]:
    name = invented.NAMED[letter.to]
    to_school = letter.to in ("reporter", "governor", "lado", "police")
    free = {free.key: free.words for free in letter.free} | invented.WRITTEN.get(letter.key, {})
    return {
        "key": letter.key,
        "number": "14/3",
        "date": "3 March 2027" if letter.key == "L9" else invented.DATES["today"],
        "heading": letter.heading,
        "ref": invented.CASE["reference"],
        "record_code": "TGBGGTEW7Y4DBRXWQNSKF3XLYI",
        "recipient_name": name,
        "recipient_address": _address(letter, to_school),
        "salutation": "" if letter.form else greeting(name),
        "valediction": "",
        "signatory_name": "Mrs Jane Okafor",
        "signatory_post": "Headteacher",
        "signed": "",
        "enclosures": FACTS.get(letter.encloses, "").splitlines(),
        "cc": [invented.NAMED["authority"]] if letter.key == "L13" else [],
        "copy": "",
        "s141f": letter.to in (SUBJECT, PARENTS),
        "free": free,
    }


_ADDRESSES = {
    "authority": "County Hall\nMinster Street\nWealdham\nWD1 1AA",
    "affected": "",
    "parents": "22 Mill Lane\nAshcroft\nWealdshire\nAS4 9PT",
    "employer": "Station Approach\nMarlingford\nMF2 8EE",
}


def _address(letter: Letter, to_school: bool) -> list[str]:
    if to_school:
        return [str(invented.SCHOOL["name"])]
    return _ADDRESSES.get(letter.to, FACTS["recipient_address"]).splitlines()
