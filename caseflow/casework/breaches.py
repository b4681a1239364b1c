"""A data breach, as the data protection officer sees it: what happened to which data, and nothing of who is accused.

On the same page stands whether the record is kept: holds, their release and a disposal, which take the officer's word.

Of the case they are shown the policy's clauses about data, the times, and words that were written for them. The report
itself is not among it: it names the member of staff, and may give away who made it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from caseflow.casework import cases, journal, people
from caseflow.casework.casefile import CaseFile
from caseflow.casework.desk import Desk
from caseflow.casework.people import Someone
from caseflow.lifecycle.procedure import Choice
from caseflow.lifecycle.terms import Permission, Question, State
from caseflow.procedure import PROCEDURE, ico, retention, roles
from caseflow.procedure.breaches import category
from caseflow.procedure.outside_clocks import NOTIFY, NOTIFY_AGAIN
from caseflow.procedure.people import BRING_IN_DPO
from caseflow.procedure.places import ICO
from caseflow.records import Case, Clock, Part, Position

_CLOCKS = tuple(one.key for one in PROCEDURE.deadlines if set(one.met_by) & set(ico.TRANSITIONS))
_THEIRS = (*ico.TRANSITIONS, *retention.TRANSITIONS)
"""What the data protection officer does, or is told of: data breaches, and whether the record is kept."""
_FACTS = (
    "data_officer_why",
    "breach_came_to_light",
    "breach_known_at",
    "found_out",
    "posted",
    "platforms",
    "image_gate",
)
"""The answers that are shown as they stand: words for the data protection officer, days, places, the picture."""
_FAR_OFF = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Line:
    """A data breach in a list: no name, and no word of what happened."""

    reference: str
    state: State | None
    since: datetime | None
    due: datetime | None
    clock: str


@dataclass(frozen=True)
class Step:
    """What was done about a data breach, by whom and when, with what was answered."""

    sentence: str
    at: datetime
    answers: tuple[tuple[Question, Any], ...]


@dataclass(frozen=True)
class Breach:
    """All that a data protection officer is shown of a case."""

    reference: str
    state: State | None
    known_since: datetime | None
    clauses: tuple[dict[str, Any], ...]
    facts: tuple[tuple[Question, Any], ...]
    clocks: tuple[Clock, ...]
    steps: tuple[Step, ...]
    options: tuple[Choice, ...]


def listed(desk: Desk, person: Someone) -> list[Line]:
    """The data breaches brought to this person, the most urgent first: as many queries for one as for many."""
    me = people.mark(desk, person.school_id, person.id)
    held = select(Part.case_id).where(Part.who == me, Part.role == roles.DATA_OFFICER.key, cases.held(desk))
    mine = cases.visible_cases(desk, person, Permission.PROTECT_DATA).where(Case.id.in_(held))
    found = list(desk.session.scalars(mine.order_by(Case.updated_at.desc(), Case.id.desc()).limit(200)))
    ids = [case.id for case in found]
    on_track = select(Position).where(Position.case_id.in_(ids), Position.track == ICO.key)
    at = {one.case_id: one for one in desk.session.scalars(on_track)}
    running = select(Clock).where(Clock.case_id.in_(ids), Clock.key.in_(_CLOCKS), Clock.met_at.is_(None))
    clocks = {one.case_id: one for one in desk.session.scalars(running.order_by(Clock.due_at.desc()))}
    lines = [_line(case, at.get(case.id), clocks.get(case.id)) for case in found]
    return sorted(lines, key=lambda line: line.due or _FAR_OFF)


def _line(case: Case, at: Position | None, clock: Clock | None) -> Line:
    return Line(
        case.reference,
        PROCEDURE.state[at.state] if at else None,
        at.since if at else None,
        clock.due_at if clock else None,
        PROCEDURE.deadline[clock.key].title if clock else "",
    )


def known_since(file: CaseFile) -> datetime | None:
    """Since when the school knows of a data breach: from then its 72 hours count, and that is what the ICO is told."""
    clocks = [clock for clock in file.clocks if clock.key in (NOTIFY, NOTIFY_AGAIN)]
    last = max(clocks, key=lambda clock: clock.met_at or _FAR_OFF, default=None)
    return last.started_at if last and last.key == NOTIFY_AGAIN else file.when("report")


def shown_of(file: CaseFile, person: Someone) -> Breach:
    """What the page of a data breach shows."""
    at = file.at(ICO)
    return Breach(
        reference=file.reference,
        state=PROCEDURE.state[at] if at else None,
        known_since=known_since(file),
        clauses=tuple(one for one in file.allegations if "ICO" in category(one["code"]).routes),
        facts=file.answered(*_FACTS),
        clocks=tuple(one for one in file.clocks if one.key in _CLOCKS),
        steps=tuple(_steps(file)),
        options=tuple(one for one in PROCEDURE.options(file, person) if _is_offered(one)),
    )


def _is_offered(choice: Choice) -> bool:
    """Whether something stands on the page: of what is about keeping the record, only what can be done now."""
    if choice.transition in retention.TRANSITIONS:
        return choice.objection is None
    return choice.transition in ico.TRANSITIONS


def _steps(file: CaseFile) -> Iterator[Step]:
    """What was done on the track and said of keeping the record; when the officer was brought in, by its time alone."""
    for entry in journal.read(file.desk, file.scope, event="transition"):
        transition = PROCEDURE.by_key.get(str(entry.said.get("action")))
        if transition in _THEIRS:
            given = entry.said.get("answers", {})
            asked = tuple((one, given[one.key]) for one in transition.asks if one.key in given)
            yield Step(entry.sentence, entry.at, asked)
        elif transition == BRING_IN_DPO:
            yield Step(entry.sentence, entry.at, ())
