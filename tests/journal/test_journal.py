"""The journal's pages: the verdict on the log, and that an entry one may not see leaves no trace."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from casework.test_emergency import answer, ask
from casework.town import Town
from sqlalchemy import create_engine, text
from web.pages import Page, Visitor

from caseflow.casework import cases, checkpoints, journal, letters, logbook, schools
from caseflow.casework.desk import year_scope
from caseflow.casework.people import Someone
from caseflow.records import fences, new_reference

pytestmark = pytest.mark.slow

Browse = Callable[[Someone | None], Visitor]


def rows(page: Page) -> list[list[str]]:
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in page.soup.select("tbody tr")
    ]


def test_who_opens_the_journal(browse: Browse, school: Town) -> None:
    readers = {school.cast.helen, school.cast.carol, school.cast.dpo}
    for someone in school.cast.everyone():
        assert browse(someone).get("/journal/").status == (200 if someone in readers else 404), someone.name


def test_the_log_is_whole_and_has_a_fingerprint(browse: Browse, school: Town) -> None:
    helen = browse(school.cast.helen)
    page = helen.get("/journal/")
    assert "The log is whole, from its first entry to its last." in page.text
    assert "None was made yet" in page.text
    with school.office.at_work() as desk:
        checkpoints.make(desk, school.id)
    page = helen.get("/journal/")
    assert re.fullmatch(r"[0-9a-f]{64}", page.soup.select(".cf-fingerprint")[-1].get_text())


def test_the_fingerprint_is_that_of_the_newest_checkpoint(browse: Browse, school: Town) -> None:
    with school.office.at_work() as desk:
        made = checkpoints.make(desk, school.id)
    carol = browse(school.cast.carol)
    page = carol.get("/journal/")
    assert made.code in page.text
    shown = page.soup.select_one("main dl").get_text()
    school.at("triage")
    assert carol.get("/journal/").soup.select_one("main dl").get_text() == shown


def test_a_changed_entry_is_told(browse: Browse, school: Town) -> None:
    school.report()
    meddler = create_engine(school.url)
    with meddler.begin() as connection:
        fences.take_down(connection)
        connection.execute(
            text("UPDATE audit_leaf SET leaf = :leaf WHERE seq = 3 AND school_id = :school"),
            {"leaf": b"changed", "school": school.id},
        )
        fences.put_up(connection)
    meddler.dispose()
    page = browse(school.cast.helen).get("/journal/")
    assert "The log is not whole" in page.text
    assert "Entry 3 has been altered" in page.text
    assert "This entry cannot be read: somebody changed it by hand" in page.text
    assert "The log is whole" not in page.text


def test_a_managers_cases_are_listed_with_their_own_numbers(browse: Browse, school: Town) -> None:
    reference = school.at("triage")
    found = [row for row in rows(browse(school.cast.helen).get("/journal/")) if reference in row[0]]
    assert [(row[0], row[2], row[3], row[4]) for row in found] == [
        (f"{reference} , 2", "Step", "Helen Marsh triaged the report", "Helen Marsh"),
        (f"{reference} , 1", "Step", "Rosa Lind reported a concern", "Rosa Lind"),
    ]


def test_a_case_about_the_head_leaves_no_trace_in_the_heads_journal(browse: Browse, school: Town) -> None:
    with school.office.at_work() as desk:
        checkpoints.make(desk, school.id)
    helen = browse(school.cast.helen)
    before = helen.get("/journal/")
    reference = school.report(about="headteacher", subject="Helen Marsh")
    carol = browse(school.cast.carol)
    for address in ("/", "/cases/", f"/cases/{reference}", f"/journal/{reference}", "/journal/"):
        carol.get(address)
    after = helen.get("/journal/")
    own_reading = [row for row in rows(after) if "Helen Marsh read the journal" in row[3]]
    assert len(own_reading) == 1
    assert [row for row in rows(after) if row not in own_reading] == rows(before)
    assert reference not in after.answer.get_data(as_text=True)
    for selector in ("main p", "main dl"):
        assert [one.get_text() for one in after.soup.select(selector)] == [
            one.get_text() for one in before.soup.select(selector)
        ]
    assert reference in carol.get("/journal/").text


def shown(page: Page) -> list[str]:
    """All that a journal's page says, the viewer's own readings of it left out."""
    said = [" ".join(row) for row in rows(page) if "read the journal" not in row[3]]
    return said + [one.get_text() for one in page.soup.select("main p, main dl")]


def write_letter(school: Town, who: Someone, reference: str, *, issued: bool = True) -> None:
    """Fill in, approve and issue the first letter of a case."""
    for step in ("fill", "approve", "issue")[: 3 if issued else 2]:
        with school.office.at_work() as desk:
            file = cases.find(desk, who, reference)
            row = letters.numbered(file, 1)
            if step == "fill":
                letters.fill(file, row, {"contact_for_questions": "The office"}, {}, who)
            else:
                getattr(letters, step)(file, row, who)


def test_a_letter_in_a_case_about_the_head_leaves_no_trace_in_the_heads_journal(browse: Browse, school: Town) -> None:
    """Approving and issuing a letter signs a checkpoint, and a new checkpoint would say that somebody wrote one."""
    mine = school.report()
    write_letter(school, school.cast.helen, mine)
    helen = browse(school.cast.helen)
    before = helen.get("/journal/")
    hidden = school.report(about="headteacher", subject="Helen Marsh")
    write_letter(school, school.cast.carol, hidden)
    assert shown(helen.get("/journal/")) == shown(before)
    assert "checkpoint was signed" not in " ".join(shown(browse(school.cast.dpo).get("/journal/")))
    school.clock.forward(days=1)
    write_letter(school, school.cast.helen, school.report())
    after = shown(helen.get("/journal/"))
    assert after != shown(before)
    assert len([line for line in after if "checkpoint was signed" in line]) == 4


def test_no_line_tells_how_long_the_log_is(browse: Browse, school: Town) -> None:
    """Two lengths with fewer entries in sight between them would say that there is a case one may not see."""
    school.report(about="headteacher", subject="Helen Marsh")
    write_letter(school, school.cast.helen, school.report())
    with school.office.at_work() as desk:
        size = checkpoints.make(desk, school.id).size
    said = " ".join(shown(browse(school.cast.helen).get("/journal/")))
    assert not re.search(rf"\b({size}|{size - 1}|{size + 1})\b", said)
    assert "entries" not in said.casefold().replace("you see the entries of", "").replace("its entries", "")


def test_no_number_of_the_log_stands_with_an_entry(browse: Browse, school: Town) -> None:
    for _ in range(20):
        school.report()
    page = browse(school.cast.helen).get("/journal/")
    link = (
        next(one["href"] for one in page.soup.select("main a") if one.get_text() == "Earlier entries")
        if len(rows(page)) == logbook.SIZE
        else ""
    )
    assert not re.search(r"[?&](before|seq|after)=\d{1,9}(&|$)", link)
    assert all(row[0] == "School" or re.fullmatch(r"CF-\w{5}-\w{5} , \d", row[0]) for row in rows(page))


def test_pages_are_turned_without_losing_or_repeating_an_entry(browse: Browse, school: Town) -> None:
    references = [school.report() for _ in range(logbook.SIZE + 20)]
    helen = browse(school.cast.helen)
    found, page = [], helen.get("/journal/")
    while True:
        found += [row[0] for row in rows(page) if row[0] != "School"]
        link = next((one["href"] for one in page.soup.select("main a") if one.get_text() == "Earlier entries"), "")
        if not link:
            break
        page = helen.get(link)
    assert sorted(found) == sorted(f"{reference} , 1" for reference in references)


def test_the_dpo_sees_the_school_and_no_case(browse: Browse, school: Town) -> None:
    reference = school.at("triage")
    page = browse(school.cast.dpo).get("/journal/")
    assert {row[0] for row in rows(page)} == {"School"}
    assert reference not in page.answer.get_data(as_text=True)
    assert browse(school.cast.dpo).get(f"/journal/{reference}").status == 404


def test_of_a_case_that_the_chair_only_reads_nothing_stands_in_the_schools_journal(
    browse: Browse, school: Town
) -> None:
    reference = school.report()
    ask(school, school.cast.carol, reference)
    answer(school, school.cast.dpo)
    assert school.sees(school.cast.carol, reference)
    page = browse(school.cast.carol).get("/journal/")
    assert {row[0] for row in rows(page)} == {"School"}
    assert reference not in page.answer.get_data(as_text=True)


def test_what_others_list_or_read_of_the_journal_is_not_shown(browse: Browse, school: Town) -> None:
    school.report(to_governors="yes")
    carol = browse(school.cast.carol)
    carol.get("/cases/")
    carol.get("/journal/")
    page = browse(school.cast.helen).get("/journal/")
    assert "A list of cases was read" not in page.text
    assert not [row for row in rows(page) if row[4] == "Carol Whitfield"]


def test_the_filter_shows_one_case_and_answers_alike_for_hidden_and_none(browse: Browse, school: Town) -> None:
    mine, other = school.report(), school.report()
    hidden = school.report(about="headteacher", subject="Helen Marsh")
    helen = browse(school.cast.helen)
    page = helen.get(f"/journal/?case={mine.lower()}")
    assert [row[0] for row in rows(page)] == [f"{mine} , 1"]
    assert other not in page.text
    nothing = helen.get(f"/journal/?case={new_reference()}")
    assert "No entries to show." in nothing.text
    assert len(helen.get(f"/journal/?case={hidden}").text) == len(nothing.text)


@pytest.mark.parametrize("after", ["x", "00", "ff" * 32, "-1", "' OR 1=1"])
def test_a_page_that_is_none_is_the_first(browse: Browse, school: Town, after: str) -> None:
    school.report()
    assert rows(browse(school.cast.helen).get(f"/journal/?after={after}"))


def test_a_cases_own_journal_has_every_reading_and_this_one(browse: Browse, school: Town) -> None:
    reference = school.at("investigation")
    browse(school.cast.ian).get(f"/cases/{reference}")
    page = browse(school.cast.helen).get(f"/journal/{reference}")
    assert [(row[0], row[2], row[4]) for row in rows(page)] == [
        ("5", "Reading", "Helen Marsh"),
        ("4", "Reading", "Ian Ogden"),
        ("3", "Step", "Helen Marsh"),
        ("2", "Step", "Helen Marsh"),
        ("1", "Step", "Rosa Lind"),
    ]
    assert rows(page)[0][3] == "Helen Marsh read the journal"


def test_only_the_manager_opens_a_cases_journal(browse: Browse, school: Town) -> None:
    reference = school.at("investigation")
    for someone in school.cast.everyone():
        answer = browse(someone).get(f"/journal/{reference}")
        assert answer.status == (200 if someone == school.cast.helen else 404), someone.name


def test_a_cases_journal_comes_in_pages(browse: Browse, school: Town) -> None:
    reference = school.report()
    helen = browse(school.cast.helen)
    for _ in range(logbook.SIZE):
        helen.get(f"/cases/{reference}")
    page = helen.get(f"/journal/{reference}")
    assert [row[0] for row in rows(page)] == [str(number) for number in range(52, 2, -1)]
    link = next(one["href"] for one in page.soup.select("main a") if one.get_text() == "Earlier entries")
    assert [row[0] for row in rows(helen.get(link))] == ["2", "1"]
    for nonsense in ("x", "0", "-1", "9" * 40):
        assert helen.get(f"/journal/{reference}?before={nonsense}").status == 200


def test_the_reading_of_the_journal_is_journalled(browse: Browse, school: Town) -> None:
    browse(school.cast.dpo).get("/journal/")
    with school.office.at_work() as desk:
        entries = journal.read(desk, year_scope(school.id, desk.now), event="journal_read")
    assert [one.said["actor"] for one in entries] == [school.cast.dpo.id]


def test_another_schools_entries_are_not_there(browse: Browse, school: Town) -> None:
    reference = school.report()
    with school.office.at_work() as desk:
        other = schools.found_school(desk, "Other School")
        head = schools.add_person(desk, other.id, "Olga Head", "o@x.test", "Head", ["headteacher"])
    olga = browse(head)
    page = olga.get("/journal/")
    assert [row[3] for row in rows(page)] == ["Somebody was put on the staff list: Olga Head", "The school was set up"]
    assert "The log is whole" in page.text
    assert olga.get(f"/journal/{reference}").status == 404
