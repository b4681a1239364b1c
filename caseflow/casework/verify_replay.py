"""Replays a case from its entries, step by step through the procedure, to see where it must stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from caseflow.casework.journal import Entry
from caseflow.casework.verify_clocks import Clocks
from caseflow.casework.verify_spans import Spans
from caseflow.casework.verify_words import Problem
from caseflow.lifecycle.terms import Kind, Transition
from caseflow.procedure import PROCEDURE
from caseflow.procedure.roles import TOLD_OF_DELAY

_STATUS = {
    "letter_filled": "draft",
    "letter_approved": "approved",
    "letter_issued": "issued",
    "letter_delivered": "delivered",
    "letter_withdrawn": "withdrawn",
    "letter_replaced": "withdrawn",
}


@dataclass
class Replay:
    """Where a case stands after its entries. `parts` says of each part and person whether it is still held.

    `ended_for_all` are the parts that everybody lost at some time: also who had them from the report on.
    """

    reference: str
    version: int = 0
    positions: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    happened: dict[str, datetime] = field(default_factory=dict)
    links: list[list[str]] = field(default_factory=list)
    parts: dict[tuple[str, str], bool] = field(default_factory=dict)
    ended_for_all: set[str] = field(default_factory=set)
    spans: Spans = field(default_factory=Spans)
    clocks: Clocks = field(default_factory=Clocks)
    letters: list[list[str]] = field(default_factory=list)
    issued: dict[str, str] = field(default_factory=dict)
    evidence: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def take(self, entry: Entry) -> None:
        """Follow one entry. Those that change nothing of the case (a reading) are passed over."""
        if "row_version" not in entry.said:
            return
        self.version += 1
        if entry.said["row_version"] != self.version:
            self._wrong(entry, f"says that it made version {entry.said['row_version']}, and made {self.version}")
            self.version = int(entry.said["row_version"])
        if entry.event == "transition":
            self._transition(entry)
        elif entry.event.startswith("letter_"):
            self._letter(entry)
        elif entry.event.startswith("evidence_"):
            self._evidence(entry)
        for one in entry.said.get("given", []):
            self._given(entry, **one)
        for words in self.clocks.take(entry):
            self._wrong(entry, words)

    def _transition(self, entry: Entry) -> None:
        transition = PROCEDURE.by_key.get(str(entry.said.get("action")))
        if transition is None:
            self._wrong(entry, f"does “{entry.said.get('action')}”, which the procedure does not know")
            return
        before = self.positions.get(transition.track.key)
        if not _fits(transition, before):
            self._wrong(entry, f"does “{transition.label}” from {_place(before)}, where it cannot be done")
        for move in entry.said.get("moves", []):
            self._move(entry, transition, **move)
        if transition.enters and not self._arrived(transition):
            found = _place(self.positions.get(transition.track.key))
            self._wrong(entry, f"does “{transition.label}” and leaves the case at {found}")
        self.answers |= entry.said.get("answers", {})
        self.happened[transition.key] = entry.at
        self._links(transition, entry.said.get("answers", {}))
        self._parts(entry, transition, str(entry.said["actor"]), entry.said.get("answers", {}))
        self.letters += [[key, "due"] for key in entry.said.get("letters", [])]

    def _move(self, entry: Entry, transition: Transition, track: str, state_from: str | None, state_to: str) -> None:
        at = self.positions.get(track)
        if at != state_from:
            self._wrong(entry, f"moves the track “{track}” from {_place(state_from)}, but it stood at {_place(at)}")
        elif not _leads(transition, track, state_from, state_to):
            moved = f"moves the track “{track}” from {_place(state_from)} to {_place(state_to)}"
            self._wrong(entry, f"{moved}, where “{transition.label}” does not lead")
        self.positions[track] = state_to

    def _arrived(self, transition: Transition) -> bool:
        at = self.positions.get(transition.track.key)
        follows = {one.enters.key for one in PROCEDURE.follows if transition in one.after}
        return transition.enters is None or at == transition.enters.key or at in follows

    def _links(self, transition: Transition, answers: dict[str, Any]) -> None:
        named = (question.key for question in transition.asks if question.kind is Kind.CASE)
        self.links += [[key, answers[key]] for key in named if key in answers]

    def _parts(self, entry: Entry, transition: Transition, actor: str, answers: dict[str, Any]) -> None:
        self.spans.take(entry, transition, actor, answers)
        for role in transition.ends_parts:
            if not role.dated:
                self.parts[role.key, actor] = False
        cleared = {role.key for role in transition.clears if not role.dated}
        cleared |= {role.key for role, _ in transition.ends_later}
        self.parts |= dict.fromkeys([held for held in self.parts if held[0] in cleared], False)
        self.ended_for_all |= cleared
        if transition.takes:
            self.parts[transition.takes.key, actor] = True
        for question in transition.asks:
            if question.becomes and not question.becomes.dated and question.key in answers:
                named = answers[question.key]
                for one in [named] if isinstance(named, str) else named:
                    self.parts[question.becomes.key, one] = True

    def _given(self, entry: Entry, part: str, to: str) -> None:
        step = PROCEDURE.by_key.get(str(entry.said.get("action")))
        by_post = {role.key for role in step.gives} if entry.event == "transition" and step else set()
        if (entry.event, part) != ("deadline_missed", TOLD_OF_DELAY.key) and part not in by_post:
            self._wrong(entry, f"gives somebody the part “{part}”, which only a step can give")
        self.parts[part, to] = True

    def _letter(self, entry: Entry) -> None:
        number, status = int(entry.said.get("number", 0)), _STATUS.get(entry.event)
        if not 0 < number <= len(self.letters) or self.letters[number - 1][0] != entry.said.get("key"):
            self._wrong(entry, f"speaks of letter {number}, which was not due")
            return
        if status:
            self.letters[number - 1][1] = status
        if entry.event == "letter_issued":
            self.issued[str(entry.said["letter"])] = str(entry.said.get("doc_sha256"))
        if entry.event in ("letter_replaced", "letter_begun_again"):
            self.letters.append([str(entry.said["key"]), "draft"])

    def _evidence(self, entry: Entry) -> None:
        number = int(entry.said.get("evidence", 0))
        if entry.event == "evidence_added" and number == len(self.evidence) + 1:
            self.evidence.append({name: entry.said.get(name) for name in ("item", "image_flag", "card", "given_file")})
            self.evidence[-1]["frozen"] = bool(entry.said.get("frozen"))
        elif entry.event == "evidence_frozen" and 0 < number <= len(self.evidence):
            self.evidence[number - 1]["frozen"] = True
        else:
            self._wrong(entry, f"speaks of the item of evidence E{number}, which cannot be")

    def _wrong(self, entry: Entry, words: str) -> None:
        self.problems.append(Problem(f"Entry {entry.seq} of {self.reference} {words}.", entry.seq, self.reference))


def _fits(transition: Transition, at: str | None) -> bool:
    if at is None:
        return transition.begins
    if not transition.leaves:
        return not transition.begins
    return at in {state.key for state in transition.leaves}


def _leads(transition: Transition, track: str, state_from: str | None, state_to: str) -> bool:
    """Whether the transition itself, or a move that follows by itself, leads there."""
    if transition.enters and (track, state_to) == (transition.track.key, transition.enters.key):
        return True
    for follow in PROCEDURE.follows:
        if transition in follow.after and (track, state_to) == (follow.enters.track.key, follow.enters.key):
            before = {state.key for state in follow.leaves or ()}
            opens = follow.leaves is None and state_from is None
            if opens or state_from in before or _passes(transition, before):
                return True
    return False


def _passes(transition: Transition, before: set[str]) -> bool:
    """A move that follows may start from where the transition itself has just arrived."""
    return transition.enters is not None and transition.enters.key in before


def _place(state: str | None) -> str:
    if state is None:
        return "a track that is not open"
    return f"“{PROCEDURE.state[state].title}”" if state in PROCEDURE.state else f"“{state}”"


def differences(replay: Replay, positions: dict[str, str]) -> Iterator[Problem]:
    """Every track on which the stored case stands elsewhere than its entries led to."""
    for track in sorted(replay.positions.keys() | positions.keys()):
        stored, led = positions.get(track), replay.positions.get(track)
        if stored != led:
            title = PROCEDURE.track[track].title if track in PROCEDURE.track else track
            yield Problem(
                f"{replay.reference} is stored as standing at {_place(stored)} on the track “{title}”, but its entries "
                f"led to {_place(led)}.",
                reference=replay.reference,
            )
