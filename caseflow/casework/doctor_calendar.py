"""A check-up of the calendar: are the bank holidays known, and did each school enter its terms far enough ahead?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import select

from caseflow.casework.doctor import Finding, ok, soon, wrong
from caseflow.casework.office import Office
from caseflow.casework.schoolcalendar import stretch
from caseflow.lifecycle.days import bank_holidays, local, say_day
from caseflow.lifecycle.schooldays import DayKind
from caseflow.records import CalendarEntry, School

_ABOUT = "calendar"
FAR_ENOUGH = timedelta(days=183)
"""Half a year ahead: no deadline that is counted in school days reaches so far."""
_FEWEST = 8
"""England has eight bank holidays in every year, and more in some."""


def look(office: Office) -> Iterator[Finding]:
    """Look at this year and the next, and at the terms of every school."""
    today = local(office.clock()).date()
    yield _holidays(today.year)
    for school in office.schools():
        yield _terms(office, school, today)


def _holidays(year: int) -> Finding:
    unknown = [str(one) for one in (year, year + 1) if len(bank_holidays(one)) < _FEWEST]
    if unknown:
        return wrong(_ABOUT, f"The bank holidays of {' and '.join(unknown)} are not known: install a newer caseflow.")
    return ok(_ABOUT, f"The bank holidays of {year} and {year + 1} are known.")


def _terms(office: Office, school: School, today: date) -> Finding:
    query = select(CalendarEntry).where(CalendarEntry.school_id == school.id, CalendarEntry.withdrawn_at.is_(None))
    with office.store.reading() as session:
        days = [stretch(row) for row in session.scalars(query)]
    last = max((one.last for one in days if one.kind is DayKind.TERM), default=date.min)
    ask = "ask the headteacher or the clerk to enter them under School calendar"
    if last < today:
        return wrong(
            _ABOUT, f"{school.name} has no term dates from today on: {ask}; holidays now count as school days."
        )
    if last < today + FAR_ENOUGH:
        return soon(_ABOUT, f"The term dates of {school.name} end on {say_day(last)}: {ask}.")
    return ok(_ABOUT, f"The term dates of {school.name} are entered up to {say_day(last)}.")
