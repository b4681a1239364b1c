"""What follows when a case is moved: places, parts, clocks, letters and notices, and the entry that tells of it all.

Whether it may be moved is judged before, in `perform`; what is done to another case beside one is judged there, too.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from caseflow.casework import by_post, clockwork, policies
from caseflow.casework.allegations import frozen
from caseflow.casework.casefile import CaseFile
from caseflow.casework.notices import go_over, seen, tell
from caseflow.casework.people import Someone
from caseflow.casework.vouched import record
from caseflow.lifecycle.answers import plain
from caseflow.lifecycle.terms import Role, State, Transition
from caseflow.procedure import PROCEDURE
from caseflow.procedure.letters import AFTER
from caseflow.records import LetterRecord, Position

Act = Callable[[CaseFile, Transition, Someone, dict[str, Any]], int]
"""What carries a transition out, for whoever does it, with the answers that were accepted: the number of the entry."""


def carry_out(file: CaseFile, transition: Transition, actor: Someone, answers: dict[str, Any]) -> int:
    """Everything that follows once a transition is allowed and its answers are accepted."""
    before = {track: position.state for track, position in file.positions.items()}
    file.remember(transition, answers)
    name_allegations(file, answers)
    _give_parts(file, transition, actor, answers)
    given = by_post.give(file, transition)
    _move(file, transition, answers)
    changes = clockwork.settle(file, transition, answers)
    letters = _make_letters_due(file, transition, answers)
    seen(file.desk, actor, file)
    told = tell(file, transition, actor)
    moves = [
        {"track": track, "state_from": before.get(track), "state_to": position.state}
        for track, position in sorted(file.positions.items())
        if before.get(track) != position.state
    ]
    return record(
        file,
        "transition",
        actor,
        sentence=transition.said.format(actor=actor.name) + by_post.missing(file, transition),
        action=transition.key,
        answers={key: plain(value) for key, value in answers.items()},
        moves=moves,
        letters=letters,
        **clockwork.said(changes),
        told=told,
        **({"given": given} if given else {}),
    )


def _give_parts(file: CaseFile, transition: Transition, actor: Someone, answers: dict[str, Any]) -> None:
    _end_parts(file, transition, actor)
    if transition.takes:
        file.give(transition.takes, actor.id)
    for question in transition.asks:
        if question.becomes and question.key in answers:
            _give(file, question.becomes, answers[question.key], [answers[key] for key in question.lasts or ()])
            if question.becomes in transition.ends_parts:
                go_over(file, actor.id, answers[question.key])


def _end_parts(file: CaseFile, transition: Transition, actor: Someone) -> None:
    for role in transition.ends_parts:
        file.take(role, actor.id)
    for role in transition.clears:
        for one in file.held_by(role) | file.to_hold(role):
            file.take(role, one)
    for role, days in transition.ends_later:
        file.end_later(role, int(file.setting(days)))


def _give(file: CaseFile, part: Role, named: str | list[str], days: list[Any]) -> None:
    for one in [named] if isinstance(named, str) else named:
        file.give(part, one, *days)


def _move(file: CaseFile, transition: Transition, answers: dict[str, Any]) -> None:
    if transition.enters:
        _stand_at(file, transition.enters)
    for follow in PROCEDURE.follows:
        if transition not in follow.after:
            continue
        at = file.at(follow.enters.track)
        fits = at is None if follow.leaves is None else at in {state.key for state in follow.leaves}
        if fits and follow.when(file, answers):
            _stand_at(file, follow.enters)


def _stand_at(file: CaseFile, state: State) -> None:
    position = file.positions.get(state.track.key)
    if position is None:
        position = Position(case_id=file.case.id, track=state.track.key, state=state.key, since=file.desk.now)
        file.desk.session.add(position)
        file.positions[state.track.key] = position
    elif position.state != state.key:
        position.state, position.since = state.key, file.desk.now


def _make_letters_due(file: CaseFile, transition: Transition, answers: dict[str, Any]) -> list[str]:
    due = []
    for letter in PROCEDURE.letters:
        if transition in letter.after and letter.when(file, answers):
            add_letter(file, letter.key, transition.key)
            due.append(letter.key)
    return due


def add_letter(file: CaseFile, key: str, after: str) -> LetterRecord:
    """Put a letter on the pile of those that are due, and remember which transition made it so."""
    row = LetterRecord(
        case_id=file.case.id,
        number=len(file.letters) + 1,
        key=key,
        status="due",
        due_since=file.desk.now,
        updated_at=file.desk.now,
        sealed=b"",
    )
    file.desk.session.add(row)
    file.desk.session.flush()
    row.sealed = file.desk.seal(file.scope, {"fields": {}, "free": {}, AFTER: after}, f"letter/{row.id}")
    file.letters.append(row)
    return row


def name_allegations(file: CaseFile, answers: dict[str, Any]) -> None:
    """One allegation for each breach named; the clause is frozen as it stood on the day of the conduct."""
    codes = answers.get("breaches") or answers.get("categories")
    if not codes:
        return
    known = {allegation["code"]: allegation for allegation in file.allegations}
    day = file.answer("posted") or file.answer("found_out") or file.now.date()
    policy = policies.in_force(file.desk, file.case.school_id, day)
    numbers = iter(range(1 + max((int(one["id"][1:]) for one in known.values()), default=0), 1000))
    file.facts["allegations"] = [known.get(code) or frozen(f"a{next(numbers)}", code, policy, day) for code in codes]
