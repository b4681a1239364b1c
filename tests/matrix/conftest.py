"""The school of the matrix, made once in a run; and somebody who asks on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from databases import IN_MEMORY
from web.conftest import app, browse

from matrix.asking import Asker
from matrix.place import build


@pytest.fixture(scope="module")
def asker() -> Iterator[Asker]:
    """Whoever asks, with everybody signed in, on SQLite; in memory where it can be: thousands of denials are kept."""
    with TemporaryDirectory(dir=IN_MEMORY) as folder:
        place = build(Path(folder))
        found = Asker(place)
        yield found
        found.close()
        place.town.office.close()


__all__ = ["app", "asker", "browse"]
