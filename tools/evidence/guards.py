"""Takes each guard out of the procedure, runs tests until one goes red, and writes which one did.

Two tables: every guard, taken out wherever it hangs; and every pair of a guard and a transition. The answer is 0 only
if some test notices every one. Tests that merely compare lists of guards do not count, and are not run.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from caseflow.procedure import PROCEDURE  # noqa: E402 -- after its folder is named

WHERE = ROOT / "docs" / "evidence" / "guards.md"
RULES = ("tests/procedure",)
STORIES = (
    "tests/rehearsals/test_files.py",
    "tests/casework/test_perform.py",
    "tests/casework/test_cover.py",
    "tests/casework/test_joining.py",
    "tests/casework/test_matters.py",
    "tests/casework/test_timekeeping.py",
    "tests/casework/test_routes.py",
    "tests/casework/test_invariants.py",
    "tests/governors",
    "tests/letters_desk/test_packs.py",
)
MERELY_LISTS = (
    "test_every_guard_of_the_procedure_has_rows_of_both_kinds",
    "test_a_guard_objects_in_a_sentence",
    "test_a_guard_is_silent_where_nothing_is_wrong",
    "test_every_guard_is_said_to_hang_somewhere",
)
"""These look a guard up by its key, and would go red because it is not there rather than for what it lets through."""


@dataclass(frozen=True)
class Red:
    """The first test that went red; `tests` were run until then."""

    name: str
    tests: int
    seconds: float


def main(arguments: list[str]) -> int:
    """Run all of it, write the page, and say in one line what came out. With --without, be one of the runs."""
    if arguments[:1] == ["--without"]:
        return without(arguments[1], arguments[2:])
    began = time.monotonic()
    if sound := [found for tests in (RULES, STORIES) if (found := run("nothing", tests))]:
        print(f"With every guard in its place {sound[0].name} is red already.")
        return 1
    keys = sorted({guard.key for guard in guards()})
    with ThreadPoolExecutor(2) as pool:
        by_rules = dict(zip(keys, pool.map(lambda key: run(key, RULES), keys), strict=True))
        by_stories = dict(zip(keys, pool.map(lambda key: run(key, STORIES), keys), strict=True))
        by_pair = dict(zip(pairs(), pool.map(lambda pair: run("@".join(pair), RULES), pairs()), strict=True))
    WHERE.parent.mkdir(exist_ok=True)
    WHERE.write_text(page(by_rules, by_stories, by_pair, time.monotonic() - began), "utf-8")
    lost = [key for key in keys if not by_rules[key] and not by_stories[key]]
    lost += [" at ".join(pair) for pair, red in by_pair.items() if not red and not always(pair[0])]
    print(f"{len(keys)} guards and {len(by_pair)} pairs taken out; not noticed: {', '.join(lost) or 'none'}")
    return 1 if lost else 0


def guards() -> Iterator[Any]:
    """Every guard of the procedure, as often as it hangs somewhere."""
    yield from PROCEDURE.always
    for one in PROCEDURE.transitions:
        yield from one.guards


def pairs() -> list[tuple[str, str]]:
    """Every guard with each transition on which it hangs."""
    return [(guard.key, one.key) for one in PROCEDURE.transitions for guard in one.guards]


def always(key: str) -> bool:
    """Whether a guard is asked of every transition, wherever else it hangs."""
    return key in {guard.key for guard in PROCEDURE.always}


def run(what: str, tests: Iterable[str]) -> Red | None:
    """Run tests in a process of their own, without one guard, until one goes red."""
    began = time.monotonic()
    done = subprocess.run(  # noqa: S603 -- this file, with a key of the procedure
        [sys.executable, __file__, "--without", what, *tests],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    said = json.loads(done.stdout.splitlines()[-1]) if done.stdout else {"broke": done.stderr}
    if "broke" in said:
        raise RuntimeError(f"The tests could not be run without {what}: {said['broke']}")
    return Red(said["red"], said["tests"], time.monotonic() - began) if said["red"] else None


class Watch:
    """Notices the first test that goes red, and leaves out those that merely compare lists."""

    def __init__(self) -> None:
        self.red, self.tests, self.broke = "", 0, ""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [one for one in items if one.name.partition("[")[0] not in MERELY_LISTS]
        self.tests = len(items)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.broke = str(report.longrepr)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.red:
            self.red = report.nodeid


def without(what: str, tests: list[str]) -> int:
    """Take one guard out, at one transition (guard@transition) or wherever it hangs, before anything has looked."""
    key, _, only = what.partition("@")
    for one in PROCEDURE.transitions:
        if only in ("", one.key):
            object.__setattr__(one, "guards", tuple(guard for guard in one.guards if guard.key != key))
    if not only:
        object.__setattr__(PROCEDURE, "always", tuple(guard for guard in PROCEDURE.always if guard.key != key))
    watch = Watch()
    pytest.main(["-q", "-x", "-p", "no:cacheprovider", *tests], plugins=[watch])
    print()
    print(json.dumps({"broke": watch.broke} if watch.broke else {"red": watch.red, "tests": watch.tests}))
    return 0


def page(
    by_rules: dict[str, Red | None],
    by_stories: dict[str, Red | None],
    by_pair: dict[tuple[str, str], Red | None],
    seconds: float,
) -> str:
    """What came out, for people to read."""
    found = sum(bool(by_rules[key] or by_stories[key]) for key in by_rules)
    stories = sum(map(bool, by_stories.values()))
    noticed = sum(bool(red) or always(pair[0]) for pair, red in by_pair.items())
    hangs = {key: sum(pair[0] == key for pair in by_pair) for key in by_rules}
    rows = [f"| {key} | {hangs[key]} | {_said(by_rules[key])} | {_said(by_stories[key])} |" for key in sorted(by_rules)]
    twice = [f"| {key} | {does} | {_pair(key, red)} |" for (key, does), red in sorted(by_pair.items())]
    lines = [
        "# Guards taken out of the procedure",
        "",
        "Written by `make evidence-guards`. Each guard is taken out of the procedure, wherever it hangs, and tests run",
        "until one goes red. The tests of rules play the judge; the stories and the tests of doing move real cases on",
        "SQLite. Tests that compare lists of guards are left out: they would notice anything.",
        "",
        f"- Guards taken out: {len(by_rules)}; found: {found}",
        f"- Of these found by a story or a test of doing as well: {stories}",
        f"- Pairs of a guard and a transition taken out: {len(by_pair)}; found: {noticed}",
        f"- Wall time: {seconds / 60:.0f} minutes, on two cores",
        "",
        "| Guard | Hangs on | Red among the rules | Red among the stories and the doing |",
        "| --- | ---: | --- | --- |",
        *rows,
        "",
        "## One transition at a time",
        "",
        "A guard that is asked of every transition is still asked where it is taken out of one of them.",
        "",
        "| Guard | Transition | Red among the rules |",
        "| --- | --- | --- |",
        *twice,
    ]
    return "\n".join(lines) + "\n"


def _pair(key: str, red: Red | None) -> str:
    return "asked of every transition" if red is None and always(key) else _said(red)


def _said(red: Red | None) -> str:
    if red is None:
        return "–"
    file, _, test = red.name.partition("::")
    return f"`{Path(file).name}` {test.replace('_', ' ').replace('|', ' ')}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
