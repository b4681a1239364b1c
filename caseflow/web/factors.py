"""The second factor: showing it, adding one, removing one; always that of whoever is signed in."""

from __future__ import annotations

import base64
from collections.abc import Callable

from flask import Blueprint, Response, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import codes, factors, journal, passkeys, sessions, throttle
from caseflow.casework.desk import school_scope
from caseflow.casework.refusals import BadAnswers, NotThere, Refused
from caseflow.vault.box import Altered
from caseflow.web import challenges, door, signed
from caseflow.web.desk import current_person, desk, keep, undo
from caseflow.web.stepping_up import THEN

blueprint = Blueprint("factors", __name__, url_prefix="/second-factor")
_PENDING = "pending"
_WRONG_CODE = (
    "Enter the six digits that the app shows now. Each code works once; if you have tried several, wait a while"
)
_WRONG_KEY = "The passkey was not taken. Try again, with one that you added here"


@blueprint.route("/", methods=["GET", "POST"])
def prove() -> ResponseReturnValue:
    """Ask for a factor, and go on to where the person was going."""
    me = current_person()
    if not factors.has_any(desk(), me):
        return redirect(url_for(".choose"), code=303)
    if request.method != "POST":
        return _ask_to_prove({})
    by_key = bool(request.form.get("answer"))
    shown = _passkey_shown() if by_key else codes.shown(desk(), me, request.form.get("code", ""))
    if shown is None:
        keep()  # the failed attempt is counted
        undo()
        return _ask_to_prove({"answer": _WRONG_KEY} if by_key else {"code": _WRONG_CODE})
    return _proved(shown, "stepped_up", "Somebody showed their second factor")


def _passkey_shown() -> str | None:
    challenge = challenges.waiting("prove")
    found = challenge and passkeys.shown(desk(), challenges.place(), challenge, request.form.get("answer", ""))
    if found and found[0].id == current_person().id:
        return found[1]
    factors.failed(desk(), current_person(), throttle.at_a_code(desk(), current_person().id))
    return None


def _proved(factor_id: str, event: str, sentence: str) -> ResponseReturnValue:
    me = current_person()
    journal.write_for_school(desk(), me.school_id, event, me.id, factor=factor_id, sentence=sentence)
    then = session.pop(THEN, None)
    session.pop("why", None)
    door.renew(proved_with=factor_id)
    return redirect(then or door.onward(me), code=303)


def _ask_to_prove(errors: dict[str, str]) -> ResponseReturnValue:
    me = current_person()
    kinds = {one.kind for one in factors.held(desk(), me)}
    options = passkeys.to_show(desk(), me, challenges.place(), challenges.begin("prove"))
    page = render_template(
        "factors/prove.html", kinds=kinds, options=options, wrong=errors, errors=_lines(errors), why=session.get("why")
    )
    return page, 422 if errors else 200


@blueprint.get("/new")
def choose() -> ResponseReturnValue:
    """What one could add."""
    first = not factors.has_any(desk(), current_person())
    return render_template("factors/choose.html", first=first, machine=challenges.place().host)


@blueprint.route("/new/app", methods=["GET", "POST"])
def add_app() -> ResponseReturnValue:
    """Add an app that makes codes: show its secret, and take a code that it made."""
    me = current_person()
    if request.method != "POST":
        sealed = desk().seal(school_scope(me.school_id), codes.new_secret(), f"pending/{me.id}")
        session[_PENDING] = base64.b64encode(sealed).decode()
        return _show_secret({})
    typed = (request.form.get("name", ""), request.form.get("code", ""))
    return _added(lambda: codes.first(desk(), me, _pending(), *typed), _show_secret, {"code": _WRONG_CODE})


@blueprint.get("/new/app/picture")
def picture() -> ResponseReturnValue:
    """The secret that is being added, for the camera of the app."""
    return Response(codes.picture(_pending(), current_person()), mimetype="image/png")


def _pending() -> str:
    """The secret that waits for its first code: in the cookie, sealed for this person; else NotThere."""
    me = current_person()
    try:
        sealed = base64.b64decode(session.get(_PENDING, ""))
        return str(desk().unseal(school_scope(me.school_id), sealed, f"pending/{me.id}"))
    except Altered:
        raise NotThere from None


def _show_secret(errors: dict[str, str]) -> ResponseReturnValue:
    secret = _pending()
    grouped = " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
    page = render_template("factors/app.html", secret=grouped, wrong=errors, errors=_lines(errors))
    return page, 422 if errors else 200


@blueprint.route("/new/passkey", methods=["GET", "POST"])
def add_passkey() -> ResponseReturnValue:
    """Add a passkey: let the browser make one, and take what it says of it."""
    if request.method != "POST":
        return _offer_passkey({})
    challenge = challenges.waiting("register")
    me, typed = current_person(), (request.form.get("name", ""), request.form.get("answer", ""))
    return _added(
        lambda: passkeys.register(desk(), me, challenges.place(), challenge, *typed) if challenge else None,
        _offer_passkey,
        {"answer": "No passkey was made. Try again, or use an app that makes codes"},
    )


def _offer_passkey(errors: dict[str, str]) -> ResponseReturnValue:
    options = passkeys.to_register(desk(), current_person(), challenges.place(), challenges.begin("register"))
    page = render_template("factors/passkey.html", options=options, wrong=errors, errors=_lines(errors))
    return page, 422 if errors else 200


def _added(
    take: Callable[[], str | None], ask: Callable[[dict[str, str]], ResponseReturnValue], wrong: dict[str, str]
) -> ResponseReturnValue:
    """Take a factor on, and end every session that began without it; or ask again."""
    try:
        factor_id = take()
    except BadAnswers as bad:
        undo()
        return ask(bad.errors)
    if factor_id is None:
        return ask(wrong)
    me = current_person()
    sessions.end_all(desk(), me, but=signed.here().id)
    session.pop(_PENDING, None)
    flash("It is added. From now on you are asked for it when you sign in")
    return _proved(factor_id, "factor_proved", "Somebody showed the second factor that they added")


@blueprint.route("/<factor_id>/remove", methods=["GET", "POST"])
def remove(factor_id: str) -> ResponseReturnValue:
    """Ask, and take a factor away."""
    me = current_person()
    found = next((one for one in factors.held(desk(), me) if one.id == factor_id), None)
    if found is None:
        raise NotThere
    if request.method != "POST":
        return render_template("factors/remove.html", factor=found, words="")
    try:
        factors.remove(desk(), me, factor_id, signed.here().proved_with)
    except Refused as refusal:
        undo()
        return render_template("factors/remove.html", factor=found, words=str(refusal)), 409
    sessions.end_all(desk(), me, but=signed.here().id)
    door.renew()
    flash(f"“{found.name}” is removed")
    return redirect(url_for("account.page"), code=303)


def _lines(errors: dict[str, str]) -> list[dict[str, str]]:
    """The lines of the summary. What the browser said is in a field that nobody sees: that one leads to the page."""
    return [
        {"text": words, "href": "#main-content" if field == "answer" else f"#{field}"}
        for field, words in errors.items()
    ]
