"""The clocks of the police and of the Information Commissioner."""

from caseflow.lifecycle.terms import CaseFacts, Deadline, Unit
from caseflow.procedure.ico import (
    ASSESS_AGAIN,
    FIND_NOT_REPORTABLE,
    FIND_REPORTABLE,
    RECORD_BREACH,
    RECORD_ICO_REPORT,
    TELL_AFFECTED,
)
from caseflow.procedure.joining import MERGE, TAKE_IN
from caseflow.procedure.places import ICO, ICO_ASSESSING, POLICE, POLICE_DUE
from caseflow.procedure.police import (
    END_POLICE,
    LOG_POLICE_CONTACT,
    LOG_POLICE_RELEASE,
    RECORD_CHARGE,
    RELEASE_AFTER_CHARGE,
    REPORT_TO_POLICE,
)
from caseflow.procedure.police_not import AGREE_NO_POLICE, PROPOSE_NO_POLICE, SEND_BACK_NO_POLICE, TAKE_BACK_NO_POLICE
from caseflow.procedure.reporting import JUDGE_AGAIN, REPORT, TRIAGE_CASE, TRIAGED
from caseflow.procedure.splitting import OPENINGS

NOTIFY = "ico-notify"
"""The clock of a breach of which the report tells, or its first judgement: it counts from the report."""
NOTIFY_AGAIN = "ico-notify-again"
"""The clock of a breach that was found after the report, or whose facts are new: it counts from when those were known."""


def _breach_is_later(case: CaseFacts) -> bool:
    """Whether the 72 hours do not run from the report: a breach was decided on before, or found later."""
    return any(case.when(one.key) for one in (FIND_REPORTABLE, FIND_NOT_REPORTABLE, RECORD_BREACH))


DEADLINES = (
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
        "police-review",
        "First review with the police",
        Unit.CALENDAR_DAYS,
        "police.first_review_days",
        starts=(REPORT_TO_POLICE,),
        since_answers=("police_at",),
        met_by=(LOG_POLICE_CONTACT, LOG_POLICE_RELEASE, RECORD_CHARGE, END_POLICE),
        source="KCSIE Part four: no later than four weeks after the initial evaluation",
    ),
    Deadline(
        "police-review-again",
        "Further review with the police",
        Unit.CALENDAR_DAYS,
        "police.review_days",
        starts=(LOG_POLICE_CONTACT, RECORD_CHARGE),
        since_answers=("police_contact_at",),
        met_by=(LOG_POLICE_RELEASE, RELEASE_AFTER_CHARGE, LOG_POLICE_CONTACT, RECORD_CHARGE, END_POLICE),
        source="KCSIE Part four: then fortnightly",
    ),
    Deadline(
        NOTIFY,
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
        NOTIFY_AGAIN,
        "Report the data breach to the ICO, or decide not to: new facts",
        Unit.HOURS,
        "ico.hours",
        starts=(ASSESS_AGAIN, RECORD_BREACH, TAKE_IN, JUDGE_AGAIN),
        since_answers=("breach_known_at", "new_facts_known_at", "data_known_at", "duplicate_reported"),
        met_by=(RECORD_ICO_REPORT, FIND_NOT_REPORTABLE),
        when=lambda case, _answers: case.at(ICO) == ICO_ASSESSING.key and NOTIFY not in case.open_clocks(),
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
)
