"""Somebody who walks through the report, page by page, as a browser without JavaScript would."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from web.pages import Page, Visitor
from werkzeug.test import TestResponse

LINES = "First line.\n\n  Second, further in.\n- third"
PLAIN: Mapping[str, Mapping[str, Any]] = {
    "picture": {"image_gate": "no"},
    "danger": {"danger": "no"},
    "about": {"about": "staff"},
    "name": {"subject": "Quentin Reed"},
    "governors": {"to_governors": "no"},
    "seen": {"categories": ["IM-1", "CF-1"]},
    "platform": {"platforms": ["instagram"]},
    "when": {"found_out_when": "today", "posted_when": "yesterday"},
    "account": {"account": LINES},
    "evidence": {"evidence": ["link"]},
    "where": {"evidence_where": "On my telephone"},
    "pupil": {"pupil": "unsure"},
    "pupil-name": {"pupil_who": "Several of Year 9"},
    "pupil-relation": {"pupil_relation": "unknown"},
    "told": {"told_who": ["dsl"]},
    "told-what": {"told": "That there is a post, this morning"},
    "late": {"late_reason": ""},
}


def bare(answer: TestResponse) -> bytes:
    """A page without the token of its forms, which holds the second in which it was made."""
    return re.sub(rb'name="csrf_token" value="[^"]*"', b"", answer.data)


@dataclass
class Walk:
    """Somebody with a browser and, once begun, a draft."""

    visitor: Visitor
    draft: str = ""

    def begin(self) -> str:
        """Press “Start now”, or go on with the draft there is; returns the address that follows."""
        token = self.visitor.get("/report/").soup.select_one("input[name=csrf_token]")
        sent = self.visitor.post("/report/", {"csrf_token": token["value"]})
        assert sent.status == 303
        self.draft = str(sent.answer.location).rpartition("/")[2]
        return self.follow(sent)

    def follow(self, page: Page) -> str:
        """The address that redirects lead to in the end."""
        address, answer = "", page.answer
        while answer.status_code in (302, 303):
            address = str(answer.location)
            answer = self.visitor.client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return address

    def at(self, key: str) -> str:
        """The address of a page of the draft."""
        return f"/report/draft/{self.draft}/{key}"

    def say(self, key: str, do: str = "continue", **typed: Any) -> Page:
        """Answer a page."""
        return self.visitor.send(self.at(key), do=do, **typed)

    def to(self, key: str, **otherwise: Mapping[str, Any]) -> str:
        """Walk from the beginning to a page, answering plainly or otherwise; returns where the walk ended."""
        address = self.begin()
        for _ in range(40):
            here = address.split("?")[0].removeprefix(self.at(""))
            if here in (key, "check"):
                return here
            if here.endswith("/now"):
                link = self.visitor.get(address).soup.select_one("main .govuk-panel__actions a")
                address = str(link["href"])
                continue
            typed = otherwise.get(here.replace("-", "_"), PLAIN[here])
            sent = self.say(here, **typed)
            assert sent.status == 303, (here, sent.errors)
            address = self.follow(sent)
        raise AssertionError("the walk does not end")

    def send(self, **typed: Any) -> Page:
        """Press “Send report”, having declared it true."""
        return self.visitor.send(self.at("check"), **{"declared": "yes", **typed})

    def whole(self, **otherwise: Mapping[str, Any]) -> str:
        """Report from the first page to the receipt; returns the address of the receipt."""
        assert self.to("check", **otherwise) == "check"
        sent = self.send()
        assert sent.status == 303, (sent.errors, sent.text)
        return str(sent.answer.location)
