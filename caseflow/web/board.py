"""The report to the governing body: made for a time that is over, in bands, as a page and as a PDF."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue

from caseflow import paper
from caseflow.casework import board_report
from caseflow.casework.letter_head import of_school
from caseflow.casework.letter_words import board_sheet, letter_css
from caseflow.casework.moment import JustNow
from caseflow.casework.refusals import BadAnswers, NotThere
from caseflow.lifecycle.answers import accept_questions
from caseflow.lifecycle.days import local, say_day
from caseflow.lifecycle.terms import Kind, Question
from caseflow.web.desk import current_person, desk, school
from caseflow.web.forms import first_error, form_for, given_in, put_errors

blueprint = Blueprint("board", __name__, url_prefix="/board-report")
ASKS = (
    Question("start", "From which day?", Kind.DAY, "For example, the first day of term", past=True),
    Question("end", "To which day?", Kind.DAY, "The last day that counts; it must be over", past=True),
)


@blueprint.route("/", methods=["GET", "POST"])
def page() -> ResponseReturnValue:
    """Ask for which time, and show the report on it; or give it as a PDF."""
    person = current_person()
    if not person.holds(*board_report.MAY_MAKE):
        raise NotThere
    today = local(desk().now).date()
    form = form_for(ASKS, None, {"start": today - timedelta(days=91), "end": today - timedelta(days=1)})
    if request.method != "POST":
        return render_template("board/page.html", form=form, asks=ASKS, errors=[], report=None)
    try:
        given = accept_questions(ASKS, given_in(form, ASKS), JustNow(desk()))
        report = board_report.make(desk(), person, given["start"], given["end"])
    except BadAnswers as bad:
        put_errors(form, bad.errors)
        errors = first_error(form, ASKS)
        return render_template("board/page.html", form=form, asks=ASKS, errors=errors, report=None), 422
    if request.form.get("as") == "pdf":
        return _pdf(report)
    return render_template("board/page.html", form=form, asks=ASKS, errors=[], report=report)


def _pdf(report: board_report.BoardReport) -> ResponseReturnValue:
    html = board_sheet(of_school(school()), report, say_day(local(desk().now).date()))
    answer = make_response(paper.press(html, letter_css(), title="Termly report"))
    answer.headers["Content-Type"] = "application/pdf"
    answer.headers["Content-Disposition"] = 'attachment; filename="report.pdf"'
    return answer
