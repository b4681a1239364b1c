"""A post is given and agreed to, on a telephone and on a wide screen."""

from __future__ import annotations

import pytest
from browser.hands import Person
from casework.town import Town
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [360, 1200])
def test_a_post_is_given_and_a_second_person_agrees(chromium: Browser, address: str, school: Town, width: int) -> None:
    helen = Person(chromium, address, school.cast.helen, width=width)
    helen.page.goto(f"/staff/{school.cast.rosa.id}")
    helen.fill({"roles": ["dsl", "dpo"]})
    helen.press("Record this")
    assert "A post waits" in helen.page.locator("main").inner_text()
    _fits(helen, width, "list")
    for place, page in (("change", f"/staff/{school.cast.rosa.id}"), ("add", "/staff/add"), ("gave", "/posts-given/")):
        helen.page.goto(page)
        _fits(helen, width, place)
    helen.leave()
    clerk = Person(chromium, address, school.cast.clerk, width=width)
    _fits(clerk, width, "inbox")
    clerk.follow(clerk.page.get_by_role("link", name="2 posts that were given wait for you to agree"))
    _fits(clerk, width, "agree")
    clerk.press("Agree that Rosa Lind is designated safeguarding lead")
    assert "Rosa Lind is designated safeguarding lead now" in clerk.page.locator("main").inner_text()
    clerk.leave()


def _fits(who: Person, width: int, place: str) -> None:
    assert who.page.evaluate("document.documentElement.scrollWidth") <= width, place
