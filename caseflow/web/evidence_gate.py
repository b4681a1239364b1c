"""The question that stands before every file control: could it show a child undressed? And what to do if it could."""

from __future__ import annotations

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from caseflow.casework import cases, evidence
from caseflow.casework.casefile import CaseFile
from caseflow.casework.evidence_rules import objection, picture_stop
from caseflow.casework.refusals import BadAnswers
from caseflow.lifecycle.terms import Permission
from caseflow.procedure.evidence import NO_PICTURE, PICTURE
from caseflow.web.desk import current_person, desk
from caseflow.web.evidence_parts import leads
from caseflow.web.forms import first_error, form_for, put_errors

_ANSWERS = "picture_answers"
_MOST_ANSWERS = 5
_MISSING = "Select whether it could show nudity or sexual content of anyone under 18"


def gate(reference: str) -> ResponseReturnValue:
    """Before anything else: could it show a child undressed? The answer leads to a page with a file control, or not."""
    file = adding(reference)
    form = form_for((PICTURE,), None)
    if request.method != "POST":
        return _ask_gate(file, form)
    try:
        answer = evidence.flag(file, form[PICTURE.key].data)
    except BadAnswers:
        put_errors(form, {PICTURE.key: _MISSING})
        return _ask_gate(file, form), 422
    held = {key: value for key, value in session.get(_ANSWERS, {}).items() if key != reference}
    session[_ANSWERS] = {**dict(list(held.items())[-_MOST_ANSWERS + 1 :]), reference: answer}
    if answer != NO_PICTURE:
        evidence.stopped(file, current_person(), answer)
    return redirect(url_for(".item" if answer == NO_PICTURE else ".stop", reference=reference), code=303)


def stop(reference: str) -> ResponseReturnValue:
    """What to do about such a picture, and what not."""
    file = adding(reference)
    if answered(reference) in (None, NO_PICTURE):
        return to_the_gate(reference)
    cases.about_to_read(file, current_person(), "page about a picture")
    return render_template("evidence/stop.html", file=file, leads=leads(file))


def adding(reference: str) -> CaseFile:
    """The case, if this person may add to it. Raises NotThere for all others."""
    return cases.find(desk(), current_person(), reference, Permission.NOTE)


def answered(reference: str) -> str | None:
    """What was answered about pictures, for the item that is being added to this case."""
    answer = session.get(_ANSWERS, {}).get(reference)
    return str(answer) if answer else None


def to_the_gate(reference: str) -> ResponseReturnValue:
    return redirect(url_for(".gate", reference=reference), code=303)


def forget(reference: str) -> None:
    """The answer was for one item; the next is asked about anew."""
    session[_ANSWERS] = {key: value for key, value in session.get(_ANSWERS, {}).items() if key != reference}


def _ask_gate(file: CaseFile, form: FlaskForm) -> str:
    cases.about_to_read(file, current_person(), "question about a picture")
    return render_template(
        "evidence/gate.html",
        file=file,
        form=form,
        question=PICTURE,
        errors=first_error(form, (PICTURE,)),
        objection=objection(file, current_person(), Permission.NOTE),
        picture_stop=picture_stop(file),
    )
