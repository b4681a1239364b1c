"""A case as guards and checks know one, without a database: what a test says of it, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from caseflow.lifecycle.days import LONDON
from caseflow.lifecycle.schooldays import SchoolCalendar
from caseflow.lifecycle.terms import Earlier, Question, Role, Track, Turn
from caseflow.procedure.settings import DEFAULTS

NOON = datetime(2027, 1, 15, 12, 0, tzinfo=LONDON)


@dataclass(frozen=True)
class Who:
    """Somebody who asks."""

    id: str = "helen"
    name: str = "Helen Marsh"


@dataclass(frozen=True)
class Facts:
    """Fits the Protocol that guards speak to. `was` holds the parts people held once and hold no more."""

    states: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Any] = field(default_factory=dict)
    happened: Mapping[str, datetime] = field(default_factory=dict)
    parts: Mapping[str, Collection[str]] = field(default_factory=dict)
    was: Mapping[str, Collection[str]] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    clocks: tuple[str, ...] = ()
    turnable: Mapping[Turn, tuple[str, ...]] = field(default_factory=dict)
    calendar: SchoolCalendar = field(default_factory=SchoolCalendar)
    letters: tuple[str, ...] = ()
    issued: tuple[str, ...] = ()
    out: Mapping[str, datetime] = field(default_factory=dict)
    now: datetime = NOON
    posts: Collection[str] = ()
    subject: str = "quentin"
    codes: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    matters: tuple[Earlier, ...] = ()
    able: Collection[str] = ()
    allegations: Collection[str] = ("a1", "a2")
    entries: Collection[int] = ()
    evidence: Collection[int] = ()
    gone: Collection[str] = ()
    past: bool = False
    holding: Mapping[str, Collection[str]] = field(default_factory=dict)
    coming: Mapping[str, Collection[str]] = field(default_factory=dict)

    def at(self, track: Track) -> str | None:
        return self.states.get(track.key)

    def answer(self, key: str) -> Any:
        return self.answers.get(key)

    def given_before(self, key: str) -> tuple[Any, ...]:
        return self.before.get(key, ())

    def when(self, transition: str) -> datetime | None:
        return self.happened.get(transition)

    def held_by(self, role: Role, *, ever: bool = False) -> frozenset[str]:
        now = frozenset(self.parts.get(role.key, ()))
        return now | frozenset(self.was.get(role.key, ())) if ever else now

    def to_hold(self, role: Role) -> frozenset[str]:
        return frozenset(self.coming.get(role.key, ()))

    def holders(self, post: Role) -> frozenset[str]:
        return frozenset(self.holding.get(post.key, ()))

    def in_post(self, role: Role) -> frozenset[str]:
        return self.held_by(role) - frozenset(self.gone)

    def setting(self, key: str) -> Any:
        return self.settings.get(key, DEFAULTS[key])

    def breaches(self) -> tuple[tuple[str, str], ...]:
        return tuple(self.codes.items())

    def earlier(self, _actor: Who) -> tuple[Earlier, ...]:
        return self.matters

    def subject_key(self) -> str:
        return self.subject

    def past_the_head(self) -> bool:
        return self.past

    def subject_posts(self) -> frozenset[str]:
        return frozenset(self.posts)

    def open_clocks(self) -> tuple[str, ...]:
        return self.clocks

    def clocks_for(self, turn: Turn) -> tuple[str, ...]:
        return self.turnable.get(turn, ())

    def school_calendar(self) -> SchoolCalendar:
        return self.calendar

    def open_letters(self) -> tuple[str, ...]:
        return self.letters

    def letter_issued(self, key: str) -> bool:
        return key in self.issued

    def went_out(self, key: str) -> datetime | None:
        return self.out.get(key)

    def has_entry(self, number: int) -> bool:
        return number in self.entries

    def has_evidence(self, number: int) -> bool:
        return number in self.evidence

    def eligible(self, _question: Question) -> Collection[str]:
        return self.able

    def allegation_ids(self) -> Collection[str]:
        return self.allegations
