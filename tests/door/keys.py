"""Somebody who signs in in earnest: with a password, in a school whose people have one."""

from __future__ import annotations

from typing import Any

import pyotp
from casework.town import Town
from flask import Flask
from sqlalchemy import select
from web.pages import Page, Visitor

from caseflow.casework import credentials, factors, journal, passwords, schools
from caseflow.casework.desk import Desk, year_scope
from caseflow.casework.people import Someone
from caseflow.records import Person

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "correct horse battery"
_HASH = schools.HASHER.hash(PASSWORD)


def give_passwords(town: Town) -> None:
    """Everybody of the cast has the same password, and those who need one an app with the same secret."""
    with town.office.at_work() as desk:
        for one in town.cast.everyone():
            give_password(desk, one, _HASH)
            if one.roles - {"staff"}:
                factors.add(desk, one, factors.APP, "My phone", SECRET)


def give_password(desk: Desk, someone: Someone, hashed: str | None) -> None:
    """Give somebody a password whose hash is known already, or none, and let the journal vouch for it."""
    row = desk.session.get_one(Person, someone.id)
    passwords.put(desk, row, hashed)
    schools.vouch(desk, row, "password_given", "set-up", sorted(someone.roles), "Somebody was given a password")


def as_it_lies(desk: Desk) -> None:
    """Bind everybody to what is stored now, where a test took something away that nobody had to begin with."""
    desk.session.expire_all()
    rows = list(desk.session.scalars(select(Person)).unique())
    stored = credentials.stored(desk.session, rows)
    for row in rows:
        credentials.bind(desk, row, stored[row.id])
        schools.vouch(desk, row, "credentials_bound", "set-up", sorted(one.role for one in row.posts), "Bound")


def code(town: Town, secret: str = "") -> str:
    """What the app shows now."""
    return pyotp.TOTP(secret or SECRET).at(town.clock())


class Caller(Visitor):
    """Somebody with a browser at a door that is in earnest."""

    def __init__(self, app: Flask, town: Town, agent: str = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0") -> None:
        super().__init__(app)
        self.town = town
        self.client.environ_base["HTTP_USER_AGENT"] = agent

    def knock(self, someone: Someone, password: str = PASSWORD, **how: Any) -> Page:
        """Give an e-mail address and a password."""
        return self.knock_as(someone.email, password, **how)

    def knock_as(self, email: str, password: str = PASSWORD, **how: Any) -> Page:
        """The same, for an address that nobody may have."""
        fields = {**self.get("/sign-in").form(), "email": email, "password": password}
        return Page(self.client.post("/sign-in", data=fields, **how))

    def enter(self, someone: Someone) -> None:
        """Come in, with a code as well if it is asked for."""
        self.back(someone)

    def prove(self) -> str:
        """Show the code of half a minute later, since each works once, and say where that leads."""
        self.town.clock.forward(seconds=30)
        page = self.get("/second-factor/")
        token = page.soup.select_one("main form:has(#code) input[name=csrf_token]")["value"]
        answer = self.post("/second-factor/", {"csrf_token": token, "code": code(self.town)})
        assert answer.status == 303, answer.errors
        return str(answer.answer.location)

    def back(self, someone: Someone) -> str:
        """Come in again, and say where the door leads."""
        answer = self.knock(someone)
        assert answer.status == 303
        leads = str(answer.answer.location)
        return self.prove() if self.client.get(leads).location == "/second-factor/" else leads

    def inside(self) -> bool:
        """Whether the door lets this browser on to a page."""
        return self.client.get("/account/").status_code == 200


def told(town: Town, event: str) -> list[dict[str, Any]]:
    """What the school's journal says of these events, the first first."""
    with town.office.at_work() as desk:
        return [entry.said for entry in journal.read(desk, year_scope(town.id, desk.now), event=event)]
