"""Runs tests against a procedure that lacks a guard, or against one whose guards tell when they object.

weakened.py --listen      reads a list of tests, and says which guard objected where, test by test
weakened.py --without     reads tests for each GUARD or GUARD@TRANSITION, and says which goes red without it first
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from caseflow.lifecycle.terms import Guard, Transition  # noqa: E402 -- after its folder is named
from caseflow.procedure import PROCEDURE  # noqa: E402

QUIETLY = ("-q", "-p", "no:cacheprovider")
WHOLE = {"": PROCEDURE.always} | {one.key: one.guards for one in PROCEDURE.transitions}
Transition.__hash__ = lambda self: hash(self.key)  # type: ignore[method-assign] # it stays the same without a guard
MERELY_LISTS = (
    "test_every_guard_of_the_procedure_has_rows_of_both_kinds",
    "test_no_two_guards_share_a_key",
    "test_a_guard_objects_in_a_sentence",
    "test_a_guard_is_silent_where_nothing_is_wrong",
    "test_every_guard_is_said_to_hang_somewhere",
    "test_every_pair_of_a_guard_and_a_transition_is_listed",
)
"""These look a guard up by its key, and would go red because it is not there rather than for what it lets through."""


class Watch:
    """Notices the first test that goes red and what was heard in each, and leaves out those that compare lists."""

    def __init__(self) -> None:
        self.red, self.broke, self.now = "", "", ""
        self.all_red: set[str] = set()
        self.heard: dict[str, set[tuple[str, str]]] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [one for one in items if one.name.partition("[")[0] not in MERELY_LISTS]

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.broke = str(report.longrepr)

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.now = nodeid

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.red = self.red or report.nodeid
            self.all_red.add(report.nodeid)

    def listening(self, guard: Guard, where: str) -> Guard:
        """A guard that tells when it objects."""

        def test(*asked: Any) -> str | None:
            if words := guard.test(*asked):
                self.heard.setdefault(self.now, set()).add((guard.key, where))
            return words

        return replace(guard, test=test)


def put(guards: Callable[[tuple[Guard, ...], str], tuple[Guard, ...]]) -> None:
    """Give every transition, and what is always asked, other guards."""
    for one in PROCEDURE.transitions:
        object.__setattr__(one, "guards", guards(one.guards, one.key))
    object.__setattr__(PROCEDURE, "always", guards(PROCEDURE.always, ""))


def listen(tests: list[str]) -> dict[str, Any]:
    """Which guard objected where, test by test."""
    watch = Watch()
    put(lambda guards, where: tuple(watch.listening(one, where) for one in guards))
    pytest.main([*QUIETLY, *tests], plugins=[watch])
    heard = {test: sorted(pairs) for test, pairs in watch.heard.items() if test not in watch.all_red}
    return {"red": sorted(watch.all_red), "broke": watch.broke, "heard": heard}


def without(what: str, tests: list[str]) -> dict[str, Any]:
    """The first test that goes red without a guard; afterwards it is in its place again."""
    watch, (key, _, only) = Watch(), what.partition("@")
    put(lambda guards, where: tuple(one for one in guards if one.key != key or only not in ("", where)))
    pytest.main([*QUIETLY, "-x", *tests], plugins=[watch])
    put(lambda _guards, where: WHOLE[where])
    return {"red": watch.red, "broke": watch.broke}


def main(arguments: list[str]) -> int:
    """Read what to run, run it, and say in the last line what came out."""
    asked = json.load(sys.stdin)
    if arguments == ["--listen"]:
        said = listen(asked)
    else:
        # The tests are loaded while every guard is in its place: what they know of the procedure must not be weakened.
        pytest.main([*QUIETLY, "--collect-only", *{one for tests in asked.values() for one in tests}])
        said = {what: without(what, tests) for what, tests in asked.items()}
    print()
    print(json.dumps(said))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
