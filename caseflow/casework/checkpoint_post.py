"""Signed checkpoints by e-mail, once a day, to addresses outside the school: the proof that no insider can take back.

The addresses are set where the program is installed and not on a page: nobody who handles cases can turn them aside.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from caseflow.casework import checkpoints, outbox
from caseflow.casework.desk import Desk
from caseflow.casework.office import Office
from caseflow.lifecycle.days import local, start_of
from caseflow.procedure.settings import CHECKPOINT_HOUR
from caseflow.records import AuditCheckpoint, AuditHead, Outgoing


def send(office: Office, addresses: Sequence[str]) -> int:
    """Queue today's checkpoint of each school whose record has grown. Returns for how many schools."""
    if not addresses or local(office.clock()).hour < CHECKPOINT_HOUR:
        return 0
    return sum(_for_school(office, school.id, addresses) for school in office.schools())


def _for_school(office: Office, school_id: str, addresses: Sequence[str]) -> bool:
    with office.at_work() as desk:
        if not _has_grown(desk, school_id) or _sent_today(desk, school_id):
            return False
        made = checkpoints.make(desk, school_id)
        for address in addresses:
            outbox.of_checkpoint(desk, school_id, address, made.note)
    return True


def _sent_today(desk: Desk, school_id: str) -> bool:
    today = start_of(local(desk.now).date())
    query = select(Outgoing.id).where(
        Outgoing.school_id == school_id, Outgoing.kind == outbox.CHECKPOINT, Outgoing.queued_at >= today
    )
    return desk.session.scalar(query.limit(1)) is not None


def _has_grown(desk: Desk, school_id: str) -> bool:
    """Whether anything was written since the last checkpoint but that it was made."""
    head = desk.session.get(AuditHead, school_id, with_for_update=True)  # two that come at once do it once
    last = desk.session.scalar(select(func.max(AuditCheckpoint.size)).where(AuditCheckpoint.school_id == school_id))
    return head is not None and head.next_seq > (-1 if last is None else last) + 1
