"""A walk: one school, a case or three, and people who do things to them at random, each step looked at.

The walk decides by dice; whoever drives it (Hypothesis, or a seed) only says which kind of step comes next.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from casework import answering, choosing, posting, replaying
from casework.answers import Answers
from casework.invariants import Memory, Seen, broken
from casework.town import Town
from casework.ways import WAYS

from caseflow.casework import cases, people
from caseflow.casework.casefile import CaseFile
from caseflow.casework.desk import Desk
from caseflow.casework.people import Someone
from caseflow.casework.perform import perform
from caseflow.casework.refusals import BadAnswers, NotThere, Refused
from caseflow.casework.timekeeping import pass_time
from caseflow.lifecycle.procedure import Procedure
from caseflow.lifecycle.terms import Transition
from caseflow.procedure import PROCEDURE, roles
from caseflow.records import Case

BY_THEMSELVES = {one.key for one in PROCEDURE.transitions if one.by_itself} - {PROCEDURE.opening.key}
OPENS_ANOTHER = {"split": ("sibling",), "open-case-about-reporter": ("case_about_reporter",)}


@dataclass
class Walk:
    """What was walked so far. `trail` tells what was done, so that a failure can be read."""

    town: Town
    dice: random.Random
    procedure: Procedure = PROCEDURE
    reference: str = ""
    references: list[str] = field(default_factory=list)
    trail: list[str] = field(default_factory=list)
    met: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    looked_at: Counter[int] = field(default_factory=Counter)
    memories: dict[str, Memory] = field(default_factory=dict)
    replays: dict[str, replaying.Replay] = field(default_factory=dict)
    known: dict[str, Any] = field(default_factory=dict)
    refused: bool = False
    complaints: list[str] = field(default_factory=list)

    def go(self, steps: int, begin: str = "received") -> None:
        """Bring a case to a place and walk on at random, looking after every step whether all still holds."""
        self.begin(begin)
        for _ in range(steps):
            self.town.clock.forward(hours=self.dice.choice([0.1, 1, 5, 30, 24 * 8]))
            if self.dice.random() < 0.3:
                self.remind()
            (self.issue if self.dice.random() < 0.12 else self.act)()
        self.look()

    def begin(self, state: str, **answers: Any) -> None:
        """Report something, and bring it to a place step by step, looked at as any other."""
        self.take(answers or None)
        for who, key, said in way_to(state):
            if key == "issue":
                self.issue()
            elif key == "forward":
                self.town.clock.forward(**said(self.town))
            else:
                given = said(self.town)
                self.look()
                self.attempt(self.town.who(who), self.procedure.by_key[key], given)

    def take(self, answers: Answers | None = None, by: Someone | None = None) -> None:
        """Somebody reports something: a case more, which the walk then follows."""
        try:
            self.reference = self.town.report(by, **(answers or {}))
        except Refused:
            self.met["Refused"] += 1
            return
        self.references.append(self.reference)
        self.noted("report", "somebody")

    def turn(self) -> None:
        """Look at another of the cases: something done to a case that belongs to it may stand in its journal too."""
        self.look()
        self.reference = self.dice.choice(self.references)
        self.refused = False
        self.look()

    @contextmanager
    def work(self) -> Iterator[Desk]:
        """A desk that remembers the staff list from the last one, until somebody comes or goes."""
        with self.town.office.at_work() as desk:
            desk.known.update(self.known)
            yield desk
            self.known.update(desk.known)

    def look(self) -> None:
        """See whether everything that must always hold still holds."""
        with self.work() as desk:
            self.examine(desk, self.town.file(self.reference, desk))

    def examine(self, desk: Desk, file: CaseFile, *, at_end: bool = False) -> None:
        """The journal replayed against the rows, and every invariant; at the end the journal is read anew."""
        memory = self.memories.setdefault(file.reference, Memory())
        replay = self.replays.setdefault(file.reference, replaying.Replay(self.procedure))
        memory.read(desk, file.scope, anew=at_end)
        seen = Seen(desk, file, memory.journal, memory)
        wrong = [*replay.follow(seen), *broken(seen, self.looked_at, at_end=at_end), *replaying.kept_out(seen)]
        if self.refused and any("row_version" in one.said and one.event == "transition" for one in seen.fresh):
            wrong.append("Something was refused, and was written down as done.")
        self._count(seen)
        memory.entries = len(seen.entries)
        self.complain(wrong)

    def _count(self, seen: Seen) -> None:
        """What was done by itself with what somebody did; a case that was opened so is walked on in as well."""
        for entry in seen.fresh:
            action = entry.said.get("action", "") if entry.event == "transition" else ""
            if action in BY_THEMSELVES:
                self.done[action] += 1
            for key in OPENS_ANOTHER.get(action, ()):
                other = cases.for_the_service(seen.desk, entry.said["answers"][key]).reference
                self.references.append(other)

    def complain(self, wrong: list[str]) -> None:
        """End the walk, if something is wrong, with all that led to it."""
        if wrong:
            self.complaints.append("\n".join([*wrong, "", *self.trail]))
            raise AssertionError(self.complaints[-1])

    def act(self, likely: bool = True) -> None:
        """Somebody does something they are allowed to, or (unlikely) tries anything."""
        what = ""
        try:
            with self.work() as desk:
                file = self.town.file(self.reference, desk)
                self.examine(desk, file)
                who, transition = self._chosen(file, people.everyone(desk, self.town.id), likely)
                what = f"{who.name}: {transition.key}"
                given = answering.answers(who, transition, file, self.dice)
                query = cases.visible_cases(desk, who).where(
                    Case.id == file.case.id
                )  # as cases.find, which loads again
                if desk.session.scalars(query).first() is None:
                    raise NotThere
                perform(file, transition, who, given, seen=file.case.version)
        except (Refused, NotThere, BadAnswers) as refusal:
            self.turned_away(refusal, what)
        else:
            self.noted(transition.key, who.name)

    def _chosen(self, file: CaseFile, staff: dict[str, Someone], likely: bool) -> tuple[Someone, Transition]:
        if likely and (able := choosing.able(file, staff)):
            chosen, transition = choosing.chosen(able, self.done, self.dice)
            return staff[chosen], transition
        return staff[self.dice.choice(self.town.cast.everyone()).id], self.dice.choice(choosing.OFFERED)

    def attempt(self, who: Someone, transition: Transition, given: Answers) -> str:
        """Try to do something as the web would; count whether it was done or how it was refused."""
        try:
            with self.work() as desk:
                file = cases.find(desk, who, self.reference)
                perform(file, transition, who, given, seen=file.case.version)
        except (Refused, NotThere, BadAnswers) as refusal:
            return self.turned_away(refusal, f"{who.name}: {transition.key}")
        return self.noted(transition.key, who.name)

    def noted(self, key: str, by: str) -> str:
        """Something was done."""
        self.met["done"] += 1
        self.done[key] += 1
        self.refused = False
        self.trail.append(f"{by}: {key}")
        return key

    def turned_away(self, refusal: Exception, what: str) -> str:
        """Something was refused."""
        self.met[type(refusal).__name__] += 1
        self.refused = True
        self.trail.append(f"{what} – {refusal}")
        return ""

    def remind(self) -> None:
        """Time passes in the school: people are told what they should be told by now."""
        (passed,) = pass_time(self.town.office)
        self.complain(passed.problems)
        self.trail.append("time passes")
        for memory in self.memories.values():
            memory.time_passed_at = self.town.clock()

    def issue(self, heeding: bool = True) -> None:
        """The letters that are due go out: those that nothing stands against, or those too that may be forced."""
        self.look()
        with self.work() as desk:
            file = self.town.file(self.reference, desk)
            manager = people.everyone(desk, self.town.id)[min(file.held_by(roles.CASE_MANAGER))]
            due = [(one, row) for one in (file, *file.duplicates()) for row in one.letters if row.status == "due"]
            stopped = {row.id for one, row in due if posting.hindered(one, row)}
            held = {row.id for _, row in due if row.id in stopped and (heeding or row.key in posting.NEVER_FORCED)}
            issued = [posting.issue(one, row, manager) for one, row in due if row.id not in held]
        self.refused = False
        self.trail.append(f"issued: {', '.join(issued) or 'nothing'}")


def way_to(state: str) -> tuple[Any, ...]:
    """All steps of the way to a state, the first first."""
    before, steps = WAYS[state]
    return (*(way_to(before) if before else ()), *steps)
