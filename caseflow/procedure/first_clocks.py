"""The clocks of the first days: from the report to who must hear of it, and what is done about it."""

from caseflow.lifecycle.terms import Answers, CaseFacts, Deadline, Unit
from caseflow.procedure.choices import LATE_APPEAL
from caseflow.procedure.ending import RECORD_LEAVING, REOPEN
from caseflow.procedure.escalation import ESCALATE, NOTE_ESCALATION, SERIOUS_IN_THEMSELVES
from caseflow.procedure.grading import AGREE_LOWER, PROPOSE_LOWER, SEND_BACK_LOWER, TAKE_BACK_LOWER
from caseflow.procedure.guards import threshold_met
from caseflow.procedure.hearing import LODGE_APPEAL
from caseflow.procedure.investigating import OPEN_INVESTIGATION, RESUME_INVESTIGATION
from caseflow.procedure.joining import MERGE, TAKE_IN
from caseflow.procedure.lado import LOG_LADO_ADVICE, REFER_TO_LADO
from caseflow.procedure.lado_not import AGREE_NO_LADO, PROPOSE_NO_LADO, SEND_BACK_NO_LADO, TAKE_BACK_NO_LADO
from caseflow.procedure.life import CONCLUDE
from caseflow.procedure.places import (
    ESCALATION,
    ESCALATION_DUE,
    GRADE,
    GRADE_DUE,
    LADO,
    LADO_ADVISED,
    LADO_DUE,
    LADO_NOT_DUE,
    MAIN,
    TRIAGE,
)
from caseflow.procedure.police import END_POLICE, RECORD_CHARGE, REPORT_TO_POLICE
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


def _lado_is_due(case: CaseFacts, answers: Answers) -> bool:
    """A harm test is met or in doubt; or a picture is reported that may show a child undressed, which waits for nothing."""
    if answers.get("image_gate") in ("yes", "unsure"):
        return case.at(LADO) is None
    return case.at(LADO) == LADO_DUE.key and case.when(REOPEN.key) is None


def _appeal_came_late(_case: CaseFacts, answers: Answers) -> bool:
    return answers.get("reopen_ground") == LATE_APPEAL


def _is_to_be_triaged(case: CaseFacts, answers: Answers) -> bool:
    """A case that is reopened for an appeal has been judged: nothing is new but the appeal."""
    return not _appeal_came_late(case, answers)


def _lado_is_due_again(case: CaseFacts, _answers: Answers) -> bool:
    return case.at(LADO) == LADO_DUE.key and case.when(REOPEN.key) is not None


def _below_threshold(case: CaseFacts, answers: Answers) -> bool:
    """No harm test is met or in doubt; or the LADO finds the threshold not met, and a route is still to be chosen."""
    if "lado_threshold" in answers or threshold_met(case):
        found = case.answer("lado_threshold") if case.at(LADO) == LADO_ADVISED.key else None
        return case.at(MAIN) == TRIAGE.key and found == "no"
    return True


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
        met_by=(TRIAGE_CASE, OPEN_INVESTIGATION, RESUME_INVESTIGATION, CONCLUDE, MERGE, LODGE_APPEAL),
        moved_by=((TAKE_IN, "due_triage"),),
        when=_is_to_be_triaged,
        source="So that the LADO can hear within one working day",
    ),
    Deadline(
        "late-appeal",
        "Record the appeal that came late, with the reasons for taking it",
        Unit.WORKING_DAYS,
        "triage.working_days",
        starts=(REOPEN,),
        met_by=(LODGE_APPEAL, TRIAGE_CASE, OPEN_INVESTIGATION, RESUME_INVESTIGATION, CONCLUDE),
        when=_appeal_came_late,
        source="So that a case is not left open for an appeal that nobody records",
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
        "lado-decision",
        "Give reasons for not referring to the LADO, or refer",
        Unit.WORKING_DAYS,
        "lado.working_days",
        starts=(*TRIAGED, SEND_BACK_NO_LADO, TAKE_BACK_NO_LADO, RECORD_LEAVING, RECORD_CHARGE, END_POLICE),
        met_by=(*TRIAGED, PROPOSE_NO_LADO, REFER_TO_LADO, LOG_LADO_ADVICE),
        when=lambda case, _answers: case.at(LADO) == LADO_NOT_DUE.key,
        source="KCSIE Part four; local safeguarding procedures",
    ),
    Deadline(
        "lado-second-reader",
        "Agree not to refer to the LADO, or send it back",
        Unit.WORKING_DAYS,
        "lado.working_days",
        starts=(PROPOSE_NO_LADO,),
        met_by=(
            *TRIAGED,
            AGREE_NO_LADO,
            SEND_BACK_NO_LADO,
            TAKE_BACK_NO_LADO,
            REFER_TO_LADO,
            LOG_LADO_ADVICE,
        ),
        source="Two-person rule",
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
        starts=(*TRIAGED, *SERIOUS_IN_THEMSELVES),
        since_answers=("suspended_at",),
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
        starts=(TRIAGE_CASE, LOG_LADO_ADVICE),
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
)
