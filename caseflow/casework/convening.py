"""Convening a panel: who may sit, for the clerk, who learns of nobody why they may not."""

from __future__ import annotations

from dataclasses import dataclass

from caseflow.casework import people
from caseflow.casework.casefile import CaseFile
from caseflow.casework.people import Someone
from caseflow.casework.pools import GOVERNORS
from caseflow.lifecycle.terms import Permission, Transition
from caseflow.procedure import PROCEDURE, panels, roles
from caseflow.procedure.places import APPEAL, APPEAL_DECIDED, APPEAL_SET, MAIN, OUTCOME


@dataclass(frozen=True)
class Convening:
    """What a clerk needs to convene a panel: who may sit, and never why somebody may not."""

    stage: str
    seats: tuple[tuple[str, bool], ...]
    sitting: tuple[str, ...]
    size: int
    options: tuple[Transition, ...]

    @property
    def free(self) -> int:
        """How many may sit."""
        return sum(available for _, available in self.seats)


def convening(file: CaseFile, person: Someone) -> Convening:
    """Who may sit on the panel that comes next. Whoever had a part in the case or read its content may not."""
    part = roles.APPEAL_HEARER if _appealed(file) else roles.HEARER
    barred = panels.kept_off(file, part)
    able = people.holders(file.desk, file.case.school_id, (role.key for role in GOVERNORS))
    return Convening(
        stage=PROCEDURE.state[file.at(MAIN) or ""].title,
        seats=tuple((one.name, one.id not in barred) for one in able),
        sitting=tuple(sorted(file.name_of(one) for one in file.held_by(part))),
        size=int(file.setting("hearing.panel_size")),
        options=tuple(
            choice.transition
            for choice in PROCEDURE.options(file, person)
            if choice.objection is None and choice.transition.needs == Permission.CONVENE
        ),
    )


def _appealed(file: CaseFile) -> bool:
    """Whether the panel that comes next is the one that hears the appeal."""
    return file.at(MAIN) in {state.key for state in (OUTCOME, APPEAL, APPEAL_SET, APPEAL_DECIDED)}
