"""The first page of each person: what needs them today; and the frame round every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select

from caseflow.casework import cases, notices
from caseflow.casework.people import Someone
from caseflow.lifecycle.terms import Permission
from caseflow.procedure import PROCEDURE, roles
from caseflow.procedure.places import CLOSED, MAIN
from caseflow.records import Case, Position
from caseflow.web import policy_notices
from caseflow.web.desk import current_person, desk, office, school

blueprint = Blueprint("today", __name__)
HANDLING = (Permission.READ, Permission.READ_BUNDLE)
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
    return bool(person.roles - {roles.STAFF.key, roles.GOVERNOR.key, roles.IT_ADMINISTRATOR.key, roles.CLERK.key})


_LINKS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("today.home", "Home", ()),
    ("cases.listing", "Cases", ()),
    ("governors.inbox", "Escalations", GOVERNING),
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
        desk().session.scalar(cases.visible_cases(desk(), person, *HANDLING).with_only_columns(Case.id).limit(1))
        is not None
    )


@blueprint.get("/")
def home() -> ResponseReturnValue:
    """Today: what needs this person now."""
    person = current_person()
    mine = cases.visible_cases(desk(), person, *HANDLING)
    is_open = select(Position.case_id).where(Position.track == MAIN.key, Position.state != CLOSED.key)
    found = desk().session.scalars(mine.where(Case.id.in_(is_open)).order_by(Case.updated_at.desc()).limit(50)).all()
    if not found and not handles_cases(person):
        return _elsewhere(person)
    rows = cases.listed(desk(), found)
    waiting = _waiting(person)
    return render_template(
        "today/home.html",
        now=desk().now,
        waiting=waiting,
        policy=policy_notices.waiting(person),
        late=[row for row in rows if row.overdue],
        soon=sorted(
            (row for row in rows if row.next_due and not row.overdue), key=lambda row: row.next_due or desk().now
        )[:10],
        outside=[row for row in rows if PROCEDURE.state[row.state].waits],
        open_cases=len(rows),
    )


def _elsewhere(person: Someone) -> ResponseReturnValue:
    if person.holds(*GOVERNING):
        return redirect(url_for("governors.inbox"))
    if person.holds(roles.IT_ADMINISTRATOR.key):
        return redirect(url_for("settings.page"))
    return redirect(url_for("report.mine"))


def _waiting(person: Someone) -> list[dict[str, Any]]:
    """What was brought to this person and not yet looked at, in words."""
    told = notices.waiting(desk(), person)
    able = select(Case.reference).where(
        Case.id.in_(cases.visible_cases(desk(), person, *HANDLING).with_only_columns(Case.id)),
        Case.reference.in_([one.reference for one in told]),
    )
    open_to_me = set(desk().session.scalars(able)) if told else set()
    newest: dict[str, dict[str, Any]] = {}
    for one in told:
        if one.reference in open_to_me:
            line = {"reference": one.reference, "words": _sentence(one.words), "at": one.at, "more": -1}
            newest.setdefault(one.reference, line)["more"] += 1
    return list(newest.values())


def _sentence(what: str) -> str:
    transition = PROCEDURE.by_key.get(what)
    return transition.said.replace("{actor}", "Somebody") if transition else "There is something to read"
