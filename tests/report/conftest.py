"""The application on a town's installation, and somebody at the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from casework.town import Town
from flask import Flask
from report.walks import Walk
from web.pages import Visitor, app_of

from caseflow.casework.people import Someone


@pytest.fixture
def app(town: Town, tmp_path: Path) -> Flask:
    """The application."""
    return app_of(town, str(tmp_path))


@pytest.fixture
def walk(app: Flask) -> Callable[[Someone], Walk]:
    """Somebody who reports."""
    return lambda someone: Walk(Visitor(app, someone))
