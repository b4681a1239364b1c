"""Escalations: what is brought to governors, the clerk and second readers, by reference and without names."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from caseflow.casework import (
    asks,
    cases,
    convening,
    delays,
    escalations,
    learning,
    minutes,
    nameless,
    pools,
    suspensions,
)
from caseflow.casework.casefile import CaseFile
from caseflow.casework.people import Someone
from caseflow.casework.refusals import NotThere
from caseflow.lifecycle.terms import Permission
from caseflow.procedure import roles
from caseflow.procedure.escalation import NOTE_ESCALATION
from caseflow.web import once
from caseflow.web.agenda import PAGES
from caseflow.web.desk import current_person, desk
from caseflow.web.today import GOVERNING

blueprint = Blueprint("governors", __name__, url_prefix="/escalations")


@blueprint.get("/")
def inbox() -> ResponseReturnValue:
    """What this person is asked: reference, why, by when. There for those who govern, and for whoever is asked."""
    person = current_person()
    items, missed = escalations.inbox(desk(), person), delays.missed(desk(), person)
    told = learning.of_escalations(desk(), person)
    if not (items or missed or told or person.holds(*GOVERNING)):
        raise NotThere
    learning.seen(desk(), person, [*(one.reference for one in missed), *(one.reference for one in told)])
    return render_template(
        "governors/inbox.html",
        waiting=[item for item in items if item.waits],
        done=[item for item in items if not item.waits],
        missed=missed,
        told=told,
        pages=PAGES,
        now=desk().now,
        **_of_the_school(person),
    )


def _of_the_school(person: Someone) -> dict[str, Any]:
    """What the chair and the clerk see of the governors who may still sit, and the clerk for the minutes."""
    clerk, chair = person.holds(roles.CLERK.key), person.holds(roles.CHAIR.key)
    return {
        "clerk": clerk,
        "pools": pools.of_school(desk(), person) if clerk or chair else None,
        "tight": clerk and pools.tight(desk(), person),
        "minute": minutes.line(desk(), person) if clerk else "",
    }


@blueprint.post("/<reference>/ask")
def ask(reference: str) -> ResponseReturnValue:
    """Ask whoever manages a case about a missed deadline: no word of the case is needed, and none is shown."""
    if (earlier := once.answered_before()) is not None:
        return redirect(earlier, code=303)
    delays.ask(desk(), current_person(), reference)
    flash("Whoever manages the case was asked")
    answer = url_for("governors.inbox")
    once.remember(answer)
    return redirect(answer, code=303)


@blueprint.get("/<reference>")
def show(reference: str) -> ResponseReturnValue:
    """A serious breach, in the words that an escalation may use. The reading is journalled first."""
    person = current_person()
    file, _ = escalations.opened(desk(), person, reference, asks.NOTE)
    escalations.looked_at(file, person, "escalation")
    return render_template(
        "governors/escalation.html",
        reference=file.reference,
        escalation=nameless.shown_of(file),
        answer_by=NOTE_ESCALATION,
        waits=escalations.waits(file, asks.NOTE),
        needed_by=escalations.needed_by(file, asks.NOTE),
        now=desk().now,
    )


@blueprint.get("/<reference>/convene")
def convene(reference: str) -> ResponseReturnValue:
    """Who may sit on the panel, for the clerk: available or not, and never why."""
    person = current_person()
    file, _ = escalations.opened(desk(), person, reference, asks.CONVENE)
    escalations.looked_at(file, person, "convening page")
    return render_template(
        "governors/convene.html", reference=file.reference, convening=convening.convening(file, person)
    )


@blueprint.get("/<reference>/suspension")
def suspension(reference: str) -> ResponseReturnValue:
    """A suspension, for who decides on it for the governing body: warned first, and the reading journalled."""
    person = current_person()
    file, _ = escalations.opened(desk(), person, reference, asks.SUSPENSION)
    if escalations.must_be_warned(file, person):
        return redirect(url_for("governors.before_reading", reference=file.reference))
    escalations.looked_at(file, person, "suspension")
    return render_template(
        "governors/suspension.html", suspension=suspensions.to_decide(file, person), name_of=file.name_of
    )


@blueprint.before_app_request
def _warn_first() -> ResponseReturnValue | None:
    """Lead a governor who may read a whole case to the page that interrupts, whichever page of it they open first."""
    reference = (request.view_args or {}).get("reference")
    if not reference or request.blueprint in _SHOW_NO_CASE or not current_user.is_authenticated:
        return None
    if escalations.must_be_warned_of_all(desk(), current_person(), str(reference)):
        return redirect(url_for("governors.before_reading", reference=reference), code=303)
    return None


_SHOW_NO_CASE = frozenset({"governors", "report"})
"""Where nothing is shown but what is told without names, one's own report, and what has its own interruption."""
_WHOLE = "whole"


@blueprint.get("/<reference>/read")
def before_reading(reference: str) -> ResponseReturnValue:
    """The page that interrupts before what bars the reader from sitting elsewhere is opened for the first time."""
    person = current_person()
    file, ask = _asked_to_read(reference)
    if escalations.has_read_on(file, person):
        return redirect(url_for(_WARNED[ask], reference=file.reference))
    return render_template(
        "governors/before_reading.html", reference=file.reference, ask=ask, left=pools.left(file).words()
    )


def _asked_to_read(reference: str) -> tuple[CaseFile, str]:
    """The case that somebody is asked to read, and as what. Raises NotThere where nobody asked them."""
    if escalations.reads_all(desk(), current_person(), reference):
        return cases.find(desk(), current_person(), reference, Permission.READ), _WHOLE
    file, ask = escalations.opened(desk(), current_person(), reference, *asks.BEFORE_READING)
    return file, ask.key


_WARNED = {
    asks.HEAR.key: "cases.show",
    asks.APPEAL.key: "cases.show",
    asks.SUSPENSION.key: "governors.suspension",
    _WHOLE: "cases.show",
}
"""Where the page leads that interrupts."""


@blueprint.post("/<reference>/read")
def read_on(reference: str) -> ResponseReturnValue:
    """Read on, knowing what it costs. The choice is journalled."""
    person = current_person()
    file, ask = _asked_to_read(reference)
    if not escalations.has_read_on(file, person):
        escalations.read_on(file, person)
    return redirect(url_for(_WARNED[ask], reference=file.reference), code=303)
