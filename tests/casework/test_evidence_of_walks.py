"""The page about the walks says what was never done, how often an invariant had something to judge, and what broke."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

from caseflow.procedure import PROCEDURE

SCRIPT = Path(__file__).parents[2] / "tools" / "evidence" / "walks.py"


def loaded() -> ModuleType:
    """The script, as a module of its own."""
    spec = importlib.util.spec_from_file_location("evidence_walks", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_page_names_what_was_never_done_and_what_broke():
    walks = loaded()
    done = Counter({one.key: 3 for one in PROCEDURE.transitions if one.key not in ("decide", "merge")})
    result = walks.Result(walks=2, steps=80, done=done, looked_at=Counter({7: 1_234}))
    result.add(walks.Result(walks=1, steps=20, violations=["Invariant 7: Fewer than two.\n(seed 3)"]))
    page = walks.page(result, 3, 120)
    assert "- Walks: 3 of up to 50 steps" in page
    assert "- Steps: 100" in page
    assert "never done: decide, merge" in page
    assert "- Violations: 1" in page
    assert "| 1,234 | 1 |" in page
    assert "| triage | 3 |" in page


def test_no_walk_begins_once_time_is_up():
    assert loaded().walk_some(1, 10, 0).walks == 0
