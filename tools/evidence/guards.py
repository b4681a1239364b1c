"""Takes each guard out of the procedure, runs the tests in which it objects, and writes which of them goes red.

Two tables: every guard, taken out wherever it hangs; and every pair of a guard and a transition. A test in which a
guard never objects cannot tell that it is gone, so all tests run once to hear where each objects. The answer is 0 only
if some test notices every one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT)]

from caseflow.procedure import PROCEDURE  # noqa: E402 -- after its folder is named

WHERE = ROOT / "docs" / "evidence" / "guards.md"
RULES = ("tests/procedure",)
STORIES = (
    "tests/rehearsals/test_files.py",
    "tests/casework/test_perform.py",
    "tests/casework/test_cover.py",
    "tests/casework/test_joining.py",
    "tests/casework/test_matters.py",
    "tests/casework/test_routes.py",
    "tests/casework/test_timekeeping.py",
    "tests/governors",
)
MOST = 25
"""So many tests are run for one guard: first those in which little else objects."""

Heard = Mapping[tuple[str, str], list[str]]


Red = dict[str, str]


def main(arguments: list[str]) -> int:
    """Run all of it (with --rules the tests of rules alone), write the page, and say in one line what came out."""
    began = time.monotonic()
    keys = sorted({key for key, _ in pairs()} | {guard.key for guard in PROCEDURE.always})
    by_rules, already = taken_out([*keys, *map("@".join, pairs())], RULES)
    by_stories, more = taken_out(keys, STORIES) if arguments != ["--rules"] else ({}, [])
    WHERE.parent.mkdir(exist_ok=True)
    WHERE.write_text(page(keys, by_rules, by_stories, time.monotonic() - began), "utf-8")
    lost = [key for key in keys if not by_rules[key] and not by_stories.get(key)]
    lost += [" at ".join(pair) for pair in pairs() if not by_rules["@".join(pair)] and not always(pair[0])]
    print(f"{len(keys)} guards and {len(pairs())} pairs taken out; not noticed: {', '.join(lost) or 'none'}")
    for one in (*already, *more):
        print(f"Left out, because it is red with every guard in its place: {one}")
    return 1 if lost or already or more else 0


def taken_out(whats: list[str], where: tuple[str, ...]) -> tuple[Red, list[str]]:
    """For each guard or pair the first test that goes red without it; and the tests that were red before."""
    heard, already = listen(where)
    at_once = os.cpu_count() or 1
    plans = [{what: tests(what, heard) for what in whats[n::at_once]} for n in range(at_once)]
    with ThreadPoolExecutor(at_once) as pool:
        return {what: one["red"] for said in pool.map(without, plans) for what, one in said.items()}, already


def pairs() -> list[tuple[str, str]]:
    """Every guard with each transition on which it hangs."""
    return [(guard.key, one.key) for one in PROCEDURE.transitions for guard in one.guards]


def always(key: str) -> bool:
    """Whether a guard is asked of every transition, wherever else it hangs."""
    return key in {guard.key for guard in PROCEDURE.always}


def listen(where: Iterable[str]) -> tuple[Heard, list[str]]:
    """In which tests each guard objects on each transition, those first in which little else does; and what is red."""
    said = run("--listen", list(where))
    if said["broke"]:
        raise SystemExit(f"The tests could not be run: {said['broke']}")
    heard = defaultdict(list)
    for test, objecting in sorted(said["heard"].items(), key=lambda one: len(one[1])):
        for key, on in objecting:
            heard[key, on].append(test)
    return heard, said["red"]


def tests(what: str, heard: Heard) -> list[str]:
    """The tests to be run without a guard (at one transition)."""
    key, _, only = what.partition("@")
    found = [heard[pair] for pair in heard if pair[0] == key and only in ("", pair[1])]
    return list(dict.fromkeys(test for several in in_turn(found) for test in several))[:MOST]


def without(plan: dict[str, list[str]]) -> dict[str, Any]:
    """The first test that goes red without each of some guards, or nothing."""
    said = run("--without", {what: tests for what, tests in plan.items() if tests})
    if broke := [one["broke"] for one in said.values() if one["broke"]]:
        raise SystemExit(f"The tests could not be run: {broke[0]}")
    return {what: said.get(what, {"red": ""}) for what in plan}


def in_turn(lists: list[list[str]]) -> Iterable[list[str]]:
    """The firsts of some lists, then the seconds, and so on, as long as there are any."""
    return ([one[n] for one in lists if n < len(one)] for n in range(max(map(len, lists), default=0)))


def run(how: str, what: Any) -> dict[str, Any]:
    """Run pytest in a process of its own against a changed procedure."""
    done = subprocess.run(  # noqa: S603 -- a file beside this one
        [sys.executable, Path(__file__).with_name("weakened.py"), how],
        input=json.dumps(what),
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "CASEFLOW_TEST_ENGINES": "sqlite"},
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"The tests could not be run: {done.stderr}")
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said


def page(keys: list[str], by_rules: Red, by_stories: Red, seconds: float) -> str:
    """What came out, for people to read."""
    found = sum(bool(by_rules[key] or by_stories.get(key)) for key in keys)
    by_pair = {pair: by_rules["@".join(pair)] for pair in pairs()}
    noticed = sum(bool(red) or always(pair[0]) for pair, red in by_pair.items())
    hangs = {key: sum(pair[0] == key for pair in by_pair) for key in keys}
    rows = [f"| {key} | {hangs[key]} | {_said(by_rules[key])} | {_said(by_stories.get(key, ''))} |" for key in keys]
    twice = [f"| {key} | {does} | {_pair(key, red)} |" for (key, does), red in sorted(by_pair.items())]
    lines = [
        "# Guards taken out of the procedure",
        "",
        "Written by `make evidence-guards`. Each guard is taken out of the procedure, wherever it hangs, and the tests",
        "in which it objects are run until one goes red. The tests of rules play the judge; the stories and the tests",
        "of doing move real cases on SQLite. Tests that merely compare lists of guards are left out: they notice",
        "anything.",
        "",
        f"- Guards taken out: {len(keys)}; found: {found}",
        f"- Of these found by a story or a test of doing as well: {_stories(by_stories)}",
        f"- Pairs of a guard and a transition taken out: {len(by_pair)}; found: {noticed}",
        f"- Wall time: {seconds / 60:.0f} minutes, on {os.cpu_count()} cores",
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


def _stories(by_stories: Red) -> str:
    return str(sum(map(bool, by_stories.values()))) if by_stories else "not run"


def _pair(key: str, red: str) -> str:
    return "asked of every transition" if not red and always(key) else _said(red)


def _said(red: str) -> str:
    file, _, test = red.partition("::")
    return f"`{Path(file).name}` {test.replace('_', ' ').replace('|', ' ')}" if red else "–"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
