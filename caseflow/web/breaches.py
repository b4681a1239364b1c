"""Data breaches: what is brought to the data protection officer, by reference, and a page that holds nothing else."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from caseflow.casework import breaches, cases, escalations
from caseflow.casework.refusals import NotThere
from caseflow.lifecycle.terms import Permission
from caseflow.procedure import PROCEDURE, roles
from caseflow.web.desk import current_person, desk

blueprint = Blueprint("breaches", __name__, url_prefix="/data-breaches")


@blueprint.get("/")
def listing() -> ResponseReturnValue:
    """The data breaches brought to this person. There for data protection officers, and for whoever has one."""
    person = current_person()
    lines = breaches.listed(desk(), person)
    if not lines and not person.holds(roles.DPO.key):
        raise NotThere
    return render_template(
        "breaches/list.html",
        waiting=[line for line in lines if not (line.state and line.state.ends)],
        done=[line for line in lines if line.state and line.state.ends],
        now=desk().now,
    )


@blueprint.get("/<reference>")
def show(reference: str) -> ResponseReturnValue:
    """What happened to which data, the clock, and what was decided. The reading is journalled first."""
    person = current_person()
    file = cases.find(desk(), person, reference, Permission.PROTECT_DATA)
    escalations.looked_at(file, person, "data breach")
    return render_template(
        "breaches/show.html",
        breach=breaches.shown_of(file, person),
        deadlines=PROCEDURE.deadline,
        name_of=file.name_of,
        now=desk().now,
    )
