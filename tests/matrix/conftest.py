"""The school of the matrix, made once in a run; and somebody who asks on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from web.conftest import app, browse

from matrix.asking import Asker
from matrix.place import build


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    """Whoever asks, with everybody signed in, on SQLite."""
    place = build(tmp_path_factory.mktemp("matrix"))
    found = Asker(place)
    yield found
    found.close()
    place.town.office.close()


__all__ = ["app", "asker", "browse"]
