"""What the check of an installation found, in sentences a headteacher can read out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing that is not what the record says, with the entry or the case it is about."""

    sentence: str
    seq: int | None = None
    reference: str | None = None


@dataclass(frozen=True)
class Checked:
    """One school, checked. A case whose key was destroyed is forgotten: it is counted, and nothing of it is read."""

    school: str
    entries: int
    anchored: int
    cases: int
    forgotten: int
    people: int
    problems: tuple[Problem, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    @property
    def first_bad(self) -> int | None:
        """The number of the first entry that is not as it was written."""
        return min((problem.seq for problem in self.problems if problem.seq is not None), default=None)

    def sentences(self) -> list[str]:
        """What was found, for people to read."""
        if self.whole:
            lead = f"{self.school}: the record is whole: {self.entries:,} entries."
            return [f"{lead} {self._vouched()} {self._counted()}"]
        first = "" if self.first_bad is None else f" The first bad entry is {self.first_bad}."
        lead = f"{self.school}: THE RECORD IS NOT WHOLE.{first}"
        return [lead, *(f"  {problem.sentence}" for problem in self.problems), f"  {self._counted()}"]

    def _vouched(self) -> str:
        if self.anchored == self.entries:
            return "A checkpoint vouches for all of them."
        return f"A checkpoint vouches for the first {self.anchored:,}."

    def _counted(self) -> str:
        gone = f" Cases forgotten, because their keys were destroyed: {self.forgotten:,}." if self.forgotten else ""
        return f"Cases checked: {self.cases:,}. People checked: {self.people:,}.{gone}"


@dataclass(frozen=True)
class Report:
    """All schools of an installation, checked; `problems` are those that no one school has alone."""

    schools: tuple[Checked, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong anywhere."""
        return not self.problems and all(school.whole for school in self.schools)

    def all_problems(self) -> list[Problem]:
        """Everything that is wrong, one after another."""
        return [*self.problems, *(problem for school in self.schools for problem in school.problems)]

    def sentences(self) -> list[str]:
        """What was found, for people to read: the entries and cases first."""
        if not self.schools:
            return ["There is no school here.", *(problem.sentence for problem in self.problems)]
        return [
            *(line for school in self.schools for line in school.sentences()),
            *(problem.sentence for problem in self.problems),
        ]


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The first bad entry first, and each sentence once."""
    once = {problem.sentence: problem for problem in problems}
    return tuple(sorted(once.values(), key=lambda one: (one.seq is None, one.seq or 0)))
