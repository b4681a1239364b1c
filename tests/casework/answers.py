"""What is answered, step by step, where a story needs nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from caseflow.lifecycle.days import LONDON, local, working_days_after
from caseflow.procedure.exceptions import EXCUSES

if TYPE_CHECKING:
    from casework.town import Town

Answers = Mapping[str, Any]


def no_harm(**but: str) -> dict[str, Any]:
    """A triage that finds no harm test met, or those named, and that nothing excuses the breaches it chooses."""
    tests = dict.fromkeys(("harm_harmed", "harm_offence", "harm_risk", "harm_suitability"), "no")
    chosen = set(but.get("breaches", ()))
    excuses = {
        one.fact.key: "no" if one.excused_by == "yes" else "yes" for one in EXCUSES if chosen & set(one.breaches)
    }
    return {
        **tests,
        **excuses,
        "no_conflict": True,
        "teacher": "yes",
        "power_over_reporter": "no",
        "breaches": ["AB-1"],
        "severity": "3",
        "triage_reasons": "A public post.",
        "serious": ["none"],
        **but,
    }


def judged(**but: Any) -> dict[str, Any]:
    """The case judged again, with what is new."""
    said = no_harm(**but)
    del said["no_conflict"]
    return {"new_facts": "The post was seen by fewer people.", **said}


REPORTED: Answers = {
    "subject": "Quentin Reed",
    "categories": ["AB-1"],
    "account": "I saw a public post about the trip that makes fun of pupils.",
    "image_gate": "no",
}


def just_now(town: Town, **ago: float) -> datetime:
    """Five minutes ago, or as long ago as is said."""
    return town.clock() - timedelta(**(ago or {"minutes": 5}))


def today(town: Town) -> str:
    """The day it is in the story."""
    return local(town.clock()).date().isoformat()


def hearing(town: Town, **but: Any) -> dict[str, Any]:
    """A hearing as it is arranged: eleven working days from today, before three governors."""
    day = working_days_after(local(town.clock()).date(), 11)
    return {
        "case_reasons": "The report shows it.",
        "hearing_at": datetime(day.year, day.month, day.day, 10, tzinfo=LONDON),
        "hearing_place": "The library",
        "worst_outcome": "dismissal",
        "hearers": [one.id for one in town.cast.governors[:3]],
        "hearing_papers": "The report",
        **but,
    }


def decision(_town: Town, **but: Any) -> dict[str, Any]:
    """A final warning, with a finding on each allegation."""
    return {
        "no_interest": True,
        "findings": "substantiated",
        "decision_reasons": "The post was public.",
        "sanction": "final-warning",
        "improvement": "No posts of pupils, from today.",
        **but,
    }


def advice(town: Town, **but: Any) -> dict[str, Any]:
    """The LADO's advice to go on."""
    return {
        "advice_from": "Lee Adams",
        "advice_at": just_now(town),
        "advice": "Go on.",
        "lado_threshold": "no",
        "lado_interviews": "yes",
        "lado_telling": "yes",
        "lado_parents": "yes",
        **but,
    }


def dbs(town: Town, **but: Any) -> dict[str, Any]:
    """A decision to refer to the DBS, both limbs met."""
    return {
        "dbs_regulated": "yes",
        "dbs_removed": "yes",
        "dbs_harm": ["harm"],
        "dbs_agencies": "no",
        "dbs_adviser": "Ada Price, today",
        "dbs_decision": "refer",
        "dbs_reasons": "Both limbs are met.",
        "second_reader": town.cast.ada.id,
        **but,
    }


def tra(town: Town, **but: Any) -> dict[str, Any]:
    """A decision to refer to the TRA."""
    return {
        "tra_ceased": "yes",
        "tra_serious": "yes",
        "tra_dbs_told": "due",
        "tra_adviser": "Ada Price, today",
        "tra_decision": "refer",
        "tra_reasons": "It is serious.",
        "tra_reader": town.cast.ada.id,
        **but,
    }


def suspension(town: Town, **but: Any) -> dict[str, Any]:
    """A suspension with two alternatives rejected, to be reviewed in two weeks."""
    return {
        "alternatives": ["redeploy", "supervise"],
        "alternatives_rejected": "Neither keeps him from pupils.",
        "suspension_reasons": "The pupils are at risk.",
        "suspension_lado": "not-asked",
        "suspended_by": "headteacher",
        "suspended_at": town.clock(),
        "support_contact": "Ada Price, 01632 960111",
        "suspension_limits": "Not on the site.",
        "suspension_review": (local(town.clock()) + timedelta(days=14)).date().isoformat(),
        "suspension_counterpart": "Carol Whitfield, at once",
        **but,
    }


def alternative(town: Town, **but: Any) -> dict[str, Any]:
    """Other duties instead of suspension."""
    kept = ("support_contact", "suspension_limits", "suspension_review")
    return {"alternative_chosen": "In the office.", **{key: suspension(town)[key] for key in kept}, **but}


BREACHED: Answers = {
    "ico_nature": "A list.",
    "ico_people": "24 pupils",
    "ico_measures": "Taken down.",
    "ico_reasons": "It was public.",
}


REASONS = "We thought about it. " * 12


def leaving(town: Town, **but: Any) -> dict[str, Any]:
    """A resignation with effect from today."""
    return {
        "leaving": "resigned",
        "leaving_notice": today(town),
        "last_day": today(town),
        "settlement": "no",
        **but,
    }


def closing(town: Town, **but: Any) -> dict[str, Any]:
    """A proposal to close, to be agreed by the HR adviser."""
    return {
        "closing_summary": "Alleged, found, done.",
        "lesson_kinds": ["none"],
        "sexual_abuse": "no",
        "retention": "allegation",
        "second_reader": town.cast.ada.id,
        **but,
    }


def police(town: Town) -> dict[str, Any]:
    """A report to the police."""
    return {"police_officer": "PC Bell", "police_at": just_now(town), "police_facts": "What was posted."}


def appeal(town: Town, **but: Any) -> dict[str, Any]:
    """An appeal hearing before three others."""
    at = town.clock() + timedelta(days=10)
    return {
        "appeal_at": at,
        "appeal_place": "The hall",
        "appeal_hearers": [one.id for one in town.cast.governors[3:6]],
        **but,
    }


def merged(town: Town, **but: Any) -> dict[str, Any]:
    """A merger into a second report of the same matter, made now by somebody else."""
    return {
        "merged_into": town.id_of(town.report(town.cast.dsl)),
        "same_matter": True,
        "merge_news": "no",
        "merge_reasons": "It is the same post.",
        **but,
    }
