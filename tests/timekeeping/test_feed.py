"""The diary feed: off until it is switched on, silent on all but the day, and dead at once when it is switched off."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import icalendar
from casework.test_canary import stored
from casework.town import Town
from flask import Flask
from sqlalchemy import select, text
from web.pages import Visitor

from caseflow.casework import feeds, journal, schools
from caseflow.casework.desk import year_scope
from caseflow.casework.people import Someone
from caseflow.casework.verify import verify
from caseflow.lifecycle.days import LONDON
from caseflow.procedure import roles
from caseflow.records import CalendarFeed

Browse = Callable[[Someone | None], Visitor]


def switched_on(visitor: Visitor) -> str:
    """The address, as it is shown once."""
    page = visitor.post("/calendar/diary/on", {**visitor.get("/calendar/diary").form(), "aware": "yes"})
    assert page.status == 200
    return str(page.soup.select_one("main code").get_text())


def days(app: Flask, address: str) -> list[date]:
    answer = app.test_client().get(address)
    assert answer.status_code == 200
    calendar = icalendar.Calendar.from_ical(answer.get_data())
    return [event.decoded("dtstart") for event in calendar.walk("VEVENT")]


def dead(app: Flask, address: str) -> bool:
    """Whether an address answers as one that never was: the same bytes and headers."""
    found, never = (app.test_client().get(one) for one in (address, "/calendar/feed/never.ics"))
    assert (found.status_code, never.status_code) == (404, 404)
    return (found.get_data(), dict(found.headers)) == (never.get_data(), dict(never.headers))


def test_it_is_off_and_switched_on_only_by_somebody_who_was_warned(browse: Browse, school: Town) -> None:
    helen = browse(school.cast.helen)
    page = helen.get("/calendar/diary")
    assert "A diary entry is a disclosure" in page.text
    assert "Switch it off" not in page.text
    fields = page.form()
    refused = helen.post("/calendar/diary/on", {name: value for name, value in fields.items() if name != "aware"})
    assert refused.status == 422
    assert len(refused.errors) == 1
    with school.office.store.reading() as session:
        assert session.scalars(select(CalendarFeed)).all() == []


def test_it_says_on_which_days_something_is_due_and_nothing_else(browse: Browse, school: Town, app: Flask) -> None:
    reference = school.report()
    school.report(subject="Olga Brown")
    address = switched_on(browse(school.cast.helen))
    answer = app.test_client().get(address)  # without being signed in
    assert answer.mimetype == "text/calendar"
    assert answer.headers["Cache-Control"] == "no-store"
    said = answer.get_data(as_text=True).replace("\r\n ", "").replace("\r\n", "\n")
    assert days(app, address) == [date(2027, 1, 18)]  # four deadlines, one entry
    for secret in (reference, "CF-", "Quentin", "Reed", "Olga", "Helen", "Triage", "Acknowledge", "Ashcroft", "IM-1"):
        assert secret not in said, secret
    lines = {line.partition(":")[0].partition(";")[0] for line in said.splitlines()}
    assert lines == {
        *("BEGIN", "END", "VERSION", "PRODID", "X-WR-CALNAME", "REFRESH-INTERVAL"),
        *("SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "CLASS", "TRANSP"),
    }
    assert re.search(r"SUMMARY:(.*)", said)[1] == feeds.SUMMARY == "caseflow: something is due"
    assert re.search(r"UID:(.*)", said)[1].endswith("@caseflow.invalid")


def test_the_same_day_has_the_same_name_whenever_a_diary_asks(browse: Browse, school: Town, app: Flask) -> None:
    school.report()
    address = switched_on(browse(school.cast.helen))
    first = app.test_client().get(address).get_data()
    school.clock.forward(hours=3)
    assert app.test_client().get(address).get_data() == first


def test_only_the_hash_of_the_address_is_kept(browse: Browse, school: Town, tmp_path: Path) -> None:
    secret = switched_on(browse(school.cast.helen)).rpartition("/")[2].removesuffix(".ics")
    assert len(secret) >= 43
    with school.office.store.reading() as session:
        (row,) = session.scalars(select(CalendarFeed))
        assert row.secret_sha256 == hashlib.sha256(secret.encode()).hexdigest()
    assert [name for name, held in stored(school, tmp_path) if secret.encode() in held] == []
    page = browse(school.cast.helen).get("/calendar/diary")
    assert secret not in page.text
    assert "It has been on since 15 January 2027. No diary has asked yet." in page.text


def test_switched_off_it_is_dead_at_once_as_if_it_had_never_been(browse: Browse, school: Town, app: Flask) -> None:
    school.report()
    helen = browse(school.cast.helen)
    address = switched_on(helen)
    assert days(app, address)
    form = helen.get("/calendar/diary").soup.select_one('form[action="/calendar/diary/off"]')
    off = helen.post("/calendar/diary/off", {"csrf_token": form.select_one("input")["value"]})
    assert off.status == 303
    assert dead(app, address)
    assert verify(school.office).whole


def test_another_address_kills_the_one_before(browse: Browse, school: Town, app: Flask) -> None:
    school.report()
    helen = browse(school.cast.helen)
    first, second = switched_on(helen), switched_on(helen)
    assert dead(app, first)
    assert days(app, second) == [date(2027, 1, 18)]
    assert verify(school.office).whole


def test_sent_twice_it_is_switched_on_once_and_shown_once(browse: Browse, school: Town) -> None:
    helen = browse(school.cast.helen)
    fields = {**helen.get("/calendar/diary").form(), "aware": "yes"}
    assert helen.post("/calendar/diary/on", fields).status == 200
    again = helen.post("/calendar/diary/on", fields)
    assert (again.status, again.answer.location) == (303, "/calendar/diary")


def test_a_person_barred_meanwhile_loses_the_entries(browse: Browse, school: Town, app: Flask) -> None:
    reference = school.report()
    address = switched_on(browse(school.cast.helen))
    assert days(app, address) == [date(2027, 1, 18)]
    with school.office.at_work() as desk:
        school.file(reference, desk).give(roles.CONFLICTED, school.cast.helen.id)
    assert days(app, address) == []


def test_whoever_has_no_part_is_fed_nothing_whatever_there_is(browse: Browse, school: Town, app: Flask) -> None:
    school.at("investigation")
    for someone in (school.cast.quentin, school.cast.rosa, school.cast.it, school.cast.carol):
        assert days(app, switched_on(browse(someone))) == [], someone.name
    assert days(app, switched_on(browse(school.cast.ian))) != []


def test_the_address_of_somebody_who_left_is_dead(browse: Browse, school: Town, app: Flask) -> None:
    school.report()
    address = switched_on(browse(school.cast.helen))
    with school.office.at_work() as desk:
        schools.change_posts(desk, school.cast.helen.id, school.id, ["staff"], active=False, by="test")
    assert dead(app, address)


def test_it_is_journalled_when_it_is_switched_and_once_a_day_when_it_is_read(
    browse: Browse, school: Town, app: Flask
) -> None:
    address = switched_on(browse(school.cast.helen))
    for _ in range(3):
        days(app, address)
    school.clock.now = datetime(2027, 1, 16, 9, 0, tzinfo=LONDON)
    days(app, address)
    with school.office.at_work() as desk:
        entries = journal.read(desk, year_scope(school.id, desk.now))
    told = [(entry.event, entry.said["feed"]) for entry in entries if "feed" in entry.said]
    assert told == [("feed_changed", "on"), ("feed_read", "read"), ("feed_read", "read")]
    assert verify(school.office).whole
    assert "A diary last asked on 16 January 2027." in browse(school.cast.helen).get("/calendar/diary").text


def test_a_feed_slipped_in_by_hand_is_found(school: Town) -> None:
    by_hand = (
        "INSERT INTO calendar_feed (id, school_id, person_id, secret_sha256, made_at) "
        "VALUES ('ABCDEFGHJKMNPQRS', :school, :person, 'x', '2027-01-15T10:00:00.000000Z')"
    )
    with school.office.store.writing() as session:
        session.execute(text(by_hand), {"school": school.id, "person": school.cast.helen.id})
        session.commit()
    (problem,) = verify(school.office).all_problems()
    assert "diary feed ABCDEFGHJKMNPQRS is not what any entry vouched for" in problem.sentence
