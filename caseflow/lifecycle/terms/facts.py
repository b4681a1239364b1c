"""What a rule may know of a case and of who asks. The stored case happens to fit; so does a dataclass in a test."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from caseflow.lifecycle.schooldays import SchoolCalendar
from caseflow.lifecycle.terms.parts import Role
from caseflow.lifecycle.terms.questions import Turn
from caseflow.lifecycle.terms.tracks import Track


class Actor(Protocol):
    """Who asks: an id for comparison, and the parts they hold in the case at hand."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...


@dataclass(frozen=True)
class Earlier:
    """An earlier case about the same person, as far as somebody may know of it: what was alleged and what came of it.

    `codes` are the breaches that were not disproved.
    """

    case: str
    reference: str
    codes: tuple[str, ...]
    on: date
    outcome: str
    formal: bool = False


class CaseFacts(Protocol):
    """What guards may know of a case. The stored case happens to fit; so does a small dataclass in a test."""

    def at(self, track: Track) -> str | None:
        """The key of the state at which the case stands on this track, or None if it is not open."""

    def answer(self, key: str) -> Any:
        """The latest answer to the question of this key, or None."""

    def given_before(self, key: str) -> tuple[Any, ...]:
        """The earlier answers to a question that is chosen from a list, the first first, and without the latest."""

    def when(self, transition: str) -> datetime | None:
        """When the transition of this key last happened, or None."""

    def held_by(self, role: Role, *, ever: bool = False) -> frozenset[str]:
        """The ids of those who hold (or ever held) this part in the case."""

    def to_hold(self, role: Role) -> frozenset[str]:
        """The ids of those whose dated part begins on a day to come."""

    def holders(self, post: Role) -> frozenset[str]:
        """The ids of those who hold a post at the school now."""

    def in_post(self, role: Role) -> frozenset[str]:
        """The ids of those who hold this part and can act by it: they work here, in a post that it is given from."""

    def setting(self, key: str) -> Any:
        """A local number or fact of this school, as it stood when the case was opened."""

    def breaches(self) -> tuple[tuple[str, str], ...]:
        """The allegations: the id of each, and the key of the breach it is of."""

    def earlier(self, actor: Actor) -> tuple[Earlier, ...]:
        """The earlier cases about the same person of which this person may know, the newest first."""

    def subject_key(self) -> str:
        """Whom the case is about: their id, or the name as the report has it where they are not on the staff list."""

    def subject_posts(self) -> frozenset[str]:
        """The keys of the posts that the person the case is about held when it was reported; empty if not known."""

    def past_the_head(self) -> bool:
        """Whether it, or a report that was merged into it, went past the headteacher when it was routed."""

    def open_clocks(self) -> tuple[str, ...]:
        """The keys of clocks that run."""

    def clocks_for(self, turn: Turn) -> tuple[str, ...]:
        """The keys of clocks to which this may be done now."""

    def school_calendar(self) -> SchoolCalendar:
        """On which days the school is open to pupils, as far as is known now."""

    def open_letters(self) -> tuple[str, ...]:
        """The keys of letters that are due or in draft."""

    def letter_issued(self, key: str) -> bool:
        """Whether a letter of this kind has been issued in this case."""

    def went_out(self, key: str) -> datetime | None:
        """When a letter of this kind last went out that was not withdrawn since, or None."""

    def has_entry(self, number: int) -> bool:
        """Whether the timeline of this case has an entry of this number, a mere reading not counted."""

    def has_evidence(self, number: int) -> bool:
        """Whether this case has an item of evidence of this number."""

    @property
    def now(self) -> datetime:
        """The moment at which the question is asked, in Europe/London."""
