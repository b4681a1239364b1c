"""What is looked for in a list is sent and not typed into an address: no history, log or link holds a name."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from casework.town import Town
from web.pages import Visitor

from caseflow.casework import searching
from caseflow.casework.people import Someone

Browse = Callable[[Someone], Visitor]


@pytest.mark.parametrize("page", ["/cases/", "/staff/"])
def test_a_name_that_is_looked_for_stands_in_no_address_and_the_page_finds_it(
    browse: Browse, school: Town, page: str
) -> None:
    school.report()
    helen = browse(school.cast.helen)
    form = helen.get(page).soup.select_one("form[role=search]")
    assert form["method"] == "post"
    address = helen.address_of("Quentin Reed", page)
    assert not re.search("(?i)quentin|reed", address)
    found = helen.get(address)  # as a reload, or Back, opens it again
    assert "Quentin Reed" in found.text
    assert found.soup.select_one("#words")["value"] == "Quentin Reed"
    links = [str(one["href"]) for one in found.soup.select("a[href]")]
    assert not [one for one in links if re.search("(?i)quentin|reed", one)]
    assert len(helen.address_of("Al", page)) == len(helen.address_of("Alexandra Featherstone", page))


def test_filters_stay_beside_what_is_looked_for_and_can_be_taken_away_one_by_one(browse: Browse, school: Town) -> None:
    reference = school.report()
    helen = browse(school.cast.helen)
    page = helen.look_for("reed", view="all", stage="received")
    assert reference in page.text
    without = [str(one["href"]) for one in page.soup.select(".cf-chosen__item")]
    assert [("search=" in one, "stage=" in one, "view=all" in one) for one in without] == [
        (False, True, True),
        (True, False, True),
        (True, True, False),
    ]
    assert all(helen.get(one).status == 200 for one in without)
    assert helen.address_of("", stage="received") == "/cases/?view=open&stage=received"


def test_what_another_person_looked_for_opens_for_nobody_else_nor_once_it_was_changed(
    browse: Browse, school: Town
) -> None:
    with school.office.at_work() as desk:
        found = searching.sealed(desk, school.cast.helen, "Quentin Reed")
        assert searching.opened(desk, school.cast.helen, found) == "Quentin Reed"
        assert searching.opened(desk, school.cast.carol, found) == ""
        for spoilt in (found[:-4], found[::-1], "é", "A", "", "=" * 9):
            assert searching.opened(desk, school.cast.helen, spoilt) == ""
    assert "Quentin Reed" not in browse(school.cast.carol).get(f"/cases/?search={found}").text


def test_words_typed_into_an_address_are_not_looked_for(browse: Browse, school: Town) -> None:
    school.report()
    assert "Filters in use" not in str(browse(school.cast.helen).get("/cases/?words=Nobody").soup)
