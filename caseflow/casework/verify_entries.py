"""Opens what entries say, and keeps account of whose each entry is: an entry that nobody owns has been slipped in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from caseflow.casework.journal import Entry
from caseflow.casework.verify_rows import Unreadable, readable
from caseflow.casework.verify_words import Problem
from caseflow.ledger.leaf import BadLeaf, Leaf, parse
from caseflow.ledger.seal import BadPayload, commitment, read, tag, tag_key
from caseflow.records import AuditLeaf, AuditPayload, School
from caseflow.vault.box import Altered, open_payload


@dataclass
class Accounts:
    """Which entries were found to be whose. `due` names events that should be in the log, by their marks."""

    size: int
    due: dict[str, str] = field(default_factory=dict)
    disposed: int = 0
    _known: set[str] = field(default_factory=set)
    _owned: bytearray = field(init=False)

    def __post_init__(self) -> None:
        self._owned = bytearray(self.size)

    def own(self, seq: int) -> None:
        """This entry has been accounted for."""
        if 0 <= seq < self.size:
            self._owned[seq] = 1

    def know(self, scope: str) -> None:
        """The entries of this scope cannot be opened, because its key was destroyed; but it is known."""
        self._known.add(scope)

    def orphans(self) -> list[int]:
        """The numbers of entries that nobody owns."""
        return [seq for seq, owned in enumerate(self._owned) if not owned] if 0 in self._owned else []

    def problems(self, session: Session, school: School) -> Iterator[Problem]:
        """What is wrong with entries that nobody owns. Entries of what was disposed of may be without content."""
        bare = []
        for seq in self.orphans():
            scope = _scope_of(session, school, seq)
            if scope is None:
                bare.append(seq)
            elif scope not in self._known:
                yield Problem(f"Entry {seq} belongs to no case and to no year of this school.", seq)
        if len(bare) != self.disposed:
            for seq in bare:
                yield Problem(self._bare(session, school, seq), seq)

    def _bare(self, session: Session, school: School, seq: int) -> str:
        stored = session.scalar(select(AuditLeaf.leaf).where(AuditLeaf.school_id == school.id, AuditLeaf.seq == seq))
        try:
            whose = self.due.get(parse(stored or b"").tag)
        except BadLeaf:
            whose = None
        return f"The content of entry {seq} is gone{f': it was {whose}' if whose else ''}."


def _scope_of(session: Session, school: School, seq: int) -> str | None:
    query = select(AuditPayload.scope).where(AuditPayload.school_id == school.id, AuditPayload.seq == seq)
    try:
        return readable(lambda: session.scalar(query))
    except Unreadable:
        return ""


def sealed(scopes: Sequence[str]) -> Select[str, int, int, bytes, bytes]:
    """The content of all entries of some scopes, with their headers, in order."""
    beside = (AuditLeaf.school_id == AuditPayload.school_id) & (AuditLeaf.seq == AuditPayload.seq)
    return (
        select(AuditPayload.scope, AuditPayload.seq, AuditPayload.scope_seq, AuditPayload.ct, AuditLeaf.leaf)
        .join(AuditLeaf, beside, isouter=True)
        .where(AuditPayload.scope.in_(scopes))
        .order_by(AuditPayload.scope, AuditPayload.scope_seq)
    )


@dataclass
class Opener:
    """Opens the entries of one scope, in order, and notices any that is missing among them."""

    scope: str
    whose: str
    key: bytes
    accounts: Accounts
    reference: str | None = None
    number: int = 0
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._mark = tag_key(self.key)

    def open(self, rows: Iterable[Any]) -> list[Entry]:
        """The entries that open, in order; of the others it is said why not."""
        return [entry for row in rows if (entry := self._opened(*tuple(row)[1:])) is not None]

    def close(self) -> None:
        """There are no more: name the next one, should it be in the log after all."""
        self._expect(self.number + 1)

    def _opened(self, seq: int, number: int, ct: bytes, stored: bytes | None) -> Entry | None:
        for gone in range(self.number + 1, min(number, self.number + 100)):
            self._expect(gone)
        self.number = max(number, self.number)
        self.accounts.own(seq)
        try:
            leaf = parse(stored or b"")
            blind, payload = open_payload(self.key, seq, ct)
            said = read(payload)
        except (Altered, BadPayload, BadLeaf):
            self._refuse(seq, "does not open: its content was changed, or moved here from another place")
            return None
        if commitment(blind, payload) != leaf.commit:
            self._refuse(seq, "says something else than was sealed in the log")
        elif not self._is_mine(leaf, number, said):
            self._refuse(seq, f"is stored as event {number} of {self.whose}, and is another")
        return Entry(seq, number, datetime.fromisoformat(leaf.time.replace("Z", "+00:00")), str(said["event"]), said)

    def _is_mine(self, leaf: Leaf, number: int, said: dict[str, Any]) -> bool:
        kind = "case" if self.scope.startswith("case:") else "sys"
        mark = tag(self._mark, number) if 0 <= number < 2**63 else ""
        return (leaf.tag, leaf.kind, said.get("case_id"), said.get("case_seq")) == (mark, kind, self.scope, number)

    def _refuse(self, seq: int, words: str) -> None:
        self.problems.append(Problem(f"Entry {seq} {words}.", seq, self.reference))

    def _expect(self, number: int) -> None:
        self.accounts.due[tag(self._mark, number)] = f"event {number} of {self.whose}"
