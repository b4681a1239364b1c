"""What may be said to another employer: facts of what was proved and met the threshold of harm, and nothing else."""

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
from caseflow.procedure import checks
from caseflow.procedure.breaches import CATEGORIES
from caseflow.procedure.outcomes import proved_harmful
from caseflow.procedure.places import MAIN, STATES

ANYWHERE = tuple(state for state in STATES if state.track == MAIN)
"""Every place of the main line, the closed case too: references are asked for years later."""


def may_be_mentioned(case: CaseFacts) -> frozenset[str]:
    """The codes of the allegations that a reference may mention (invariant 12).

    Each was found substantiated, still is after any appeal, in a case that met the threshold of harm. What is only ever
    a low-level concern is never among them.
    """
    return proved_harmful(case)


@checks.check(
    "reference-is-safe",
    "A reference mentions only what was substantiated and met the threshold of harm.",
    "KCSIE Part four; invariant 12",
)
def reference_is_safe(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    chosen = set(answers["reference_matters"]) - {"none"}
    if not_allowed := sorted(chosen - may_be_mentioned(case)):
        why = "was not found substantiated, or did not meet the threshold of harm"
        return Objection("reference_matters", f"Leave out {', '.join(not_allowed)}: it {why}.")
    return None


RECORD_REFERENCE = Transition(
    key="record-reference-request",
    label="Write a safeguarding statement for a reference",
    said="{actor} recorded that a reference was asked for",
    track=MAIN,
    needs=Permission.MANAGE,
    leaves=ANYWHERE,
    checks=(reference_is_safe,),
    asks=(
        Question("reference_for", "Who asks?", Kind.LINE, hint="Name and organisation, as on an envelope", most=200),
        Question("reference_on", "When was it asked for?", Kind.DAY, past=True),
        Question(
            "reference_matters",
            "Which matters were substantiated and met the threshold of harm?",
            Kind.MANY,
            options=(
                *(Option(category.key, category.title) for category in CATEGORIES),
                Option("none", "None"),
            ),
            hint="Nothing that was unsubstantiated, unfounded, false or malicious is mentioned, nor a low-level concern, "
            "not even as part of a history.",
        ),
    ),
    source="KCSIE Part four, references",
)
TRANSITIONS = (RECORD_REFERENCE,)
