"""A case, opened: the facts that guards judge and pages show, read from what is stored and unsealed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from caseflow.casework import journal, people, schoolcalendar
from caseflow.casework.desk import Desk, case_scope
from caseflow.casework.fingerprints import fingerprint
from caseflow.lifecycle.answers import plain, typed
from caseflow.lifecycle.days import end_of, local, moment_of, say_day, start_of
from caseflow.lifecycle.schooldays import SchoolCalendar
from caseflow.lifecycle.terms import Actor, Earlier, Kind, Question, Role, Track, Transition, Turn
from caseflow.procedure import PROCEDURE, panels
from caseflow.procedure.joining import AWARE_SINCE, TAKE_IN
from caseflow.procedure.reporting import REPORT
from caseflow.records import Case, Clock, EvidenceRecord, LetterRecord, Part, Position

OPEN_LETTERS = ("due", "draft", "approved")
CHOSEN = (Kind.CHOICE, Kind.MANY, Kind.YES_NO_UNSURE)
"""Questions of which the earlier answers are kept too: they are few and short, and say how a case was judged before."""

ISSUED_LETTERS = ("issued", "delivered")


@dataclass
class CaseFile:
    """One case with all that hangs on it. Fits the Protocol that guards speak to."""

    desk: Desk
    case: Case
    positions: dict[str, Position]
    parts: list[Part]
    clocks: list[Clock]
    letters: list[LetterRecord]
    facts: dict[str, Any] = field(default_factory=dict)
    evidence: list[EvidenceRecord] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        """The moment of this piece of work, as the school's wall clock shows it."""
        return local(self.desk.now)

    @property
    def scope(self) -> str:
        """The scope of this case's key and entries."""
        return case_scope(self.case.id)

    @property
    def reference(self) -> str:
        """What people say and write of it."""
        return self.case.reference

    @property
    def subject_name(self) -> str:
        """Whom the case is about, as the report or the staff list has it."""
        return str(self.facts.get("subject_name") or "a person not known by name")

    @property
    def subject_post(self) -> str:
        """Their post, where they are on the staff list."""
        return str(self.facts.get("subject_post") or "")

    @property
    def allegations(self) -> list[dict[str, Any]]:
        """The allegations, each with its clause as it stood on the day."""
        return list(self.facts.get("allegations", []))

    def at(self, track: Track) -> str | None:
        """The key of the state at which the case stands on a track, or None if it is not open."""
        position = self.positions.get(track.key)
        return position.state if position else None

    def answer(self, key: str) -> Any:
        """The latest answer to a question, typed, or None."""
        return typed(PROCEDURE.question.get(key), self.facts.get("answers", {}).get(key))

    def given_before(self, key: str) -> tuple[Any, ...]:
        """The earlier answers to a question that is chosen from a list, the first first."""
        return tuple(self.facts.get("before", {}).get(key, ()))

    def answered(self, *keys: str) -> tuple[tuple[Question, Any], ...]:
        """Of these questions those that were answered, each with its latest answer as it is stored."""
        given = self.facts.get("answers", {})
        return tuple((PROCEDURE.question[key], given[key]) for key in keys if given.get(key))

    def when(self, transition: str) -> datetime | None:
        """When a transition last happened; of the report, since when the school has known, by the first there was."""
        aware: datetime | None = self.answer(AWARE_SINCE) if transition == REPORT.key else None
        if aware:
            return aware
        stamp = self.facts.get("happened", {}).get(transition)
        return datetime.fromisoformat(stamp) if stamp else None

    def held_by(self, role: Role, *, ever: bool = False) -> frozenset[str]:
        """The ids of those who hold, or ever held, a part."""
        return self._ever.get(role.key, frozenset()) if ever else self._now.get(role.key, frozenset())

    def holders(self, post: Role) -> frozenset[str]:
        """The ids of those who hold a post at the school now."""
        return frozenset(one.id for one in people.holders(self.desk, self.case.school_id, (post.key,)))

    def in_post(self, role: Role) -> frozenset[str]:
        """The ids of those who hold a part and can act by it: not barred, and in a post from which it is given."""
        barred = {one for role in PROCEDURE.roles if role.bars for one in self.held_by(role, ever=True)}
        staff = people.everyone(self.desk, self.case.school_id)
        posts = [post.key for post in role.from_posts]
        held = self.held_by(role) - barred
        return frozenset(one for one in held if staff[one].active and staff[one].holds(*posts))

    def setting(self, key: str) -> Any:
        """A local number as it stood when the case was opened."""
        return self.facts.get("settings", {}).get(key, _default(key))

    def breaches(self) -> tuple[tuple[str, str], ...]:
        """The allegations: the id of each, and the key of the breach it is of."""
        return tuple((one["id"], one["code"]) for one in self.allegations)

    def earlier(self, actor: Actor) -> tuple[Earlier, ...]:
        """The earlier cases about the same person of which somebody may know, the newest first."""
        from caseflow.casework.matters import (
            matters,
        )  # here, because it finds cases, and a case is found by more than this

        return matters(self, actor).told

    def subject_key(self) -> str:
        """Whom the case is about: an id, or the name as the report has it, folded; empty if nobody is named."""
        return str(self.facts.get("subject_id") or people.fold(str(self.facts.get("subject_name") or "")))

    def subject_posts(self) -> frozenset[str]:
        """The posts that the person the case is about held when it was reported."""
        return frozenset(self.facts.get("subject_posts", ()))

    def past_the_head(self) -> bool:
        """Whether it, or a report that was merged into it, went past the headteacher when it was routed."""
        return bool(self.facts.get("past_the_head"))

    def open_clocks(self) -> tuple[str, ...]:
        """The keys of clocks that run; one that only lapses runs until its time."""
        return tuple(
            clock.key
            for clock in self.clocks
            if clock.met_at is None and not (PROCEDURE.deadline[clock.key].lapses and clock.due_at < self.desk.now)
        )

    def clocks_for(self, turn: Turn) -> tuple[str, ...]:
        """The keys of clocks to which this may be done: nothing to one that the law set, or whose time has passed."""
        running = [clock for clock in self.clocks if clock.met_at is None]
        if turn is Turn.RESUME:
            return tuple(clock.key for clock in running if clock.pause)
        ours = [clock for clock in running if PROCEDURE.deadline[clock.key].pausable]
        return tuple(clock.key for clock in ours if not clock.pause and clock.due_at >= self.desk.now)

    def school_calendar(self) -> SchoolCalendar:
        """On which days the school is open to pupils, as far as is known now."""
        return schoolcalendar.calendar_of(self.desk, self.case.school_id)

    def open_letters(self) -> tuple[str, ...]:
        """The keys of letters that are due or in draft, those to people whose reports were merged into it included."""
        own = [letter.key for letter in self.letters if letter.status in OPEN_LETTERS]
        others = [f"{key} of {one.reference}" for one in self.duplicates() for key in one.open_letters()]
        return (*own, *others)

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """The cases that belong to this one: the key of the question that named each, and its id."""
        return tuple((key, case_id) for key, case_id in self.facts.get("links", ()))

    def duplicates(self) -> list[CaseFile]:
        """The reports that were merged into this case. Whoever manages it manages them too."""
        ids = [case_id for key, case_id in self.links if key == TAKE_IN.asks[0].key]
        return load_all(self.desk, [self.desk.session.get_one(Case, one) for one in ids])

    def letter_issued(self, key: str) -> bool:
        """Whether the newest letter of a kind has been issued."""
        newest = [letter for letter in self.letters if letter.key == key and letter.status != "withdrawn"]
        return bool(newest) and newest[-1].status in ISSUED_LETTERS

    def went_out(self, key: str) -> datetime | None:
        """When a letter of a kind last went out that was not withdrawn since, or None."""
        out = [row.issued_at for row in self.letters if row.key == key and row.status in ISSUED_LETTERS]
        return max((at for at in out if at), default=None)

    def has_entry(self, number: int) -> bool:
        """Whether the timeline has an entry of this number, a mere reading not counted."""
        entry = journal.numbered(self.desk, self.scope, number)
        return entry is not None and "row_version" in entry.said

    def has_evidence(self, number: int) -> bool:
        """Whether there is an item of evidence of this number."""
        return any(row.number == number for row in self.evidence)

    def eligible(self, question: Question) -> dict[str, str]:
        """What may be named in answer to a question: ids and names. Nobody is named in a case about themselves."""
        if question.kind is Kind.CLOCK and question.turns:
            return {key: self._clock_named(key) for key in self.clocks_for(question.turns)}
        barred = {one for role in PROCEDURE.roles if role.bars for one in self.held_by(role, ever=True)}
        if question.becomes in panels.SITS:
            barred |= panels.kept_off(self, question.becomes)  # or the list would say of whom it is which
        able = people.holders(self.desk, self.case.school_id, (role.key for role in question.from_roles))
        found = {one.id: one.name for one in able if one.id not in barred}
        parts = [role for role in question.from_roles if role.in_case]
        return found | {one: self.name_of(one) for role in parts for one in self.held_by(role, ever=True) - barred}

    def _clock_named(self, key: str) -> str:
        due = next(clock.due_at for clock in self.clocks if clock.key == key and clock.met_at is None)
        return f"{PROCEDURE.deadline[key].title}, due on {say_day(local(due).date())}"

    def allegation_ids(self) -> tuple[str, ...]:
        """The ids of the allegations, for findings."""
        return tuple(allegation["id"] for allegation in self.allegations)

    def name_of(self, person_id: str) -> str:
        """The name of somebody on the staff list."""
        found = people.everyone(self.desk, self.case.school_id).get(person_id)
        return found.name if found else "somebody no longer listed"

    @cached_property
    def _ever(self) -> dict[str, frozenset[str]]:
        return self._held(self.parts)

    @cached_property
    def _now(self) -> dict[str, frozenset[str]]:
        return self._held(part for part in self.parts if part.until is None or self._lasts(part))

    def _lasts(self, part: Part) -> bool:
        """Whether a part that has an end is held now: its first day has come, and its last is not over."""
        timed = part.role in PROCEDURE.lingering
        return timed and part.until is not None and part.since <= self.desk.now < part.until

    def spans(self, role: Role) -> list[tuple[str, datetime, datetime]]:
        """Who holds a dated part now or is to hold it, and from when until when; the earliest first."""
        names, now = people.marks(self.desk, self.case.school_id), self.desk.now
        rows = [part for part in self.parts if part.role == role.key and part.who in names]
        found = [
            (names[one.who], one.since, one.until) for one in rows if one.until and one.until > max(now, one.since)
        ]
        return sorted(found, key=lambda one: one[1])

    def to_hold(self, role: Role) -> frozenset[str]:
        """The ids of those whose dated part begins on a day to come."""
        return frozenset(one for one, since, _ in self.spans(role) if since > self.desk.now)

    def _held(self, parts: Iterable[Part]) -> dict[str, frozenset[str]]:
        names = people.marks(self.desk, self.case.school_id)
        held: dict[str, set[str]] = {}
        for part in parts:
            if part.who in names:
                held.setdefault(part.role, set()).add(names[part.who])
        return {role: frozenset(ids) for role, ids in held.items()}

    def give(self, role: Role, person_id: str, first: date | None = None, last: date | None = None) -> None:
        """Give somebody a part from now on, unless they hold it already; or from the first day until the last.

        A moment instead of the last day is when it ends.
        """
        if not role.dated and any(one.until is None for one in self._parts_of(role, person_id)):
            return
        part = Part(
            case_id=self.case.id,
            who=people.mark(self.desk, self.case.school_id, person_id),
            role=role.key,
            since=max(self.desk.now, moment_of(first, start_of)) if first else self.desk.now,
            until=moment_of(last, end_of) if last else None,
        )
        self.desk.session.add(part)
        self.parts.append(part)
        self._forget_parts()

    def take(self, role: Role, person_id: str) -> None:
        """End a part somebody holds, or is to hold."""
        for part in self._parts_of(role, person_id):
            if part.until is None or (role.key in PROCEDURE.lingering and part.until > self.desk.now):
                part.until = self.desk.now
        self._forget_parts()

    def end_later(self, role: Role, days: int) -> None:
        """Let a part end for everybody who holds it at the end of a day, so many days from now."""
        until = end_of(self.now.date() + timedelta(days=days))
        for part in (one for person_id in self.held_by(role) for one in self._parts_of(role, person_id)):
            if part.until is None:
                part.until = until
        self._forget_parts()

    def _parts_of(self, role: Role, person_id: str) -> list[Part]:
        who = people.mark(self.desk, self.case.school_id, person_id)
        return [part for part in self.parts if part.role == role.key and part.who == who]

    def _forget_parts(self) -> None:
        self.__dict__.pop("_ever", None)
        self.__dict__.pop("_now", None)

    def remember(self, transition: Transition, answers: dict[str, Any]) -> None:
        """Take the answers of a transition among the facts, and that it happened."""
        known, before = self.facts.setdefault("answers", {}), self.facts.setdefault("before", {})
        for question in transition.asks:
            if question.kind in CHOSEN and question.key in answers and question.key in known:
                before.setdefault(question.key, []).append(known[question.key])
        known.update({key: plain(value) for key, value in answers.items()})
        self.facts.setdefault("happened", {})[transition.key] = self.desk.now.isoformat()
        named = [[one.key, answers[one.key]] for one in transition.asks if one.kind is Kind.CASE and one.key in answers]
        self.facts.setdefault("links", []).extend(named)

    def seal(self) -> None:
        """Put the facts back under the case's key."""
        case = self.case
        case.sealed = self.desk.seal(self.scope, self.facts, f"case/{case.id}/facts")
        case.headline = self.desk.seal(self.scope, self.headline(), f"case/{case.id}/headline")

    def headline(self) -> dict[str, Any]:
        """The few words a list shows."""
        return {
            "subject": self.subject_name,
            "post": self.subject_post,
            "categories": [allegation["code"] for allegation in self.allegations],
            "severity": int(self.facts.get("answers", {}).get("severity") or self.facts.get("severity", 0)),
            "numbers": self.facts.get("numbers", []),
        }

    def projection(self) -> dict[str, str]:
        """A fingerprint of every stored row of this case, table by table, for the journal to vouch for."""
        rows: dict[str, list[Any]] = {
            "case": [self.case],
            "position": list(self.positions.values()),
            "part": self.parts,
            "clock": self.clocks,
            "clock_edit": [edit for clock in self.clocks for edit in clock.edits],
            "letter": self.letters,
            "evidence": self.evidence,
        }
        return {table: fingerprint(found) for table, found in rows.items()}


