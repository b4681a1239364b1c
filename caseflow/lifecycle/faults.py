"""What makes a procedure unfit to run: found at start, never in the middle of a case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from string import Formatter

from caseflow.lifecycle.procedure import Procedure
from caseflow.lifecycle.terms import Kind, Question, State, Transition, Turn, Unit

_DAYS = {Unit.WORKING_DAYS.value, Unit.SCHOOL_DAYS.value, Unit.CALENDAR_DAYS.value}


def faults(procedure: Procedure) -> tuple[str, ...]:
    """Every fault of a procedure, as sentences; empty if it is fit to run."""
    return tuple(fault for find in _FINDERS for fault in find(procedure))


def sound(procedure: Procedure) -> Procedure:
    """This procedure, if it is fit to run. Raises ValueError that names every fault."""
    if found := faults(procedure):
        raise ValueError("The procedure is not fit to run: " + " ".join(found))
    return procedure


def _twice(procedure: Procedure) -> Iterator[str]:
    kinds: dict[str, Iterable[str]] = {
        "track": (track.key for track in procedure.tracks),
        "state": (state.key for state in procedure.states),
        "transition": (transition.key for transition in procedure.transitions),
        "clock": (deadline.key for deadline in procedure.deadlines),
        "letter": (letter.key for letter in procedure.letters),
        "role": (role.key for role in procedure.roles),
        "category": (category.key for category in procedure.categories),
        "setting": (setting.key for setting in procedure.settings),
    }
    for kind, keys in kinds.items():
        for key, count in Counter(keys).items():
            if count > 1:
                yield f"The {kind} “{key}” is named {count} times."


def _strangers(procedure: Procedure) -> Iterator[str]:
    for transition in procedure.transitions:
        for state in _touched(transition):
            if state not in procedure.states:
                yield f"“{transition.key}” speaks of the unknown state “{state.key}”."
            if state.track != transition.track:
                yield f"“{transition.key}” is of the track “{transition.track.key}” but speaks of “{state.key}”."


def _strange_follows(procedure: Procedure) -> Iterator[str]:
    for follow in procedure.follows:
        for state in (follow.enters, *(follow.leaves or ())):
            if state not in procedure.states or state.track != follow.enters.track:
                yield f"A move that follows speaks of the unknown state “{state.key}”."
        for transition in follow.after:
            if transition not in procedure.transitions:
                yield f"A move to “{follow.enters.key}” follows the unknown transition “{transition.key}”."


def _strange_clocks_and_letters(procedure: Procedure) -> Iterator[str]:
    for deadline in procedure.deadlines:
        for transition in (*deadline.starts, *deadline.met_by, *(mover for mover, _ in deadline.moved_by)):
            if transition.key not in procedure.by_key:
                yield f"The clock “{deadline.key}” speaks of the unknown transition “{transition.key}”."
        if deadline.since and deadline.since not in procedure.by_key:
            yield f"The clock “{deadline.key}” speaks of the unknown transition “{deadline.since}”."
    for letter in procedure.letters:
        for transition in letter.after:
            if transition.key not in procedure.by_key:
                yield f"The letter “{letter.key}” is due after the unknown transition “{transition.key}”."


def _clocks(procedure: Procedure) -> Iterator[str]:
    for deadline in procedure.deadlines:
        if not (deadline.met_by or deadline.met_by_letters or deadline.lapses):
            yield f"Nothing stops the clock “{deadline.key}”."
        for mover, question in deadline.moved_by:
            if question not in {asked.key for asked in mover.asks}:
                yield (
                    f"The clock “{deadline.key}” is moved by the question “{question}”, "
                    f"which “{mover.key}” does not ask."
                )


def _since_answers(procedure: Procedure) -> Iterator[str]:
    for deadline in procedure.deadlines:
        asked = {question.key: question.kind for transition in deadline.starts for question in transition.asks}
        for key in deadline.since_answers:
            counts = f"The clock “{deadline.key}” counts from the question “{key}”"
            if key not in asked:
                yield f"{counts}, which nothing that starts it asks."
            elif asked[key] not in (Kind.DAY, Kind.MOMENT):
                yield f"{counts}, which gives no time."
            elif asked[key] is Kind.DAY and deadline.unit is Unit.HOURS:
                yield f"{counts}, and a day has no hour to count from."


def _pauses(procedure: Procedure) -> Iterator[str]:
    for deadline in procedure.deadlines:
        if deadline.pausable and (deadline.lapses or deadline.unit in (Unit.AT, Unit.MONTHS)):
            yield f"The clock “{deadline.key}” cannot be paused: it is somebody else's time, or has no days to count."
    for transition in procedure.transitions:
        beside = {question.key: question.kind for question in transition.asks}
        for question in transition.asks:
            if (question.kind is Kind.CLOCK) is (question.turns is None):
                yield f"The question “{question.key}” names a clock and says not what is done to it, or the reverse."
            if question.until and beside.get(question.until) not in (Kind.DAY, Kind.MOMENT):
                yield f"The question “{question.key}” takes its time from “{question.until}”, which gives none."
            if question.turns in (Turn.PAUSE, Turn.MOVE) and not question.until:
                yield f"The question “{question.key}” does not say until when."


def _tellings(procedure: Procedure) -> Iterator[str]:
    for telling in procedure.tellings:
        if telling.clock and telling.clock not in procedure.deadline:
            yield f"The rule “{telling.key}” speaks of the unknown clock “{telling.clock}”."
        for role in (*telling.first, *telling.besides):
            if role.key not in procedure.role:
                yield f"The rule “{telling.key}” tells the unknown role “{role.key}”."


def _watches(procedure: Procedure) -> Iterator[str]:
    for deadline in procedure.deadlines:
        for role in (*deadline.reminds, *deadline.escalates, *deadline.besides):
            if role not in procedure.roles:
                yield f"The clock “{deadline.key}” tells the unknown role “{role.key}”."
        for role in (*deadline.reminds, *deadline.besides):
            if not role.in_case or role.bars:
                yield f"The clock “{deadline.key}” reminds “{role.key}”, who plays no part in the case."


def _touched(transition: Transition) -> tuple[State, ...]:
    return (*transition.leaves, *((transition.enters,) if transition.enters else ()))


def _entered(procedure: Procedure) -> set[State]:
    entered = {transition.enters for transition in procedure.transitions if transition.enters}
    return entered | {follow.enters for follow in procedure.follows}


def _left(procedure: Procedure) -> set[State]:
    left = {
        state for transition in procedure.transitions for state in transition.leaves if transition.enters is not None
    }
    return left | {state for follow in procedure.follows for state in follow.leaves or ()}


def _unreachable(procedure: Procedure) -> Iterator[str]:
    for state in procedure.states:
        if state not in _entered(procedure):
            yield f"Nothing leads to the state “{state.key}”."


def _no_way_out(procedure: Procedure) -> Iterator[str]:
    for state in procedure.states:
        if not state.ends and state not in _left(procedure):
            yield f"There is no way out of the state “{state.key}”."


def _nobody(procedure: Procedure) -> Iterator[str]:
    for transition in procedure.transitions:
        if not procedure.holders(transition.needs):
            yield f"Nobody may do “{transition.key}”."
    posts = {role.key for role in procedure.roles if not role.in_case}
    for role in procedure.roles:
        if role.in_case and not {post.key for post in role.from_posts} & posts:
            yield f"Nobody is eligible for the part “{role.key}”."


def _questions(procedure: Procedure) -> Iterator[str]:
    kinds: dict[str, Kind] = {}
    for transition in procedure.transitions:
        keys = [question.key for question in transition.asks]
        for key, count in Counter(keys).items():
            if count > 1:
                yield f"“{transition.key}” asks the question “{key}” {count} times."
        for question in transition.asks:
            if kinds.setdefault(question.key, question.kind) != question.kind:
                yield f"The question “{question.key}” is asked in two different ways."
            yield from _question(question, keys)


def _question(question: Question, beside: list[str]) -> Iterator[str]:
    if question.kind in (Kind.CHOICE, Kind.MANY) and not question.options:
        yield f"The question “{question.key}” offers nothing to choose."
    for key, count in Counter(option.key for option in question.options).items():
        if count > 1:
            yield f"The question “{question.key}” offers “{key}” {count} times."
    if question.becomes and not question.from_roles:
        yield f"The question “{question.key}” does not say who may be named."
    if question.lasts and not set(question.lasts) <= set(beside):
        yield f"The part that “{question.key}” gives lasts for days that are not asked."
    if question.becomes and question.becomes.dated and not question.lasts:
        yield f"The question “{question.key}” does not say how long the part lasts that it gives."
    if question.only_when and question.only_when[0] not in beside:
        yield f"The question “{question.key}” depends on one that is not asked."


def _sentences(procedure: Procedure) -> Iterator[str]:
    for transition in procedure.transitions:
        for _, field, _, _ in Formatter().parse(transition.said):
            if field not in (None, "actor"):
                yield f"The sentence of “{transition.key}” speaks of the unknown “{field}”."


def _settings(procedure: Procedure) -> Iterator[str]:
    known = {setting.key for setting in procedure.settings}
    for transition in procedure.transitions:
        for role, setting in transition.ends_later:
            if setting not in known:
                yield f"“{transition.key}” ends the part “{role.key}” after the unknown setting “{setting}”."
    asked = set(procedure.question)
    for deadline in procedure.deadlines:
        if isinstance(deadline.amount, str) and deadline.amount not in known | asked:
            yield f"The clock “{deadline.key}” counts by the unknown setting “{deadline.amount}”."
        units = {setting.key: [option.key for option in setting.options] for setting in procedure.settings}
        if deadline.counted_in and not set(units.get(deadline.counted_in) or ("",)) <= _DAYS:
            yield f"The clock “{deadline.key}” is counted in “{deadline.counted_in}”, which names no days."


def _letters(procedure: Procedure) -> Iterator[str]:
    for deadline in procedure.deadlines:
        for key in deadline.met_by_letters:
            if key not in procedure.letter:
                yield f"The clock “{deadline.key}” is met by the unknown letter “{key}”."


_FINDERS = (
    _twice,
    _strangers,
    _strange_follows,
    _strange_clocks_and_letters,
    _clocks,
    _since_answers,
    _pauses,
    _tellings,
    _watches,
    _unreachable,
    _no_way_out,
    _nobody,
    _questions,
    _sentences,
    _settings,
    _letters,
)
