"""The door: who is signed in, whether they still are, and what happens to what they sent if they are not."""

from __future__ import annotations

import re
from typing import cast

from flask import Flask, current_app, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user, login_user

from caseflow.casework import journal, sessions
from caseflow.casework.people import Someone
from caseflow.casework.session_rules import Limits
from caseflow.casework.sessions import Session
from caseflow.web import given_back
from caseflow.web.desk import desk

OPEN = {
    "signin.sign_in",
    "signin.demo",
    "signin.colours",
    "signin.accessibility",
    "calendar.feed",  # whoever has the secret address, and nobody else
    "assets",
    "static",
}


class Account(UserMixin):  # type: ignore[misc]  # the library has no type hints
    """Who is signed in, for Flask-Login. Its id is the secret of the session; the credential is sealed in the row."""

    def __init__(self, signed: Session, secret: str) -> None:
        self.session = signed
        self.someone = signed.someone
        self.secret = secret

    def get_id(self) -> str:
        """What the cookie keeps."""
        return self.secret


def put_on(app: Flask, limits: Limits) -> None:
    """Make every page private unless it is named as open."""
    app.extensions["limits"] = limits
    manager = LoginManager(app)
    manager.session_protection = "strong"
    manager.user_loader(_load)
    app.before_request(_ask_to_sign_in)
    app.context_processor(lambda: {"idle_seconds": _seconds_left()})


def limits() -> Limits:
    """How long sessions last here."""
    return cast(Limits, current_app.extensions["limits"])


def here() -> Session:
    """The session of this request."""
    return cast(Session, current_user.session)


def _seconds_left() -> int:
    """In how many seconds the person is signed out if nothing happens; none where it is not worth a warning."""
    if not current_user.is_authenticated or current_app.config["DEMO"]:
        return 0
    return max(0, int((here().until - desk().now).total_seconds()))


def _load(secret: str) -> Account | None:
    found = sessions.find(desk(), secret)
    return Account(found, secret) if found else None


def _ask_to_sign_in() -> ResponseReturnValue | None:
    if request.endpoint in OPEN:
        return None
    if not current_user.is_authenticated:
        given_back.keep_what_came(sessions.whose(desk(), session.get("_user_id", "")))
        return redirect(url_for("signin.sign_in"))
    sessions.seen(desk(), here(), limits())
    if request.method == "POST":
        given_back.forget_what_was_sent()
    return None


def welcome(someone: Someone, *, proved: bool = False) -> ResponseReturnValue:
    """Sign somebody in under a new id, whatever this browser held before, and lead them to where they were."""
    if current_user.is_authenticated:
        sessions.end(desk(), current_user.someone, here().id)
    session.clear()
    secret = sessions.begin(desk(), someone, device(), limits(), proved=proved)
    _take_up(secret)
    if not current_app.config["DEMO"]:
        journal.write_for_school(desk(), someone.school_id, "signed_in", someone.id, sentence="Somebody signed in")
    return redirect(given_back.address_of_newest(someone) or url_for("today.home"), code=303)


def renew(*, proved: bool) -> None:
    """Go on with this session under a new id."""
    _take_up(sessions.renew(desk(), here(), proved=proved))


def _take_up(secret: str) -> None:
    found = sessions.find(desk(), secret)
    if found is None:
        raise LookupError("a session that was begun this moment is not there")
    login_user(Account(found, secret))


_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone|iPad", "iPhone or iPad"),
    ("Windows", "Windows"),
    ("CrOS", "a Chromebook"),
    ("Mac OS", "a Mac"),
    ("Linux", "Linux"),
)


def device() -> str:
    """What somebody signs in with, as far as the browser says: Firefox on Windows."""
    said = request.user_agent.string
    browser = next((name for sign, name in _BROWSERS if re.search(sign, said)), "A browser")
    system = next((name for sign, name in _SYSTEMS if re.search(sign, said)), "")
    return f"{browser} on {system}" if system else browser
