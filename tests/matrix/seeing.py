"""Takes apart what a browser was given: titles, addresses, ids, headers, cookies, and the properties of documents."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from web.pages import Page
from werkzeug.test import TestResponse


@dataclass
class Seen:
    """Everything that a browser was given, by where it stood."""

    pages: str = ""
    places: list[tuple[str, str]] = field(default_factory=list)

    def look(self, app: Flask, address: str, answer: TestResponse) -> None:
        """Take an answer apart."""
        self.places.append(("an address", address))
        self.places += [(f"the header {name}", value) for name, value in answer.headers if name != "Set-Cookie"]
        self.places += [("a cookie", cookie) for cookie in cookies(app, answer)]
        body = answer.get_data()
        answer.close()
        if answer.mimetype == "text/html":
            page = Page(answer)
            self.pages += body.decode()
            self.places.append(("a title", page.soup.title.get_text() if page.soup.title else ""))
            for link in page.soup.select("[href], [action], [src]"):
                self.places.append(("an address", " ".join(str(link.get(one)) for one in ("href", "action", "src"))))
            self.places += [("an id", str(one["id"])) for one in page.soup.select("[id]")]
        if answer.mimetype == "application/pdf":
            self.places += properties(body)

    def holding(self, word: str) -> set[str]:
        """Where a word stood besides on the pages themselves."""
        return {where for where, text in self.places if word.lower() in text.lower()}


def cookies(app: Flask, answer: TestResponse) -> Iterator[str]:
    """The cookies of an answer, and what they hold when they are opened."""
    for line in answer.headers.getlist("Set-Cookie"):
        yield line
        _, _, value = line.partition(";")[0].partition("=")
        opener = SecureCookieSessionInterface().get_signing_serializer(app)
        if opener is not None and value:
            yield json.dumps(opener.loads(value), default=str, ensure_ascii=False)


def properties(pdf: bytes) -> Iterator[tuple[str, str]]:
    """What a document says of itself."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        yield "a property of a document", repr(dict(document.docinfo.items()))
        yield "a property of a document", repr(document.trailer.get("/ID"))
        if "/Metadata" in document.Root:
            yield "a property of a document", document.Root.Metadata.read_bytes().decode()
