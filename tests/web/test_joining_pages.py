"""The pages of cases that were made one: who is led where, by page, list, search and receipt."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from casework.test_joining import into, two
from casework.town import Town
from web.pages import Visitor
from web.test_case_pages import _bytes

from caseflow.casework.people import Someone

Browse = Callable[[Someone | None], Visitor]


@pytest.fixture
def joined(school: Town) -> tuple[str, str]:
    """Two reports that were made one: the number that goes on, and the other."""
    survivor, duplicate = two(school)
    school.do(school.cast.helen, duplicate, "merge", **into(school, survivor))
    school.step_to("triage", survivor)
    school.step_to("investigation", survivor)
    return survivor, duplicate


def test_the_form_offers_the_cases_about_the_same_person_and_merges(browse: Browse, school: Town) -> None:
    survivor, duplicate = two(school)
    school.report(subject="Ian Ogden")
    helen = browse(school.cast.helen)
    address = f"/cases/{duplicate}/do/merge"
    page = helen.get(address)
    offered = [one for one in page.soup.select("select[name=merged_into] option") if one["value"]]
    assert [one["value"] for one in offered] == [school.id_of(survivor)]
    assert offered[0].get_text().startswith(survivor)
    nothing = helen.send(address, same_matter="yes", merge_news="no", merge_reasons="The same post.")
    assert nothing.status == 422
    assert nothing.errors == ["Select an answer to “Into which case?”"]
    other = helen.send(address, merged_into="x", same_matter="yes", merge_news="no", merge_reasons="The same post.")
    assert other.errors == ["Select a case for “Into which case?” from the list"]
    assert "The same post." in str(other.soup.select_one("textarea[name=merge_reasons]"))
    done = helen.send(address, **into(school, survivor, same_matter="yes"))
    assert done.status == 303
    assert school.states(duplicate)["main"] == "merged"


def test_the_pages_of_both_lead_to_each_other(browse: Browse, school: Town, joined: tuple[str, str]) -> None:
    survivor, duplicate = joined
    helen = browse(school.cast.helen)
    old = helen.get(f"/cases/{duplicate}")
    assert "The matter goes on in" in old.text
    assert old.soup.select_one(f".govuk-inset-text a[href='/cases/{survivor}']")
    new = helen.get(f"/cases/{survivor}")
    assert new.soup.select_one(f".govuk-inset-text a[href='/cases/{duplicate}']")
    assert f"Which report was it? {duplicate}" in new.text


def test_whoever_may_read_only_the_case_that_goes_on_is_led_there(
    browse: Browse, school: Town, joined: tuple[str, str]
) -> None:
    survivor, duplicate = joined
    ian = browse(school.cast.ian)
    answer = ian.client.get(f"/cases/{duplicate}")
    assert (answer.status_code, answer.location) == (302, f"/cases/{survivor}")
    page = ian.get(f"/cases/{survivor}")
    assert duplicate not in page.text
    assert "a case that you cannot open" in page.text
    assert "I saw the same post." in page.text


def test_for_everybody_else_neither_number_is_there(browse: Browse, school: Town, joined: tuple[str, str]) -> None:
    for someone in (school.cast.quentin, school.cast.carol, school.cast.it, school.cast.dsl, school.cast.rosa):
        visitor = browse(someone)
        absent = visitor.client.get("/cases/CF-00000-00000")
        for reference in joined:
            hidden = visitor.client.get(f"/cases/{reference}")
            assert hidden.status_code == absent.status_code == 404, someone.name
            assert _bytes(hidden) == _bytes(absent), someone.name


def test_a_search_for_either_number_finds_the_case_that_goes_on(
    browse: Browse, school: Town, joined: tuple[str, str]
) -> None:
    survivor, duplicate = joined
    for someone in (school.cast.helen, school.cast.ian):
        for words in joined:
            page = browse(someone).look_for(words)
            assert page.soup.select_one(f"table a[href='/cases/{survivor}']"), (someone.name, words)
    listed = browse(school.cast.helen).get("/cases/")
    assert survivor in listed.text
    assert duplicate not in listed.text, "a merged report is not open"
    assert duplicate in browse(school.cast.helen).get("/cases/?view=closed").text
    assert duplicate not in browse(school.cast.helen).get("/").text


def test_the_second_reporter_reads_their_own_words_and_the_first_reporter_theirs(
    browse: Browse, school: Town, joined: tuple[str, str]
) -> None:
    survivor, duplicate = joined
    mine = browse(school.cast.dsl)
    listed = mine.get("/report/mine")
    assert duplicate in listed.text
    assert survivor not in listed.text
    assert "Being looked into" in listed.text
    for address in (f"/report/sent/{duplicate}", f"/report/sent/{duplicate}/answers"):
        page = mine.get(address)
        assert page.status == 200, address
        assert survivor not in page.text
        assert "merged" not in page.text.casefold()
    assert "I saw the same post." in mine.get(f"/report/sent/{duplicate}/answers").text
    first = browse(school.cast.rosa)
    assert "I saw the same post." not in first.get(f"/report/sent/{survivor}/answers").text
    assert duplicate not in first.get("/report/mine").text


def test_who_made_both_reports_finds_on_one_receipt_the_way_to_the_other(browse: Browse, school: Town) -> None:
    survivor, duplicate = school.report(), school.report()
    school.issue(duplicate)
    school.do(school.cast.helen, duplicate, "merge", **into(school, survivor))
    page = browse(school.cast.rosa).get(f"/report/sent/{duplicate}")
    assert "goes on under that number" in page.text
    assert survivor in page.text
