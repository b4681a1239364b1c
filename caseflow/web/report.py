"""Reporting a concern: before you start, one question a page, check your answers, send."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from unicodedata import category

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from caseflow.casework import drafts, policies
from caseflow.casework.before import Before
from caseflow.casework.drafts import Begun
from caseflow.casework.refusals import BadAnswers, NotThere
from caseflow.lifecycle.answers import accept_questions, plain, typed
from caseflow.lifecycle.days import local
from caseflow.lifecycle.terms import Question
from caseflow.procedure.breaches import CATEGORIES
from caseflow.procedure.policy import Clause
from caseflow.web import report_check, report_files, report_sent, say
from caseflow.web.desk import current_person, desk
from caseflow.web.forms import first_error, form_for, given_in, put_errors
from caseflow.web.report_days import DAYS, out_of_order
from caseflow.web.report_journey import Journey, journey_of
from caseflow.web.report_missing import MISSING
from caseflow.web.report_pages import BY_KEY, Page

blueprint = Blueprint("report", __name__, url_prefix="/report")
blueprint.get("/mine")(report_sent.mine)
blueprint.get("/sent")(report_sent.sent_about_me)
blueprint.get("/sent/<reference>")(report_sent.receipt)
blueprint.get("/sent/<reference>/answers")(report_sent.show)
blueprint.get("/draft/<draft_id>/check")(report_check.check)
blueprint.post("/draft/<draft_id>/check")(report_check.send)
blueprint.route("/draft/<draft_id>/evidence/file", methods=["GET", "POST"])(report_files.add)
blueprint.post("/draft/<draft_id>/evidence/file/<file_id>/remove")(report_files.remove)


@blueprint.get("/")
def start() -> ResponseReturnValue:
    """What to expect, and who will see it."""
    return render_template("report/start.html", begun=drafts.unfinished(desk(), current_person()))


@blueprint.post("/")
def begin() -> ResponseReturnValue:
    """Begin a report, or go on with the one that was begun."""
    return redirect(url_for(".resume", draft_id=drafts.begin(desk(), current_person()).id), code=303)


@blueprint.get("/draft/<draft_id>")
def resume(draft_id: str) -> ResponseReturnValue:
    """The first page that is still to be answered, or the check page."""
    begun = drafts.find(desk(), current_person(), draft_id)
    return redirect(_address(begun, journey_of(begun).next_open))


@blueprint.route("/draft/<draft_id>/discard", methods=["GET", "POST"])
def discard(draft_id: str) -> ResponseReturnValue:
    """Delete a draft, after asking."""
    begun = drafts.find(desk(), current_person(), draft_id)
    if request.method != "POST":
        return render_template("report/discard.html", begun=begun)
    drafts.discard(desk(), current_person(), begun)
    flash("Your draft is deleted. Nobody has seen it.")
    return redirect(url_for(".mine"), code=303)


@blueprint.route("/draft/<draft_id>/<key>", methods=["GET", "POST"])
def page(draft_id: str, key: str) -> ResponseReturnValue:
    """One page: ask, or take what was typed."""
    begun, journey, asked = _here(draft_id, key)
    if not journey.reached(asked):
        return redirect(_address(begun, journey.next_open), code=303)
    if request.method != "POST":
        return _ask(begun, journey, asked, form_for(asked.questions, None, _shown(asked, journey)))
    return _take(begun, journey, asked)


@blueprint.get("/draft/<draft_id>/<key>/now")
def stop(draft_id: str, key: str) -> ResponseReturnValue:
    """What to do now, before the report goes on."""
    begun, journey, asked = _here(draft_id, key)
    if not journey.reached(asked) or not asked.stops(begun.answers):
        return redirect(_address(begun, journey.next_open))
    onward = _onward(begun, journey, asked)
    return render_template(f"report/now_{key}.html", begun=begun, page=asked, onward=onward, back=_back())


def _here(draft_id: str, key: str) -> tuple[Begun, Journey, Page]:
    begun = drafts.find(desk(), current_person(), draft_id)
    if key not in BY_KEY:
        raise NotThere
    return begun, journey_of(begun), BY_KEY[key]


def _take(begun: Begun, journey: Journey, asked: Page) -> ResponseReturnValue:
    form = form_for(asked.questions, None)
    pressed = request.form.get("do")
    later = pressed in ("later", "file")
    questions = tuple(replace(one, required=one.required and not later) for one in asked.questions)
    given = {key: value for key, value in given_in(form, questions).items() if value is not False}
    try:
        kept, whole = _accepted(asked, journey, questions, given)
    except BadAnswers as bad:
        put_errors(
            form, {key: words if given.get(key) else MISSING.get(key, words) for key, words in bad.errors.items()}
        )
        _show_control_characters(form)
        return _ask(begun, journey, asked, form), 422
    others = {key: value for key, value in begun.answers.items() if key not in asked.asks}
    done = tuple(key for key in begun.done if key != asked.key) + ((asked.key,) if whole else ())
    begun = drafts.save(desk(), current_person(), begun, {**others, **kept}, done)
    if pressed == "file":
        return redirect(url_for(".add", draft_id=begun.id, back=_back()), code=303)
    if later:
        flash(f"Your answers are saved until {say.day(begun.gone_on)}. Nobody else can see them.")
        return redirect(url_for(".mine"), code=303)
    if asked.stops(begun.answers):
        return redirect(url_for(".stop", draft_id=begun.id, key=asked.key, back=_back()), code=303)
    return redirect(_onward(begun, journey_of(begun), asked), code=303)


def _show_control_characters(form: FlaskForm) -> None:
    """What cannot be seen and is not allowed is given back as a mark that can be seen, and found, and taken out."""
    for field in form:
        if isinstance(field.data, str):
            field.data = "".join(
                "\N{REPLACEMENT CHARACTER}" if category(char) in ("Cc", "Cs") and char not in "\r\n\t" else char
                for char in field.data
            )


def _accepted(
    asked: Page, journey: Journey, questions: tuple[Question, ...], given: Mapping[str, Any]
) -> tuple[dict[str, Any], bool]:
    """The answers as the draft keeps them, and whether the page is answered as a whole. Raises BadAnswers."""
    taken = accept_questions(questions, given, Before(desk()))
    whole = all(one.key in taken for one in asked.questions if one.required and one.asked(taken))
    if asked.keeps:
        taken = {key: value for day in DAYS for key, value in day.kept(taken, journey.by.today).items()}
        if wrong := out_of_order(taken):
            raise BadAnswers(wrong)
    return {key: plain(value) for key, value in taken.items()}, whole


def _shown(asked: Page, journey: Journey) -> dict[str, Any]:
    """What a page is filled with from the draft."""
    if asked.keeps:
        return {key: value for day in DAYS for key, value in day.shown(journey.answers, journey.by.today).items()}
    return {one.key: typed(one, journey.answers[one.key]) for one in asked.questions if one.key in journey.answers}


def _ask(begun: Begun, journey: Journey, asked: Page, form: FlaskForm) -> str:
    return render_template(
        [f"report/ask_{asked.key}.html", "report/ask.html"],
        begun=begun,
        page=asked,
        form=form,
        errors=first_error(form, asked.questions),
        before=_address(begun, None) if _back() else _before(begun, journey, asked),
        back=_back(),
        no_picture=begun.answers.get("image_gate") == "no",
        clauses=_clauses() if "categories" in asked.asks else [],
        days=DAYS,
    )


def _clauses() -> list[tuple[str, Clause]]:
    """What the policy that is in force today says of each breach."""
    policy = policies.in_force(desk(), current_person().school_id, local(desk().now).date())
    found = ((one.title, policy.basis(one.key)) for one in CATEGORIES) if policy else ()
    return [(title, clause) for title, clause in found if clause]


def _before(begun: Begun, journey: Journey, asked: Page) -> str:
    earlier = journey.before(asked)
    return _address(begun, earlier) if earlier else url_for(".start")


def _onward(begun: Begun, journey: Journey, asked: Page) -> str:
    """Where the answers lead: the next page, or straight back to the check page if it was changed from there."""
    return _address(begun, journey.next_open if _back() else journey.after(asked))


def _back() -> str | None:
    """That this page was opened from the check page, to change one answer."""
    return "check" if request.args.get("back") == "check" else None


def _address(begun: Begun, asked: Page | None) -> str:
    if asked is None:
        return url_for("report.check", draft_id=begun.id)
    return url_for("report.page", draft_id=begun.id, key=asked.key)
