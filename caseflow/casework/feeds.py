"""Diary feeds: a secret address from which somebody's own diary may fetch on which days something is due.

A diary lies open on desks and telephones, so the feed says no more than that something is due: no name, no reference,
no case, no hour, and one entry a day however many there are. It is off until somebody switches it on, and only the hash
of its address is kept.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, timedelta

from icalendar import Calendar, Event
from sqlalchemy import select

from caseflow.casework import journal, people
from caseflow.casework.desk import Desk
from caseflow.casework.diary import deadlines
from caseflow.casework.fingerprints import fingerprint
from caseflow.casework.people import Someone
from caseflow.casework.refusals import NotThere
from caseflow.lifecycle.days import local
from caseflow.records import CalendarFeed
from caseflow.vault.box import blind_index

SUMMARY = "caseflow: something is due"
_BACK = timedelta(days=60)
"""How far back a feed reaches: what has been late for longer needs no diary."""


def of(desk: Desk, person: Someone) -> CalendarFeed | None:
    """The feed a person switched on, or None."""
    return desk.session.scalars(select(CalendarFeed).where(CalendarFeed.person_id == person.id)).first()


def switch_on(desk: Desk, person: Someone) -> str:
    """A new address, told this once. An older one is dead from now on."""
    switch_off(desk, person)
    secret = secrets.token_urlsafe(32)
    row = CalendarFeed(
        school_id=person.school_id, person_id=person.id, secret_sha256=_hash(secret), made_at=desk.now, read_on=None
    )
    desk.session.add(row)
    desk.session.flush()
    _tell(desk, row, "feed_changed", "on", f"{person.name} switched a diary feed on")
    return secret


def switch_off(desk: Desk, person: Someone) -> None:
    """The address is dead at once. Nothing happens if there is none."""
    row = of(desk, person)
    if row is not None:
        desk.session.delete(row)
        desk.session.flush()
        _tell(desk, row, "feed_changed", "off", f"{person.name} switched the diary feed off", gone=True)


def fetch(desk: Desk, secret: str) -> bytes:
    """What a diary is given. Raises NotThere if there is no such address, or its owner may not sign in any more."""
    query = select(CalendarFeed).where(CalendarFeed.secret_sha256 == _hash(secret))
    row = desk.session.scalars(query).first()
    person = people.everyone(desk, row.school_id).get(row.person_id) if row else None
    if row is None or person is None or not person.active:
        raise NotThere
    today = local(desk.now).date()
    if row.read_on != today.isoformat():
        row.read_on = today.isoformat()
        desk.session.flush()
        _tell(desk, row, "feed_read", "read", f"The diary of {person.name} was fed, for the first time that day")
    days = {one.day for one in deadlines(desk, person) if one.day >= today - _BACK}
    return _written(desk, person, sorted(days))


def _written(desk: Desk, person: Someone, days: list[date]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//caseflow//deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "caseflow")
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    for day in days:
        calendar.add_component(_event(desk, person, day))
    return bytes(calendar.to_ical())


def _event(desk: Desk, person: Someone, day: date) -> Event:
    """Its name is the same whenever the diary asks, and tells nobody anything."""
    event = Event()
    mark = blind_index(desk.index_key(person.school_id), "diary", f"{person.id}/{day.isoformat()}")
    event.add("uid", f"{mark.hex()}@caseflow.invalid")
    event.add("dtstamp", datetime(day.year, day.month, day.day, tzinfo=desk.now.tzinfo))
    event.add("summary", SUMMARY)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event


def _tell(desk: Desk, row: CalendarFeed, event: str, what: str, sentence: str, *, gone: bool = False) -> None:
    journal.write_for_school(
        desk,
        row.school_id,
        event,
        row.person_id,
        feed=what,
        row=row.id,
        projection=None if gone else fingerprint([row]),
        sentence=sentence,
    )


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
