"""The desk of this request: opened when first needed, kept if the request ends well, undone if it does not."""

from __future__ import annotations

from typing import cast

from flask import current_app, g
from flask_login import current_user

from caseflow.casework.desk import Desk
from caseflow.casework.office import Office
from caseflow.casework.people import Someone
from caseflow.records import School


def office() -> Office:
    """The installation that this application serves."""
    return cast(Office, current_app.extensions["office"])


def desk() -> Desk:
    """The desk of this request."""
    if "desk" not in g:
        session = office().store.writing()
        at = office()
        g.desk = Desk(session, at.keyring, at.safe, at.clock, at.anchors, files=at.files)
    return cast(Desk, g.desk)


def keep() -> None:
    """Make the work of this request durable."""
    if "desk" in g:
        g.desk.session.commit()


def undo() -> None:
    """Undo the work of this request, and let go of the desk and of what was read at it."""
    g.pop("school", None)
    if held := g.pop("desk", None):
        held.session.rollback()
        held.session.close()


def current_person() -> Someone:
    """Who is signed in."""
    return cast(Someone, current_user.someone)


def school() -> School:
    """The school of whoever is signed in."""
    found = g.get("school")
    if found is None:
        found = desk().session.get_one(School, current_person().school_id)
        g.school = found
    return cast(School, found)
