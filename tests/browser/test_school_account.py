"""The way to the school's provider and back in a real browser, which lets no form lead to a stranger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from browser.conftest import Quiet
from browser.test_door import show_code, sign_in
from casework.town import Town
from door.keys import give_passwords
from door.providing import provider_at_work
from door.test_school_account import settings
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

import config
from caseflow.app import create_app
from caseflow.casework import invitations, schools

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with provider_at_work() as address:
        yield address


@pytest.fixture
def page(chromium: Browser, town: Town, tmp_path: Path, issuer: str) -> Iterator[Page]:
    """A browser before the application in earnest, which has a provider; nothing may be refused by the page's rules."""
    town.clock.now = datetime.now(UTC) - timedelta(minutes=10)
    give_passwords(town)
    app = create_app(config.read(settings(issuer, tmp_path)), town.office)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    context = chromium.new_context(base_url=f"http://localhost:{server.server_port}")
    refused: list[str] = []
    opened = context.new_page()
    opened.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    yield opened
    context.close()
    server.shutdown()
    thread.join()
    assert not refused


def sign_in_there(page: Page, issuer: str, subject: str) -> None:
    page.wait_for_url(f"{issuer}/**")
    page.locator("input[name=sub]").first.fill(subject)
    page.locator("input[name=sub]").first.press("Enter")
    page.wait_for_url(lambda address: not address.startswith(issuer))


def test_an_account_is_linked_after_the_factor_was_shown_again(page: Page, town: Town, issuer: str) -> None:
    sign_in(page, town.cast.helen, "**/second-factor/")
    show_code(page, town)
    town.clock.forward(minutes=9)
    page.goto("/account/")
    page.get_by_role("link", name="Link").click()
    page.wait_for_url("**/second-factor/")
    show_code(page, town)
    sign_in_there(page, issuer, "sub-helen")
    page.wait_for_url("**/account/")
    assert page.get_by_text("Your school account is linked.").first.is_visible()


def test_whoever_was_invited_comes_in_by_the_school_account(page: Page, town: Town, issuer: str) -> None:
    town.clock.now = datetime.now(UTC)
    with town.office.at_work() as desk:
        newcomer = schools.add_person(desk, town.id, "Nadia New", "nadia@x.test", "Teacher", ["staff"])
        code = invitations.invite(desk, town.cast.helen, newcomer.id)
    page.goto("/invitation/")
    page.locator("#email").fill(newcomer.email)
    page.locator("#code").fill(code)
    page.locator("main form button").click()
    sign_in_there(page, issuer, "sub-nadia")
    page.get_by_text("Nadia New").first.wait_for()
