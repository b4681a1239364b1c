"""Inviting somebody to link their school account, and coming with the code that they were handed."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from caseflow.casework import addresses, invitations
from caseflow.casework.refusals import Refused
from caseflow.web import oidc
from caseflow.web.desk import current_person, desk, keep, undo

blueprint = Blueprint("invitation", __name__, url_prefix="/invitation")
_WRONG = "This is not a code that was made for this address, or it was used or is too old. Ask for another one"


@blueprint.route("/<person_id>", methods=["GET", "POST"])
def make(person_id: str) -> ResponseReturnValue:
    """Invite somebody of the staff list, and show the code once. There is nothing here without a provider."""
    oidc.known()
    other = addresses.find(desk(), current_person(), person_id)
    if request.method != "POST":
        return render_template("invitation/make.html", other=other)
    try:
        code = invitations.invite(desk(), current_person(), person_id)
    except Refused as refusal:
        undo()
        return render_template("errors/refused.html", words=str(refusal)), 409
    return render_template("invitation/code.html", other=other, code=code)


@blueprint.route("/", methods=["GET", "POST"])
def use() -> ResponseReturnValue:
    """Come with a code, and go on to the provider to sign in there."""
    oidc.known()
    if request.method != "POST":
        return _type_code("")
    typed = [request.form.get(name, "") for name in ("email", "code")]
    found = invitations.find(desk(), typed[0], typed[1], request.remote_addr or "")
    keep()  # the attempt is counted
    if found is None:
        undo()
        return _type_code(_WRONG)
    return oidc.go_invited(found)


def _type_code(wrong: str) -> ResponseReturnValue:
    errors = [{"text": wrong, "href": "#code"}] if wrong else []
    email = request.form.get("email", "")
    return render_template("invitation/use.html", email=email, wrong=wrong, errors=errors), 422 if wrong else 200
