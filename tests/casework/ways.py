"""The way of a case to every place where it can stand, through real transitions only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from casework.answers import (
    BREACHED,
    REASONS,
    Answers,
    advice,
    alternative,
    appeal,
    closing,
    dbs,
    decision,
    hearing,
    judged,
    just_now,
    leaving,
    merged,
    no_harm,
    police,
    suspension,
    today,
    tra,
)

if TYPE_CHECKING:
    from casework.town import Town

Step = tuple[str, str, Callable[["Town"], Answers]]


def _say(**answers: Any) -> Callable[[Town], Answers]:
    return lambda _town: answers


def _low_level(_town: Town) -> Answers:
    said = {"words_spoken": "Do not.", "subject_view": "I see.", "expectation": "None of it.", "why_enough": "Minor."}
    return {**said, "pattern_reason": "Each was minor, and they are not alike."}


def _nothing_more(_town: Town) -> Answers:
    return {"findings": "unfounded", "no_action_reasons": "There was no such post."}


def _investigate(town: Town) -> Answers:
    return {"investigator": town.cast.ian.id, "terms": "Establish what was posted."}


def _report_facts(_town: Town) -> Answers:
    return {"report_facts": "F", "report_evidence": "E1", "report_mitigation": "M", "report_view": "yes"}


def _held(town: Town) -> Answers:
    return {"heard_at": just_now(town), "heard_present": "All", "subject_attended": "yes", "heard_notes": "Notes"}


def _refer(town: Town) -> Answers:
    return {
        "lado_contact": "Lee Adams",
        "lado_at": just_now(town),
        "lado_adult_aware": "no",
        "lado_done": "Nothing yet.",
    }


def _appealed(town: Town) -> Answers:
    return {"appeal_received": today(town), "appeal_grounds": "Too hard."}


def _no_police(town: Town) -> Answers:
    return {"no_police_adviser": "Lee Adams", "no_police_reasons": REASONS, "police_reader": town.cast.ada.id}


def _no_lado(town: Town) -> Answers:
    return {"no_lado_adviser": "Dora Sewell", "no_lado_reasons": REASONS, "lado_reader": town.cast.ada.id}


def _checked(town: Town) -> Answers:
    return {
        "reporter_check": "first",
        "reporter_check_at": just_now(town),
        "reporter_treated": "no",
        "reporter_check_notes": "She is well.",
    }


def _grievance(town: Town) -> Answers:
    return {"grievance_on": today(town), "grievance_about": "The workload.", "grievance_reasons": "It is about this."}


def _escalated(town: Town) -> Answers:
    return {"escalate_to": town.cast.carol.id, "escalation_actions": "The LADO was asked."}


def _lifted(town: Town) -> Answers:
    said = {"lift_reasons": "Not needed now.", "return_plan": "On Monday."}
    return {"no_interest": True, "lifted_from": today(town), **said}


def _answered(_town: Town) -> Answers:
    return {"escalation_interest": "no", "escalation_answer": "noted", "escalation_words": "Thank you."}


_MERGING: tuple[Step, ...] = (("", "issue", _say()), ("helen", "merge", merged))


FIRST: Mapping[str, Answers] = {
    "ico-carried": {"categories": ["IM-1"]},
    "disclosure-carried": {"categories": ["WB-1"]},
}
"""What is reported where the way to a state begins with a report of its own kind."""


WAYS: Mapping[str, tuple[str, tuple[Step, ...]]] = {
    "received": ("", ()),
    "triage": ("received", (("helen", "triage", lambda _t: no_harm()),)),
    "low-level": ("triage", (("helen", "take-low-level-action", _low_level),)),
    "no-further-action": ("triage", (("helen", "take-no-further-action", _nothing_more),)),
    "redirected": (
        "triage",
        (("helen", "redirect", _say(redirected_to="grievance", redirect_reasons="It is a grievance.")),),
    ),
    "grade-due": ("received", (("helen", "triage", lambda _t: no_harm(severity="2")),)),
    "grade-proposed": (
        "grade-due",
        (
            (
                "helen",
                "propose-lower-severity",
                lambda t: {"lower_reasons": REASONS, "grade_reader": t.cast.ada.id},
            ),
        ),
    ),
    "grade-agreed": ("grade-proposed", (("ada", "agree-lower-severity", _say(grade_agreed=True)),)),
    "grade-kept": (
        "grade-due",
        (("helen", "judge-again", lambda _t: judged(severity="3")),),
    ),
    "seal-proposed": (
        "received",
        (("helen", "propose-sealing", lambda t: {"seal_reasons": REASONS, "seal_keeper": t.cast.dsl.id}),),
    ),
    "sealed": ("seal-proposed", (("dsl", "agree-sealing", _say(seal_agreed=True)),)),
    "whom-to-let-in": (
        "sealed",
        (("helen", "propose-to-let-in", lambda t: {"proposed_to_let_in": [t.cast.ada.id], "let_in_why": REASONS}),),
    ),
    "unsealing-proposed": ("sealed", (("helen", "propose-unsealing", _say(unseal_reasons=REASONS)),)),
    "seal-handed": (
        "whom-to-let-in",
        (
            ("dsl", "agree-to-let-in", lambda t: {"let_in": [t.cast.ada.id]}),
            ("helen", "name-new-keeper", lambda t: {"new_keeper": t.cast.ada.id, "new_keeper_why": REASONS}),
        ),
    ),
    "unsealed": ("unsealing-proposed", (("dsl", "agree-unsealing", _say(unseal_agreed=True)),)),
    "merged": ("received", _MERGING),
    "ico-carried": ("received", _MERGING),
    "disclosure-carried": ("received", _MERGING),
    "external-hold": ("triage", (("helen", "hold", _say(hold_reasons="For the LADO.")),)),
    "investigation": ("triage", (("helen", "open-investigation", _investigate),)),
    "case-to-answer": ("investigation", (("ian", "submit-report", _report_facts),)),
    "hearing-set": ("case-to-answer", (("helen", "set-hearing", hearing),)),
    "heard": (
        "hearing-set",
        (("", "issue", _say()), ("", "forward", _say(days=21)), ("hearer", "record-hearing", _held)),
    ),
    "outcome": ("heard", (("hearer", "decide", decision),)),
    "appeal": ("outcome", (("helen", "lodge-appeal", _appealed),)),
    "appeal-set": ("appeal", (("helen", "set-appeal-hearing", appeal),)),
    "lado-due": ("received", (("helen", "triage", lambda _t: no_harm(harm_risk="unsure")),)),
    "lado-not-due": ("received", (("helen", "triage", lambda _t: no_harm(breaches=["AL-1"])),)),
    "lado-not-proposed": ("lado-not-due", (("helen", "propose-no-lado-referral", _no_lado),)),
    "lado-not-referred": (
        "lado-not-proposed",
        (("ada", "agree-no-lado-referral", _say(no_lado_agreed=True)),),
    ),
    "lado-referred": ("lado-due", (("helen", "refer-to-lado", _refer),)),
    "lado-advised": ("lado-referred", (("helen", "log-lado-advice", advice),)),
    "lado-ended": (
        "lado-advised",
        (("helen", "end-lado", _say(lado_ended_with="Lee Adams", lado_ended_reasons="Nothing more.")),),
    ),
    "police-active": ("triage", (("helen", "report-to-police", police),)),
    "police-released": (
        "police-active",
        (
            (
                "helen",
                "log-police-release",
                lambda t: {
                    "police_officer": "PC Bell",
                    "released_at": just_now(t),
                    "release_terms": "All.",
                    "release_statements": "yes",
                },
            ),
        ),
    ),
    "police-charged": (
        "police-active",
        (("helen", "record-charge", lambda t: {"charged_on": today(t), "charge": "Harassment."}),),
    ),
    "police-ended": (
        "police-active",
        (
            (
                "helen",
                "record-police-outcome",
                lambda t: {
                    "police_outcome": "nfa",
                    "police_ended_on": today(t),
                    "police_outcome_notes": "Nothing more.",
                },
            ),
        ),
    ),
    "police-due": ("received", (("helen", "triage", lambda _t: no_harm(serious=["crime"])),)),
    "police-not-proposed": ("police-due", (("helen", "propose-no-police-report", _no_police),)),
    "police-not-reported": (
        "police-not-proposed",
        (("ada", "agree-no-police-report", _say(no_police_agreed=True)),),
    ),
    "tra-due": ("triage", (("helen", "record-leaving", leaving),)),
    "tra-proposed": ("tra-due", (("helen", "propose-tra-decision", tra),)),
    "tra-referred": ("tra-proposed", (("ada", "agree-tra-referral", _say(tra_agreed=True)),)),
    "tra-not-referred": (
        "tra-due",
        (
            (
                "helen",
                "propose-tra-decision",
                lambda t: tra(t, tra_serious="no", tra_decision="not-refer", tra_reasons=REASONS),
            ),
            ("ada", "agree-no-tra-referral", _say(tra_agreed=True)),
        ),
    ),
    "ico-assessing": ("received", (("helen", "triage", lambda _t: no_harm(breaches=["IM-1"])),)),
    "ico-reportable": (
        "ico-assessing",
        (
            ("helen", "bring-in-dpo", lambda t: {"data_officer": t.cast.dpo.id, "data_officer_why": "A data breach."}),
            ("dpo", "find-breach-reportable", lambda _t: {**BREACHED, "ico_consequences": "C", "ico_high_risk": "yes"}),
        ),
    ),
    "ico-notified": (
        "ico-reportable",
        (
            ("", "issue", _say()),
            ("dpo", "record-ico-report", lambda t: {"ico_reported_at": just_now(t), "ico_reference": "IC-1"}),
            ("dpo", "tell-affected", lambda t: {"affected_told_at": just_now(t), "affected_told_how": "By telephone."}),
        ),
    ),
    "ico-ended": (
        "ico-notified",
        (("dpo", "record-ico-reply", lambda t: {"ico_replied_on": today(t), "ico_reply": "No further action."}),),
    ),
    "ico-not-reportable": (
        "ico-assessing",
        (
            ("helen", "bring-in-dpo", lambda t: {"data_officer": t.cast.dpo.id, "data_officer_why": "A data breach."}),
            (
                "dpo",
                "find-breach-not-reportable",
                lambda _t: (
                    {key: BREACHED[key] for key in ("ico_nature", "ico_people", "ico_measures")}
                    | {"ico_not_reasons": REASONS}
                ),
            ),
        ),
    ),
    "alternative-duties": ("triage", (("helen", "arrange-alternative", alternative),)),
    "suspended": ("triage", (("helen", "suspend", suspension),)),
    "suspension-ended": (
        "suspended",
        (
            (
                "helen",
                "ask-governing-body",
                lambda t: {"governor_acting": t.cast.governors[6].id, "governor_acting_why": "To end it, minute 4."},
            ),
            (
                "lifter",
                "lift-suspension",
                _lifted,
            ),
        ),
    ),
    "welfare-open": (
        "triage",
        (("helen", "tell-subject", _say(support_contact="Ada Price, 01632 960111", told_how="In a meeting.")),),
    ),
    "welfare-ended": ("welfare-open", (("helen", "end-welfare", _say(welfare_ended="They do not want it.")),)),
    "reporter-care-open": ("triage", (("helen", "protect-reporter", _say(protect_why="They work together.")),)),
    "reporter-care-ended": (
        "reporter-care-open",
        (
            ("helen", "check-on-reporter", _checked),
            (
                "helen",
                "end-reporter-care",
                _say(reporter_care_ended="declined", reporter_care_notes="She wants no more."),
            ),
        ),
    ),
    "disclosure-due": ("received", (("helen", "triage", lambda _t: no_harm(breaches=["WB-1"])),)),
    "protected": (
        "disclosure-due",
        (("helen", "find-disclosure-protected", _say(disclosure_adviser="Ada Price", disclosure_reasons="It is.")),),
    ),
    "not-protected": (
        "disclosure-due",
        (
            (
                "helen",
                "find-disclosure-not-protected",
                _say(disclosure_adviser="Ada Price", disclosure_reasons="It is not."),
            ),
        ),
    ),
    "grievance-beside": ("triage", (("helen", "go-on-beside-grievance", _grievance),)),
    "grievance-pauses": ("triage", (("helen", "wait-for-grievance", _grievance),)),
    "grievance-ended": (
        "grievance-pauses",
        (("helen", "end-grievance", lambda t: {"grievance_ended_on": today(t), "grievance_outcome": "Not upheld."}),),
    ),
    "concluded": (
        "triage",
        (
            ("helen", "record-leaving", lambda t: leaving(t, leaving="died")),
            ("helen", "conclude-record", _say(concluded_summary="It was not established.")),
        ),
    ),
    "dbs-due": ("triage", (("helen", "record-leaving", leaving),)),
    "dbs-proposed": ("dbs-due", (("helen", "propose-dbs-decision", dbs),)),
    "dbs-referred": ("dbs-proposed", (("ada", "agree-dbs-referral", _say(dbs_agreed=True)),)),
    "dbs-not-referred": (
        "dbs-due",
        (
            (
                "helen",
                "propose-dbs-decision",
                lambda t: dbs(
                    t,
                    dbs_harm=["none"],
                    dbs_removed="no",
                    dbs_decision="not-refer",
                    dbs_reasons="We thought about it. " * 12,
                ),
            ),
            ("ada", "agree-no-dbs-referral", _say(dbs_agreed=True)),
        ),
    ),
    "escalation-due": ("received", (("helen", "triage", lambda _t: no_harm(serious=["gross"])),)),
    "escalated": ("escalation-due", (("helen", "escalate", _escalated),)),
    "escalation-noted": ("escalated", (("carol", "note-escalation", _answered),)),
    "closing-proposed": ("no-further-action", (("", "issue", _say()), ("helen", "propose-closing", closing))),
    "closing-sent-back": (
        "closing-proposed",
        (("ada", "send-back-closing", _say(closing_objection="Say more.")),),
    ),
    "closed": ("closing-proposed", (("", "issue", _say()), ("ada", "agree-closing", _say(closing_agreed=True)))),
    "closing-agreed": ("closed", ()),
    "reopened": (
        "closed",
        (("helen", "reopen", _say(reopen_ground="evidence", reopen_reasons="A new post.")),),
    ),
    "appeal-decided": (
        "appeal-set",
        (
            ("", "issue", _say()),
            ("", "forward", _say(days=11)),
            (
                "appeal_hearer",
                "decide-appeal",
                _say(no_interest=True, appeal_outcome="upheld", appeal_reasons="It was fair."),
            ),
        ),
    ),
}
