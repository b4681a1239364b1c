"""Specimens of what is more than a letter: a pack for each of its readers, and the report to the governing body."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from caseflow import paper
from caseflow.casework import nameless, specimen_bundles, specimens
from caseflow.casework import specimen_case as invented
from caseflow.casework.board_report import BoardReport, chart
from caseflow.casework.letter_paper import press
from caseflow.casework.letter_words import board_sheet, letter_css, render_letter
from caseflow.casework.specimen_sheets import Sheet, copy_of
from caseflow.lifecycle.terms import Letter
from caseflow.procedure.choices import FINDINGS, LESSONS
from caseflow.procedure.letters import SUBJECT
from caseflow.procedure.packs import AUDIENCES, HEARING, LETTERS, PACKS, SECTIONS, Audience

WHY = {
    "lado": "You asked on 2 February 2027 for the whole record once the case was decided.",
    "police": "You asked for what the school holds, for your enquiry WP/27/00381.",
    "dbs": "It goes with the referral of 22 March 2027.",
    "tra": "It goes with the referral of 22 March 2027.",
    "person": "You asked for a copy of the record of your case.",
}
_SAID = {
    "report": (
        "Mon 1 February 2027, 4:10pm",
        "Philippa Quillfeather reported it",
        (("What happened?", "I saw messages from Mr Hale to a pupil, sent late at night.\n\nI wrote the words down."),),
    ),
    "triage": (
        "Tue 2 February 2027, 8:50am",
        "Jane Okafor triaged the report",
        (("Have they behaved in a way that suggests they may pose a risk of harm?", "Yes"), ("Severity", "4")),
    ),
    "agencies": (
        "Tue 2 February 2027, 9:05am",
        "Jane Okafor recorded the LADO's advice",
        (("Who gave it?", "Mrs Grace Lamb, duty officer"), ("What was advised?", "The police lead. Tell nobody yet.")),
    ),
    "suspension": (
        "Thu 4 February 2027, 2:00pm",
        "Jane Okafor suspended the person",
        (("Why did nothing less do?", "Every other duty would still be among pupils."),),
    ),
    "investigation": (
        "Mon 1 March 2027, 11:00am",
        "The investigating officer reported",
        (("What was found?", "The messages were sent. He says that he meant no harm."),),
    ),
    HEARING: (
        "Fri 19 March 2027, 2:00pm",
        "The panel decided the outcome",
        (("What are the reasons?", "You accepted that you had answered the messages."),),
    ),
    "referrals": (
        "Mon 22 March 2027, 9:30am",
        "A second reader agreed to refer to the DBS",
        (("Was the person removed, or would they have been?", "Yes"),),
    ),
}


def _pack(audience: Audience, letter: Letter) -> bytes:
    told = specimens.context(specimens.specimen("L13"))
    told["raw"] = {**told["raw"], "pack_audience": audience.key}
    told["letter"] |= {
        "key": letter.key,
        "heading": letter.heading,
        "recipient_name": invented.NAMED.get(audience.key, invented.NAMED[SUBJECT]),
        "recipient_address": [],
        "cc": [],
        "free": {"cover_words": ""},
    }
    told["pack"] = _contents(audience)
    return press(render_letter(letter.key, told, preview=False))


def _contents(audience: Audience) -> dict[str, Any]:
    wanted = [one for one in SECTIONS if one.key in audience.sections and one.key != LETTERS]
    return {
        "audience": audience.title,
        "why": WHY[audience.key],
        "chronology": [] if audience.to == SUBJECT else [_SAID[one.key][:2] for one in wanted],
        "sections": [
            {"key": one.key, "title": one.title, "entries": [_entry(number, one.key)]}
            for number, one in enumerate(wanted, 1)
        ],
        "copies": [copy_of(key, number) for key, number in (("L5", 3), ("L13", 14))],
    }


def _entry(number: int, section: str) -> Mapping[str, Any]:
    at, sentence, answers = _SAID[section]
    return {"number": number, "at": at, "sentence": sentence, "answers": answers}


def _report() -> bytes:
    found = Counter({"substantiated": 2, "unsubstantiated": 6})
    learnt = Counter({"training": 6, "it-settings": 2})
    about = Counter(dict(zip(nameless.ALL_KINDS, (6, 3), strict=False)))
    brought = {"The LADO": 3, "The police": 0, "The ICO": 1, "The DBS": 0, "The TRA": 0, "Suspensions": 1}
    report = BoardReport(
        date(2027, 1, 5),
        date(2027, 3, 26),
        (
            chart("Cases reported", {"In this time": 11}),
            chart("What they were about", {kind: about[kind] for kind in nameless.ALL_KINDS}),
            chart(
                "How serious they were judged to be",
                {"Advice, or low-level": 7, "Misconduct": 3, "Serious misconduct, or more": 1},
            ),
            chart("Where they stand now", {"Closed": 8, "Investigation": 3}),
            chart("Others who were brought in", brought),
            chart("What was found", {option.title: found[option.key] for option in FINDINGS}),
            chart("What there was to learn", {option.title: learnt[option.key] for option in LESSONS}),
        ),
        "Of the times that fell due, most were kept.",
    )
    html = board_sheet(invented.SCHOOL, report, "29 March 2027")
    return paper.press(html, letter_css(), title="Termly report")


def _sheets() -> Iterator[Sheet]:
    yield Sheet("L20", _report)
    for audience, letter in zip(AUDIENCES, PACKS, strict=True):
        yield Sheet(letter.key, partial(_pack, audience, letter))
    yield from specimen_bundles.sheets()


SHEETS = tuple(_sheets())
