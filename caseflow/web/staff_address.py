"""Giving somebody on the staff list another e-mail address."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import addresses
from caseflow.casework.refusals import BadAnswers
from caseflow.lifecycle.terms import Kind, Question
from caseflow.web import once
from caseflow.web.desk import current_person, desk
from caseflow.web.forms import first_error, form_for, put_errors

ASKS = (Question("email", "New e-mail address", Kind.LINE, "They sign in with it. Both addresses are told", most=254),)


def page(person_id: str) -> ResponseReturnValue:
    """Ask for the new address, and record it."""
    me = current_person()
    other = addresses.find(desk(), me, person_id)
    form = form_for(ASKS, None)
    if request.method == "POST":
        if (earlier := once.answered_before()) is not None:
            return redirect(earlier, code=303)
        try:
            addresses.change(desk(), me, person_id, str(form["email"].data or ""))
        except BadAnswers as bad:
            put_errors(form, bad.errors)
        else:
            flash("Their e-mail address is changed. If they were signed in, they sign in again with the new one")
            once.remember(url_for("staff.listing"))
            return redirect(url_for("staff.listing"), code=303)
    errors = first_error(form, ASKS)
    shown = render_template("staff/address.html", other=other, form=form, asks=ASKS, errors=errors)
    return shown, 422 if errors else 200
