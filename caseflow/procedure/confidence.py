"""Who may know who reported a case, and who was told what of it: each told for a reason, and written down.

Whoever reports is promised confidentiality, never anonymity: a court, or the person's own request, may open it.
"""

from __future__ import annotations

from dataclasses import dataclass

from caseflow.lifecycle.terms import Kind, Option, Permission, Question, Transition
from caseflow.procedure import roles, splitting
from caseflow.procedure.places import MAIN

TELL_WHO_REPORTED = Transition(
    key="tell-who-reported",
    label="Let somebody in the case know who reported it",
    said="{actor} let somebody in the case know who reported it",
    track=MAIN,
    needs=Permission.MANAGE,
    guards=(splitting.reporter_is_known,),
    asks=(
        Question(
            "knows_reporter",
            "Who has to know it?",
            Kind.PERSON,
            hint="Only people who work on this case, and do not know it yet by their part, are offered.",
            becomes=roles.KNOWS_REPORTER,
            from_roles=roles.WORK_UNKNOWING,
        ),
        Question(
            "reporter_agrees",
            "Does whoever reported it agree?",
            Kind.CHOICE,
            options=(
                Option("yes", "Yes"),
                Option("told", "They were told, and would rather not"),
                Option("not-asked", "They could not be asked first"),
            ),
        ),
        Question("knows_reporter_why", "Why can they not do their part without it?", Kind.ACCOUNT, most=2_000),
    ),
    tells=(roles.KNOWS_REPORTER,),
    hint="An investigating officer, an adviser and a second reader do not see who reported it until you say so.",
    weighty="What somebody knows cannot be taken back.",
    source="Domain note 5: confidentiality is promised to whoever reports, never anonymity",
)
RECORD_TELLING = Transition(
    key="record-telling",
    label="Record who was told of the case",
    said="{actor} recorded who was told of the case",
    track=MAIN,
    needs=Permission.NOTE,
    asks=(
        Question("telling_who", "Who was told?", Kind.LINE, hint="Name, and what they do", most=300),
        Question("telling_at", "When?", Kind.MOMENT, past=True),
        Question("telling_what", "What exactly were they told?", Kind.ACCOUNT, most=4_000),
        Question("telling_why", "Why did they need to know?", Kind.ACCOUNT, most=2_000),
    ),
    hint="Line managers, union companions, another employer: whoever heard of it outside the letters.",
    source="KCSIE Part four: confidentiality; decide who needs to know, and what",
)
TRANSITIONS = (TELL_WHO_REPORTED, RECORD_TELLING)


@dataclass(frozen=True)
class Told:
    """A step at which somebody outside the case is told of it: the answer that names them, and why it is told."""

    action: str
    who: str
    why: str


TOLD = (
    Told("refer-to-lado", "lado_contact", "The LADO oversees allegations against staff"),
    Told("report-to-police", "police_officer", "A crime may have been committed"),
    Told("tell-parents", "parents_who", "The family of the child"),
    Told("escalate", "escalate_to", "The governing body hears of a serious breach, without names"),
    Told("bring-in-dpo", "data_officer", "Judges the data breach, and reads no more than that"),
    Told("record-telling", "telling_who", "telling_why"),
)
"""Where somebody is told by what was done. Letters tell by themselves."""
