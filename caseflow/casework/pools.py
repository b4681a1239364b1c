"""How many governors are still free to sit, and whether two panels can still be made of them; never in which case.

A number that falls tells that something happened somewhere. Nobody is counted a case from which they are kept out, nor
one that is sealed, and for the chair the numbers are those of this morning (decision 21).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from caseflow.casework import cases, people
from caseflow.casework.casefile import CaseFile
from caseflow.casework.desk import Desk
from caseflow.casework.people import Someone
from caseflow.casework.schools import settings_on
from caseflow.lifecycle.days import local, start_of
from caseflow.lifecycle.terms import Transition
from caseflow.procedure import PROCEDURE, roles
from caseflow.procedure.panels import LEARN, SAW, SITS
from caseflow.procedure.places import (
    APPEAL,
    APPEAL_DECIDED,
    APPEAL_SET,
    HEARD,
    HEARING_SET,
    MAIN,
    OUTCOME,
)
from caseflow.records import Case, Part, Position

GOVERNORS = (roles.GOVERNOR, roles.CHAIR, roles.VICE_CHAIR)
_SEATED = {state.key for state in (HEARING_SET, HEARD, OUTCOME, APPEAL)}
_BOTH_SEATED = {state.key for state in (APPEAL_SET, APPEAL_DECIDED)}
_OPEN = tuple(state.key for state in PROCEDURE.states if state.track == MAIN and not state.ends)
_Held = dict[str, set[bytes]]
"""By the key of a part: the marks of those who held it in one case."""


_MEANS = ("no further panel is needed", "an appeal panel takes {}", "a panel and an appeal panel take {}")


@dataclass(frozen=True)
class Left:
    """Of one case: how many governors may still sit, how many panels can still be needed, and how large each is."""

    free: int
    panels: int
    size: int

    @property
    def needed(self) -> int:
        """How many governors those panels take between them."""
        return self.panels * self.size

    def words(self, fewer: int = 0) -> str:
        """What remains if so many more learn of the case."""
        free = max(self.free - fewer, 0)
        means = _MEANS[self.panels].format(self.needed)
        said = f"{free} {'governor' if free == 1 else 'governors'} could still sit; {means}."
        if free < self.needed:
            return f"{said} Not enough would be left in this school."
        if self.needed and free == self.needed:
            return f"{said} One more reader would make that impossible."
        return said


@dataclass(frozen=True)
class Pools:
    """Of the school: who sits on a panel, who on an appeal panel, and who has to do with no open case."""

    panel: int
    appeal: int
    untouched: int
    size: int

    @property
    def short(self) -> bool:
        """Whether fewer than a whole panel would be left untouched for an appeal, once a panel sits."""
        return self.untouched - self.size < self.size


def left(file: CaseFile) -> Left:
    """How many governors of the school may still sit in a case, as of now."""
    desk, school_id = file.desk, file.case.school_id
    held: _Held = {}
    for part in file.parts:
        held.setdefault(part.role, set()).add(part.who)
    return _left(_marks(desk, school_id), held, file.at(MAIN) or "", int(file.setting("hearing.panel_size")))


def _left(able: set[bytes], held: _Held, stage: str, size: int) -> Left:
    gone = set().union(*(held.get(role.key, set()) for role in (*SAW, *SITS)))
    panels = 0 if stage in _BOTH_SEATED else 1 if stage in _SEATED else 2
    return Left(len(able - gone), panels, size)


def _marks(desk: Desk, school_id: str) -> set[bytes]:
    able = people.holders(desk, school_id, (role.key for role in GOVERNORS))
    return {people.mark(desk, school_id, one.id) for one in able}


def costs(transition: Transition) -> bool:
    """Whether somebody whom this step names may be a governor who then reads of the case, and can sit no more."""
    named = (one for one in transition.asks if one.becomes and one.becomes.holds & LEARN)
    return any(set(one.from_roles) & set(GOVERNORS) for one in named)


def of_school(desk: Desk, person: Someone) -> Pools:
    """The pools as this person may know them: as of this morning, without cases from which they are kept out."""
    found = list(_open_cases(desk, person, until=start_of(local(desk.now).date())))
    able, size = _marks(desk, person.school_id), _size(desk, person)
    sits = [_all(held.get(role.key, set()) for _, held in found) & able for role in SITS]
    touched = _all(held.get(role.key, set()) for _, held in found for role in (*SAW, *SITS))
    return Pools(len(sits[0]), len(sits[1]), len(able - touched), size)


def _all(marks: Iterable[set[bytes]]) -> set[bytes]:
    return set().union(*marks)


def tight(desk: Desk, person: Someone) -> bool:
    """Whether somewhere one more governor who learns of a case would make its two panels impossible: for the clerk."""
    able, size = _marks(desk, person.school_id), _size(desk, person)
    found = (_left(able, held, stage, size) for stage, held in _open_cases(desk, person, until=desk.now))
    return any(one.free <= one.needed for one in found if one.needed)


def _size(desk: Desk, person: Someone) -> int:
    return int(settings_on(desk, person.school_id, local(desk.now).date())["hearing.panel_size"])


def _open_cases(desk: Desk, person: Someone, until: datetime) -> list[tuple[str, _Held]]:
    """Of each open case, but those sealed and those from which a person is kept out: its stage, and who held what."""
    query = (
        select(Case.id, Position.state, Part.role, Part.who)
        .join(Position, (Position.case_id == Case.id) & (Position.track == MAIN.key))
        .join(Part, Part.case_id == Case.id)
        .where(
            Case.school_id == person.school_id,
            Position.state.in_(_OPEN),
            Part.since <= until,
            cases.not_kept_out(desk, person),
            ~cases.sealed(),
        )
    )
    found: dict[str, tuple[str, _Held]] = {}
    for case_id, state, role, who in desk.session.execute(query):
        found.setdefault(case_id, (state, {}))[1].setdefault(role, set()).add(who)
    return list(found.values())
