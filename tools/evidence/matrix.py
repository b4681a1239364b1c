"""Asks as everybody for everything, takes each check out to see whether that is noticed, and compares times.

What was found is kept, so that a run that was interrupted goes on where it was. The answer is 0 only if no answer
disagrees with the table, every check that was taken out was noticed, and nobody can tell by the time of an answer
whether what they may not see exists.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).parent)]

import kept  # noqa: E402 -- after their folders are named
import retested  # noqa: E402
import unchecked  # noqa: E402
from databases import IN_MEMORY  # noqa: E402
from matrix.asking import Asker, Enough  # noqa: E402
from matrix.place import build  # noqa: E402
from matrix.rounds import ROUNDS  # noqa: E402
from matrix.times import compare  # noqa: E402
from matrix_page import ELSEWHERE, STATES, Asked, page  # noqa: E402

WHERE = ROOT / "docs" / "evidence" / "matrix.md"
AT_STATES = ("Everybody with everything", "Lists", "Found without a page")
FIRST = ("Found without a page", "Lists")
ABOUT = {
    "cases": ("cases.show", "cases.readers", "cases.do", "letters.l", "letters.f", "evidence.l", "journal."),
    "letter_reading": ("letters.",),
    "evidence_reading": ("evidence.",),
    "evidence_gate": ("evidence.",),
    "escalations": ("governors.",),
    "delays": ("governors.",),
    "report_sent": ("report.",),
    "drafts": ("report.",),
    "draft_files": ("report.",),
    "warned": ("warnings.",),
    "policies": ("policy.",),
    "policy_keeping": ("policy.",),
    "policy_draft": ("policy.",),
    "policy_readers": ("policy.",),
    "feeds": ("calendar.",),
    "caselist": ("cases.l",),
    "logbook": ("journal.",),
    "signin": ("today.", "staff."),
    "headers": ("policy.", "staff."),
    "errors": ("letters.",),
    "uploads": ("report.",),
    "confidence": ("letters.",),
    "bundle_copies": ("bundle.",),
}
"""Where a check that is out is looked for first, by the room in which it stands; the other pages follow."""


def main(arguments: list[str]) -> int:
    """Run all of it, write the page, and say in a line what came out. With a number: of what is denied, so many-th."""
    share = int((arguments or ["1"])[0])
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        plans = [(name, "") for name in ROUNDS] + [(name, state) for state in STATES for name in AT_STATES]
        plans.sort(key=lambda plan: plan[0] != "Ids of others, of another parent, of nothing")
        shares = [share * (ELSEWHERE if state else 1) for _name, state in plans]
        rounds = list(pool.map(ask, *zip(*plans, strict=True), shares))
        noticed = _taken_out(pool)
    with _asker("") as asker:
        times = compare(asker)
    wrong = [one for each in rounds for one in each.wrong]
    lost = [what for what, by in noticed.items() if not by]
    slow = [one.what for one in times if one.tells != one.slowed]
    WHERE.write_text(page(rounds, noticed, times, share), "utf-8")
    total = [sum(getattr(one, name) for one in rounds) for name in ("sent", "allowed", "denied")]
    print(f"requests sent {total[0]:,}, allowed {total[1]:,}, denied {total[2]:,}, disagreements {len(wrong)}")
    print(f"checks taken out {len(noticed)}, noticed {len(noticed) - len(lost)}: {', '.join(lost) or 'all'}")
    for one in (*wrong[:50], *(f"tells by its time: {each}" for each in slow)):
        print(one)
    return 1 if wrong or lost or slow else 0


def _taken_out(pool: ProcessPoolExecutor) -> dict[str, str]:
    """For each check, in the order of the list, what noticed that it was out: a test of its own, or a round."""
    checks, ways = unchecked.checks(), 4 * (os.cpu_count() or 1)
    asked = [place for place, check in enumerate(checks) if "by" not in check]
    parts = pool.map(take_out, [asked[one::ways] for one in range(ways)])
    found: dict[str, str] = {}
    for part in (*pool.map(tested, retested.tests()), *parts):
        found |= part
    return {check["what"]: found[check["what"]] for check in checks}


@contextmanager
def _asker(state: str) -> Iterator[Asker]:
    logging.getLogger("caseflow").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder:
        place = build(Path(folder), state)
        asker = Asker(place)
        yield asker
        asker.close()
        place.town.office.close()


def ask(name: str, state: str, share: int) -> Asked:
    """One round in a process of its own; with a share of 1, whole."""
    return Asked(**kept.once(f"round {name}, {state}, {share}", lambda: asdict(_asked(name, state, share))))


def _asked(name: str, state: str, share: int) -> Asked:
    began = time.monotonic()
    with _asker(state) as asker:
        ROUNDS[name](asker, share)
        count = asker.count
    seconds = time.monotonic() - began
    return Asked(name, count.sent, count.allowed, count.denied, count.other, count.wrong, seconds)


def tested(file: str) -> dict[str, str]:
    """For each check that these tests keep the one that went red first without it."""
    which = [dict(check) for check in unchecked.checks() if check.get("by") == file]
    found: dict[str, str] = kept.once(f"tests {file} {which}", lambda: retested.noticed(file))
    return found


def take_out(which: list[int]) -> dict[str, str]:
    """For each of these checks the first disagreement when it is out, or nothing."""
    checks = [unchecked.checks()[place] for place in which]
    if lacking := [one for one in checks if not kept.is_kept(_without(one))]:
        with _asker("") as asker:
            asker.stop_at_first = True
            for check in lacking:
                kept.once(_without(check), partial(_noticed, asker, check))
                asker.start_again()
    return {check["what"]: str(kept.once(_without(check), str)) for check in checks}


def _without(check: unchecked.Check) -> str:
    return f"without {dict(check)}"


def _noticed(asker: Asker, check: unchecked.Check) -> str:
    with unchecked.without(check, asker.place.app):
        return _first_disagreement(asker, check)


def _first_disagreement(asker: Asker, check: unchecked.Check) -> str:
    room = check.get("where", "policy").partition(":")[0].rpartition(".")[2]
    turns = [(name, 1, ("",)) for name in FIRST]
    here = ABOUT.get(room, (f"{room}.",))
    turns += [(name, 1 if name in AT_STATES else 4, here) for name in ROUNDS if name not in FIRST]
    turns += [(name, share, ("",)) for share in (24, 6) for name in ROUNDS if name not in FIRST]
    for name, share, asker.only in turns:
        try:
            ROUNDS[name](asker, share)
        except Enough as first:
            return _nameless(asker, str(first))
    return ""


def _nameless(asker: Asker, words: str) -> str:
    """A disagreement without ids that are others in every run."""
    for kind, ids in (("another’s", asker.place.other), ("foreign", asker.place.foreign), ("own", asker.place.own)):
        for name, one in ids.items():
            if isinstance(one, str):
                words = words.replace(one, f"<{kind} {name}>")
    return words


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
