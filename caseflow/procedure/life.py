"""What happens while a case runs: a grievance is raised, a settlement is offered, the person dies."""

from caseflow.lifecycle.terms import Kind, Option, Permission, Question, Transition
from caseflow.procedure import guards, roles
from caseflow.procedure.hearing import BUNDLE_DAYS
from caseflow.procedure.places import (
    APPEAL,
    APPEAL_SET,
    CASE_TO_ANSWER,
    CONCLUDED,
    EXTERNAL_HOLD,
    GRIEVANCE,
    GRIEVANCE_BESIDE,
    GRIEVANCE_ENDED,
    GRIEVANCE_PAUSES,
    HEARD,
    HEARING_SET,
    INVESTIGATION,
    MAIN,
    REOPENED,
    TRIAGE,
)

_GRIEVANCE_ASKS = (
    Question("grievance_on", "When did it arrive?", Kind.DAY, past=True),
    Question("grievance_about", "What is it about?", Kind.ACCOUNT),
    Question("grievance_reasons", "Why does the case wait, or go on?", Kind.ACCOUNT, source="Acas Code 46"),
)
WAIT_FOR_GRIEVANCE = Transition(
    key="wait-for-grievance",
    label="Wait for a grievance",
    said="{actor} recorded a grievance, for which the case waits",
    track=GRIEVANCE,
    needs=Permission.MANAGE,
    begins=True,
    leaves=(GRIEVANCE_BESIDE, GRIEVANCE_ENDED),
    enters=GRIEVANCE_PAUSES,
    asks=_GRIEVANCE_ASKS,
    source="Acas Code 46: the disciplinary process may be suspended for a while",
)
GO_ON_BESIDE_GRIEVANCE = Transition(
    key="go-on-beside-grievance",
    label="Go on beside a grievance",
    said="{actor} recorded a grievance, beside which the case goes on",
    track=GRIEVANCE,
    needs=Permission.MANAGE,
    begins=True,
    leaves=(GRIEVANCE_PAUSES, GRIEVANCE_ENDED),
    enters=GRIEVANCE_BESIDE,
    asks=_GRIEVANCE_ASKS,
    source="Acas Code 46: related matters may be dealt with concurrently",
)
END_GRIEVANCE = Transition(
    key="end-grievance",
    label="Record how the grievance ended",
    said="{actor} recorded how the grievance ended",
    track=GRIEVANCE,
    needs=Permission.MANAGE,
    leaves=(GRIEVANCE_PAUSES, GRIEVANCE_BESIDE),
    enters=GRIEVANCE_ENDED,
    asks=(
        Question("grievance_ended_on", "When?", Kind.DAY, past=True),
        Question("grievance_outcome", "What was decided, and what does it mean for this case?", Kind.ACCOUNT),
    ),
)
REFUSE_SETTLEMENT = Transition(
    key="refuse-settlement",
    label="Record that a settlement was refused",
    said="{actor} recorded that a settlement was offered and refused; the process continues",
    track=MAIN,
    needs=Permission.MANAGE,
    asks=(
        Question("settlement_on", "When was it offered?", Kind.DAY, past=True),
        Question(
            "settlement_from",
            "Who offered it?",
            Kind.CHOICE,
            options=(
                Option("person", "The member of staff, or their union or lawyer"),
                Option("school", "The school, the trust or the local authority"),
            ),
        ),
        Question("settlement_words", "What was offered, and how was it refused?", Kind.ACCOUNT),
    ),
    hint="A settlement must not be used to end a case like this, and cannot bar a referral to the DBS.",
    source="KCSIE Part four; Sefton 15.13",
)
CONCLUDE = Transition(
    key="conclude-record",
    label="Conclude the record after a death",
    said="{actor} concluded the record, as the person has died",
    track=MAIN,
    needs=Permission.MANAGE,
    leaves=(TRIAGE, EXTERNAL_HOLD, INVESTIGATION, CASE_TO_ANSWER, HEARING_SET, HEARD, APPEAL, APPEAL_SET, REOPENED),
    enters=CONCLUDED,
    guards=(guards.has_died,),
    asks=(
        Question("concluded_summary", "What had been established, and what remains open for others?", Kind.ACCOUNT),
        Question(
            "concluded_family", "What were the family told, and by whom?", Kind.ACCOUNT, required=False, most=4_000
        ),
    ),
    ends_later=((roles.HEARER, BUNDLE_DAYS), (roles.APPEAL_HEARER, BUNDLE_DAYS)),
    weighty="There is no finding and no sanction. What children or others still need does not end with the record.",
    source="Domain note 8: conclude the record, no sanction",
)
TRANSITIONS = (WAIT_FOR_GRIEVANCE, GO_ON_BESIDE_GRIEVANCE, END_GRIEVANCE, REFUSE_SETTLEMENT, CONCLUDE)
