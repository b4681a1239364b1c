"""Somebody who signs in in earnest: with a password, in a school whose people have one."""

from __future__ import annotations

from typing import Any

from casework.scenes import Town
from flask import Flask
from web.pages import Page, Visitor

from caseflow.casework import journal, schools
from caseflow.casework.desk import year_scope
from caseflow.casework.people import Someone
from caseflow.records import Person

PASSWORD = "correct horse battery"
_HASH = schools.HASHER.hash(PASSWORD)


def give_passwords(town: Town) -> None:
    """Everybody of the cast has the same password."""
    with town.office.at_work() as desk:
        for one in town.cast.everyone():
            desk.session.get_one(Person, one.id).password = _HASH


class Caller(Visitor):
    """Somebody with a browser at a door that is in earnest."""

    def __init__(self, app: Flask, agent: str = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0") -> None:
        super().__init__(app)
        self.client.environ_base["HTTP_USER_AGENT"] = agent

    def knock(self, someone: Someone, password: str = PASSWORD, **how: Any) -> Page:
        """Give an e-mail address and a password."""
        return self.knock_as(someone.email, password, **how)

    def knock_as(self, email: str, password: str = PASSWORD, **how: Any) -> Page:
        """The same, for an address that nobody may have."""
        fields = {**self.get("/sign-in").form(), "email": email, "password": password}
        return Page(self.client.post("/sign-in", data=fields, **how))

    def enter(self, someone: Someone) -> None:
        """Come in as whoever needs more than a password does."""
        assert self.knock(someone).status == 303

    def back(self, someone: Someone) -> str:
        """Come in again, and say where the door leads."""
        return str(self.knock(someone).answer.location)

    def inside(self) -> bool:
        """Whether the door lets this browser on to a page."""
        return self.client.get("/account/").status_code == 200


def told(town: Town, event: str) -> list[dict[str, Any]]:
    """What the school's journal says of these events, the first first."""
    with town.office.at_work() as desk:
        return [entry.said for entry in journal.read(desk, year_scope(town.id, desk.now), event=event)]