def _default(key: str) -> Any:
    return next((setting.default for setting in PROCEDURE.settings if setting.key == key), None)


def load(desk: Desk, case: Case) -> CaseFile:
    """Open a case that was found through what somebody may see."""
    return load_all(desk, [case])[0]


def load_all(desk: Desk, cases: Sequence[Case]) -> list[CaseFile]:
    """Open several, in their order: as many queries as for one."""
    desk.keyring.keys(case_scope(case.id) for case in cases)
    ids = [case.id for case in cases]
    positions, parts = _rows(desk, ids, Position), _rows(desk, ids, Part, Part.since, Part.id)
    clocks = _rows(desk, ids, Clock, Clock.due_at, Clock.id, beside=(joinedload(Clock.edits),))
    letters = _rows(desk, ids, LetterRecord, LetterRecord.number)
    evidence = _rows(desk, ids, EvidenceRecord, EvidenceRecord.number)
    return [
        CaseFile(
            desk,
            case,
            {one.track: one for one in positions[case.id]},
            parts[case.id],
            clocks[case.id],
            letters[case.id],
            desk.unseal(case_scope(case.id), case.sealed, f"case/{case.id}/facts"),
            evidence[case.id],
        )
        for case in cases
    ]


def _rows(desk: Desk, ids: list[str], kind: Any, *order: Any, beside: Sequence[Any] = ()) -> dict[str, list[Any]]:
    """The rows of a table that hang on these cases, by case."""
    found: dict[str, list[Any]] = {one: [] for one in ids}
    query = select(kind).where(kind.case_id.in_(ids)).order_by(*order).options(*beside)
    for row in desk.session.scalars(query).unique() if ids else ():
        found[row.case_id].append(row)
    return found
