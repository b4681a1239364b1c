"""What the first page says to a person: what is new, what is late, what is due soon, what waits for others."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from caseflow.casework import asks, cases, delays, escalations, notices, timekeeping
from caseflow.casework.cases import Row
from caseflow.casework.notices import Waiting
from caseflow.casework.people import Someone
from caseflow.lifecycle.days import local, working_days_between
from caseflow.lifecycle.terms import Permission
from caseflow.procedure import PROCEDURE
from caseflow.procedure.places import ENDED, MAIN
from caseflow.records import Case, Position
from caseflow.web.desk import desk

SOON = 5
"""Working days that are looked ahead."""
MOST = 200
MOST_LATE = 10
"""The longest overdue that are shown at once: more would bury the rest, and the list of cases has them all."""

PAGES = {
    asks.NOTE.key: "governors.show",
    asks.CONVENE.key: "governors.convene",
    asks.HEAR.key: "governors.before_reading",
    asks.APPEAL.key: "governors.before_reading",
    asks.SUSPENSION.key: "governors.suspension",
    asks.SECOND.key: "cases.show",
    asks.SECOND_TRA.key: "cases.show",
    asks.SECOND_POLICE.key: "cases.show",
    asks.SECOND_LADO.key: "cases.show",
    asks.DATA.key: "breaches.show",
}
"""Where each thing that somebody is asked is answered."""


@dataclass(frozen=True)
class Asked:
    """Something that this person is asked, and the page on which they answer."""

    reference: str
    why: str
    page: str
    subject: str
    due: datetime | None


@dataclass(frozen=True)
class News:
    """What happened in a case since this person last looked."""

    row: Row
    words: str
    at: datetime
    more: int


def agenda(person: Someone) -> dict[str, Any]:
    """What the first page shows, of the cases that this person may read. That they are named is journalled first."""
    told = notices.waiting(desk(), person)
    found = _found(person, [one.reference for one in told])
    rows = {row.reference: row for row in cases.listed(desk(), found, person)}
    shown = _shown(person, told, rows)
    named = _named_in(shown)
    cases.about_to_list(desk(), person, [case.id for case in found if case.reference in named])
    return shown


def _named_in(shown: dict[str, Any]) -> set[str]:
    """The references of the cases of which the page says whom they are about."""
    rows = [one.row for one in shown["news"]] + shown["soon"] + shown["outside"] + shown["suspended"]
    rows += shown["late"][:MOST_LATE]
    return {row.reference for row in rows} | {one.reference for one in shown["asked"] if one.subject}


def _shown(person: Someone, told: list[Waiting], rows: dict[str, Row]) -> dict[str, Any]:
    still_open = [row for row in rows.values() if row.state not in ENDED]
    dated = sorted((row for row in still_open if row.next_due), key=_pressing)
    late = [row for row in dated if row.overdue]
    asked = _asked(person, rows)
    return {
        "now": desk().now,
        "news": _news(told, rows, {row.reference for row in late}),
        "asked": asked,
        "owed": [one for one in delays.owed(desk(), person) if one.reference not in {ask.reference for ask in asked}],
        "missed": delays.missed(desk(), person),
        "late": late,
        "most": MOST_LATE,
        "soon": [row for row in dated if not row.overdue and _near(row)],
        "ahead": SOON,
        "outside": [row for row in still_open if PROCEDURE.state[row.state].waits],
        "suspended": sorted((row for row in still_open if row.suspended_since), key=_review),
        "open_cases": len(still_open),
    }


def _found(person: Someone, told: list[str]) -> Sequence[Case]:
    """The open cases, and those of which something was told."""
    shut = select(Position.case_id).where(Position.track == MAIN.key, Position.state.in_(ENDED))
    mine = cases.visible_cases(desk(), person, Permission.READ)
    found = mine.where(or_(Case.id.not_in(shut), Case.reference.in_(told)))
    return desk().session.scalars(found.order_by(Case.updated_at.desc(), Case.id.desc()).limit(MOST)).all()


def _news(told: list[Waiting], rows: dict[str, Row], late: Collection[str]) -> list[News]:
    """The newest of each case, and how many more there are; that a deadline is late stands on the page anyhow."""
    heard: dict[str, list[Waiting]] = {}
    for one in told:
        if one.reference in rows and not (one.reference in late and timekeeping.is_of_clock(one.words)):
            heard.setdefault(one.reference, []).append(one)
    return [
        News(rows[reference], timekeeping.sentence_of(newest.words), newest.at, len(older))
        for reference, (newest, *older) in heard.items()
    ]


def _asked(person: Someone, rows: dict[str, Row]) -> list[Asked]:
    """What this person is asked; with the name of whom it is about only where they may read the case."""
    return [
        Asked(one.reference, one.ask.why, PAGES[one.ask.key], _named(rows.get(one.reference)), one.needed_by)
        for one in escalations.waiting(desk(), person)
    ]


def _named(row: Row | None) -> str:
    return row.subject if row else ""


def _pressing(row: Row) -> tuple[datetime, datetime]:
    return row.next_due or row.since, row.since


def _review(row: Row) -> tuple[datetime, datetime]:
    return row.review or row.since, row.since


def _near(row: Row) -> bool:
    today = local(desk().now).date()
    return row.next_due is not None and working_days_between(today, local(row.next_due).date()) <= SOON
