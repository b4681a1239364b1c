"""A school with one case, on SQLite; and on every engine for the tests that ask for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import databases
import pytest

from caseflow import paper
from letters_desk.ashcroft import Ashcroft, copied, found

FONTS = Path(__file__).parents[2] / "build/assets/fonts"


@pytest.fixture(scope="session", autouse=True)
def _one_press() -> Iterator[None]:
    paper.set_up(FONTS, apart=False)
    yield
    paper.set_up(FONTS)


@pytest.fixture(scope="session")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Ashcroft]:
    """Ashcroft with a report made, once on each engine; tests work on copies."""

    @cache
    def make(engine: str) -> Ashcroft:
        folder = tmp_path_factory.mktemp("ashcroft")
        made = found(databases.fresh(engine, folder), folder)
        made.report()
        made.office.close()
        return made

    return make


@pytest.fixture
def school(reported: Callable[[str], Ashcroft], tmp_path: Path) -> Iterator[Ashcroft]:
    """Ashcroft, with a report made."""
    yield from _of_its_own(reported("sqlite"), "sqlite", tmp_path)


@pytest.fixture(params=databases.ENGINES)
def any_school(
    request: pytest.FixtureRequest, reported: Callable[[str], Ashcroft], tmp_path: Path
) -> Iterator[Ashcroft]:
    """The same on each engine."""
    yield from _of_its_own(reported(request.param), request.param, tmp_path)


def _of_its_own(mould: Ashcroft, engine: str, folder: Path) -> Iterator[Ashcroft]:
    made = copied(mould, databases.fresh(engine, folder, like=mould.url), folder)
    yield made
    made.office.close()
    databases.drop(made.url)
