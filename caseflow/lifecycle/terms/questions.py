"""What is asked of people before a case may move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from caseflow.lifecycle.terms.parts import Permission, Role

Answers = Mapping[str, Any]


class Kind(StrEnum):
    """How a question is asked."""

    LINE = "line"
    ACCOUNT = "account"
    CHOICE = "choice"
    MANY = "many"
    YES_NO = "yes-no"
    YES_NO_UNSURE = "yes-no-unsure"
    DAY = "day"
    MOMENT = "moment"
    NUMBER = "number"
    PERSON = "person"
    PEOPLE = "people"
    FINDINGS = "findings"
    CONFIRM = "confirm"
    CASE = "case"
    CLOCK = "clock"


class Turn(StrEnum):
    """What is done to the clock that is named in answer to a question."""

    PAUSE = "pause"
    RESUME = "resume"
    MOVE = "move"


@dataclass(frozen=True)
class Option:
    """One answer among several, with a hint where the words alone are not enough."""

    key: str
    title: str
    hint: str = ""


YES = Option("yes", "Yes")


NO = Option("no", "No")


UNSURE = Option("unsure", "Not sure")


@dataclass(frozen=True)
class Question:
    """Something a person must answer before a case may move.

    `becomes` gives whoever is named a part in the case. `past` and `future` bound days and moments by now.
    `only_when` asks the question only if the test over the other answers holds. `turns` says what is done to the clock
    that is named; `until` is then the key of the question beside it that says when to look at it again (for a pause),
    or when it falls due from now on (for a move). A question for a case offers cases about the same person in which
    whoever is asked holds the permission `may`. A dated part lasts over the days that two questions beside it give:
    `lasts` are their keys. What is answered `by_itself` is not asked of anybody: the program knows it.
    """

    key: str
    asks: str
    kind: Kind = Kind.ACCOUNT
    hint: str = ""
    options: tuple[Option, ...] = ()
    required: bool = True
    becomes: Role | None = None
    from_roles: tuple[Role, ...] = ()
    past: bool = False
    future: bool = False
    most: int = 10_000
    least: int = 0
    source: str = ""
    only_when: tuple[str, tuple[str, ...]] | None = None
    may: Permission = Permission.READ
    lasts: tuple[str, str] | None = None
    by_itself: bool = False
    turns: Turn | None = None
    until: str = ""

    def asked(self, answers: Answers) -> bool:
        """Whether this question is asked at all, given the other answers."""
        if self.by_itself:
            return False
        if self.only_when is None:
            return True
        other, wanted = self.only_when
        given = answers.get(other)
        return any(one in wanted for one in (given if isinstance(given, (list, tuple)) else (given,)))
