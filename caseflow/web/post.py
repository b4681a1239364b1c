"""What was sent, whether post leaves at all, and how often somebody wants e-mail."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from caseflow.casework import cases, people, post_choices, post_sent, post_state, school_notices
from caseflow.casework.outbox import State
from caseflow.casework.people import Someone
from caseflow.casework.refusals import BadAnswers, NotThere
from caseflow.casework.school_notices import Told
from caseflow.lifecycle.terms import Kind, Option, Permission, Question
from caseflow.procedure import roles
from caseflow.procedure.settings import OFTEN
from caseflow.web import once
from caseflow.web.desk import current_person, desk
from caseflow.web.forms import first_error, form_for, put_errors
from caseflow.web.policy_notices import Line

blueprint = Blueprint("post", __name__)
KEEPERS = (roles.HEADTEACHER.key, roles.IT_ADMINISTRATOR.key, roles.CHAIR.key)
TOLD = (roles.HEADTEACHER.key, roles.IT_ADMINISTRATOR.key)
"""Who is told that no post leaves."""

STATES = {
    State.WAITING: ("Waiting", "waiting"),
    State.SENDING: ("Being sent", "waiting"),
    State.SENT: ("Sent", "done"),
    State.BOUNCED: ("Came back", "late"),
    State.UNKNOWN: ("Not known", "late"),
    State.NEEDLESS: ("Not needed", "done"),
}
"""How far something is, in words, and the look of its tag."""

ASKS = (
    Question(
        "often",
        "How often do you want to be written to?",
        Kind.CHOICE,
        "What is urgent comes at once, whatever you choose",
        options=(Option(post_choices.AS_SCHOOL, "As my school has it"), *OFTEN),
    ),
)


@blueprint.get("/post/")
def page() -> ResponseReturnValue:
    """Whether post leaves, whose address does not take it, and what the school itself sent."""
    person = current_person()
    if not person.holds(*KEEPERS):
        raise NotThere
    staff = people.everyone(desk(), person.school_id)
    back = post_sent.bounced(desk(), person.school_id)
    return render_template(
        "post/page.html",
        standing=post_state.standing(desk()),
        carried=post_state.is_carried(desk()),
        waits_since=post_state.waits_since(desk(), person),
        mail=current_app.config["MAIL"],
        checkpoints_to=current_app.config["CHECKPOINTS_TO"],
        bounced=sorted((staff[one].name, staff[one].email) for one in back),
        undecided=[] if person.holds(roles.IT_ADMINISTRATOR.key) else post_sent.undecided(desk(), person),
        lines=post_sent.of_school(desk(), person),
        states=STATES,
    )


@blueprint.get("/cases/<reference>/sent")
def of_case(reference: str) -> ResponseReturnValue:
    """What was sent in a case: to whom, when, and whether it was read. For whoever manages it, and nobody else."""
    person = current_person()
    file = cases.find(desk(), person, reference, Permission.READ)
    if not cases.may(file, person, Permission.MANAGE):
        raise NotThere
    cases.about_to_read(file, person, "list of what was sent")
    return render_template("post/of_case.html", file=file, lines=post_sent.of_case(file), states=STATES)


@blueprint.route("/post/mine", methods=["GET", "POST"])
def mine() -> ResponseReturnValue:
    """How often this person is written to."""
    person = current_person()
    form = form_for(ASKS, None, {"often": post_choices.how_often(desk(), person)})
    if request.method != "POST":
        return render_template("post/mine.html", form=form, asks=ASKS, errors=[], email=person.email)
    if (earlier := once.answered_before()) is not None:
        return redirect(earlier, code=303)
    try:
        post_choices.choose(desk(), person, str(form["often"].data or ""))
    except BadAnswers as bad:
        put_errors(form, bad.errors)
        errors = first_error(form, ASKS)
        return render_template("post/mine.html", form=form, asks=ASKS, errors=errors, email=person.email), 422
    flash("That is how often you are written to")
    answer = url_for(".mine")
    once.remember(answer)
    return redirect(answer, code=303)


@blueprint.post("/post/read")
def read() -> ResponseReturnValue:
    """This person read what they were told of what is no case. It is journalled, and stands on no page any more."""
    school_notices.read(desk(), current_person(), request.form.getlist("notice"))
    return redirect(url_for("today.home"), code=303)


def told_you() -> list[Told]:
    """What whoever is signed in was told and did not read yet; for the templates of first pages."""
    return school_notices.unread(desk(), current_person()) if current_user.is_authenticated else []


def waiting(person: Someone) -> list[Line]:
    """That no post leaves, for those who have to see to it: it tells nothing of what waits, nor that anything does."""
    if not person.holds(*TOLD) or not current_app.config["MAIL"]:
        return []
    if post_state.alarm(desk()):
        return [Line("No e-mail has left the school for two days or more", url_for("post.page"))]
    late = post_state.waits_since(desk(), person)
    return [Line("E-mail has waited for two days or more to leave the school", url_for("post.page"))] if late else []
