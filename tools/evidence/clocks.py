"""Holds every clock of the procedure against a count by hand, day by day over ten years, and writes what came out.

The count by hand (tests/lifecycle/day_by_day.py) uses nothing of caseflow. The answer is 0 only if nothing differs.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from lifecycle import day_by_day  # noqa: E402 -- after its folder is named
from lifecycle.facts import Facts  # noqa: E402

from caseflow.lifecycle.clocks import after_pause, counted, counts_from, due_at  # noqa: E402
from caseflow.lifecycle.schooldays import DayKind, SchoolCalendar, Stretch  # noqa: E402
from caseflow.lifecycle.terms import Deadline, Kind, Unit  # noqa: E402
from caseflow.procedure import PROCEDURE  # noqa: E402

WHERE = ROOT / "docs" / "evidence" / "clocks.md"
SEED, CASES, PAUSED = 20_270_118, 30_000, 3_000
YEARS = range(2021, 2031)
CORONATION = date(2023, 5, 8)
DAY = timedelta(days=1)

Raw = tuple[DayKind, date, date]


@dataclass
class Tally:
    """What came out for one rule."""

    cases: int = 0
    differences: list[str] = field(default_factory=list)
    wrong_day: int = 0
    wrong_instant: int = 0


@dataclass
class Run:
    """All that came out. `touched` counts the cases by what makes them hard."""

    seed: int
    term_edges: frozenset[date] = frozenset()
    rules: dict[str, Tally] = field(default_factory=dict)
    touched: Counter[str] = field(default_factory=Counter)
    later: Tally = field(default_factory=Tally)
    pauses: Tally = field(default_factory=Tally)

    @property
    def cases(self) -> int:
        return sum(one.cases for one in self.rules.values())

    @property
    def differences(self) -> list[str]:
        return [words for one in (*self.rules.values(), self.later, self.pauses) for words in one.differences]


def main() -> int:
    """Run it, write the page, and say in one line what came out."""
    run = compare(SEED, CASES, PAUSED)
    WHERE.parent.mkdir(exist_ok=True)
    WHERE.write_text(page(run), "utf-8")
    more = f"{run.later.cases:,} entered at another time than they happened, {run.pauses.cases:,} with pauses"
    print(f"{run.cases:,} cases, {more}: {len(run.differences)} differences")
    for words in run.differences[:10]:
        print(f"  {words}")
    return 1 if run.differences else 0


def compare(seed: int, cases: int, paused: int) -> Run:
    """Compare so many cases: every edge with every rule, and days and amounts at random besides."""
    dice = random.Random(seed)  # noqa: S311 -- a run that can be run again
    apart = random.Random(seed)  # noqa: S311 -- of its own, so that the other cases stay what they were
    raw = school_years(dice)
    run = Run(seed, frozenset(day for kind, *edges in raw if kind is DayKind.TERM for day in edges))
    calendar, by_hand = calendar_of(raw), school_of(raw)
    edges, rules = list(edge_days(dice, raw)), list(every_rule())
    more = max(cases - len(edges) * len(rules), 0)
    for name, deadline, settings in rules:
        tally = run.rules.setdefault(name, Tally())
        starts = [*edges, *(at_random(dice) for _ in range(-(-more // len(rules))))]
        for number, started in enumerate(starts):
            chosen = dict(settings)
            if number >= len(edges) and isinstance(deadline.amount, str):
                chosen[deadline.amount] = dice.randint(1, 40)
            _compare_one(run, tally, deadline, started, Facts(settings=chosen, calendar=calendar), by_hand)
        for started in starts:
            _compare_entered(run.later, apart, deadline, started, Facts(settings=settings, calendar=calendar), by_hand)
    for _ in range(paused):
        _compare_paused(run.pauses, dice, calendar, by_hand)
    return run


def every_rule() -> Iterator[tuple[str, Deadline, dict[str, str]]]:
    """The clocks of the procedure that are counted, in each of the days they may be counted in; and what is to come."""
    offered = {setting.key: [option.key for option in setting.options] for setting in PROCEDURE.settings}
    for one in PROCEDURE.deadlines:
        for unit in offered.get(one.counted_in, (one.unit.value,)):
            if unit != Unit.AT:
                yield f"{one.title} ({unit})", one, {one.counted_in: unit} if one.counted_in else {}
    usual = replace(PROCEDURE.deadlines[0], counted_in="")
    yield "6 months, as of a first warning", replace(usual, unit=Unit.MONTHS, amount=6), {}
    yield "12 months, as of a final warning", replace(usual, unit=Unit.MONTHS, amount=12), {}
    yield "10 school days", replace(usual, unit=Unit.SCHOOL_DAYS, amount=10), {}


def school_years(dice: random.Random) -> list[Raw]:
    """Terms, half-terms, INSET days and closures of ten school years but the last, which nobody has entered yet."""
    raw: list[Raw] = []
    for year in range(YEARS[0] - 1, YEARS[-1]):
        terms = [
            (date(year, 9, dice.randint(1, 6)), date(year, 12, dice.randint(16, 22))),
            (date(year + 1, 1, dice.randint(3, 8)), date(year + 1, 3, dice.randint(22, 31))),
            (date(year + 1, 4, dice.randint(8, 20)), date(year + 1, 7, dice.randint(18, 25))),
        ]
        for first, last in terms:
            middle = first + (last - first) // 2
            monday = middle - DAY * middle.weekday()
            raw += [(DayKind.TERM, first, last), (DayKind.HOLIDAY, monday, monday + DAY * 4)]
            raw += [(DayKind.INSET, first, first)] * dice.randint(0, 1)
            closed = first + DAY * dice.randint(5, 60)
            raw += [(DayKind.CLOSURE, closed, closed + DAY * dice.randint(0, 2))] * dice.randint(0, 1)
    return raw


def calendar_of(raw: list[Raw]) -> SchoolCalendar:
    """As the program knows it."""
    return SchoolCalendar(tuple(Stretch(*one) for one in raw))


def school_of(raw: list[Raw]) -> day_by_day.School:
    """As it is counted by hand."""
    days = {kind: set[date]() for kind in DayKind}
    for kind, first, last in raw:
        days[kind] |= {first + DAY * n for n in range((last - first).days + 1)}
    in_term = days.pop(DayKind.TERM)
    years = {day.year if day.month >= 9 else day.year - 1 for day in in_term}
    return day_by_day.School(frozenset(in_term), frozenset().union(*days.values()), frozenset(years))


def edge_days(dice: random.Random, raw: list[Raw]) -> Iterator[datetime]:
    """The days on which counting goes wrong: clock changes, leap days, term edges, bank holidays, the turn of years."""
    for year in YEARS:
        sundays = [day_by_day.last_sunday(year, month) for month in (3, 10)]
        for day in _around(sundays, 1):
            yield from (_at(day, minute) for minute in (0, 59, 90, 150, 720, 1410, 1439))
        turns = [date(year, 2, 28), date(year, 3, 1), date(year, 12, 31), date(year, 1, 1)]
        for day in (*turns, *_around(sorted(day_by_day.holidays_by_hand(year)), 1)):
            yield _at(day, dice.randrange(1440))
    for year in (2024, 2028):
        yield from (_at(date(year, 2, 29), minute) for minute in (0, 720, 1439))
    for _, first, last in raw:
        days = (first - DAY, first, last, last + DAY)
        yield from (_at(day, dice.randrange(1440)) for day in days if day.year in YEARS)


def _around(days: Iterable[date], by: int) -> Iterator[date]:
    """These days, and those just before and after."""
    return (day + DAY * ahead for day in days for ahead in range(-by, by + 1))


def _at(day: date, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minute)


def at_random(dice: random.Random) -> datetime:
    """A moment of these years."""
    return datetime(YEARS[0], 1, 1, tzinfo=UTC) + timedelta(seconds=dice.randrange(len(YEARS) * 365 * 86_400))


def _compare_one(
    run: Run, tally: Tally, deadline: Deadline, started: datetime, facts: Facts, by_hand: day_by_day.School
) -> None:
    unit = facts.setting(deadline.counted_in) if deadline.counted_in else deadline.unit.value
    amount = deadline.amount if isinstance(deadline.amount, int) else int(facts.setting(deadline.amount))
    found, due = due_at(deadline, started, facts, {}), day_by_day.due(unit, amount, started, by_hand)
    _note(tally, found, due, f"{deadline.key}: {amount} {unit} from {started:%Y-%m-%d %H:%M}Z")
    begin, end = day_by_day.wall_day(started), day_by_day.wall_day(due)
    run.touched.update(_touches(begin, end))
    run.touched["begin on the first or last day of a term"] += begin in run.term_edges
    if unit != Unit.HOURS:
        tally.wrong_day += day_by_day.by_24_hours((end - begin).days, started) != end
        tally.wrong_instant += day_by_day.end_by_24_hours((end - begin).days, started) != due


def _compare_entered(
    tally: Tally,
    dice: random.Random,
    deadline: Deadline,
    entered: datetime,
    facts: Facts,
    by_hand: day_by_day.School,
) -> None:
    """Something that happened up to three weeks before it was entered, or is to happen up to a week after."""
    for key in deadline.since_answers:
        moment = entered + timedelta(minutes=dice.randint(-60 * 24 * 21, 60 * 24 * 7))
        day = PROCEDURE.question[key].kind is Kind.DAY
        answered = day_by_day.wall_day(moment) if day else moment
        unit = facts.setting(deadline.counted_in) if deadline.counted_in else deadline.unit.value
        amount = deadline.amount if isinstance(deadline.amount, int) else int(facts.setting(deadline.amount))
        answers = {key: answered}
        found = due_at(deadline, counts_from(deadline, entered, facts, answers), facts, answers)
        due = day_by_day.due(unit, amount, day_by_day.happened(entered, answered), by_hand)
        said = f"{deadline.key}: {amount} {unit} from {key} {answered}, entered {entered:%Y-%m-%d %H:%M}Z"
        _note(tally, found, due, said)
        tally.wrong_day += day_by_day.due(unit, amount, entered, by_hand) != due


def _note(tally: Tally, found: datetime, due: datetime, what: str) -> None:
    tally.cases += 1
    if found != due:
        tally.differences.append(
            f"{what}: the program says {found:%Y-%m-%d %H:%M:%S}Z, by hand {due:%Y-%m-%d %H:%M:%S}Z"
        )


def _touches(begin: date, end: date) -> Iterator[str]:
    changes = {day_by_day.last_sunday(year, month): month for year in range(2021, 2033) for month in (3, 10)}
    if begin in changes:
        yield "begin on the day the clocks change"
    for day, month in changes.items():
        if begin <= day <= end:
            yield f"run over the change of the clocks in {'March' if month == 3 else 'October'}"
    if any(begin <= date(year, 2, 29) <= end for year in (2024, 2028)):
        yield "run over a leap day"
    if begin in day_by_day.holidays_by_hand(begin.year):
        yield "begin on a bank holiday"
    if begin <= CORONATION <= end:
        yield "run over 8 May 2023, the coronation's bank holiday"


def _compare_paused(tally: Tally, dice: random.Random, calendar: SchoolCalendar, by_hand: day_by_day.School) -> None:
    unit = dice.choice([Unit.HOURS, Unit.WORKING_DAYS, Unit.SCHOOL_DAYS, Unit.CALENDAR_DAYS])
    amount, started = dice.randint(1, 40), at_random(dice)
    due, now, pauses = counted(unit, amount, started, calendar), started, []
    for _ in range(dice.randint(1, 3)):
        paused = now + (due - now) * dice.random()
        now = paused + timedelta(minutes=dice.randint(1, 60 * 24 * 30))
        pauses.append((paused, now))
        due = after_pause(unit, due, paused, now, calendar)
    said = f"{amount} {unit} from {started:%Y-%m-%d %H:%M}Z, paused {len(pauses)} times"
    _note(tally, due, day_by_day.due(unit.value, amount, started, by_hand, pauses), said)


def page(run: Run) -> str:
    """What came out, for people to read."""
    rows = [
        f"| {name} | {one.cases:,} | {len(one.differences)} | {one.wrong_day:,} | {one.wrong_instant:,} |"
        for name, one in run.rules.items()
    ]
    touched = [f"| {what} | {count:,} |" for what, count in sorted(run.touched.items())]
    wrong = (sum(one.wrong_day for one in run.rules.values()), sum(one.wrong_instant for one in run.rules.values()))
    lines = [
        "# Clocks against a count by hand",
        "",
        "Written by `make evidence-clocks`. Every clock of the procedure that counts hours, days or months is compared",
        "with a count that goes from one day to the next on a calendar reckoned by itself: bank holidays from the Act,",
        "the change of the clocks from the Summer Time Order, leap years from their rule. It uses no code of ours.",
        "",
        f"- Years: {YEARS[0]} to {YEARS[-1]}; seed {run.seed}",
        f"- Cases compared: {run.cases:,}",
        f"- Cases with pauses compared: {run.pauses.cases:,}",
        f"- Cases compared that were entered at another time than they happened: {run.later.cases:,}, of which a count",
        f"  from the entry would be wrong in {run.later.wrong_day:,}",
        f"- Differences: {len(run.differences)}",
        f"- Cases in which somebody who takes 24 hours for a day lands on the wrong day: {wrong[0]:,}",
        f"- Cases in which somebody who adds 24 hours to the end of a day misses its end: {wrong[1]:,}",
        "",
        "The last two say that the comparison has teeth: a program that counted so would differ here.",
        "",
        "| Clock | Cases | Differences | Wrong day by +24 h | Wrong second by +24 h |",
        "| --- | ---: | ---: | ---: | ---: |",
        *rows,
        f"| Entered at another time than it happened | {run.later.cases:,} | {len(run.later.differences)} | – | – |",
        f"| Paused one to three times | {run.pauses.cases:,} | {len(run.pauses.differences)} | – | – |",
        "",
        "## What makes them hard",
        "",
        "| Cases that … | Count |",
        "| --- | ---: |",
        *touched,
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
