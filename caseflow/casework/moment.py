"""What is known where answers are judged that belong to no case: the moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from caseflow.casework.desk import Desk
from caseflow.lifecycle.days import local
from caseflow.lifecycle.terms import Question


@dataclass(frozen=True)
class JustNow:
    """The moment of a piece of work; nobody may be named, and there are no allegations."""

    desk: Desk

    @property
    def now(self) -> datetime:
        """As the school's wall clock shows it."""
        return local(self.desk.now)

    def eligible(self, _question: Question) -> tuple[str, ...]:
        """Nobody."""
        return ()

    def allegation_ids(self) -> tuple[str, ...]:
        """None."""
        return ()
