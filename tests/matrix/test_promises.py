"""What docs/security.md promises names the tests and mechanisms that keep it: they are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")


def test_every_path_in_the_promises_is_there() -> None:
    named = set(re.findall(r"`((?:tests|caseflow|docs)/[^`]*)`", PAGE))
    assert len(named) > 20
    assert {one for one in named if not (ROOT / one).exists()} == set()


def test_every_decision_that_is_named_is_there() -> None:
    decisions = {int(one.name[:4]) for one in (ROOT / "docs" / "decisions").glob("*.md")}
    named = {int(one) for one in re.findall(r"[Dd]ecision (\d+)", PAGE)}
    assert named
    assert named <= decisions


def test_every_link_in_the_promises_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)]*)\)", PAGE):
        assert (ROOT / "docs" / target).exists(), target
