"""Compares a log with every checkpoint that was signed of it, in the database and outside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from caseflow.casework import checkpoints
from caseflow.casework.office import Office
from caseflow.casework.verify_rows import Unreadable, readable, snapshot
from caseflow.casework.verify_words import Problem
from caseflow.records import AuditCheckpoint, School


@dataclass(frozen=True)
class Anchors:
    """What we signed: the root of the log at each size. `bad` are checkpoints that nobody can trust."""

    roots: Mapping[int, bytes]
    bad: tuple[Problem, ...]

    def compare(self, roots: Mapping[int, bytes], size: int) -> Iterator[Problem]:
        """What is wrong with a log of this size that had these roots at the sizes signed."""
        yield from self.bad
        yield from self._rewritten(roots)
        signed = max(self.roots, default=-1)
        if signed >= size:  # each checkpoint is followed by the entry that says it was made
            yield Problem(
                f"The log ends after {size} entries, but a checkpoint of {signed} was signed and written down after "
                "them: the newest are gone. This database is older than one already vouched for.",
                size,
            )

    def reach(self, roots: Mapping[int, bytes]) -> int:
        """How many entries a checkpoint vouches for as they now stand."""
        return max((size for size, root in self.roots.items() if roots.get(size) == root), default=0)

    def _rewritten(self, roots: Mapping[int, bytes]) -> Iterator[Problem]:
        """Only the first checkpoint that does not fit is named: those after it cannot fit either."""
        good = 0
        for size in sorted(self.roots.keys() & roots.keys()):
            if roots[size] != self.roots[size]:
                one = good == size - 1
                stretch = f"entry {good}" if one else f"one of the entries {good} to {size - 1}"
                words = f"The log has been rewritten: {stretch} is not what a checkpoint vouched for."
                yield Problem(words, good if one else None)
                return
            good = size


def gather(office: Office, school: School) -> Anchors:
    """Every checkpoint of a school."""
    bad = _lacking(office, school)
    roots: dict[int, bytes] = {}
    for where, size, note in _notes(office, school, bad):
        said = checkpoints.trusted(office.safe, school.id, note)
        if said is None or size not in (None, said.size):
            bad.append(Problem(f"The checkpoint {where} was not signed by this school in this form."))
        elif roots.setdefault(said.size, said.root) != said.root:
            bad.append(Problem(f"Two signed checkpoints of {said.size} entries differ: there have been two logs."))
    return Anchors(roots, tuple(bad))


def _lacking(office: Office, school: School) -> list[Problem]:
    """That what is kept outside is gone, or lacks the newest. What cannot be read is told of with the rest."""
    with snapshot(office) as session:
        try:
            lacks = readable(lambda: checkpoints.lacking(office, session, school.id))
        except Unreadable:
            return []
    if lacks.gone:
        return [Problem(checkpoints.GONE.format(school.name))]
    words = "The newest checkpoints are not kept outside the database yet: caseflow serve does so when it starts."
    return [Problem(words)] if lacks.notes else []


def _notes(office: Office, school: School, bad: list[Problem]) -> Iterator[tuple[str, int | None, str]]:
    """Each note, where it is kept, and the size under which it is kept."""
    with snapshot(office) as session:
        query = select(AuditCheckpoint.size, AuditCheckpoint.note).where(AuditCheckpoint.school_id == school.id)
        try:
            for size, note in readable(lambda: session.execute(query).all()):
                yield f"of {size} entries", size, note
        except Unreadable:
            bad.append(Problem("A stored checkpoint cannot be read."))
    for place, note in enumerate(checkpoints.anchored(office.anchors, school.id) if office.anchors else [], start=1):
        yield f"kept outside the database as number {place}", None, note
