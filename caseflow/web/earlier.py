"""Earlier matters about the same person, for whoever manages a case: on its page, and where its weight is judged."""

from __future__ import annotations

from typing import Any

from caseflow.casework import cases, matters
from caseflow.casework.casefile import CaseFile
from caseflow.lifecycle.terms import Permission, Transition
from caseflow.procedure.reporting import TAKE_LOW_LEVEL_ACTION, TRIAGED
from caseflow.web.desk import current_person

WEIGHED = (*(one.key for one in TRIAGED), TAKE_LOW_LEVEL_ACTION.key)


def of(file: CaseFile) -> dict[str, Any]:
    """The earlier matters that the case manager is told of; nothing for anybody else. The reading is journalled."""
    person = current_person()
    if not cases.may(file, person, Permission.MANAGE):
        return {}
    found = matters.matters(file, person)
    matters.looked_at(file, person, found)
    return {"matters": found, "months": int(file.setting(matters.MONTHS))}


def beside(file: CaseFile, transition: Transition) -> dict[str, Any]:
    """The same, beside a form in which the weight of a case is judged."""
    return of(file) | {"at_triage": transition in TRIAGED} if transition.key in WEIGHED else {}
