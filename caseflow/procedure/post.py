"""When e-mail leaves: what is urgent, what hours are quiet, and how often one person is written to.

Every e-mail says the same: that something waits. What it is about decides only whether it may wait for the morning.
"""

from datetime import datetime, time, timedelta

from caseflow.lifecycle.days import LONDON, is_working_day, local
from caseflow.lifecycle.terms import Unit
from caseflow.procedure.deadlines import DEADLINES
from caseflow.procedure.escalation import ESCALATE
from caseflow.procedure.reporting import REPORT
from caseflow.procedure.settings import ALWAYS, DAILY, DAYTIME, EACH, WORKING

OPENS, SHUTS = time(7), time(19)
TOGETHER = timedelta(minutes=5)
"""Mail leaves on the marks of this many minutes, so that its time tells nothing of what somebody did at that moment."""

ABOUT_ACCESS = {
    "factor-added": "A way to prove that it is you was added to your sign-in",
    "factor-removed": "A way to prove that it is you was taken from your sign-in",
    "recovery-begun": "Somebody said that they saw you, to restore your access",
    "recovery-agreed": "Two people said that they saw you, and a code that restores your access was made",
    "recovered": "Your access was restored: your password is new, and all else that you signed in with is void",
    "account-linked": "An account at the school’s sign-in was linked to you",
    "account-unlinked": "The link to your account at the school’s sign-in was taken away",
    "password-changed": "Your password was changed",
    "address-changed": "Your e-mail address was changed: you sign in with the new one",
}
"""What somebody is told of their own access, by its key."""

URGENT = frozenset({REPORT.key, ESCALATE.key, *ABOUT_ACCESS})
"""What leaves in quiet hours too, and is never kept for a digest: a new report, a serious breach, one's own access."""

_BY_THE_HOUR = frozenset(one.key for one in DEADLINES if one.unit is Unit.HOURS)


def is_urgent(what: str) -> bool:
    """Whether a notice cannot wait for the morning: what is named above, and a clock that runs by the hour."""
    return what in URGENT or what.rpartition(" ")[2] in _BY_THE_HOUR


def on_the_mark(moment: datetime) -> datetime:
    """The next moment at which mail leaves."""
    past = timedelta(minutes=moment.minute, seconds=moment.second, microseconds=moment.microsecond) % TOGETHER
    return moment + (TOGETHER - past if past else timedelta())


def last_mark(moment: datetime) -> datetime:
    """The mark at or before a moment: what an e-mail says of when it was sent."""
    mark = on_the_mark(moment)
    return mark if mark == moment else mark - TOGETHER


def leaves_at(moment: datetime, hours: str, often: str, *, urgent: bool, since: datetime | None = None) -> datetime:
    """When something that is ready at a moment may leave: at once, or when the quiet hours or the day's wait end.

    `since` is when it first was ready: a day's mail that missed its morning leaves at any open hour after it.
    """
    if urgent or (often == EACH and _is_open(moment, hours)):
        return moment
    if often == DAILY and (_is_the_daily_time(moment, hours) or _missed_its_morning(moment, hours, since or moment)):
        return moment
    return _morning(moment, hours)


def _missed_its_morning(moment: datetime, hours: str, since: datetime) -> bool:
    due = since if _is_the_daily_time(since, hours) else _morning(since, hours)
    return due < moment and _is_open(moment, hours)


def _is_open(moment: datetime, hours: str) -> bool:
    at = local(moment)
    if hours == ALWAYS:
        return True
    return OPENS <= at.time() < SHUTS and (hours == DAYTIME or is_working_day(at.date()))


def _is_the_daily_time(moment: datetime, hours: str) -> bool:
    """Within the hour from which a day's mail leaves: a worker that was late still sends it."""
    at = local(moment)
    return at.hour == OPENS.hour and (hours != WORKING or is_working_day(at.date()))


def _morning(moment: datetime, hours: str) -> datetime:
    """The next time that a day's mail leaves."""
    day = local(moment).date()
    if local(moment).time() >= OPENS:
        day += timedelta(days=1)
    while hours == WORKING and not is_working_day(day):
        day += timedelta(days=1)
    return datetime.combine(day, OPENS, LONDON).astimezone(moment.tzinfo)
