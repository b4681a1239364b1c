"""Whether a school's log is whole, told without telling when somebody wrote in it, or how much.

The whole log is checked each time. Its length is not told: two lengths, and fewer entries in sight between them, would
say that there is something one may not see. For the same reason the checkpoint told is one that the viewer may know of.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from caseflow.casework import checkpoints, verify_log
from caseflow.casework.office import Office
from caseflow.casework.verify_words import in_order
from caseflow.ledger.checkpoint import record_code
from caseflow.records import AuditCheckpoint, School


@dataclass(frozen=True)
class Verdict:
    """Whether the log is whole; if it is not, every fault. The rest is the newest checkpoint that may be told."""

    faults: tuple[str, ...]
    root: str = ""
    made_at: datetime | None = None
    code: str = ""


def verdict(office: Office, school_id: str, checkpoint: int | None) -> Verdict:
    """Check the log of a school from its first entry to its last; its cases are left to the full check.

    That one (`caseflow ledger verify`) names cases in what it finds, so it is for whoever may know of all of them.
    `checkpoint` is the size of the one that may be told, if there is one.
    """
    with office.store.reading() as session:
        school = session.get_one(School, school_id)
    log = verify_log.check(office, school)
    faults = tuple(problem.sentence for problem in in_order(log.problems))
    with office.store.reading() as session:
        kept = None if checkpoint is None else session.get(AuditCheckpoint, (school_id, checkpoint))
    if kept is None:
        return Verdict(faults)
    said = checkpoints.trusted(office.safe, school_id, kept.note)
    return Verdict(faults, said.root.hex() if said else "not to be trusted", kept.made_at, record_code(kept.note))
