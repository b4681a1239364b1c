"""What an invariant may look at: one case as it is stored now, its journal, and what was seen of it before."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import select

from caseflow.casework import cases, journal, people
from caseflow.casework.casefile import CaseFile
from caseflow.casework.desk import Desk
from caseflow.casework.journal import Entry
from caseflow.casework.people import Someone
from caseflow.procedure import roles
from caseflow.procedure.choices import HARM_KEYS
from caseflow.records import Case, Notice
from caseflow.vault.box import blind_index

Verdict = str | None
"""What an invariant says of each thing it looks at: nothing where it holds, a sentence where it is broken."""


@dataclass
class Memory:
    """What is remembered of a case from one look to the next."""

    entries: int = 0
    journal: list[Entry] = field(default_factory=list)
    first_due: dict[str, datetime] = field(default_factory=dict)
    issued: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    read_by: list[str] = field(default_factory=list)
    time_passed_at: datetime | None = None
    seen_by: dict[Any, frozenset[str]] = field(default_factory=dict)

    def read(self, desk: Desk, scope: str, *, anew: bool = False) -> None:
        """Read the entries of the case that are new, or all: an entry is never changed once it is written."""
        if anew or not self.journal:
            self.journal = journal.read(desk, scope)
        while (one := journal.numbered(desk, scope, len(self.journal) + 1)) is not None:
            self.journal.append(one)


@dataclass
class Seen:
    """One look at a case. `entries` are all of its journal, `fresh` those since the last look."""

    desk: Desk
    file: CaseFile
    entries: list[Entry]
    memory: Memory = field(default_factory=Memory)

    @property
    def fresh(self) -> list[Entry]:
        """The entries that were written since the last look."""
        return self.entries[self.memory.entries :]

    @cached_property
    def staff(self) -> Mapping[str, Someone]:
        """Everybody on the staff list, by id."""
        return people.everyone(self.desk, self.file.case.school_id)

    def done(self, *actions: str, fresh: bool = False) -> list[Entry]:
        """The entries of these transitions, or of all, the oldest first."""
        among = self.fresh if fresh else self.entries
        return [one for one in among if one.event == "transition" and (not actions or one.said["action"] in actions)]

    def answering(self, key: str, *, before: Entry | None = None) -> list[Entry]:
        """The entries in which a question was answered, the oldest first."""
        until = before.number if before else len(self.entries) + 1
        return [one for one in self.done() if key in one.said["answers"] and one.number < until]

    def latest(self, key: str, before: Entry) -> Any:
        """The answer to a question as it stood when an entry was written."""
        found = self.answering(key, before=before)
        return found[-1].said["answers"][key] if found else None

    def judged_harmful(self, *, before: Entry | None = None) -> list[Entry]:
        """The triages in which a harm test was met or in doubt."""
        found = self.answering(HARM_KEYS[0], before=before)
        return [one for one in found if {one.said["answers"].get(key) for key in HARM_KEYS} & {"yes", "unsure"}]

    def told_of(self, clock: str) -> bool:
        """Whether the journal has a dated entry that says a clock was missed."""
        return any(f"missed {clock}" in one.said["clocks"] for one in self.entries if one.event == "deadline_missed")

    def finds(self, person_id: str) -> bool:
        """Whether somebody finds the case, by the select from which every list and page starts."""
        query = cases.visible_cases(self.desk, self.staff[person_id]).where(Case.id == self.file.case.id)
        return self.desk.session.scalars(query).first() is not None

    def notices_for(self, person_id: str) -> int:
        """How many notices of this case somebody was ever sent."""
        about = blind_index(self.desk.index_key(self.file.case.school_id), "notice", self.file.case.id)
        query = select(Notice.id).where(Notice.person_id == person_id, Notice.about == about)
        return len(self.desk.session.scalars(query).all())

    def reporters(self) -> frozenset[str]:
        """All who ever reported it."""
        return roles.holding(self.file, roles.REPORTER, ever=True)

    def state(self, track: str) -> str | None:
        """Where the case stands on a track."""
        position = self.file.positions.get(track)
        return position.state if position else None


@dataclass(frozen=True)
class Invariant:
    """One of the 23, as section 8 of the domain note words it, or one of the three more. `at_end`: after a walk.

    `elsewhere` says what one case cannot show, and where it is shown.
    """

    number: int
    says: str
    source: str
    test: Callable[[Seen], Iterator[Verdict]]
    at_end: bool = False
    elsewhere: str = ""


def invariant(
    number: int, says: str, source: str, *, at_end: bool = False, elsewhere: str = ""
) -> Callable[[Callable[[Seen], Iterator[Verdict]]], Invariant]:
    """Make an invariant of the function below it."""
    return lambda test: Invariant(number, says, source, test, at_end, elsewhere)


def names(seen: Seen, ids: Collection[str]) -> str:
    """People in a sentence."""
    return ", ".join(sorted(seen.staff[one].name for one in ids))


def verdict(broken: object, words: str) -> Verdict:
    """The words, if something is broken."""
    return words if broken else None
