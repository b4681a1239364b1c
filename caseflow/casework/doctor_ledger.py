"""A check-up of the sealed record: its newest entries and every checkpoint, or the whole of it if that is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sqlalchemy import select

from caseflow.casework import checkpoints, verify
from caseflow.casework.doctor import Finding, ok, soon, wrong
from caseflow.casework.office import Office
from caseflow.casework.verify_rows import snapshot
from caseflow.ledger.leaf import leaf_hash
from caseflow.records import AuditHead, AuditLeaf, School

_ABOUT = "ledger"
NEWEST = 1_000
"""So many entries are looked at when there is no time for all of them."""
_WHAT_TO_DO = "stop the service, type caseflow ledger verify, and tell the chair of governors"


def look(office: Office, *, whole: bool = False) -> Iterator[Finding]:
    """Check the record of every school, and every case against it if all is to be read."""
    if older := checkpoints.older_than_vouched(office):
        yield wrong(_ABOUT, f"{older[0]} Bring back the newest backup, or ask whoever changed it.")
    elif whole:
        yield _all(office)
    else:
        for school in office.schools():
            yield _newest(office, school)


def outside(addresses: Sequence[str]) -> Iterator[Finding]:
    """Whether somebody outside keeps the signed record."""
    if addresses:
        yield ok(_ABOUT, "Signed checkpoints go outside each night.")
    else:
        yield soon(_ABOUT, "Signed checkpoints go to nobody outside: set CHECKPOINTS_TO, or the proof can be replaced.")


def _all(office: Office) -> Finding:
    report = verify.verify(office)
    if report.whole:
        return ok(_ABOUT, "Every entry and every case is as it was written.")
    return wrong(_ABOUT, f"The record is not whole (faults found: {len(report.all_problems())}): {_WHAT_TO_DO}.")


def _newest(office: Office, school: School) -> Finding:
    with snapshot(office) as session:
        head = session.get(AuditHead, school.id)
        query = select(AuditLeaf).where(AuditLeaf.school_id == school.id).order_by(AuditLeaf.seq.desc()).limit(NEWEST)
        rows = session.scalars(query).all()[::-1]
    sound = bool(head and rows) and _is_end(rows[-1], head) and _is_chain(rows)
    if not sound:
        return wrong(_ABOUT, f"The newest entries of the record of {school.name} were changed: {_WHAT_TO_DO}.")
    return ok(_ABOUT, f"The newest {len(rows)} entries of {school.name} follow each other, as do its checkpoints.")


def _is_end(last: AuditLeaf, head: AuditHead | None) -> bool:
    return head is not None and (head.next_seq, head.last_hash) == (last.seq + 1, last.hash)


def _is_chain(rows: Sequence[AuditLeaf]) -> bool:
    """Whether each entry has the fingerprint that is kept of it, and names that of the one before."""
    own = all(leaf_hash(row.leaf) == row.hash for row in rows)
    return own and all(after.prev == before.hash for before, after in pairwise(rows))
