"""A check-up of reminders: is all done that time asks for, and was somebody told of each deadline that was missed?"""

from __future__ import annotations

from collections.abc import Iterator

from caseflow.casework import rounds, timekeeping
from caseflow.casework.desk import Desk
from caseflow.casework.doctor import Finding, ok, wrong
from caseflow.casework.figures import UNTOLD
from caseflow.casework.office import Office
from caseflow.lifecycle.days import say_moment

_ABOUT = "reminders"


def look(office: Office) -> Iterator[Finding]:
    """Ask when all was last done, and count the deadlines that were missed in silence."""
    with office.store.reading() as session:
        desk = Desk(session, office.keyring, office.safe, office.clock)
        done, untold = rounds.last_done(desk), timekeeping.untold(desk, UNTOLD)
    late = done is None or office.clock() - done > UNTOLD
    if late:
        when = "yet" if done is None else f"since {say_moment(done)}"
        yield wrong(
            _ABOUT,
            f"No round of the worker was without trouble {when}: its log says what could not be looked at, and "
            "caseflow remind says in which case.",
        )
    if untold:
        yield wrong(
            _ABOUT,
            f"Of deadlines that were missed more than an hour ago nobody was told (deadlines: {untold}): see to the "
            "worker, and type caseflow remind.",
        )
    if not late and not untold:
        yield ok(_ABOUT, "All is done that time asks for, and of each missed deadline somebody was told.")
