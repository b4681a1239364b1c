"""The police track: report, contacts, release, charge and end. No further action by the police closes nothing."""

from caseflow.lifecycle.terms import (
    Actor,
    Answers,
    CaseFacts,
    Follow,
    Kind,
    Objection,
    Option,
    Permission,
    Question,
    Transition,
)
from caseflow.procedure import checks, happened, roles
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

_RELEASE = (
    Question("released_at", "When?", Kind.MOMENT, past=True),
    Question("release_terms", "What may the school do, and what not?", Kind.ACCOUNT),
    Question(
        "release_statements",
        "May the school use witness statements taken by the police?",
        Kind.YES_NO_UNSURE,
    ),
)

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
    leaves=(POLICE_ACTIVE,),
    enters=POLICE_RELEASED,
    asks=(OFFICER, *_RELEASE),
    tells=(roles.CASE_MANAGER,),
)


@checks.check(
    "reasons-before-a-trial",
    "A school that goes on before the trial gives its reasons in full: others will read them.",
    "domain note 8: charged, untried",
)
def reasons_before_a_trial(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    least = int(case.setting("trial.reasons_words"))
    if len(str(answers["before_trial_reasons"]).split()) < least:
        return Objection("before_trial_reasons", f"Give your reasons in at least {least} words: others will read them.")
    return None


RELEASE_AFTER_CHARGE = Transition(
    key="release-after-charge",
    label="Go on before the trial, as agreed with the police and HR",
    said="{actor} recorded that the police and HR agree that the school proceeds before the trial",
    track=POLICE,
    needs=Permission.MANAGE,
    leaves=(POLICE_CHARGED,),
    enters=POLICE_RELEASED,
    checks=(
        happened.police_agree_after_the_charge,
        happened.hr_agrees_after_the_charge,
        reasons_before_a_trial,
    ),
    asks=(
        OFFICER,
        *_RELEASE,
        Question(
            "before_trial_hr",
            "Who of HR agreed?",
            Kind.LINE,
            hint="Name and post: the school's own HR adviser, the local authority's or one who is bought in",
            most=300,
        ),
        Question("before_trial_hr_at", "When did they agree?", Kind.MOMENT, past=True),
        Question(
            "before_trial_reasons",
            "Why does the school proceed before the trial?",
            Kind.ACCOUNT,
            hint="Why it cannot wait, what the police say of harm to the trial, and how the hearing stays fair to somebody "
            "who may have been advised to say nothing.",
        ),
    ),
    tells=(roles.CASE_MANAGER,),
    weighty="What is said at a hearing may be asked for at the trial. Both the police and HR must have agreed.",
    source="Domain note 8: charged and not tried, a hearing needs a reasoned agreement of the police and HR",
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
TRANSITIONS = (
    REPORT_TO_POLICE,
    LOG_POLICE_CONTACT,
    LOG_POLICE_RELEASE,
    RECORD_CHARGE,
    RELEASE_AFTER_CHARGE,
    END_POLICE,
)
