"""The school's calendar: terms, holidays, INSET days and closures, for whoever keeps it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import people, schoolcalendar
from caseflow.casework.people import Someone
from caseflow.casework.refusals import BadAnswers, NotThere
from caseflow.lifecycle.schooldays import Stretch, school_year
from caseflow.procedure import roles
from caseflow.records import CalendarEntry
from caseflow.web import once
from caseflow.web.desk import current_person, desk
from caseflow.web.forms import first_error, form_for, given_in, put_errors

blueprint = Blueprint("schoolcalendar", __name__, url_prefix="/settings/calendar")


@dataclass(frozen=True)
class Line:
    """One entry of the calendar, with who wrote it down and who took it back."""

    row: CalendarEntry
    days: Stretch
    kind: str
    set_by: str
    withdrawn_by: str


@blueprint.get("/")
def page() -> ResponseReturnValue:
    """The calendar by school years, the newest on top; what was taken back stays to be seen."""
    person = _keeper()
    lines = [_line(person, row) for row in schoolcalendar.entries(desk(), person.school_id)]
    years: dict[int, list[Line]] = {}
    for line in lines:
        years.setdefault(school_year(line.days.first), []).append(line)
    return render_template(
        "settings/calendar.html",
        years=sorted(years.items(), reverse=True),
        back=url_for("settings.page") if person.holds(roles.HEADTEACHER.key) else url_for("today.home"),
    )


def _line(person: Someone, row: CalendarEntry) -> Line:
    days = schoolcalendar.stretch(row)
    return Line(
        row, days, schoolcalendar.TITLES[days.kind], _name(person, row.set_by), _name(person, row.withdrawn_by or "")
    )


def _name(person: Someone, who: str) -> str:
    found = people.everyone(desk(), person.school_id).get(who)
    return found.name if found else "the set-up"


def _keeper() -> Someone:
    person = current_person()
    if not schoolcalendar.may_keep(person):
        raise NotThere
    return person


@blueprint.route("/add", methods=["GET", "POST"])
def add() -> ResponseReturnValue:
    """Write days down. Deadlines that run keep their times."""
    person = _keeper()
    form = form_for(schoolcalendar.ASKS, None)
    if request.method == "POST":
        if (earlier := once.answered_before()) is not None:
            return redirect(earlier, code=303)
        try:
            row = schoolcalendar.write_down(desk(), person.school_id, given_in(form, schoolcalendar.ASKS), person.id)
        except BadAnswers as bad:
            put_errors(form, bad.errors)
        else:
            return _done(f"“{row.title}” is in the calendar. No deadline was moved")
    errors = first_error(form, schoolcalendar.ASKS)
    page = render_template("settings/calendar_add.html", form=form, asks=schoolcalendar.ASKS, errors=errors)
    return page, 422 if errors else 200


@blueprint.route("/take-back/<entry_id>", methods=["GET", "POST"])
def take_back(entry_id: str) -> ResponseReturnValue:
    """Say that an entry does not hold. It stays to be seen, and no deadline is moved."""
    person = _keeper()
    if request.method == "POST":
        if (earlier := once.answered_before()) is not None:
            return redirect(earlier, code=303)
        row = schoolcalendar.take_back(desk(), person.school_id, entry_id, person.id)
        return _done(f"“{row.title}” is taken back. No deadline was moved")
    row = schoolcalendar.standing(desk(), person.school_id, entry_id)
    return render_template("settings/calendar_take_back.html", line=_line(person, row))


def _done(words: str) -> ResponseReturnValue:
    flash(words)
    answer = url_for("schoolcalendar.page")
    once.remember(answer)
    return redirect(answer, code=303)
