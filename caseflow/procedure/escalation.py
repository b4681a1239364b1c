"""Telling the governing body of a serious breach, without telling it who."""

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
from caseflow.procedure import guards, roles
from caseflow.procedure.checks import check, keeps_apart
from caseflow.procedure.ico import FIND_REPORTABLE
from caseflow.procedure.places import ESCALATED, ESCALATION, ESCALATION_DUE, ESCALATION_NOTED
from caseflow.procedure.reporting import TRIAGED
from caseflow.procedure.suspension import SUSPEND

ESCALATE = Transition(
    key="escalate",
    label="Tell the governing body of a serious breach",
    said="{actor} told the governing body of a serious breach, without names",
    track=ESCALATION,
    needs=Permission.MANAGE,
    begins=True,
    leaves=(ESCALATION_DUE, ESCALATED, ESCALATION_NOTED),
    enters=ESCALATED,
    guards=(guards.agencies_come_first,),
    checks=(
        keeps_apart(
            "escalate_to",
            (roles.CASE_MANAGER, roles.SUBJECT, roles.REPORTER, roles.WITNESS, roles.CONFLICTED),
            "Whoever is told has no other part in the case.",
        ),
    ),
    asks=(
        Question(
            "escalate_to",
            "Who is told?",
            Kind.PERSON,
            becomes=roles.ESCALATED_TO,
            from_roles=(roles.CHAIR, roles.VICE_CHAIR, roles.GOVERNOR),
            hint="The chair; the vice-chair where the chair manages the case or has a conflict; another governor only "
            "where neither can be told. If whoever was told does not answer, or cannot any more, tell another.",
        ),
        Question(
            "escalation_actions",
            "What has been done so far?",
            Kind.ACCOUNT,
            hint="No names, no department, nothing by which a person could be known. Whoever learns who it is about "
            "cannot sit on the panel.",
            most=2_000,
        ),
    ),
    gives=(roles.TOLD_OF_ESCALATION,),
    tells=(roles.ESCALATED_TO, roles.TOLD_OF_ESCALATION),
    source="Policy, responsibilities: advise the Governing Body of any serious breaches",
)


@check(
    "escalation-words-for-a-question",
    "Whoever asks something, or for a meeting, or declares an interest, says in words what it is.",
    "screens, governors: reasons required",
)
def says_what_is_asked(_case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    asks = answers.get("escalation_answer") in ("question", "meeting") or answers.get("escalation_interest") == "yes"
    if asks and not answers.get("escalation_words"):
        return Objection("escalation_words", "Say what you ask, or what your interest is, without a name.")
    return None


NOTE_ESCALATION = Transition(
    key="note-escalation",
    label="Answer the escalation",
    said="{actor} answered the escalation",
    track=ESCALATION,
    needs=Permission.GOVERN,
    leaves=(ESCALATED,),
    enters=ESCALATION_NOTED,
    guards=(guards.not_the_subject,),
    checks=(says_what_is_asked,),
    asks=(
        Question(
            "escalation_interest",
            "Do you have an interest to declare?",
            Kind.YES_NO,
            hint="If you think you know who it is about, say so here, without a name.",
        ),
        Question(
            "escalation_answer",
            "What is your answer?",
            Kind.CHOICE,
            options=(
                Option("noted", "Noted"),
                Option("question", "Noted, and I have a question"),
                Option("meeting", "I ask for a meeting"),
            ),
        ),
        Question("escalation_words", "Anything to add?", Kind.ACCOUNT, required=False, most=2_000),
    ),
    tells=(roles.CASE_MANAGER,),
)


def is_serious(case: CaseFacts, answers: Answers) -> bool:
    """Whether triage finds the breach serious: a harm test met or in doubt, grade 4 or more, or a named ground."""
    grounds = set(answers.get("serious") or ()) - {"none"}
    return guards.threshold_met(case) or bool(grounds) or int(answers.get("severity") or 0) >= 4


def _is_serious_again(case: CaseFacts, answers: Answers) -> bool:
    return case.when("reopen") is not None and is_serious(case, answers)


def _told_before_reopening(case: CaseFacts, _answers: Answers) -> bool:
    """Whether what the governing body was told was of the case before it was reopened: once told, it is told once."""
    noted, reopened = case.when(NOTE_ESCALATION.key), case.when("reopen")
    return reopened is not None and (noted is None or noted < reopened)


SERIOUS_IN_THEMSELVES = (SUSPEND, FIND_REPORTABLE)
"""What makes a breach serious whatever triage found, and may come before triage or long after (domain note 5)."""

FOLLOWS = (
    Follow(
        after=SERIOUS_IN_THEMSELVES,
        enters=ESCALATION_DUE,
        why="the person is suspended, or the ICO is told of the breach: that is serious",
    ),
    Follow(
        after=SERIOUS_IN_THEMSELVES,
        enters=ESCALATION_DUE,
        leaves=(ESCALATION_NOTED,),
        when=_told_before_reopening,
        why="the person is suspended, or the ICO is told of the breach, since the case was reopened",
    ),
    Follow(after=TRIAGED, enters=ESCALATION_DUE, when=is_serious, why="the breach is serious"),
    Follow(
        after=TRIAGED,
        enters=ESCALATION_DUE,
        leaves=(ESCALATION_NOTED,),
        when=_is_serious_again,
        why="the breach is serious on reopening",
    ),
)
TRANSITIONS = (ESCALATE, NOTE_ESCALATION)
