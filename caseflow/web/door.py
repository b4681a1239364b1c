"""The door: who is signed in, whether they still are, and what happens to what they sent if they are not."""

from __future__ import annotations

import re

from flask import Flask, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user, login_user

from caseflow.casework import factors, journal, sessions
from caseflow.casework.people import Someone
from caseflow.casework.session_rules import Limits, needs_factor
from caseflow.casework.sessions import Session
from caseflow.web import given_back, known_browsers, signed, stepping_up
from caseflow.web.desk import desk

OPEN = {
    "signin.sign_in",
    "signin.passkey",
    "recovery.use",
    "oidc.go",
    "oidc.back",
    "invitation.use",
    "signin.demo",
    "signin.colours",
    "signin.accessibility",
    "calendar.feed",  # whoever has the secret address, and nobody else
    "operations.health",
    "operations.metrics",  # whoever has the token of the settings, and nobody else
    "assets",
    "static",
}


class Account(UserMixin):  # type: ignore[misc]  # the library has no type hints
    """Who is signed in, for Flask-Login. Its id is the secret of the session; the credential is sealed in the row."""

    def __init__(self, signed_in: Session, secret: str) -> None:
        self.session = signed_in
        self.someone = signed_in.someone
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


def _seconds_left() -> int:
    """In how many seconds the person is signed out if nothing happens; none where it is not worth a warning."""
    if not current_user.is_authenticated or current_app.config["DEMO"]:
        return 0
    return max(0, int((signed.here().until - desk().now).total_seconds()))


def _load(secret: str) -> Account | None:
    found = sessions.find(desk(), secret)
    return Account(found, secret) if found else None


def _ask_to_sign_in() -> ResponseReturnValue | None:
    if request.endpoint in OPEN:
        return None
    if not current_user.is_authenticated:
        given_back.keep_what_came(sessions.whose(desk(), session.get("_user_id", "")))
        return redirect(url_for("signin.sign_in"))
    sessions.seen(desk(), signed.here(), signed.limits())
    if way := _to_prove(current_user.someone) or stepping_up.ask_first(current_user.someone):
        return way
    stepping_up.hold_back(current_user.someone)
    if request.method == "POST":
        given_back.forget_what_was_sent()
    return None


def _to_prove(me: Someone) -> ResponseReturnValue | None:
    """Where somebody is led who has only shown a password, and needs a second factor; None if they need go nowhere.

    Whoever has a factor shows it. Whoever has none, and needs one, adds it now, before any page: then it is theirs.
    """
    if signed.here().proved_at is not None or request.endpoint in ("signin.sign_out", "factors.prove"):
        return None
    if factors.has_any(desk(), me):
        return redirect(url_for("factors.prove"), code=303)
    adding = (request.endpoint or "").startswith("factors.")
    return redirect(url_for("factors.choose"), code=303) if needs_factor(desk(), me) and not adding else None


def at_the_question() -> bool:
    """Whether somebody has shown a password alone, and is asked for more: the frame of the page tells nothing yet."""
    return (request.endpoint or "").startswith("factors.") and signed.here().proved_at is None


def welcome(someone: Someone, *, proved_with: str = "") -> ResponseReturnValue:
    """Sign somebody in under a new id, whatever this browser held before, and lead them to where they were."""
    if current_user.is_authenticated:
        sessions.end(desk(), current_user.someone, signed.here().id)
    session.clear()
    secret = sessions.begin(desk(), someone, device(), signed.limits(), proved_with=proved_with)
    _take_up(secret)
    if not current_app.config["DEMO"]:
        journal.write_for_school(desk(), someone.school_id, "signed_in", someone.id, sentence="Somebody signed in")
    return known_browsers.remember(redirect(onward(someone), code=303), someone)


def onward(someone: Someone) -> str:
    """Where somebody goes on: to what they were writing when they were signed out, or to their first page."""
    return given_back.address_of_newest(someone) or url_for("today.home")


def renew(*, proved_with: str = "") -> None:
    """Go on with this session under a new id, and with a new token in its forms."""
    session.pop("csrf_token", None)
    g.pop("csrf_token", None)
    _take_up(sessions.renew(desk(), signed.here(), proved_with=proved_with))


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
