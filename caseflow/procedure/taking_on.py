"""Taking a case on whose manager has left without handing it over: they died, were dismissed, or may not sign in any more.

Two people agreed first that somebody reads it in an emergency; whoever read it, and now knows whether anything in it is
their own concern, takes it on. Only the chair or the vice-chair does: they may manage any case that is not about them.
"""

from __future__ import annotations

from caseflow.lifecycle.terms import Actor, CaseFacts, Kind, Permission, Question, Transition
from caseflow.procedure import checks, guards, roles
from caseflow.procedure.places import MAIN

_MANAGES = roles.alike(roles.CASE_MANAGER)


@guards.guard(
    "manager-has-left",
    "A case is taken on only when nobody manages it who works at the school and holds the post for it.",
    "so that nobody takes a case out of somebody's hands",
)
def manager_has_left(case: CaseFacts, _actor: Actor) -> str | None:
    if any(case.in_post(part) for part in _MANAGES):
        return "Somebody manages this case, and alone may hand it over."
    return None


@guards.guard(
    "may-manage-any-case",
    "The chair or the vice-chair takes it on, and nobody with another part in the case.",
    "Domain note 1, who manages; invariants 2 and 3",
)
def may_manage_any_case(case: CaseFacts, actor: Actor) -> str | None:
    if actor.id not in case.holders(roles.CHAIR) | case.holders(roles.VICE_CHAIR):
        return "Only the chair or the vice-chair of governors takes a case on so."
    if actor.id in roles.holding(case, *checks.STANDS_APART_FROM_MANAGING, ever=True):
        return "You have, or had, a part in this case that does not go with managing it."
    return None


TAKE_ON = Transition(
    key="take-on",
    label="Take the case on",
    said="{actor} took the case on, because nobody who managed it works here any more",
    track=MAIN,
    needs=Permission.TAKE_ON,
    guards=(manager_has_left, may_manage_any_case),
    asks=(
        Question("take_on_reasons", "What became of whoever managed it, and what waits?", Kind.ACCOUNT, most=4_000),
        Question(
            "take_on_apart",
            "I have read the case: it is not about me or anybody close to me, and I saw nothing of what it is about",
            Kind.CONFIRM,
        ),
    ),
    takes=roles.CASE_MANAGER,
    ends_parts=(roles.EMERGENCY_READER,),
    clears=(roles.CASE_MANAGER, roles.COVERING_MANAGER),
    weighty="From then on you manage the case, and can sit on no panel in it.",
    hint="You may hand it over afterwards, as any case: to a new headteacher, if its report did not go past the last one.",
    source="Domain note 1, who manages; decision 37",
)
TRANSITIONS = (TAKE_ON,)
