"""What a person does at a screen: sign in, fill a form, press a button, take a letter to the post."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page

from caseflow.casework.people import Someone


class Person:
    """Somebody at a screen of their own."""

    def __init__(self, browser: Browser, address: str, someone: Someone, *, width: int = 1200) -> None:
        self.context = browser.new_context(base_url=address, viewport={"width": width, "height": 900})
        self.page: Page = self.context.new_page()
        self.trouble: list[str] = []
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("response", lambda answer: self._mind(answer.status, answer.url))
        self.page.goto("/sign-in")
        self.follow(self.page.locator(f"button[value='{someone.id}']"))

    def _mind(self, status: int, url: str) -> None:
        if status >= 500:
            self.trouble.append(f"{status} {url}")

    def leave(self) -> None:
        """Close the screen; nothing may have gone wrong on it."""
        self.context.close()
        assert not self.trouble, self.trouble

    def fill(self, answers: dict[str, Any]) -> None:
        """Answer the questions of the form on the page."""
        for key, value in answers.items():
            self._answer(key, value)

    def _answer(self, key: str, value: Any) -> None:
        page = self.page
        if isinstance(value, tuple):
            for part, typed in zip(("day", "month", "year", "time"), value, strict=False):
                page.locator(f"#{key}-{part}").fill(str(typed))
            return
        if page.locator(f"select[name='{key}']").count():
            page.locator(f"select[name='{key}']").select_option(label=str(value))
            return
        for one in value if isinstance(value, list) else [value]:
            box = page.locator(f"[name='{key}'][value='{one}']")
            if box.count():
                box.check()
            else:
                page.locator(f"[name='{key}']").fill(str(one))

    def press(self, button: str) -> None:
        """Press a button, and wait for the page it leads to. An error on that page is the test's failure."""
        self.send(self.page.get_by_role("button", name=button, exact=True))

    def send(self, button: Locator) -> None:
        """Send a form by its button; what it leads to must be a page without an error."""
        self.follow(button)
        summary = self.page.locator(".govuk-error-summary")
        assert not summary.count(), summary.inner_text()

    def follow(self, leads_on: Locator) -> None:
        """Click on what leads to another page, and wait for that page: a click alone does not wait for the answer."""
        with self.page.expect_navigation():
            leads_on.click()

    def do(self, reference: str, key: str, label: str, answers: dict[str, Any]) -> None:
        """Carry out a transition from the page of the case."""
        self.page.goto(f"/cases/{reference}")
        self.follow(self.page.locator(f"main a[href$='/do/{key}']").first)
        self.fill(answers)
        self.press(label)

    def post_letter(self, reference: str, title: str, folder: Path, **fields: Any) -> str:
        """Fill in the newest letter of a title, approve, issue and deliver it. Returns the words of its PDF."""
        page = self.page
        page.goto(f"/cases/{reference}")
        self.follow(page.locator("#letters ~ table a", has_text=title).last)
        here = page.url
        self.follow(page.get_by_role("link", name="Fill it in"))
        self.fill(fields)
        self._fill_what_is_blank()
        self.press("Save")
        for step in ("approve", "issue"):
            page.goto(f"{here}/{step}")
            self.send(page.locator("main form button[type=submit]"))
        page.goto(here)
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Download the letter (PDF)").click()
        kept = folder / f"{title.replace(' ', '-').replace(':', '')}.pdf"
        waiting.value.save_as(kept)
        assert waiting.value.suggested_filename.startswith("letter-")
        return words_of(kept)

    def _fill_what_is_blank(self) -> None:
        for control in self.page.locator("main form input[type=text], main form textarea").all():
            if not control.input_value():
                name = control.get_attribute("name") or ""
                control.fill({"day": "4", "month": "6", "year": "1985"}.get(name.rpartition("-")[2], "Not known"))


def words_of(pdf: Path) -> str:
    """The words of a PDF, as a reader finds them."""
    said = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True)
    return " ".join(said.stdout.split())
