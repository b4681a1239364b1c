"""The sentence for the minutes of the governing body: how many serious breaches it was told of, when, and no more."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from caseflow.casework import cases
from caseflow.casework.desk import Desk
from caseflow.casework.people import Someone
from caseflow.lifecycle.days import local, say_day, start_of
from caseflow.procedure import PROCEDURE, roles
from caseflow.procedure.places import MAIN
from caseflow.records import Case, Part, Position

WITHHELD = "Details are withheld to keep a panel independent."
SEPTEMBER = 9


def line(desk: Desk, person: Someone) -> str:
    """Of this school year: how many serious breaches governors were told of, on which day, and where each stands.

    Nothing of a sealed case, nor of one from which whoever asks is kept out; empty if there is nothing to say.
    """
    since = year_began(local(desk.now).date())
    told = func.min(Part.since)
    query = (
        select(told, Position.state)
        .join(Case, Case.id == Part.case_id)
        .join(Position, (Position.case_id == Case.id) & (Position.track == MAIN.key))
        .where(
            Case.school_id == person.school_id,
            Part.role == roles.ESCALATED_TO.key,
            cases.not_kept_out(desk, person),
            ~cases.sealed(),
        )
        .group_by(Case.id, Position.state)
        .having(told >= start_of(since))
        .order_by(told, Position.state)
    )
    found = [(local(at).date(), PROCEDURE.state[state].said(whole=False)) for at, state in desk.session.execute(query)]
    return said(found, since) if found else ""


def said(found: list[tuple[date, str]], since: date) -> str:
    """The sentence, from the day and the stage of each."""
    each = [f"on {say_day(day)} (stage now: {stage})" for day, stage in found]
    *before, last = each
    listed = f"{', '.join(before)} and {last}" if before else last
    breaches = "breach" if len(found) == 1 else "breaches"
    return (
        f"Since {say_day(since)} the governing body has been told of {len(found)} serious {breaches} of the policy: "
        f"{listed}. {WITHHELD}"
    )


def year_began(day: date) -> date:
    """The first day of the school year in which a day lies."""
    return date(day.year if day.month >= SEPTEMBER else day.year - 1, SEPTEMBER, 1)
