"""Giving people a part in a case, and taking it away."""

from caseflow.lifecycle.terms import Kind, Permission, Question, Role, Transition
from caseflow.procedure import checks, cover, roles
from caseflow.procedure.places import MAIN
from caseflow.procedure.routing import stays_with_the_governors

_MANAGERS = (roles.HEADTEACHER, roles.CHAIR, roles.VICE_CHAIR)
_NEW_MANAGER = Question(
    "new_manager", "Who takes the case on?", Kind.PERSON, becomes=roles.CASE_MANAGER, from_roles=_MANAGERS
)

_WITHIN_ROUTING = stays_with_the_governors("new_manager")


def _bring_in(
    key: str, question: str, part: Role, post: Role, who: str, why: str = "Why are they needed?", hint: str = ""
) -> Transition:
    return Transition(
        key=key,
        label=f"Bring in {who}",
        said=f"{{actor}} brought in {who}",
        track=MAIN,
        needs=Permission.MANAGE,
        checks=(
            checks.keeps_apart(
                question,
                (roles.SUBJECT, roles.CONFLICTED, roles.HEARER, roles.APPEAL_HEARER),
                "They have no part in the case that does not go with this one.",
            ),
        ),
        asks=(
            Question(question, "Who?", Kind.PERSON, becomes=part, from_roles=(post,)),
            Question(f"{question}_why", why, Kind.ACCOUNT, hint, most=2_000),
        ),
        tells=(part,),
    )


BRING_IN_ADVISER = _bring_in("bring-in-adviser", "adviser", roles.ADVISER, roles.HR_ADVISER, "an HR adviser")
BRING_IN_DSL = _bring_in(
    "bring-in-dsl", "safeguarding_lead", roles.SAFEGUARDING_LEAD, roles.DSL, "the designated safeguarding lead"
)
BRING_IN_CLERK = _bring_in(
    "bring-in-clerk", "panel_clerk", roles.PANEL_CLERK, roles.CLERK, "the clerk to the governors"
)
BRING_IN_DPO = _bring_in(
    "bring-in-dpo",
    "data_officer",
    roles.DATA_OFFICER,
    roles.DPO,
    "the data protection officer",
    "What happened to whose personal data?",
    "They read this, and not the report: what it is, who may have seen it, whether it is still there. They need no name "
    "of a member of staff.",
)
DECLARE_CONFLICT = Transition(
    key="declare-conflict",
    label="Declare a conflict of interest",
    said="{actor} declared a conflict of interest and gave up the case",
    track=MAIN,
    needs=Permission.MANAGE,
    guards=(cover.only_the_case_manager,),
    checks=(checks.somebody_else_takes_over, checks.new_manager_stands_apart, _WITHIN_ROUTING),
    asks=(
        Question("conflict", "What is the conflict?", Kind.ACCOUNT, most=2_000),
        _NEW_MANAGER,
    ),
    takes=roles.CONFLICTED,
    ends_parts=(roles.CASE_MANAGER,),
    clears=(roles.COVERING_MANAGER,),
    tells=(roles.CASE_MANAGER,),
    weighty="From then on the case does not exist for you. Somebody else carries it on.",
    source="Domain note 8, assign CM",
)
HAND_OVER = Transition(
    key="hand-over",
    label="Hand the case over",
    said="{actor} handed the case over",
    track=MAIN,
    needs=Permission.MANAGE,
    guards=(cover.only_the_case_manager,),
    checks=(checks.somebody_else_takes_over, checks.new_manager_stands_apart, _WITHIN_ROUTING),
    asks=(Question("handover_reasons", "Why, and what should they know first?", Kind.ACCOUNT), _NEW_MANAGER),
    ends_parts=(roles.CASE_MANAGER,),
    clears=(roles.COVERING_MANAGER,),
    tells=(roles.CASE_MANAGER,),
    weighty="From then on you can no longer open this case.",
)
TRANSITIONS = (BRING_IN_ADVISER, BRING_IN_DSL, BRING_IN_CLERK, BRING_IN_DPO, DECLARE_CONFLICT, HAND_OVER)
