"""The letters of a case: the list, one letter with what it lacks, filling it in, its steps, and the PDF."""

from __future__ import annotations

import secrets

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import cases, confidence, letters
from caseflow.casework.casefile import CaseFile
from caseflow.casework.letter_steps import OPEN
from caseflow.casework.refusals import BadAnswers, NotThere, Refused, Stale
from caseflow.lifecycle.terms import Permission
from caseflow.procedure import PROCEDURE
from caseflow.records import LetterRecord
from caseflow.web import letter_pages, once
from caseflow.web.desk import current_person, desk, keep, undo
from caseflow.web.forms import form_for, given_in, put_errors, version_seen
from caseflow.web.letter_steps import STEPS, Given

blueprint = Blueprint("letters", __name__, url_prefix="/cases/<reference>/letters")
ONE = "/<int:number>"


@blueprint.get("/")
def listing(reference: str) -> ResponseReturnValue:
    """The letters of a case and how far each is."""
    person = current_person()
    file = letters.read(desk(), person, reference)
    rows = [
        (row, PROCEDURE.letter[row.key], letter_pages.to_whom(file, row) if known else "", known)
        for row in file.letters
        for known in (confidence.may_open(file, person, row),)
    ]
    return render_template("letterdesk/list.html", file=file, rows=rows, statuses=letters.STATUSES)


@blueprint.get(ONE)
def show(reference: str, number: int) -> ResponseReturnValue:
    """One letter: what it lacks, what comes next, how it will look."""
    file = letters.read(desk(), current_person(), reference, f"letter {number}")
    row = _open_to(file, number)
    return render_template("letterdesk/show.html", **letter_pages.frame(file, row), **letter_pages.state(file, row))


@blueprint.route(f"{ONE}/fill", methods=["GET", "POST"])
def fill(reference: str, number: int) -> ResponseReturnValue:
    """Fill a letter in, as far as it goes."""
    if request.method != "POST":
        file, row = _held(reference, number, reading=True)
        return letter_pages.fill_in(
            file, row, form_for(letter_pages.asked_of(file, row), file, letter_pages.filled_before(file, row))
        )
    file, row = _held(reference, number)
    asked = letter_pages.asked_of(file, row)
    form = form_for(asked, file)
    if (earlier := once.answered_before()) is not None:
        return redirect(earlier, code=303)
    typed_in = given_in(form, asked)
    free = {question.key for question in letters.worded(file, row)}
    fields = {key: value for key, value in typed_in.items() if key not in free}
    try:
        worded = {key: value for key, value in typed_in.items() if key in free}
        letters.fill(file, row, fields, worded, current_person(), seen=version_seen())
    except BadAnswers as bad:
        put_errors(form, bad.errors)
        return letter_pages.fill_in(*_afresh(reference, number), form, seen=request.form.get("seen", "")), 422
    except (Stale, Refused) as refusal:
        return letter_pages.fill_in(*_afresh(reference, number), form, words=str(refusal)), 409
    return _done(f"Letter {number} is saved", url_for(".show", reference=reference, number=number))


@blueprint.route(f"{ONE}/<any({','.join(STEPS)}):step>", methods=["GET", "POST"])
def take(reference: str, number: int, step: str) -> ResponseReturnValue:
    """Approve a letter, issue it, record what became of it, or withdraw it."""
    chosen = STEPS[step]
    if request.method != "POST":
        file, row = _held(reference, number, reading=True)
        return letter_pages.ask(file, row, chosen, form_for(chosen.asks(file, row), file))
    file, row = _held(reference, number)
    asked = chosen.asks(file, row)
    form = form_for(asked, file)
    if (earlier := once.answered_before()) is not None:
        return redirect(earlier, code=303)
    try:
        made = None
        if chosen.printed and row.status in chosen.statuses and not letters.hindrances(file, row):
            html = letters.sheet(file, row)
            undo()  # nobody waits at the database while the press works
            made = letters.press(html)
            file, row = _held(reference, number)
        new = chosen.act(file, row, current_person(), Given(given_in(form, asked), version_seen(), made))
    except BadAnswers as bad:
        put_errors(form, bad.errors)
        return letter_pages.ask(*_afresh(reference, number), chosen, form, seen=request.form.get("seen", "")), 422
    except (Stale, Refused) as refusal:
        return letter_pages.ask(*_afresh(reference, number), chosen, form, words=str(refusal)), 409
    leads_to = new.number if isinstance(new, LetterRecord) else number
    return _done(chosen.done.format(number=number), url_for(".show", reference=reference, number=leads_to))


@blueprint.get(f"{ONE}/draft")
def draft(reference: str, number: int) -> ResponseReturnValue:
    """The letter as it would be printed, marked as a draft."""
    file = letters.read(desk(), current_person(), reference, f"draft of letter {number}")
    row = _open_to(file, number)
    if row.status not in OPEN:
        raise NotThere
    html = letters.sheet(file, row)
    keep()
    undo()
    return _as_file(letters.press(html, draft=True).pdf)


@blueprint.get(f"{ONE}/pdf")
def document(reference: str, number: int) -> ResponseReturnValue:
    """The issued letter itself."""
    file = letters.read(desk(), current_person(), reference, f"PDF of letter {number}")
    row = _open_to(file, number)
    if row.issued_at is None:
        raise NotThere
    return _as_file(letters.pdf(file, row))


def _as_file(pdf: bytes) -> Response:
    """A download whose name says nothing."""
    name = f"letter-{secrets.token_hex(5)}.pdf"
    disposition = f'attachment; filename="{name}"'
    return Response(pdf, mimetype="application/pdf", headers={"Content-Disposition": disposition})


def _held(reference: str, number: int, *, reading: bool = False) -> tuple[CaseFile, LetterRecord]:
    """A letter that this person may write. Raises NotThere for all others."""
    person = current_person()
    if reading:
        file = letters.read(desk(), person, reference, f"letter {number}")
    else:
        file = cases.find(desk(), person, reference, Permission.READ)
    if not cases.may(file, person, Permission.ISSUE):
        raise NotThere
    return file, _open_to(file, number)


def _open_to(file: CaseFile, number: int) -> LetterRecord:
    """A letter that this person may open. Raises NotThere for one that tells them who reported the case."""
    row = letters.numbered(file, number)
    if not confidence.may_open(file, current_person(), row):
        raise NotThere
    return row


def _afresh(reference: str, number: int) -> tuple[CaseFile, LetterRecord]:
    """The letter as it stands, after whatever was begun is undone."""
    undo()
    return _held(reference, number, reading=True)


def _done(words: str, address: str) -> ResponseReturnValue:
    flash(words)
    once.remember(address)
    return redirect(address, code=303)
