"""Checks a school's sealed log: every entry, every stored fingerprint over them, and the recorded end."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from caseflow.casework import verify_anchors
from caseflow.casework.office import Office
from caseflow.casework.verify_rows import Unreadable, readable, snapshot
from caseflow.casework.verify_words import Problem
from caseflow.ledger.check import Row, check_log
from caseflow.ledger.leaf import BadLeaf, leaf_hash, parse
from caseflow.ledger.tree import EMPTY_ROOT, Growing
from caseflow.records import AuditHead, AuditLeaf, AuditNode, School

PAGE = 4_000
_HIGHEST = 40


@dataclass
class CheckedLog:
    """What was learned of a log: how long it is, how far a checkpoint reaches, from when to when it runs."""

    size: int = 0
    anchored: int = 0
    first_year: int = 0
    last_year: int = 0
    problems: list[Problem] = field(default_factory=list)


def check(office: Office, school: School) -> CheckedLog:
    """Read the whole log of a school, a page at a time, so that nobody has to wait for it to end."""
    log = CheckedLog()
    anchors = verify_anchors.gather(office, school)
    head, last = _end(office, school, log)
    reading = _Reading(office, school, last, anchors.roots)
    verdict = check_log(reading.rows())
    log.size, log.anchored = verdict.size, anchors.reach(reading.roots)
    log.first_year, log.last_year = reading.first_year, reading.last_year
    log.problems += [Problem(fault.sentence, fault.seq) for fault in verdict.faults]
    log.problems += [*reading.odd, *(reading.nodes[:1] if verdict.whole else [])]
    log.problems += [*_not_its_end(head, reading, verdict.size), *anchors.compare(reading.roots, verdict.size)]
    return log


class _Reading:
    """Goes through the entries, and keeps what the verifier of the log does not ask for.

    An altered entry spoils every fingerprint over it, so `nodes` are worth naming only if all entries are sound.
    """

    def __init__(self, office: Office, school: School, last: int, sizes: Collection[int]) -> None:
        self._office, self._school, self._last, self._sizes = office, school, last, sizes
        self._tree = Growing()
        self.odd: list[Problem] = []
        self.nodes: list[Problem] = []
        self.roots = {0: EMPTY_ROOT}
        self.hash, self.time = bytes(32), ""
        self.first_year = self.last_year = 0

    def rows(self) -> Iterator[Row]:
        """The entries as the verifier wants them, in order of their numbers."""
        leaf = AuditLeaf
        query = select(leaf.seq, leaf.leaf, leaf.hash, leaf.prev).where(leaf.school_id == self._school.id)
        query = query.where(leaf.seq <= self._last).order_by(leaf.seq).limit(PAGE)
        before: int | None = None
        while before is None or before < self._last:
            with snapshot(self._office) as session:
                page = session.execute(query if before is None else query.where(leaf.seq > before)).all()
                nodes = _nodes(session, self._school, self._tree.size, self._tree.size + len(page))
            if not page:
                return
            for seq, stored, kept, prev in page:
                self._take(seq, stored, prev, nodes)
                yield seq, stored, kept
            before = page[-1][0]

    def _take(self, seq: int, stored: bytes, prev: bytes, nodes: dict[tuple[int, int], bytes]) -> None:
        self.hash = leaf_hash(stored)
        for level, idx, computed in self._tree.append(self.hash):
            if nodes.get((level, idx)) != computed:
                self.nodes.append(Problem(_stretch(level, idx), seq))
        if self._tree.size in self._sizes:
            self.roots[self._tree.size] = self._tree.root()
        try:
            leaf = parse(stored)
        except BadLeaf:
            return
        if leaf.prev != prev.hex():
            self.odd.append(Problem(f"Entry {seq} is stored as following another entry than the one it names.", seq))
        self.time, self.last_year = leaf.time, int(leaf.time[:4])
        self.first_year = self.first_year or self.last_year


def _nodes(session: Session, school: School, start: int, end: int) -> dict[tuple[int, int], bytes]:
    """The stored fingerprints that are completed by the entries from start to end."""
    complete = [
        and_(AuditNode.level == level, AuditNode.idx >= start >> level, AuditNode.idx < end >> level)
        for level in range(_HIGHEST)
        if end >> level
    ]
    if not complete:
        return {}
    query = select(AuditNode.level, AuditNode.idx, AuditNode.hash).where(AuditNode.school_id == school.id)
    return {(level, idx): found for level, idx, found in session.execute(query.where(or_(*complete)))}


def _stretch(level: int, idx: int) -> str:
    first, last = idx << level, ((idx + 1) << level) - 1
    over = f"entry {first}" if first == last else f"entries {first} to {last}"
    return f"The stored fingerprint over {over} is wrong or missing."


def _end(office: Office, school: School, log: CheckedLog) -> tuple[AuditHead | None, int]:
    """What is recorded of the end of the log, and the number of its last entry, at one moment."""
    with snapshot(office) as session:
        last = session.scalar(select(func.max(AuditLeaf.seq)).where(AuditLeaf.school_id == school.id))
        last = -1 if last is None else int(last)
        try:
            head = readable(lambda: session.get(AuditHead, school.id))
        except Unreadable:
            head = None
    if head is None:
        log.problems.append(Problem("What is recorded of the end of the log is gone, or cannot be read."))
    elif head.next_seq != last + 1:
        words = f"The log should end before entry {head.next_seq}, and ends with entry {last}."
        log.problems.append(Problem(words, min(head.next_seq, last + 1)))
    return head, last


def _not_its_end(head: AuditHead | None, reading: _Reading, size: int) -> Iterator[Problem]:
    if head and (head.last_hash, head.last_time) != (reading.hash, reading.time):
        yield Problem("What is recorded of the end of the log is not its last entry.", max(size - 1, 0))
