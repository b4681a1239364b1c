"""A suspension: who is suspended, since when and until which review; and what a governor sees who decides on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from caseflow.casework import cases, journal
from caseflow.casework.casefile import CaseFile
from caseflow.casework.journal import Entry
from caseflow.casework.people import Someone
from caseflow.lifecycle.procedure import Choice
from caseflow.lifecycle.terms import Question
from caseflow.procedure import PROCEDURE, roles
from caseflow.procedure.places import ALTERNATIVE, SUSPENDED, SUSPENSION
from caseflow.procedure.settings import ACADEMY
from caseflow.procedure.suspension import ASK_GOVERNORS, REVIEW_SUSPENSION

_TO_DECIDE = (
    "suspended_at",
    "suspended_by",
    "suspension_minute",
    "suspension_reasons",
    "alternatives",
    "alternatives_rejected",
    "suspension_lado",
    "suspension_limits",
    "support_contact",
    "suspension_review",
)
"""What whoever decides on a suspension has to know; what is alleged stands in its reasons, and no more than that."""


@dataclass(frozen=True)
class Standing:
    """Where a suspension stands: one line on the page of a case."""

    suspended: bool
    since: datetime
    review: datetime | None
    by_governors: bool
    asked: tuple[str, ...]


@dataclass(frozen=True)
class Review:
    """One review: when, by whom, and what came of it."""

    sentence: str
    at: datetime
    answers: tuple[tuple[Question, Any], ...]


@dataclass(frozen=True)
class ToDecide:
    """All that a governor who acts for the governing body is shown of a case."""

    reference: str
    name: str
    post: str
    stands: str
    since: datetime | None
    asked: str
    facts: tuple[tuple[Question, Any], ...]
    reviews: tuple[Review, ...]
    options: tuple[Choice, ...]


def standing(file: CaseFile) -> Standing | None:
    """The suspension, or the other duties instead of it, that holds now."""
    at = file.at(SUSPENSION)
    if at not in (SUSPENDED.key, ALTERNATIVE.key):
        return None
    running = [clock.due_at for clock in file.clocks if clock.key == cases.REVIEW and clock.met_at is None]
    return Standing(
        suspended=at == SUSPENDED.key,
        since=file.positions[SUSPENSION.key].since,
        review=min(running, default=None),
        by_governors=at == SUSPENDED.key and file.setting("school.kind") != ACADEMY,
        asked=tuple(sorted(file.name_of(one) for one in file.held_by(roles.FOR_THE_GOVERNORS))),
    )


def to_decide(file: CaseFile, person: Someone) -> ToDecide:
    """What the page of a governor shows who decides for the governing body."""
    at = file.at(SUSPENSION)
    began = at is not None
    entries = journal.read(file.desk, file.scope, event="transition")
    return ToDecide(
        reference=file.reference,
        name=file.subject_name,
        post=file.subject_post,
        stands=PROCEDURE.state[at].title if at else "Not suspended",
        since=file.positions[SUSPENSION.key].since if began else None,
        asked=_asked(entries, person),
        facts=file.answered(*_TO_DECIDE) if began else (),
        reviews=tuple(_reviews(entries)),
        options=PROCEDURE.options(file, person),
    )


def _asked(entries: list[Entry], person: Someone) -> str:
    """What this governor was asked last."""
    asked = [
        entry.said["answers"]
        for entry in entries
        if entry.said.get("action") == ASK_GOVERNORS.key and entry.said["answers"]["governor_acting"] == person.id
    ]
    return str(asked[-1]["governor_acting_why"]) if asked else ""


def _reviews(entries: list[Entry]) -> Iterator[Review]:
    for entry in entries:
        if entry.said.get("action") == REVIEW_SUSPENSION.key:
            given = entry.said.get("answers", {})
            asked = tuple((one, given[one.key]) for one in REVIEW_SUSPENSION.asks if one.key in given)
            yield Review(entry.sentence, entry.at, asked)
