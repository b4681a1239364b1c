"""What a rehearsal tells: a cast, dated steps, and what must be true after each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from caseflow.lifecycle.days import LONDON

NOT_OPEN = "none"
"""What a rehearsal says of a track that is not open."""


class Misprint(ValueError):
    """A rehearsal that cannot be read, said in one line that names the place."""


@dataclass(frozen=True)
class Player:
    """Somebody in the cast."""

    key: str
    name: str
    post: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Expect:
    """What must be true after a step; None where nothing is said. A clock that must not run has False.

    `s141f` says whether the law forbids naming the person whom it is about; `says` are phrases of the letter that the
    step issued, `hides` phrases that must not stand in it, and `unnamed` people whom it must not name.
    """

    state: Mapping[str, str] = field(default_factory=dict)
    letters: tuple[str, ...] | None = None
    due: Mapping[str, date | datetime | bool] = field(default_factory=dict)
    notices: tuple[str, ...] | None = None
    sees: tuple[str, ...] = ()
    blind: tuple[str, ...] = ()
    refused: str | None = None
    s141f: bool | None = None
    says: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """One thing that somebody does, or a moment that comes. `opens` labels another case that is opened by it."""

    at: datetime
    by: str | None
    do: str | None
    case: str
    given: Mapping[str, Any]
    expect: Expect
    line: int
    opens: str = ""

    @property
    def moment(self) -> datetime:
        """When it happens, as an instant."""
        return self.at.replace(tzinfo=LONDON)


@dataclass(frozen=True)
class Story:
    """A case, or several, told step by step."""

    title: str
    kind: str
    settings: Mapping[str, Any]
    closed: tuple[date, ...]
    cast: Mapping[str, Player]
    steps: tuple[Step, ...]

    @property
    def begins(self) -> datetime:
        """The day before the first step: the school is there already."""
        return self.steps[0].moment - timedelta(days=1)
