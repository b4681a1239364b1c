"""The clocks: what starts each, how long it runs, what meets it, and where the rule comes from."""

from caseflow.lifecycle.terms import Answers, CaseFacts, Deadline, Unit
from caseflow.procedure.choices import DISMISSAL, WARNINGS, WOULD_HAVE_DISMISSED
from caseflow.procedure.dbs import AGREE_NO_REFERRAL, AGREE_REFERRAL, PROPOSE_DBS, SEND_BACK_DBS
from caseflow.procedure.ending import RECORD_LEAVING, REOPEN
from caseflow.procedure.escalation import ESCALATE
from caseflow.procedure.guards import threshold_met
from caseflow.procedure.hearing import DECIDE, HOLD_HEARING, LODGE_APPEAL, POSTPONE_HEARING, SET_HEARING
from caseflow.procedure.investigating import (
    EXTEND_INVESTIGATION,
    OPEN_INVESTIGATION,
    RESUME_INVESTIGATION,
    SUBMIT_REPORT,
)
from caseflow.procedure.lado import LOG_LADO_ADVICE, REFER_TO_LADO
from caseflow.procedure.places import DBS, DBS_DUE, DBS_PROPOSED, ESCALATION, ESCALATION_DUE, LADO, LADO_DUE
from caseflow.procedure.police import (
    END_POLICE,
    LOG_POLICE_CONTACT,
    LOG_POLICE_RELEASE,
    RECORD_CHARGE,
    REPORT_TO_POLICE,
)
from caseflow.procedure.reporting import (
    HOLD,
    REDIRECT,
    REPORT,
    TAKE_LOW_LEVEL_ACTION,
    TAKE_NO_FURTHER_ACTION,
    TRIAGE_CASE,
)


def _may_be_appealed(_case: CaseFacts, answers: Answers) -> bool:
    return answers.get("sanction") in (*WARNINGS, DISMISSAL)


def _removes(case: CaseFacts, answers: Answers) -> bool:
    return answers.get("sanction") in (DISMISSAL, WOULD_HAVE_DISMISSED) and _dbs_is_open(case)


def _leaves(case: CaseFacts, answers: Answers) -> bool:
    return answers.get("leaving") != "died" and _dbs_is_open(case)


def _dbs_is_open(case: CaseFacts) -> bool:
    return case.at(DBS) in (DBS_DUE.key, DBS_PROPOSED.key)


def _lado_is_due(case: CaseFacts, _answers: Answers) -> bool:
    return case.at(LADO) == LADO_DUE.key and case.when(REOPEN.key) is None


def _lado_is_due_again(case: CaseFacts, _answers: Answers) -> bool:
    return case.at(LADO) == LADO_DUE.key and case.when(REOPEN.key) is not None


def _below_threshold(case: CaseFacts, _answers: Answers) -> bool:
    return not threshold_met(case)


