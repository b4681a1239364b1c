"""The calendar of the demonstration, which moves on when somebody says so. In earnest these pages do not exist."""

from __future__ import annotations

from datetime import datetime, time
from typing import cast

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import policy_watch
from caseflow.casework.before import Before
from caseflow.casework.demo_clock import DemoClock
from caseflow.casework.refusals import BadAnswers
from caseflow.casework.timekeeping import pass_time
from caseflow.lifecycle.answers import accept_questions
from caseflow.lifecycle.days import LONDON, local, working_days_after
from caseflow.lifecycle.terms import Kind, Question
from caseflow.web import say
from caseflow.web.desk import desk, office, undo
from caseflow.web.forms import first_error, form_for, given_in, put_errors

blueprint = Blueprint("demo", __name__, url_prefix="/demonstration")
ASKS = (Question("forward_to", "To which day and time?", Kind.MOMENT, future=True),)


@blueprint.route("/calendar", methods=["GET", "POST"])
def calendar() -> ResponseReturnValue:
    """Put the clock of the whole demonstration forward."""
    clock = cast(DemoClock, office().clock)
    form = form_for(ASKS, None, {"forward_to": _next_morning(desk().now)})
    if request.method == "POST":
        try:
            clock.put_forward(accept_questions(ASKS, given_in(form, ASKS), Before(desk()))["forward_to"])
        except BadAnswers as bad:
            put_errors(form, bad.errors)
        else:
            undo()  # what falls due by then is told, and that is work of its own
            pass_time(office())
            policy_watch.pass_time(office())
            flash(f"It is now {say.moment(clock())} in the demonstration")
            return redirect(url_for("today.home"), code=303)
    errors = first_error(form, ASKS)
    return render_template("demo/calendar.html", form=form, asks=ASKS, errors=errors), 422 if errors else 200


def _next_morning(now: datetime) -> datetime:
    """Nine o'clock on the next working day."""
    return datetime.combine(working_days_after(local(now).date(), 1), time(9), LONDON)
