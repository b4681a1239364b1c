"""What the pages of a letter show, and the forms on them."""

from __future__ import annotations

from typing import Any

from flask import render_template
from markupsafe import Markup

from caseflow.casework import cases, letter_head, letter_post, letter_wording, letters
from caseflow.casework.casefile import CaseFile
from caseflow.casework.letter_display import question_of
from caseflow.casework.letter_fields import fields_of
from caseflow.casework.letter_paper import read_said
from caseflow.casework.letter_questions import DELIVERY
from caseflow.casework.letter_readers import reader, recipient
from caseflow.casework.letter_steps import ISSUED, OPEN, objection
from caseflow.casework.outbox import State
from caseflow.casework.refusals import Refused
from caseflow.lifecycle.answers import typed
from caseflow.lifecycle.days import local, say_day
from caseflow.lifecycle.terms import Permission, Question
from caseflow.procedure import PROCEDURE
from caseflow.procedure.letters import AGENCIES
from caseflow.records import LetterRecord
from caseflow.web import say
from caseflow.web.desk import current_person
from caseflow.web.forms import first_error
from caseflow.web.letter_steps import STEPS, Step

_DRESS = {
    '<p class="cf-school">': '<p class="govuk-!-font-size-27 govuk-!-font-weight-bold govuk-!-margin-bottom-1">',
    '<p class="cf-strapline">': '<p class="govuk-hint">',
    '<address class="cf-head-where">': '<div class="govuk-!-font-size-16 govuk-!-margin-bottom-6">',
    "</address>": "</div>",
    '<p class="cf-marking">': '<p class="govuk-!-font-weight-bold govuk-!-margin-bottom-2">',
    '<span class="cf-label">': '<span class="govuk-!-font-size-16 govuk-!-font-weight-bold">',
    '<p class="cf-label"': '<p class="govuk-!-font-size-16 govuk-!-font-weight-bold govuk-!-margin-bottom-1"',
    '<p class="cf-clause">': '<p class="govuk-!-font-size-16">',
    "<a ": '<a class="govuk-link" ',
    "<ul>": '<ul class="govuk-list govuk-list--bullet">',
    '<table class="cf-facts">': '<table class="govuk-table">',
    "<caption>": '<caption class="govuk-table__caption govuk-table__caption--s">',
    "<tr>": '<tr class="govuk-table__row">',
    '<th scope="row">': '<th scope="row" class="govuk-table__header">',
    "<td>": '<td class="govuk-table__cell">',
    "<dt>": '<dt class="govuk-!-font-weight-bold">',
    "<dd>": '<dd class="govuk-!-margin-left-0 govuk-!-margin-bottom-3">',
    '<div class="cf-signature">': '<div class="govuk-!-padding-top-6">',
}
"""What the classes of paper are on a page: the style sheet of letters is not loaded here. Typed words hold no tags."""


def asked_of(file: CaseFile, row: LetterRecord) -> tuple[Question, ...]:
    return (*letters.asks(file, row), *letters.worded(file, row))


def filled_before(file: CaseFile, row: LetterRecord) -> dict[str, Any]:
    """What was filled in already, and the words offered for what was not."""
    letter, said = PROCEDURE.letter[row.key], read_said(file, row)
    fields = {**_told_before(file, row), **said["fields"]}
    typed_in = {key: typed(question_of(letter, key), value) for key, value in fields.items()}
    return typed_in | letter_head.written(file, letter, said)


def _told_before(file: CaseFile, row: LetterRecord) -> dict[str, Any]:
    """What earlier letters to the same reader, or forms to any agency, said: offered, and kept only if it is saved."""
    here = _kind_of_reader(file, row)
    told: dict[str, Any] = {}
    for other in file.letters:
        if other.number != row.number and _kind_of_reader(file, other) == here:
            told |= read_said(file, other)["fields"]
    asked = {question.key for question in letters.asks(file, row)}
    return {key: value for key, value in told.items() if key in asked}


def _kind_of_reader(file: CaseFile, row: LetterRecord) -> str:
    who = reader(file, PROCEDURE.letter[row.key])
    return "agency" if who in AGENCIES else who


def fill_in(file: CaseFile, row: LetterRecord, form: Any, *, words: str = "", seen: str | None = None) -> str:
    asked = asked_of(file, row)
    return render_template(
        "letterdesk/fill.html",
        **frame(file, row),
        form=form,
        fields=letters.asks(file, row),
        paragraphs=letters.worded(file, row),
        repeated=letters.repeated(file, row),
        fields_in_words=fields_of(PROCEDURE.letter[row.key]),
        told_before=bool(_told_before(file, row)) and not read_said(file, row)["fields"],
        errors=_errors(form, asked, words),
        objection=objection(file, row, current_person(), OPEN),
        seen=file.case.version if seen is None else seen,
    )


