"""The first page: what it says to whom, in which order, and what it costs."""

from __future__ import annotations

from collections.abc import Callable

from casework.town import Town
from web.pages import Page, Visitor, counted

from caseflow.casework.people import Someone

Browse = Callable[[Someone | None], Visitor]
TODAY_QUERIES = 20


def table(page: Page, heading: str) -> list[str]:
    """The lines of the table under a heading, or none where the page has a sentence instead."""
    under = page.soup.select_one(f"h2#{heading} + table")
    return [" ".join(row.get_text(" ").split()) for row in under.select("tbody tr")] if under else []


def counts(page: Page) -> dict[str, int]:
    """The counts on top of the page, by what they count."""
    found = [one.get_text(" ", strip=True).partition(" ") for one in page.soup.select(".cf-numbers__item")]
    return {words: int(number) for number, _, words in found}


def test_a_report_is_new_and_a_clock_is_said_once_and_the_oldest_first(browse: Browse, school: Town) -> None:
    first = school.report()
    school.clock.forward(days=4)
    second = school.report()
    school.clock.forward(days=8)
    page = browse(school.cast.helen).get("/")
    assert [line.split()[2] for line in table(page, "news")] == [second, first]
    late = table(page, "late")
    assert [line.split()[2] for line in late] == [first, second]
    assert late[0].count("Acknowledge the report") + late[0].count("Triage the report") == 1
    assert late[0].count("overdue by") == 1
    assert counts(page) == {
        "new since you looked": 2,
        "overdue": 2,
        "due in the next 5 working days": 0,
        "open cases": 2,
    }


def test_where_nothing_waits_one_calm_sentence_says_so(browse: Browse, school: Town) -> None:
    page = browse(school.cast.ada).get("/")
    assert "Nothing needs you now." in page.text
    assert set(counts(page).values()) == {0}
    assert not page.soup.select("main a, main h2")


def test_many_that_are_late_do_not_bury_the_rest(browse: Browse, school: Town) -> None:
    for _ in range(11):
        school.report()
    school.clock.forward(days=30)
    page = browse(school.cast.helen).get("/")
    assert counts(page)["overdue"] == 11
    assert len(table(page, "late")) == 10
    rest = page.soup.select_one('main a[href="/cases/?view=late"]')["href"]
    assert len(browse(school.cast.helen).get(rest).soup.select("tbody tr")) == 11


def test_looking_at_a_case_takes_it_from_what_is_new(browse: Browse, school: Town) -> None:
    reference = school.report()
    helen = browse(school.cast.helen)
    assert len(table(helen.get("/"), "news")) == 1
    helen.get(f"/cases/{reference}")
    assert table(helen.get("/"), "news") == []
    assert len(table(helen.get("/"), "soon")) == 1


def test_nobody_is_reminded_of_what_they_cannot_do(browse: Browse, school: Town) -> None:
    """The investigator answers for the investigation, and not for letters and referrals that others owe."""
    reference = school.at("investigation")
    school.clock.forward(days=90)
    ian = table(browse(school.cast.ian).get("/"), "late")
    assert len(ian) == 1
    assert "Complete the investigation" in ian[0]
    assert reference in ian[0]
    helen = table(browse(school.cast.helen).get("/"), "late")
    assert len(helen) == 1
    assert "Complete the investigation" not in helen[0]


def test_who_is_asked_to_agree_is_reminded_until_they_answer(browse: Browse, school: Town) -> None:
    reference = school.at("closing-proposed")
    ada = browse(school.cast.ada)
    for _ in range(2):
        page = ada.get("/")
        asked = page.soup.select_one("h2#asked + ul a")
        assert asked["href"] == f"/cases/{reference}"
        assert "A second reader is needed: Quentin Reed" in asked.get_text()
        ada.get(f"/cases/{reference}")
    school.do(school.cast.ada, reference, "send-back-closing", closing_objection="The record is not whole.")
    assert not ada.get("/").soup.select("h2#asked")


def test_an_escalation_waits_on_the_first_page_without_a_name(browse: Browse, school: Town) -> None:
    school.report(subject="Helen Marsh")
    reference = school.at("escalation-due")
    school.do(
        school.cast.helen, reference, "escalate", escalate_to=school.cast.carol.id, escalation_actions="Nothing yet."
    )
    carol = browse(school.cast.carol)
    page = carol.get("/")
    assert "Quentin" not in page.text
    asked = page.soup.select_one(f'h2#asked + ul a[href="/escalations/{reference}"]')
    assert asked.get_text(strip=True) == "A serious breach to note"
    school.do(school.cast.carol, reference, "note-escalation", escalation_interest="no", escalation_answer="noted")
    assert not carol.get("/").soup.select("h2#asked")


def test_the_first_page_costs_the_same_for_one_case_and_for_many(browse: Browse, school: Town) -> None:
    helen = browse(school.cast.helen)
    school.report()
    costs = []
    for more in (0, 12):
        for _ in range(more):
            school.report()
        helen.get("/")
        with counted(school) as sent:
            page = helen.get("/")
        assert counts(page)["new since you looked"] == 1 + more
        writing = ("FROM audit_head", "max(audit_payload", "FROM audit_node")  # the entry that names were shown
        costs.append(
            sum(one.lstrip().startswith("SELECT") and not any(part in one for part in writing) for one in sent)
        )
    assert costs[0] <= TODAY_QUERIES, costs
    assert costs[0] == costs[1]
