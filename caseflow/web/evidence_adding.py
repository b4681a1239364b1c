"""Adding an item of evidence: with a file only after “No” to the question about pictures of children."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from caseflow.casework import cases, evidence
from caseflow.casework.casefile import CaseFile
from caseflow.casework.evidence_files import CONTROL, limits, store
from caseflow.casework.evidence_rules import objection, questions
from caseflow.casework.refusals import BadAnswers, Refused, Stale
from caseflow.inspection import ACCEPT
from caseflow.lifecycle.terms import Permission, Question
from caseflow.procedure import evidence as asked
from caseflow.procedure.evidence import NO_PICTURE
from caseflow.web import evidence_gate, once, uploads
from caseflow.web.desk import current_person, desk, keep, undo
from caseflow.web.evidence_gate import adding, answered, to_the_gate
from caseflow.web.forms import first_error, form_for, given_in, put_errors
from caseflow.web.uploads import Incoming

_TRIES = 5
_AGAIN = "Select the file again. It was not kept, because something else has to be put right first"


def where(reference: str) -> ResponseReturnValue:
    """Say that such a picture exists, and where. There is no file control on this page, and it takes no file."""
    file, answer = adding(reference), answered(reference)
    if answer in (None, NO_PICTURE):
        return to_the_gate(reference)
    return _without_file(file, str(answer))


def item(reference: str) -> ResponseReturnValue:
    """Add an item, with a file or without one."""
    file = adding(reference)
    if answered(reference) != NO_PICTURE:
        return to_the_gate(reference)
    if request.method != "POST":
        return _ask(file, form_for(questions(file, NO_PICTURE), file), NO_PICTURE)
    hindrance = evidence.hindrance(file, NO_PICTURE)
    most, files = limits(desk(), file.case.school_id).file_size, None if hindrance else store(desk())
    undo()  # nobody waits at the database while somebody's file comes in
    with uploads.receiving(files, most) as incoming:
        return _take(reference, incoming, hindrance)


def _take(reference: str, incoming: Incoming, hindrance: str | None) -> ResponseReturnValue:
    if (earlier := once.answered_before()) is not None:
        return redirect(earlier, code=303)
    file = adding(reference)
    questions_now = questions(file, NO_PICTURE)
    form = form_for(questions_now, file)
    typed = given_in(form, questions_now)
    try:
        _refuse_file(incoming, hindrance)
        evidence.accepted(file, typed, picture=NO_PICTURE, has_file=bool(incoming.size))
        if incoming.size:
            incoming.look()
        return _added(reference, typed, NO_PICTURE, incoming)
    except BadAnswers as bad:
        lost = {CONTROL: _AGAIN} if incoming.size and CONTROL not in bad.errors else {}
        return _again(reference, form, NO_PICTURE, errors={**bad.errors, **lost}), 422
    except (Stale, Refused) as refusal:
        return _again(reference, form, NO_PICTURE, words=str(refusal)), 409


def _refuse_file(incoming: Incoming, hindrance: str | None) -> None:
    if incoming.size and hindrance:
        raise Refused(hindrance)
    if incoming.too_large:
        raise BadAnswers({CONTROL: limits(desk(), current_person().school_id).too_large()})


def _without_file(file: CaseFile, answer: str) -> ResponseReturnValue:
    reference = file.reference
    asked_now = questions(file, answer)
    form = form_for(asked_now, file)
    if request.method != "POST":
        return _ask(file, form, answer)
    if (earlier := once.answered_before()) is not None:
        return redirect(earlier, code=303)
    try:
        return _added(reference, given_in(form, asked_now), answer, None)
    except BadAnswers as bad:
        return _again(reference, form, answer, errors=bad.errors), 422
    except (Stale, Refused) as refusal:
        return _again(reference, form, answer, words=str(refusal)), 409


def _added(reference: str, typed: dict[str, Any], answer: str, incoming: Incoming | None) -> ResponseReturnValue:
    """Add the item; should somebody else have written in the case meanwhile, after them."""
    for last in (*[False] * (_TRIES - 1), True):
        undo()
        file = adding(reference)
        try:
            arrived = incoming.arrived if incoming else None
            row = evidence.add(file, typed, current_person(), picture=answer, arrived=arrived)
            break
        except Stale:
            if last:
                raise
    address = url_for(".show", reference=reference, number=row.number)
    flash(f"E{row.number} is added to the evidence")
    once.remember(address)
    keep()  # before its file is called its own
    if incoming:
        incoming.belongs()
    evidence_gate.forget(reference)
    return redirect(address, code=303)


def _again(
    reference: str, form: FlaskForm, answer: str, *, errors: dict[str, str] | None = None, words: str = ""
) -> str:
    """The form as it was typed, with what is wrong; whatever had been begun is undone first."""
    undo()
    put_errors(form, errors or {})
    return _ask(adding(reference), form, answer, about_file=(errors or {}).get(CONTROL, ""), words=words)


def _ask(file: CaseFile, form: FlaskForm, answer: str, *, about_file: str = "", words: str = "") -> str:
    cases.about_to_read(file, current_person(), "form “Add evidence”")
    asked_now = questions(file, answer)
    hindrance = evidence.hindrance(file, answer)
    lines = first_error(form, asked_now)
    if about_file:
        lines.append({"text": about_file, "href": f"#{CONTROL}"})
    if words:
        lines.insert(0, {"text": words, "href": "#main-content"})
    most = limits(desk(), file.case.school_id)
    return render_template(
        "evidence/item.html" if answer == NO_PICTURE else "evidence/where.html",
        file=file,
        form=form,
        groups=_grouped(asked_now, form),
        errors=lines,
        about_file=about_file,
        hindrance=hindrance,
        objection=objection(file, current_person(), Permission.NOTE),
        control=CONTROL,
        accept=ACCEPT,
        most=most.file_size // 1_000_000,
    )


def _grouped(asked_now: tuple[Question, ...], form: FlaskForm) -> list[tuple[str, list[Question], bool, bool]]:
    """The questions under their headings. What often does not apply is folded away, unless something stands in it."""
    known = (
        ("What it is", asked.WHAT, False),
        ("Where it came from", asked.WHENCE, False),
        ("What it goes with", (asked.ALLEGATIONS, asked.WITNESS), False),
        ("The account and the post, if it comes from a social network", asked.POSTED, True),
        ("How it was captured, by whom and when", asked.CAPTURED, True),
    )
    by_key = {question.key: question for question in asked_now}
    found = [(title, [by_key[one.key] for one in group if one.key in by_key], aside) for title, group, aside in known]
    return [(title, group, aside, _holds(form, group)) for title, group, aside in found if group]


def _holds(form: FlaskForm, group: list[Question]) -> bool:
    return any(form[one.key].data or form[one.key].errors for one in group)
