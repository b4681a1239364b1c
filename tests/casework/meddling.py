"""How each invariant can be broken: a sound case, and what somebody might do to its rows or its journal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from casework.answers import advice, judged
from casework.invariants.seen import Seen
from casework.test_taking_on import TAKEN, leaves, opened
from casework.town import Town

from caseflow.casework import notices, people
from caseflow.casework.journal import Entry
from caseflow.procedure import roles
from caseflow.records import EvidenceRecord


@dataclass(frozen=True)
class Meddled:
    """A case as it begins, and what is done to it."""

    number: int
    begin: Callable[[Town], str]
    meddle: Callable[[Town, Seen], None]


MEDDLED: list[Meddled] = []


def meddled(number: int, begin: str | Callable[[Town], str]) -> Callable[[Callable[[Town, Seen], None]], Any]:
    """Put what the function below does among them; `begin` is a state, or a way to a case."""
    way = begin if callable(begin) else lambda school: school.at(begin)
    return lambda meddle: MEDDLED.append(Meddled(number, way, meddle)) or meddle


def said(seen: Seen, action: str) -> dict[str, Any]:
    """The answers of the newest entry of a transition."""
    return seen.done(action)[-1].said["answers"]


def about_the_head(school: Town) -> str:
    return school.report(subject="Helen Marsh")


@meddled(1, about_the_head)
def the_head_manages_it(school: Town, seen: Seen) -> None:
    seen.file.give(roles.SECOND_READER, school.cast.helen.id)


@meddled(1, about_the_head)
def the_head_is_told(school: Town, seen: Seen) -> None:
    notices.queue(seen.file, school.cast.helen.id, "report")
    seen.desk.session.flush()


@meddled(2, "received")
def the_reporter_investigates(school: Town, seen: Seen) -> None:
    seen.file.give(roles.INVESTIGATOR, school.cast.rosa.id)


@meddled(2, "triage")
def the_reporter_triages(school: Town, seen: Seen) -> None:
    seen.done("triage")[-1].said["actor"] = school.cast.rosa.id


@meddled(3, "heard")
def the_investigator_hears_it(school: Town, seen: Seen) -> None:
    seen.file.give(roles.HEARER, school.cast.ian.id)


@meddled(3, "heard")
def a_governor_read_it_before(school: Town, seen: Seen) -> None:
    seen.entries[0] = Entry(1, 1, seen.entries[0].at, "read", {"actor": school.cast.governors[0].id})


@meddled(3, "hearing-set")
def the_manager_may_dismiss(school: Town, seen: Seen) -> None:
    said(seen, "set-hearing")["hearers"].append(school.cast.helen.id)


@meddled(4, "lado-due")
def no_clock_waits_for_the_lado(_school: Town, seen: Seen) -> None:
    seen.file.clocks[:] = [one for one in seen.file.clocks if one.key != "lado-contact"]


@meddled(4, "lado-due")
def the_lado_may_wait_a_week(_school: Town, seen: Seen) -> None:
    clock = next(one for one in seen.file.clocks if one.key == "lado-contact")
    clock.first_due_at += timedelta(days=5)


@meddled(4, "lado-due")
def nobody_says_that_it_was_missed(_school: Town, seen: Seen) -> None:
    seen.memory.time_passed_at = seen.desk.now + timedelta(days=20)


def new_facts(school: Town) -> str:
    reference = school.at("lado-advised")
    school.do(school.cast.helen, reference, "judge-again", **judged(harm_risk="yes"))
    return reference


@meddled(4, new_facts)
def the_lado_is_not_told_of_new_facts(_school: Town, seen: Seen) -> None:
    seen.done("judge-again")[-1].said["clocks"].clear()


def interviewed(school: Town) -> str:
    reference = school.at("lado-due")
    for who, key, answers in (
        ("helen", "log-lado-advice", advice(school)),
        ("helen", "open-investigation", {"investigator": school.cast.ian.id, "terms": "What was posted."}),
        (
            "ian",
            "record-interview",
            {
                "interview_who": "Quentin Reed",
                "interview_at": school.clock(),
                "interview_notes": "He said so.",
                "interview_agreed": "yes",
            },
        ),
    ):
        school.do(school.who(who), reference, key, **answers)
    return reference


@meddled(5, interviewed)
def it_was_the_day_before(_school: Town, seen: Seen) -> None:
    said(seen, "record-interview")["interview_at"] = (seen.desk.now - timedelta(days=1)).isoformat()


def invited(school: Town) -> str:
    reference = school.at("hearing-set")
    school.issue(reference, "L9")
    return reference


def _happened_before(seen: Seen, track: str, state: str) -> None:
    """As if the case had come to a place before its last letter went out."""
    moves = seen.done("set-hearing")[-1].said["moves"]
    moves.append({"track": track, "state_from": None, "state_to": state})


@meddled(25, invited)
def the_police_led_already(_school: Town, seen: Seen) -> None:
    _happened_before(seen, "police", "police-active")


@meddled(25, invited)
def a_trial_was_awaited_already(_school: Town, seen: Seen) -> None:
    _happened_before(seen, "police", "police-charged")


@meddled(25, invited)
def the_lado_was_not_heard_yet(_school: Town, seen: Seen) -> None:
    _happened_before(seen, "lado", "lado-referred")


@meddled(25, invited)
def the_lado_had_said_no(_school: Town, seen: Seen) -> None:
    said(seen, "triage")["lado_telling"] = "no"


@meddled(25, invited)
def the_hearing_was_off(_school: Town, seen: Seen) -> None:
    _happened_before(seen, "main", "external-hold")


def taken_on(school: Town) -> str:
    reference = school.report()
    school.clock.forward(hours=1)
    leaves(school, school.cast.helen)
    opened(school, school.cast.carol, reference)
    school.do(school.cast.carol, reference, "take-on", **TAKEN)
    return reference


@meddled(26, taken_on)
def whoever_managed_it_is_still_here(school: Town, seen: Seen) -> None:
    helen = school.cast.helen
    people.everyone(seen.desk, school.id)[helen.id] = replace(helen, active=True)


@meddled(26, taken_on)
def somebody_else_took_it_on(school: Town, seen: Seen) -> None:
    seen.done("take-on")[-1].said["actor"] = school.cast.dsl.id


@meddled(26, taken_on)
def whoever_took_it_on_had_investigated_it(school: Town, seen: Seen) -> None:
    seen.file.give(roles.INVESTIGATOR, school.cast.carol.id)


@meddled(26, taken_on)
def nobody_let_them_in(_school: Town, seen: Seen) -> None:
    seen.file.parts[:] = [one for one in seen.file.parts if one.role != "emergency-reader"]
    seen.file._forget_parts()


@meddled(6, "triage")
def a_forbidden_picture_is_kept(_school: Town, seen: Seen) -> None:
    seen.file.evidence.append(EvidenceRecord(number=1, image_flag="unsure", blob="a"))


@meddled(7, "suspended")
def one_alternative_will_do(_school: Town, seen: Seen) -> None:
    said(seen, "suspend")["alternatives"] = ["redeploy"]


@meddled(7, "suspended")
def it_is_reviewed_next_year(_school: Town, seen: Seen) -> None:
    said(seen, "suspend")["suspension_review"] = "2028-01-10"


@meddled(7, "suspended")
def no_letter_is_due(_school: Town, seen: Seen) -> None:
    seen.file.clocks[:] = [one for one in seen.file.clocks if one.key != "suspension-letter"]


@meddled(7, "suspension-ended")
def the_head_lifts_it(school: Town, seen: Seen) -> None:
    seen.done("lift-suspension")[-1].said["actor"] = school.cast.helen.id


@meddled(8, "dbs-due")
def nobody_thinks_of_the_dbs(_school: Town, seen: Seen) -> None:
    del seen.file.positions["dbs"]


@meddled(8, "tra-due")
def nobody_thinks_of_the_tra(_school: Town, seen: Seen) -> None:
    del seen.file.positions["tra"]
