"""The round of a check-up: what needs nothing first, then keys and database, then what can be asked of both."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from caseflow.casework import (
    doctor_calendar,
    doctor_database,
    doctor_disk,
    doctor_keys,
    doctor_ledger,
    doctor_post,
    doctor_reminders,
    doctor_time,
)
from caseflow.casework.doctor import Finding, Premises, attempted, wrong
from caseflow.casework.office import Office


def examine(place: Premises, *, whole: bool = False) -> Iterator[Finding]:
    """Look at everything, one thing after another. `whole` reads all of the record, which takes a while."""
    if not place.keys.exists() and not doctor_database.is_there(place.database_url):
        yield wrong("school", f"No school is set up in {place.home} yet: type caseflow init.")
        return
    yield from attempted("disk", partial(doctor_disk.space, place))
    yield from attempted("backups", partial(doctor_disk.backups, place))
    yield from attempted("time", doctor_time.zone)
    yield from attempted("time", doctor_time.kept_right)
    yield from attempted("mail", partial(doctor_post.conversation, place.mail))
    yield from attempted("keys", partial(doctor_keys.files, place))
    yield from attempted("database", partial(doctor_database.look, place, whole=whole))
    with doctor_database.opened(place) as office:
        if office is not None:
            yield from _asked(office, place, whole=whole)


def _asked(office: Office, place: Premises, *, whole: bool) -> Iterator[Finding]:
    yield from attempted("keys", partial(doctor_keys.fit, office))
    yield from attempted("ledger", partial(doctor_ledger.look, office, whole=whole))
    yield from attempted("ledger", partial(doctor_ledger.outside, office, place))
    yield from attempted("time", partial(doctor_time.against_the_record, office))
    yield from attempted("calendar", partial(doctor_calendar.look, office))
    yield from attempted("mail", partial(doctor_post.waiting, office))
    yield from attempted("worker", partial(doctor_post.worker, office))
    yield from attempted("reminders", partial(doctor_reminders.look, office))
