"""The list of cases: filters in the address, names sealed there, one page at a time by key, no count of what is hidden.

Who hears a case is not told in a list whom it is about: they find it among their escalations, and are warned first.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, or_, select
from werkzeug.datastructures import MultiDict

from caseflow.casework import cases, searching, warned
from caseflow.casework.people import fold
from caseflow.lifecycle.terms import Permission
from caseflow.procedure import PROCEDURE
from caseflow.procedure.places import ENDED, LADO, MAIN, POLICE, SUSPENDED
from caseflow.records import Case, Clock, Position
from caseflow.web.desk import current_person, desk

SIZE = 25
VIEWS = {
    "open": "Open",
    "late": "Overdue",
    "suspended": "Suspended",
    "agencies": "With outside agencies",
    "closed": "Closed",
    "all": "All",
}


def page(asked: MultiDict[str, str]) -> dict[str, Any]:
    """What the page of the list shows. Words are looked for in names, among all that the person may read."""
    view = asked.get("view", "open")
    view = view if view in VIEWS else "open"
    stage = asked.get("stage", "")
    stage = stage if stage in PROCEDURE.state else ""
    search = asked.get("search", "")[:2_000]
    words = searching.opened(desk(), current_person(), search)
    query = _filtered(view, stage)
    found, following = _searched(query, words) if words else _one_page(query, asked.get("after", ""))
    rows = cases.listed(desk(), found)
    cases.about_to_list(desk(), current_person(), [case.id for case in found])
    return {
        "rows": rows,
        "register": current_person().holds(*warned.MAY_READ),
        "view": view,
        "views": VIEWS,
        "stage": stage,
        "words": words,
        "search": search if words else "",
        "stages": [state for state in PROCEDURE.states if state.track == MAIN],
        "following": following,
        "first_page": not asked.get("after"),
        "now": desk().now,
    }


def _filtered(view: str, stage: str) -> Select[Case]:
    query = cases.visible_cases(desk(), current_person(), Permission.READ)
    closed = select(Position.case_id).where(Position.track == MAIN.key, Position.state.in_(ENDED))
    if view == "open":
        query = query.where(Case.id.not_in(closed))
    if view == "closed":
        query = query.where(Case.id.in_(closed))
    if view == "late":
        lapsing = [deadline.key for deadline in PROCEDURE.deadlines if deadline.lapses]
        late = select(Clock.case_id).where(Clock.met_at.is_(None), Clock.due_at < desk().now, Clock.key.not_in(lapsing))
        late = late.where(~cases.STANDS_STILL)
        query = query.where(Case.id.in_(late))
    if view == "suspended":
        query = query.where(Case.id.in_(select(Position.case_id).where(Position.state == SUSPENDED.key)))
    if view == "agencies":
        busy = [state.key for state in PROCEDURE.states if state.track in (LADO, POLICE) and not state.ends]
        query = query.where(Case.id.in_(select(Position.case_id).where(Position.state.in_(busy))))
    if stage:
        track = PROCEDURE.state[stage].track.key
        at = select(Position.case_id).where(Position.track == track, Position.state == stage)
        query = query.where(Case.id.in_(at))
    return query.order_by(Case.updated_at.desc(), Case.id.desc())


def _one_page(query: Select[Case], after: str) -> tuple[list[Case], str]:
    """One page, from the key of the last row of the page before."""
    stamp, _, last = after.partition("~")
    try:
        moment = datetime.fromisoformat(stamp) if stamp else None
    except ValueError:
        moment = None
    if moment and moment.tzinfo and last:
        query = query.where(or_(Case.updated_at < moment, and_(Case.updated_at == moment, Case.id < last)))
    found = list(desk().session.scalars(query.limit(SIZE + 1)))
    if len(found) <= SIZE:
        return found, ""
    return found[:SIZE], f"{found[SIZE - 1].updated_at.isoformat()}~{found[SIZE - 1].id}"


def _searched(query: Select[Case], words: str) -> tuple[list[Case], str]:
    """Names are sealed, so they are opened and looked at: a school has hundreds of cases, not millions."""
    wanted = fold(words)
    found = list(desk().session.scalars(query.limit(2000)))
    rows = cases.listed(desk(), found)
    hits = [
        case
        for case, row in zip(found, rows, strict=True)
        if wanted in fold(row.subject) or any(wanted in one.casefold() for one in (row.reference, *row.numbers))
    ]
    return hits[:100], ""
