"""What is asked for a second factor again: acts that cannot be taken back, or that give somebody sight of a case."""

from __future__ import annotations

from caseflow.lifecycle.terms import Permission, Transition
from caseflow.procedure.packs import PREPARE_PACK
from caseflow.procedure.retention import AGREE_DISPOSAL, PROPOSE_DISPOSAL, PROPOSE_RELEASE, RELEASE_HOLD

LEAVES_THE_HOUSE = (PREPARE_PACK,)
DISPOSES = (PROPOSE_RELEASE, RELEASE_HOLD, PROPOSE_DISPOSAL, AGREE_DISPOSAL)
DECIDES = frozenset(
    {
        Permission.HEAR,
        Permission.HEAR_APPEAL,
        Permission.SECOND,
        Permission.SECOND_TRA,
        Permission.SECOND_POLICE,
        Permission.SECOND_LADO,
        Permission.SECOND_GRADE,
        Permission.TAKE_SEAL,
        Permission.KEEP_SEAL,
    }
)


def why_confirmed(transition: Transition) -> str:
    """Why whoever does this shows their second factor again, or nothing."""
    if transition.weighty:
        return "It cannot be undone."
    if transition.takes or any(question.becomes for question in transition.asks):
        return "It gives somebody a part in the case."
    if transition in LEAVES_THE_HOUSE:
        return "What is in it leaves the school."
    if transition in DISPOSES:
        return "A file may be destroyed."
    return "It decides." if transition.needs in DECIDES else ""


def waits_after_recovery(transition: Transition) -> bool:
    """Whether somebody whose access was restored may not do this for a day: whatever wants the factor again."""
    return bool(why_confirmed(transition))
