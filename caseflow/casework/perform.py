"""The one way to change a case: refuse, move, settle, give parts, queue letters and notices, and write it down.

All of it is one transaction. Nobody can move a case and forget to record it, because recording is how it moves.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseflow.casework import recovery, related
from caseflow.casework.beside import BESIDE
from caseflow.casework.casefile import CaseFile
from caseflow.casework.moving import carry_out
from caseflow.casework.people import Someone
from caseflow.casework.refusals import BadAnswers, Refused, Stale
from caseflow.casework.vouched import vouched_for
from caseflow.lifecycle.answers import accept
from caseflow.lifecycle.terms import Transition
from caseflow.procedure import PROCEDURE
from caseflow.procedure.consequential import waits_after_recovery


def perform(
    file: CaseFile, transition: Transition, actor: Someone, given: Mapping[str, Any], *, seen: int | None = None
) -> int:
    """Move a case as the procedure allows, and write down that it moved. Returns the number of the entry.

    Raises Stale if the case moved since version `seen`, Refused with the judge's words, BadAnswers with a sentence
    for each question that was not answered well, Tampered if what is stored is not what the journal vouches for.
    """
    if seen is not None and seen != file.case.version:
        raise Stale
    vouched_for(file)
    if words := PROCEDURE.objection(transition, file, actor):
        raise Refused(words)
    if waits_after_recovery(transition):
        recovery.hold_back(file.desk, actor)
    answers = accept(transition, given, related.Asked(file, actor))
    if complaint := PROCEDURE.complaint(transition, file, actor, answers):
        raise BadAnswers({complaint.question: complaint.words})
    return BESIDE.get(transition.key, carry_out)(file, transition, actor, answers)
