"""Questions that depend on others come and go in a real browser without a script."""

from __future__ import annotations

import pytest
from browser.hands import Person
from casework.town import Town
from playwright.sync_api import Browser, Error, Page

pytestmark = pytest.mark.browser


def shown(page: Page) -> list[str]:
    return [str(one.get_attribute("data-asked")) for one in page.locator("[data-asked]:visible").all()]


@pytest.mark.parametrize("width", [360, 1200])
def test_only_what_is_asked_is_shown(chromium: Browser, address: str, school: Town, width: int) -> None:
    reference = school.report(categories=["IM-1"])
    context = chromium.new_context(
        base_url=address, viewport={"width": width, "height": 900}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto("/sign-in")
    with page.expect_navigation():
        page.locator(f"button[value='{school.cast.helen.id}']").click()
    page.goto(f"/cases/{reference}/do/triage")
    assert shown(page) == []
    breach = page.locator("[name=breaches]")
    breach.and_(page.locator("[value='SC-1']")).check()
    assert shown(page) == ["exception_relative", "exception_relative_reasons"]
    page.locator("[name=exception_relative][value=yes]").check()
    assert shown(page)[2:] == ["exception_relative_ruling", "exception_relative_ruling_reasons"]
    breach.and_(page.locator("[value='SC-1']")).uncheck()
    assert shown(page) == [], "what hangs on a question that is no longer asked goes with it"
    breach.and_(page.locator("[value='WT-1']")).check()
    assert shown(page) == ["exception_break", "exception_break_reasons"]
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()
    assert "Select an answer to “Was the member of staff on a designated break?”" in page.content()
    context.close()


def test_the_policy_is_read_and_confirmed_on_a_telephone(chromium: Browser, address: str, school: Town) -> None:
    from policy.keeping import publish

    publish(school)
    rosa = Person(chromium, address, school.cast.rosa, width=360)
    rosa.follow(rosa.page.get_by_role("link", name="Read the Social Networking Policy"))
    assert rosa.page.evaluate("document.documentElement.scrollWidth") <= 360
    rosa.fill({"read": "yes"})
    rosa.press("Confirm")
    assert "You confirmed that you have read it" in rosa.page.locator("main").inner_text()
    rosa.leave()


@pytest.mark.parametrize("engine", ["sqlite"])
def test_no_script_can_make_a_page_of_text(chromium: Browser, address: str, school: Town) -> None:
    """Even our own: where the browser knows trusted types, text becomes neither markup nor a script."""
    rosa = Person(chromium, address, school.cast.rosa)
    for attempt in ("document.body.innerHTML = '<p>x'", "document.createElement('script').text = 'x'"):
        with pytest.raises(Error, match=r"TrustedHTML|TrustedScript"):
            rosa.page.evaluate(attempt)
    with pytest.raises(Error, match="Policy"):
        rosa.page.evaluate("trustedTypes.createPolicy('ours', {createHTML: one => one})")
    rosa.leave()
