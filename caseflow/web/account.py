"""Your sign-in: where you are signed in, staying signed in, and your password."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import factors, identities, passwords, recovery, session_keeping, sessions
from caseflow.casework.particulars import LEAST_PASSWORD
from caseflow.casework.refusals import BadAnswers
from caseflow.web import door, signed
from caseflow.web.desk import current_person, desk, keep, undo

blueprint = Blueprint("account", __name__, url_prefix="/account")


@blueprint.get("/")
def page() -> ResponseReturnValue:
    """Where somebody is signed in, and how."""
    me = current_person()
    return render_template(
        "account/page.html",
        here=signed.here().id,
        sessions=sessions.open_sessions(desk(), me),
        factors=factors.held(desk(), me),
        linked=identities.linked(desk(), me),
        restores=me.holds(*recovery.VOUCHERS),
    )


@blueprint.post("/stay")
def stay() -> ResponseReturnValue:
    """Stay signed in: somebody is here, though they only read. For the button of the warning."""
    sessions.seen(desk(), signed.here(), signed.limits(), now=True)
    until = sessions.until(desk(), signed.here().id)
    return "", 204, {"Caseflow-Seconds": str(int((until - desk().now).total_seconds()))}


@blueprint.post("/sessions/<session_id>/end")
def end(session_id: str) -> ResponseReturnValue:
    """End one session; the one at hand by signing out."""
    session_keeping.end_one(desk(), current_person(), session_id)
    flash("That session is ended")
    return redirect(url_for(".page"), code=303)


@blueprint.post("/sessions/end-others")
def end_others() -> ResponseReturnValue:
    """End every session but the one at hand."""
    session_keeping.end_others(desk(), current_person(), signed.here().id)
    flash("You are signed in here only")
    return redirect(url_for(".page"), code=303)


@blueprint.route("/password", methods=["GET", "POST"])
def password() -> ResponseReturnValue:
    """Another password; every other session ends."""
    if request.method != "POST":
        return _ask({})
    me = current_person()
    if not passwords.again(desk(), me, request.form.get("password_now", "")):
        keep()  # the failed attempt is counted
        undo()
        return _ask({"password_now": "Enter your password as it is now. If you have tried several times, wait a while"})
    try:
        passwords.change(desk(), me, request.form.get("password", ""))
    except BadAnswers as bad:
        undo()
        return _ask(bad.errors)
    session_keeping.end_others(desk(), me, signed.here().id)
    door.renew()
    flash("Your password is changed. You are signed in here only")
    return redirect(url_for(".page"), code=303)


def _ask(errors: dict[str, str]) -> ResponseReturnValue:
    lines = [{"text": words, "href": f"#{field}"} for field, words in errors.items()]
    page = render_template("account/password.html", wrong=errors, errors=lines, least=LEAST_PASSWORD)
    return page, 422 if errors else 200
