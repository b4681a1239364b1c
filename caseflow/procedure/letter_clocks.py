"""The clocks that wait for a letter to go out, and for nothing else."""

from caseflow.lifecycle.terms import Deadline, Unit
from caseflow.procedure.dbs import AGREE_REFERRAL
from caseflow.procedure.hearing import DECIDE, DECIDE_APPEAL, LODGE_APPEAL
from caseflow.procedure.letters.authority import authority_is_told
from caseflow.procedure.life import CONCLUDE
from caseflow.procedure.rearranging import POSTPONE_APPEAL, REPLACE_APPEAL_HEARER
from caseflow.procedure.suspension import (
    ARRANGE_ALTERNATIVE,
    END_ALTERNATIVE,
    END_WITH_EMPLOYMENT,
    LIFT_SUSPENSION,
    SUSPEND,
)
from caseflow.procedure.tra import AGREE_TRA

DEADLINES = (
    Deadline(
        "suspension-letter",
        "Write to the person about the suspension, or the other arrangements",
        Unit.WORKING_DAYS,
        "suspension.letter_working_days",
        starts=(SUSPEND, ARRANGE_ALTERNATIVE),
        since_answers=("suspended_at",),
        met_by=(SUSPEND, ARRANGE_ALTERNATIVE, LIFT_SUSPENSION, END_ALTERNATIVE, END_WITH_EMPLOYMENT, CONCLUDE),
        met_by_letters=("L6",),
        source="KCSIE Part four: within one working day",
    ),
    Deadline(
        "suspension-la",
        "Tell the local authority of the suspension",
        Unit.WORKING_DAYS,
        "authority.working_days",
        starts=(SUSPEND,),
        since_answers=("suspended_at",),
        met_by_letters=("L21",),
        when=authority_is_told,
        source="School Staffing (England) Regulations 2009 reg 19: immediately",
    ),
    Deadline(
        "suspension-lifted-la",
        "Tell the local authority that the suspension ended",
        Unit.WORKING_DAYS,
        "authority.working_days",
        starts=(LIFT_SUSPENSION,),
        since_answers=("lifted_from",),
        met_by_letters=("L21",),
        when=authority_is_told,
        source="School Staffing (England) Regulations 2009 reg 19: immediately",
    ),
    Deadline(
        "dismissal-la",
        "Notify the local authority of the dismissal",
        Unit.WORKING_DAYS,
        "authority.working_days",
        starts=(DECIDE,),
        since_answers=("dismissal_date",),
        met_by_letters=("L21",),
        when=authority_is_told,
        source="School Staffing (England) Regulations 2009 reg 20",
    ),
    Deadline(
        "appeal-acknowledge",
        "Acknowledge the appeal",
        Unit.WORKING_DAYS,
        "appeal.acknowledge_working_days",
        starts=(LODGE_APPEAL, POSTPONE_APPEAL, REPLACE_APPEAL_HEARER),
        since_answers=("appeal_received",),
        met_by=(CONCLUDE, DECIDE_APPEAL),
        met_by_letters=("L14",),
        source="Domain note 9, L14",
    ),
    Deadline(
        "appeal-outcome-letter",
        "Write to the person with the outcome of the appeal",
        Unit.WORKING_DAYS,
        "decision.working_days",
        starts=(DECIDE_APPEAL,),
        met_by_letters=("L15",),
        source="Domain note 9, L15; Acas Code 29",
    ),
    Deadline(
        "dbs-referral",
        "Send the referral to the DBS",
        Unit.WORKING_DAYS,
        "dbs.send_working_days",
        starts=(AGREE_REFERRAL,),
        met_by_letters=("L23",),
        source="SVGA 2006 s35: a referral that was agreed is also sent",
    ),
    Deadline(
        "tra-referral",
        "Send the referral to the TRA",
        Unit.WORKING_DAYS,
        "tra.send_working_days",
        starts=(AGREE_TRA,),
        met_by_letters=("L24",),
        source="Education Act 2002 s141D: a referral that was agreed is also sent",
    ),
)
