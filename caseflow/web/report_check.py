"""Check your answers, and send the report: once, however often the button is pressed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from caseflow.casework import drafts, reporting
from caseflow.casework.before import Before
from caseflow.casework.casefile import CaseFile
from caseflow.casework.drafts import Begun
from caseflow.casework.refusals import BadAnswers, Refused
from caseflow.lifecycle.answers import accept_questions
from caseflow.procedure import roles
from caseflow.web import once
from caseflow.web.desk import current_person, desk, undo
from caseflow.web.forms import form_for, put_errors
from caseflow.web.report_journey import journey_of
from caseflow.web.report_pages import DECLARED
from caseflow.web.report_sent import due_of
from caseflow.web.report_words import cards, receiver


def check(draft_id: str) -> ResponseReturnValue:
    """Everything that was answered, and where it goes."""
    begun = drafts.find(desk(), current_person(), draft_id)
    if (missing := journey_of(begun).next_open) is not None:
        return redirect(url_for("report.page", draft_id=begun.id, key=missing.key))
    return _show(begun, form_for((DECLARED,), None), [])


def send(draft_id: str) -> ResponseReturnValue:
    """Make a report of the draft."""
    if (earlier := once.answered_before()) is not None:
        return redirect(earlier, code=303)
    begun = drafts.find(desk(), current_person(), draft_id)
    journey = journey_of(begun)
    if journey.next_open is not None:
        return redirect(url_for("report.page", draft_id=begun.id, key=journey.next_open.key), code=303)
    form = form_for((DECLARED,), None)
    try:
        said = {DECLARED.key: form[DECLARED.key].data or None}
        declared = accept_questions((DECLARED,), said, Before(desk()))
        file = drafts.send(desk(), current_person(), begun, {**journey.report(), **declared})
    except BadAnswers as bad:
        undo()
        put_errors(form, bad.errors)
        return _show(begun, form, _lines(begun, bad.errors)), 422
    except Refused as refusal:
        undo()
        return _show(begun, form, [{"text": str(refusal), "href": "#main-content"}]), 409
    answer = _receipt(file)
    once.remember(answer)
    return redirect(answer, code=303)


def _show(begun: Begun, form: FlaskForm, errors: list[dict[str, str]]) -> str:
    journey = journey_of(begun)
    goes_to = reporting.destination(desk(), current_person(), journey.report())
    return render_template(
        "report/check.html",
        begun=begun,
        form=form,
        declared=DECLARED,
        errors=errors,
        cards=cards(journey.pages, begun.answers),
        last=journey.pages[-1],
        goes_to=goes_to,
        receiver=receiver(goes_to.post),
        past_the_head=goes_to.post != roles.HEADTEACHER.key,
    )


def _lines(begun: Begun, errors: Mapping[str, str]) -> list[dict[str, str]]:
    """The lines of the error summary: each leads to the declaration, or to the page of its question."""
    owner = {key: page for page in journey_of(begun).pages for key in page.asks}
    return [{"text": words, "href": _where(begun, key, owner)} for key, words in errors.items()]


def _where(begun: Begun, key: str, owner: Mapping[str, Any]) -> str:
    if key not in owner:
        return f"#{DECLARED.key}"
    return url_for("report.page", draft_id=begun.id, key=owner[key].key, back="check")


def _receipt(file: CaseFile) -> str:
    """The address of the receipt. Whoever has no part in the case as its reporter keeps it in the session alone."""
    if current_person().id in file.held_by(roles.REPORTER):
        return url_for("report.receipt", reference=file.reference)
    session["sent_about_me"] = {
        "reference": file.reference,
        "post": file.facts["routed"]["post"],
        "due": due_of(file).isoformat(),
    }
    return url_for("report.sent_about_me")
