"""One way to ask and act on the policy's pages: act once, or ask again with what is wrong and all that was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from caseflow.casework.refusals import BadAnswers, Refused, Tampered
from caseflow.lifecycle.terms import Question
from caseflow.web import once
from caseflow.web.desk import undo
from caseflow.web.forms import first_error, form_for, given_in, put_errors

Act = Callable[[Mapping[str, Any], int], None]


def ask_and_act(
    template: str,
    asks: tuple[Question, ...],
    act: Act,
    *,
    done: str,
    leads_to: str,
    context: Callable[[], Mapping[str, Any]],
    before: Mapping[str, Any] | None = None,
) -> ResponseReturnValue:
    """Show a form; or act on what was sent, with the edition that was seen, and lead on.

    `context` gives what else the page shows, read afresh after something was refused: `seen` among it, if the page is
    about a version that might be changed meanwhile.
    """
    form, status, words = form_for(asks, None, before), 200, ""
    if request.method == "POST":
        if (earlier := once.answered_before()) is not None:
            return redirect(earlier, code=303)
        try:
            act(given_in(form, asks), seen())
        except BadAnswers as bad:
            undo()
            put_errors(form, bad.errors)
            status = 422
        except (Refused, Tampered) as refusal:
            undo()
            status, words = 409, str(refusal)
        else:
            return lead_on(done, leads_to)
    errors = first_error(form, asks)
    if words:
        errors.insert(0, {"text": words, "href": "#main-content"})
    shown = {"seen": 0, **context()}
    if request.method == "POST":
        shown["seen"] = request.form.get("seen", "")
    return render_template(template, form=form, asks=asks, errors=errors, **shown), status


def seen() -> int:
    """The edition that the form was shown for."""
    said = request.form.get("seen", "")
    return int(said) if said.isdecimal() and len(said) < 10 else -1


def lead_on(done: str, leads_to: str) -> ResponseReturnValue:
    """Say that it is done, and where to go; the same form sent again leads there too."""
    flash(done)
    once.remember(leads_to)
    return redirect(leads_to, code=303)
