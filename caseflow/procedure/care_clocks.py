"""The clocks of care: a suspension kept under review, and how the two sides fare."""

from caseflow.lifecycle.terms import Deadline, Unit
from caseflow.procedure.care import (
    CHECK_REPORTER,
    END_REPORTER_CARE,
    END_WELFARE,
    FIRST,
    PROTECT_REPORTER,
    RECORD_WELFARE,
    SECOND,
)
from caseflow.procedure.disclosure import FIND_NOT_PROTECTED, FIND_PROTECTED
from caseflow.procedure.ending import AGREE_CLOSING
from caseflow.procedure.investigating import TELL_SUBJECT
from caseflow.procedure.joining import MERGE, TAKE_IN
from caseflow.procedure.places import DISCLOSURE, DISCLOSURE_DUE, REPORTER_CARE, REPORTER_CARE_OPEN
from caseflow.procedure.reporting import REPORT, TRIAGED
from caseflow.procedure.splitting import OPENINGS
from caseflow.procedure.suspension import (
    ARRANGE_ALTERNATIVE,
    END_ALTERNATIVE,
    END_WITH_EMPLOYMENT,
    LIFT_SUSPENSION,
    REVIEW_SUSPENSION,
    SUSPEND,
)

DEADLINES = (
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
)
