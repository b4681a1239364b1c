"""What every test of doing starts from: a school with a cast, on each database, and a clock that the test moves."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import databases
import pytest
from casework.town import Cast, Hands, Template, Town, open_town
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache

from caseflow.casework.office import Office

_TEMPLATES: dict[str, Template] = {}


class Compiled(BytecodeCache):
    """The pages, compiled once in a process: every test has its own application, and compiling was half its time."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was compiled before, if the page is still the same."""
        if (code := self._known.get(bucket.key)) is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._known[bucket.key] = bucket.bytecode_to_string()


Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": Compiled()}


@pytest.fixture(scope="session")
def mould(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of what is made once in a run of tests and copied for each."""
    yield tmp_path_factory.mktemp("mould")
    _TEMPLATES.clear()


@pytest.fixture(params=databases.ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The database that a test runs on: once on each."""
    return request.param


@pytest.fixture
def town(engine: str, mould: Path, tmp_path: Path) -> Iterator[Town]:
    """A migrated installation with one school and its cast, copied from one made once in the run."""
    if engine not in _TEMPLATES:
        _TEMPLATES[engine] = Template.make(engine, mould)
    template = _TEMPLATES[engine]
    keys = tmp_path / "keys"
    shutil.copytree(template.keys, keys)
    shutil.copy(template.keyring, tmp_path / "keyring.db")
    url = databases.fresh(engine, tmp_path, like=template.url)
    opened = open_town(template, url, tmp_path)
    yield opened
    opened.office.close()
    databases.drop(url)


@pytest.fixture
def office(town: Town) -> Office:
    """The installation: database, keyring and safe."""
    return town.office


@pytest.fixture
def clock(town: Town) -> Hands:
    """The clock on the wall, which stands still until the test moves it."""
    return town.clock


@pytest.fixture
def school(town: Town) -> Town:
    """The school, with the things people do there said in one line each."""
    return town


@pytest.fixture
def cast(town: Town) -> Cast:
    """The people of the school, by name."""
    return town.cast
