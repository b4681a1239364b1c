"""The report to the governing body on a term: how many, of what kind, how promptly; nothing that could tell who.

No number stands in it, only bands, and no total from which a small number could be worked out. Whoever makes it counts
none of the cases they are kept out of: for them those do not exist.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from caseflow.casework import cases, journal, nameless
from caseflow.casework.casefile import CaseFile, load
from caseflow.casework.desk import Desk
from caseflow.casework.people import Someone
from caseflow.casework.refusals import BadAnswers, NotThere
from caseflow.lifecycle.days import end_of, local, say_day
from caseflow.lifecycle.terms import Track
from caseflow.procedure import PROCEDURE, outcomes, roles
from caseflow.procedure.choices import FINDINGS, LESSONS
from caseflow.procedure.places import CLOSING, CLOSING_AGREED, DBS, ICO, MAIN, MERGED, TRA

MAY_MAKE = (roles.CHAIR.key, roles.VICE_CHAIR.key, roles.CLERK.key)
"""Not the headteacher: a case about them is in the count, and must not be countable to them (invariant 1)."""
LONGEST = timedelta(days=370)
BANDS = ((0, "None"), (4, "1 to 4"), (9, "5 to 9"), (14, "10 to 14"), (24, "15 to 24"))
MORE = "25 or more"
_LEAST_FOR_A_SHARE = 5
_SHARES = ((0.5, "fewer than half"), (0.8, "more than half"), (0.95, "most"), (1.01, "nearly all, or all"))


@dataclass(frozen=True)
class Bar:
    """One line of a table, and one bar of the chart beside it. `height` is the number of its band, 0 for none."""

    name: str
    band: str
    height: int


@dataclass(frozen=True)
class Chart:
    """A table of bands, drawn and written out."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class BoardReport:
    """All that the governing body is told of a term."""

    start: date
    end: date
    charts: tuple[Chart, ...]
    timeliness: str


def band(count: int) -> Bar:
    """A count as the report may tell it; the name is still to be given."""
    for height, (most, words) in enumerate(BANDS):
        if count <= most:
            return Bar("", words, height)
    return Bar("", MORE, len(BANDS))


def make(desk: Desk, person: Someone, start: date, end: date) -> BoardReport:
    """The report on a time that is over. Raises NotThere, and BadAnswers where the days will not do."""
    if not person.holds(*MAY_MAKE):
        raise NotThere
    today = local(desk.now).date()
    if not start < end:
        raise BadAnswers({"end": "The last day must be after the first day"})
    if end >= today:
        raise BadAnswers(
            {"end": f"Choose a day before today: a report is made of a time that is over, to {say_day(end)}"}
        )
    if end - start > LONGEST:
        raise BadAnswers({"start": "Choose a time of no more than a year"})
    first, last = end_of(start - timedelta(days=1)), end_of(end)
    counted = (load(desk, case) for case in cases.counted(desk, person, first, last))
    files = [file for file in counted if file.at(MAIN) != MERGED.key]  # a matter reported twice is one case
    report = BoardReport(start, end, tuple(_charts(files)), _timeliness(files, first, last))
    journal.write_for_school(
        desk,
        person.school_id,
        "board_report_made",
        person.id,
        start=start.isoformat(),
        end=end.isoformat(),
        sentence="A report to the governing body was made",
    )
    return report


def _charts(files: list[CaseFile]) -> Iterable[Chart]:
    yield chart("Cases reported", {"In this time": len(files)})
    kinds = Counter(kind for file in files for kind in nameless.kinds_of(file))
    yield chart("What they were about", {kind: kinds[kind] for kind in nameless.ALL_KINDS})
    yield chart("How serious they were judged to be", _severities(files))
    stages = Counter(PROCEDURE.state[file.at(MAIN) or ""].title for file in files)
    yield chart("Where they stand now", {title: count for title, count in sorted(stages.items()) if count})
    yield chart("Others who were brought in", _brought_in(files))
    found = Counter(one for file in files for one in outcomes.findings_now(file).values())
    yield chart("What was found", {option.title: found[option.key] for option in FINDINGS})
    learnt = Counter(one for file in files for one in _lessons(file))
    yield chart("What there was to learn", {option.title: learnt[option.key] for option in LESSONS})


def _lessons(file: CaseFile) -> tuple[str, ...]:
    """The kinds of what a case taught, once two people agreed that it is over; what exactly stays in the case."""
    return tuple(file.answer("lesson_kinds") or ()) if file.at(CLOSING) == CLOSING_AGREED.key else ()


def chart(title: str, counts: Mapping[str, int]) -> Chart:
    """Counts as the report tells them: in bands alone, in their order."""
    bars = []
    for name, count in counts.items():
        told = band(count)
        bars.append(Bar(name, told.band, told.height))
    return Chart(title, tuple(bars))


def _severities(files: list[CaseFile]) -> dict[str, int]:
    given = Counter(int(file.answer("severity") or file.facts.get("severity") or 0) for file in files)
    return {
        "Advice, or low-level": given[0] + given[1] + given[2],
        "Misconduct": given[3],
        "Serious misconduct, or more": given[4] + given[5],
    }


def _brought_in(files: list[CaseFile]) -> dict[str, int]:
    def at(track: Track, *states: str) -> int:
        return sum(file.at(track) in states for file in files)

    return {
        "The LADO": sum(bool(file.when("refer-to-lado") or file.when("log-lado-advice")) for file in files),
        "The police": sum(bool(file.when("report-to-police")) for file in files),
        "The ICO": at(ICO, "ico-notified", "ico-ended"),
        "The DBS": at(DBS, "dbs-referred"),
        "The TRA": at(TRA, "tra-referred"),
        "Suspensions": sum(bool(file.when("suspend")) for file in files),
    }


def _timeliness(files: list[CaseFile], first: datetime, last: datetime) -> str:
    """How many of the times that fell due were kept, in words; nothing of it where they were few."""
    due = [clock for file in files for clock in file.clocks if first < clock.due_at <= last]
    due = [clock for clock in due if not PROCEDURE.deadline[clock.key].lapses]
    if len(due) < _LEAST_FOR_A_SHARE:
        return "Too few times fell due to say how many were kept."
    kept = sum(clock.met_at is not None and clock.met_at <= clock.due_at for clock in due) / len(due)
    words = next(words for least, words in _SHARES if kept < least)
    return f"Of the times that fell due, {words} were kept."
