"""The calendar of deadlines: a month as a grid and as a list; and the address from which a diary may be fed."""

from __future__ import annotations

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from caseflow.casework import diary, feeds, schoolcalendar
from caseflow.casework.diary import Due
from caseflow.casework.moment import JustNow
from caseflow.casework.refusals import BadAnswers
from caseflow.lifecycle.answers import accept_questions
from caseflow.lifecycle.days import bank_holidays, local, say_day
from caseflow.lifecycle.schooldays import DayKind, SchoolCalendar, Stretch
from caseflow.lifecycle.terms import Kind, Question
from caseflow.web import once
from caseflow.web.desk import current_person, desk
from caseflow.web.forms import first_error, form_for, given_in, put_errors

blueprint = Blueprint("calendar", __name__, url_prefix="/calendar")

FIRST_YEAR, LAST_YEAR = 2000, 2100
AWARE = Question(
    "aware",
    "I know that a diary entry tells whoever sees my diary that something is due on that day",
    Kind.CONFIRM,
)


@dataclass(frozen=True)
class Day:
    """One day of a month: what the grid says of it, what the list does, and what falls due."""

    day: date
    inside: bool
    today: bool
    closed: bool
    said: tuple[str, ...]
    noted: tuple[str, ...]
    due: tuple[Due, ...]


@blueprint.get("/")
def page() -> ResponseReturnValue:
    """A month with the deadlines of the cases a person may read. The reading is journalled first."""
    person, today = current_person(), local(desk().now).date()
    month = _month(request.args.get("month", ""), today)
    running = diary.deadlines(desk(), person)
    earlier = [one for one in running if one.late and one.day < month] if _same_month(month, today) else []
    changed = [one for one in running if one.would_be]
    weeks = _weeks(month, today, running, schoolcalendar.calendar_of(desk(), person.school_id))
    inside = [one for week in weeks for day in week if day.inside for one in day.due]
    shown = [*earlier, *inside, *changed]
    diary.looked_at(desk(), person, shown)
    return render_template(
        "calendar/page.html",
        month=month,
        weeks=weeks,
        days=[day for week in weeks for day in week if day.inside and (day.due or day.noted)],
        earlier=earlier,
        changed=changed,
        names=diary.names(desk(), shown),
        count=len(inside),
        previous=_other(month, -1),
        following=_other(month, 1),
        this_month=_same_month(month, today),
        may_keep=schoolcalendar.may_keep(person),
    )


def _month(said: str, today: date) -> date:
    """The first day of the month that is asked for; of this month, if that is none."""
    try:
        year, month = map(int, said.split("-"))
        asked = date(year, month, 1)
    except ValueError:
        return today.replace(day=1)
    return asked if FIRST_YEAR <= asked.year <= LAST_YEAR else today.replace(day=1)


def _same_month(month: date, day: date) -> bool:
    return (month.year, month.month) == (day.year, day.month)


def _other(month: date, by: int) -> date | None:
    """The month before or after, or None at the end of what is shown."""
    other = (month + timedelta(days=31 if by > 0 else -1)).replace(day=1)
    return other if FIRST_YEAR <= other.year <= LAST_YEAR else None


def _weeks(month: date, today: date, running: list[Due], calendar: SchoolCalendar) -> list[list[Day]]:
    due: dict[date, list[Due]] = {}
    for one in running:
        due.setdefault(one.day, []).append(one)
    return [
        [_day(day, month, today, due.get(day, []), calendar) for day in week]
        for week in Calendar().monthdatescalendar(month.year, month.month)
    ]


def _day(day: date, month: date, today: date, due: list[Due], calendar: SchoolCalendar) -> Day:
    holiday = bank_holidays(day.year).get(day)
    bank = [f"Bank holiday: {holiday}"] if holiday else []
    known, closed, inside = calendar.on(day), not calendar.is_open(day), _same_month(month, day)
    said = [*bank, *map(_titled, known)] or (["School holiday"] if closed and day.weekday() < 5 else [])
    noted = [*bank, *(_until(one) for one in known if day in (one.first, month))]
    return Day(day, inside, day == today, closed, tuple(said), tuple(noted), tuple(due) if inside else ())


def _titled(one: Stretch) -> str:
    usual = schoolcalendar.TITLES[one.kind]
    return one.title if one.kind is DayKind.HOLIDAY or one.title == usual else f"{usual}: {one.title}"


def _until(one: Stretch) -> str:
    """What the list says, once, of days that follow each other."""
    return _titled(one) if one.first == one.last else f"{_titled(one)}, until {say_day(one.last)}"


@blueprint.get("/diary")
def own() -> ResponseReturnValue:
    """Whether a person's own diary is fed, and the way to change that."""
    return _own(form_for((AWARE,), None))


def _own(form: Any) -> str:
    feed = feeds.of(desk(), current_person())
    return render_template(
        "calendar/diary.html",
        feed=feed,
        asked=date.fromisoformat(feed.read_on) if feed and feed.read_on else None,
        form=form,
        asks=AWARE,
        errors=first_error(form, (AWARE,)),
        says=feeds.SUMMARY,
    )


@blueprint.post("/diary/on")
def switch_on() -> ResponseReturnValue:
    """Switch the feed on, and show its address: this once, for only its hash is kept."""
    form = form_for((AWARE,), None)
    if (earlier := once.answered_before()) is not None:
        return redirect(earlier, code=303)
    try:
        accept_questions((AWARE,), given_in(form, (AWARE,)), JustNow(desk()))
    except BadAnswers as bad:
        put_errors(form, bad.errors)
        return _own(form), 422
    secret = feeds.switch_on(desk(), current_person())
    once.remember(url_for("calendar.own"))
    return render_template("calendar/address.html", address=url_for("calendar.feed", secret=secret, _external=True))


@blueprint.post("/diary/off")
def switch_off() -> ResponseReturnValue:
    """Switch the feed off: its address is dead at once."""
    feeds.switch_off(desk(), current_person())
    flash("The address is dead. Take the calendar out of your diary too")
    return redirect(url_for("calendar.own"), code=303)


@blueprint.get("/feed/<secret>.ics")
def feed(secret: str) -> ResponseReturnValue:
    """What a diary is given that knows the secret; whatever is wrong with it, there is nothing here."""
    return Response(feeds.fetch(desk(), secret), mimetype="text/calendar")
