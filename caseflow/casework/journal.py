"""Writing the sealed log: one order for everything in a school, in the transaction that made it true."""

from __future__ import annotations

import contextlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select, func, insert, select

from caseflow.casework.desk import Desk, year_scope
from caseflow.ledger import seal as sealing
from caseflow.ledger.leaf import ZERO, Leaf, encode, leaf_hash
from caseflow.ledger.tree import completed_nodes
from caseflow.records import AuditHead, AuditLeaf, AuditNode, AuditPayload
from caseflow.vault.box import open_payload, seal_payload
from caseflow.vault.keyring import KeyExists


@dataclass(frozen=True)
class Entry:
    """One line of the journal, opened."""

    seq: int
    number: int
    at: datetime
    event: str
    said: dict[str, Any]

    @property
    def sentence(self) -> str:
        """The sentence as it was said then."""
        return str(self.said.get("sentence", self.event))


def write(desk: Desk, school_id: str, scope: str, kind: str, event: str, actor: str, **said: Any) -> int:
    """Append one entry to the school's log and return its number. Nothing is durable until the work commits."""
    head = _head(desk, school_id)
    seq, number = head.next_seq, _next_in(desk, scope)
    time = max(_stamp(desk.now), head.last_time)
    payload = sealing.canonical(
        sealing.normalised({"case_id": scope, "case_seq": number, "event": event, "actor": actor, **said})
    )
    key, blind = desk.keyring.key(scope), secrets.token_bytes(32)
    prev = head.last_hash.hex() if seq else ZERO
    tag = sealing.tag(sealing.tag_key(key), number)
    leaf = encode(Leaf(seq, time, kind, tag, sealing.commitment(blind, payload), prev))
    digest = leaf_hash(leaf)
    session = desk.session
    session.execute(
        insert(AuditLeaf).values(school_id=school_id, seq=seq, leaf=leaf, hash=digest, prev=bytes.fromhex(prev))
    )
    session.execute(
        insert(AuditPayload).values(
            school_id=school_id, seq=seq, scope=scope, scope_seq=number, ct=seal_payload(key, seq, blind, payload)
        )
    )
    nodes = completed_nodes(seq, digest, lambda level, idx: _node(desk, school_id, level, idx))
    session.execute(
        insert(AuditNode),
        [{"school_id": school_id, "level": level, "idx": idx, "hash": value} for level, idx, value in nodes],
    )
    head.next_seq, head.last_hash, head.last_time = seq + 1, digest, time
    session.flush()
    return seq


def write_for_school(desk: Desk, school_id: str, event: str, actor: str, **said: Any) -> int:
    """Append an entry about the school itself: people, posts, settings, sign-ins."""
    scope = year_scope(school_id, desk.now)
    if not desk.keyring.keys([scope]):
        with contextlib.suppress(KeyExists):  # another process made it meanwhile
            desk.keyring.new(scope)
    return write(desk, school_id, scope, "sys", event, actor, **said)


def read(desk: Desk, scope: str, *, event: str | None = None) -> list[Entry]:
    """The entries of a case, oldest first, opened."""
    key = desk.keyring.key(scope)
    entries = [_opened(key, *row) for row in desk.session.execute(_entries(scope).order_by(AuditPayload.seq))]
    return [entry for entry in entries if event is None or entry.event == event]


def numbered(desk: Desk, scope: str, number: int) -> Entry | None:
    """The entry of a case that has this number in it, or None."""
    row = desk.session.execute(_entries(scope).where(AuditPayload.scope_seq == number)).first()
    return _opened(desk.keyring.key(scope), *row) if row else None


def at(desk: Desk, school_id: str, seq: int) -> Entry | None:
    """The entry of a school's log in this place, or None. Raises KeyGone if it can be read no more."""
    found = desk.session.get(AuditPayload, (school_id, seq))
    leaf = desk.session.get(AuditLeaf, (school_id, seq))
    if found is None or leaf is None:
        return None
    return _opened(desk.keyring.key(found.scope), seq, found.scope_seq, found.ct, leaf.leaf)


def newest_with(desk: Desk, scope: str, name: str, said: str | None = None) -> Entry | None:
    """The newest entry of a scope that says something, or just this, under a name; all others are passed over."""
    key, before, batch = desk.keyring.key(scope), None, 8
    while True:
        query = _entries(scope).order_by(AuditPayload.seq.desc()).limit(batch)
        rows = desk.session.execute(query if before is None else query.where(AuditPayload.seq < before)).all()
        for row in rows:
            entry = _opened(key, *row)
            if name in entry.said and said in (None, entry.said[name]):
                return entry
        if len(rows) < batch:
            return None
        before, batch = rows[-1][0], batch * 4


def _entries(scope: str) -> Select[int, int, bytes, bytes]:
    return (
        select(AuditPayload.seq, AuditPayload.scope_seq, AuditPayload.ct, AuditLeaf.leaf)
        .join(AuditLeaf, (AuditLeaf.school_id == AuditPayload.school_id) & (AuditLeaf.seq == AuditPayload.seq))
        .where(AuditPayload.scope == scope)
    )


def _opened(key: bytes, seq: int, number: int, ct: bytes, leaf: bytes) -> Entry:
    _blind, payload = open_payload(key, seq, ct)
    said = sealing.read(payload)
    return Entry(seq, number, _moment(leaf.split(b"\n")[2].decode()), str(said["event"]), said)


def _head(desk: Desk, school_id: str) -> AuditHead:
    """The end of the log, locked until this work is done."""
    head = desk.session.get(AuditHead, school_id, with_for_update=True, populate_existing=True)
    if head is None:
        head = AuditHead(school_id=school_id, next_seq=0, last_hash=bytes(32), last_time="")
        desk.session.add(head)
        desk.session.flush()
    return head


def _next_in(desk: Desk, scope: str) -> int:
    query = select(func.max(AuditPayload.scope_seq)).where(AuditPayload.scope == scope)
    return (desk.session.scalar(query) or 0) + 1


def _node(desk: Desk, school_id: str, level: int, idx: int) -> bytes:
    query = select(AuditNode.hash).where(
        AuditNode.school_id == school_id, AuditNode.level == level, AuditNode.idx == idx
    )
    return desk.session.scalars(query).one()


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def _moment(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp.replace("Z", "+00:00"))
