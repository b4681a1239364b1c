"""A whole procedure, the judge who reads it, and the faults that make it unfit to run."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from caseflow.lifecycle.terms import (
    Actor,
    Answers,
    CaseFacts,
    Category,
    Deadline,
    Follow,
    Guard,
    Letter,
    Objection,
    Permission,
    Question,
    Role,
    Setting,
    State,
    Telling,
    Track,
    Transition,
)

BESIDE = "Something else in the case has to be settled first. Whoever manages it knows what it is."
"""What somebody who may not read the case hears of a rule that looks beside the main line: a panel learns there of
agencies, referrals or complaints that are no evidence before it."""


Entering = Callable[[CaseFacts, Question, Collection[str]], Objection | None]
"""Why people who are named in answer to a question may not be given the part that goes with it, or None."""


@dataclass(frozen=True)
class Choice:
    """Something a person could do, with the reason why it is closed to them now, or None."""

    transition: Transition
    objection: str | None


@dataclass(frozen=True)
class Procedure:
    """What a school does. Whether it is fit to run is for `faults` to say."""

    tracks: tuple[Track, ...]
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    follows: tuple[Follow, ...]
    deadlines: tuple[Deadline, ...]
    letters: tuple[Letter, ...]
    roles: tuple[Role, ...]
    categories: tuple[Category, ...]
    settings: tuple[Setting, ...]
    opening: Transition
    always: tuple[Guard, ...] = ()
    tellings: tuple[Telling, ...] = ()
    entering: Entering = lambda _case, _question, _named: None

    @cached_property
    def by_key(self) -> dict[str, Transition]:
        """Transitions by their keys."""
        return {transition.key: transition for transition in self.transitions}

    @cached_property
    def state(self) -> dict[str, State]:
        """States by their keys."""
        return {state.key: state for state in self.states}

    @cached_property
    def role(self) -> dict[str, Role]:
        """Roles by their keys."""
        return {role.key: role for role in self.roles}

    @cached_property
    def track(self) -> dict[str, Track]:
        """Tracks by their keys."""
        return {track.key: track for track in self.tracks}

    @cached_property
    def letter(self) -> dict[str, Letter]:
        """Letters by their keys."""
        return {letter.key: letter for letter in self.letters}

    @cached_property
    def deadline(self) -> dict[str, Deadline]:
        """Clocks by their keys."""
        return {deadline.key: deadline for deadline in self.deadlines}

    @cached_property
    def question(self) -> dict[str, Question]:
        """Questions by their keys; the same key always asks for the same kind of answer."""
        return {question.key: question for transition in self.transitions for question in transition.asks}

    @cached_property
    def lingering(self) -> frozenset[str]:
        """The keys of parts that are held until a day to come: the dated ones, and those that something ends later."""
        later = {role.key for transition in self.transitions for role, _ in transition.ends_later}
        return frozenset(later | {role.key for role in self.roles if role.dated})

    def holders(self, needs: Permission) -> tuple[Role, ...]:
        """The parts in a case that hold a permission."""
        return tuple(role for role in self.roles if role.in_case and needs in role.holds)

    def permits(self, case: CaseFacts, actor: Actor, needs: Permission) -> bool:
        """Whether this person holds a permission in this case; a part that bars takes everything away."""
        if any(actor.id in case.held_by(role, ever=True) for role in self.roles if role.bars):
            return False
        return any(actor.id in self.acting(case, role) for role in self.holders(needs))

    def acting(self, case: CaseFacts, role: Role) -> frozenset[str]:
        """The ids of those to whom a part opens what it opens: who hold it, and still a post from which it is given."""
        return case.held_by(role) if role.outlives_post else case.in_post(role)

    def objection(self, transition: Transition, case: CaseFacts, actor: Actor) -> str | None:
        """The first reason why this person may not do this now, or None."""
        return next(self.objections(transition, case, actor), None)

    def objections(self, transition: Transition, case: CaseFacts, actor: Actor) -> Iterator[str]:
        """Every reason why this person may not do this now, the most basic first, in words that they may hear."""
        whole = self.permits(case, actor, Permission.READ)
        if transition.by_itself:
            yield "This happens by itself, with something that is done to another case."
        if not self.permits(case, actor, transition.needs):
            named = [role.title for role in self.holders(transition.needs) if role.counts_as is None]
            yield f"Only {_either(named)} may do this."
        if words := self._out_of_place(transition, case, whole=whole):
            yield words
        for guard in (*self.always, *transition.guards):
            if words := guard.test(case, actor):
                yield words if whole or not guard.beside else BESIDE

    def cautions(self, transition: Transition, case: CaseFacts, actor: Actor) -> Iterator[str]:
        """What somebody should know before they do this, in words that they may hear. It keeps nobody from it."""
        whole = self.permits(case, actor, Permission.READ)
        for caution in transition.cautions:
            if words := caution.test(case, actor):
                yield words if whole or not caution.beside else BESIDE

    def _out_of_place(self, transition: Transition, case: CaseFacts, *, whole: bool) -> str | None:
        leaves = {state.key for state in transition.leaves}
        main, at = case.at(self.opening.track), case.at(transition.track)
        if main is not None and self.state[main].ends and main not in leaves:
            return f"The case is at “{self.state[main].said(whole=whole)}”."
        if at is None:
            return None if transition.begins else f"The {transition.track.title} track is not open."
        if at in leaves or not (leaves or transition.begins):
            return None
        where = "The case" if transition.track == self.opening.track else f"The {transition.track.title} track"
        return f"{where} is at “{self.state[at].said(whole=whole)}”. This is done {_from(transition.leaves)}."

    def complaint(self, transition: Transition, case: CaseFacts, actor: Actor, answers: Answers) -> Objection | None:
        """The first thing wrong with the answers as a whole, tied to a question, or None."""
        found = (check.test(case, actor, answers) for check in transition.checks)
        return next(filter(None, found), None) or next(self._entering(transition, case, answers), None)

    def _entering(self, transition: Transition, case: CaseFacts, answers: Answers) -> Iterator[Objection]:
        for question in transition.asks:
            named = answers.get(question.key) if question.becomes else None
            if named and (words := self.entering(case, question, [named] if isinstance(named, str) else named)):
                yield words

    def options(self, case: CaseFacts, actor: Actor) -> tuple[Choice, ...]:
        """All that this person could ever do in this case, each with the reason why it is closed now."""
        return tuple(
            Choice(transition, self.objection(transition, case, actor))
            for transition in self.transitions
            if not (transition == self.opening or transition.by_itself) and self.permits(case, actor, transition.needs)
        )


def _from(states: tuple[State, ...]) -> str:
    titles = [f"“{state.title}”" for state in states]
    if len(titles) < 2:
        return f"from {titles[0]}" if titles else "once, to begin"
    return f"from {', '.join(titles[:-1])} or {titles[-1]}"


def _either(titles: list[str]) -> str:
    if len(titles) < 2:
        return f"the {''.join(titles) or 'nobody'}"
    return "the " + ", the ".join(titles[:-1]) + f" or the {titles[-1]}"
