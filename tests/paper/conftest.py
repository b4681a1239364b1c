"""Presses with the shipped fonts, one apart and one here, shared by the tests of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseflow.paper import Press

FONTS = Path(__file__).parents[2] / "build/assets/fonts"


@pytest.fixture(scope="session")
def fonts() -> Path:
    return FONTS


@pytest.fixture(scope="session")
def press(fonts: Path) -> Iterator[Press]:
    press = Press(fonts)
    yield press
    press.close()


@pytest.fixture(scope="session")
def press_here(fonts: Path) -> Iterator[Press]:
    press = Press(fonts, apart=False)
    yield press
    press.close()
