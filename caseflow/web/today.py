"""The first page of each person: what needs them today; and the frame round every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from caseflow.casework import cases
from caseflow.casework.people import Someone
from caseflow.lifecycle.terms import Permission
from caseflow.procedure import roles
from caseflow.records import Case
from caseflow.web.agenda import agenda
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
    demo: bool
    letters: bool


def shell() -> dict[str, Any]:
    """The frame round every page, for the templates."""
    person = current_person() if current_user.is_authenticated else None
    if "shell" not in g:
        g.shell = Shell(
            school=_school_name(person),
            person=person,
            navigation=_navigation(person) if person else [],
            demo=current_app.config["DEMO"],
            letters="letters.show" in current_app.view_functions,
        )
    return {"shell": g.shell}


def _school_name(person: Someone | None) -> str:
    if person:
        return school().name
    schools = office().schools()
    return schools[0].name if len(schools) == 1 else "caseflow"


def handles_cases(person: Someone) -> bool:
    """Whether a person's posts may bring them to the pages of cases."""
    return bool(person.roles - {role.key for role in _ELSEWHERE})


_LINKS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("today.home", "Home", ()),
    ("cases.listing", "Cases", ()),
    ("governors.inbox", "Escalations", GOVERNING),
    ("breaches.listing", "Data breaches", (roles.DPO.key,)),
    ("report.start", "Report something", (roles.STAFF.key,)),
    ("report.mine", "My reports", (roles.STAFF.key,)),
    ("staff.listing", "Staff", (roles.HEADTEACHER.key, roles.IT_ADMINISTRATOR.key, roles.CHAIR.key, roles.CLERK.key)),
    ("journal.page", "Journal", (roles.HEADTEACHER.key, roles.CHAIR.key, roles.DPO.key)),
    ("settings.page", "Settings", (roles.HEADTEACHER.key, roles.IT_ADMINISTRATOR.key)),
)


def _navigation(person: Someone) -> list[dict[str, Any]]:
    here = (request.endpoint or "").partition(".")[0]
    return [
        {"text": text, "href": url_for(endpoint), "active": here == endpoint.partition(".")[0] and _same(endpoint)}
        for endpoint, text, posts in _LINKS
        if endpoint in current_app.view_functions and _offered(person, endpoint, posts)
    ]


def _offered(person: Someone, endpoint: str, posts: tuple[str, ...]) -> bool:
    if endpoint == "cases.listing":
        return handles_cases(person) or _has_cases(person)
    return not posts or person.holds(*posts)


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
    if not shown["open_cases"] and not shown["news"] and not handles_cases(person):
        return _elsewhere(person)
    return render_template("today/home.html", **shown)


def _elsewhere(person: Someone) -> ResponseReturnValue:
    if person.holds(roles.DPO.key):
        return redirect(url_for("breaches.listing"))
    if person.holds(*GOVERNING):
        return redirect(url_for("governors.inbox"))
    if person.holds(roles.IT_ADMINISTRATOR.key):
        return redirect(url_for("settings.page"))
    return redirect(url_for("report.mine"))
