"""The application in earnest: no demonstration, and everybody has a password."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from casework.town import Town
from door.keys import Caller, give_passwords
from flask import Flask
from web.pages import app_of

import config
from caseflow.app import create_app


@pytest.fixture
def earnest(town: Town, tmp_path: Path) -> Flask:
    """The application, no demonstration."""
    give_passwords(town)
    app = create_app(config.read({"CASEFLOW_HOME": str(tmp_path)}), town.office)
    app.config["TESTING"] = False
    return app


@pytest.fixture
def caller(earnest: Flask, town: Town) -> Callable[..., Caller]:
    """A browser of somebody's own."""
    return lambda *said: Caller(earnest, town, *said)


@pytest.fixture
def app(town: Town, tmp_path: Path) -> Flask:
    """The demonstration, for what is different there."""
    return app_of(town, str(tmp_path))
