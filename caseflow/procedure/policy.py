"""What a version of the school's policy is: numbered clauses, the days from which it holds, what each breach rests on.

A school adopts new versions without a release, and they lie in its own tables; the one it begins with is `policy_2017`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Clause:
    """One sentence or bullet of the policy, word for word. `lead` is the half sentence a bullet completes."""

    key: str
    section: str
    words: str
    lead: str = ""

    @property
    def in_full(self) -> str:
        """The clause as it can be read alone."""
        return f"{self.lead} {self.words}".strip()


@dataclass(frozen=True)
class PolicyVersion:
    """The policy as the governors approved it. `bases` says of each breach by its key on which clause it rests."""

    key: str
    title: str
    approved: date
    holds_from: date
    review_due: date
    clauses: tuple[Clause, ...]
    bases: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What a case and a letter call it."""
        return f"{self.title}, approved {self.approved:%B %Y}"

    def overdue(self, on: date) -> bool:
        """Whether the school should have reviewed it by then; it still binds until it is replaced."""
        return on > self.review_due

    def clause(self, key: str) -> Clause:
        """The clause of this key. Raises KeyError."""
        for one in self.clauses:
            if one.key == key:
                return one
        raise KeyError(f"The {self.title} of {self.approved:%B %Y} has no clause {key}.")

    def basis(self, category: str) -> Clause | None:
        """The clause on which a breach rests, or None if this version has none for it."""
        rests_on = self.bases.get(category)
        return next((one for one in self.clauses if one.key == rests_on), None)


_NUMBER = re.compile(r"[1-9]\d?(\.[1-9]\d{0,2}){0,3}[a-z]?")


def is_number(key: str) -> bool:
    """Whether a clause may be numbered so: 5, 5.6, 5.6a."""
    return len(key) <= 12 and bool(_NUMBER.fullmatch(key))


def in_order(key: str) -> tuple[tuple[int, str], ...]:
    """What clauses are sorted by: 1.2 comes before 1.10, and 5.6a stands between 5.6 and 5.7."""
    parts = (re.fullmatch(r"(\d*)(.*)", part) for part in key.split("."))
    return tuple((int(found[1] or 0), found[2]) for found in parts if found)


def policy_in_force(on: date, versions: Iterable[PolicyVersion]) -> PolicyVersion | None:
    """Which of a school's versions governs what was done on that day, or None if it had none yet."""
    held = [version for version in versions if version.holds_from <= on]
    return max(held, key=lambda version: version.holds_from, default=None)
