"""The clock of the demonstration: it can be put forward, so that nobody waits ten working days for a hearing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from caseflow.casework.desk import utc_now
from caseflow.casework.refusals import BadAnswers

FURTHEST = timedelta(days=366)


@dataclass(frozen=True)
class DemoClock:
    """A clock that is ahead of another by as much as its file says. It goes forward only, as the sealed log does."""

    file: Path
    wall: Callable[[], datetime] = utc_now

    def __call__(self) -> datetime:
        """The moment in the demonstration."""
        return self.wall() + self._ahead

    @property
    def _ahead(self) -> timedelta:
        return timedelta(seconds=float(self.file.read_text("ascii"))) if self.file.exists() else timedelta()

    def put_forward(self, to: datetime) -> None:
        """Go on to a later moment. Raises BadAnswers if it is not later, or further than anybody needs at once."""
        if not timedelta() < to - self() <= FURTHEST:
            raise BadAnswers({"forward_to": "Choose a moment after now, and no more than a year ahead"})
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_text(str((to - self.wall()).total_seconds()), "ascii")
