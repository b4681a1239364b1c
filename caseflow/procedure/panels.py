"""Who may sit on a panel: one list, from which the checks, the list of names, the convening page and the counts are made."""

from __future__ import annotations

from caseflow.lifecycle.terms import CaseFacts, Permission, Role
from caseflow.procedure import roles

LEARN = frozenset({Permission.READ, Permission.READ_SUSPENSION})
SAW = (
    roles.REPORTER,
    roles.ALSO_REPORTED,
    *(role for role in roles.PARTS if role.bars or role.holds & LEARN),
)
"""The parts that keep somebody from every panel in a case for ever: they read of it, reported it, or are kept out."""
SITS = (roles.HEARER, roles.APPEAL_HEARER)


def kept_off(case: CaseFacts, part: Role) -> frozenset[str]:
    """The ids of those who may not be given this seat: they had a part in the case, read of it, or sat on the other panel.

    The headteacher who manages a case may hear it, where it can end in a warning at most: no governor may.
    """
    others = tuple(role for role in (*SAW, *SITS) if role not in (part, roles.CASE_MANAGER))
    managed = case.held_by(roles.CASE_MANAGER, ever=True)
    may = case.holders(roles.HEADTEACHER) if part == roles.HEARER else frozenset()
    return roles.holding(case, *others, ever=True) | (managed - may)


def sat(case: CaseFacts) -> frozenset[str]:
    """The ids of those who sit on a panel in this case, or sat: they read one bundle, and nothing beside it."""
    return roles.holding(case, *SITS, ever=True)
