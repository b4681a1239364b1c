"""The clocks: what starts each, how long it runs, what meets it, and where the rule comes from."""

from caseflow.lifecycle.terms import Answers, CaseFacts, Deadline, Unit
from caseflow.procedure import letter_clocks
from caseflow.procedure.care import (
    CHECK_REPORTER,
    END_REPORTER_CARE,
    END_WELFARE,
    FIRST,
    PROTECT_REPORTER,
    RECORD_WELFARE,
    SECOND,
)
from caseflow.procedure.choices import DISMISSAL, WARNINGS, WOULD_HAVE_DISMISSED
from caseflow.procedure.dbs import AGREE_NO_REFERRAL, AGREE_REFERRAL, PROPOSE_DBS, SEND_BACK_DBS, TAKE_BACK_DBS
from caseflow.procedure.disclosure import FIND_NOT_PROTECTED, FIND_PROTECTED
from caseflow.procedure.ending import AGREE_CLOSING, RECORD_LEAVING, REOPEN
from caseflow.procedure.escalation import ESCALATE, NOTE_ESCALATION
from caseflow.procedure.grading import AGREE_LOWER, PROPOSE_LOWER, SEND_BACK_LOWER, TAKE_BACK_LOWER
from caseflow.procedure.guards import threshold_met
from caseflow.procedure.hearing import DECIDE, DECIDE_APPEAL, HOLD_HEARING, LODGE_APPEAL, POSTPONE_HEARING, SET_HEARING
from caseflow.procedure.ico import (
    ASSESS_AGAIN,
    FIND_NOT_REPORTABLE,
    FIND_REPORTABLE,
    RECORD_BREACH,
    RECORD_ICO_REPORT,
    TELL_AFFECTED,
)
from caseflow.procedure.investigating import (
    EXTEND_INVESTIGATION,
    OPEN_INVESTIGATION,
    RESUME_INVESTIGATION,
    SUBMIT_REPORT,
    TELL_SUBJECT,
)
from caseflow.procedure.joining import MERGE, TAKE_IN
from caseflow.procedure.lado import LOG_LADO_ADVICE, REFER_TO_LADO
from caseflow.procedure.life import CONCLUDE
from caseflow.procedure.outcomes import dismissal_set_aside
from caseflow.procedure.places import (
    DBS,
    DBS_DUE,
    DBS_PROPOSED,
    DISCLOSURE,
    DISCLOSURE_DUE,
    ESCALATION,
    ESCALATION_DUE,
    GRADE,
    GRADE_DUE,
    ICO,
    ICO_ASSESSING,
    LADO,
    LADO_DUE,
    POLICE,
    POLICE_DUE,
    REPORTER_CARE,
    REPORTER_CARE_OPEN,
    TRA,
    TRA_DUE,
    TRA_PROPOSED,
)
from caseflow.procedure.police import (
    END_POLICE,
    LOG_POLICE_CONTACT,
    LOG_POLICE_RELEASE,
    RECORD_CHARGE,
    REPORT_TO_POLICE,
)
from caseflow.procedure.police_not import AGREE_NO_POLICE, PROPOSE_NO_POLICE, SEND_BACK_NO_POLICE, TAKE_BACK_NO_POLICE
from caseflow.procedure.reporting import (
    HOLD,
    JUDGE_AGAIN,
    REDIRECT,
    REPORT,
    TAKE_NO_FURTHER_ACTION,
    TRIAGE_CASE,
    TRIAGED,
)
from caseflow.procedure.splitting import OPENINGS, SPLIT_OFF, somebody_to_answer
from caseflow.procedure.suspension import (
    ARRANGE_ALTERNATIVE,
    END_ALTERNATIVE,
    END_WITH_EMPLOYMENT,
    LIFT_SUSPENSION,
    REVIEW_SUSPENSION,
    SUSPEND,
)
from caseflow.procedure.tra import AGREE_NO_TRA, AGREE_TRA, PROPOSE_TRA, SEND_BACK_TRA, TAKE_BACK_TRA


def _may_be_appealed(_case: CaseFacts, answers: Answers) -> bool:
    return answers.get("sanction") in (*WARNINGS, DISMISSAL)


def _removes(case: CaseFacts, answers: Answers) -> bool:
    return _removes_or_sets_aside(case, answers) and _dbs_is_open(case)


