"""Reading a case in an emergency: asking for it, and agreeing that somebody else may."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import emergency
from caseflow.casework.refusals import NotThere
from caseflow.procedure.emergency import ASKS, REASONS
from caseflow.web import once
from caseflow.web.desk import current_person, desk
from caseflow.web.policy_asking import ask_and_act

blueprint = Blueprint("emergency", __name__, url_prefix="/emergency")
_DONE = "It waits for a second person. If the case can be opened to you, it is among your cases as soon as they agree"


@blueprint.route("/", methods=["GET", "POST"])
def page() -> ResponseReturnValue:
    """Ask, and see what others ask. The answer is the same whether there is such a case or not."""
    person = current_person()
    emergency.only_who_may(person)
    return ask_and_act(
        "emergency/page.html",
        ASKS,
        lambda given, _seen: emergency.ask(desk(), person, given),
        done=_DONE,
        leads_to=url_for(".page"),
        context=lambda: {
            "waiting": emergency.waiting(desk(), person),
            "mine": emergency.mine(desk(), person),
            "reasons": {one.key: one.title for one in REASONS},
        },
    )


@blueprint.post("/<request_id>")
def answer(request_id: str) -> ResponseReturnValue:
    """Agree, or do not."""
    said = request.form.get("answer")
    if said not in ("agree", "refuse"):
        raise NotThere
    if (earlier := once.answered_before()) is not None:
        return redirect(earlier, code=303)
    emergency.answer(desk(), current_person(), request_id, agree=said == "agree")
    flash("Your answer is recorded")
    leads_to = url_for(".page")
    once.remember(leads_to)
    return redirect(leads_to, code=303)
