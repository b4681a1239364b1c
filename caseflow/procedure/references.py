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
from caseflow.procedure.choices import HARM_KEYS, SUBSTANTIATED
from caseflow.procedure.places import MAIN, STATES

ANYWHERE = tuple(state for state in STATES if state.track == MAIN)
"""Every place of the main line, the closed case too: references are asked for years later."""


def threshold_is_met(case: CaseFacts) -> bool:
    """Whether the threshold of harm was met: as the LADO found, or else as the school did; doubt is not enough."""
    found = case.answer("lado_threshold")
    if found in ("yes", "no"):
        return bool(found == "yes")
    return any(case.answer(key) == "yes" for key in HARM_KEYS)


def may_be_mentioned(case: CaseFacts) -> frozenset[str]:
    """The codes of the allegations that a reference may mention (invariant 12)."""
    if not threshold_is_met(case) or case.answer("appeal_outcome") == "overturned":
        return frozenset()
    found = case.answer("findings") or {}
    return frozenset(code for one, code in case.breaches() if found.get(one) == SUBSTANTIATED)


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
