"""The calendar of deadlines: whose it shows, what of each day, what it costs, and that its reading is journalled."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

import pytest
from casework.answers import no_harm
from casework.town import Town
from web.pages import Page, Visitor, counted

from caseflow.casework import delays, journal, schoolcalendar, schools
from caseflow.casework.desk import year_scope
from caseflow.casework.people import Someone
from caseflow.casework.timekeeping import pass_time
from caseflow.lifecycle.days import LONDON
from caseflow.procedure import roles

pytestmark = pytest.mark.slow

Browse = Callable[[Someone | None], Visitor]
QUERIES = 9


def cells(page: Page) -> dict[int, str]:
    """What the grid says of each day of the month."""
    found = {}
    for cell in page.soup.select("td.cf-month__day"):
        words = " ".join(cell.get_text(" ").split())
        if number := re.match(r"\d+", words):
            found[int(number[0])] = words[len(number[0]) :].strip()
    return found


def listed(page: Page) -> list[str]:
    return [" ".join(one.get_text(" ").split()) for one in page.soup.select(".cf-today__item")]


def test_deadlines_stand_in_the_grid_and_in_the_list_of_their_day(browse: Browse, school: Town) -> None:
    reference = school.report()  # Friday 15 January
    page = browse(school.cast.helen).get("/calendar/")
    assert cells(page)[18] == "2 due"
    assert cells(page)[15] == "today"
    assert listed(page) == [
        f"Acknowledge the report: Quentin Reed {reference} , due in 1 working day",
        f"Triage the report: Quentin Reed {reference} , due in 1 working day",
    ]
    link = page.soup.select_one(".cf-month__due")["href"]
    assert page.soup.select_one(link).get_text() == "Monday 18 January 2027"


def test_bank_holidays_inset_and_closures_stand_in_both(browse: Browse, school: Town) -> None:
    with school.office.at_work() as desk:
        for given in (
            {"kind": "term", "title": "Summer term", "first": date(2027, 4, 12), "last": date(2027, 5, 27)},
            {"kind": "inset", "first": date(2027, 4, 12)},
            {"kind": "closure", "title": "Election", "first": date(2027, 5, 6)},
            {"kind": "holiday", "title": "Half-term", "first": date(2027, 5, 19), "last": date(2027, 5, 20)},
        ):
            schoolcalendar.write_down(desk, school.id, given, school.cast.helen.id)
    helen = browse(school.cast.helen)
    may = helen.get("/calendar/?month=2027-05")
    said = cells(may)
    assert (said[3], said[6]) == ("Bank holiday: May Day", "Closure: Election")
    assert (said[19], said[20], said[28]) == ("Half-term", "Half-term", "School holiday")
    assert said[7] == ""
    days = [" ".join(one.get_text(" ").split()) for one in may.soup.select("h2[id], h2[id] + p")]
    assert days == [
        "Monday 3 May 2027",
        "Bank holiday: May Day",
        "Thursday 6 May 2027",
        "Closure: Election",
        "Wednesday 19 May 2027",
        "Half-term, until 20 May 2027",
        "Monday 31 May 2027",
        "Bank holiday: Spring Bank Holiday",
    ]
    assert cells(helen.get("/calendar/?month=2027-04"))[12] == "INSET day"


def test_nobody_sees_the_deadlines_of_a_case_they_may_not_read(browse: Browse, school: Town) -> None:
    reference = school.at("investigation")
    readers = {school.cast.helen, school.cast.ian}
    for someone in school.cast.everyone():
        for month in ("2027-01", "2027-02"):
            page = browse(someone).get(f"/calendar/?month={month}")
            assert page.status == 200
            found = reference in page.text or "Quentin" in page.text.replace(someone.name, "")
            assert found is (someone in readers), (someone.name, month)
            if someone not in readers:
                assert not page.soup.select(".cf-month__due")


def test_whoever_is_barred_meanwhile_loses_them(browse: Browse, school: Town) -> None:
    reference = school.report()
    assert reference in browse(school.cast.helen).get("/calendar/").text
    with school.office.at_work() as desk:
        school.file(reference, desk).give(roles.CONFLICTED, school.cast.helen.id)
    page = browse(school.cast.helen).get("/calendar/")
    assert reference not in page.text
    assert not page.soup.select(".cf-month__due")


def test_a_reading_is_journalled_and_a_month_without_deadlines_is_not(browse: Browse, school: Town) -> None:
    school.report()
    helen = browse(school.cast.helen)

    def readings() -> list[list[str]]:
        with school.office.at_work() as desk:
            entries = journal.read(desk, year_scope(school.id, desk.now), event="calendar_read")
            return [entry.said["cases"] for entry in entries]

    helen.get("/calendar/?month=2027-06")
    assert readings() == []
    helen.get("/calendar/")
    assert [len(one) for one in readings()] == [1]


def test_what_is_late_is_shown_until_it_is_done_and_what_is_done_is_gone(browse: Browse, school: Town) -> None:
    reference = school.report()
    school.clock.now = datetime(2027, 2, 3, 9, 0, tzinfo=LONDON)
    page = browse(school.cast.helen).get("/calendar/")
    assert "Late from the months before" in page.text
    assert f"Triage the report: Quentin Reed {reference} , overdue by 12 working days" in listed(page)
    assert "Late from" not in browse(school.cast.helen).get("/calendar/?month=2027-03").text
    school.do(school.cast.helen, reference, "triage", **no_harm())
    assert "Triage the report" not in browse(school.cast.helen).get("/calendar/").text


def test_a_paused_clock_stands_on_the_day_to_look_at_it_again_and_is_never_late(browse: Browse, school: Town) -> None:
    school.clock.now = datetime(2027, 1, 18, 9, 0, tzinfo=LONDON)
    reference = school.at("investigation")
    school.issue(reference)
    until = {"pause_reasons": "He is ill.", "pause_look_again": date(2027, 3, 1)}
    school.do(school.cast.helen, reference, "pause-clock", clock_to_pause="investigation", **until)
    school.clock.now = datetime(2027, 2, 22, 9, 0, tzinfo=LONDON)  # its time has passed meanwhile
    helen = browse(school.cast.helen)
    assert listed(helen.get("/calendar/?month=2027-02")) == []
    assert listed(helen.get("/calendar/?month=2027-03")) == [
        f"Complete the investigation: Quentin Reed {reference} , paused: look at it again"
    ]
    page = helen.get(f"/cases/{reference}")
    assert "Paused since 18 January 2027, with 15 working days left. Look at it again on 1 March 2027" in page.text
    assert "overdue" not in page.text
    assert reference not in helen.get("/cases/?view=late").text
    assert not helen.get("/").soup.select("#late")


@pytest.mark.parametrize("month", ["", "nonsense", "2027-13", "2027-0", "1999-12", "2101-01", "2027-01-01", "-1-1"])
def test_a_month_that_is_none_is_this_month(browse: Browse, school: Town, month: str) -> None:
    page = browse(school.cast.helen).get(f"/calendar/?month={month}")
    assert page.soup.h1.get_text() == "Calendar: January 2027"


def test_months_lead_to_each_other_and_end(browse: Browse, school: Town) -> None:
    helen = browse(school.cast.helen)
    page = helen.get("/calendar/?month=2027-12")
    assert [one.get_text() for one in page.soup.select("main nav a")] == ["November 2027", "This month", "January 2028"]
    assert page.soup.select_one("a[rel=next]")["href"] == "/calendar/?month=2028-01"
    assert page.soup.select_one("a[rel=prev]")["href"] == "/calendar/?month=2027-11"
    assert helen.get("/calendar/?month=2000-01").soup.select_one("a[rel=prev]") is None
    assert helen.get("/calendar/?month=2100-12").soup.select_one("a[rel=next]") is None


def test_the_calendar_costs_the_same_however_many_cases_there_are(browse: Browse, school: Town) -> None:
    costs = []
    for more in (1, 5):
        for _ in range(more):
            school.report()
        helen = browse(school.cast.helen)
        with counted(school) as sent:
            helen.get("/calendar/")
        costs.append(len([one for one in sent if not one.startswith(("INSERT", "UPDATE", "BEGIN"))]))
    assert costs[0] == costs[1] <= QUERIES, costs


def test_who_has_no_cases_has_no_link_to_it(browse: Browse, school: Town) -> None:
    for someone in (school.cast.rosa, school.cast.it, school.cast.governors[0]):
        page = browse(someone).get("/calendar/")
        assert not page.soup.select('header a[href="/calendar/"]'), someone.name
    assert browse(school.cast.helen).get("/").soup.select('header a[href="/calendar/"]')


def test_a_clock_says_how_it_is_counted_by_what_rule_and_since_when(browse: Browse, school: Town) -> None:
    with school.office.at_work() as desk:
        schools.set_setting(desk, school.id, "triage.working_days", "2", date(2026, 9, 1), "test")
    reference = school.at("lado-due")
    page = browse(school.cast.helen).get(f"/cases/{reference}")
    assert "1 working day. KCSIE Part four; local safeguarding procedures, since 1 September 2025" in page.text
    again = school.report()
    page = browse(school.cast.helen).get(f"/cases/{again}")
    assert "2 working days. So that the LADO can hear within one working day, since 1 September 2026" in page.text


def test_of_many_delays_the_first_page_tells_in_one_line(browse: Browse, school: Town) -> None:
    for _ in range(3):
        school.report()
    school.clock.now = datetime(2027, 1, 19, 9, 0, tzinfo=LONDON)
    pass_time(school.office)
    today = browse(school.cast.carol).get("/")
    assert "Deadlines were missed in 3 cases that you have no part in the first on 18 January 2027" in today.text
    assert len(today.soup.select("#asked + ul li")) == 1
    assert "1 asked of you" in today.text


def test_who_was_told_of_a_delay_finds_a_reference_and_can_ask(browse: Browse, school: Town) -> None:
    reference = school.report()
    school.clock.now = datetime(2027, 1, 19, 9, 0, tzinfo=LONDON)
    carol = browse(school.cast.carol)
    assert reference not in carol.get("/escalations/").text
    pass_time(school.office)
    today = carol.get("/")
    assert f"A deadline was missed in a case that you have no part in {reference}" in today.text
    page = carol.get("/escalations/")
    assert reference in page.text
    for secret in ("Quentin", "Reed", "Triage", "Acknowledge", "Rosa", "IM-1"):
        assert secret not in page.text + today.text
    for address in (f"/cases/{reference}", f"/escalations/{reference}", f"/cases/{reference}/do/triage"):
        assert carol.get(address).status == 404
    form = page.soup.select_one(f'form[action="/escalations/{reference}/ask"]')
    fields = {one["name"]: one["value"] for one in form.select("input")}
    asked = carol.post(f"/escalations/{reference}/ask", fields)
    assert asked.answer.location == "/escalations/"
    assert "Whoever manages the case was asked" in carol.get("/escalations/").text
    assert "Somebody asks about a missed deadline" in browse(school.cast.helen).get("/").text
    for someone in (school.cast.victor, school.cast.quentin, school.cast.it):
        visitor = browse(someone)
        token = {"csrf_token": visitor.get("/accessibility").soup.select_one("[name=csrf_token]")["value"]}
        assert visitor.post(f"/escalations/{reference}/ask", token).status == 404


def test_who_may_act_and_not_read_finds_what_is_due_and_the_step_and_no_name(browse: Browse, school: Town) -> None:
    reference = school.at("ico-assessing")
    dpo = {"data_officer": school.cast.dpo.id, "data_officer_why": "A breach."}
    school.do(school.cast.helen, reference, "bring-in-dpo", **dpo)
    dennis = browse(school.cast.dpo)
    school.clock.now = datetime(2027, 1, 17, 17, 0, tzinfo=LONDON)  # a Sunday: 72 hours run on
    pass_time(school.office)
    assert dennis.client.get("/").location == "/data-breaches/"
    page = dennis.get("/data-breaches/")
    assert "Report the data breach to the ICO, or decide not to" in page.text
    assert "18 January 2027 at 4:20pm" in page.text
    for secret in ("Quentin", "Reed", "Rosa"):
        assert secret not in page.text
    link = next(one["href"] for one in page.soup.select("main a") if reference in one["href"])
    assert "Quentin" not in dennis.get(link).text
    assert dennis.get(link).status == 200
    for someone in (school.cast.rosa, school.cast.carol, school.cast.it, school.cast.quentin):
        assert "Report the data breach" not in browse(someone).get("/").text
    with school.office.at_work() as desk:
        assert [one.reference for one in delays.owed(desk, school.cast.dpo)] == [reference]
        assert delays.owed(desk, school.cast.helen) == []  # who reads the case finds it among the cases


def test_reminders_stand_on_today_in_words(browse: Browse, school: Town) -> None:
    school.clock.now = datetime(2027, 1, 18, 9, 0, tzinfo=LONDON)
    reference = school.at("investigation")
    school.issue(reference)
    browse(school.cast.helen).get(f"/cases/{reference}")
    school.clock.now = datetime(2027, 2, 4, 9, 0, tzinfo=LONDON)
    pass_time(school.office)
    assert "This comes: Complete the investigation" in browse(school.cast.ian).get("/").text
