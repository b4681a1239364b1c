"""Specimens of what a panel reads: the bundle of a hearing and of an appeal."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import partial
from typing import Any

from caseflow.casework import specimen_case as invented
from caseflow.casework import specimens
from caseflow.casework.letter_paper import press
from caseflow.casework.letter_words import render_letter
from caseflow.casework.specimen_sheets import Sheet, copy_of
from caseflow.lifecycle.terms import Letter
from caseflow.procedure.bundle_frozen import FOR_APPEAL
from caseflow.procedure.bundles import BUNDLES, LETTERS, Bundle

_PANEL = {
    True: "Mrs Imogen Tay, Mr Paul Rees and Dr Ada Lindqvist",
    False: "Mr Adomako Osei, Ms Lena Frost and Mr Ivor Pell",
}
_INQUIRY = (
    (
        7,
        "Mon 15 February 2027, 9:40am",
        "Mr Piotr Nowak recorded an interview",
        (("Who was interviewed?", "Mr Sam Tully"), ("What was said?", "He had seen the messages on a telephone.")),
    ),
    (
        9,
        "Mon 1 March 2027, 11:00am",
        "Mr Piotr Nowak submitted the investigation report",
        (
            ("What facts did you establish?", "The messages were sent.\n\nHe says that he meant no harm."),
            ("What speaks for the member of staff?", "Nineteen years without a complaint."),
        ),
    ),
)
_SENT = (
    12,
    "Wed 10 March 2027, 4:20pm",
    "Sent for the panel",
    (("What has the member of staff sent?", "I am sorry."),),
)
_HEARD = (
    15,
    "Fri 19 March 2027, 2:00pm",
    "Mr Adomako Osei recorded the outcome of the hearing",
    (
        ("What are the reasons?", "You accepted that you had answered the messages."),
        ("What is the sanction?", "Dismissal"),
    ),
)
_APPEALED = (
    18,
    "Mon 29 March 2027, 9:10am",
    "Mrs Jane Okafor recorded an appeal",
    (("On what grounds?", "Too hard."),),
)


def _section(key: str, title: str, *entries: Any) -> dict[str, Any]:
    return {
        "key": key,
        "title": title,
        "entries": [dict(zip(("number", "at", "sentence", "answers"), entry, strict=True)) for entry in entries],
    }


def _contents(bundle: Bundle) -> dict[str, Any]:
    appeal = bundle.letter == FOR_APPEAL
    sections = [_section("1", "The investigation", *_INQUIRY), _section("2", "From the member of staff", _SENT)]
    if appeal:
        sections += [_section("3", "The hearing and its outcome", _HEARD), _section("4", "The appeal", _APPEALED)]
    exhibit = {"number": 1, "what": "Screenshot of four messages", "kind": "A file", "made": "20 January 2027"}
    return {
        "title": bundle.title,
        "supplement": 0,
        "panel": _PANEL[appeal],
        "findings": appeal,
        "sections": sections,
        "evidence": [{**exhibit, "sha256": hashlib.sha256(b"four messages").hexdigest()}],
        "copies": [
            copy_of(key, number) for key, number in (("L5", 3), ("L9", 11), *((("L13", 14),) if appeal else ()))
        ],
        "left_out": [{"count": 1, "why": "A pupil gave it in confidence, and nothing is decided on it."}],
        "held": {"entries": [], "evidence": [], "letters": []},
    }


def _bundle(bundle: Bundle, letter: Letter) -> bytes:
    told = specimens.context(specimens.specimen("L13"))
    told["letter"] |= {
        "key": letter.key,
        "heading": letter.heading,
        "recipient_name": invented.NAMED["subject"],
        "recipient_address": [],
        "cc": [],
        "free": {"cover_words": ""},
    }
    told["bundle"] = _contents(bundle)
    return press(render_letter(letter.key, told, preview=False))


def sheets() -> Iterator[Sheet]:
    """The bundles."""
    for bundle, letter in zip(BUNDLES, LETTERS, strict=True):
        yield Sheet(letter.key, partial(_bundle, bundle, letter))
