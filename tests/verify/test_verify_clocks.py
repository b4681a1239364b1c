"""The check follows clocks from entry to entry: what cannot be, and what is stored otherwise, is said in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from caseflow.casework.journal import Entry
from caseflow.casework.verify_clocks import Clocks
from caseflow.records import Clock, ClockEdit

DAY, LATER = datetime(2027, 2, 8, 23, 59, 59, tzinfo=UTC), datetime(2027, 2, 15, 23, 59, 59, tzinfo=UTC)


def entry(*clocks: str, due: datetime | None = None) -> Entry:
    said = {"clocks": list(clocks)}
    if due:
        said["due"] = [{"clock": "investigation", "at": due.strftime("%Y-%m-%dT%H:%M:%SZ")}]
    return Entry(1, 1, DAY, "transition", said)


STARTED = entry("started investigation", due=DAY)
PAUSED = entry("paused investigation")
RESUMED = entry("resumed investigation", due=LATER)


def followed(*entries: Entry) -> tuple[Clocks, list[str]]:
    clocks = Clocks()
    return clocks, [words for one in entries for words in clocks.take(one)]


def stored(first: datetime = DAY, due: datetime = DAY, met: datetime | None = None) -> Clock:
    return Clock(id="c", case_id="k", key="investigation", started_at=DAY, first_due_at=first, due_at=due, met_at=met)


def edit(kind: str = "pause", until: datetime | None = None) -> ClockEdit:
    return ClockEdit(id="e", case_id="k", clock_id="c", number=1, kind=kind, at=DAY, until=until, due_before=DAY)


@pytest.mark.parametrize(
    ("entries", "row", "edits"),
    [
        ((STARTED,), stored(), ()),
        ((STARTED, PAUSED), stored(), (edit(),)),
        ((STARTED, PAUSED, RESUMED), stored(due=LATER), (edit(until=LATER),)),
        ((STARTED, entry("moved investigation", due=LATER)), stored(due=LATER), (edit("move"),)),
        ((STARTED, entry("met investigation")), stored(met=LATER), ()),
        ((STARTED, entry("reminded investigation"), entry("missed investigation")), stored(), ()),
        # Entries of the first release did not say when a clock fell due.
        ((entry("started investigation"),), stored(), ()),
        ((entry("started investigation"), PAUSED, RESUMED), stored(due=LATER), (edit(until=LATER),)),
    ],
)
def test_what_the_entries_left_is_followed(entries, row, edits):
    clocks, wrong = followed(*entries)
    assert wrong == []
    assert list(clocks.differences([row], edits)) == []


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ((PAUSED,), "pauses the clock “investigation”, which did not run"),
        ((STARTED, RESUMED), "lets run on the clock “investigation”, which was not paused"),
        ((STARTED, PAUSED, PAUSED), "pauses the clock “investigation”, which was paused already"),
        ((STARTED, entry("met investigation"), PAUSED), "pauses the clock “investigation”, which did not run"),
        ((STARTED, entry("forgot investigation")), "changes the clock “investigation”, which was not paused"),
        ((entry("reminded investigation"),), "changes the clock “investigation”, which did not run"),
    ],
)
def test_what_cannot_be_done_to_a_clock_is_found(entries, words):
    assert followed(*entries)[1] == [words]


TIME = "the clock “investigation” falls due at another time than its entries gave it, or first did."


@pytest.mark.parametrize(
    ("entries", "row", "edits", "words"),
    [
        ((STARTED,), stored(due=LATER), (), TIME),
        ((STARTED,), stored(first=LATER, due=LATER), (), TIME),
        ((STARTED, PAUSED, RESUMED), stored(), (edit(until=LATER),), TIME),
        ((STARTED, PAUSED), stored(), (), "stored as running 1 times, but its entries left it paused 1 times"),
        ((STARTED,), stored(), (edit(),), "stored as paused 1 times (paused or moved 1 times), but"),
        ((STARTED, PAUSED, RESUMED), stored(due=LATER), (edit(),), "stored as paused 1 times"),
        ((STARTED,), stored(met=LATER), (), "stored as met 1 times, but its entries left it running 1 times"),
        ((), stored(), (), "stored as running 1 times, but its entries left it not there"),
    ],
)
def test_what_is_stored_otherwise_is_found(entries, row, edits, words):
    clocks, _ = followed(*entries)
    (found,) = clocks.differences([row], edits)
    assert words in found


def test_a_clock_that_is_gone_is_found():
    clocks, _ = followed(STARTED)
    assert list(clocks.differences([], ())) == [
        "the clock “investigation” is stored as not there, but its entries left it running 1 times."
    ]
