"""A spent warning is left out of new cases, unless somebody records why it is relevant after all."""

from caseflow.lifecycle.terms import Kind, Permission, Question, Transition
from caseflow.procedure.places import MAIN

CITE = Transition(
    key="cite-spent-warning",
    label="Record why a spent warning is relevant",
    said="{actor} recorded why a spent warning is relevant to this case",
    track=MAIN,
    needs=Permission.MANAGE,
    asks=(
        Question(
            "spent_case",
            "In which case was it given?",
            Kind.CASE,
            hint="Only cases about the same person that you may read are offered.",
        ),
        Question("spent_why", "Why is it relevant, although it is spent?", Kind.ACCOUNT, most=4_000),
    ),
    weighty="From then on it is shown among the earlier matters of this case, and the person may ask why.",
    source="Acas Code 20 and 22: a warning is disregarded for disciplinary purposes when it is spent",
)
TRANSITIONS = (CITE,)
"""What is done about spent warnings."""
