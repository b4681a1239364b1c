"""One press for the letters of this folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseflow.paper import Press


@pytest.fixture(scope="session")
def press() -> Iterator[Press]:
    press = Press(Path(__file__).parents[2] / "build/assets/fonts")
    yield press
    press.close()
