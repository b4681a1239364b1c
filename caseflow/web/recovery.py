"""Restoring somebody's access: two people say that they saw them, and the person uses the code that comes of it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import people, recovery
from caseflow.casework.particulars import LEAST_PASSWORD
from caseflow.casework.refusals import BadAnswers, NotThere, Refused
from caseflow.web import door
from caseflow.web.desk import current_person, desk, keep, undo

blueprint = Blueprint("recovery", __name__, url_prefix="/recovery")
_WRONG = "Check the e-mail address and the code. A code works once and for 15 minutes; if you have tried several, wait"


@blueprint.route("/", methods=["GET", "POST"])
def vouch() -> ResponseReturnValue:
    """Say that one saw somebody who cannot sign in; the second who says so is shown the code, once."""
    me = current_person()
    if not me.holds(*recovery.VOUCHERS):
        raise NotThere
    if request.method != "POST":
        return _ask({})
    other = people.everyone(desk(), me.school_id).get(request.form.get("person", ""))
    errors = {} if other else {"person": "Select whom you saw"}
    if not request.form.get("seen_in_person"):
        errors["seen_in_person"] = "Confirm that you saw them in person, and that it is they"
    if errors or other is None:
        return _ask(errors)
    try:
        code = recovery.vouch(desk(), me, other)
    except Refused as refusal:
        undo()
        return _ask({"person": str(refusal)})
    if code:
        return render_template("recovery/code.html", other=other, code=code)
    flash(f"It is recorded that you saw {other.name}. A second person has to say so within an hour")
    return redirect(url_for(".vouch"), code=303)


def _ask(errors: dict[str, str]) -> ResponseReturnValue:
    lines = [{"text": words, "href": f"#{field}"} for field, words in errors.items()]
    chosen = request.form.get("person", "")
    who = recovery.whom(desk(), current_person())
    page = render_template("recovery/vouch.html", people=who, chosen=chosen, wrong=errors, errors=lines)
    return page, 422 if errors else 200


@blueprint.route("/use", methods=["GET", "POST"])
def use() -> ResponseReturnValue:
    """Use the code: whatever the person signed in with before is void, and they begin afresh."""
    if request.method != "POST":
        return _type_code({})
    typed = [request.form.get(name, "") for name in ("email", "code", "password")]
    try:
        found = recovery.use(desk(), typed[0], typed[1], typed[2], request.remote_addr or "")
    except BadAnswers as bad:
        undo()
        return _type_code(bad.errors)
    if found is None:
        keep()  # the failed attempt is counted
        undo()
        return _type_code({"code": _WRONG})
    return door.welcome(found)


def _type_code(errors: dict[str, str]) -> ResponseReturnValue:
    lines = [{"text": words, "href": f"#{field}"} for field, words in errors.items()]
    email = request.form.get("email", "")
    page = render_template("recovery/use.html", email=email, wrong=errors, errors=lines, least=LEAST_PASSWORD)
    return page, 422 if errors else 200
