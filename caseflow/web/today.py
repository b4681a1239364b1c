"""The first page of each person: what needs them today; and the frame round every page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from caseflow.casework import cases, learning
from caseflow.casework.board_report import MAY_MAKE
from caseflow.casework.emergency import MAY as MAY_ASK
from caseflow.casework.people import Someone
from caseflow.lifecycle.terms import Permission
from caseflow.procedure import roles
from caseflow.records import Case, School
from caseflow.web import door, given_posts, policy_notices, post
from caseflow.web.agenda import agenda
from caseflow.web.colours import colour_of
from caseflow.web.desk import current_person, desk, office, school

blueprint = Blueprint("today", __name__)
_ELSEWHERE = (roles.STAFF, roles.GOVERNOR, roles.IT_ADMINISTRATOR, roles.CLERK, roles.DPO)
"""Posts whose work is on pages of their own."""
GOVERNING = (roles.CHAIR.key, roles.VICE_CHAIR.key, roles.GOVERNOR.key, roles.CLERK.key)


@dataclass(frozen=True)
class Shell:
    """What the frame of a page shows."""

    school: str
    person: Someone | None
    navigation: list[dict[str, Any]]
    demo_now: datetime | None
    colour: str
    letters: bool


def shell() -> dict[str, Any]:
    """The frame round every page, for the templates."""
    person = current_person() if current_user.is_authenticated else None
    if "shell" not in g:
        found = _school(person)
        g.shell = Shell(
            school=_name(found),
            person=person,
            navigation=_navigation(person) if person and not door.at_the_question() else [],
            demo_now=office().clock() if current_app.config["DEMO"] else None,
            colour=colour_of(found.letterhead if found else "").removeprefix("#"),
            letters="letters.show" in current_app.view_functions,
        )
    return {"shell": g.shell}


def _school(person: Someone | None) -> School | None:
    """The school of whoever is signed in, or the only one there is."""
    if person:
        return school()
    schools = office().schools()
    return schools[0] if len(schools) == 1 else None


def _name(found: School | None) -> str:
    return found.name if found else "caseflow"


def handles_cases(person: Someone) -> bool:
    """Whether a person's posts may bring them to the pages of cases."""
    return bool(person.roles - {role.key for role in _ELSEWHERE})


_LINKS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("today.home", "Home", ()),
    ("cases.listing", "Cases", ()),
    ("calendar.page", "Calendar", ()),
    ("governors.inbox", "Escalations", GOVERNING),
    ("emergency.page", "Emergency", MAY_ASK),
    ("breaches.listing", "Data breaches", (roles.DPO.key,)),
    ("board.page", "Report to governors", MAY_MAKE),
    ("report.start", "Report something", (roles.STAFF.key,)),
    ("report.mine", "My reports", (roles.STAFF.key,)),
    ("staff.listing", "Staff", (roles.HEADTEACHER.key, roles.IT_ADMINISTRATOR.key, roles.CHAIR.key, roles.CLERK.key)),
    ("journal.page", "Journal", (roles.HEADTEACHER.key, roles.CHAIR.key, roles.DPO.key)),
    ("schoolcalendar.page", "Term dates", (roles.CLERK.key,)),
    ("settings.page", "Settings", (roles.HEADTEACHER.key, roles.IT_ADMINISTRATOR.key)),
)


_OF_CASES = ("cases.listing", "calendar.page")


def _navigation(person: Someone) -> list[dict[str, Any]]:
    here = (request.endpoint or "").partition(".")[0]
    handles = handles_cases(person) or _has_cases(person)
    return [
        {"text": text, "href": url_for(endpoint), "active": here == endpoint.partition(".")[0] and _same(endpoint)}
        for endpoint, text, posts in _LINKS
        if endpoint in current_app.view_functions
        and (handles if endpoint in _OF_CASES else not posts or person.holds(*posts))
    ]


def _same(endpoint: str) -> bool:
    sent = request.endpoint in ("report.mine", "report.receipt", "report.show", "report.sent_about_me")
    return not endpoint.startswith("report.") or (endpoint == "report.mine") == sent


def _has_cases(person: Someone) -> bool:
    return (
        desk().session.scalar(cases.visible_cases(desk(), person, Permission.READ).with_only_columns(Case.id).limit(1))
        is not None
    )


@blueprint.get("/")
def home() -> ResponseReturnValue:
    """Today: what needs this person now."""
    person = current_person()
    shown = agenda(person)
    told = ("open_cases", "news") if person.holds(roles.DPO.key) else ("open_cases", "news", "owed")
    if not any(shown[what] for what in told) and not handles_cases(person):
        return _elsewhere(person)
    more = given_posts.lines(person) + post.waiting(person) + _brought(person)
    return render_template("today/home.html", **shown, policy=policy_notices.waiting(person), more=more)


def _brought(person: Someone) -> list[policy_notices.Line]:
    """That something was brought to a governor, until it was looked at."""
    if not (person.holds(roles.CLERK.key) and learning.waits(desk(), person)):
        return []
    return [policy_notices.Line("Something was brought to a governor", url_for("governors.inbox") + "#told")]


def _elsewhere(person: Someone) -> ResponseReturnValue:
    if person.holds(roles.DPO.key):
        return redirect(url_for("breaches.listing"))
    if person.holds(*GOVERNING):
        return redirect(url_for("governors.inbox"))
    if person.holds(roles.IT_ADMINISTRATOR.key):
        return redirect(url_for("settings.page"))
    return redirect(url_for("report.mine"))