def _removes_or_sets_aside(case: CaseFacts, answers: Answers) -> bool:
    """Whether the hearing removes the person from work with children, or the appeal sets a dismissal aside."""
    on_appeal = "appeal_outcome" in answers and dismissal_set_aside(case)
    return on_appeal or answers.get("sanction") in (DISMISSAL, WOULD_HAVE_DISMISSED)


def _leaves(case: CaseFacts, answers: Answers) -> bool:
    return answers.get("leaving") != "died" and _dbs_is_open(case)


def _dbs_is_open(case: CaseFacts) -> bool:
    return case.at(DBS) in (DBS_DUE.key, DBS_PROPOSED.key)


def _tra_is_open(case: CaseFacts) -> bool:
    return case.at(TRA) in (TRA_DUE.key, TRA_PROPOSED.key)


def _teacher_removed(case: CaseFacts, answers: Answers) -> bool:
    return _removes_or_sets_aside(case, answers) and _tra_is_open(case)


def _teacher_leaves(case: CaseFacts, answers: Answers) -> bool:
    return answers.get("leaving") != "died" and _tra_is_open(case)


def _lado_is_due(case: CaseFacts, answers: Answers) -> bool:
    """A harm test is met or in doubt; or a picture is reported that may show a child undressed, which waits for nothing."""
    if answers.get("image_gate") in ("yes", "unsure"):
        return case.at(LADO) is None
    return case.at(LADO) == LADO_DUE.key and case.when(REOPEN.key) is None


def _lado_is_due_again(case: CaseFacts, _answers: Answers) -> bool:
    return case.at(LADO) == LADO_DUE.key and case.when(REOPEN.key) is not None


def _below_threshold(case: CaseFacts, _answers: Answers) -> bool:
    return not threshold_met(case)


def _breach_is_later(case: CaseFacts) -> bool:
    """Whether the 72 hours do not run from the report: a breach was decided on before, or found later."""
    return any(case.when(one.key) for one in (FIND_REPORTABLE, FIND_NOT_REPORTABLE, RECORD_BREACH))


def _lado_is_waited_for(case: CaseFacts) -> bool:
    """Whether a clock runs already by which the LADO is to be spoken to."""
    return any(key.startswith("lado-contact") for key in case.open_clocks())


