"""The school's calendar: who keeps it, what it takes, that nothing of it is lost, and that it moves no deadline."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from casework.town import Town
from sqlalchemy import text
from web.pages import Page, Visitor

from caseflow.casework import journal, schoolcalendar, schools
from caseflow.casework.desk import year_scope
from caseflow.casework.people import Someone
from caseflow.casework.refusals import NotThere
from caseflow.casework.verify import verify
from caseflow.lifecycle.days import LONDON
from caseflow.lifecycle.schooldays import DayKind

Browse = Callable[[Someone | None], Visitor]
HERE, ADD = "/settings/calendar/", "/settings/calendar/add"


def typed(kind: str, first: date, last: date | None = None, title: str = "") -> dict[str, str]:
    said = {"kind": kind, "title": title}
    for name, day in (("first", first), ("last", last)):
        said |= {f"{name}-{part}": str(getattr(day, part)) if day else "" for part in ("day", "month", "year")}
    return said


TERM = typed("term", date(2027, 1, 5), date(2027, 3, 25), "Spring term 2027")
SNOW = typed("closure", date(2027, 1, 20), title="Snow")


def add(visitor: Visitor, **said: str) -> Page:
    return visitor.send(ADD, **said)


def open_days(school: Town, *days: date) -> list[bool]:
    with school.office.at_work() as desk:
        calendar = schoolcalendar.calendar_of(desk, school.id)
        return [calendar.is_open(day) for day in days]


def test_the_headteacher_and_the_clerk_keep_it_and_for_nobody_else_it_exists(browse: Browse, school: Town) -> None:
    for someone in school.cast.everyone():
        visitor = browse(someone)
        keeps = someone in (school.cast.helen, school.cast.clerk)
        for address in (HERE, ADD):
            assert visitor.get(address).status == (200 if keeps else 404), (someone.name, address)
    assert "Term dates" in browse(school.cast.clerk).get(HERE).soup.select_one("nav").get_text()
    assert browse(school.cast.helen).get("/settings/").soup.select_one(f'main a[href="{HERE}"]')


def test_what_is_added_counts_from_now_and_says_who_added_it(browse: Browse, school: Town) -> None:
    clerk = browse(school.cast.clerk)
    snow, before_term = date(2027, 1, 20), date(2027, 1, 4)
    assert open_days(school, snow, before_term) == [True, True]
    assert add(clerk, **TERM).answer.location == HERE
    assert add(clerk, **SNOW).answer.location == HERE
    assert open_days(school, snow, before_term) == [False, False]
    page = clerk.get(HERE)
    assert "5 January 2027 to 25 March 2027 Spring term 2027" in page.text
    assert "Clive Moore, 15 January 2027" in page.text
    with school.office.at_work() as desk:
        entries = journal.read(desk, year_scope(school.id, desk.now), event=schoolcalendar.EVENT)
    assert [entry.sentence for entry in entries] == [
        "“Spring term 2027”, 5 January 2027 to 25 March 2027, was entered in the school calendar",
        "“Snow”, 20 January 2027, was entered in the school calendar",
    ]
    assert verify(school.office).whole


def test_what_was_wrong_is_taken_back_and_stays_to_be_seen(browse: Browse, school: Town) -> None:
    clerk = browse(school.cast.clerk)
    add(clerk, **SNOW)
    link = clerk.get(HERE).soup.select_one('main a[href*="take-back"]')["href"]
    page = clerk.get(link)
    assert "20 January 2027" in page.text
    school.clock.forward(days=1)
    assert clerk.post(link, page.form()).answer.location == HERE
    assert open_days(school, date(2027, 1, 20)) == [True]
    page = browse(school.cast.helen).get(HERE)
    assert "Taken back by Clive Moore, 16 January 2027" in page.text
    assert clerk.get(link).status == 404
    assert clerk.post(link, {**clerk.get(ADD).form()}).status == 404
    assert add(clerk, **SNOW).answer.location == HERE  # and may be entered again
    assert verify(school.office).whole


def test_of_another_school_nothing_is_taken_back(school: Town) -> None:
    with school.office.at_work() as desk:
        given = {"kind": "closure", "first": date(2027, 1, 20)}
        row = schoolcalendar.write_down(desk, school.id, given, school.cast.helen.id)
        other = schools.found_school(desk, "Another School")
        with pytest.raises(NotThere):
            schoolcalendar.take_back(desk, other.id, row.id, "somebody")
        assert schoolcalendar.calendar_of(desk, other.id).stretches == ()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({**TERM, "kind": ""}, "Select an answer to “What is it?”"),
        ({**TERM, "kind": "party"}, "from the list"),
        (typed("term", date(2027, 3, 25), date(2027, 1, 5)), "The last day must be the first day, or later"),
        (typed("term", date(2027, 1, 5), date(2028, 1, 5)), "lasts 200 days at most. You entered 366"),
        (typed("closure", date(2027, 1, 16)), "closed anyway: choose a working day"),
        (typed("inset", date(2027, 5, 3)), "closed anyway: choose a working day"),
        (typed("inset", date(2027, 5, 4), title="x" * 61), "60 characters or fewer"),
        ({**SNOW, "first-day": "31", "first-month": "2"}, "must be a real date"),
        ({**SNOW, "first-day": "", "first-month": "", "first-year": ""}, "Enter an answer to “First day”"),
        ({**SNOW, "title": "a\x07b"}, "control characters"),
        (typed("term", date(2027, 3, 25), date(2027, 6, 1)), "“Spring term 2027” is entered from 5 January 2027"),
    ],
)
def test_what_will_not_do_is_told_and_what_was_typed_is_kept(
    browse: Browse, school: Town, said: dict[str, Any], why: str
) -> None:
    clerk = browse(school.cast.clerk)
    add(clerk, **TERM)
    before = school.everything()
    page = add(clerk, **said)
    assert page.status == 422
    assert any(why in line for line in page.errors), page.errors
    kept = page.form()
    assert {name: kept[name] for name in said if name not in ("kind", "title")} == {
        name: value for name, value in said.items() if name not in ("kind", "title")
    }
    assert school.everything() == before


def test_sent_twice_is_entered_once(browse: Browse, school: Town) -> None:
    clerk = browse(school.cast.clerk)
    fields = {**clerk.get(ADD).form(), **SNOW}
    assert [clerk.post(ADD, fields).status for _ in range(2)] == [303, 303]
    assert len(clerk.get(HERE).soup.select("tbody tr")) == 1


def test_single_days_are_entered_together_and_weekends_go_without(school: Town) -> None:
    days = [date(2027, 2, day) for day in (15, 16, 17, 18, 19, 20, 21, 22, 24)]
    with school.office.at_work() as desk:
        schoolcalendar.close(desk, school.id, days, "test")
        rows = schoolcalendar.entries(desk, school.id)
    assert [(row.first, row.last) for row in rows] == [("2027-02-15", "2027-02-22"), ("2027-02-24", "2027-02-24")]


def test_a_changed_calendar_moves_no_deadline_and_both_days_are_shown(browse: Browse, school: Town) -> None:
    school.clock.now = datetime(2027, 1, 18, 9, 0, tzinfo=LONDON)
    with school.office.at_work() as desk:
        schools.set_setting(desk, school.id, "local.counted_in", "school days", date(2027, 1, 18), "test")
    reference = school.at("investigation")  # due on 8 February
    helen = browse(school.cast.helen)
    other = "Counted with the calendar of today it would be due on 10 February 2027"
    assert other not in helen.get(f"/cases/{reference}").text
    assert "Counted before" not in helen.get("/calendar/").text
    add(helen, **typed("closure", date(2027, 1, 20), date(2027, 1, 21), "Snow"))
    with school.office.at_work() as desk:
        (clock,) = (one for one in school.file(reference, desk).clocks if one.key == "investigation")
    assert clock.due_at == clock.first_due_at
    page = helen.get(f"/cases/{reference}")
    assert "8 February 2027 due in 13 school days" in page.text
    assert other in page.text
    told = "Complete the investigation: Quentin Reed , due on 8 February 2027; counted anew, on 10 February 2027"
    assert told in helen.get("/calendar/?month=2030-01").text
    # It is agreed upon: the clock is moved, and from then on there is nothing to be shown.
    given = {"clock_agreed_with": "His union", "clock_moved_reasons": "Snow."}
    school.do(
        school.cast.helen,
        reference,
        "move-clock",
        clock_to_move="investigation",
        clock_moved_to=date(2027, 2, 12),
        **given,
    )
    page = helen.get(f"/cases/{reference}")
    assert "Counted with the calendar of today" not in page.text
    assert "First due on 8 February 2027" in page.text
    assert "Moved on 18 January 2027 from 8 February 2027 to 12 February 2027" in page.text


def test_a_day_changed_by_hand_is_found(school: Town) -> None:
    with school.office.at_work() as desk:
        given = {"kind": DayKind.CLOSURE.value, "title": "Snow", "first": date(2027, 1, 20)}
        schoolcalendar.write_down(desk, school.id, given, school.cast.helen.id)
    with school.office.store.writing() as session:
        session.execute(text("UPDATE calendar_entry SET last = '2027-01-21'"))
        session.commit()
    (problem,) = verify(school.office).all_problems()
    assert "The stored day of the calendar “Snow” is not what entry" in problem.sentence
