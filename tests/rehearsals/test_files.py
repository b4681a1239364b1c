"""The rehearsals of docs/rehearsals: each goes as it is told, on every database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import databases
import pytest
from rehearsals.conftest import FILES

from caseflow.casework.office import Office
from caseflow.casework.rehearsal import load, play


@pytest.mark.slow
@pytest.mark.parametrize("engine", databases.ENGINES)
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_story_goes_as_it_is_told(file: Path, engine: str, opened: Callable[[str], Office]) -> None:
    performance = play(file, opened(engine))
    assert performance.failures == []
    assert len(performance.steps) == len(performance.story.steps)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_story_shows_a_guard_and_who_sees_what(file: Path) -> None:
    expected = [step.expect for step in load(file).steps]
    assert any(one.refused for one in expected)
    assert any(one.blind for one in expected)
