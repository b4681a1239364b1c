"""The report to the governing body tells bands and nothing else, to those who may make it, of a time that is over."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from datetime import date, timedelta

import outloud
import pikepdf
import pytest
from casework.answers import closing, no_harm
from casework.town import Town
from web.pages import Visitor

from caseflow.casework import board_report, journal, people
from caseflow.casework.board_report import BANDS, MORE, band
from caseflow.casework.desk import year_scope
from caseflow.casework.people import Someone
from caseflow.casework.refusals import BadAnswers, NotThere

Browse = Callable[[Someone | None], Visitor]
START, END = date(2027, 1, 1), date(2027, 1, 29)


def later(town: Town) -> None:
    """The term is over."""
    town.clock.forward(days=21)


def made(town: Town, who: Someone) -> board_report.BoardReport:
    with town.office.at_work() as desk:
        return board_report.make(desk, people.everyone(desk, who.school_id)[who.id], START, END)


def bands(report: board_report.BoardReport, title: str) -> dict[str, str]:
    (chart,) = [one for one in report.charts if one.title == title]
    return {bar.name: bar.band for bar in chart.bars}


def test_a_count_is_told_as_a_band_and_none_below_five_exactly():
    assert [band(n).band for n in (0, 1, 4, 5, 9, 10, 24, 25, 300)] == [
        "None", "1 to 4", "1 to 4", "5 to 9", "5 to 9", "10 to 14", "15 to 24", MORE, MORE,
    ]  # fmt: skip
    assert [band(most + 1).height for most, _ in BANDS] == [1, 2, 3, 4, 5]


def test_the_chair_is_told_how_many_and_of_what_kind(school: Town) -> None:
    for _ in range(5):
        school.report()
    school.at("lado-advised")
    later(school)
    report = made(school, school.cast.carol)
    assert bands(report, "Cases reported") == {"In this time": "5 to 9"}
    assert bands(report, "What they were about")["What was said of others online"] == "5 to 9"
    assert bands(report, "Others who were brought in")["The LADO"] == "1 to 4"
    assert report.timeliness == "Of the times that fell due, fewer than half were kept."


def test_what_an_appeal_overturned_is_not_told_as_found(school: Town) -> None:
    reference = school.at("appeal-set")
    school.issue(reference)
    later(school)
    assert bands(made(school, school.cast.carol), "What was found")["Substantiated"] == "1 to 4"
    said = {"no_interest": True, "appeal_outcome": "overturned", "appeal_reasons": "It was not he."}
    school.do(school.cast.governors[3], reference, "decide-appeal", **said)
    assert set(bands(made(school, school.cast.carol), "What was found").values()) == {"None"}


def test_what_there_was_to_learn_is_told_by_its_kind_once_the_case_is_closed(school: Town) -> None:
    cast, secret = school.cast, "Mr Reed must not be left alone with the tablet."
    reference = school.at("no-further-action")
    school.issue(reference)
    taught = closing(school, lesson_kinds=["training", "it-settings"], lessons=secret)
    school.do(cast.helen, reference, "propose-closing", **taught)
    later(school)
    title = "What there was to learn"
    assert set(bands(made(school, cast.carol), title).values()) == {"None"}, "nobody has agreed yet"
    school.step_to("closed", reference)
    report = made(school, cast.carol)
    told = bands(report, title)
    assert {name for name, many in told.items() if many == "1 to 4"} == {"Training", "IT and privacy settings"}
    assert told["Nothing to learn"] == "None"
    assert secret not in repr(report)


def test_what_came_before_or_after_is_not_counted(school: Town) -> None:
    school.report()
    with school.office.at_work() as desk:
        carol = people.everyone(desk, school.id)[school.cast.carol.id]
        school.clock.forward(days=60)
    with school.office.at_work() as desk:
        report = board_report.make(desk, carol, date(2027, 2, 1), date(2027, 2, 28))
    assert bands(report, "Cases reported") == {"In this time": "None"}


def test_a_case_about_whoever_makes_it_is_not_counted(school: Town) -> None:
    school.report(subject="Carol Whitfield")
    later(school)
    assert bands(made(school, school.cast.carol), "Cases reported") == {"In this time": "None"}
    assert bands(made(school, school.cast.victor), "Cases reported") == {"In this time": "1 to 4"}


@pytest.mark.parametrize("who", ["helen", "rosa", "it", "dsl", "dpo", "ada"])
def test_nobody_else_makes_it_the_headteacher_least_of_all(school: Town, browse: Browse, who: str) -> None:
    one = getattr(school.cast, who)
    with pytest.raises(NotThere):
        made(school, one)
    assert browse(one).get("/board-report/").status == 404


@pytest.mark.parametrize(
    ("start", "end", "field"),
    [
        (END, START, "end"),
        (START, START, "end"),
        (date(2027, 1, 1), date(2027, 1, 15), "end"),
        (date(2025, 1, 1), date(2027, 1, 10), "start"),
    ],
)
def test_a_time_that_will_not_do_is_refused_in_words(school: Town, start: date, end: date, field: str) -> None:
    with school.office.at_work() as desk, pytest.raises(BadAnswers) as refused:
        board_report.make(desk, people.everyone(desk, school.id)[school.cast.carol.id], start, end)
    assert set(refused.value.errors) == {field}


def test_making_it_is_written_down(school: Town) -> None:
    later(school)
    made(school, school.cast.clerk)
    with school.office.at_work() as desk:
        events = [one.event for one in journal.read(desk, year_scope(school.id, desk.now))]
    assert "board_report_made" in events


def test_the_page_draws_each_table_and_names_nobody(school: Town, browse: Browse) -> None:
    reference = school.report()
    school.do(school.cast.helen, reference, "triage", **no_harm(serious=["gross"]))
    later(school)
    form = {
        "start-day": "1",
        "start-month": "1",
        "start-year": "2027",
        "end-day": "29",
        "end-month": "1",
        "end-year": "2027",
    }
    page = browse(school.cast.carol).send("/board-report/", **form)
    assert page.status == 200
    assert len(page.soup.select("main table caption")) == 7
    lines = page.soup.select("main tbody tr")
    assert len(lines) > 6
    assert all(len(line.select("svg[aria-hidden=true] rect")) == 1 and line.td.get_text() for line in lines)
    for hidden in ("Quentin", "Reed", "geography", "Rosa", reference):
        assert hidden not in page.soup.select_one("main").get_text(" ")


def test_a_day_that_is_not_over_is_said_beside_its_field(school: Town, browse: Browse) -> None:
    today = school.clock().date()
    tomorrow = today + timedelta(days=1)
    form = {
        "start-day": "1",
        "start-month": "1",
        "start-year": "2027",
        "end-day": str(tomorrow.day),
        "end-month": str(tomorrow.month),
        "end-year": str(tomorrow.year),
    }
    page = browse(school.cast.carol).send("/board-report/", **form)
    assert page.status == 422
    assert "There is a problem" in page.text


@pytest.mark.slow
def test_the_pdf_passes_the_checker_and_its_name_and_properties_say_nothing(
    school: Town, browse: Browse, tmp_path
) -> None:
    school.report()
    later(school)
    form = {
        "start-day": "1",
        "start-month": "1",
        "start-year": "2027",
        "end-day": "29",
        "end-month": "1",
        "end-year": "2027",
        "as": "pdf",
    }
    carol = browse(school.cast.carol)
    answer = carol.client.post("/board-report/", data={**carol.get("/board-report/").form(), **form})
    made_of = answer.get_data()
    assert answer.headers["Content-Disposition"] == 'attachment; filename="report.pdf"'
    (tmp_path / "report.pdf").write_bytes(made_of)
    checked = outloud.check(str(tmp_path / "report.pdf"))
    assert (checked.error, {one["rule"] for one in checked.to_dict()["findings"]} - {"PAG-001"}) == (None, set())
    with pikepdf.open(io.BytesIO(made_of)) as opened:
        assert str(opened.docinfo["/Title"]) == "Termly report"
    words = subprocess.run(["pdftotext", "-", "-"], input=made_of, capture_output=True, check=True).stdout.decode()
    assert "1 to 4" in words
    assert "Reed" not in words
