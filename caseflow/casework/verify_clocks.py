"""Follows the clocks of a case through its entries, and compares them with those that are stored.

That a clock falls due another day than it first did must come from an entry that moved it or let it run on; the time at
which it first fell due must be the one that its start was told with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from caseflow.casework.clockwork import MET, MOVED, PAUSED, RESUMED, STARTED
from caseflow.casework.journal import Entry
from caseflow.lifecycle.answers import plain
from caseflow.lifecycle.terms import Turn
from caseflow.records import Clock, ClockEdit

TOLD = ("reminded", "missed")
"""What an entry may say of a clock that changes neither whether it runs nor when it falls due."""


@dataclass
class Followed:
    """A clock as its entries left it. Entries of the first release did not say when a clock fell due."""

    first: str | None
    due: str | None
    runs: bool = True
    paused: bool = False
    edits: int = 0


@dataclass
class Clocks:
    """The clocks of a case, by their keys, in the order in which they started."""

    by_key: dict[str, list[Followed]] = field(default_factory=dict)

    def take(self, entry: Entry) -> Iterator[str]:
        """Follow what an entry says of clocks; what cannot be is said in words."""
        due = {one["clock"]: one["at"] for one in entry.said.get("due", [])}
        for said in entry.said.get("clocks", []):
            what, _, key = str(said).partition(" ")
            clocks = self.by_key.setdefault(key, [])
            if what == STARTED:
                clocks.append(Followed(due.get(key), due.get(key)))
                continue
            running = next((clock for clock in clocks if clock.runs), None)
            if running is None or not _follow(running, what, due.get(key)):
                yield f"{_CANNOT.get(what, 'changes')} the clock “{key}”, which {_why_not(running, what)}"

    def differences(self, stored: Sequence[Clock], edits: Sequence[ClockEdit]) -> Iterator[str]:
        """In what the stored clocks, and what was done to them, are not what the entries left."""
        rows: dict[str, list[Clock]] = {}
        for row in stored:
            rows.setdefault(row.key, []).append(row)
        for key in sorted(rows.keys() | {key for key, clocks in self.by_key.items() if clocks}):
            yield from _differs(key, self.by_key.get(key, []), rows.get(key, []), edits)


_CANNOT = {MET: "stops", MOVED: "moves", PAUSED: "pauses", RESUMED: "lets run on"}


def _why_not(running: Followed | None, what: str) -> str:
    if running is None:
        return "did not run"
    return "was paused already" if what == PAUSED else "was not paused"


def _follow(clock: Followed, what: str, due: str | None) -> bool:
    """Change a running clock as an entry says; False if that cannot be done to it."""
    if what in (PAUSED, RESUMED) and clock.paused is (what == PAUSED):
        return False
    if what == MET:
        clock.runs = False
    elif what in (MOVED, RESUMED):
        clock.due = due
    elif what not in (PAUSED, *TOLD):
        return False
    clock.edits += what in (PAUSED, MOVED)
    if what not in TOLD:
        clock.paused = what == PAUSED
    return True


def _differs(key: str, left: list[Followed], stored: list[Clock], edits: Sequence[ClockEdit]) -> Iterator[str]:
    found = Counter(_stands(row, [edit for edit in edits if edit.clock_id == row.id]) for row in stored)
    due = Counter(map(_led, left))
    if found != due:
        yield f"the clock “{key}” is stored as {_say(found)}, but its entries left it {_say(due)}."
        return
    if not all(clock.first and clock.due for clock in left):
        return
    times = Counter((_stamp(row.first_due_at), _stamp(row.due_at)) for row in stored)
    if times != Counter((clock.first, clock.due) for clock in left):
        yield f"the clock “{key}” falls due at another time than its entries gave it, or first did."


def _stands(row: Clock, edits: list[ClockEdit]) -> tuple[str, int]:
    paused = any(edit.kind == Turn.PAUSE and edit.until is None for edit in edits)
    return "met" if row.met_at else "paused" if paused else "running", len(edits)


def _led(clock: Followed) -> tuple[str, int]:
    return "paused" if clock.runs and clock.paused else "running" if clock.runs else "met", clock.edits


def _say(found: Counter[tuple[str, int]]) -> str:
    said = [
        f"{how} {count} times{f' (paused or moved {edits} times)' if edits else ''}"
        for (how, edits), count in sorted(found.items())
    ]
    return " and ".join(said) or "not there"


def _stamp(moment: datetime) -> str:
    return str(plain(moment))
