"""Asks as everybody for everything, takes each check out to see whether that is noticed, and compares times.

The answer is 0 only if no answer disagrees with the table, every check that was taken out was noticed, and nobody can
tell by the time of an answer whether what they may not see exists.
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
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).parent)]

import unchecked  # noqa: E402 -- after their folders are named
from matrix.asking import Asker, Enough  # noqa: E402
from matrix.people import ALL  # noqa: E402
from matrix.place import build  # noqa: E402
from matrix.rounds import ROUNDS  # noqa: E402
from matrix.times import Times, compare  # noqa: E402

WHERE = ROOT / "docs" / "evidence" / "matrix.md"
STATES = ("received", "case-to-answer", "hearing-set", "outcome", "appeal-set", "low-level", "external-hold", "closed")
"""Where else a case may stand: what is permitted does not depend on it, nor does what is not."""
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
}
"""Where a check that is out is looked for first, by the room in which it stands; the other pages follow."""


@dataclass
class Asked:
    """What one round came to."""

    name: str
    sent: int = 0
    allowed: int = 0
    denied: int = 0
    other: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def faults(self) -> int:
        """How many answers disagreed."""
        return len(self.wrong)


def main(arguments: list[str]) -> int:
    """Run all of it, write the page, and say in a line what came out. With a number: of what is denied, so many-th."""
    began, share = time.monotonic(), int((arguments or ["1"])[0])
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        plans = [(name, "") for name in ROUNDS] + [(name, state) for state in STATES for name in AT_STATES]
        plans.sort(key=lambda plan: plan[0] != "Ids of others, of another parent, of nothing")
        rounds = list(pool.map(ask, *zip(*plans, strict=True), [share] * len(plans)))
        ways = os.cpu_count() or 1
        split = [list(range(len(unchecked.checks())))[one :: 4 * ways] for one in range(4 * ways)]
        noticed = {what: by for part in pool.map(take_out, split) for what, by in part.items()}
    with _asker("") as asker:
        times = compare(asker)
    wrong = [one for each in rounds for one in each.wrong]
    lost = [what for what, by in noticed.items() if not by]
    slow = [one.what for one in times if one.tells != one.slowed]
    WHERE.write_text(page(rounds, noticed, times, share, time.monotonic() - began), "utf-8")
    total = [sum(getattr(one, name) for one in rounds) for name in ("sent", "allowed", "denied")]
    print(f"requests sent {total[0]:,}, allowed {total[1]:,}, denied {total[2]:,}, disagreements {len(wrong)}")
    print(f"checks taken out {len(noticed)}, noticed {len(noticed) - len(lost)}: {', '.join(lost) or 'all'}")
    for one in (*wrong[:50], *(f"tells by its time: {each}" for each in slow)):
        print(one)
    return 1 if wrong or lost or slow else 0


@contextmanager
def _asker(state: str) -> Iterator[Asker]:
    logging.getLogger("caseflow").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        place = build(Path(folder), state)
        asker = Asker(place)
        yield asker
        asker.close()
        place.town.office.close()


def ask(name: str, state: str, share: int) -> Asked:
    """One round in a process of its own; with a share of 1, whole."""
    with _asker(state) as asker:
        ROUNDS[name](asker, share)
        count = asker.count
        return Asked(name, count.sent, count.allowed, count.denied, count.other, count.wrong)


def take_out(which: list[int]) -> dict[str, str]:
    """For each of these checks the first disagreement when it is out, or nothing."""
    checks, found = unchecked.checks(), {}
    with _asker("") as asker:
        asker.stop_at_first = True
        for place in which:
            with unchecked.without(checks[place], asker.place.app):
                found[checks[place]["what"]] = _first_disagreement(asker, checks[place])
            asker.start_again()
    return found


def _first_disagreement(asker: Asker, check: unchecked.Check) -> str:
    room = check.get("where", "policy").partition(":")[0].rpartition(".")[2]
    turns = [(name, 1, ("",)) for name in FIRST]
    here = ABOUT.get(room, (f"{room}.",))
    turns += [(name, 1 if name in AT_STATES else 4, here) for name in ROUNDS if name not in FIRST]
    turns += [(name, share, ("",)) for share in (24, 1) for name in ROUNDS if name not in FIRST]
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


def page(rounds: list[Asked], noticed: dict[str, str], times: list[Times], share: int, seconds: float) -> str:
    """What came out, for people to read."""
    wrong = sum(len(one.wrong) for one in rounds)
    total = [f"{sum(getattr(one, name) for one in rounds):,}" for name in ("sent", "allowed", "denied", "other")]
    rows = [_row(name, [one for one in rounds if one.name == name]) for name in ROUNDS]
    lines = [
        "# Who may do what, asked by real requests",
        "",
        f"Written by `make matrix`. {len(ALL)} people, each in one relation to a case, ask the application for every",
        "page by every method, with their own ids and with those of others, of another school, of another parent and",
        "of nothing. The answers are compared with `tests/matrix/oracle.toml`, a table that people can read and that",
        "the application does not know. What is not permitted must be answered, byte for byte, as what does not exist,",
        "and must leave nothing in the databases or among the sealed files.",
        "",
        f"- Requests sent: {total[0]}; allowed: {total[1]}; denied: {total[2]}; lists and others: {total[3]}",
        f"- Disagreements: {wrong}",
        f"- Checks taken out: {len(noticed)}; noticed: {sum(map(bool, noticed.values()))}",
        f"- Wall time: {seconds / 60:.0f} minutes, on {os.cpu_count()} cores",
        "",
        "Requests sent are more than those judged: each page is also asked for something that does not exist, to have",
        f"an answer to compare with. The case stands in an investigation, and then at {len(STATES)} other places:",
        f"{', '.join(STATES)}.",
        "",
        *(
            []
            if share == 1
            else [f"In this run one in {share} of what nobody may was asked: `make matrix` asks all.", ""]
        ),
        "| Round | Sent | Allowed | Denied | Others | Disagreements |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        *rows,
        "",
        "## Checks taken out",
        "",
        "Each check is taken out of the running application, alone, and the rounds are asked until one disagrees. A",
        "check that nobody misses would be one that is not needed, or a hole in the matrix.",
        "",
        "| Check | What disagreed first |",
        "| --- | --- |",
        *(f"| {what} | {_cell(by)} |" for what, by in noticed.items()),
        "",
        "## Times",
        "",
        "Not permitted and not existing, asked in turn; medians in milliseconds. An answer tells by its time if the",
        "medians differ by more than half a millisecond and by more than half the usual spread. The last line is a",
        "control: two milliseconds were added on purpose, and must be seen.",
        "",
        "| Page | Pairs | Not permitted | Not existing | Difference | Spread | Tells |",
        "| --- | ---: | ---: | ---: | ---: | ---: | --- |",
        *(one.row for one in times),
    ]
    return "\n".join(lines) + "\n"


_KEYS = ("sent", "allowed", "denied", "other", "faults")


def _row(name: str, rounds: list[Asked]) -> str:
    return f"| {name} | {' | '.join(f'{sum(getattr(one, key) for one in rounds):,}' for key in _KEYS)} |"


def _cell(words: str) -> str:
    return words.replace("|", "/") or "**nothing**"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