def ask(file: CaseFile, row: LetterRecord, step: Step, form: Any, *, words: str = "", seen: str | None = None) -> str:
    objected = objection(file, row, current_person(), step.statuses) or step.bars(file, row)
    hindered = letters.hindrances(file, row) if step.shows and not objected else []
    asked = step.asks(file, row)
    return render_template(
        "letterdesk/step.html",
        **frame(file, row),
        step=step,
        title=step.title.format(number=row.number),
        asks=[question for question in asked if question.key in form],
        form=form,
        betrays=letters.betrays(file, row) if step.key == "approve" else [],
        objections=[objected] if objected else hindered,
        errors=_errors(form, asked, words),
        seen=file.case.version if seen is None else seen,
    )


def _errors(form: Any, asked: tuple[Question, ...], words: str) -> list[dict[str, str]]:
    found = first_error(form, tuple(question for question in asked if question.key in form))
    return [{"text": words, "href": "#main-content"}, *found] if words else found


def frame(file: CaseFile, row: LetterRecord) -> dict[str, Any]:
    """What every page of a letter shows."""
    return {
        "file": file,
        "row": row,
        "letter": PROCEDURE.letter[row.key],
        "to_whom": to_whom(file, row),
        "status": letters.STATUSES[row.status],
        "preview": _preview(file, row),
    }


def to_whom(file: CaseFile, row: LetterRecord) -> str:
    """The name of whoever the letter goes to."""
    return recipient(file, PROCEDURE.letter[row.key], read_said(file, row))[0]


def _preview(file: CaseFile, row: LetterRecord) -> str:
    """The letter on screen, or nothing while the case does not have what it speaks of."""
    try:
        html = letters.preview_html(file, row)
    except Refused:
        return ""
    return dressed(html)


def dressed(html: str) -> str:
    """A letter as a page of ours shows it."""
    for plain, worn in _DRESS.items():
        html = html.replace(plain, worn)
    return Markup(html)  # noqa: S704 -- made by our own templates, which escape


def state(file: CaseFile, row: LetterRecord) -> dict[str, Any]:
    """How far a letter is, what it lacks, and the steps that are open to this person."""
    person = current_person()
    is_open, said = row.status in OPEN, read_said(file, row)
    may_write = cases.may(file, person, Permission.ISSUE)
    return {
        "is_open": is_open,
        "may_write": may_write,
        "missing": letters.missing(file, row) if is_open else [],
        "warnings": letters.hindrances(file, row)[-1:] if is_open and not letters.missing(file, row) else [],
        "betrays": letters.betrays(file, row) if is_open and not letters.missing(file, row) else [],
        "may": {
            key
            for key, step in STEPS.items()
            if (objection(file, row, person, step.statuses) or step.bars(file, row)) is None
        },
        "approved": said.get("approved"),
        "replaces": said.get("replaces"),
        "happened": _happened(letters.happenings(file, row)),
        "issued": row.status in ISSUED,
        "steps": STEPS,
        "words": _words(file, row, said),
        "post": _post(file, row) if may_write else {},
    }


_POST = {
    State.WAITING: "Waits to leave by e-mail",
    State.SENDING: "Is being handed to the mail server",
    State.SENT: "The mail server took it",
    State.UNKNOWN: "Nobody knows whether it left: the line broke. It is not sent again unless you say so",
    State.BOUNCED: "The mail server does not take it for this address",
    State.NEEDLESS: "It did not leave by e-mail: it was taken back, or delivered in another way",
}


def _post(file: CaseFile, row: LetterRecord) -> dict[str, str]:
    """How far a letter by e-mail is, in words, with the password that its reader is told in another way."""
    said = letter_post.standing(file, row)
    if not said:
        return {}
    state = State(said["state"])
    told = f"{_POST[state]}, to {file.name_of(said['to'])}"
    return {"words": told, "password": said["password"], "state": state.value}


def _words(file: CaseFile, row: LetterRecord, said: dict[str, Any]) -> str:
    """From which version of the school's words a letter was written, where it has any."""
    letter = PROCEDURE.letter[row.key]
    if not letter_wording.adaptable(letter):
        return ""
    used = (
        said["context"]["letter"].get("words", 0) if "context" in said else letter_head.words_used(file, letter, said)
    )
    found = {one.version: one for one in letter_wording.versions(file.desk, file.case.school_id, letter)}[used]
    if found.set_at is None:
        return "As the program came"
    return f"Version {used}, {say_day(local(found.set_at).date())}, {file.name_of(found.set_by)}"


def _happened(known: dict[str, Any]) -> dict[str, Any]:
    """What became of a letter, in words."""
    said = dict(known)
    if "delivered_how" in known:
        how, when, who = (say.answer(question, known[question.key]) for question in DELIVERY[:3])
        said["delivered_words"] = f"{how}, {when}, {who}"
    if copies := known.get("copies"):
        said["copies_words"] = "; ".join(f"{number}. {copy['for']}" for number, copy in enumerate(copies, 1))
    return said
