"""Considering the LADO and not referring: a decision of its own, with reasons that two people agree on.

A harm test that is met, or in doubt, is for the LADO and never comes here. What does is a breach that usually leads to
the LADO, of which one person finds at triage that no test is met.
"""

from caseflow.lifecycle.terms import Answers, CaseFacts, Follow, Kind, Permission, Question, Transition
from caseflow.procedure import breaches, guards, roles, second_reading
from caseflow.procedure.ending import RECORD_LEAVING, leaves_alive
from caseflow.procedure.places import LADO, LADO_DUE, LADO_NOT_DUE, LADO_NOT_PROPOSED, LADO_NOT_REFERRED
from caseflow.procedure.police import END_POLICE, RECORD_CHARGE
from caseflow.procedure.reporting import TRIAGED

_READING = second_reading.SecondReading(
    LADO, LADO_NOT_DUE, LADO_NOT_PROPOSED, Permission.SECOND_LADO, roles.LADO_READER, "no_lado"
)

PROPOSE_NO_LADO = Transition(
    key="propose-no-lado-referral",
    label="Decide not to refer to the LADO",
    said="{actor} proposed not to refer the case to the LADO",
    track=LADO,
    needs=Permission.MANAGE,
    leaves=(LADO_NOT_DUE,),
    enters=LADO_NOT_PROPOSED,
    checks=(
        second_reading.reasons_not_to("", "no_lado_reasons", "lado.reasons_words"),
        second_reading.reader_stands_apart("lado_reader"),
    ),
    asks=(
        Question(
            "no_lado_adviser",
            "Who advised you, and when?",
            Kind.LINE,
            hint="The safeguarding lead, HR or a lawyer. What the LADO says is recorded as the LADO's advice instead.",
            most=300,
        ),
        Question(
            "no_lado_reasons",
            "Why is it not referred?",
            Kind.ACCOUNT,
            hint="Say of the four harm tests why none is met, and none in doubt.",
        ),
        second_reading.reader("lado_reader", roles.LADO_READER),
    ),
    tells=(roles.LADO_READER,),
    source="KCSIE Part four; local safeguarding procedures",
)
AGREE_NO_LADO = _READING.agree(
    "agree-no-lado-referral",
    "Agree not to refer to the LADO",
    "{actor} agreed that the case is not referred to the LADO",
    LADO_NOT_REFERRED,
    (),
    "Such a breach usually leads to the LADO. You put your name to the reasons why this one does not.",
)
SEND_BACK_NO_LADO = _READING.send_back(
    "send-back-no-lado-referral",
    "Send the decision about the LADO back",
    "{actor} sent the decision about the LADO back",
)
TAKE_BACK_NO_LADO = _READING.take_back(
    "take-back-no-lado-referral",
    "Take the proposal about the LADO back",
    "{actor} took the proposal about the LADO back",
)


def _usually_referred(case: CaseFacts, answers: Answers) -> bool:
    """Whether a breach that was judged usually leads to the LADO, and no harm test is met or in doubt."""
    return "LADO" in breaches.routes_of(answers["breaches"]) and not guards.threshold_met(case)


def _no_test_is_met(case: CaseFacts, _answers: Answers) -> bool:
    return not guards.threshold_met(case)


def _test_is_met(case: CaseFacts, _answers: Answers) -> bool:
    return guards.threshold_met(case)


FOLLOWS = (
    Follow(
        after=TRIAGED,
        enters=LADO_NOT_DUE,
        when=_usually_referred,
        why="a breach usually leads to the LADO, and no harm test is met",
    ),
    Follow(
        after=TRIAGED,
        enters=LADO_DUE,
        leaves=(LADO_NOT_DUE, LADO_NOT_PROPOSED, LADO_NOT_REFERRED),
        when=_test_is_met,
        why="a harm test is met or in doubt after all",
    ),
    Follow(
        after=TRIAGED,
        enters=LADO_NOT_DUE,
        leaves=(LADO_NOT_PROPOSED, LADO_NOT_REFERRED),
        when=_no_test_is_met,
        why="it is judged again, and the reasons were given before",
    ),
    Follow(
        after=(RECORD_LEAVING,),
        enters=LADO_NOT_DUE,
        leaves=(LADO_NOT_REFERRED,),
        when=leaves_alive,
        why="leaving changes the facts",
    ),
    Follow(after=(RECORD_CHARGE,), enters=LADO_NOT_DUE, leaves=(LADO_NOT_REFERRED,), why="a charge changes the facts"),
    Follow(
        after=(END_POLICE,),
        enters=LADO_NOT_DUE,
        leaves=(LADO_NOT_REFERRED,),
        when=second_reading.answered("police_outcome", "caution", "convicted"),
        why="a caution or conviction changes the facts",
    ),
)
TRANSITIONS = (PROPOSE_NO_LADO, AGREE_NO_LADO, SEND_BACK_NO_LADO, TAKE_BACK_NO_LADO)
