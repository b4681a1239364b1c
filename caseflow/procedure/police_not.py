"""Considering the police and not telling them: a decision of its own, with reasons that two people agree on."""

from caseflow.lifecycle.terms import Answers, CaseFacts, Follow, Kind, Permission, Question, Transition
from caseflow.procedure import roles, second_reading
from caseflow.procedure.places import POLICE, POLICE_DUE, POLICE_NOT_PROPOSED, POLICE_NOT_REPORTED
from caseflow.procedure.reporting import TRIAGED

_READING = second_reading.SecondReading(
    POLICE, POLICE_DUE, POLICE_NOT_PROPOSED, Permission.SECOND_POLICE, roles.POLICE_READER, "no_police"
)

PROPOSE_NO_POLICE = Transition(
    key="propose-no-police-report",
    label="Decide not to report to the police",
    said="{actor} proposed not to report the matter to the police",
    track=POLICE,
    needs=Permission.MANAGE,
    leaves=(POLICE_DUE,),
    enters=POLICE_NOT_PROPOSED,
    checks=(
        second_reading.reasons_not_to("", "no_police_reasons", "police.reasons_words"),
        second_reading.reader_stands_apart("police_reader"),
    ),
    asks=(
        Question(
            "no_police_adviser",
            "Who advised you, and when?",
            Kind.LINE,
            hint="The LADO, the police or a lawyer",
            most=300,
        ),
        Question(
            "no_police_reasons",
            "Why is it not reported?",
            Kind.ACCOUNT,
            hint="Whoever reported it may still go to the police; nobody may stop them.",
        ),
        second_reading.reader("police_reader", roles.POLICE_READER),
    ),
    tells=(roles.POLICE_READER,),
    source="Policy, responsibilities: contact the police where a breach may constitute a criminal act",
)
AGREE_NO_POLICE = _READING.agree(
    "agree-no-police-report",
    "Agree not to report to the police",
    "{actor} agreed that the matter is not reported to the police",
    POLICE_NOT_REPORTED,
    (),
    "The policy asks the school to contact the police where there may be a crime. You put your name to the reasons.",
)
SEND_BACK_NO_POLICE = _READING.send_back(
    "send-back-no-police-report",
    "Send the decision about the police back",
    "{actor} sent the decision about the police back",
)
TAKE_BACK_NO_POLICE = _READING.take_back(
    "take-back-no-police-report",
    "Take the proposal about the police back",
    "{actor} took the proposal about the police back",
)


def may_be_a_crime(case: CaseFacts, answers: Answers) -> bool:
    """Whether triage finds that a crime is possible."""
    return case.answer("harm_offence") in ("yes", "unsure") or "crime" in (answers.get("serious") or ())


FOLLOWS = (
    Follow(after=TRIAGED, enters=POLICE_DUE, when=may_be_a_crime, why="it may be a crime"),
    Follow(
        after=TRIAGED,
        enters=POLICE_DUE,
        leaves=(POLICE_NOT_REPORTED,),
        when=may_be_a_crime,
        why="it may be a crime, as triage finds again",
    ),
)
TRANSITIONS = (PROPOSE_NO_POLICE, AGREE_NO_POLICE, SEND_BACK_NO_POLICE, TAKE_BACK_NO_POLICE)
