"""A browser without a screen: signs in, follows pages, sends forms, and checks every page it is given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import html5lib
from bs4 import BeautifulSoup
from casework.town import Town
from flask import Flask
from sqlalchemy import event
from werkzeug.test import TestResponse

import config
from caseflow.app import create_app
from caseflow.casework.people import Someone


def app_of(town: Town, folder: str) -> Flask:
    """The application, served from a town's installation, in demo mode."""
    settings = config.read({"CASEFLOW_HOME": folder}, demo=True)
    app = create_app(settings, town.office)
    app.config["TESTING"] = False
    return app


class Page:
    """An answer that was looked at: valid HTML, one h1 that is the title, labels, no id twice."""

    def __init__(self, answer: TestResponse) -> None:
        self.status = answer.status_code
        self.answer = answer
        self.soup = BeautifulSoup(answer.get_data(as_text=True), "html5lib")
        if answer.mimetype == "text/html" and not 300 <= answer.status_code < 400:
            check(answer.get_data(as_text=True), self.soup)

    @property
    def text(self) -> str:
        """All words of the page."""
        return " ".join(self.soup.get_text(" ").split())

    @property
    def errors(self) -> list[str]:
        """The lines of the error summary."""
        return [one.get_text(strip=True) for one in self.soup.select(".govuk-error-summary__list li")]

    def form(self) -> dict[str, Any]:
        """The fields of the page's own form as a browser would send them."""
        form = self.soup.select_one("main form[method=post]")
        assert form is not None, f"no form on “{self.soup.title}”"
        fields: dict[str, Any] = {}
        for control in form.select("input[name], textarea[name], select[name]"):
            name, kind = str(control["name"]), control.get("type", control.name)
            if kind in ("radio", "checkbox"):
                if control.has_attr("checked"):
                    fields.setdefault(name, []).append(control.get("value", "on"))
            elif control.name == "select":
                chosen = control.select_one("option[selected]") or control.select_one("option")
                fields[name] = chosen.get("value", "") if chosen else ""
            else:
                fields[name] = control.get_text() if control.name == "textarea" else control.get("value", "")
        return fields


WITHOUT_THE_CASE = (
    "A question before a file is added",
    "A step in a case",
    "A step with a letter",
    "Before you read on",
    "Case",
    "Data breach",
    "Escalation",
    "Fill in a letter",
    "Item of evidence",
    "Journal of a case",
    "Letter",
    "Remove a way to prove that it is you",
    "Sign somebody out everywhere?",
    "Something to decide on",
    "The code for an invitation",
    "The code for somebody’s access",
)
"""Titles of pages whose heading names a case, a person or a stage: the history of a shared computer keeps titles."""


def check(text: str, soup: BeautifulSoup) -> None:
    """Refuse a page that is not well made."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(text)
    wrong = [error for error in parser.errors if error[1] not in ("non-void-element-with-trailing-solidus",)]
    assert not wrong, wrong[:5]
    heads = soup.select("h1")
    assert len(heads) == 1, f"{len(heads)} headings of the first level on “{soup.title.string}”"
    title, heading = soup.title.get_text(), " ".join(heads[0].get_text(" ").split())
    named = " ".join(title.removeprefix("Error: ").split()).removesuffix(" – caseflow")
    assert named in (heading, *WITHOUT_THE_CASE), (title, heading)
    assert not re.search(r"\bCF-\w", named), f"the reference stays in the history of a shared computer: “{title}”"
    ids = [one["id"] for one in soup.select("[id]")]
    assert len(ids) == len(set(ids)), sorted(one for one in ids if ids.count(one) > 1)
    _check_forms(soup)
    assert not soup.select("[style], script:not([src]), style"), "code or style inside the page"
    for line in soup.select(".govuk-error-summary__list a"):
        assert soup.select_one(line["href"]), f"the error summary leads nowhere: {line['href']}"


def _check_forms(soup: BeautifulSoup) -> None:
    labelled = {label["for"] for label in soup.select("label[for]")}
    for control in soup.select("input:not([type=hidden]), textarea, select"):
        assert control.get("id") in labelled or control.get("aria-label"), f"no label: {control}"
    for form in soup.select("form[method=post]"):
        assert form.select_one("input[name=csrf_token]"), "a form without its token"


class Visitor:
    """Somebody with a browser."""

    def __init__(self, app: Flask, someone: Someone | None = None) -> None:
        self.app = app
        self.client = app.test_client()
        if someone:
            self.sign_in(someone)

    def sign_in(self, someone: Someone) -> None:
        """Sign in as the demo allows."""
        page = self.get("/sign-in")
        fields = {"csrf_token": page.form()["csrf_token"], "person": someone.id}
        assert self.client.post("/demo-sign-in", data=fields).status_code == 303

    def look_for(self, words: str, page: str = "/cases/", **chosen: str) -> Page:
        """Look for words on a page that lists, as its form does, and follow where it leads."""
        return self.get(self.address_of(words, page, **chosen))

    def address_of(self, words: str, page: str = "/cases/", **chosen: str) -> str:
        """Where looking for words leads."""
        answer = self.post(page, {**self.get(page).form(), "words": words, **chosen})
        assert answer.status == 303
        return str(answer.answer.location)

    def get(self, address: str) -> Page:
        """Open a page."""
        return Page(self.client.get(address))

    def send(self, address: str, **typed: Any) -> Page:
        """Open a page, fill its form, and send it."""
        return self.post(address, {**self.get(address).form(), **typed})

    def post(self, address: str, fields: Mapping[str, Any]) -> Page:
        """Send fields to an address."""
        return Page(self.client.post(address, data=fields))


@contextmanager
def counted(town: Town) -> Iterator[list[str]]:
    """The statements that a block sends to the database."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    event.listen(town.office.store.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(town.office.store.engine, "before_cursor_execute", note)
