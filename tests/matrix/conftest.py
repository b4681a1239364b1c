"""The school of the matrix, made once in a run; and somebody who asks on it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest
from web.conftest import app, browse

from matrix.asking import Asker
from matrix.place import build


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    """Whoever asks, with everybody signed in, on SQLite; in memory where it can be: thousands of denials are kept."""
    memory = Path("/dev/shm")  # noqa: S108 -- a folder of our own is made in it
    folder = Path(mkdtemp(dir=memory)) if os.access(memory, os.W_OK) else tmp_path_factory.mktemp("matrix")
    place = build(folder)
    found = Asker(place)
    yield found
    found.close()
    place.town.office.close()
    shutil.rmtree(folder)


__all__ = ["app", "asker", "browse"]