DEADLINES = (
    Deadline(
        "acknowledge",
        "Acknowledge the report",
        Unit.WORKING_DAYS,
        "acknowledge.working_days",
        starts=(REPORT, SPLIT_OFF),
        met_by_letters=("L1",),
        when=lambda case, _answers: somebody_to_answer(case),
        source="Local procedure",
    ),
    Deadline(
        "triage",
        "Triage the report",
        Unit.WORKING_DAYS,
        "triage.working_days",
        starts=(REPORT, REOPEN, *OPENINGS),
        met_by=(TRIAGE_CASE, OPEN_INVESTIGATION, CONCLUDE, MERGE),
        moved_by=((TAKE_IN, "due_triage"),),
        source="So that the LADO can hear within one working day",
    ),
    Deadline(
        "lado-contact",
        "Speak to the LADO",
        Unit.WORKING_DAYS,
        "lado.working_days",
        starts=(REPORT, TRIAGE_CASE),
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
        "lado-contact-new-facts",
        "Speak to the LADO: there are new facts",
        Unit.WORKING_DAYS,
        "lado.working_days",
        starts=(JUDGE_AGAIN,),
        met_by=(REFER_TO_LADO, LOG_LADO_ADVICE),
        when=lambda case, _answers: case.at(LADO) == LADO_DUE.key and not _lado_is_waited_for(case),
        source="KCSIE Part four; local safeguarding procedures",
    ),
    Deadline(
        "judge-again",
        "Judge the case again: a report was merged into it",
        Unit.WORKING_DAYS,
        "triage.working_days",
        starts=(TAKE_IN,),
        met_by=(*TRIAGED, CONCLUDE),
        when=lambda case, answers: case.when(TRIAGE_CASE.key) is not None and answers["merge_news"] != "no",
        source="So that what the second report says is weighed in time",
    ),
    Deadline(
        "lower-severity",
        "Give reasons for the lower severity, or raise it",
        Unit.WORKING_DAYS,
        "triage.working_days",
        starts=(*TRIAGED, SEND_BACK_LOWER, TAKE_BACK_LOWER),
        met_by=(*TRIAGED, PROPOSE_LOWER),
        when=lambda case, _answers: case.at(GRADE) == GRADE_DUE.key,
        source="Domain note 8, invariant 23",
    ),
    Deadline(
        "lower-severity-reader",
        "Agree to the lower severity, or send it back",
        Unit.WORKING_DAYS,
        "triage.working_days",
        starts=(PROPOSE_LOWER,),
        met_by=(*TRIAGED, AGREE_LOWER, SEND_BACK_LOWER, TAKE_BACK_LOWER),
        source="Two-person rule",
    ),
    Deadline(
        "escalation",
        "Tell the governing body of a serious breach",
        Unit.WORKING_DAYS,
        "escalation.working_days",
        starts=TRIAGED,
        met_by=(ESCALATE,),
        when=lambda case, _answers: case.at(ESCALATION) == ESCALATION_DUE.key,
        source="Policy, responsibilities",
    ),
    Deadline(
        "escalation-answer",
        "Answer the escalation",
        Unit.WORKING_DAYS,
        "escalation.answer_working_days",
        starts=(ESCALATE,),
        met_by=(ESCALATE, NOTE_ESCALATION),
        source="So that a serious breach does not lie with somebody who is away",
    ),
    Deadline(
        "low-level-action",
        "Act on a concern below the threshold",
        Unit.WORKING_DAYS,
        "low_level.working_days",
        starts=(TRIAGE_CASE,),
        met_by=(
            TAKE_NO_FURTHER_ACTION,
            REDIRECT,
            OPEN_INVESTIGATION,
            HOLD,
            REPORT_TO_POLICE,
            CONCLUDE,
        ),
        met_by_letters=("L11",),
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
        met_by=(SUBMIT_REPORT, HOLD, REPORT_TO_POLICE, CONCLUDE),
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
        met_by=(HOLD_HEARING, HOLD, REPORT_TO_POLICE, CONCLUDE),
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
        starts=(DECIDE, DECIDE_APPEAL),
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
        met_by=(AGREE_REFERRAL, AGREE_NO_REFERRAL, SEND_BACK_DBS, TAKE_BACK_DBS),
        source="Two-person rule",
    ),
    Deadline(
        "tra-decision",
        "Decide on a referral to the TRA",
        Unit.WORKING_DAYS,
        "tra.working_days",
        starts=(DECIDE, DECIDE_APPEAL),
        met_by=(AGREE_TRA, AGREE_NO_TRA),
        when=_teacher_removed,
        source="Education Act 2002 s141D",
    ),
    Deadline(
        "tra-after-leaving",
        "Decide on a referral to the TRA: the teacher has left",
        Unit.AT,
        "last_day",
        starts=(RECORD_LEAVING,),
        met_by=(AGREE_TRA, AGREE_NO_TRA),
        moved_by=((RECORD_LEAVING, "last_day"),),
        when=_teacher_leaves,
        source="Education Act 2002 s141D; resignation included",
    ),
    Deadline(
        "tra-second-reader",
        "Agree the TRA decision, or send it back",
        Unit.WORKING_DAYS,
        "tra.working_days",
        starts=(PROPOSE_TRA,),
        met_by=(AGREE_TRA, AGREE_NO_TRA, SEND_BACK_TRA, TAKE_BACK_TRA),
        source="Two-person rule",
    ),
    Deadline(
        "police-decision",
        "Decide whether to tell the police",
        Unit.WORKING_DAYS,
        "police.working_days",
        starts=(*TRIAGED, SEND_BACK_NO_POLICE, TAKE_BACK_NO_POLICE),
        met_by=(REPORT_TO_POLICE, PROPOSE_NO_POLICE),
        when=lambda case, _answers: case.at(POLICE) == POLICE_DUE.key,
        source="Policy, responsibilities",
    ),
    Deadline(
        "police-second-reader",
        "Agree not to tell the police, or send it back",
        Unit.WORKING_DAYS,
        "police.working_days",
        starts=(PROPOSE_NO_POLICE,),
        met_by=(AGREE_NO_POLICE, SEND_BACK_NO_POLICE, TAKE_BACK_NO_POLICE, REPORT_TO_POLICE),
        source="Two-person rule",
    ),
    Deadline(
        "ico-notify",
        "Report the data breach to the ICO, or decide not to",
        Unit.HOURS,
        "ico.hours",
        starts=(REPORT, TRIAGE_CASE, TAKE_IN, *OPENINGS),
        since="report",
        met_by=(RECORD_ICO_REPORT, FIND_NOT_REPORTABLE, MERGE),
        moved_by=((TAKE_IN, "due_ico"),),
        when=lambda case, _answers: case.at(ICO) == ICO_ASSESSING.key and not _breach_is_later(case),
        source="UK GDPR article 33: 72 hours from awareness, weekends included",
    ),
    Deadline(
        "ico-notify-again",
        "Report the data breach to the ICO, or decide not to: new facts",
        Unit.HOURS,
        "ico.hours",
        starts=(ASSESS_AGAIN, RECORD_BREACH, TAKE_IN, JUDGE_AGAIN),
        met_by=(RECORD_ICO_REPORT, FIND_NOT_REPORTABLE),
        when=lambda case, _answers: case.at(ICO) == ICO_ASSESSING.key and "ico-notify" not in case.open_clocks(),
        source="UK GDPR article 33",
    ),
    Deadline(
        "ico-affected",
        "Tell the people affected by the data breach",
        Unit.WORKING_DAYS,
        "ico.affected_working_days",
        starts=(FIND_REPORTABLE,),
        met_by=(TELL_AFFECTED,),
        when=lambda _case, answers: answers.get("ico_high_risk") == "yes",
        source="UK GDPR article 34: without undue delay",
    ),
    Deadline(
        "suspension-review",
        "Review the suspension",
        Unit.AT,
        "suspension_review",
        starts=(SUSPEND, ARRANGE_ALTERNATIVE, REVIEW_SUSPENSION),
        met_by=(
            SUSPEND,
            ARRANGE_ALTERNATIVE,
            REVIEW_SUSPENSION,
            LIFT_SUSPENSION,
            END_ALTERNATIVE,
            END_WITH_EMPLOYMENT,
        ),
        source="KCSIE Part four: keep suspension under review; invariant 7",
    ),
    Deadline(
        "disclosure-check",
        "Check for a protected disclosure",
        Unit.WORKING_DAYS,
        "disclosure.working_days",
        starts=(REPORT, *TRIAGED, TAKE_IN, *OPENINGS),
        met_by=(FIND_PROTECTED, FIND_NOT_PROTECTED, MERGE),
        moved_by=((TAKE_IN, "due_disclosure"),),
        when=lambda case, _answers: case.at(DISCLOSURE) == DISCLOSURE_DUE.key,
        source="ERA 1996 s43B; domain note 5",
    ),
    Deadline(
        "welfare-check",
        "Ask how the member of staff is",
        Unit.WORKING_DAYS,
        "welfare.working_days",
        starts=(TELL_SUBJECT, SUSPEND, ARRANGE_ALTERNATIVE, RECORD_WELFARE),
        met_by=(RECORD_WELFARE, END_WELFARE, AGREE_CLOSING),
        source="KCSIE Part four: support for the person",
    ),
    Deadline(
        "reporter-check-1",
        "First check with the person who reported",
        Unit.CALENDAR_DAYS,
        "reporter.first_days",
        starts=(*TRIAGED, PROTECT_REPORTER, TAKE_IN),
        since="report",
        met_by=(CHECK_REPORTER, END_REPORTER_CARE),
        when=lambda case, _answers: (
            case.at(REPORTER_CARE) == REPORTER_CARE_OPEN.key and not case.when("check-on-reporter")
        ),
        source="Domain note 5: detriment checks",
    ),
    Deadline(
        "reporter-check-2",
        "Second check with the person who reported",
        Unit.CALENDAR_DAYS,
        "reporter.second_days",
        starts=(CHECK_REPORTER,),
        since="report",
        met_by=(CHECK_REPORTER, END_REPORTER_CARE),
        when=lambda _case, answers: answers.get("reporter_check") == FIRST,
        source="Domain note 5: detriment checks",
    ),
    Deadline(
        "reporter-check-3",
        "Third check with the person who reported",
        Unit.CALENDAR_DAYS,
        "reporter.third_days",
        starts=(CHECK_REPORTER,),
        since="report",
        met_by=(CHECK_REPORTER, END_REPORTER_CARE),
        when=lambda _case, answers: answers.get("reporter_check") == SECOND,
        source="Domain note 5: detriment checks",
    ),
    *letter_clocks.DEADLINES,
)
BY_KEY = {deadline.key: deadline for deadline in DEADLINES}
