"""People who do things at random to a case, a careful one who brings it to its end, and what must hold meanwhile."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import combinations, product
from typing import Any

from casework.scenes import Town
from sqlalchemy import func, select

from caseflow.casework import cases, journal, people, related
from caseflow.casework.casefile import CaseFile
from caseflow.casework.desk import Desk
from caseflow.casework.journal import Entry
from caseflow.casework.people import Someone
from caseflow.casework.perform import perform, vouched_for
from caseflow.casework.refusals import BadAnswers, NotThere, Refused
from caseflow.casework.timekeeping import pass_time
from caseflow.lifecycle.answers import FINDINGS
from caseflow.lifecycle.days import local
from caseflow.lifecycle.procedure import Procedure
from caseflow.lifecycle.terms import Kind, Permission, Question, Transition, Turn
from caseflow.procedure import PROCEDURE, guards, places, roles
from caseflow.procedure.places import ENDED
from caseflow.records import AuditHead, AuditLeaf, Case

BARRING = tuple(role for role in PROCEDURE.roles if role.bars)
APART = (roles.INVESTIGATOR, roles.HEARER, roles.APPEAL_HEARER, roles.REPORTER)
WORDS = "One two three four five six seven eight nine ten. " * 5


BAD = (None, "", "none", [], {"a": 1}, 7, "2027-02-30")


def answer(question: Question, file: CaseFile, dice: random.Random) -> Any:
    """A plausible answer to a question, and now and then one that will not do."""
    if dice.random() < 0.02:
        return dice.choice(BAD)
    return _SAY.get(question.kind, _words)(question, file, dice)


def _words(question: Question, _file: CaseFile, _dice: random.Random) -> str:
    return WORDS[: min(question.most, 250)].strip()


def _many(question: Question, _file: CaseFile, dice: random.Random) -> list[str]:
    others = [option.key for option in question.options if option.key != "none"]
    if len(others) < len(question.options) and dice.random() < 0.5:
        return ["none"]
    return dice.sample(others, dice.randint(1, min(3, len(others))))


def _day(question: Question, file: CaseFile, dice: random.Random) -> str:
    ahead = -dice.randint(0, 3) if question.past else dice.randint(0 if question.future else -3, 30)
    return (local(file.desk.now) + timedelta(days=ahead)).date().isoformat()


def _moment(question: Question, file: CaseFile, dice: random.Random) -> datetime:
    return file.desk.now + (timedelta(days=dice.randint(13, 40)) if question.future else -timedelta(minutes=5))


def _person(question: Question, file: CaseFile, dice: random.Random) -> str | None:
    able = sorted(file.eligible(question))
    return dice.choice(able) if able else None


def _people(question: Question, file: CaseFile, dice: random.Random) -> list[str]:
    able = sorted(file.eligible(question))
    return dice.sample(able, min(len(able), dice.choice([1, 3, 3])))


_SAY: dict[Kind, Callable[[Question, CaseFile, random.Random], Any]] = {
    Kind.CHOICE: lambda question, _file, dice: dice.choice(question.options).key,
    Kind.MANY: _many,
    Kind.YES_NO: lambda _question, _file, dice: dice.choice(["yes", "yes", "yes", "no"]),
    Kind.YES_NO_UNSURE: lambda _question, _file, dice: dice.choice(["yes", "no", "no", "no", "no", "unsure"]),
    Kind.DAY: _day,
    Kind.MOMENT: _moment,
    Kind.PERSON: _person,
    Kind.PEOPLE: _people,
    Kind.FINDINGS: lambda _question, file, dice: {
        one: dice.choice([*FINDINGS, "substantiated"]) for one in file.allegation_ids()
    },
    Kind.CONFIRM: lambda _question, _file, _dice: True,
    Kind.CLOCK: _person,
    Kind.NUMBER: lambda _question, _file, dice: dice.randint(0, 9),
}


def answers(transition: Transition, file: CaseFile, dice: random.Random) -> dict[str, Any]:
    """Answers to all that a transition asks; what is not required is left out now and then."""
    asked = [question for question in transition.asks if question.required or dice.random() < 0.8]
    return {question.key: answer(question, file, dice) for question in asked}


@dataclass
class Walk:
    """One case and its people, step by step. `trail` tells what was done, so that a failure can be read."""

    town: Town
    dice: random.Random
    procedure: Procedure = PROCEDURE
    reference: str = ""
    entries: int = 0
    positions: dict[str, str] = field(default_factory=dict)
    trail: list[str] = field(default_factory=list)
    known: dict[str, Any] = field(default_factory=dict)
    met: Counter[str] = field(default_factory=Counter)
    first_due: dict[str, datetime] = field(default_factory=dict)

    def go(self, steps: int, begin: str = "received") -> None:
        """Bring a case to a place and walk on at random, looking after every step whether all still holds."""
        self.reference = self.town.at(begin)
        done = "report"
        for _ in range(steps):
            self.town.clock.forward(hours=self.dice.choice([0.1, 1, 5, 30, 24 * 8]))
            if self.dice.random() < 0.3:
                (passed,) = pass_time(self.town.office)
                assert not passed.problems, passed.problems
            if self.dice.random() < 0.12:
                self.look(done)
                self.town.issue(self.reference)
                done = "issue"
            else:
                done = self.attempt(*self.look(done))
        self.look(done)

    @contextmanager
    def work(self) -> Iterator[Desk]:
        """A desk that remembers the staff list from the last one: nobody comes or goes during a walk."""
        with self.town.office.at_work() as desk:
            desk.known.update(self.known)
            yield desk
            self.known.update(desk.known)

    def _choice(self, file: CaseFile) -> tuple[Someone, Transition, dict[str, Any]]:
        cast = self.town.cast.everyone()
        able = [
            (one, choice.transition)
            for one in cast
            for choice in self.procedure.options(file, one)
            if choice.objection is None and (choice.transition.enters or self.dice.random() < 0.4)
        ]
        if not able or self.dice.random() < 0.15:
            able = [(self.dice.choice(cast), self.dice.choice(self.procedure.transitions[1:]))]
        who, transition = self.dice.choice(able)
        return who, transition, answers(transition, file, self.dice) | self._cases(who, transition, file)

    def _cases(self, who: Someone, transition: Transition, file: CaseFile) -> dict[str, Any]:
        """Another case about the same person, where one is asked for: those of earlier walks lie about."""
        asked = [question for question in transition.asks if question.kind is Kind.CASE]
        offered = {one.key: sorted(related.offered(file, who, one)) for one in asked}
        return {key: self.dice.choice(ids) if ids else None for key, ids in offered.items()}

    def attempt(self, who: Someone, transition: Transition, given: dict[str, Any]) -> str:
        """Try to do something as the web would; count whether it was done or how it was refused."""
        try:
            with self.work() as desk:
                file = cases.find(desk, who, self.reference)
                perform(file, transition, who, given, seen=file.case.version)
        except (Refused, NotThere, BadAnswers) as refusal:
            self.met[type(refusal).__name__] += 1
            self.trail.append(f"{who.name}: {transition.key} – {refusal}")
            return ""
        self.met["done"] += 1
        self.trail.append(f"{who.name}: {transition.key}")
        return transition.key

    def look(self, done: str) -> tuple[Someone, Transition, dict[str, Any]]:
        """See whether everything that must always hold still holds, and choose what somebody tries next."""
        with self.work() as desk:
            file = self.town.file(self.reference, desk)
            vouched_for(file)
            wrong = [
                *self._replayed(desk, file, done),
                *broken(file, done),
                *self._clocks(file),
                *seen_by_the_barred(desk, file, self.procedure),
            ]
            assert not wrong, "\n".join([*wrong, "", *self.trail])
            return self._choice(file)

    def _replayed(self, desk: Desk, file: CaseFile, done: str) -> Iterator[str]:
        entries = journal.read(desk, file.scope)
        written = [entry for entry in entries[self.entries :] if entry.event not in ("reminded", "deadline_missed")]
        if bool(written) is not bool(done) and done != "issue":
            yield f"{len(written)} entries were written, and “{done}” was done."
        for entry in entries[self.entries :]:
            yield from self._replay(entry)
        self.entries = len(entries)
        if [entry.number for entry in entries] != list(range(1, len(entries) + 1)):
            yield "The entries of the case are not numbered one by one."
        stored = {track: position.state for track, position in file.positions.items()}
        if stored != self.positions:
            yield f"What is stored is {stored}, and what was journalled is {self.positions}."
        count, last = desk.session.execute(select(func.count(), func.max(AuditLeaf.seq))).one()
        head = desk.session.get_one(AuditHead, file.case.school_id)
        if not count == last + 1 == head.next_seq:
            yield f"The log has {count} entries, the last is {last} and the next would be {head.next_seq}."

    def _clocks(self, file: CaseFile) -> Iterator[str]:
        """Whether each clock still knows when it first fell due, and whether one that the law set was touched."""
        for clock in file.clocks:
            if self.first_due.setdefault(clock.id, clock.first_due_at) != clock.first_due_at:
                yield f"The clock “{clock.key}” first falls due at another time than it did."
            if clock.due_at != clock.first_due_at and not clock.edits:
                yield f"The clock “{clock.key}” falls due later than at first, and nothing says why."
            paused = [edit for edit in clock.edits if edit.kind == Turn.PAUSE]
            if paused and not self.procedure.deadline[clock.key].pausable:
                yield f"The clock “{clock.key}” was paused, which the school did not set."
            if sum(edit.until is None for edit in paused) > (clock.met_at is None):
                yield f"The clock “{clock.key}” stands still twice, or after it was met."

    def _replay(self, entry: Entry) -> Iterator[str]:
        if entry.event != "transition":
            return
        transition, before = self.procedure.by_key[entry.said["action"]], dict(self.positions)
        follows = {one.enters.key for one in self.procedure.follows if transition in one.after}
        leads_to = follows | ({transition.enters.key} if transition.enters else set())
        for move in entry.said["moves"]:
            if before.get(move["track"]) != move["state_from"] or move["state_to"] not in leads_to:
                yield f"“{transition.key}” does not lead from “{before.get(move['track'])}” to {move}."
            self.positions[move["track"]] = move["state_to"]
        if transition.enters and self.positions.get(transition.track.key) not in leads_to:
            yield f"“{transition.key}” did not lead to “{transition.enters.key}”."
        at = before.get(transition.track.key)
        begins = transition.begins and at is None
        if transition.leaves and not begins and at not in {state.key for state in transition.leaves}:
            yield f"“{transition.key}” was done from “{at}”."


def broken(file: CaseFile, done: str) -> Iterator[str]:
    """The invariants of the domain note, section 8, as far as the tracks of today reach, that do not hold."""
    yield from _mixed(file)
    yield from _closed_too_soon(file, done)
    yield from _before_the_lado(file, done)
    yield from _beside_the_police(file, done)
    yield from _decided_wrongly(file, done)


def _mixed(file: CaseFile) -> Iterator[str]:
    ever = {role.key: file.held_by(role, ever=True) for role in PROCEDURE.roles if role.in_case}
    for one, other in combinations(APART, 2):
        if both := ever[one.key] & ever[other.key]:
            yield f"{len(both)} people were both {one.title} and {other.title}."
    managed = ever["case-manager"] | ever["covering-manager"]
    if managed & (ever["reporter"] | ever["also-reported"] | ever["subject"] | ever["investigator"]):
        yield "A case manager has another part in the case."
    if not file.held_by(roles.CASE_MANAGER) - set().union(*(ever[role.key] for role in BARRING)):
        yield "Nobody manages the case any more."


def _closed_too_soon(file: CaseFile, done: str) -> Iterator[str]:
    if file.positions["main"].state not in ENDED:
        return
    ends = {key: one.state for key, one in file.positions.items() if not PROCEDURE.state[one.state].ends}
    waiting = [key for key in file.open_letters() if not PROCEDURE.letter[key].at_any_time]
    if ends or file.open_clocks() or waiting:
        yield f"The case is closed, and open are {ends}, {file.open_clocks()}, {waiting}."
    may_be_done = {one.key for one in PROCEDURE.transitions if places.CLOSED in one.leaves and one.enters is None}
    if done not in ("agree-closing", "merge", "issue", "", *may_be_done):
        yield f"“{done}” closed the case, or was done while it was closed."


def _before_the_lado(file: CaseFile, done: str) -> Iterator[str]:
    if done not in ("record-interview", "tell-subject", "open-investigation", "set-hearing"):
        return
    if guards.threshold_met(file) and not file.when("log-lado-advice"):
        yield f"“{done}” came before the LADO's advice in a case that meets the threshold."
    if "lado" in file.positions and file.positions["lado"].state in ("lado-due", "lado-referred"):
        yield f"“{done}” was done while the LADO's advice was awaited."
    if not file.when("triage"):
        yield f"“{done}” was done before the harm tests were answered."


_NOT_BESIDE = {"record-interview", "open-investigation", "set-hearing", "record-hearing", "decide", "decide-appeal"}


def _beside_the_police(file: CaseFile, done: str) -> Iterator[str]:
    police = file.positions.get("police")
    if police and police.state == "police-active" and done in _NOT_BESIDE:
        yield f"“{done}” was done while the police lead."


def _decided_wrongly(file: CaseFile, done: str) -> Iterator[str]:
    if done != "decide":
        return
    sanction = file.answer("sanction")
    if sanction == "dismissal" and len(file.held_by(roles.HEARER)) < 3:
        yield "Fewer than three dismissed somebody."
    if set(file.answer("findings")) != set(file.allegation_ids()):
        yield "There is not one finding for each allegation."
    if sanction in ("first-warning", "final-warning", "dismissal") and "appeal" not in file.open_clocks():
        yield "A sanction was given without time to appeal."


def seen_by_the_barred(desk: Desk, file: CaseFile, procedure: Procedure = PROCEDURE) -> Iterator[str]:
    """Whether somebody who is barred holds a permission, or finds the case."""
    staff = people.everyone(desk, file.case.school_id)
    for role in BARRING:
        for one in file.held_by(role, ever=True):
            if any(procedure.permits(file, staff[one], permission) for permission in Permission):
                yield f"{staff[one].name} is {role.title} and is permitted something."
            query = cases.visible_cases(desk, staff[one]).where(Case.id == file.case.id)
            if desk.session.scalars(query).first():
                yield f"{staff[one].name} is {role.title} and finds the case."


# What a careful person does next, wherever a track stands.
NEXT = {
    "lado": {"lado-due": "log-lado-advice", "lado-referred": "log-lado-advice", "lado-advised": "end-lado"},
    "police": {
        **dict.fromkeys(("police-active", "police-released", "police-charged"), "record-police-outcome"),
        "police-due": "propose-no-police-report",
        "police-not-proposed": "agree-no-police-report",
    },
    "ico": {
        "ico-assessing": "find-breach-not-reportable",
        "ico-reportable": "record-ico-report",
        "ico-notified": "record-ico-reply",
    },
    "suspension": {"suspended": "lift-suspension", "alternative-duties": "end-alternative"},
    "tra": {"tra-due": "propose-tra-decision", "tra-proposed": "agree-tra-referral"},
    "disclosure": {"disclosure-due": "find-disclosure-not-protected"},
    "reporter-care": {"reporter-care-open": "end-reporter-care"},
    "grade": {"grade-due": "propose-lower-severity", "grade-proposed": "agree-lower-severity"},
    "grievance": dict.fromkeys(("grievance-pauses", "grievance-beside"), "end-grievance"),
    "escalation": {"escalation-due": "escalate", "escalated": "note-escalation"},
    "main": {
        "received": "triage",
        "reopened": "triage",
        "triage": "take-no-further-action",
        "investigation": "submit-report",
        "case-to-answer": "find-no-case-to-answer",
        "hearing-set": "record-hearing",
        "heard": "decide",
        "appeal": "set-appeal-hearing",
        "appeal-set": "decide-appeal",
    },
    "dbs": {"dbs-due": "propose-dbs-decision", "dbs-proposed": "agree-dbs-referral"},
    "closing": {"closing-proposed": "agree-closing"},
}
CAREFUL = {
    "severity": "5",
    "sanction": "none",
    "malice": None,
    "lado_threshold": "no",
    "lado_interviews": "yes",
    "lado_telling": "yes",
    "appeal_outcome": "upheld",
    "dbs_regulated": "yes",
    "dbs_removed": "yes",
    "dbs_harm": ["harm"],
    "dbs_decision": "refer",
    "police_outcome": "nfa",
    "tra_ceased": "yes",
    "tra_serious": "yes",
    "tra_decision": "refer",
    "retention": "hold",
}


@dataclass
class Careful(Walk):
    """Somebody who brings a case to its end, wherever chance has left it."""

    def finish(self) -> None:
        """Do what is next on every track until the case is closed. Fails if nothing can be done any more."""
        stuck: list[str] = []
        while len(stuck) < 3:
            self.town.issue(self.reference)
            self.town.clock.forward(days=45)
            states = self.town.states(self.reference)
            if states["main"] in ENDED:
                return
            refused = [words for key in self._next(states) if (words := self._try(key))]
            stuck = [*stuck, " ".join(refused)] if states == self.town.states(self.reference) else []
        raise AssertionError("\n".join(["The case cannot be brought to its end:", *stuck, "", *self.trail]))

    def _next(self, states: dict[str, str]) -> list[str]:
        found = [NEXT[track][state] for track, state in states.items() if state in NEXT.get(track, {})]
        if states["main"] == "external-hold":
            untold = {"police": "report-to-police", "lado": "refer-to-lado"}
            found += [told for track, told in untold.items() if track not in states]
            found += ["triage", "resume-investigation", "open-investigation"]
        for track in ("dbs", "tra"):
            if states.get(track) == f"{track}-proposed":
                found.append(f"agree-no-{track}-referral")
        if states.get("ico", "ico-ended") in ("ico-reportable", "ico-notified"):
            found = ["tell-affected", *found]
        for track, at, brings in (
            ("ico", "ico-assessing", "bring-in-dpo"),
            ("suspension", "suspended", "ask-governing-body"),
        ):
            if states.get(track) == at:
                found = [brings, *found]
        found.append("conclude-record")
        if "judge-again" in self._running():
            found.append("judge-again")
        return [*found, "propose-closing"]

    def _running(self) -> tuple[str, ...]:
        with self.work() as desk:
            return self.town.file(self.reference, desk).open_clocks()

    def _try(self, key: str) -> str:
        transition = self.procedure.by_key[key]
        with self.work() as desk:
            file = self.town.file(self.reference, desk)
            ables = [one for one in self.town.cast.everyone() if self.procedure.permits(file, one, transition.needs)]
            given = {question.key: self._say(question, file) for question in transition.asks}
            named = next((question for question in transition.asks if question.kind is Kind.PERSON), None)
            choices = [{named.key: one} for one in sorted(file.eligible(named))] if named else [{}]
        for one, choice in product(ables, choices):
            said = {key: value for key, value in (given | choice).items() if value is not None}
            if done := self.attempt(one, transition, said):
                self.look(done)
                return ""
        return f"{key}: {self.trail[-1] if ables and choices else 'nobody may'}"

    def _say(self, question: Question, file: CaseFile) -> Any:
        if question.key in CAREFUL:
            return CAREFUL[question.key]
        if question.kind is Kind.FINDINGS:
            return "unfounded"
        if question.kind is Kind.PEOPLE:
            return self._untouched(question, file)
        if question.kind is Kind.YES_NO_UNSURE:
            return "no"
        return _SAY.get(question.kind, _words)(question, file, self.dice)

    def _untouched(self, question: Question, file: CaseFile) -> list[str]:
        touched = set().union(*(file.held_by(role, ever=True) for role in PROCEDURE.roles if role.in_case))
        return sorted(set(file.eligible(question)) - touched)
