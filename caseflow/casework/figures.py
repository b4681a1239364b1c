"""How the installation stands, in a few numbers: of its post and of its record. They count nobody's cases."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from caseflow.casework import post_state, rounds, timekeeping
from caseflow.casework.desk import Desk
from caseflow.casework.office import Office
from caseflow.casework.outbox import LETTER, State
from caseflow.records import AuditCheckpoint, AuditHead, Outgoing

UNTOLD = timedelta(hours=1)
"""After so long somebody should have been told that a deadline was missed: time is let pass every five minutes."""


def now(office: Office) -> dict[str, float]:
    """The figures of this moment, by name. If the database does not answer, that is the only one."""
    if not office.store.is_ready():
        return {"caseflow_ready": 0}
    try:
        with office.store.reading() as session:
            desk = Desk(session, office.keyring, office.safe, office.clock)
            return {"caseflow_ready": 1, **_of_post(desk), **_of_time(desk), **_of_record(desk)}
    except SQLAlchemyError:  # it answered, and then no longer
        return {"caseflow_ready": 0}


def letters_in_doubt(desk: Desk) -> int:
    """Letters by e-mail that were refused, or of which nobody knows whether they left: managers decide."""
    query = select(func.count()).select_from(Outgoing).where(Outgoing.kind == LETTER)
    return desk.session.scalar(query.where(Outgoing.state.in_((State.UNKNOWN, State.BOUNCED)))) or 0


def _of_post(desk: Desk) -> dict[str, float]:
    waiting = select(func.count()).select_from(Outgoing).where(Outgoing.state == State.WAITING)
    standing = post_state.standing(desk)
    told: dict[str, float] = {
        "caseflow_outbox_waiting": desk.session.scalar(waiting) or 0,
        "caseflow_outbox_late_seconds": max(0.0, _since(desk, post_state.first_due(desk))),
        "caseflow_letters_in_doubt": letters_in_doubt(desk),
        "caseflow_mail_failing_seconds": _since(desk, standing.failing_since),
    }
    return told | ({"caseflow_worker_seen_seconds": _since(desk, standing.seen_at)} if standing.seen_at else {})


def _of_time(desk: Desk) -> dict[str, float]:
    done = rounds.last_done(desk)
    told: dict[str, float] = {"caseflow_deadlines_untold": timekeeping.untold(desk, UNTOLD)}
    return told | ({"caseflow_time_passed_seconds": _since(desk, done)} if done else {})


def _of_record(desk: Desk) -> dict[str, float]:
    signed = desk.session.scalar(select(func.max(AuditCheckpoint.made_at)))
    told: dict[str, float] = {"caseflow_ledger_entries": desk.session.scalar(select(func.sum(AuditHead.next_seq))) or 0}
    return told | ({"caseflow_checkpoint_age_seconds": _since(desk, signed)} if signed else {})


def _since(desk: Desk, moment: datetime | None) -> float:
    return (desk.now - moment).total_seconds() if moment else 0.0
