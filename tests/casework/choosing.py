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


def chosen(able: Mapping[str, list[Transition]], done: Counter[str], dice: random.Random) -> tuple[str, Transition]:
    """Somebody and something they can do: half the time anybody, who then chooses; else any of all that can be done.

    Whoever can do one thing alone is heard often, and of the many things a manager can do each is met.
    """
    if dice.random() < 0.5:
        who = dice.choice(list(able))
        return who, rather_new(able[who], done, dice)
    every = [(who, one) for who, offered in able.items() for one in offered]
    which = rather_new([one for _, one in every], done, dice)
    return next(pair for pair in every if pair[1] is which)


def rather_new(offered: list[Transition], done: Counter[str], dice: random.Random) -> Transition:
    """One of these: rather what was not done in this walk yet, and rather what leads somewhere."""
    weights = [(2 if one.enters else 1) / (1 + 3 * done[one.key]) for one in offered]
    return dice.choices(offered, weights)[0]
