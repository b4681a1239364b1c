"""The calendar of the demonstration: it goes forward for everybody, never back, and only where nothing is real."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from casework.town import Town
from web.pages import Visitor

import config
from caseflow.app import create_app
from caseflow.casework.demo_clock import DemoClock
from caseflow.casework.people import Someone
from caseflow.casework.refusals import BadAnswers
from caseflow.lifecycle.days import LONDON

Browse = Callable[[Someone | None], Visitor]
CALENDAR = "/demonstration/calendar"


def typed(day: str, month: str, year: str, time: str = "9am") -> dict[str, str]:
    parts = {"day": day, "month": month, "year": year, "time": time}
    return {f"forward_to-{part}": value for part, value in parts.items()}


def test_every_page_says_which_day_it_is_and_leads_to_the_calendar(browse: Browse, school: Town) -> None:
    assert "Today is 15 January 2027 here" in browse(None).get("/sign-in").text
    page = browse(school.cast.rosa).get("/report/mine")
    assert page.soup.select_one(f".cf-practice a[href='{CALENDAR}']")


def test_a_hearing_is_held_without_waiting_for_its_day(browse: Browse, school: Town) -> None:
    reference = school.at("hearing-set")
    school.issue(reference)
    helen, panel = browse(school.cast.helen), browse(school.cast.governors[0])
    panel.send(f"/escalations/{reference}/read")
    before = panel.get(f"/cases/{reference}/do/record-hearing")
    assert "The hearing is arranged for" in before.text
    assert helen.send(CALENDAR, **typed("1", "4", "2027")).status == 303
    assert "It is now 1 April 2027 at 9:00am" in helen.get("/").text
    after = panel.get(f"/cases/{reference}/do/record-hearing")
    assert "The hearing is arranged for" not in after.text
    assert "Today is 1 April 2027 here" in after.text


def test_what_falls_due_meanwhile_is_told(browse: Browse, school: Town) -> None:
    reference = school.report()
    assert reference not in browse(school.cast.carol).get("/escalations/").text
    assert browse(school.cast.helen).send(CALENDAR, **typed("1", "4", "2027")).status == 303
    assert reference in browse(school.cast.carol).get("/escalations/").text


def test_the_next_working_morning_is_offered(browse: Browse, school: Town) -> None:
    fields = browse(school.cast.helen).get(CALENDAR).form()
    assert {key: fields[key] for key in typed("", "", "")} == typed("18", "1", "2027", "09:00")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (typed("15", "1", "2027", "4:20pm"), "a moment after now"),
        (typed("14", "1", "2027"), "must be in the future"),
        (typed("1", "1", "2029"), "no more than a year ahead"),
        (typed("31", "2", "2027"), "must be a real date and time"),
        (typed("", "", "", ""), "Enter an answer"),
    ],
)
def test_a_moment_that_will_not_do_gets_a_sentence(
    browse: Browse, school: Town, wrong: dict[str, str], says: str
) -> None:
    page = browse(school.cast.helen).send(CALENDAR, **wrong)
    assert page.status == 422
    assert says in page.errors[0]
    assert {key: page.form()[key] for key in wrong} == wrong
    assert "Today is 15 January 2027 here" in page.text


def test_the_clock_is_found_as_it_was_left(tmp_path: Path) -> None:
    noon = datetime(2027, 1, 15, 12, tzinfo=LONDON)
    clock = DemoClock(tmp_path / "home" / "clock", lambda: noon)
    clock.put_forward(noon + timedelta(days=20))
    again = DemoClock(clock.file, lambda: noon + timedelta(hours=1))
    assert again() == noon + timedelta(days=20, hours=1)
    with pytest.raises(BadAnswers):
        again.put_forward(noon + timedelta(days=20))


def test_in_earnest_there_is_no_calendar_and_no_other_clock(school: Town, tmp_path: Path) -> None:
    clock = school.office.clock
    app = create_app(config.read({"CASEFLOW_HOME": str(tmp_path)}), school.office)
    assert school.office.clock is clock
    assert "demo" not in app.blueprints
    assert "Today is" not in Visitor(app).get("/sign-in").text
