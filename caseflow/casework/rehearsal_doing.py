"""Doing what a step of a rehearsal says, through the same doors as the web."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from caseflow.casework import bundle_copies, cases, letters, notices, rehearsal_evidence, related, reporting
from caseflow.casework.casefile import CaseFile, load
from caseflow.casework.desk import Desk
from caseflow.casework.letter_questions import DELIVERY, WITHDRAWAL
from caseflow.casework.people import Someone
from caseflow.casework.perform import perform
from caseflow.casework.refusals import NotThere
from caseflow.casework.rehearsal_story import Misprint
from caseflow.lifecycle.terms import Kind, Permission, Question
from caseflow.procedure import PROCEDURE
from caseflow.procedure.reporting import REPORT
from caseflow.records import Case, LetterRecord

READ, READ_BUNDLE = "read", "read-bundle"
OPENED = ("sibling", "case_about_reporter")
"""What names a case that a step opens beside its own."""
ON_LETTERS: Mapping[str, tuple[str, ...]] = {
    "fill-letter": ("letter", "fields", "free"),
    "approve-letter": ("letter", "named_because"),
    "issue-letter": ("letter", "fields", "free", "named_because"),
    "deliver-letter": ("letter", *(question.key for question in DELIVERY)),
    "withdraw-letter": ("letter", WITHDRAWAL.key),
}
OTHER_THINGS: Mapping[str, tuple[str, ...]] = {
    READ: (),
    READ_BUNDLE: (),
    rehearsal_evidence.ADD: rehearsal_evidence.GIVEN,
    **ON_LETTERS,
}
"""What casework does besides transitions, and what each is given. Issuing a letter fills and approves it first."""


def do(
    desk: Desk, key: str, given: Mapping[str, Any], actor: Someone, cast: Mapping[str, str], reference: str | None
) -> str:
    """Do one step, and return the reference of its case. Raises a Refusal or BadAnswers as the web's doors do.

    `cast` gives the ids of people by their keys, and the references of cases by their labels.
    """
    if key == REPORT.key:
        return reporting.take_report(desk, actor, answers(REPORT.asks, given, cast)).reference
    if reference is None:
        raise NotThere
    if key == READ:
        notices.seen(desk, actor, cases.read(desk, actor, reference))
    elif key == READ_BUNDLE:
        _read_bundle(cases.find(desk, actor, reference, Permission.READ_BUNDLE), actor)
    elif key == rehearsal_evidence.ADD:
        rehearsal_evidence.add(desk, given, actor, reference)
    elif key in ON_LETTERS:
        _on_letter(desk, key, given, actor, reference)
    else:
        transition = PROCEDURE.by_key[key]
        file = cases.find(desk, actor, reference)
        said = answers(transition.asks, given, cast) | _cases(file, transition.asks, given, actor, cast)
        perform(file, transition, actor, said, seen=file.case.version)
    return reference


def opened_beside(desk: Desk, reference: str) -> str:
    """The number of the case that was opened last from another. Raises Misprint if there is none."""
    found = load(desk, desk.session.scalars(select(Case).where(Case.reference == reference)).one())
    ids = [case_id for key, case_id in found.links if key in OPENED]
    if not ids:
        raise Misprint(f"“opens” was said, and nothing was opened from {reference}.")
    return desk.session.get_one(Case, ids[-1]).reference


def answers(asks: tuple[Question, ...], given: Mapping[str, Any], cast: Mapping[str, str]) -> dict[str, Any]:
    """Answers as a form would send them: people by their ids."""
    kinds = {question.key: question.kind for question in asks}
    return {key: _people(kinds[key], key, value, cast) for key, value in given.items()}


def _people(kind: Kind, key: str, value: Any, cast: Mapping[str, str]) -> Any:
    if kind is Kind.PEOPLE:
        return [cast[one] for one in ([value] if isinstance(value, str) else value)]
    if kind is Kind.PERSON:
        return cast[value]
    return cast.get(value, value) if key == "subject" else value


def _cases(
    file: CaseFile, asks: tuple[Question, ...], given: Mapping[str, Any], actor: Someone, cast: Mapping[str, str]
) -> dict[str, str]:
    """Answers that name another case, as a form would send them: by its id, where it is offered."""
    named = [question for question in asks if question.kind is Kind.CASE and question.key in given]
    return {one.key: _offered(file, one, actor, cast[given[one.key]]) for one in named}


def _offered(file: CaseFile, question: Question, actor: Someone, reference: str) -> str:
    offered = related.offered(file, actor, question)
    return next((key for key, words in offered.items() if words.startswith(reference)), reference)


def moved(value: Any, by: timedelta) -> Any:
    """An answer with every day and moment in it moved."""
    if isinstance(value, date):
        return value + by
    if isinstance(value, Mapping):
        return {key: moved(one, by) for key, one in value.items()}
    return [moved(one, by) for one in value] if isinstance(value, list) else value


def _read_bundle(file: CaseFile, actor: Someone) -> None:
    """Open all that the panel of somebody reads. Raises NotThere if there is nothing."""
    found = bundle_copies.papers(file, actor)
    if not found:
        raise NotThere
    for one in found:
        bundle_copies.open_copy(file, actor, one.number)


def _on_letter(desk: Desk, key: str, given: Mapping[str, Any], actor: Someone, reference: str) -> None:
    file = cases.find(desk, actor, reference, Permission.READ)
    row = _letter(file, str(given["letter"]))
    if key == "deliver-letter":
        how, when, who, notes = (given.get(question.key, "") for question in DELIVERY)
        letters.deliver(file, row, how, when, who, notes, actor, seen=file.case.version)
    elif key == "withdraw-letter":
        letters.withdraw(file, row, given.get(WITHDRAWAL.key, ""), actor, seen=file.case.version)
    else:
        _bring_out(file, row, key, given, actor)


def _bring_out(file: CaseFile, row: LetterRecord, key: str, given: Mapping[str, Any], actor: Someone) -> None:
    """Fill, approve and issue a letter, as far as is asked."""
    if key == "fill-letter" or "fields" in given or "free" in given:
        letters.fill(file, row, given.get("fields", {}), given.get("free", {}), actor)
    if key == "approve-letter" or (key == "issue-letter" and row.status != "approved"):
        letters.approve(file, row, actor, named_because=given.get("named_because", ""))
    if key == "issue-letter":
        letters.issue(file, row, actor)


def _letter(file: CaseFile, key: str) -> LetterRecord:
    """The newest letter of a kind that was not withdrawn. Raises NotThere."""
    found = [row for row in file.letters if row.key == key and row.status != "withdrawn"]
    if not found:
        raise NotThere
    return found[-1]
