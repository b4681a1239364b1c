"""Whether a school's log is whole, told without telling when somebody wrote in it.

The whole log is checked each time, but the length and fingerprint told are those of the newest checkpoint: they change
when a checkpoint is made, not when somebody writes. Only before the first checkpoint is the length the log's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseflow.casework import checkpoints, verify_log
from caseflow.casework.office import Office
from caseflow.casework.verify_words import in_order
from caseflow.ledger.checkpoint import record_code
from caseflow.ledger.tree import root_from_nodes
from caseflow.records import AuditCheckpoint, AuditNode, School


@dataclass(frozen=True)
class Verdict:
    """Whether the log is whole; if it is not, every fault. `last` is the number of the last entry vouched for."""

    faults: tuple[str, ...]
    last: int
    root: str
    made_at: datetime | None
    code: str


def verdict(office: Office, school_id: str) -> Verdict:
    """Check the log of a school from its first entry to its last; its cases are left to the full check.

    That one (`caseflow verify`) names cases in what it finds, so it is for whoever may know of all of them.
    """
    with office.store.reading() as session:
        school = session.get_one(School, school_id)
    log = verify_log.check(office, school)
    faults = tuple(problem.sentence for problem in in_order(log.problems))
    with office.store.reading() as session:
        query = select(AuditCheckpoint).where(AuditCheckpoint.school_id == school_id)
        newest = session.scalars(query.order_by(AuditCheckpoint.size.desc()).limit(1)).first()
        if newest is None:
            return Verdict(faults, log.size - 1, _root(session, school_id, log.size).hex(), None, "")
    said = checkpoints.trusted(office.safe, school_id, newest.note)
    root = said.root.hex() if said else "not to be trusted"
    return Verdict(faults, newest.size - 1, root, newest.made_at, record_code(newest.note))


def _root(session: Session, school_id: str, size: int) -> bytes:
    def fetch(level: int, idx: int) -> bytes:
        found = session.get(AuditNode, (school_id, level, idx))
        return found.hash if found else b""

    return root_from_nodes(size, fetch)
