"""Signing in and out: Argon2id, one answer for every failure, growing delay and never a lock."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import ip_address
from typing import Any

from argon2.exceptions import InvalidHashError, VerificationError
from flask import Blueprint, Flask, Response, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from flask_wtf import FlaskForm
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from wtforms import PasswordField, StringField

from caseflow.casework import people
from caseflow.casework.people import Someone
from caseflow.casework.refusals import NotThere
from caseflow.casework.schools import HASHER
from caseflow.records import Person, School
from caseflow.web.colours import style_sheet
from caseflow.web.desk import current_person, desk, keep, office

blueprint = Blueprint("signin", __name__)
OPEN = {
    "signin.sign_in",
    "signin.demo",
    "signin.colours",
    "signin.accessibility",
    "calendar.feed",  # whoever has the secret address, and nobody else
    "assets",
    "static",
}
_NOBODY = HASHER.hash("nobody has this password")


class Account(UserMixin):  # type: ignore[misc]  # the library has no type hints
    """Who is signed in, for Flask-Login. The credential in the id ends every session when it changes."""

    def __init__(self, someone: Someone, credential: str) -> None:
        self.someone = someone
        self.credential = credential

    def get_id(self) -> str:
        return f"{self.someone.id}:{self.credential}"


class SignInForm(FlaskForm):  # type: ignore[misc]  # the library has no type hints
    """E-mail and password."""

    email = StringField("E-mail address")
    password = PasswordField("Password")


def put_on(app: Flask) -> None:
    """Make every page private unless it is named as open."""
    manager = LoginManager(app)
    manager.session_protection = "strong"
    manager.user_loader(_load)
    app.before_request(_ask_to_sign_in)


def _load(said: str) -> Account | None:
    person_id, _, credential = said.partition(":")
    row = desk().session.get(Person, person_id, options=[joinedload(Person.posts)])
    if row is None or not row.active or row.credential != credential:
        return None
    return Account(people.opened(desk(), row), row.credential)


def _ask_to_sign_in() -> ResponseReturnValue | None:
    if request.endpoint in OPEN or current_user.is_authenticated:
        return None
    return redirect(url_for("signin.sign_in"))


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    """Ask who it is."""
    if current_user.is_authenticated:
        return redirect(url_for("today.home"))
    form = SignInForm()
    wrong = False
    if form.validate_on_submit():
        if found := _right(form.email.data or "", form.password.data or ""):
            return _welcome(found)
        keep()  # the failed attempt is counted though nobody is let in
        wrong = True
    status = 401 if wrong else 200
    return render_template("signin/sign_in.html", form=form, wrong=wrong, cast=_cast()), status


def _right(email: str, password: str) -> Person | None:
    """The person whose password this is. As slow for somebody unknown as for somebody known."""
    if len(email) > 254 or len(password) > 128:
        return None
    schools = desk().session.scalars(select(School)).all()
    found = [
        row
        for school in schools
        for row in desk().session.scalars(
            select(Person).where(
                Person.school_id == school.id, Person.email_mark == people.email_mark(desk(), school.id, email)
            )
        )
    ]
    if not found:
        _matches(_NOBODY, password)
    for row in found:
        if row.wait_until and row.wait_until > desk().now:
            _matches(_NOBODY, password)
            continue
        if _matches(row.password or _NOBODY, password) and row.active and row.password:
            row.failures, row.wait_until = 0, None
            return row
        row.failures += 1
        if row.failures >= 5:
            row.wait_until = desk().now + timedelta(seconds=min(2 ** (row.failures - 4), 300))
    return None


def _matches(hashed: str, password: str) -> bool:
    try:
        return HASHER.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


def _welcome(row: Person) -> ResponseReturnValue:
    session.clear()
    session.permanent = True
    login_user(Account(people.opened(desk(), row), row.credential))
    return redirect(url_for("today.home"), code=303)


@blueprint.post("/demo-sign-in")
def demo() -> ResponseReturnValue:
    """Sign in as one of the cast: in the demo only."""
    if not _demo_here():
        raise NotThere
    chosen = request.form.get("person", "")
    row = desk().session.get(Person, chosen) if chosen.isalnum() else None
    return _welcome(row) if row and row.active else redirect(url_for(".sign_in"))


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
    logout_user()
    session.clear()
    answer = redirect(url_for(".sign_in"), code=303)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
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
