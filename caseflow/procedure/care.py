"""Care of the people in a case: of the member of staff, by a named contact, and of whoever reported, against detriment."""

from caseflow.lifecycle.terms import Answers, CaseFacts, Follow, Kind, Option, Permission, Question, Transition
from caseflow.procedure import roles
from caseflow.procedure.ending import AGREE_CLOSING
from caseflow.procedure.escalation import is_serious
from caseflow.procedure.investigating import TELL_SUBJECT
from caseflow.procedure.places import (
    REPORTER_CARE,
    REPORTER_CARE_ENDED,
    REPORTER_CARE_OPEN,
    WELFARE,
    WELFARE_ENDED,
    WELFARE_OPEN,
)
from caseflow.procedure.reporting import TRIAGED
from caseflow.procedure.suspension import ARRANGE_ALTERNATIVE, SUSPEND

FIRST, SECOND, THIRD = "first", "second", "third"

RECORD_WELFARE = Transition(
    key="record-welfare-check",
    label="Record how the member of staff is",
    said="{actor} recorded a contact with the member of staff about how they are",
    track=WELFARE,
    needs=Permission.MANAGE,
    leaves=(WELFARE_OPEN,),
    asks=(
        Question("welfare_at", "When was it?", Kind.MOMENT, past=True),
        Question("welfare_by", "Who spoke with them?", Kind.LINE, most=200),
        Question(
            "welfare_notes",
            "How are they, and what do they need?",
            Kind.ACCOUNT,
            hint="Not the allegation: this is about the person.",
        ),
    ),
    source="KCSIE Part four: a named representative keeps the person informed and supported",
)
END_WELFARE = Transition(
    key="end-welfare",
    label="End the contact about how they are",
    said="{actor} ended the contact about how the member of staff is",
    track=WELFARE,
    needs=Permission.MANAGE,
    leaves=(WELFARE_OPEN,),
    enters=WELFARE_ENDED,
    asks=(
        Question(
            "welfare_ended",
            "Why does it end?",
            Kind.ACCOUNT,
            hint="For example: the person does not want it, or has died",
        ),
    ),
)
PROTECT_REPORTER = Transition(
    key="protect-reporter",
    label="Protect the person who reported",
    said="{actor} began the checks that protect the person who reported",
    track=REPORTER_CARE,
    needs=Permission.MANAGE,
    begins=True,
    leaves=(REPORTER_CARE_ENDED,),
    enters=REPORTER_CARE_OPEN,
    asks=(Question("protect_why", "Why is protection needed?", Kind.ACCOUNT, most=2_000),),
    source="ERA 1996 s47B; domain note 5",
)
MOVE_LINE = Transition(
    key="move-line-management",
    label="Move the line management of the reporter",
    said="{actor} moved the line management of the person who reported",
    track=REPORTER_CARE,
    needs=Permission.MANAGE,
    leaves=(REPORTER_CARE_OPEN,),
    asks=(
        Question(
            "line_to",
            "Who does appraisal, absence and references for them now?",
            Kind.LINE,
            hint="The trust or local authority, where it is about the head",
            most=300,
        ),
        Question("line_from", "From when?", Kind.DAY),
    ),
    source="Domain note 5: if the subject line-manages the reporter",
)
CHECK_REPORTER = Transition(
    key="check-on-reporter",
    label="Record a check with the person who reported",
    said="{actor} recorded a check with the person who reported",
    track=REPORTER_CARE,
    needs=Permission.MANAGE,
    leaves=(REPORTER_CARE_OPEN,),
    asks=(
        Question(
            "reporter_check",
            "Which check is it?",
            Kind.CHOICE,
            options=(
                Option(FIRST, "The first"),
                Option(SECOND, "The second"),
                Option(THIRD, "The third"),
                Option("another", "One in between"),
            ),
        ),
        Question("reporter_check_at", "When?", Kind.MOMENT, past=True),
        Question("reporter_treated", "Have they been treated worse since they reported?", Kind.YES_NO_UNSURE),
        Question("reporter_check_notes", "What did they say, and what is done about it?", Kind.ACCOUNT),
    ),
    source="Domain note 5: detriment checks",
)
END_REPORTER_CARE = Transition(
    key="end-reporter-care",
    label="End the checks with the person who reported",
    said="{actor} ended the checks with the person who reported",
    track=REPORTER_CARE,
    needs=Permission.MANAGE,
    leaves=(REPORTER_CARE_OPEN,),
    enters=REPORTER_CARE_ENDED,
    asks=(
        Question(
            "reporter_care_ended",
            "Why do they end?",
            Kind.CHOICE,
            options=(
                Option("done", "All checks were made"),
                Option("declined", "The person does not want any more"),
                Option("handed", "Somebody outside the case makes those that are left"),
                Option("left", "The person has left the school"),
            ),
        ),
        Question("reporter_care_notes", "Who, when, and what was agreed?", Kind.ACCOUNT, most=4_000),
    ),
    weighty="The law protects whoever raises a concern for longer than the case may last.",
)


def reported_by_a_colleague(case: CaseFacts, answers: Answers) -> bool:
    """Whether a colleague reported it who may be treated worse for it: by somebody with power, or in a serious case."""
    at_risk = answers.get("power_over_reporter") in ("yes", "unsure") or is_serious(case, answers)
    return at_risk and bool(roles.holding(case, roles.REPORTER))


FOLLOWS = (
    Follow(
        after=(TELL_SUBJECT, SUSPEND, ARRANGE_ALTERNATIVE),
        enters=WELFARE_OPEN,
        why="the person knows of it, and has a named contact",
    ),
    Follow(
        after=(TELL_SUBJECT, SUSPEND, ARRANGE_ALTERNATIVE),
        enters=WELFARE_OPEN,
        leaves=(WELFARE_ENDED,),
        why="the person is told again, and has a named contact",
    ),
    Follow(after=(AGREE_CLOSING,), enters=WELFARE_ENDED, leaves=(WELFARE_OPEN,), why="the case is closed"),
    Follow(
        after=TRIAGED,
        enters=REPORTER_CARE_OPEN,
        when=reported_by_a_colleague,
        why="a serious breach, or one of somebody with power over the reporter, was reported by a colleague",
    ),
)
TRANSITIONS = (RECORD_WELFARE, END_WELFARE, PROTECT_REPORTER, MOVE_LINE, CHECK_REPORTER, END_REPORTER_CARE)
