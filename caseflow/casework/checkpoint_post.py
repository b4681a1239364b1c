"""Signed checkpoints by e-mail, every day, to addresses outside the school: the proof that no insider can take back.

One goes though nothing happened, so that whoever keeps them notices if none comes. The addresses are set where the
program is installed and not on a page: nobody who handles cases can turn them aside. If they are changed there, the
journal says so, and the old ones are told, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from caseflow.casework import checkpoints, journal, outbox
from caseflow.casework.desk import Desk, school_scope
from caseflow.casework.office import Office
from caseflow.casework.outbox import State
from caseflow.lifecycle.days import local, start_of
from caseflow.procedure.settings import CHECKPOINT_HOUR
from caseflow.records import AuditHead, Outgoing
from caseflow.vault.keyring import KeyGone

CHANGED = "checkpoint_addresses_changed"
_LEAVES_WITHIN = timedelta(days=2)
"""One is queued each day, and a mail server that is busy may keep it waiting until the next."""


def send(office: Office, addresses: Sequence[str]) -> int:
    """Queue today's checkpoint of each school. Returns for how many schools."""
    return sum(in_school(office, school.id, addresses) for school in office.schools())


def in_school(office: Office, school_id: str, addresses: Sequence[str]) -> bool:
    """Queue today's checkpoint of a school, unless it was; and another at once if it is to go to other addresses."""
    with office.at_work() as desk:
        desk.session.get(AuditHead, school_id, with_for_update=True)  # two that come at once do it once
        newest = _newest(desk, school_id)
        before = _went_to(desk, school_id, newest)
        changed = newest is not None and set(before) != set(addresses)
        if not changed and not (addresses and _is_due(desk, newest)):
            return False
        if changed:
            _write_down(desk, school_id, before, addresses)
        made = checkpoints.make(desk, school_id, to=addresses)
        for address in dict.fromkeys((*addresses, *(before if changed else ()))):
            words = _of_change(address in addresses) if changed else ""
            outbox.of_checkpoint(desk, school_id, address, made.note + words)
    return True


def not_left(desk: Desk, school_id: str, addresses: Sequence[str]) -> dict[int, State | None]:
    """To which of these addresses, by their place, no checkpoint left of late, and where the newest to it stands.

    It stands nowhere if none was ever queued. That one was refused is told at once.
    """
    found = {}
    for place, address in enumerate(addresses, start=1):
        rows = _to(desk, school_id, address)
        newest = State(rows[0].state) if rows else None
        left = [row.done_at for row in rows if row.state == State.SENT and row.done_at]
        since = max(left or [row.queued_at for row in rows[-1:]], default=None)
        if newest is State.BOUNCED or since is None or desk.now - since > _LEAVES_WITHIN:
            found[place] = newest
    return found


def _is_due(desk: Desk, newest: Outgoing | None) -> bool:
    today = start_of(local(desk.now).date())
    return local(desk.now).hour >= CHECKPOINT_HOUR and (newest is None or newest.queued_at < today)


def _newest(desk: Desk, school_id: str) -> Outgoing | None:
    query = select(Outgoing).where(Outgoing.school_id == school_id, Outgoing.kind == outbox.CHECKPOINT)
    return desk.session.scalars(query.order_by(Outgoing.queued_at.desc(), Outgoing.id).limit(1)).first()


def _to(desk: Desk, school_id: str, address: str) -> Sequence[Outgoing]:
    """The newest checkpoints to an address: so many that one of them left within the time, if any did."""
    mark = outbox.whom(desk, school_id, address)
    query = select(Outgoing).where(Outgoing.kind == outbox.CHECKPOINT, Outgoing.whom == mark)
    return desk.session.scalars(query.order_by(Outgoing.queued_at.desc(), Outgoing.id).limit(10)).all()


def _went_to(desk: Desk, school_id: str, newest: Outgoing | None) -> tuple[str, ...]:
    """The addresses that were set when one was queued last: the entry of that checkpoint says them.

    Those of an earlier release do not, nor does one whose key was destroyed; then it is to whom it went.
    """
    if newest is None:
        return ()
    size = int(str(_said(desk, newest)["note"]).split("\n")[1])
    try:
        entry = journal.at(desk, school_id, size)
    except KeyGone:
        entry = None
    if entry is not None and "to" in entry.said:
        return tuple(entry.said["to"])
    together = select(Outgoing).where(
        Outgoing.school_id == school_id, Outgoing.kind == outbox.CHECKPOINT, Outgoing.queued_at == newest.queued_at
    )
    return tuple(str(_said(desk, row)["address"]) for row in desk.session.scalars(together))


def _said(desk: Desk, row: Outgoing) -> dict[str, Any]:
    said: dict[str, Any] = desk.unseal(school_scope(row.school_id), row.sealed, outbox.context(row.id))
    return said


def _write_down(desk: Desk, school_id: str, before: Sequence[str], addresses: Sequence[str]) -> None:
    sentence = "The addresses outside to which signed checkpoints go were changed where caseflow is installed"
    said = {"before": sorted(before), "to": sorted(addresses)}
    journal.write_for_school(desk, school_id, CHANGED, "service", **said, sentence=sentence)


def _of_change(goes_on: bool) -> str:
    """What stands below the checkpoint that tells of other addresses."""
    yours = "This one is among them still" if goes_on else "This one is no longer among them, and gets no more"
    return f"""
The addresses to which these checkpoints go were changed on the machine on
which caseflow is installed. {yours}.
If you did not know of it, ask the chair of governors.
"""
