"""How the rows of guards say what a case is like."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from lifecycle.facts import NOON

from caseflow.lifecycle.days import LONDON
from caseflow.lifecycle.terms import Turn
from caseflow.procedure.choices import HARM_KEYS

Rows = tuple[list[dict[str, object]], list[dict[str, object]]]

NO_HARM = dict.fromkeys(HARM_KEYS, "no")
TEN = datetime(2027, 2, 8, 10, 0, tzinfo=LONDON)
LATER = datetime(2027, 2, 15, 10, 0, tzinfo=LONDON)
EARLY, LATE = NOON - timedelta(days=9), NOON - timedelta(days=1)


def at(**tracks: str) -> dict[str, object]:
    return {"states": {track: state for track, state in tracks.items()}}


def answered(**answers: object) -> dict[str, object]:
    return {"answers": answers}


def holds(part: str, who: str = "helen", *, once: bool = False) -> dict[str, object]:
    return {"was" if once else "parts": {part: [who]}}


def comes(part: str, who: str = "helen") -> dict[str, object]:
    return {"coming": {part: [who]}}


def turnable(*turns: str) -> dict[str, object]:
    return {"turnable": {Turn(turn): ("investigation",) for turn in turns}}


CLOCKS_RUN = {"clocks": ("investigation", "lado-contact")}


def dismissed_on(day: date, heard: datetime | None = None, **answers: object) -> dict[str, object]:
    """A dismissal from a day on, and what an appeal that was heard made of it."""
    happened = {"decide": EARLY, **({"decide-appeal": heard} if heard else {})}
    return {"answers": {"sanction": "dismissal", "dismissal_date": day, **answers}, "happened": happened}


ARRANGED = {"hearing_at": TEN, "postponed_to": LATER}
