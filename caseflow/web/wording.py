"""The words of letters, under the settings: what a school may reword, how it would look, and every version."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from caseflow.casework import letter_head, letter_wording, people, specimens
from caseflow.casework.letter_fields import fields_of
from caseflow.casework.letter_wording import Wording
from caseflow.casework.people import Someone
from caseflow.casework.refusals import BadAnswers, NotThere
from caseflow.lifecycle.days import local, say_day
from caseflow.lifecycle.terms import Letter
from caseflow.procedure import PROCEDURE, roles
from caseflow.procedure.letters import LETTERS
from caseflow.web import once
from caseflow.web.desk import current_person, desk, school
from caseflow.web.forms import first_error, form_for, given_in, put_errors
from caseflow.web.letter_pages import dressed

blueprint = Blueprint("wording", __name__, url_prefix="/settings/letters")


@blueprint.get("/")
def listing() -> ResponseReturnValue:
    """Every letter, and whose words it has."""
    person = _head()
    lines = [
        (letter, _told(person, letter_wording.offered(desk(), person.school_id, letter)))
        for letter in LETTERS
        if letter_wording.adaptable(letter)
    ]
    fixed = [letter for letter in LETTERS if not letter_wording.adaptable(letter)]
    return render_template("settings/letters.html", lines=lines, fixed=fixed)


@blueprint.route("/<key>", methods=["GET", "POST"])
def change(key: str) -> ResponseReturnValue:
    """Word the free paragraphs of a letter anew; look at it first, then keep it as another version."""
    person = _head()
    letter = PROCEDURE.letter.get(key)
    if letter is None or not letter_wording.adaptable(letter):
        raise NotThere
    asks = letter_wording.questions(letter)
    form = form_for(asks, None, dict(letter_wording.offered(desk(), person.school_id, letter).words))
    if request.method != "POST":
        return _page(person, letter, form)
    if (earlier := once.answered_before()) is not None:
        return redirect(earlier, code=303)
    try:
        return _keep(person, letter, form)
    except BadAnswers as bad:
        put_errors(form, bad.errors)
        return _page(person, letter, form), 422


def _keep(person: Someone, letter: Letter, form: FlaskForm) -> ResponseReturnValue:
    typed = given_in(form, letter_wording.questions(letter))
    if request.form.get("step") == "look":
        return _page(person, letter, form, letter_wording.accepted(desk(), letter, typed))
    kept = letter_wording.set_words(desk(), person.school_id, letter, typed, person.id)
    flash(f"Letter {letter.key}: version {kept.version} of its words is offered from now on")
    answer = url_for(".change", key=letter.key)
    once.remember(answer)
    return redirect(answer, code=303)


def _page(person: Someone, letter: Letter, form: FlaskForm, looked_at: dict[str, str] | None = None) -> str:
    known = letter_wording.versions(desk(), person.school_id, letter)
    words = looked_at or dict(known[-1].words)
    asks = letter_wording.questions(letter)
    shown = specimens.previews(letter, words, letter_head.of_school(school()))
    return render_template(
        "settings/letter_words.html",
        letter=letter,
        form=form,
        asks=asks,
        errors=first_error(form, asks),
        fields=fields_of(letter),
        previews=[dressed(html) for html in shown],
        looked_at=looked_at is not None,
        versions=[(one, _told(person, one), _paragraphs(letter, one)) for one in reversed(known)],
    )


def _paragraphs(letter: Letter, wording: Wording) -> list[tuple[str, str]]:
    return [(free.title, wording.words[free.key]) for free in letter_wording.adaptable(letter)]


def _told(person: Someone, wording: Wording) -> str:
    """Whose words they are, and since when."""
    if wording.set_at is None:
        return "As the program came"
    who: Any = people.everyone(desk(), person.school_id).get(wording.set_by)
    name = who.name if who else "somebody no longer listed"
    return f"Version {wording.version}, {say_day(local(wording.set_at).date())}, {name}"


def _head() -> Someone:
    person = current_person()
    if not person.holds(roles.HEADTEACHER.key):
        raise NotThere
    return person
