"""The application on a town's installation, and a browser for whoever is asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from casework.town import Town
from flask import Flask
from web.pages import Visitor, app_of

from caseflow.casework.people import Someone


@pytest.fixture
def app(town: Town, tmp_path: Path) -> Flask:
    """The application."""
    return app_of(town, str(tmp_path))


@pytest.fixture
def browse(app: Flask) -> Callable[[Someone | None], Visitor]:
    """A browser of somebody's own."""
    return lambda someone=None: Visitor(app, someone)
