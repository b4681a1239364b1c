"""Settings: the numbers a school sets and from when, its letterhead, and the technical facts of the installation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from sqlalchemy import select

from caseflow.casework import letterhead, people, schools
from caseflow.casework.moment import JustNow
from caseflow.casework.people import Someone
from caseflow.casework.refusals import BadAnswers, NotThere
from caseflow.lifecycle.answers import accept_questions
from caseflow.lifecycle.days import local, say_day
from caseflow.lifecycle.terms import Kind, Question, Setting
from caseflow.procedure import PROCEDURE, roles
from caseflow.procedure.settings import BY_KEY
from caseflow.records import SettingValue
from caseflow.web import once, post
from caseflow.web.desk import current_person, desk, school
from caseflow.web.forms import first_error, form_for, given_in, put_errors

blueprint = Blueprint("settings", __name__, url_prefix="/settings")

ENGINES = {"sqlite": "SQLite, one file on this machine", "postgresql": "PostgreSQL"}


@dataclass(frozen=True)
class Line:
    """A setting with its value today and all that was set."""

    setting: Setting
    value: Any
    changes: tuple[tuple[str, bool], ...]

    @property
    def shown(self) -> str:
        """The value as people say it."""
        titles = {option.key: option.title for option in self.setting.options}
        return titles.get(self.value, str(self.value)) or "Not set yet"

    @property
    def unit(self) -> str:
        """The unit, for one as people say it."""
        return self.setting.unit.removesuffix("s") if self.value == 1 else self.setting.unit


@blueprint.get("/")
def page() -> ResponseReturnValue:
    """The settings of the school, for the headteacher; the technical facts, for the IT administrator too."""
    person = current_person()
    if not person.holds(roles.HEADTEACHER.key, roles.IT_ADMINISTRATOR.key):
        raise NotThere
    head = person.holds(roles.HEADTEACHER.key)
    said = letterhead.letterhead(school())
    return render_template(
        "settings/page.html",
        head=head,
        lines=_lines(person) if head else [],
        letterhead=[(question.asks, said[question.key]) for question in letterhead.FIELDS] if head else [],
        technical=_technical(),
        post=post.waiting(person),
    )


def _technical() -> list[tuple[str, str]]:
    engine = desk().session.get_bind().dialect.name
    return [
        ("Version", version("caseflow")),
        ("Database", ENGINES.get(engine, engine)),
        ("Use", "Demonstration: anybody may sign in as the cast" if current_app.config["DEMO"] else "In earnest"),
    ]


def _lines(person: Someone) -> list[Line]:
    today = local(desk().now).date()
    values = schools.settings_on(desk(), person.school_id, today)
    rows = desk().session.scalars(
        select(SettingValue)
        .where(SettingValue.school_id == person.school_id)
        .order_by(SettingValue.holds_from, SettingValue.set_at)
    )
    changes: dict[str, list[tuple[str, bool]]] = {}
    for row in rows:
        told = f"{row.value} from {say_day(date.fromisoformat(row.holds_from))}, set by {_name(person, row.set_by)}"
        changes.setdefault(row.key, []).append((told, row.holds_from > today.isoformat()))
    return [Line(one, values[one.key], tuple(changes.get(one.key, ()))) for one in PROCEDURE.settings]


def _name(person: Someone, who: str) -> str:
    found = people.everyone(desk(), person.school_id).get(who)
    return found.name if found else "the set-up"


def _head() -> Someone:
    person = current_person()
    if not person.holds(roles.HEADTEACHER.key):
        raise NotThere
    return person


@blueprint.route("/set/<key>", methods=["GET", "POST"])
def change(key: str) -> ResponseReturnValue:
    """Give a setting another value from a day on; cases that are open keep the one under which they began."""
    person = _head()
    if key not in BY_KEY:
        raise NotThere
    setting = BY_KEY[key]
    asked = f"New value, in {setting.unit}" if setting.unit else "New value"
    asks = (
        Question("value", asked, Kind.CHOICE if setting.options else Kind.LINE, options=setting.options),
        Question("holds_from", "From which day?", Kind.DAY, future=True),
    )
    today = local(desk().now).date()
    form = form_for(
        asks, None, {"value": str(schools.settings_on(desk(), person.school_id, today)[key]), "holds_from": today}
    )

    def act() -> None:
        given = accept_questions(asks, given_in(form, asks), JustNow(desk()))
        try:
            schools.set_setting(desk(), person.school_id, key, given["value"], given["holds_from"], person.id)
        except BadAnswers as bad:
            raise BadAnswers({"value": bad.errors[key]}) from None

    return _form_page("settings/change.html", asks, form, act, f"“{setting.title}” is set", setting=setting)


@blueprint.route("/letterhead", methods=["GET", "POST"])
def say() -> ResponseReturnValue:
    """Say something else of the school."""
    person = _head()
    form = form_for(letterhead.FIELDS, None, letterhead.letterhead(school()))

    def act() -> None:
        letterhead.set_letterhead(desk(), person.school_id, given_in(form, letterhead.FIELDS), person.id)

    return _form_page("settings/letterhead.html", letterhead.FIELDS, form, act, "The letterhead is kept")


def _form_page(
    template: str, asks: tuple[Question, ...], form: FlaskForm, act: Callable[[], None], done: str, **more: Any
) -> ResponseReturnValue:
    """Ask; or act once on what was typed, and ask again with what is wrong and all that was typed."""
    if request.method == "POST":
        if (earlier := once.answered_before()) is not None:
            return redirect(earlier, code=303)
        try:
            act()
        except BadAnswers as bad:
            put_errors(form, bad.errors)
        else:
            flash(done)
            answer = url_for("settings.page")
            once.remember(answer)
            return redirect(answer, code=303)
    errors = first_error(form, asks)
    return render_template(template, form=form, asks=asks, errors=errors, **more), 422 if errors else 200
