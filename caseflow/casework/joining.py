"""Making one case of two reports: both change in one piece of work, each by an entry of its own."""

from __future__ import annotations

from typing import Any

from caseflow.casework import related
from caseflow.casework.casefile import CaseFile
from caseflow.casework.moving import Act, carry_out
from caseflow.casework.people import Someone
from caseflow.casework.refusals import BadAnswers
from caseflow.casework.vouched import vouched_for
from caseflow.lifecycle.clocks import due_at
from caseflow.lifecycle.terms import Deadline, Kind, Permission, Transition
from caseflow.procedure import PROCEDURE, roles
from caseflow.procedure.joining import (
    AWARE_SINCE,
    CLOSE_ALONG,
    GOES_OVER,
    TAKE_IN,
    kept_out_of,
    merge_objection,
)
from caseflow.procedure.places import ICO
from caseflow.procedure.reporting import REPORT
from caseflow.procedure.routing import went_past_the_head


def merge(file: CaseFile, transition: Transition, actor: Someone, answers: dict[str, Any]) -> int:
    """Merge a report into another case, which takes in all that would be lost.

    Raises BadAnswers where the two may not become one, Stale and Tampered if the other is not as it should be.
    """
    survivor = related.opened(file.desk, actor, answers["merged_into"], Permission.MANAGE)
    vouched_for(survivor)
    if words := merge_objection(file, survivor):
        raise BadAnswers({"merged_into": words})
    taken = _taken(file, survivor) | {"merge_news": answers["merge_news"]}
    entry = carry_out(file, transition, actor, answers)
    survivor.facts["numbers"] = [
        *survivor.facts.get("numbers", []),
        file.reference,
        *file.facts.get("numbers", []),
    ]
    survivor.facts["past_the_head"] = went_past_the_head(survivor) or went_past_the_head(file)
    survivor.facts["severity"] = max(survivor.facts["severity"], file.facts["severity"])
    carry_out(survivor, TAKE_IN, actor, taken)
    return entry


def _taken(file: CaseFile, survivor: CaseFile) -> dict[str, Any]:
    """What the case that goes on takes in of the other: its words, breaches, people, tracks, and the earlier time."""
    reported = [one.when(REPORT.key) for one in (file, survivor)]
    taken = {
        "duplicate": file.case.id,
        "duplicate_reported": file.case.opened_at,
        AWARE_SINCE: min(at for at in reported if at),
        "duplicate_account": _account(file),
        "carried": [track for track, state in GOES_OVER.items() if file.at(PROCEDURE.track[track]) == state],
        **_breaches(file, survivor),
        **_people(file, survivor),
    }
    return {key: value for key, value in (taken | _earlier(survivor, taken)).items() if value not in ([], None)}


def _account(file: CaseFile) -> str:
    """What the report says, in the words of whoever made it."""
    said = [(one, file.answer(one.key)) for one in REPORT.asks if one.kind in (Kind.ACCOUNT, Kind.LINE)]
    return "\n\n".join(f"{question.asks}\n{words}" for question, words in said if words)


def _breaches(file: CaseFile, survivor: CaseFile) -> dict[str, Any]:
    """All breaches of both: as they were reported until triage, as triage found them afterwards."""
    key = "categories" if survivor.when("triage") is None else "breaches"
    known = list(survivor.answer(key) or ())
    return {key: known + [code for code in file.answer("categories") if code not in known]}


def _people(file: CaseFile, survivor: CaseFile) -> dict[str, Any]:
    """Whoever reported it is a reporter of both; whoever is kept out of one is kept out of both."""
    known = roles.holding(survivor, roles.REPORTER, ever=True)
    barred = kept_out_of(survivor)
    officers = sorted(file.held_by(roles.DATA_OFFICER) - barred)
    needed = file.at(ICO) == GOES_OVER[ICO.key] and not survivor.held_by(roles.DATA_OFFICER)
    return {
        "also_reported": sorted(roles.holding(file, roles.REPORTER, ever=True) - known),
        "kept_out": sorted(kept_out_of(file) - barred),
        "data_officer": officers[0] if officers and needed else None,
    }


def _earlier(survivor: CaseFile, taken: dict[str, Any]) -> dict[str, Any]:
    """When the clocks that its own report started fall due, where the earlier report makes that earlier."""
    return {
        question: due
        for deadline in PROCEDURE.deadlines
        for mover, question in deadline.moved_by
        if mover == TAKE_IN and (due := _due(survivor, deadline, taken)) is not None
    }


def _due(survivor: CaseFile, deadline: Deadline, taken: dict[str, Any]) -> Any:
    runs = [clock for clock in survivor.clocks if clock.key == deadline.key and clock.met_at is None]
    due = due_at(deadline, taken[AWARE_SINCE], survivor, {})
    by_report = [clock for clock in runs if clock.started_at == survivor.case.opened_at]
    return due if any(due < clock.due_at for clock in by_report) else None


def with_duplicates(
    file: CaseFile, transition: Transition, actor: Someone, answers: dict[str, Any], act: Act = carry_out
) -> int:
    """Do the same to the reports that were merged into a case: whoever manages it manages them."""
    for one in file.duplicates():
        vouched_for(one)
        with_duplicates(one, transition, actor, answers, act)
    return act(file, transition, actor, answers)


def propose_closing(file: CaseFile, transition: Transition, actor: Someone, answers: dict[str, Any]) -> int:
    """Propose to close a case; everybody whose report was merged into it is then told too, under their own number."""
    for one in file.duplicates():
        _close_along(one, actor)
    return carry_out(file, transition, actor, answers)


def _close_along(file: CaseFile, actor: Someone) -> None:
    told = any(letter.key == "L18" and letter.status != "withdrawn" for letter in file.letters)
    for one in file.duplicates():
        _close_along(one, actor)
    if not told:
        vouched_for(file)
        carry_out(file, CLOSE_ALONG, actor, {})
