"""An installation for each story: migrated once, copied for each, with a press in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import databases
import pytest

from caseflow import paper
from caseflow.casework.office import Office, make_keys, open_office
from caseflow.records.store import Store

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "docs" / "rehearsals").glob("*.toml"))


@pytest.fixture(scope="session", autouse=True)
def _one_press() -> Iterator[None]:
    paper.set_up(ROOT / "build/assets/fonts", apart=False)
    yield
    paper.set_up(ROOT / "build/assets/fonts")


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    """The URL of a migrated, empty database of an engine, to be copied."""
    made: dict[str, str] = {}

    def url(engine: str) -> str:
        if engine not in made:
            made[engine] = databases.fresh(engine, tmp_path_factory.mktemp(engine))
            with Store(made[engine]) as store:
                store.migrate()
        return made[engine]

    return url


@pytest.fixture
def opened(migrated: Callable[[str], str], tmp_path: Path) -> Iterator[Callable[[str], Office]]:
    """Opens an installation on an engine."""
    offices: list[Office] = []
    urls: list[str] = []

    def opened(engine: str) -> Office:
        make_keys(tmp_path / "keys")
        urls.append(databases.fresh(engine, tmp_path, like=migrated(engine)))
        offices.append(open_office(urls[-1], f"sqlite:///{tmp_path}/keyring.db", tmp_path / "keys", migrate=False))
        return offices[-1]

    yield opened
    for office in offices:
        office.close()
    for url in urls:
        databases.drop(url)
