"""A check-up of time: does the clock go back, and does the machine know the time of day in London?"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfoNotFoundError

from sqlalchemy import func, select

from caseflow.casework.doctor import Finding, ok, soon, wrong
from caseflow.casework.office import Office
from caseflow.records import AuditHead

_ABOUT = "time"
_STEP = timedelta(minutes=2)
"""So far two clocks of one school may be apart."""
_PATIENCE = 10
"""Seconds that systemd has for its answer."""
_SUMMER, _WINTER = datetime(2027, 7, 1, tzinfo=UTC), datetime(2027, 1, 4, tzinfo=UTC)


def zone() -> Iterator[Finding]:
    """Whether summer time in London is known."""
    try:
        from caseflow.lifecycle.days import local
    except ZoneInfoNotFoundError:
        yield wrong(_ABOUT, "The machine does not know the time zone Europe/London: install tzdata.")
        return
    if (local(_SUMMER).hour, local(_WINTER).hour) != (1, 0):
        yield wrong(_ABOUT, "The machine does not know summer time in London: install tzdata anew.")
    else:
        yield ok(_ABOUT, "Summer time in London is known.")


def kept_right() -> Iterator[Finding]:
    """Whether the kernel takes its clock for synchronised: one that goes ahead is not behind any entry.

    systemd is asked, and not the kernel itself: of that a service may not ask it (ProtectClock). Where there is no
    systemd, as in a container, nobody can know it from in there, and nothing is said.
    """
    asked = shutil.which("timedatectl")
    if asked is None:
        return
    try:
        command = [asked, "show", "--property=NTPSynchronized", "--value"]
        said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_PATIENCE).stdout.strip()  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return
    if said == "no":
        yield soon(
            _ABOUT,
            "Nothing keeps the clock of this machine right, so it may go ahead unnoticed: switch NTP on "
            "(timedatectl set-ntp true), and see in a few minutes whether it is synchronised.",
        )
    elif said == "yes":
        yield ok(_ABOUT, "The clock of this machine is kept right.")


def against_the_record(office: Office) -> Iterator[Finding]:
    """Whether the clock is behind the newest entry that was ever written."""
    with office.store.reading() as session:
        newest = session.scalar(select(func.max(AuditHead.last_time)))
    behind = datetime.fromisoformat(newest) - office.clock() if newest else timedelta()
    if behind > _STEP:
        yield wrong(
            _ABOUT,
            f"The clock is {_how_long(behind)} behind the newest entry of the record: set it right (and let it be kept "
            "right by NTP) before anybody works on; deadlines would be counted from the wrong day.",
        )
    else:
        yield ok(_ABOUT, "The clock is not behind the record.")


def _how_long(span: timedelta) -> str:
    if span >= timedelta(days=1):
        return f"{span.days} day{'s' if span.days > 1 else ''}"
    minutes = int(span.total_seconds() // 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} minutes"
