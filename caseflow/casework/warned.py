"""The register of written warnings: who was given one, until when it is live, and what of it stays when it is spent."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from caseflow.casework import cases
from caseflow.casework.casefile import CaseFile, load_all
from caseflow.casework.desk import Desk
from caseflow.casework.people import Someone
from caseflow.casework.refusals import NotThere
from caseflow.lifecycle.days import local
from caseflow.lifecycle.terms import Permission
from caseflow.procedure import outcomes, roles
from caseflow.procedure.choices import REDUCED
from caseflow.procedure.outcomes import Warned
from caseflow.records import Case, Clock

MAY_READ = (roles.HEADTEACHER.key, roles.CHAIR.key, roles.VICE_CHAIR.key)
DECIDED = "outcome-letter"
"""The clock that every decision starts: it tells which cases came to one, without opening any."""


@dataclass(frozen=True)
class Line:
    """A warning in the register."""

    reference: str
    subject: str
    warning: Warned
    spent: bool
    on_appeal: bool


def register(desk: Desk, person: Someone) -> list[Line]:
    """The warnings in the cases that somebody may read: the live ones first, the last to be spent on top.

    Raises NotThere for whoever manages no cases by any post. The reading is journalled.
    """
    if not person.holds(*MAY_READ):
        raise NotThere
    decided = select(Clock.case_id).where(Clock.key == DECIDED)
    found = cases.visible_cases(desk, person, Permission.READ).where(Case.id.in_(decided))
    files = load_all(desk, desk.session.scalars(found).all())
    lines = [(line, file.case.id) for file in files if (line := _line(file))]
    cases.about_to_list(desk, person, [one for _, one in lines], "The register of warnings was read")
    return sorted((line for line, _ in lines), key=lambda one: (one.spent, -one.warning.until.toordinal()))


def _line(file: CaseFile) -> Line | None:
    given = outcomes.warning(file)
    if given is None:
        return None
    changed = outcomes.appealed(file) == REDUCED
    return Line(file.reference, file.subject_name, given, given.spent(local(file.desk.now).date()), changed)
