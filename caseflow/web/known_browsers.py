"""A browser in which somebody signed in before: it is not slowed by others who guess at the same name or place."""

from __future__ import annotations

from datetime import timedelta

from flask import current_app, request
from werkzeug import Response

from caseflow.casework import throttle
from caseflow.casework.people import Someone
from caseflow.web.desk import desk

KEPT = timedelta(days=180)


def sent() -> str:
    """What this browser keeps, or nothing."""
    return request.cookies.get(_name(), "")[:200]


def remember(answer: Response, someone: Someone) -> Response:
    """Let this browser keep that somebody signed in with it. It is a number and a seal: it names nobody."""
    answer.set_cookie(
        _name(),
        throttle.known_browser(desk(), someone.email),
        max_age=KEPT,
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        httponly=True,
        samesite="Strict",
    )
    return answer


def _name() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-browser"
