"""Signing in and out: one answer for every failure."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, logout_user
from flask_wtf import FlaskForm
from sqlalchemy import select
from wtforms import PasswordField, StringField

from caseflow.casework import journal, passkeys, passwords, people, sessions
from caseflow.casework.people import Someone
from caseflow.casework.refusals import NotThere
from caseflow.records import Person, School
from caseflow.web import challenges, door, known_browsers, signed
from caseflow.web.colours import style_sheet
from caseflow.web.desk import current_person, desk, keep, office

blueprint = Blueprint("signin", __name__)


class SignInForm(FlaskForm):  # type: ignore[misc]  # the library has no type hints
    """E-mail and password."""

    email = StringField("E-mail address")
    password = PasswordField("Password")


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    """Ask who it is."""
    if current_user.is_authenticated:
        return redirect(url_for("today.home"))
    form = SignInForm()
    wrong = False
    if form.validate_on_submit():
        said = (form.email.data or "", form.password.data or "", request.remote_addr or "", known_browsers.sent())
        if found := passwords.whose(desk(), *said):
            return door.welcome(found)
        keep()  # the failed attempt is counted though nobody is let in
        wrong = True
    status = 401 if wrong else 200
    return render_template("signin/sign_in.html", form=form, wrong=wrong, cast=_cast()), status


@blueprint.route("/sign-in/passkey", methods=["GET", "POST"])
def passkey() -> ResponseReturnValue:
    """Sign in with a passkey alone: it is the device, and the finger, face or PIN that opens it."""
    if current_user.is_authenticated:
        return redirect(url_for("today.home"))
    if request.method == "POST":
        challenge = challenges.waiting("sign-in")
        answer = request.form.get("answer", "")
        if challenge and (found := passkeys.shown(desk(), challenges.place(), challenge, answer)):
            return door.welcome(found[0], proved_with=found[1])
        keep()  # what was changed by hand is written down though nobody is let in
    wrong = request.method == "POST"
    options = passkeys.to_show(desk(), None, challenges.place(), challenges.begin("sign-in"))
    errors = [{"text": "The passkey was not taken. Try again, or sign in with your password", "href": "#main-content"}]
    page = render_template("signin/passkey.html", options=options, errors=errors if wrong else [])
    return page, 401 if wrong else 200


@blueprint.post("/demo-sign-in")
def demo() -> ResponseReturnValue:
    """Sign in as one of the cast: in the demo only."""
    if not _demo_here():
        raise NotThere
    chosen = request.form.get("person", "")
    row = desk().session.get(Person, chosen) if chosen.isalnum() else None
    return (
        door.welcome(people.opened(desk(), row), proved_with="demonstration")
        if row and row.active
        else redirect(url_for(".sign_in"))
    )


def _demo_here() -> bool:
    """Whether this is the demo, and whoever asks sits at this machine: not so if another server hands them on."""
    handed_on = any(name in request.headers for name in ("Forwarded", "X-Forwarded-For", "Via"))
    return bool(current_app.config["DEMO"]) and not handed_on and ip_address(request.remote_addr or "::").is_loopback


def _cast() -> list[dict[str, Any]]:
    if not _demo_here():
        return []
    school = desk().session.scalars(select(School)).first()
    if school is None:
        return []
    everyone = people.everyone(desk(), school.id).values()
    return [
        {"id": one.id, "name": one.name, "post": one.post, "roles": sorted(one.roles - {"staff"}) or ["staff"]}
        for one in sorted(everyone, key=lambda one: (_rank(one), one.name))
    ]


def _rank(one: Someone) -> int:
    order = ("headteacher", "chair", "vice-chair", "clerk", "investigating-officer", "hr-adviser", "dsl", "dpo")
    return min((place for place, role in enumerate(order) if role in one.roles), default=9 - ("governor" in one.roles))


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End the session, here and in the browser."""
    me = current_person()
    sessions.end(desk(), me, signed.here().id)
    if not current_app.config["DEMO"]:
        journal.write_for_school(desk(), me.school_id, "signed_out", me.id, sentence="Somebody signed out")
    logout_user()
    session.clear()
    answer = redirect(url_for(".sign_in"), code=303)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'  # and the session above; that the browser is known stays
    return answer


@blueprint.get("/school.css")
def colours() -> Response:
    """The school's own colour."""
    colour = ""
    if current_user.is_authenticated:
        found = desk().session.get(School, current_person().school_id)
        colour = found.letterhead if found else ""
    elif schools := office().schools():
        colour = schools[0].letterhead
    return Response(style_sheet(colour), mimetype="text/css")


@blueprint.get("/accessibility")
def accessibility() -> ResponseReturnValue:
    """The accessibility statement."""
    return render_template("signin/accessibility.html")
