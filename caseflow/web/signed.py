"""Who is signed in at this request: their session, and how long sessions last here."""

from __future__ import annotations

from typing import cast

from flask import current_app
from flask_login import current_user

from caseflow.casework.session_rules import Limits
from caseflow.casework.sessions import Session


def limits() -> Limits:
    """How long sessions last here."""
    return cast(Limits, current_app.extensions["limits"])


def here() -> Session:
    """The session of this request."""
    return cast(Session, current_user.session)
