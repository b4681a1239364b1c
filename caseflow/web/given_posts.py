"""Posts that somebody was given: agreeing that they hold them, or not."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from caseflow.casework import given_posts
from caseflow.casework.people import Someone
from caseflow.casework.post_keeping import agreed_by
from caseflow.casework.refusals import NotThere
from caseflow.web import once
from caseflow.web.desk import current_person, desk
from caseflow.web.policy_notices import Line

blueprint = Blueprint("given_posts", __name__, url_prefix="/posts-given")


@blueprint.get("/")
def page() -> ResponseReturnValue:
    """What waits for this person to agree, and what they gave and others have not agreed to yet."""
    person = current_person()
    given_posts.only_who_may(person)
    mine = [(one, agreed_by(one.by, one.post)) for one in given_posts.mine(desk(), person)]
    return render_template("given_posts/page.html", waiting=given_posts.waiting(desk(), person), mine=mine)


@blueprint.post("/<given_id>")
def answer(given_id: str) -> ResponseReturnValue:
    """Agree, or do not."""
    said = request.form.get("answer")
    if said not in ("agree", "refuse"):
        raise NotThere
    if (earlier := once.answered_before()) is not None:
        return redirect(earlier, code=303)
    given = given_posts.answer(desk(), current_person(), given_id, agree=said == "agree")
    flash(f"{given.to.name} is {given.title} now" if said == "agree" else "It is recorded that you did not agree")
    leads_to = url_for(".page")
    once.remember(leads_to)
    return redirect(leads_to, code=303)


def lines(person: Someone) -> list[Line]:
    """What the first page says of it."""
    found = given_posts.waiting(desk(), person)
    if not found:
        return []
    words = "A post that somebody was given waits" if len(found) == 1 else f"{len(found)} posts that were given wait"
    return [Line(f"{words} for you to agree", url_for("given_posts.page"))]


def to_agree() -> list[Line]:
    """The same, for the templates of other first pages."""
    return lines(current_person()) if current_user.is_authenticated else []
