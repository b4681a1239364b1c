"""An installation that was worked in, made once on each database and copied for every test; and a hand that meddles."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

import databases
import pytest
from verify.meddling import meddle
from verify.school import Played, installation, play

from caseflow.casework.office import open_office

_TEMPLATES: dict[str, Played] = {}


def template(engine: str, mould: Path) -> Played:
    """The installation from which copies are made; nobody is connected to it."""
    if engine not in _TEMPLATES:
        home = Path(mkdtemp(prefix=f"verify-{engine}-", dir=mould))
        with installation(home, databases.fresh(engine, home)) as made:
            _TEMPLATES[engine] = play(made)
    return _TEMPLATES[engine]


@pytest.fixture
def played(engine: str, mould: Path, tmp_path: Path) -> Iterator[Played]:
    """A school that was worked in: people, a setting, three cases, an issued letter, checkpoints."""
    made = template(engine, mould)
    home = tmp_path / "home"
    shutil.copytree(made.home, home, ignore=shutil.ignore_patterns("caseflow-*"))
    url = databases.fresh(engine, tmp_path, like=made.url)
    office = open_office(url, f"sqlite:///{home / 'keyring.db'}", home / "keys", migrate=False)
    copy = replace(made, office=office, url=url, home=home, references=[*made.references])
    office.clock = copy.tick
    yield copy
    office.close()
    databases.drop(url)


@pytest.fixture
def by_hand(played: Played) -> Callable[..., None]:
    """Changes the database by hand, behind everybody's back: fences down, the change made, fences up again."""
    return lambda *statements: meddle(played, *statements)
