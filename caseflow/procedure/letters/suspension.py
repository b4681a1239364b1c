"""Suspension, or other arrangements instead of it: when it begins, and when it goes on or ends."""

from caseflow.lifecycle.terms import Fact, Free, Kind, Letter
from caseflow.procedure.letters.shared import ADDRESS, HR_CONTACT, SUBJECT, SUBJECT_NAME, SUPPORT, after, asked
from caseflow.procedure.suspension import (
    ARRANGE_ALTERNATIVE,
    END_ALTERNATIVE,
    LIFT_SUSPENSION,
    REVIEW_SUSPENSION,
    SUSPEND,
)

_REASONS = Free("reasons", "The reasons, for the person to read", "")

L6 = Letter(
    "L6",
    "Suspension, or other arrangements",
    "Your work while the matter is looked into",
    SUBJECT,
    after=(SUSPEND, ARRANGE_ALTERNATIVE),
    needs=(
        SUBJECT_NAME,
        ADDRESS,
        Fact("suspended_at", "From when", when=after(SUSPEND)),
        Fact("suspended_by", "Who decided", when=after(SUSPEND)),
        Fact("alternative_chosen", "The arrangement", when=after(ARRANGE_ALTERNATIVE)),
        Fact("suspension_limits", "What the person may do, and what not"),
        SUPPORT,
        Fact("suspension_review", "Day of the review"),
        HR_CONTACT,
    ),
    free=(
        _REASONS,
        Free("closing_words", "Closing words", "I know how hard this is. Please use the support offered here.", False),
    ),
    source="KCSIE Part four: within one working day, with reasons and a named contact; domain note 9, L6",
    about="A neutral act on full pay: reasons, named contact, limits, review, and who decided",
)
L7 = Letter(
    "L7",
    "Suspension, or other arrangements: goes on or ends",
    "The arrangements for your work",
    SUBJECT,
    after=(LIFT_SUSPENSION, REVIEW_SUSPENSION, END_ALTERNATIVE),
    when=lambda _case, answers: answers.get("review_result") in (None, "goes-on"),
    needs=(
        SUBJECT_NAME,
        ADDRESS,
        Fact("lifted_from", "From which day it ends", when=after(LIFT_SUSPENSION)),
        Fact("return_plan", "How the person comes back", when=after(LIFT_SUSPENSION)),
        asked("resumes_on", "Day on which the usual duties begin again", Kind.DAY, when=after(END_ALTERNATIVE)),
        Fact("suspension_review", "Day of the next review", when=after(REVIEW_SUSPENSION)),
        SUPPORT,
        HR_CONTACT,
    ),
    free=(_REASONS,),
    source="School Staffing (England) Regulations 2009 reg 19; domain note 9, L7",
    about="In a maintained school the governing body alone ends a suspension; how the person comes back",
)
