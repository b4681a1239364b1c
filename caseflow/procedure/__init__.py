"""What a school does, as data: each fact once. `PROCEDURE` is the whole, and refuses to start if it has a fault."""

from caseflow.lifecycle.procedure import Procedure
from caseflow.procedure import (
    breaches,
    dbs,
    deadlines,
    ending,
    escalation,
    evidence,
    guards,
    hearing,
    investigating,
    lado,
    letters,
    people,
    places,
    police,
    reporting,
    roles,
    settings,
)

_ROOMS = (reporting, investigating, hearing, ending, people, lado, police, dbs, escalation, evidence)
_FOLLOWING = (lado, police, dbs, escalation, ending)

PROCEDURE = Procedure(
    tracks=places.TRACKS,
    states=places.STATES,
    transitions=tuple(transition for room in _ROOMS for transition in room.TRANSITIONS),
    follows=tuple(follow for room in _FOLLOWING for follow in room.FOLLOWS),
    deadlines=deadlines.DEADLINES,
    letters=letters.LETTERS,
    roles=roles.ROLES,
    categories=breaches.CATEGORIES,
    settings=settings.SETTINGS,
    opening=reporting.REPORT,
    always=(guards.not_the_subject,),
).sound()
