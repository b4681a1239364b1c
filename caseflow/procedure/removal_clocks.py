"""The clocks of a referral to the DBS and to the TRA, which run when somebody is removed or leaves."""

from caseflow.lifecycle.terms import Answers, CaseFacts, Deadline, Unit
from caseflow.procedure.choices import DISMISSAL, WOULD_HAVE_DISMISSED
from caseflow.procedure.dbs import AGREE_NO_REFERRAL, AGREE_REFERRAL, PROPOSE_DBS, SEND_BACK_DBS, TAKE_BACK_DBS
from caseflow.procedure.ending import RECORD_LEAVING, leaves_alive
from caseflow.procedure.hearing import DECIDE, DECIDE_APPEAL
from caseflow.procedure.outcomes import dismissal_set_aside
from caseflow.procedure.places import DBS, DBS_DUE, DBS_PROPOSED, TRA, TRA_DUE, TRA_PROPOSED
from caseflow.procedure.tra import AGREE_NO_TRA, AGREE_TRA, PROPOSE_TRA, SEND_BACK_TRA, TAKE_BACK_TRA


def _removes(case: CaseFacts, answers: Answers) -> bool:
    return _removes_or_sets_aside(case, answers) and _dbs_is_open(case)


def _removes_or_sets_aside(case: CaseFacts, answers: Answers) -> bool:
    """Whether the hearing removes the person from work with children, or the appeal sets a dismissal aside."""
    on_appeal = "appeal_outcome" in answers and dismissal_set_aside(case)
    return on_appeal or answers.get("sanction") in (DISMISSAL, WOULD_HAVE_DISMISSED)


def _leaves(case: CaseFacts, answers: Answers) -> bool:
    return leaves_alive(case, answers) and _dbs_is_open(case)


def _dbs_is_open(case: CaseFacts) -> bool:
    return case.at(DBS) in (DBS_DUE.key, DBS_PROPOSED.key)


def _tra_is_open(case: CaseFacts) -> bool:
    return case.at(TRA) in (TRA_DUE.key, TRA_PROPOSED.key)


def _teacher_removed(case: CaseFacts, answers: Answers) -> bool:
    return _removes_or_sets_aside(case, answers) and _tra_is_open(case)


def _teacher_leaves(case: CaseFacts, answers: Answers) -> bool:
    return leaves_alive(case, answers) and _tra_is_open(case)


DEADLINES = (
    Deadline(
        "dbs-decision",
        "Decide on a referral to the DBS",
        Unit.WORKING_DAYS,
        "dbs.working_days",
        starts=(DECIDE, DECIDE_APPEAL),
        since_answers=("dismissal_date",),
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
        since_answers=("dismissal_date",),
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
)
