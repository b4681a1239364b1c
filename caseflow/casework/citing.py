"""Saying why a warning that is spent matters after all: it is told among the earlier matters from then on."""

from __future__ import annotations

from typing import Any

from caseflow.casework import related
from caseflow.casework.casefile import CaseFile
from caseflow.casework.moving import carry_out
from caseflow.casework.people import Someone
from caseflow.casework.refusals import BadAnswers
from caseflow.lifecycle.terms import Permission, Transition
from caseflow.procedure import outcomes


def cite(file: CaseFile, transition: Transition, actor: Someone, answers: dict[str, Any]) -> int:
    """Record why a spent warning is relevant. Raises BadAnswers where the case named has none."""
    other = related.opened(file.desk, actor, answers["spent_case"], Permission.READ)
    given = outcomes.warning(other)
    if given is None or not given.spent(file.now.date()):
        raise BadAnswers({"spent_case": "Choose another case: no warning that is spent was given in this one"})
    return carry_out(file, transition, actor, answers)
