"""Ending all sessions of somebody: for the IT administrator, as when a machine was lost."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import session_keeping
from caseflow.web.desk import current_person, desk


def page(person_id: str) -> ResponseReturnValue:
    """Ask, and end them. Where somebody is signed in is not shown: it tells where they are."""
    other = session_keeping.whom(desk(), current_person(), person_id)
    if request.method != "POST":
        return render_template("staff/sessions.html", other=other)
    session_keeping.end_all_of(desk(), current_person(), person_id)
    flash(f"{other.name} is signed out everywhere")
    return redirect(url_for("staff.listing"), code=303)
