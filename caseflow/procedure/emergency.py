"""Opening a case in an emergency: two people agree that somebody must read it now, for some hours, and it is looked at afterwards.

It is for the day on which a child is at risk and whoever manages the case cannot be reached. It changes nothing in the
case, unless nobody manages it any more (`taking_on`), and nobody who is kept out of it can use it or agree to it.
"""

from __future__ import annotations

from caseflow.lifecycle.terms import (
    Actor,
    CaseFacts,
    Deadline,
    Kind,
    Option,
    Permission,
    Question,
    Transition,
    Unit,
)
from caseflow.procedure import guards, panels, roles
from caseflow.procedure.joining import kept_out_of
from caseflow.procedure.places import MAIN

REASONS = (
    Option("child", "A child may be at risk now"),
    Option("agency", "The LADO, the police or a court asks, and cannot wait"),
    Option("manager", "Whoever manages the case cannot be reached, and something falls due"),
)
REFERENCE = Question("emergency_reference", "Which case?", Kind.LINE, hint="Its number, as CF-12345-ABCDE", most=20)
REASON = Question("emergency_reason", "Why can it not wait?", Kind.CHOICE, options=REASONS)
WORDS = Question("emergency_words", "What happened, and what do you need to read?", Kind.ACCOUNT, most=2_000)
ASKS = (REFERENCE, REASON, WORDS)


def may_not_open(case: CaseFacts) -> frozenset[str]:
    """The ids of those to whom a case is never opened so: they are kept out of it, or sit in it, or sat."""
    return kept_out_of(case) | panels.sat(case)


OPEN_IN_EMERGENCY = Transition(
    key="open-in-emergency",
    label="Open the case in an emergency",
    said="The case was opened to somebody in an emergency; {actor} agreed",
    track=MAIN,
    needs=Permission.FIND,
    asks=(
        Question(
            "emergency_reader",
            "To whom?",
            Kind.PERSON,
            becomes=roles.EMERGENCY_READER,
            from_roles=roles.EMERGENCY_READER.from_posts,
            lasts=("emergency_from", "emergency_until"),
        ),
        Question("emergency_from", "From when?", Kind.MOMENT),
        Question("emergency_until", "Until when?", Kind.MOMENT),
        REASON,
        WORDS,
    ),
    tells=(roles.CASE_MANAGER, roles.COVERING_MANAGER),
    by_itself=True,
    source="Two people, a reason, an end and a review: so that nobody is tempted to go round the rules",
)


@guards.guard(
    "emergency-to-review",
    "What is reviewed is a reading in an emergency that was not reviewed yet.",
    "so that every such reading is looked at by whoever answers for the case",
)
def emergency_to_review(case: CaseFacts, _actor: Actor) -> str | None:
    opened, reviewed = case.when(OPEN_IN_EMERGENCY.key), case.when(REVIEW_EMERGENCY_KEY)
    if opened is None or (reviewed is not None and reviewed >= opened):
        return "The case was not opened in an emergency since it was last reviewed."
    return None


REVIEW_EMERGENCY_KEY = "review-emergency"
REVIEW_EMERGENCY = Transition(
    key=REVIEW_EMERGENCY_KEY,
    label="Review that the case was opened in an emergency",
    said="{actor} reviewed that the case was opened in an emergency",
    track=MAIN,
    needs=Permission.MANAGE,
    guards=(emergency_to_review,),
    asks=(
        Question(
            "emergency_right",
            "Was it right to open it?",
            Kind.CHOICE,
            options=(
                Option("right", "Yes"),
                Option("avoidable", "Yes, but it could have been avoided"),
                Option("wrong", "No"),
            ),
        ),
        Question("emergency_review", "What follows from it?", Kind.ACCOUNT, most=4_000),
    ),
    source="A reading outside the rules is always looked at by somebody else",
)
TRANSITIONS = (OPEN_IN_EMERGENCY, REVIEW_EMERGENCY)
DEADLINES = (
    Deadline(
        "emergency-review",
        "Review the reading in an emergency",
        Unit.WORKING_DAYS,
        "emergency.review_days",
        starts=(OPEN_IN_EMERGENCY,),
        met_by=(REVIEW_EMERGENCY,),
        source="local",
    ),
)
