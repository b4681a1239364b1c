"""Who could do what in a case now, and which of it is tried next."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping

from caseflow.casework.casefile import CaseFile
from caseflow.casework.people import Someone
from caseflow.lifecycle.terms import Permission, Transition
from caseflow.procedure import PROCEDURE

OFFERED = [one for one in PROCEDURE.transitions if one != PROCEDURE.opening]


def parts(file: CaseFile) -> dict[str, set[Permission]]:
    """What each person holds in the case."""
    found: dict[str, set[Permission]] = {}
    for role in PROCEDURE.roles:
        if role.in_case and role.holds:
            for one in file.held_by(role):
                found.setdefault(one, set()).update(role.holds)
    return found


def able(file: CaseFile, staff: Mapping[str, Someone]) -> dict[str, list[Transition]]:
    """Who may do what now."""
    at_hand = [one for one in OFFERED if _at_hand(one, file)]
    found: dict[str, list[Transition]] = {}
    held = parts(file)
    for one in sorted(held, key=lambda one: staff[one].name):
        for transition in at_hand:
            if transition.needs in held[one] and PROCEDURE.objection(transition, file, staff[one]) is None:
                found.setdefault(one, []).append(transition)
    return found


def _at_hand(transition: Transition, file: CaseFile) -> bool:
    at = file.at(transition.track)
    leaves = {state.key for state in transition.leaves}
    return transition.begins if at is None else not leaves or at in leaves


def rather_new(offered: list[Transition], done: Counter[str], dice: random.Random) -> Transition:
    """One of these: rather what was not done in this walk yet, and rather what leads somewhere."""
    weights = [(2 if one.enters else 1) / (1 + 3 * done[one.key]) for one in offered]
    return dice.choices(offered, weights)[0]
