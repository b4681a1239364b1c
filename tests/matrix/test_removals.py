"""The list of checks that `make matrix` takes out, one by one, is true of the application as it is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tools" / "evidence"))

import unchecked  # noqa: E402 -- after its folder is named


@pytest.mark.parametrize("check", unchecked.checks(), ids=lambda one: one["what"])
def test_a_check_stands_where_it_is_said_to_stand(check: unchecked.Check) -> None:
    if "setting" not in check:
        assert unchecked.weakened(check).co_code
