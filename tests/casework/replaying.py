"""What the journal of a case says, followed entry by entry beside the rows; and who finds a case that they must not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from casework.invariants.seen import Seen

from caseflow.casework.journal import Entry
from caseflow.lifecycle.procedure import Procedure
from caseflow.lifecycle.terms import Permission
from caseflow.procedure import PROCEDURE, roles

BARRING = tuple(role for role in PROCEDURE.roles if role.bars)


@dataclass
class Replay:
    """Where a case stands by its entries alone."""

    procedure: Procedure
    positions: dict[str, str] = field(default_factory=dict)

    def follow(self, seen: Seen) -> Iterator[str]:
        """Go on by the entries that are new; a sentence for each that does not fit."""
        for entry in seen.fresh:
            if entry.event == "transition":
                yield from self._move(entry)
        stored = {track: position.state for track, position in seen.file.positions.items()}
        if stored != self.positions:
            yield f"What is stored is {stored}, and what was journalled is {self.positions}."

    def _move(self, entry: Entry) -> Iterator[str]:
        transition, before = self.procedure.by_key[entry.said["action"]], dict(self.positions)
        follows = {one.enters.key for one in self.procedure.follows if transition in one.after}
        leads_to = follows | ({transition.enters.key} if transition.enters else set())
        for move in entry.said["moves"]:
            if before.get(move["track"]) != move["state_from"] or move["state_to"] not in leads_to:
                yield f"“{transition.key}” does not lead from “{before.get(move['track'])}” to {move}."
            self.positions[move["track"]] = move["state_to"]
        if transition.enters and self.positions.get(transition.track.key) not in leads_to:
            yield f"“{transition.key}” did not lead to “{transition.enters.key}”."
        at = before.get(transition.track.key)
        begins = transition.begins and at is None
        if transition.leaves and not begins and at not in {state.key for state in transition.leaves}:
            yield f"“{transition.key}” was done from “{at}”."


def kept_out(seen: Seen) -> Iterator[str]:
    """Whether somebody who is barred holds a permission or finds the case; and whether anybody manages it."""
    barred = frozenset[str]().union(*(seen.file.held_by(role, ever=True) for role in BARRING))
    ended = sum(part.until is not None for part in seen.file.parts)
    key = (len(seen.file.parts), ended, frozenset(one.id for one in seen.staff.values() if one.active))
    if key not in seen.memory.seen_by:
        seen.memory.seen_by[key] = frozenset(one for one in barred if seen.finds(one))
    for one in seen.memory.seen_by[key]:
        yield f"{seen.staff[one].name} is kept out of the case, and finds it."
    for one in barred:
        if any(PROCEDURE.permits(seen.file, seen.staff[one], permission) for permission in Permission):
            yield f"{seen.staff[one].name} is kept out of the case, and is permitted something."
    if not seen.file.held_by(roles.CASE_MANAGER) - barred:
        yield "Nobody manages the case any more."
