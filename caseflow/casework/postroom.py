"""Carrying post: what is due is taken, gathered by whom it is for, handed to the mail server, and settled.

A notice arrives at least once: what may have been lost is sent again under the same Message-ID, and a second copy of
“you have something to read” harms nobody. A letter leaves at most once; `letter_carrying` sees to that.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage

from sqlalchemy import select

from caseflow.casework import letter_carrying, people, post_choices, post_state, postbox
from caseflow.casework.desk import Desk, school_scope
from caseflow.casework.office import Office
from caseflow.casework.outbox import CHECKPOINT, LETTER, State, context
from caseflow.post import message
from caseflow.post.line import Line, Outcome
from caseflow.post.server import Server
from caseflow.procedure.post import is_urgent, last_mark
from caseflow.records import Notice, Outgoing
from caseflow.vault.box import Altered
from caseflow.vault.keyring import KeyGone

_log = logging.getLogger("caseflow.post")
_NOT_CARRIED = "something could not be carried, and is looked at again later"
Said = dict[str, object]
"""What a row says, once it is opened."""
Heap = list[tuple[Outgoing, Said]]
LOT = 50
"""How much is taken at once: little enough to be carried long before the lease ends."""
WRITTEN_TOGETHER = 10
"""For so many notices at once it is written down that they left."""


@dataclass(frozen=True)
class Parcel:
    """What goes out together: one e-mail for some rows. `wait` says until when it may not leave.

    Without a mail it comes to `unsent`: nobody need be told, nothing can be written to such an address, or it is
    looked at again later.
    """

    rows: tuple[Outgoing, ...]
    to: str = ""
    mail: EmailMessage | None = None
    wait: datetime | None = None
    unsent: State = State.NEEDLESS

    @property
    def ids(self) -> list[str]:
        """The rows that are settled with it."""
        return [row.id for row in self.rows]


def carry(office: Office, server: Server | None) -> Counter[str]:
    """Carry all that is due, and say how much came to what. Without a server all post is kept. Safe to run twice."""
    told: Counter[str] = Counter()
    if server is None:
        post_state.seen(office)
        return told
    if not post_state.may_try(office):
        return told
    with Line(server) as line:
        while _carry_lot(office, server, line, told):
            pass
        if post_state.should_call(office):
            post_state.note(office, works=line.try_it(), trouble=line.trouble)
    return told


def _carry_lot(office: Office, server: Server, line: Line, told: Counter[str]) -> bool:
    """Carry one lot. Whether to go on: something was there, and the server is."""
    token, rows = postbox.take(office, LOT)
    parcels = _sorted_out(office, server, [row for row in rows if row.kind != LETTER])
    hand = _Hand(office, server, line, token)
    todo = [*(Parcel((row,)) for row in rows if row.kind == LETTER), *parcels]
    for done, parcel in enumerate(todo):
        outcome = hand.carry(parcel)
        told[outcome] += len(parcel.rows)
        if outcome == Outcome.NOT_NOW and not line.try_it():
            hand.write_down()
            rest = [one for later in todo[done:] for one in later.ids]
            postbox.put_back(office, token, rest, office.clock(), untried=True)
            post_state.note(office, works=False, trouble=line.trouble)
            return False
        if outcome == Outcome.NOT_NOW:
            hand.try_later(parcel)
    hand.write_down()
    if told[Outcome.SENT]:
        post_state.note(office, works=True)
    return bool(rows)


@dataclass
class _Hand:
    """Whoever carries one lot. That notices left is written down for several at once: if the worker is killed before,
    so many leave a second time, which harms nobody; and it is many times as fast."""

    office: Office
    server: Server
    line: Line
    token: str
    sent: list[str] = field(default_factory=list)

    def carry(self, parcel: Parcel) -> str:
        """Send one parcel and settle its rows. What cannot be carried waits, and keeps nothing else from leaving."""
        try:
            return self._carry(parcel)
        except Exception as trouble:  # noqa: BLE001 -- the rest of the post must go on
            _log.error(_NOT_CARRIED, exc_info=trouble)
            self.try_later(parcel)
            return State.WAITING

    def _carry(self, parcel: Parcel) -> str:
        if parcel.rows[0].kind == LETTER:
            return letter_carrying.carry(self.office, self.server, self.line, parcel.rows[0], self.token)
        if parcel.wait is not None:
            postbox.keep_until(self.office, self.token, parcel.ids, parcel.wait)
            return State.WAITING
        if parcel.mail is None:
            self._leave(parcel)
            return parcel.unsent
        outcome = self.line.send(parcel.mail, parcel.to)
        self._settle(parcel, outcome)
        return outcome

    def _leave(self, parcel: Parcel) -> None:
        if parcel.unsent is State.WAITING:
            self.try_later(parcel)
        else:
            postbox.finish(self.office, self.token, parcel.ids, parcel.unsent)

    def _settle(self, parcel: Parcel, outcome: Outcome) -> None:
        if outcome is Outcome.SENT:
            self.sent += parcel.ids
            if len(self.sent) >= WRITTEN_TOGETHER:
                self.write_down()
        elif outcome is Outcome.UNKNOWN:
            self.try_later(parcel)
        elif outcome is not Outcome.NOT_NOW:  # then it depends on whether the server is there for the next
            self._turned_down(parcel, outcome)

    def _turned_down(self, parcel: Parcel, outcome: Outcome) -> None:
        """Each row for itself: what is new has not been tried for as long as what lies in the same heap."""
        over = [row.id for row in parcel.rows if postbox.settled(self.office, outcome, row)]
        left = [row for row in parcel.rows if row.id not in over]
        if over:
            postbox.finish(self.office, self.token, over, State.BOUNCED)
        if left:
            postbox.put_off(self.office, self.token, left)

    def try_later(self, parcel: Parcel) -> None:
        """Put a parcel back, for longer the more often it was tried."""
        wait = postbox.wait_after(max(row.tries for row in parcel.rows))
        postbox.put_back(self.office, self.token, parcel.ids, self.office.clock() + wait)

    def write_down(self) -> None:
        """Write down that these were sent."""
        if self.sent:
            postbox.finish(self.office, self.token, self.sent, State.SENT)
        self.sent = []


def _sorted_out(office: Office, server: Server, rows: Sequence[Outgoing]) -> list[Parcel]:
    """Some rows as parcels: checkpoints one by one, and the notices of each person together."""
    with office.store.reading() as session:
        desk = Desk(session, office.keyring, office.safe, office.clock)
        told = select(Notice.id).where(Notice.id.in_({row.notice_id for row in rows}), Notice.read_at.is_(None))
        desk.known["unread"] = set(session.scalars(told))
        heaps: dict[bytes, Heap] = {}
        for row in rows:
            mark = row.id.encode() if row.kind == CHECKPOINT else row.whom
            said = _opened(desk, row)
            heaps.setdefault(mark if said else row.id.encode(), []).append((row, said))
        return [_made(desk, server, heap) for heap in heaps.values()]


def _made(desk: Desk, server: Server, heap: Heap) -> Parcel:
    """A heap as a parcel. What cannot be made into one waits alone: the next heap is somebody else’s post."""
    rows = tuple(row for row, _ in heap)
    if not all(said for _, said in heap):
        _log.error(_NOT_CARRIED)
        return Parcel(rows, unsent=State.WAITING)
    try:
        return _parcel(desk, server, rows, [said for _, said in heap])
    except message.NoAddress:
        return Parcel(rows, unsent=State.BOUNCED)
    except Exception as trouble:  # noqa: BLE001 -- the rest of the post must go on
        _log.error(_NOT_CARRIED, exc_info=trouble)
        return Parcel(rows, unsent=State.WAITING)


def _parcel(desk: Desk, server: Server, rows: tuple[Outgoing, ...], said: Sequence[Said]) -> Parcel:
    first = rows[0]
    if first.kind == CHECKPOINT:
        to, note = str(said[0]["address"]), str(said[0]["note"])
        mail = message.checkpoint(server.sender, to, first.message_id, last_mark(desk.now), note)
        return Parcel(rows, to, mail)
    person = people.everyone(desk, first.school_id).get(str(said[0]["person"]))
    if person is None or not person.active or _are_read(desk, rows):
        return Parcel(rows)
    urgent, since = any(is_urgent(str(one["what"])) for one in said), min(row.first_due_at for row in rows)
    leaves = post_choices.may_leave_at(desk, person, urgent=urgent, since=since)
    if leaves > desk.now:
        return Parcel(rows, wait=leaves)
    to = str(said[0].get("address") or person.email)
    return Parcel(rows, to, message.notice(server.sender, to, first.message_id, last_mark(desk.now)))


def _opened(desk: Desk, row: Outgoing) -> Said:
    """What a row says, or nothing if it does not open."""
    try:
        said: Said = desk.unseal(school_scope(row.school_id), row.sealed, context(row.id))
    except (Altered, KeyGone):
        return {}
    return said


def _are_read(desk: Desk, rows: Iterable[Outgoing]) -> bool:
    """Whether all that these tell of was read meanwhile, so that nobody need be told."""
    return all(row.notice_id is not None and row.notice_id not in desk.known["unread"] for row in rows)
