"""The TRA track: the employer of a teacher must consider a referral for serious misconduct, and say why not."""

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
from caseflow.procedure import checks, guards, roles, second_reading
from caseflow.procedure.choices import DISMISSAL, WOULD_HAVE_DISMISSED
from caseflow.procedure.ending import RECORD_LEAVING, leaves_alive
from caseflow.procedure.hearing import DECIDE, DECIDE_APPEAL
from caseflow.procedure.outcomes import dismissal_set_aside
from caseflow.procedure.places import TRA, TRA_DUE, TRA_NOT_REFERRED, TRA_PROPOSED, TRA_REFERRED
from caseflow.procedure.police import END_POLICE, RECORD_CHARGE

_READING = second_reading.SecondReading(TRA, TRA_DUE, TRA_PROPOSED, Permission.SECOND_TRA, roles.TRA_READER, "tra")


@checks.check(
    "tra-answers-agree",
    "A referral to the TRA is for misconduct serious enough for a prohibition.",
    "Education Act 2002 s141D",
)
def tra_answers_agree(_case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
    serious = answers["tra_serious"] == "yes" and answers["tra_ceased"] == "yes"
    if answers["tra_decision"] == "refer" and not serious:
        return Objection(
            "tra_decision", "Your answers do not make it a case for the TRA. Correct an answer, or do not refer."
        )
    return None


PROPOSE_TRA = Transition(
    key="propose-tra-decision",
    label="Consider a referral to the TRA",
    said="{actor} proposed a decision on referral to the TRA",
    track=TRA,
    needs=Permission.MANAGE,
    leaves=(TRA_DUE,),
    enters=TRA_PROPOSED,
    guards=(guards.has_left_by_now,),
    checks=(
        tra_answers_agree,
        second_reading.reasons_not_to("tra_decision", "tra_reasons", "tra.reasons_words"),
        second_reading.reader_stands_apart("tra_reader"),
    ),
    asks=(
        Question(
            "tra_ceased",
            "Has the school stopped using the teacher, or would it or might it have done so had they not left?",
            Kind.YES_NO,
            source="Education Act 2002 s141D",
        ),
        Question(
            "tra_serious",
            "Is it misconduct so serious that a prohibition from teaching might be right?",
            Kind.YES_NO_UNSURE,
            hint="Serious misconduct, conduct that may bring the profession into disrepute, or a relevant conviction.",
            source="Teacher misconduct: referring a case, 2022",
        ),
        Question(
            "tra_dbs_told",
            "Has the DBS been told?",
            Kind.CHOICE,
            options=(
                Option("yes", "Yes"),
                Option("due", "Not yet: the decision is due"),
                Option("no", "No: considered, and not referred"),
            ),
            hint="The TRA asks. Both referrals may be due, and neither waits for the other.",
        ),
        Question("tra_adviser", "Who advised you, and when?", Kind.LINE, most=300),
        Question(
            "tra_decision",
            "What do you decide?",
            Kind.CHOICE,
            options=(Option("refer", "Refer to the TRA"), Option("not-refer", "Considered, and not referred")),
        ),
        Question("tra_reasons", "What are your reasons?", Kind.ACCOUNT),
        second_reading.reader("tra_reader", roles.TRA_READER),
    ),
    tells=(roles.TRA_READER,),
    source="Education Act 2002 s141D: an employer must consider whether to refer",
)
AGREE_TRA = _READING.agree(
    "agree-tra-referral",
    "Agree to refer to the TRA",
    "{actor} agreed, and the teacher is referred to the TRA",
    TRA_REFERRED,
    (guards.decided("tra_decision", "refer", "The proposal is not to refer."),),
    "The Teaching Regulation Agency decides what follows. A referral is not taken back.",
)
AGREE_NO_TRA = _READING.agree(
    "agree-no-tra-referral",
    "Agree not to refer to the TRA",
    "{actor} agreed that the teacher is not referred to the TRA",
    TRA_NOT_REFERRED,
    (guards.decided("tra_decision", "not-refer", "The proposal is to refer."),),
    "The duty is to consider. You put your name to the reasons.",
)
SEND_BACK_TRA = _READING.send_back(
    "send-back-tra-decision", "Send the TRA decision back", "{actor} sent the TRA decision back"
)
TAKE_BACK_TRA = _READING.take_back(
    "take-back-tra-decision", "Take the TRA proposal back", "{actor} took the TRA proposal back"
)


def may_teach(case: CaseFacts) -> bool:
    """Whether the person does teaching work, or it is not certain that they do not."""
    return bool(case.answer("teacher") != "no")


def _removed(case: CaseFacts, answers: Answers) -> bool:
    return may_teach(case) and answers.get("sanction") in (DISMISSAL, WOULD_HAVE_DISMISSED)


def _set_aside(case: CaseFacts, _answers: Answers) -> bool:
    return dismissal_set_aside(case)


def _left(case: CaseFacts, answers: Answers) -> bool:
    return may_teach(case) and leaves_alive(case, answers)


FOLLOWS = (
    Follow(after=(DECIDE,), enters=TRA_DUE, when=_removed, why="a teacher was, or would have been, removed"),
    Follow(after=(RECORD_LEAVING,), enters=TRA_DUE, when=_left, why="a teacher is leaving"),
    Follow(
        after=(DECIDE,), enters=TRA_DUE, leaves=(TRA_NOT_REFERRED,), when=_removed, why="the outcome changes the facts"
    ),
    Follow(
        after=(RECORD_LEAVING,), enters=TRA_DUE, leaves=(TRA_NOT_REFERRED,), when=_left, why="leaving changes the facts"
    ),
    Follow(
        after=(DECIDE_APPEAL,),
        enters=TRA_DUE,
        leaves=(TRA_NOT_REFERRED, TRA_PROPOSED),
        when=_set_aside,
        why="the appeal sets the dismissal aside, and that changes the facts",
    ),
    Follow(after=(RECORD_CHARGE,), enters=TRA_DUE, leaves=(TRA_NOT_REFERRED,), why="a charge changes the facts"),
    Follow(
        after=(END_POLICE,),
        enters=TRA_DUE,
        leaves=(TRA_NOT_REFERRED,),
        when=second_reading.answered("police_outcome", "caution", "convicted"),
        why="a caution or conviction changes the facts",
    ),
    Follow(
        after=(END_POLICE,),
        enters=TRA_DUE,
        when=lambda case, answers: may_teach(case) and answers.get("police_outcome") == "convicted",
        why="a teacher was convicted",
    ),
)
TRANSITIONS = (PROPOSE_TRA, AGREE_TRA, AGREE_NO_TRA, SEND_BACK_TRA, TAKE_BACK_TRA)
