"""Taking a case on whose manager has left: with the reports that were merged into it, and with what waited unread."""

from __future__ import annotations

from typing import Any

from caseflow.casework.casefile import CaseFile
from caseflow.casework.joining import with_duplicates
from caseflow.casework.moving import carry_out
from caseflow.casework.notices import go_over
from caseflow.casework.people import Someone
from caseflow.lifecycle.terms import Transition
from caseflow.procedure import roles


def take_on(file: CaseFile, transition: Transition, actor: Someone, answers: dict[str, Any]) -> int:
    """The same for the case and for each report in it."""
    return with_duplicates(file, transition, actor, answers, _take_on)


def _take_on(file: CaseFile, transition: Transition, actor: Someone, answers: dict[str, Any]) -> int:
    """What waited for whoever left waits for the actor, who has read the case and not what was told of it."""
    left = sorted(roles.holding(file, roles.CASE_MANAGER))
    number = carry_out(file, transition, actor, answers)
    for one in left:
        go_over(file, one, actor.id)
    return number
