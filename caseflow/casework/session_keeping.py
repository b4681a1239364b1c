"""Ending sessions: one's own, and somebody else's by whoever keeps the system running. Each is written down."""

from __future__ import annotations

from caseflow.casework import journal, people, sessions
from caseflow.casework.desk import Desk
from caseflow.casework.people import Someone
from caseflow.casework.refusals import NotThere
from caseflow.procedure import roles
from caseflow.records import Person, new_id


def end_one(desk: Desk, someone: Someone, session_id: str) -> None:
    """End one of one's own sessions. Raises NotThere if it is not theirs."""
    sessions.end(desk, someone, session_id)
    _tell(desk, someone, someone, 1)


def end_others(desk: Desk, someone: Someone, kept: str) -> int:
    """End all of one's own sessions but the one at hand, and return how many ended."""
    ended = sessions.end_all(desk, someone, but=kept)
    _tell(desk, someone, someone, ended)
    return ended


def whom(desk: Desk, actor: Someone, person_id: str) -> Someone:
    """Somebody whose sessions this person may end. Raises NotThere: only an IT administrator may, at their school."""
    other = people.everyone(desk, actor.school_id).get(person_id)
    if other is None or not actor.holds(roles.IT_ADMINISTRATOR.key):
        raise NotThere
    return other


def end_all_of(desk: Desk, actor: Someone, person_id: str) -> int:
    """End every session of somebody, as when their machine was lost. It gives whoever does so no way in.

    Their credential changes too, so that a session begun at this very moment ends with the others.
    """
    other = whom(desk, actor, person_id)
    ended = sessions.end_all(desk, other)
    desk.session.get_one(Person, other.id).credential = new_id()
    desk.session.flush()
    _tell(desk, actor, other, ended)
    return ended


def _tell(desk: Desk, actor: Someone, other: Someone, ended: int) -> None:
    sentence = "Somebody ended sessions of their own" if actor.id == other.id else "All sessions of somebody were ended"
    journal.write_for_school(
        desk, actor.school_id, "sessions_ended", actor.id, whose=other.id, ended=ended, sentence=sentence
    )
