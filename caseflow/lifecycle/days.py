"""Counting time as a school's letters promise it: civil days in Europe/London, never twenty-four hours for a day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from holidays import country_holidays

LONDON = ZoneInfo("Europe/London")
END_OF_DAY = time(23, 59, 59)


@cache
def bank_holidays(year: int) -> Mapping[date, str]:
    """The bank holidays of England in a year with their names, from the library that is kept up to date by others."""
    return dict(country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """Monday to Friday, less English bank holidays. School holidays count as working days (domain note, Clocks)."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def days_after(day: date, count: int, counts: Callable[[date], bool]) -> date:
    """The day that is `count` such days after `day`, which itself is day 0."""
    while count:
        day += timedelta(days=1)
        count -= counts(day)
    return day


def days_between(start: date, end: date, counts: Callable[[date], bool]) -> int:
    """How many such days lie after `start`, up to and including `end`; 0 if `end` is not later."""
    return sum(counts(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def working_days_after(day: date, count: int) -> date:
    """The working day that is `count` working days after `day`, which itself is day 0."""
    return days_after(day, count, is_working_day)


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after `start` up to and including `end`; 0 if `end` is not later."""
    return days_between(start, end, is_working_day)


def months_after(day: date, count: int) -> date:
    """The same day `count` months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def end_of(day: date) -> datetime:
    """The last second of a civil day in London, as an instant in UTC."""
    return datetime.combine(day, END_OF_DAY, LONDON).astimezone(UTC)


def start_of(day: date) -> datetime:
    """The first second of a civil day in London, as an instant in UTC."""
    return datetime.combine(day, time.min, LONDON).astimezone(UTC)


def moment_of(when: date, of_day: Callable[[date], datetime]) -> datetime:
    """A moment as it is, or that which a day stands for: its first second, or its last."""
    return when if isinstance(when, datetime) else of_day(when)


def local(instant: datetime) -> datetime:
    """An instant as the clock on a school's wall shows it."""
    return instant.astimezone(LONDON)


def say_day(day: date) -> str:
    """A date as a letter writes it: 4 June 2026."""
    return f"{day.day} {day:%B %Y}"


def say_moment(instant: datetime) -> str:
    """A moment as a page writes it: 4 June 2026 at 9:32am. Few are sure what 12:00pm is, so that is midday."""
    at = local(instant)
    if (at.hour, at.minute) == (12, 0):
        return f"{say_day(at.date())} at midday"
    return f"{say_day(at.date())} at {at.hour % 12 or 12}:{at:%M}{'am' if at.hour < 12 else 'pm'}"
