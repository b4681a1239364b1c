"""A school with one case, on SQLite; and on every engine for the tests that ask for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import databases
import pytest

from caseflow import paper
from letters_desk.ashcroft import Ashcroft, found

FONTS = Path(__file__).parents[2] / "build/assets/fonts"


@pytest.fixture(scope="session", autouse=True)
def _one_press() -> Iterator[None]:
    paper.set_up(FONTS, apart=False)
    yield
    paper.set_up(FONTS)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[Ashcroft]:
    """Ashcroft, with a report made."""
    made = found(databases.sqlite_url(tmp_path), tmp_path)
    made.report()
    yield made
    made.office.close()


@pytest.fixture(params=databases.ENGINES)
def any_school(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ashcroft]:
    """The same on each engine."""
    made = found(databases.fresh(request.param, tmp_path), tmp_path)
    made.report()
    yield made
    made.office.close()
    databases.drop(made.url)
