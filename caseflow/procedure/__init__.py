"""What a school does, as data: each fact once. `PROCEDURE` is the whole, and refuses to start if it has a fault."""

from caseflow.lifecycle.procedure import Procedure
from caseflow.procedure import (
    breaches,
    care,
    dbs,
    deadlines,
    disclosure,
    ending,
    escalation,
    guards,
    hearing,
    ico,
    investigating,
    lado,
    letters,
    life,
    packs,
    people,
    places,
    police,
    police_not,
    reporting,
    roles,
    settings,
    suspension,
    tra,
)

_ROOMS = (
    reporting,
    investigating,
    hearing,
    ending,
    life,
    people,
    lado,
    police,
    police_not,
    ico,
    suspension,
    dbs,
    tra,
    disclosure,
    care,
    escalation,
    packs,
)
_FOLLOWING = (lado, police, police_not, ico, dbs, tra, disclosure, care, escalation, ending)

PROCEDURE = Procedure(
    tracks=places.TRACKS,
    states=places.STATES,
    transitions=tuple(transition for room in _ROOMS for transition in room.TRANSITIONS),
    follows=tuple(follow for room in _FOLLOWING for follow in room.FOLLOWS),
    deadlines=deadlines.DEADLINES,
    letters=(*letters.LETTERS, *packs.PACKS),
    roles=roles.ROLES,
    categories=breaches.CATEGORIES,
    settings=settings.SETTINGS,
    opening=reporting.REPORT,
    always=(guards.not_the_subject,),
).sound()
