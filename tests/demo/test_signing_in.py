"""Signing in without a password: in the demonstration only, and only from the machine on which it runs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from casework.town import Town
from flask import Flask
from web.pages import Visitor

import config
from caseflow.app import create_app
from caseflow.casework.people import Someone

Browse = Callable[[Someone | None], Visitor]


def tries(visitor: Visitor, someone: Someone, **how: object) -> int:
    token = visitor.get("/sign-in").form()["csrf_token"]
    return visitor.client.post("/demo-sign-in", data={"csrf_token": token, "person": someone.id}, **how).status_code


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.53", "::1"])
def test_at_this_machine_one_chooses_somebody(browse: Browse, school: Town, address: str) -> None:
    assert tries(browse(None), school.cast.helen, environ_base={"REMOTE_ADDR": address}) == 303


@pytest.mark.parametrize(
    "how",
    [
        {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}},
        {"environ_base": {"REMOTE_ADDR": ""}},
        {"headers": {"X-Forwarded-For": "192.0.2.7"}},
        {"headers": {"Forwarded": "for=192.0.2.7"}},
        {"headers": {"Via": "1.1 somewhere"}},
    ],
)
def test_from_elsewhere_nobody_is_let_in_or_named(browse: Browse, school: Town, how: dict[str, object]) -> None:
    visitor = browse(None)
    assert tries(visitor, school.cast.helen, **how) == 404
    page = visitor.client.get("/sign-in", **how).get_data(as_text=True)
    assert "Helen Marsh" not in page
    assert 'name="password"' in page


def test_in_earnest_nobody_is_let_in_without_a_password(school: Town, tmp_path: object) -> None:
    app: Flask = create_app(config.read({"CASEFLOW_HOME": str(tmp_path)}), school.office)
    assert tries(Visitor(app), school.cast.helen) == 404
    assert "Helen Marsh" not in Visitor(app).get("/sign-in").text
