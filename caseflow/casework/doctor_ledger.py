"""A check-up of the sealed record: its newest entries and every checkpoint, or the whole of it if that is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from sqlalchemy import select

from caseflow.casework import checkpoint_post, checkpoints, verify
from caseflow.casework.desk import Desk
from caseflow.casework.doctor import Finding, Premises, ok, soon, wrong
from caseflow.casework.office import Office
from caseflow.casework.outbox import State
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
            yield from _kept_outside(office, school)
            yield _newest(office, school)


def outside(office: Office, place: Premises) -> Iterator[Finding]:
    """Whether somebody outside keeps the signed record: it must have left for each address, and not only be meant to.

    An address is named by its place in the setting.
    """
    if not place.checkpoints_to:
        yield soon(_ABOUT, "Signed checkpoints go to nobody outside: set CHECKPOINTS_TO, or the proof can be replaced.")
    elif place.mail is None:
        yield soon(_ABOUT, "Signed checkpoints leave for nobody outside without a mail server: set SMTP_HOST.")
    else:
        yield from _left(office, place.checkpoints_to)


def _left(office: Office, addresses: Sequence[str]) -> Iterator[Finding]:
    with office.store.reading() as session:
        desk = Desk(session, office.keyring, office.safe, office.clock)
        schools = [(school.name, checkpoint_post.not_left(desk, school.id, addresses)) for school in office.schools()]
    for name, found in schools:
        for number, state in found.items():
            yield _not_left(f"of {name} to address {number} of CHECKPOINTS_TO", state)
    if not any(found for _, found in schools):
        yield ok(_ABOUT, "Signed checkpoints go outside each night, and of late left for each address.")


def _not_left(which: str, state: State | None) -> Finding:
    if state is None:
        return soon(_ABOUT, f"No signed checkpoint {which} was sent yet: the worker does so at night; look again then.")
    if state is State.BOUNCED:
        return wrong(_ABOUT, f"The mail server refused the newest signed checkpoint {which}: put the address right.")
    return wrong(_ABOUT, f"No signed checkpoint {which} left for two days: see to the worker and the mail server.")


def _all(office: Office) -> Finding:
    report = verify.verify(office)
    if report.whole:
        return ok(_ABOUT, "Every entry and every case is as it was written.")
    return wrong(_ABOUT, f"The record is not whole (faults found: {len(report.all_problems())}): {_WHAT_TO_DO}.")


def _kept_outside(office: Office, school: School) -> Iterator[Finding]:
    with snapshot(office) as session:
        lacks = checkpoints.lacking(office, session, school.id)
    if lacks.notes:
        yield wrong(
            _ABOUT, f"The newest checkpoints of {school.name} lie in the database alone: start the service anew."
        )


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
