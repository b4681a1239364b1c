"""The clocks from the investigation to the last day for an appeal."""

from caseflow.lifecycle.terms import Answers, CaseFacts, Deadline, Unit
from caseflow.procedure.choices import DISMISSAL, WARNINGS
from caseflow.procedure.hearing import DECIDE, HOLD_HEARING, LODGE_APPEAL, POSTPONE_HEARING, SET_HEARING
from caseflow.procedure.investigating import (
    EXTEND_INVESTIGATION,
    OPEN_INVESTIGATION,
    RESUME_INVESTIGATION,
    SUBMIT_REPORT,
)
from caseflow.procedure.life import CONCLUDE
from caseflow.procedure.police import REPORT_TO_POLICE
from caseflow.procedure.reporting import HOLD


def _may_be_appealed(_case: CaseFacts, answers: Answers) -> bool:
    return answers.get("sanction") in (*WARNINGS, DISMISSAL)


DEADLINES = (
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
        met_by_letters=("L10", "L12", "L13", "L15"),
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
)
