"""A case, opened: the facts that guards judge and pages show, read from what is stored and unsealed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import inspect, select

from caseflow.casework import people
from caseflow.casework.desk import Desk, case_scope
from caseflow.lifecycle.answers import plain, typed
from caseflow.lifecycle.days import local
from caseflow.lifecycle.terms import Question, Role, Track, Transition
from caseflow.procedure import PROCEDURE
from caseflow.records import Case, Clock, LetterRecord, Part, Position

OPEN_LETTERS = ("due", "draft", "approved")
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

    def answered(self, *keys: str) -> tuple[tuple[Question, Any], ...]:
        """Of these questions those that were answered, each with its latest answer as it is stored."""
        given = self.facts.get("answers", {})
        return tuple((PROCEDURE.question[key], given[key]) for key in keys if given.get(key))

    def when(self, transition: str) -> datetime | None:
        """When a transition last happened."""
        stamp = self.facts.get("happened", {}).get(transition)
        return datetime.fromisoformat(stamp) if stamp else None

    def held_by(self, role: Role, *, ever: bool = False) -> frozenset[str]:
        """The ids of those who hold, or ever held, a part."""
        return self._ever.get(role.key, frozenset()) if ever else self._now.get(role.key, frozenset())

    def setting(self, key: str) -> Any:
        """A local number as it stood when the case was opened."""
        return self.facts.get("settings", {}).get(key, _default(key))

    def subject_posts(self) -> frozenset[str]:
        """The posts that the person the case is about held when it was reported."""
        return frozenset(self.facts.get("subject_posts", ()))

    def open_clocks(self) -> tuple[str, ...]:
        """The keys of clocks that run; one that only lapses runs until its time."""
        return tuple(
            clock.key
            for clock in self.clocks
            if clock.met_at is None and not (PROCEDURE.deadline[clock.key].lapses and clock.due_at < self.desk.now)
        )

    def open_letters(self) -> tuple[str, ...]:
        """The keys of letters that are due or in draft."""
        return tuple(letter.key for letter in self.letters if letter.status in OPEN_LETTERS)

    def letter_issued(self, key: str) -> bool:
        """Whether the newest letter of a kind has been issued."""
        newest = [letter for letter in self.letters if letter.key == key and letter.status != "withdrawn"]
        return bool(newest) and newest[-1].status in ISSUED_LETTERS

    def eligible(self, question: Question) -> dict[str, str]:
        """Who may be named in answer to a question: ids and names. Nobody is named in a case about themselves."""
        barred = {one for role in PROCEDURE.roles if role.bars for one in self.held_by(role, ever=True)}
        able = people.holders(self.desk, self.case.school_id, (role.key for role in question.from_roles))
        return {one.id: one.name for one in able if one.id not in barred}

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
        return self._held(part for part in self.parts if part.until is None)

    def _held(self, parts: Iterable[Part]) -> dict[str, frozenset[str]]:
        names = people.marks(self.desk, self.case.school_id)
        held: dict[str, set[str]] = {}
        for part in parts:
            if part.who in names:
                held.setdefault(part.role, set()).add(names[part.who])
        return {role: frozenset(ids) for role, ids in held.items()}

    def give(self, role: Role, person_id: str) -> None:
        """Give somebody a part from now on, unless they hold it already."""
        if person_id in self.held_by(role):
            return
        part = Part(
            case_id=self.case.id,
            who=people.mark(self.desk, self.case.school_id, person_id),
            role=role.key,
            since=self.desk.now,
        )
        self.desk.session.add(part)
        self.parts.append(part)
        self._forget_parts()

    def take(self, role: Role, person_id: str) -> None:
        """End a part somebody holds."""
        who = people.mark(self.desk, self.case.school_id, person_id)
        for part in self.parts:
            if part.role == role.key and part.who == who and part.until is None:
                part.until = self.desk.now
        self._forget_parts()

    def _forget_parts(self) -> None:
        self.__dict__.pop("_ever", None)
        self.__dict__.pop("_now", None)

    def remember(self, transition: Transition, answers: dict[str, Any]) -> None:
        """Take the answers of a transition among the facts, and that it happened."""
        known = self.facts.setdefault("answers", {})
        known.update({key: plain(value) for key, value in answers.items()})
        self.facts.setdefault("happened", {})[transition.key] = self.desk.now.isoformat()

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
        }

    def projection(self) -> dict[str, str]:
        """A fingerprint of every stored row of this case, table by table, for the journal to vouch for."""
        rows: dict[str, list[Any]] = {
            "case": [self.case],
            "position": list(self.positions.values()),
            "part": self.parts,
            "clock": self.clocks,
            "letter": self.letters,
        }
        return {table: fingerprint(found) for table, found in rows.items()}


def fingerprint(rows: Iterable[Any]) -> str:
    """SHA-256 over the columns of some rows, whatever their order; a letter's PDF by its own fingerprint."""
    lines = sorted(_line(row) for row in rows)
    return hashlib.sha256(b"\x1e".join(lines)).hexdigest()


def _line(row: Any) -> bytes:
    columns = inspect(type(row)).column_attrs
    names = [column.key for column in columns if column.key != "pdf"]
    return b"\x1f".join(_bytes(getattr(row, name)) for name in names)


def _bytes(value: Any) -> bytes:
    if isinstance(value, datetime):
        return value.isoformat().encode()
    return value if isinstance(value, bytes) else repr(value).encode()


def _default(key: str) -> Any:
    return next((setting.default for setting in PROCEDURE.settings if setting.key == key), None)


def load(desk: Desk, case: Case) -> CaseFile:
    """Open a case that was found through what somebody may see."""
    session = desk.session
    positions = session.scalars(select(Position).where(Position.case_id == case.id))
    parts = session.scalars(select(Part).where(Part.case_id == case.id).order_by(Part.since, Part.id))
    clocks = session.scalars(select(Clock).where(Clock.case_id == case.id).order_by(Clock.due_at, Clock.id))
    letters = session.scalars(select(LetterRecord).where(LetterRecord.case_id == case.id).order_by(LetterRecord.number))
    return CaseFile(
        desk,
        case,
        {position.track: position for position in positions},
        list(parts),
        list(clocks),
        list(letters),
        desk.unseal(case_scope(case.id), case.sealed, f"case/{case.id}/facts"),
    )
