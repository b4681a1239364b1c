"""The handbook's chapters on the main line and the side tracks: a drawing, the places, all that people do there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from caseflow.lifecycle.handbook_words import (
    bullets,
    code,
    leaves_from,
    link,
    named,
    places,
    question_row,
    section,
    sourced,
    table,
)
from caseflow.lifecycle.procedure import Procedure
from caseflow.lifecycle.sentences import capital
from caseflow.lifecycle.terms import Follow, State, Track, Transition

_MARKS = {ord(mark): instead for mark, instead in {'"': "'", ":": ",", ";": ",", "#": "", "{": "(", "}": ")"}.items()}


def track_chapter(procedure: Procedure, track: Track) -> list[str]:
    """Everything about one track."""
    done = [transition for transition in procedure.transitions if transition.track == track]
    follows = [follow for follow in procedure.follows if follow.enters.track == track]
    body = [
        *_about(track),
        *_drawing(procedure, track, done, follows),
        *section(f"Places: {track.title}", 3, _places(procedure, track)),
        *section(f"What people do: {track.title}", 3, _overview(procedure, done)),
        *section(f"What follows by itself: {track.title}", 3, _follows(follows)),
        *(line for transition in done for line in _transition(procedure, transition)),
    ]
    return section(track_heading(track), 2, body)


def track_heading(track: Track) -> str:
    """The heading of a track's chapter."""
    return f"Track: {track.title}"


def _about(track: Track) -> Iterator[str]:
    yield from (f"{track.about} Key: {code(track.key)}.".strip(), "")
    if track.blocks:
        yield from (f"**What it holds up.** {track.blocks}", "")


def _drawing(procedure: Procedure, track: Track, done: list[Transition], follows: list[Follow]) -> list[str]:
    states = [state for state in procedure.states if state.track == track]
    lines = [f'    state "{_plain(state.title)}" as {_id(state)}' for state in states]
    for transition in done:
        if transition.enters:
            lines += _arrows(transition.leaves, transition.begins, transition.enters, transition.label)
    for follow in follows:
        lines += _arrows(follow.leaves or (), follow.leaves is None, follow.enters, f"by itself, {follow.why}")
    lines += [f"    {_id(state)} --> [*]" for state in states if state.ends]
    return ["```mermaid", "stateDiagram-v2", *lines, "```", ""]


def _arrows(leaves: Iterable[State], begins: bool, enters: State, label: str) -> list[str]:
    starts = [*(["[*]"] if begins else []), *map(_id, leaves)]
    return [f"    {start} --> {_id(enters)}: {_plain(label)}" for start in starts]


def _id(state: State) -> str:
    return state.key.replace("-", "_")


def _plain(words: str) -> str:
    """Without the few marks that mean something to the program that draws."""
    return words.translate(_MARKS)


def _places(procedure: Procedure, track: Track) -> list[str]:
    rows = [
        [state.title, code(state.key), state.about, _marks(state)] for state in procedure.states if state.track == track
    ]
    return table(["Place", "Key", "What it means", "What happens there"], rows)


def _marks(state: State) -> str:
    if state.ends:
        return "The track ends here"
    return "The school waits for somebody else" if state.waits else "The school acts"


def _overview(procedure: Procedure, done: list[Transition]) -> list[str]:
    rows = [
        [
            link(transition.label),
            code(transition.key),
            _who(procedure, transition),
            leaves_from(transition),
            _to(transition),
        ]
        for transition in done
    ]
    return table(["What is done", "Key", "Who may", "From", "To"], rows)


def _who(procedure: Procedure, transition: Transition) -> str:
    if transition.by_itself:
        return "Nobody: it happens by itself, with something that is done to another case"
    return "anyone on the staff list" if transition == procedure.opening else _titles(procedure, transition)


def _titles(procedure: Procedure, transition: Transition) -> str:
    return capital(", ".join(role.title for role in procedure.holders(transition.needs)))


def _to(transition: Transition) -> str:
    return places([transition.enters] if transition.enters else [], "the case stays where it is")


def _follows(follows: list[Follow]) -> list[str]:
    if not follows:
        return ["Nothing.", ""]
    return bullets(
        f"After {_after(follow)}, from {_before(follow)}, the track moves to “{follow.enters.title}”, because "
        f"{follow.why}."
        for follow in follows
    )


def _after(follow: Follow) -> str:
    return " or ".join(f"“{named(transition.label, transition.key)}”" for transition in follow.after)


def _before(follow: Follow) -> str:
    return "a track that is not open yet" if follow.leaves is None else places(follow.leaves, "nowhere")


def _transition(procedure: Procedure, transition: Transition) -> list[str]:
    return section(
        transition.label, 4, [*_facts(procedure, transition), *_rules(transition), *_asks(procedure, transition)]
    )


def _facts(procedure: Procedure, transition: Transition) -> list[str]:
    facts = [
        ("Key", code(transition.key)),
        ("Who may", _who(procedure, transition)),
        ("From", leaves_from(transition)),
        ("To", _to(transition)),
        ("Who is told", ", ".join(role.title for role in transition.tells)),
        ("Whoever does it becomes", transition.takes.title if transition.takes else ""),
        ("Whoever does it is no longer", ", ".join(role.title for role in transition.ends_parts)),
        ("Nobody is any longer", ", ".join(role.title for role in transition.clears)),
        ("By virtue of a post becomes", ", ".join(role.title for role in transition.gives)),
        ("Nobody is any longer, some days later", _later(procedure, transition)),
        ("The record says", transition.said.format(actor="…")),
        ("Before it is done", transition.weighty),
        ("Good to know", transition.hint),
        ("Source", transition.source),
    ]
    return bullets(f"**{name}:** {words}" for name, words in facts if words)


def _later(procedure: Procedure, transition: Transition) -> str:
    titles = {setting.key: setting.title for setting in procedure.settings}
    return "; ".join(f"{role.title} (setting: {titles[key]})" for role, key in transition.ends_later)


def _rules(transition: Transition) -> list[str]:
    cautions = bullets(sourced(caution.rule, caution.source) for caution in transition.cautions)
    guards = bullets(sourced(guard.rule, guard.source) for guard in transition.guards)
    checks = bullets(sourced(check.rule, check.source) for check in transition.checks)
    return [
        *(["It is refused unless these hold:", "", *guards] if guards else []),
        *(["The answers must agree with these:", "", *checks] if checks else []),
        *(["It is done all the same, and warned of, where these do not hold:", "", *cautions] if cautions else []),
    ]


def _asks(procedure: Procedure, transition: Transition) -> list[str]:
    rows = [question_row(question, procedure.categories) for question in transition.asks]
    return table(["Question", "What is asked", "Answer", "Needed"], rows) if rows else ["Nothing is asked.", ""]
