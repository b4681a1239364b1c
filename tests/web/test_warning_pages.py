"""The register of warnings on its page, and the warning on the page of its case."""

from __future__ import annotations

from collections.abc import Callable

from casework.test_matters import warned
from casework.town import Town
from web.pages import Visitor

from caseflow.casework.people import Someone

Browse = Callable[[Someone | None], Visitor]


def test_the_headteacher_finds_live_and_spent_warnings(browse: Browse, school: Town) -> None:
    helen = browse(school.cast.helen)
    empty = helen.get("/warnings/")
    assert "No warning is live." in empty.text
    assert "No warning is spent." in empty.text
    assert helen.get("/cases/").soup.select_one("main a[href='/warnings/']")
    ordinary, kept = warned(school, "first-warning"), warned(school, "first-warning", ("SC-1",))
    live = helen.get("/warnings/")
    assert {ordinary, kept} == {one.get_text() for one in live.soup.select("#live + table .cf-reference")}
    assert "Live First written warning of" in helen.get(f"/cases/{ordinary}").text
    school.clock.forward(days=250)
    spent = helen.get("/warnings/")
    rows = [" ".join(row.get_text(" ").split()) for row in spent.soup.select("#spent + table tbody tr")]
    assert [("Stays: safeguarding" in row) for row in rows] == [kept in row for row in rows]
    assert [("Not told in new cases" in row) for row in rows] == [ordinary in row for row in rows]
    assert "It is told no more in new cases" in helen.get(f"/cases/{ordinary}").text
    assert "It is for safeguarding, and stays on file." in helen.get(f"/cases/{kept}").text


def test_for_nobody_else_is_there_a_register(browse: Browse, school: Town) -> None:
    warned(school)
    for someone in (school.cast.rosa, school.cast.ada, school.cast.clerk, school.cast.it, school.cast.governors[0]):
        assert browse(someone).get("/warnings/").status == 404, someone.name
        assert "/warnings/" not in browse(someone).get("/cases/").answer.get_data(as_text=True), someone.name
    chair = browse(school.cast.carol).get("/warnings/")
    assert chair.status == 200
    assert "Quentin" not in chair.text
