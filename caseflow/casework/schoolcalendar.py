"""The calendar of a school: terms, holidays, INSET days and closures, written down by whoever keeps it.

Nothing is deleted: what was wrong is taken back, and both stay on record. A deadline that was set before the calendar
changed keeps its time; where the new calendar would give another, both are shown (security note 7.6).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from caseflow.casework import journal
from caseflow.casework.desk import Desk
from caseflow.casework.fingerprints import fingerprint
from caseflow.casework.moment import JustNow
from caseflow.casework.people import Someone
from caseflow.casework.refusals import BadAnswers, NotThere
from caseflow.lifecycle.answers import accept_questions
from caseflow.lifecycle.days import is_working_day, say_day, working_days_after
from caseflow.lifecycle.schooldays import DayKind, SchoolCalendar, Stretch
from caseflow.lifecycle.terms import Kind, Option, Question
from caseflow.procedure import roles
from caseflow.records import CalendarEntry

KEEPERS = (roles.HEADTEACHER.key, roles.CLERK.key)
"""The posts that keep the calendar."""

EVENT = "calendar_changed"
TITLES = {
    DayKind.TERM: "Term",
    DayKind.HOLIDAY: "Holiday within a term",
    DayKind.INSET: "INSET day",
    DayKind.CLOSURE: "Closure",
}
MOST_DAYS = {DayKind.TERM: 200, DayKind.HOLIDAY: 60, DayKind.INSET: 10, DayKind.CLOSURE: 60}
ASKS = (
    Question(
        "kind",
        "What is it?",
        Kind.CHOICE,
        options=(
            Option(DayKind.TERM.value, "A term", "From the first to the last day on which pupils come"),
            Option(DayKind.HOLIDAY.value, "A holiday within a term", "Half-term"),
            Option(DayKind.INSET.value, "INSET", "Staff come, pupils do not"),
            Option(DayKind.CLOSURE.value, "A closure", "Snow, heating, an election"),
        ),
    ),
    Question(
        "title",
        "What is it called?",
        Kind.LINE,
        hint="For example, Autumn term 2026. No names.",
        most=60,
        required=False,
    ),
    Question("first", "First day", Kind.DAY),
    Question("last", "Last day", Kind.DAY, hint="Leave it empty for a single day", required=False),
)


def calendar_of(desk: Desk, school_id: str) -> SchoolCalendar:
    """What is known now of a school's days: one query, once in a piece of work."""
    key = f"calendar:{school_id}"
    if key not in desk.known:
        rows = (row for row in entries(desk, school_id) if row.withdrawn_at is None)
        desk.known[key] = SchoolCalendar(tuple(stretch(row) for row in rows))
    found: SchoolCalendar = desk.known[key]
    return found


def entries(desk: Desk, school_id: str) -> list[CalendarEntry]:
    """Everything that was ever written down of the calendar, by its days."""
    query = select(CalendarEntry).where(CalendarEntry.school_id == school_id)
    return list(desk.session.scalars(query.order_by(CalendarEntry.first, CalendarEntry.last, CalendarEntry.set_at)))


def stretch(row: CalendarEntry) -> Stretch:
    """An entry as days."""
    return Stretch(DayKind(row.kind), date.fromisoformat(row.first), date.fromisoformat(row.last), row.title)


def write_down(desk: Desk, school_id: str, given: Mapping[str, Any], by: str) -> CalendarEntry:
    """Add days to the calendar. Raises BadAnswers with a sentence for each answer that will not do."""
    said = accept_questions(ASKS, given, JustNow(desk))
    kind, first = DayKind(said["kind"]), said["first"]
    one = Stretch(kind, first, said.get("last") or first, said.get("title") or TITLES[kind])
    if errors := _wrong(one, calendar_of(desk, school_id)):
        raise BadAnswers(errors)
    row = CalendarEntry(
        school_id=school_id,
        kind=kind.value,
        title=one.title,
        first=one.first.isoformat(),
        last=one.last.isoformat(),
        set_at=desk.now,
        set_by=by,
    )
    desk.session.add(row)
    _vouch(desk, row, by, "was entered in the school calendar")
    return row


def take_back(desk: Desk, school_id: str, entry_id: str, by: str) -> CalendarEntry:
    """Say that an entry does not hold. Raises NotThere if there is none, or it was taken back before."""
    row = standing(desk, school_id, entry_id)
    row.withdrawn_at, row.withdrawn_by = desk.now, by
    _vouch(desk, row, by, "was taken back from the school calendar")
    return row


def standing(desk: Desk, school_id: str, entry_id: str) -> CalendarEntry:
    """An entry that holds. Raises NotThere if there is none, or it was taken back."""
    row = desk.session.get(CalendarEntry, entry_id)
    if row is None or row.school_id != school_id or row.withdrawn_at is not None:
        raise NotThere
    return row


def close(desk: Desk, school_id: str, days: Iterable[date], by: str) -> None:
    """Enter single days as closures, those that follow each other together. Other days go without."""
    for first, last in _runs(days):
        given = {"kind": DayKind.CLOSURE.value, "title": "Closed", "first": first, "last": last}
        write_down(desk, school_id, given, by)


def _runs(days: Iterable[date]) -> list[tuple[date, date]]:
    runs: list[tuple[date, date]] = []
    for day in sorted({day for day in days if is_working_day(day)}):
        if runs and working_days_after(runs[-1][1], 1) == day:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def may_keep(person: Someone) -> bool:
    """Whether somebody keeps the calendar."""
    return person.holds(*KEEPERS)


def _wrong(one: Stretch, known: SchoolCalendar) -> dict[str, str]:
    days = (one.last - one.first).days + 1
    if days < 1:
        return {"last": "The last day must be the first day, or later"}
    if days > MOST_DAYS[one.kind]:
        return {"last": f"“{TITLES[one.kind]}” lasts {MOST_DAYS[one.kind]} days at most. You entered {days}"}
    if one.kind is not DayKind.TERM and not any(map(is_working_day, one.days())):
        return {"first": "The school would be closed anyway: choose a working day"}
    for other in known.stretches:
        if other.kind is one.kind and one.first <= other.last and other.first <= one.last:
            return {"first": f"“{other.title}” is entered from {say_day(other.first)} to {say_day(other.last)} already"}
    return {}


def _vouch(desk: Desk, row: CalendarEntry, by: str, what: str) -> None:
    desk.session.flush()
    desk.known.pop(f"calendar:{row.school_id}", None)
    one = stretch(row)
    days = say_day(one.first) if one.first == one.last else f"{say_day(one.first)} to {say_day(one.last)}"
    journal.write_for_school(
        desk,
        row.school_id,
        EVENT,
        by,
        calendar=row.kind,
        first=row.first,
        last=row.last,
        taken_back=row.withdrawn_at is not None,
        row=row.id,
        projection=fingerprint([row]),
        sentence=f"“{row.title}”, {days}, {what}",
    )
