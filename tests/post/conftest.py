"""A mail server that misbehaves as it is told to, beside the school."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from casework.town import Town
from post.posting import PeerProcess, Post


@pytest.fixture
def peer(tmp_path: Path) -> Iterator[PeerProcess]:
    """A mail server in a process of its own."""
    made = PeerProcess.start(tmp_path / "peer")
    yield made
    made.stop()


@pytest.fixture
def post(town: Town, peer: PeerProcess, tmp_path: Path) -> Post:
    """The post of the school, and the server to which it goes."""
    return Post(town.office, peer, town.url, f"sqlite:///{tmp_path}/keyring.db", tmp_path / "keys")
