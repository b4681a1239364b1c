"""The suspension track: never by default, alternatives first, reviewed, and ended as the law of the school's kind says."""

from caseflow.lifecycle.days import local, say_day, working_days_after
from caseflow.lifecycle.terms import (
    Actor,
    Answers,
    CaseFacts,
    Kind,
    Objection,
    Option,
    Permission,
    Question,
    Transition,
)
from caseflow.procedure import checks, guards, happened, roles
from caseflow.procedure.choices import DISMISSAL
from caseflow.procedure.hearing import NO_INTEREST
from caseflow.procedure.outcomes import sanction_now
from caseflow.procedure.places import ALTERNATIVE, SUSPENDED, SUSPENSION, SUSPENSION_ENDED
from caseflow.procedure.settings import ACADEMY

BY_HEAD, BY_GOVERNORS = "headteacher", "governing-body"


@checks.check(
    "two-alternatives", "At least two alternatives to suspension are considered.", "KCSIE Part four; invariant 7"
)
def two_alternatives(_case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    if len(answers["alternatives"]) < 2:
        return Objection("alternatives", "Select at least two alternatives that were considered.")
    return None


@checks.check(
    "governors-suspend-the-head", "Only the governing body suspends a headteacher.", "School Staffing Regs 2009 reg 19"
)
def governors_suspend_the_head(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    about_head = roles.HEADTEACHER.key in case.subject_posts() or case.answer("about") == "headteacher"
    if about_head and answers["suspended_by"] != BY_GOVERNORS:
        return Objection("suspended_by", "Select the governing body: it is about the headteacher.")
    if answers["suspended_by"] == BY_GOVERNORS and not answers.get("suspension_minute"):
        return Objection(
            "suspension_minute",
            "Enter the minute, or the passage of the scheme of delegation, by which it was decided.",
        )
    return None


@checks.check("review-comes-soon", "A suspension is reviewed within the time the school has promised.", "invariant 7")
def review_in_time(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    today = local(case.now).date()
    began = min(today, local(answers.get("suspended_at", case.now)).date())
    latest = max(today, working_days_after(began, int(case.setting("suspension.review_working_days"))))
    if answers["suspension_review"] > latest:
        return Objection("suspension_review", f"Choose {say_day(latest)} or earlier.")
    return None


@guards.guard(
    "governors-lift",
    "In a maintained school only the governing body ends a suspension.",
    "School Staffing Regs 2009 reg 19",
)
def governors_lift(case: CaseFacts, actor: Actor) -> str | None:
    if case.setting("school.kind") != ACADEMY and actor.id not in case.held_by(roles.FOR_THE_GOVERNORS):
        return "In a maintained school only the governing body may end a suspension. Ask a governor to decide."
    return None


@guards.guard("employment-has-ended", "A suspension ends by itself only with the employment.", "domain note 1")
def employment_has_ended(case: CaseFacts, _actor: Actor) -> str | None:
    last_day, dismissed = case.answer("last_day"), case.answer("dismissal_date")
    gone = [day for day in (last_day, dismissed if sanction_now(case) == DISMISSAL else None) if day]
    if not gone or case.now.date() < max(gone):
        return "The person is still employed."
    return None


_ALTERNATIVES = Question(
    "alternatives",
    "Which alternatives were considered?",
    Kind.MANY,
    options=(
        Option("redeploy", "Other duties, without contact with the pupil"),
        Option("supervise", "Work under supervision"),
        Option("site", "Work at another site or at home"),
        Option("move-pupil", "Moving the pupil, not as a punishment"),
        Option("paid-leave", "Agreed leave with pay"),
    ),
    source="KCSIE Part four: suspension is not the default",
)
_REJECTED = Question("alternatives_rejected", "Why will none of them do? Speak of each.", Kind.ACCOUNT)
_LIMITS = Question(
    "suspension_limits",
    "What may the person do, and what not?",
    Kind.ACCOUNT,
    hint="This stands in the letter, so write it to the person: “You may …”. Contact with colleagues is not forbidden "
    "unless it could harm the investigation.",
    most=4_000,
)
_CONTACT = Question("support_contact", "Who is their named contact?", Kind.LINE, hint="Name and telephone number")
_REVIEW = Question("suspension_review", "When will this be reviewed?", Kind.DAY, future=True)

SUSPEND = Transition(
    key="suspend",
    label="Suspend the member of staff",
    said="{actor} recorded the suspension of the member of staff",
    track=SUSPENSION,
    needs=Permission.MANAGE,
    begins=True,
    leaves=(ALTERNATIVE, SUSPENSION_ENDED),
    enters=SUSPENDED,
    guards=(guards.agencies_come_first, guards.lado_was_asked, guards.still_alive),
    checks=(two_alternatives, governors_suspend_the_head, happened.suspended_after_knowing, review_in_time),
    asks=(
        _ALTERNATIVES,
        _REJECTED,
        Question("suspension_reasons", "Why is suspension needed?", Kind.ACCOUNT),
        Question(
            "suspension_lado",
            "What does the LADO say?",
            Kind.CHOICE,
            options=(
                Option("agrees", "The LADO agrees"),
                Option("neutral", "The LADO leaves it to the school"),
                Option("against", "The LADO advises against it"),
                Option("not-asked", "The LADO was not asked: no harm test is met"),
            ),
            hint="The employer decides; the LADO and the police advise.",
        ),
        Question(
            "suspended_by",
            "Who decided?",
            Kind.CHOICE,
            options=(Option(BY_HEAD, "The headteacher"), Option(BY_GOVERNORS, "The governing body")),
            source="School Staffing (England) Regulations 2009 reg 19",
        ),
        Question("suspension_minute", "Under which minute or delegation?", Kind.LINE, required=False, most=200),
        Question("suspended_at", "From when?", Kind.MOMENT),
        _CONTACT,
        _LIMITS,
        _REVIEW,
        Question(
            "suspension_counterpart",
            "Who of the governing body, or which head, was told at once?",
            Kind.LINE,
            hint="Name and time. In a maintained school each tells the other, and the local authority, immediately.",
            most=300,
        ),
    ),
    weighty="Suspension is a neutral act, but it does not feel like one. It needs a reason that will stand.",
    source="KCSIE Part four; School Staffing (England) Regulations 2009 reg 19",
)
ARRANGE_ALTERNATIVE = Transition(
    key="arrange-alternative",
    label="Arrange other duties instead of suspension",
    said="{actor} recorded other arrangements instead of suspension",
    track=SUSPENSION,
    needs=Permission.MANAGE,
    begins=True,
    leaves=(ALTERNATIVE, SUSPENSION_ENDED),
    enters=ALTERNATIVE,
    guards=(guards.agencies_come_first, guards.lado_was_asked, guards.still_alive),
    checks=(review_in_time,),
    asks=(
        Question(
            "alternative_chosen",
            "Which arrangement, and why?",
            Kind.ACCOUNT,
            hint="This stands in the letter, so write it to the person, and name no child and nobody who reported.",
        ),
        _CONTACT,
        _LIMITS,
        _REVIEW,
    ),
    source="KCSIE Part four: alternatives to suspension",
)
REVIEW_SUSPENSION = Transition(
    key="review-suspension",
    label="Review the suspension",
    said="{actor} reviewed the suspension",
    track=SUSPENSION,
    needs=Permission.MANAGE,
    leaves=(SUSPENDED, ALTERNATIVE),
    checks=(review_in_time,),
    asks=(
        Question(
            "review_result",
            "What is the result?",
            Kind.CHOICE,
            options=(
                Option("goes-on", "It goes on"),
                Option("to-be-lifted", "It should end", "The governing body decides, in a maintained school"),
            ),
        ),
        Question("review_reasons", "Why, and could an alternative do now?", Kind.ACCOUNT),
        Question("review_contact", "What has the named contact done for the person?", Kind.ACCOUNT, most=4_000),
        _REVIEW,
    ),
    tells=(roles.FOR_THE_GOVERNORS,),
    source="KCSIE Part four: keep suspension under review",
)
LIFT_SUSPENSION = Transition(
    key="lift-suspension",
    label="End the suspension",
    said="{actor} ended the suspension",
    track=SUSPENSION,
    needs=Permission.LIFT,
    leaves=(SUSPENDED,),
    enters=SUSPENSION_ENDED,
    guards=(governors_lift,),
    checks=(happened.lifted_after_suspending,),
    asks=(
        NO_INTEREST,
        Question("lifted_from", "From which day?", Kind.DAY),
        Question("lift_reasons", "Why does it end?", Kind.ACCOUNT),
        Question(
            "return_plan",
            "How does the person come back?",
            Kind.ACCOUNT,
            hint="This stands in the letter, so write it to the person: “You will …”.",
        ),
    ),
    tells=(roles.CASE_MANAGER,),
    weighty="The local authority and the headteacher are told immediately, in a maintained school.",
    source="School Staffing (England) Regulations 2009 reg 19(3) to (5)",
)
END_ALTERNATIVE = Transition(
    key="end-alternative",
    label="End the other arrangements",
    said="{actor} ended the other arrangements",
    track=SUSPENSION,
    needs=Permission.MANAGE,
    leaves=(ALTERNATIVE,),
    enters=SUSPENSION_ENDED,
    asks=(Question("alternative_ended", "From when, and why?", Kind.ACCOUNT),),
)
END_WITH_EMPLOYMENT = Transition(
    key="end-suspension-with-employment",
    label="Record that the suspension ended with the employment",
    said="{actor} recorded that the suspension ended with the employment",
    track=SUSPENSION,
    needs=Permission.MANAGE,
    leaves=(SUSPENDED, ALTERNATIVE),
    enters=SUSPENSION_ENDED,
    guards=(employment_has_ended,),
    asks=(Question("suspension_end_notes", "What else should be remembered?", Kind.ACCOUNT, required=False),),
)
ASK_GOVERNORS = Transition(
    key="ask-governing-body",
    label="Ask a governor to decide on a suspension",
    said="{actor} asked a governor to decide on the suspension",
    track=SUSPENSION,
    needs=Permission.MANAGE,
    begins=True,
    leaves=(SUSPENDED, ALTERNATIVE),
    guards=(guards.agencies_come_first,),
    checks=(
        checks.keeps_apart(
            "governor_acting",
            (
                roles.CASE_MANAGER,
                roles.REPORTER,
                roles.SUBJECT,
                roles.WITNESS,
                roles.CONFLICTED,
                roles.HEARER,
                roles.APPEAL_HEARER,
            ),
            "Whoever decides on the suspension has no other part in the case.",
        ),
    ),
    asks=(
        Question(
            "governor_acting",
            "Who decides for the governing body?",
            Kind.PERSON,
            becomes=roles.FOR_THE_GOVERNORS,
            from_roles=(roles.CHAIR, roles.VICE_CHAIR, roles.GOVERNOR),
            hint="They learn who it is, and so can sit on no panel in this case.",
        ),
        Question(
            "governor_acting_why",
            "What are they asked, and under which minute?",
            Kind.ACCOUNT,
            hint="Whether to suspend, or to end it, and what they need for that. They do not see the case.",
            most=2_000,
        ),
    ),
    tells=(roles.FOR_THE_GOVERNORS,),
    weighty="One governor more learns who it is. Enough must stay untouched for two panels.",
)
TRANSITIONS = (
    SUSPEND,
    ARRANGE_ALTERNATIVE,
    REVIEW_SUSPENSION,
    ASK_GOVERNORS,
    LIFT_SUSPENSION,
    END_ALTERNATIVE,
    END_WITH_EMPLOYMENT,
)
