"""What people do to a case, the rules that may object, and what follows by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from caseflow.lifecycle.terms.facts import Actor, CaseFacts
from caseflow.lifecycle.terms.parts import Permission, Role
from caseflow.lifecycle.terms.questions import Answers, Question
from caseflow.lifecycle.terms.tracks import State, Track


@dataclass(frozen=True)
class Guard:
    """A rule that may object. `rule` is the sentence for the handbook; `test` returns words for the reader or None.

    `beside` marks a rule whose words tell of what stands beside the main line: they are for those who read the case.
    """

    key: str
    rule: str
    test: Callable[[CaseFacts, Actor], str | None]
    source: str = ""
    beside: bool = False


@dataclass(frozen=True)
class Objection:
    """Why an answer will not do, tied to the question it was given to."""

    question: str
    words: str


@dataclass(frozen=True)
class Check:
    """A rule over the answers themselves."""

    key: str
    rule: str
    test: Callable[[CaseFacts, Actor, Answers], Objection | None]
    source: str = ""


When = Callable[[CaseFacts, Answers], bool]


def always(_case: CaseFacts, _answers: Answers) -> bool:
    """Holds of every case."""
    return True


@dataclass(frozen=True)
class Transition:
    """A thing people do to a case, and all that follows from it.

    `leaves` are places of `track`; empty means: wherever the case stands while it is open. `begins` allows the move
    while the track is not open yet. `enters` None means: the case stays where it is. `said` is the sentence of the
    record, with `{actor}` in braces. `takes` is the part in which the actor is left, `ends_parts` what the actor loses,
    `clears` the parts that end for everybody who holds them, `gives` the parts that go, by virtue of their post, to all
    who may fill them and have no other part by which they are kept apart. `ends_later` pairs a part with the setting
    that says how many days later it ends for everybody who holds it. `cautions` are rules that warn whoever is about to
    do it, and refuse nothing.
    `weighty` is the sentence of the page that interrupts before an act that cannot be undone. What happens `by_itself`
    is not offered to anybody: it is the other side of something done to another case.
    """

    key: str
    label: str
    said: str
    track: Track
    needs: Permission
    leaves: tuple[State, ...] = ()
    enters: State | None = None
    begins: bool = False
    asks: tuple[Question, ...] = ()
    guards: tuple[Guard, ...] = ()
    checks: tuple[Check, ...] = ()
    tells: tuple[Role, ...] = ()
    hint: str = ""
    weighty: str = ""
    takes: Role | None = None
    ends_parts: tuple[Role, ...] = ()
    clears: tuple[Role, ...] = ()
    gives: tuple[Role, ...] = ()
    ends_later: tuple[tuple[Role, str], ...] = ()
    cautions: tuple[Guard, ...] = ()
    by_itself: bool = False
    source: str = ""


@dataclass(frozen=True)
class Follow:
    """A move that follows by itself from a transition on another track (or the same).

    `leaves` None stands for a track that is not open yet.
    """

    after: tuple[Transition, ...]
    enters: State
    leaves: tuple[State, ...] | None = None
    when: When = always
    why: str = ""
