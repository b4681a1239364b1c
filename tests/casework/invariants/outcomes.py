"""What comes of a case: invariants 9, 10, 11, 12 and 23."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from casework.invariants.handling import printed
from casework.invariants.seen import Seen, Verdict, invariant, names, verdict

from caseflow.casework.journal import Entry
from caseflow.lifecycle.days import local, working_days_after
from caseflow.procedure import roles
from caseflow.procedure.choices import HARM_KEYS
from caseflow.procedure.places import NO_FURTHER_ACTION, OUTCOME

FIVE = {"substantiated", "malicious", "false", "unsubstantiated", "unfounded"}
SANCTIONS = ("first-warning", "final-warning", "dismissal")
LOWER_ROUTES = {"take-low-level-action", "redirect", "take-no-further-action"}
"""What is done with a matter that is not looked into any further. A finding after an investigation is none of these."""


@invariant(
    9,
    "No outcome without one of the five values for each allegation; “malicious” needs disproof and evidence of intent.",
    "KCSIE Part four",
)
def found_of_each(seen: Seen) -> Iterator[Verdict]:
    if seen.state("main") in (OUTCOME.key, NO_FURTHER_ACTION.key):
        yield verdict(
            not seen.file.answer("findings"), "There is an outcome, and nothing was found of the allegations."
        )
    for entry in seen.answering("findings"):
        found: dict[str, str] = entry.said["answers"]["findings"]
        wrong = not found or set(found.values()) - FIVE
        malicious = "malicious" in found.values() and not entry.said["answers"].get("malice")
        yield verdict(wrong or malicious, f"“{entry.said['action']}” found {found}, or malice without its evidence.")
        if entry in seen.fresh and entry is seen.done()[-1]:
            each = set(found) == set(seen.file.allegation_ids())
            yield verdict(
                not each, f"“{entry.said['action']}” did not find something of each allegation, and only those."
            )


@invariant(
    10,
    "No hearing letter without consequences, list of evidence, words on the companion, and the notice of the school.",
    "Acas Code 9 to 12; ERA 1999 s10",
    at_end=True,
    elsewhere="The invitation as a PDF: tests/letters_desk.",
)
def invited_properly(seen: Seen) -> Iterator[Verdict]:
    issued = [one for one in seen.entries if one.event == "letter_issued" and one.said["key"] == "L9"]
    for entry in issued:
        arranged = [one for one in seen.done("set-hearing") if one.number < entry.number][-1]
        said = arranged.said["answers"]
        yield verdict(not (said["worst_outcome"] and said["hearing_papers"]), "It lacks consequences or evidence.")
        moved = [one for one in seen.done("postpone-hearing") if arranged.number < one.number < entry.number]
        notice = int(seen.file.setting("hearing.notice_working_days"))
        first = working_days_after(local(entry.at).date(), notice)
        before = [one for one in issued if arranged.number < one.number < entry.number]
        short = not (moved or before) and local(datetime.fromisoformat(said["hearing_at"])).date() < first
        yield verdict(short, "The invitation to the hearing gave too short a notice.")
    for row in seen.file.letters:
        if row.key == "L9" and row.status != "withdrawn" and (text := printed(seen, row)):
            yield verdict("right to be accompanied" not in text, "The invitation does not speak of a companion.")


@invariant(
    11, "No sanction without a right of appeal; nobody who heard the case hears the appeal.", "Acas Code 26 and 27"
)
def may_be_appealed(seen: Seen) -> Iterator[Verdict]:
    for entry in seen.answering("sanction"):
        if entry.said["answers"]["sanction"] in SANCTIONS:
            runs = [one for one in seen.file.clocks if one.key == "appeal" and one.started_at == entry.at]
            yield verdict(not runs, "A sanction was given, and no time to appeal runs from it.")
    if appealed := seen.file.held_by(roles.APPEAL_HEARER, ever=True):
        both = appealed & seen.file.held_by(roles.HEARER, ever=True)
        yield verdict(both, f"{names(seen, both)} heard the case and hears the appeal.")


@invariant(
    12,
    "No reference says anything that was not substantiated, or of a low-level concern.",
    "KCSIE Part four, references",
)
def references_are_safe(seen: Seen) -> Iterator[Verdict]:
    for entry in seen.done("record-reference-request", fresh=True):
        told = set(entry.said["answers"]["reference_matters"]) - {"none"}
        findings: dict[str, str] = seen.latest("findings", entry) or {}
        proved = {code for one, code in seen.file.breaches() if findings.get(one) == "substantiated"}
        may = proved if _harmful(seen, entry) and seen.latest("appeal_outcome", entry) != "overturned" else set()
        yield verdict(told - may, f"A reference speaks of {told - may}, which it must not.")


def _harmful(seen: Seen, entry: Entry) -> bool:
    lado = seen.latest("lado_threshold", entry)
    answers = [seen.latest(key, entry) for key in HARM_KEYS]
    return bool(lado == "yes" or (lado != "no" and "yes" in answers))


@invariant(23, "A lower severity or route needs a reason and a second person.", "Domain note 8")
def lowered_by_two(seen: Seen) -> Iterator[Verdict]:
    for earlier, later in _lowered(seen):
        said = later.said["answers"]
        yield verdict(not said.get("triage_reasons"), f"Severity fell from {earlier} without a reason.")
        agreed = [one for one in seen.done("agree-lower-severity", "agree-closing") if one.number > later.number]
        alone = seen.state("main") == "closed" and not {one.said["actor"] for one in agreed} - {later.said["actor"]}
        yield verdict(alone, "A case was closed whose severity one person lowered alone.")
    graded: str | None = None
    for entry in seen.done():
        moved = {move["track"]: move["state_to"] for move in entry.said["moves"]}
        if entry.said["action"] in LOWER_ROUTES and graded:
            waits = graded in ("grade-due", "grade-proposed")
            yield verdict(waits, "The lower route was taken, and no second person agreed to the lower severity.")
        graded = moved.get("grade", graded)


def _lowered(seen: Seen) -> Iterator[tuple[int, Entry]]:
    before: Any = None
    for entry in seen.answering("severity"):
        given = int(entry.said["answers"]["severity"])
        if before is not None and given < before:
            yield before, entry
        before = given
