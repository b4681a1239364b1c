"""What a refused request leaves behind: one entry that says who, when and what kind of page, and nothing else."""

from __future__ import annotations

from collections.abc import Callable

from casework.town import Town
from sqlalchemy import create_engine, text
from web.pages import Visitor

from caseflow.casework import journal
from caseflow.casework.denied import DENIED
from caseflow.casework.desk import year_scope
from caseflow.casework.people import Someone

Browse = Callable[[Someone | None], Visitor]
NUMBER = "/cases/CF-00000-ABCDE"


def entries(town: Town) -> list[journal.Entry]:
    with town.office.at_work() as desk:
        scope = year_scope(town.id, desk.now)
        return journal.read(desk, scope, event=DENIED) if desk.keyring.keys([scope]) else []


def test_what_is_not_permitted_and_what_is_not_there_leave_the_same_entry(school: Town, browse: Browse):
    reference = school.report()
    rosa = browse(school.cast.rosa)
    for address in (f"/cases/{reference}", NUMBER):
        assert rosa.get(address).status == 404
        school.clock.forward(hours=1)
    one, other = (entry.said for entry in entries(school))
    assert one["actor"] == school.cast.rosa.id
    assert one["sentence"] == "Asked for what they may not see or what does not exist: GET /cases/<reference>"
    assert {**one, "case_seq": 0} == {**other, "case_seq": 0}
    assert reference not in str(one)


def test_whoever_asks_a_thousand_times_does_not_fill_the_log(school: Town, browse: Browse):
    rosa, it = browse(school.cast.rosa), browse(school.cast.it)
    for visitor in (rosa,) * 12 + (it,):
        visitor.get(NUMBER)
    rosa.get("/no/such/page")
    rosa.client.head(NUMBER)
    told = [(entry.said["actor"], entry.said["page"], entry.said["times"]) for entry in entries(school)]
    page, me = "GET /cases/<reference>", school.cast.rosa.id
    assert told[:3] == [(me, page, 1), (me, page, 5), (me, page, 10)]
    assert told[3:] == [(school.cast.it.id, page, 1), (me, "an address that there is not", 1)]
    assert entries(school)[1].sentence.endswith("5 times within the hour")


def test_the_data_protection_officer_reads_of_it_and_a_headteacher_does_not(school: Town, browse: Browse):
    browse(school.cast.rosa).get(NUMBER)
    browse(school.cast.dpo).get("/settings/")
    shown = {one.name: browse(one).get("/journal/").text for one in (school.cast.helen, school.cast.carol)}
    assert not any("GET /cases" in words or "Refused" in words for words in shown.values())
    words = browse(school.cast.dpo).get("/journal/").text
    assert "Refused request Asked for what they may not see or what does not exist: GET /cases/<reference>" in words
    assert "Rosa Lind" in words
    assert "GET /settings/" in words


def test_nothing_is_written_of_who_is_signed_out_or_of_a_page_that_is_open_to_all(school: Town, browse: Browse):
    assert browse(None).get(NUMBER).status == 302
    assert browse(None).get("/assets/nothing.css").status == 404
    assert browse(school.cast.rosa).get("/assets/nothing.css").status == 404
    assert entries(school) == []


def test_nobody_is_told_that_there_is_nothing_if_it_cannot_be_written_down(school: Town, browse: Browse):
    """No denial without its event, and no answer that tells what is there from what is not."""
    if not school.url.startswith("sqlite"):
        return
    reference, rosa = school.report(), browse(school.cast.rosa)
    meddler = create_engine(school.url)
    with meddler.begin() as connection:
        connection.execute(text("ALTER TABLE throttle RENAME TO gone"))
    assert {rosa.get(address).status for address in (f"/cases/{reference}", NUMBER)} == {503}
    meddler.dispose()
