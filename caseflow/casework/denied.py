"""What a refused request leaves: one entry in the journal of the school that says who, when, and what kind of page.

What is not permitted and what does not exist are written down alike, and never which one was asked for: an entry that
named it would tell that it is there. In one hour the first is written for a person and a kind of page, and then ever
more rarely, each with how many they were: whoever sends thousands does not fill the log with them.
"""

from __future__ import annotations

from caseflow.casework import journal, throttle
from caseflow.casework.desk import Desk
from caseflow.casework.people import Someone

DENIED = "request_denied"
"""The event of such an entry. Whoever has the data protection officer's post reads them, and everybody their own."""
NOWHERE = "an address that there is not"
"""The kind of page of an address that fits none, however it is written."""


def note(desk: Desk, person: Someone, kind: str) -> None:
    """Write down that somebody was answered as if there were nothing. `kind` is the pattern of an address."""
    counted = throttle.at_a_refusal(desk, person.id, kind)
    counted.failed()
    if not counted.told:
        return
    many = f", {counted.times} times within the hour" if counted.times > 1 else ""
    journal.write_for_school(
        desk,
        person.school_id,
        DENIED,
        person.id,
        page=kind,
        times=counted.times,
        sentence=f"Asked for what they may not see or what does not exist: {kind}{many}",
    )
