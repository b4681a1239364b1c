"""A passkey in a real browser, a computer that two people share, and the warning before somebody is signed out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from browser.conftest import Quiet
from casework.town import Town
from door.keys import PASSWORD, as_it_lies, code, give_passwords
from playwright.sync_api import Browser, Page
from sqlalchemy import delete
from werkzeug.serving import make_server

import config
from caseflow.app import create_app
from caseflow.casework.people import Someone
from caseflow.records import Factor

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def served(town: Town, tmp_path: Path) -> Iterator[str]:
    """The application in earnest, under a name: a passkey belongs to a name and never to a number."""
    give_passwords(town)
    app = create_app(config.read({"CASEFLOW_HOME": str(tmp_path)}), town.office)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def page(chromium: Browser, served: str) -> Iterator[Page]:
    """A browser of somebody's own, in which no script may go wrong."""
    context = chromium.new_context(base_url=served)
    trouble: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda error: trouble.append(str(error)))
    yield opened
    context.close()
    assert not trouble


def sign_in(page: Page, someone: Someone, leads_to: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(someone.email)
    page.locator("#password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(leads_to)


def show_code(page: Page, town: Town) -> None:
    town.clock.forward(seconds=30)
    page.get_by_label("Code from your app").fill(code(town))
    with page.expect_navigation():
        page.get_by_role("button", name="Continue").click()


def authenticator(page: Page, *, verified: bool = True) -> None:
    """A device that keeps passkeys and knows its owner's finger."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": verified,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_a_passkey_is_made_at_the_first_sign_in_shown_at_the_next_and_signs_in_alone(page: Page, town: Town) -> None:
    with town.office.at_work() as desk:
        desk.session.execute(delete(Factor))
        as_it_lies(desk)
    helen = town.cast.helen
    authenticator(page)
    sign_in(page, helen, "**/second-factor/new")
    page.get_by_role("button", name="Add a passkey").click()
    page.get_by_label("Name").fill("My laptop")
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/")
    assert page.get_by_text("From now on you are asked for it when you sign in").is_visible()

    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    sign_in(page, helen, "**/second-factor/")
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_url(lambda address: "second-factor" not in address)
    page.goto("/account/")
    assert page.get_by_text("Passkey, added").is_visible()

    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    page.get_by_role("link", name="Sign in with a passkey").click()
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_url(lambda address: "sign-in" not in address)
    assert page.get_by_text("Helen Marsh, Headteacher").is_visible()


def test_a_passkey_that_was_not_given_is_said_and_can_be_tried_again(page: Page, town: Town) -> None:
    authenticator(page, verified=False)
    page.goto("/sign-in/passkey")
    assert not page.get_by_text("The browser did not give a passkey.").is_visible()
    page.get_by_role("button", name="Use your passkey").click()
    page.get_by_text("The browser did not give a passkey.").wait_for()
    assert page.get_by_role("button", name="Use your passkey").is_enabled()


def test_on_a_shared_computer_the_next_person_sees_nothing_of_the_last(page: Page, town: Town) -> None:
    reference = town.report()
    sign_in(page, town.cast.helen, "**/second-factor/")
    show_code(page, town)
    page.goto(f"/cases/{reference}")
    assert "Quentin Reed" in page.content()
    page.goto("/cases/")
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    for _ in range(4):
        page.go_back()
        page.wait_for_load_state()
        assert "Quentin Reed" not in page.content()
        assert "Helen Marsh" not in page.content()
        assert reference not in page.inner_text("body")
    page.goto(f"/cases/{reference}")
    assert page.url.endswith("/sign-in")
    assert page.context.cookies() == [] or "Helen" not in str(page.context.cookies())

    sign_in(page, town.cast.rosa, lambda address: "sign-in" not in address)
    assert "Helen Marsh" not in page.content()
    for _ in range(6):
        page.go_back()
        page.wait_for_load_state()
        assert "Quentin Reed" not in page.content()
    page.goto(f"/cases/{reference}")
    assert "Quentin Reed" not in page.content()


def test_a_warning_comes_two_minutes_before_and_its_button_keeps_one_signed_in(page: Page, town: Town) -> None:
    page.clock.install()
    sign_in(page, town.cast.rosa, lambda address: "sign-in" not in address)
    page.goto("/account/")
    stay = page.get_by_role("button", name="Stay signed in")
    page.clock.fast_forward(27 * 60 * 1000)
    assert not stay.is_visible()
    page.clock.fast_forward(61 * 1000)
    stay.wait_for()
    town.clock.forward(minutes=28, seconds=1)
    with page.expect_response("**/account/stay") as answer:
        stay.click()
    assert answer.value.status == 204
    stay.wait_for(state="hidden")
    town.clock.forward(minutes=28)
    page.goto("/account/")
    assert page.get_by_role("heading", name="Where you are signed in").is_visible()


def test_whoever_sends_too_late_is_given_back_what_they_typed(page: Page, town: Town) -> None:
    reference = town.report()
    sign_in(page, town.cast.helen, "**/second-factor/")
    show_code(page, town)
    page.goto(f"/cases/{reference}/do/add-note")
    page.locator("#note").fill("She rang about the Zanzibar post.")
    town.clock.forward(minutes=16)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/sign-in")
    sign_in(page, town.cast.helen, "**/second-factor/")
    show_code(page, town)
    assert page.locator("#note").input_value() == "She rang about the Zanzibar post."
    assert page.get_by_text("You were signed out before this was sent.").is_visible()