DEADLINES = (
    Deadline(
        "acknowledge",
        "Acknowledge the report",
        Unit.WORKING_DAYS,
        "acknowledge.working_days",
        starts=(REPORT,),
        met_by_letters=("L1",),
        source="Local procedure",
    ),
    Deadline(
        "triage",
        "Triage the report",
        Unit.WORKING_DAYS,
        "triage.working_days",
        starts=(REPORT, REOPEN),
        met_by=(TRIAGE_CASE, OPEN_INVESTIGATION),
        source="So that the LADO can hear within one working day",
    ),
    Deadline(
        "lado-contact",
        "Speak to the LADO",
        Unit.WORKING_DAYS,
        "lado.working_days",
        starts=(TRIAGE_CASE,),
        since="report",
        met_by=(REFER_TO_LADO, LOG_LADO_ADVICE),
        when=_lado_is_due,
        source="KCSIE Part four; local safeguarding procedures",
    ),
    Deadline(
        "lado-contact-again",
        "Speak to the LADO: the case was reopened",
        Unit.WORKING_DAYS,
        "lado.working_days",
        starts=(TRIAGE_CASE,),
        since="reopen",
        met_by=(REFER_TO_LADO, LOG_LADO_ADVICE),
        when=_lado_is_due_again,
        source="KCSIE Part four; local safeguarding procedures",
    ),
    Deadline(
        "escalation",
        "Tell the governing body of a serious breach",
        Unit.WORKING_DAYS,
        "escalation.working_days",
        starts=(TRIAGE_CASE,),
        met_by=(ESCALATE,),
        when=lambda case, _answers: case.at(ESCALATION) == ESCALATION_DUE.key,
        source="Policy, responsibilities",
    ),
    Deadline(
        "low-level-action",
        "Act on a concern below the threshold",
        Unit.WORKING_DAYS,
        "low_level.working_days",
        starts=(TRIAGE_CASE,),
        met_by=(
            TAKE_LOW_LEVEL_ACTION,
            TAKE_NO_FURTHER_ACTION,
            REDIRECT,
            OPEN_INVESTIGATION,
            HOLD,
            REPORT_TO_POLICE,
        ),
        when=_below_threshold,
        source="KCSIE Part four: three working days where no formal action is needed",
    ),
    Deadline(
        "police-review",
        "First review with the police",
        Unit.CALENDAR_DAYS,
        "police.first_review_days",
        starts=(REPORT_TO_POLICE,),
        met_by=(LOG_POLICE_CONTACT, LOG_POLICE_RELEASE, RECORD_CHARGE, END_POLICE),
        source="KCSIE Part four: no later than four weeks after the initial evaluation",
    ),
    Deadline(
        "police-review-again",
        "Further review with the police",
        Unit.CALENDAR_DAYS,
        "police.review_days",
        starts=(LOG_POLICE_CONTACT, RECORD_CHARGE),
        met_by=(LOG_POLICE_RELEASE, LOG_POLICE_CONTACT, RECORD_CHARGE, END_POLICE),
        source="KCSIE Part four: then fortnightly",
    ),
    Deadline(
        "investigation",
        "Complete the investigation",
        Unit.WORKING_DAYS,
        "investigation.working_days",
        starts=(OPEN_INVESTIGATION, RESUME_INVESTIGATION),
        met_by=(SUBMIT_REPORT, HOLD, REPORT_TO_POLICE),
        moved_by=((EXTEND_INVESTIGATION, "investigation_due"),),
        counted_in="local.counted_in",
        pausable=True,
        source="Local procedure",
    ),
    Deadline(
        "hearing",
        "Hold the hearing",
        Unit.AT,
        "hearing_at",
        starts=(SET_HEARING,),
        met_by=(HOLD_HEARING, HOLD, REPORT_TO_POLICE),
        moved_by=((POSTPONE_HEARING, "postponed_to"),),
        source="The invitation, letter L9",
    ),
    Deadline(
        "outcome-letter",
        "Write to the person with the outcome",
        Unit.WORKING_DAYS,
        "decision.working_days",
        starts=(DECIDE,),
        met_by_letters=("L10", "L12", "L13"),
        counted_in="local.counted_in",
        pausable=True,
        source="Acas Code 18: without unreasonable delay",
    ),
    Deadline(
        "appeal",
        "Last day for an appeal",
        Unit.WORKING_DAYS,
        "appeal.working_days",
        starts=(DECIDE,),
        met_by=(LODGE_APPEAL,),
        lapses=True,
        when=_may_be_appealed,
        source="Local procedure; Acas Code 26",
    ),
    Deadline(
        "dbs-decision",
        "Decide on a referral to the DBS",
        Unit.WORKING_DAYS,
        "dbs.working_days",
        starts=(DECIDE,),
        met_by=(AGREE_REFERRAL, AGREE_NO_REFERRAL),
        when=_removes,
        source="SVGA 2006 s35",
    ),
    Deadline(
        "dbs-after-leaving",
        "Decide on a referral to the DBS: the person has left",
        Unit.AT,
        "last_day",
        starts=(RECORD_LEAVING,),
        met_by=(AGREE_REFERRAL, AGREE_NO_REFERRAL),
        moved_by=((RECORD_LEAVING, "last_day"),),
        when=_leaves,
        source="SVGA 2006 s35; resignation included",
    ),
    Deadline(
        "dbs-second-reader",
        "Agree the DBS decision, or send it back",
        Unit.WORKING_DAYS,
        "dbs.working_days",
        starts=(PROPOSE_DBS,),
        met_by=(AGREE_REFERRAL, AGREE_NO_REFERRAL, SEND_BACK_DBS),
        source="Two-person rule",
    ),
)
BY_KEY = {deadline.key: deadline for deadline in DEADLINES}
