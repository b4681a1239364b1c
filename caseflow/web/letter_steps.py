"""The steps of a letter after it is filled in: one page and one form serves them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app

from caseflow.casework import letter_post, letters
from caseflow.casework.casefile import CaseFile
from caseflow.casework.letter_paper import Made
from caseflow.casework.letter_questions import (
    BY_EMAIL,
    COPY,
    DELIVERY,
    NAMING,
    ON_PAPER,
    REPLACEMENT,
    WITHDRAWAL,
    posting,
)
from caseflow.casework.letter_steps import ISSUED, OPEN, WITHDRAWN
from caseflow.casework.people import Someone
from caseflow.lifecycle.answers import accept_questions
from caseflow.lifecycle.terms import Question
from caseflow.records import LetterRecord

Bars = Callable[[CaseFile, LetterRecord], str | None]
Asks = Callable[[CaseFile, LetterRecord], tuple[Question, ...]]


@dataclass(frozen=True)
class Given:
    """What was sent with a step: answers by their keys, the version that was seen, and the sheet if it was pressed."""

    answers: Mapping[str, Any]
    seen: int
    made: Made | None = None


@dataclass(frozen=True)
class Step:
    """Something done to a letter. `warning` is said before what cannot be undone; `shows` puts the letter beside it.

    `bars` says what stands in its way besides the letter's status.
    """

    key: str
    title: str
    button: str
    done: str
    statuses: tuple[str, ...]
    act: Callable[[CaseFile, LetterRecord, Someone, Given], Any]
    asks: Asks = lambda _file, _row: ()
    warning: str = ""
    hint: str = ""
    shows: bool = False
    printed: bool = False
    bars: Bars = lambda _file, _row: None


def _approve(file: CaseFile, row: LetterRecord, actor: Someone, given: Given) -> int:
    because = str(given.answers.get(NAMING.key) or "")
    return letters.approve(file, row, actor, seen=given.seen, named_because=because)


def _naming(file: CaseFile, row: LetterRecord) -> tuple[Question, ...]:
    return (NAMING,) if letters.betrays(file, row) else ()


def _issue(file: CaseFile, row: LetterRecord, actor: Someone, given: Given) -> int:
    asked = _posting(file, row)
    chosen = accept_questions(asked, given.answers, file).get("post_how") if asked else ON_PAPER
    to = letter_post.addressee(file, row) if chosen == BY_EMAIL else None
    return letters.issue(file, row, actor, seen=given.seen, made=given.made, by_email_to=to)


def _posting(file: CaseFile, row: LetterRecord) -> tuple[Question, ...]:
    """By e-mail only where a mail server is set, and the address of the one reader is known."""
    to = letter_post.addressee(file, row) if current_app.config["MAIL"] else None
    return (posting(to.email),) if to else ()


def _arrived(file: CaseFile, row: LetterRecord, actor: Someone, given: Given) -> int:
    return letter_post.arrived(file, row, actor, seen=given.seen)


def _send_again(file: CaseFile, row: LetterRecord, actor: Someone, given: Given) -> int:
    return letter_post.send_again(file, row, actor, seen=given.seen)


def _copy(file: CaseFile, row: LetterRecord, actor: Someone, given: Given) -> int:
    return letters.printed(file, row, str(given.answers.get(COPY.key) or ""), actor, seen=given.seen)


def _deliver(file: CaseFile, row: LetterRecord, actor: Someone, given: Given) -> int:
    how, when, who, notes = (given.answers.get(question.key) or "" for question in DELIVERY)
    return letters.deliver(file, row, how, when, who, notes, actor, seen=given.seen)


def _withdraw(file: CaseFile, row: LetterRecord, actor: Someone, given: Given) -> int:
    return letters.withdraw(file, row, str(given.answers.get(WITHDRAWAL.key) or ""), actor, seen=given.seen)


def _replace(file: CaseFile, row: LetterRecord, actor: Someone, given: Given) -> LetterRecord:
    return letters.replace(file, row, str(given.answers.get(REPLACEMENT.key) or ""), actor, seen=given.seen)


def _again(file: CaseFile, row: LetterRecord, actor: Someone, given: Given) -> LetterRecord:
    return letters.write_again(file, row, actor, seen=given.seen)


STEPS = {
    step.key: step
    for step in (
        Step(
            "approve",
            "Approve letter {number}",
            "Approve",
            "Letter {number} is approved",
            ("due", "draft"),
            _approve,
            _naming,
            hint="Read the letter as it will go out. Your name stands under it.",
            shows=True,
        ),
        Step(
            "issue",
            "Issue letter {number}",
            "Issue this letter",
            "Letter {number} is issued",
            ("approved",),
            _issue,
            _posting,
            warning="An issued letter can never be changed. A mistake found later is put right by another letter.",
            hint="It is dated today, printed and sealed, and its fingerprint is written in the journal.",
            shows=True,
            printed=True,
        ),
        Step(
            "copy",
            "Record a copy of letter {number}",
            "Record the copy",
            "The copy is recorded",
            ISSUED,
            _copy,
            lambda _file, _row: (COPY,),
            hint="Record each time that the letter is printed, so that it is known how many copies there are.",
        ),
        Step(
            "deliver",
            "Record the delivery of letter {number}",
            "Record the delivery",
            "The delivery is recorded",
            ("issued",),
            _deliver,
            lambda _file, _row: DELIVERY,
        ),
        Step(
            "arrived",
            "Say that letter {number} arrived",
            "It arrived",
            "Letter {number} is delivered",
            ("issued",),
            _arrived,
            hint="Ask the reader first, by telephone or in person. Nobody else knows.",
            bars=letter_post.undecided,
        ),
        Step(
            "resend",
            "Send letter {number} by e-mail again",
            "Send it again",
            "Letter {number} is sent again",
            ("issued",),
            _send_again,
            warning="If it did arrive the first time, the reader has it twice.",
            bars=letter_post.undecided,
        ),
        Step(
            "withdraw",
            "Withdraw letter {number}",
            "Withdraw this letter",
            "Letter {number} is withdrawn",
            (*OPEN, *ISSUED),
            _withdraw,
            lambda _file, _row: (WITHDRAWAL,),
            warning="A letter that is withdrawn cannot be brought back. If it was issued, tell whoever has it.",
        ),
        Step(
            "again",
            "Write letter {number} again",
            "Begin it again",
            "Letter {number} is begun again",
            WITHDRAWN,
            _again,
            hint="A new letter is begun with the words that this one had. What was withdrawn stays as it is.",
        ),
        Step(
            "replace",
            "Replace letter {number}",
            "Write its replacement",
            "Letter {number} is withdrawn. This letter replaces it",
            ISSUED,
            _replace,
            lambda _file, _row: (REPLACEMENT,),
            warning="The letter is withdrawn, and a new one is begun with the same words. It will say that it replaces "
            "this one.",
        ),
    )
}
