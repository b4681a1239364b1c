"""The police track: report, contacts, release, charge and end. No further action by the police closes nothing."""

from caseflow.lifecycle.terms import Follow, Kind, Option, Permission, Question, Transition
from caseflow.procedure import happened, roles
from caseflow.procedure.places import (
    CASE_TO_ANSWER,
    EXTERNAL_HOLD,
    HEARING_SET,
    INVESTIGATION,
    POLICE,
    POLICE_ACTIVE,
    POLICE_CHARGED,
    POLICE_DUE,
    POLICE_ENDED,
    POLICE_NOT_PROPOSED,
    POLICE_NOT_REPORTED,
    POLICE_RELEASED,
    RECEIVED,
    REOPENED,
    TRIAGE,
)
from caseflow.procedure.reporting import TRIAGE_CASE

OFFICER = Question("police_officer", "Which officer?", Kind.LINE, hint="Name, rank or number, and force", most=300)
REFERENCE = Question("police_reference", "What is the police reference?", Kind.LINE, required=False, most=100)

REPORT_TO_POLICE = Transition(
    key="report-to-police",
    label="Report to the police",
    said="{actor} reported the matter to the police",
    track=POLICE,
    needs=Permission.LIAISE,
    begins=True,
    leaves=(POLICE_DUE, POLICE_NOT_PROPOSED, POLICE_NOT_REPORTED, POLICE_ENDED),
    enters=POLICE_ACTIVE,
    checks=(happened.police_after_knowing,),
    asks=(
        OFFICER,
        REFERENCE,
        Question("police_at", "When?", Kind.MOMENT, past=True),
        Question("police_facts", "What did you tell them?", Kind.ACCOUNT),
        Question(
            "police_devices",
            "Which devices or accounts matter, and where are they?",
            Kind.ACCOUNT,
            required=False,
            hint="Do not look at, copy or hand on any picture.",
        ),
        Question("police_seen_by", "Who has seen the material?", Kind.ACCOUNT, required=False),
    ),
    tells=(roles.CASE_MANAGER,),
    source="Policy, responsibilities: contact and co-operate with the police",
)
LOG_POLICE_CONTACT = Transition(
    key="log-police-contact",
    label="Record a contact with the police",
    said="{actor} recorded a contact with the police",
    track=POLICE,
    needs=Permission.LIAISE,
    leaves=(POLICE_ACTIVE, POLICE_RELEASED, POLICE_CHARGED),
    checks=(happened.contact_after_knowing,),
    asks=(
        OFFICER,
        Question("police_contact_at", "When?", Kind.MOMENT, past=True),
        Question("police_said", "What was said?", Kind.ACCOUNT),
    ),
)
LOG_POLICE_RELEASE = Transition(
    key="log-police-release",
    label="Record that the police release the school",
    said="{actor} recorded that the police release the school to proceed",
    track=POLICE,
    needs=Permission.LIAISE,
    leaves=(POLICE_ACTIVE, POLICE_CHARGED),
    enters=POLICE_RELEASED,
    asks=(
        OFFICER,
        Question("released_at", "When?", Kind.MOMENT, past=True),
        Question("release_terms", "What may the school do, and what not?", Kind.ACCOUNT),
        Question(
            "release_statements",
            "May the school use witness statements taken by the police?",
            Kind.YES_NO_UNSURE,
        ),
    ),
    tells=(roles.CASE_MANAGER,),
)
RECORD_CHARGE = Transition(
    key="record-charge",
    label="Record a charge",
    said="{actor} recorded that the person was charged",
    track=POLICE,
    needs=Permission.LIAISE,
    leaves=(POLICE_ACTIVE, POLICE_RELEASED),
    enters=POLICE_CHARGED,
    asks=(
        Question("charged_on", "When?", Kind.DAY, past=True),
        Question("charge", "With what?", Kind.ACCOUNT, most=2_000),
    ),
    tells=(roles.CASE_MANAGER,),
    hint="The law then no longer forbids naming the member of staff. A child whom it concerns is still never to be named.",
    source="Education Act 2002 s141F",
)
END_POLICE = Transition(
    key="record-police-outcome",
    label="Record how the police or court matter ended",
    said="{actor} recorded how the police matter ended",
    track=POLICE,
    needs=Permission.LIAISE,
    leaves=(POLICE_ACTIVE, POLICE_RELEASED, POLICE_CHARGED),
    enters=POLICE_ENDED,
    asks=(
        Question(
            "police_outcome",
            "How did it end?",
            Kind.CHOICE,
            options=(
                Option("nfa", "No further action by the police"),
                Option("caution", "Caution"),
                Option("discontinued", "Charge discontinued"),
                Option("acquitted", "Acquitted"),
                Option("convicted", "Convicted"),
            ),
            hint="The school decides for itself, on the balance of probabilities. This closes nothing.",
        ),
        Question("police_ended_on", "When?", Kind.DAY, past=True),
        Question("police_outcome_notes", "What did they say?", Kind.ACCOUNT),
    ),
    tells=(roles.CASE_MANAGER,),
)
FOLLOWS = (
    Follow(
        after=(REPORT_TO_POLICE,),
        enters=EXTERNAL_HOLD,
        leaves=(RECEIVED, TRIAGE, INVESTIGATION, CASE_TO_ANSWER, HEARING_SET, REOPENED),
        why="the police lead",
    ),
    Follow(
        after=(TRIAGE_CASE,),
        enters=EXTERNAL_HOLD,
        leaves=(TRIAGE,),
        when=lambda case, _answers: case.at(POLICE) in (POLICE_ACTIVE.key, POLICE_CHARGED.key),
        why="the police were called before triage, and lead",
    ),
)
TRANSITIONS = (REPORT_TO_POLICE, LOG_POLICE_CONTACT, LOG_POLICE_RELEASE, RECORD_CHARGE, END_POLICE)
