"""Taking a case on whose manager has left: with the reports that were merged into it, and with what waited unread."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from caseflow.casework.casefile import CaseFile
from caseflow.casework.joining import with_duplicates
from caseflow.casework.notices import go_over
from caseflow.casework.people import Someone
from caseflow.lifecycle.terms import Transition
from caseflow.procedure import roles


def take_on(file: CaseFile, transition: Transition, actor: Someone, answers: dict[str, Any]) -> int:
    """What waited for whoever left waits for the actor, who has read the case and not what was told of it."""
    left = [(one, who) for one in _with_all(file) for who in sorted(roles.holding(one, roles.CASE_MANAGER))]
    number = with_duplicates(file, transition, actor, answers)
    for one, who in left:
        go_over(one, who, actor.id)
    return number


def _with_all(file: CaseFile) -> Iterator[CaseFile]:
    yield file
    for one in file.duplicates():
        yield from _with_all(one)
