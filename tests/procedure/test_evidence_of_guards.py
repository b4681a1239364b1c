"""The run that takes guards out finds what a test notices, and does not find what none does."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from procedure import test_guards

ROOT = Path(__file__).parents[2]
RULES = "tests/procedure/test_guards.py::test_where_a_guard_hangs_it_holds_people_back"
TRIAGED, ALIVE = f"{RULES}[triaged-tell-subject]", f"{RULES}[still-alive-suspend]"


def loaded(name: str) -> ModuleType:
    """A script of the evidence, as a module of its own."""
    spec = importlib.util.spec_from_file_location(f"evidence_{name}", ROOT / "tools" / "evidence" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_a_guard_that_is_gone_is_noticed_by_what_it_holds_back_and_by_nothing_else():
    guards = loaded("guards")
    heard, red = guards.listen([TRIAGED, ALIVE])
    assert red == []
    assert heard["triaged", "tell-subject"] == [TRIAGED]
    assert guards.tests("triaged", heard) == guards.tests("triaged@tell-subject", heard) == [TRIAGED]
    assert guards.tests("triaged@open-investigation", heard) == []
    plan = {"triaged": [TRIAGED], "triaged@tell-parents": [TRIAGED], "still-alive": [ALIVE], "no-hold": []}
    red = {what: one["red"] for what, one in guards.without(plan).items()}
    assert red == {"triaged": TRIAGED, "triaged@tell-parents": "", "still-alive": ALIVE, "no-hold": ""}


def test_the_page_counts_what_was_found():
    guards = loaded("guards")
    keys = [*test_guards.GUARDS]
    red = {what: TRIAGED for what in (*keys, *map("@".join, guards.pairs())) if not what.startswith("triaged@")}
    lost = {"@".join(pair): "" for pair in guards.pairs() if pair[0] == "triaged"} | {"has-died": ""}
    page = guards.page(keys, red | lost, {}, 61)
    assert f"Guards taken out: {len(keys)}; found: {len(keys) - 1}\n" in page
    assert f"taken out: {len(guards.pairs())}; found: {len(guards.pairs()) - len(lost) + 1}\n" in page
    assert "| has-died | 1 | – | – |" in page


def test_the_tests_that_merely_compare_lists_are_still_called_so():
    source = (ROOT / "tools" / "evidence" / "weakened.py").read_text("utf-8")
    lists = [one for one in vars(test_guards) if one.startswith("test_") and f'"{one}"' in source]
    assert len(lists) == 6
