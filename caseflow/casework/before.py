"""What is known where answers are judged and there is no case: the moment, and nobody who might be named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from caseflow.casework.desk import Desk
from caseflow.lifecycle.days import local
from caseflow.lifecycle.terms import Question


@dataclass(frozen=True)
class Before:
    """What is known before there is a case: the moment."""

    desk: Desk

    @property
    def now(self) -> Any:
        return local(self.desk.now)

    def eligible(self, _question: Question) -> tuple[str, ...]:
        return ()

    def allegation_ids(self) -> tuple[str, ...]:
        return ()
