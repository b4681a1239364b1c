"""Counting time by hand: one day after another on a calendar reckoned here, to hold the program's own counting against.

Nothing of caseflow is used. Bank holidays come from the Act and the government's announcements, the change of the
clocks from the Summer Time Order, leap years from the rule of 1582; a pause is days that are passed over.
"""

from __future__ import annotations

from calendar import timegm
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache

ONE = timedelta(days=1)

# The one-off holidays and moves of these years, as the government announced them.
MOVED = {
    date(2022, 5, 30): False,
    date(2022, 6, 2): True,
    date(2022, 6, 3): True,
    date(2022, 9, 19): True,
    date(2023, 5, 8): True,
}


def easter(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian reckoning of 1876."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    month, day = divmod(h + m - 7 * ((a + 11 * h + 22 * m) // 451) + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays_by_hand(year: int) -> frozenset[date]:
    """Banking and Financial Dealings Act 1971, as England keeps it."""

    def first_monday(month: int) -> date:
        return next(day for n in range(1, 8) if (day := date(year, month, n)).weekday() == 0)

    def last_monday(month: int) -> date:
        return next(day for n in range(31, 24, -1) if (day := date(year, month, n)).weekday() == 0)

    found = {easter(year) - timedelta(days=2), easter(year) + timedelta(days=1)}
    found |= {first_monday(5), last_monday(5), last_monday(8)}
    fixed = [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)]
    found |= {day for day in fixed if day.weekday() < 5}
    for lost in (day for day in fixed if day.weekday() >= 5):  # a weekday in lieu, the next that is free
        after = (lost + timedelta(days=n) for n in range(1, 9))
        found.add(next(day for day in after if day.weekday() < 5 and day not in found))
    kept = {day for day in found if MOVED.get(day) is not False}
    return frozenset(kept | {day for day in MOVED if MOVED[day] and day.year == year})


@cache
def last_sunday(year: int, month: int) -> date:
    """The day on which the clocks change, in March and in October."""
    return next(day for n in range(31, 24, -1) if (day := date(year, month, n)).weekday() == 6)


def summer(instant: datetime) -> bool:
    """Whether London keeps summer time: from one in the morning, Greenwich time, on both last Sundays."""
    utc = instant.astimezone(UTC).replace(tzinfo=None)
    begins, ends = (datetime.combine(last_sunday(utc.year, month), datetime.min.time()) for month in (3, 10))
    return begins + timedelta(hours=1) <= utc < ends + timedelta(hours=1)


def wall_day(instant: datetime) -> date:
    """The day on a wall in London."""
    return (instant.astimezone(UTC) + timedelta(hours=summer(instant))).date()


def last_second(day: date) -> datetime:
    """23:59:59 on a wall in London: an hour earlier in Greenwich if the day ends in summer time."""
    in_summer = last_sunday(day.year, 3) <= day < last_sunday(day.year, 10)
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC) - timedelta(hours=in_summer)


@dataclass(frozen=True)
class School:
    """The days of a school as plain days: those in its terms, those on which it is closed, and the years it knows."""

    in_term: Collection[date] = frozenset()
    closed: Collection[date] = frozenset()
    years: Collection[int] = field(default=frozenset())

    def open(self, day: date) -> bool:
        """Whether pupils come."""
        if not works(day) or day in self.closed:
            return False
        year = day.year if day.month >= 9 else day.year - 1
        return day in self.in_term or year not in self.years


def works(day: date) -> bool:
    """Whether it is a working day."""
    return day.weekday() <= 4 and day not in holidays_by_hand(day.year)


Pauses = Iterable[tuple[datetime, datetime]]


def due(unit: str, amount: int, started: datetime, school: School, pauses: Pauses = ()) -> datetime:
    """When a clock falls due, counted one by one. `pauses` are from when to when it stood still."""
    if unit == "hours":
        lost = sum(timegm(end.utctimetuple()) - timegm(begin.utctimetuple()) for begin, end in pauses)
        return datetime.fromtimestamp(timegm(started.utctimetuple()) + 3600 * amount + lost, UTC)
    day = wall_day(started)
    if unit == "months":
        return last_second(_months(day, amount))
    counts: Callable[[date], bool] = {"working days": works, "school days": school.open}.get(unit, lambda _day: True)
    for begin, end in ((wall_day(begin), wall_day(end)) for begin, end in pauses):
        day, amount = _until_paused(day, amount, begin, counts)
        if end > begin:
            # Paused on its last day, it has the day on which it runs on, or the next that counts.
            day, amount = (end, amount) if amount else (end - ONE, 1)
    while amount:
        day += ONE
        amount -= counts(day)
    return last_second(day)


def happened(entered: datetime, answered: datetime | date) -> datetime:
    """From when to count what was entered at one time, and is said to have happened at another: the earlier."""
    if isinstance(answered, datetime):
        return answered if answered < entered else entered
    return last_second(answered) if answered < wall_day(entered) else entered


def _until_paused(day: date, amount: int, begin: date, counts: Callable[[date], bool]) -> tuple[date, int]:
    while day < begin and amount:
        day += ONE
        amount -= counts(day)
    return day, amount


def _months(day: date, count: int) -> date:
    year, month = day.year, day.month
    for _ in range(count):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    long = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    return date(year, month, min(day.day, long))


def by_24_hours(days: int, started: datetime) -> date:
    """Where somebody lands who takes 24 hours for a day: the wrong day, if the clocks change near midnight."""
    return wall_day(started.astimezone(UTC) + timedelta(hours=24 * days))


def end_by_24_hours(days: int, started: datetime) -> datetime:
    """The end of that day, for somebody who adds 24 hours to the end of the first."""
    return last_second(wall_day(started)) + timedelta(hours=24 * days)
