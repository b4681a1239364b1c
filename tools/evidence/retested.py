"""Takes checks out of the application, each alone, and runs the tests that keep it: which of them goes red first?

For checks that no table of who may do what can show: of signing in, of two people, of who is told a name.
As a program: retested.py TESTS; its last line says for each check that these tests keep which one noticed, as JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).parent)]

import unchecked  # noqa: E402 -- after its folder is named

PATIENCE = 900


class Watch:
    """Remembers the first test that goes red."""

    red = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One phase of a test has ended."""
        if report.failed:
            self.red = self.red or report.nodeid


def tests() -> list[str]:
    """The tests that keep checks, each file once."""
    return sorted({check["by"] for check in unchecked.checks() if "by" in check})


def noticed(file: str) -> dict[str, str]:
    """For each check that these tests keep the one that went red first without it, asked in a process of its own.

    Raises RuntimeError if the tests could not be run, or are not green while every check is in its place.
    """
    ran = subprocess.run(  # noqa: S603 -- this very program
        [sys.executable, __file__, file],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        cwd=ROOT,
        check=False,
        env=os.environ | {"CASEFLOW_TEST_ENGINES": "sqlite"},
    )
    if ran.returncode:
        raise RuntimeError(ran.stdout[-2000:] + ran.stderr[-2000:])
    found: dict[str, str] = json.loads(ran.stdout.splitlines()[-1])
    return found


def red_without(check: unchecked.Check | None, file: str) -> str:
    """The first test that goes red without a check, or with all of them; empty if none does."""
    watch = Watch()
    quietly = ["-q", "-x", "-p", "no:cacheprovider", file]
    if check is None:
        pytest.main(quietly, plugins=[watch])
    else:
        with unchecked.without(check):
            pytest.main(quietly, plugins=[watch])
    return watch.red


def main(file: str) -> int:
    """Run the tests with every check in its place, and then without each that they keep."""
    if red := red_without(None, file):
        print(f"red while every check is in its place: {red}")
        return 1
    found = {check["what"]: red_without(check, file) for check in unchecked.checks() if check.get("by") == file}
    print()
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
