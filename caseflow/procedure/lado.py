"""The LADO track: contact within a working day, advice recorded word for word, and what the advice unlocks."""

from caseflow.lifecycle.terms import Answers, CaseFacts, Follow, Kind, Option, Permission, Question, Transition
from caseflow.procedure import guards, roles
from caseflow.procedure.choices import HARM_KEYS
from caseflow.procedure.places import (
    LADO,
    LADO_ADVISED,
    LADO_DUE,
    LADO_ENDED,
    LADO_NOT_DUE,
    LADO_NOT_PROPOSED,
    LADO_NOT_REFERRED,
    LADO_REFERRED,
)
from caseflow.procedure.reporting import JUDGE_AGAIN, TRIAGED

NOT_REFERRED = (LADO_NOT_DUE, LADO_NOT_PROPOSED, LADO_NOT_REFERRED)
"""Where somebody thinks, or two agree, that it is not for the LADO. Anybody who liaises may refer it all the same."""

REFER_TO_LADO = Transition(
    key="refer-to-lado",
    label="Refer to the LADO",
    said="{actor} referred the case to the LADO",
    track=LADO,
    needs=Permission.LIAISE,
    begins=True,
    leaves=(LADO_DUE, *NOT_REFERRED, LADO_ADVISED, LADO_ENDED),
    enters=LADO_REFERRED,
    asks=(
        Question("lado_contact", "Whom did you contact?", Kind.LINE, hint="Name of the LADO or duty officer"),
        Question("lado_at", "When?", Kind.MOMENT, past=True),
        Question("lado_adult_aware", "Does the member of staff know of the allegation?", Kind.YES_NO_UNSURE),
        Question("lado_done", "What has been done so far?", Kind.ACCOUNT),
    ),
    tells=(roles.CASE_MANAGER,),
    source="KCSIE Part four; local safeguarding procedures: within one working day",
)
LOG_LADO_ADVICE = Transition(
    key="log-lado-advice",
    label="Record the LADO's advice",
    said="{actor} recorded the LADO's advice",
    track=LADO,
    needs=Permission.LIAISE,
    begins=True,
    leaves=(LADO_DUE, *NOT_REFERRED, LADO_REFERRED, LADO_ADVISED),
    enters=LADO_ADVISED,
    asks=(
        Question("advice_from", "Who advised?", Kind.LINE, most=200),
        Question("advice_at", "When?", Kind.MOMENT, past=True),
        Question("advice", "What was the advice?", Kind.ACCOUNT, hint="As near to word for word as you can"),
        Question(
            "lado_threshold",
            "Does the LADO find the harm threshold met?",
            Kind.CHOICE,
            options=(Option("yes", "Yes"), Option("no", "No"), Option("later", "Not decided yet")),
        ),
        Question("lado_interviews", "May the school interview people?", Kind.YES_NO),
        Question("lado_telling", "May the member of staff be told?", Kind.YES_NO),
        Question("lado_parents", "May parents be told?", Kind.YES_NO),
        Question("lado_review", "When do you speak again?", Kind.DAY, required=False, future=True),
    ),
    tells=(roles.CASE_MANAGER,),
)
END_LADO = Transition(
    key="end-lado",
    label="Record that the LADO's part has ended",
    said="{actor} recorded that the LADO's part has ended",
    track=LADO,
    needs=Permission.LIAISE,
    leaves=(LADO_ADVISED,),
    enters=LADO_ENDED,
    guards=(guards.lado_has_advised,),
    asks=(
        Question("lado_ended_with", "Who agreed it?", Kind.LINE, most=200),
        Question("lado_ended_reasons", "What was agreed, and why?", Kind.ACCOUNT),
    ),
)
_NEARER = ("no", "unsure", "yes")


def harm_is_worse(case: CaseFacts, answers: Answers) -> bool:
    """Whether a harm test is nearer to being met than at the last judgement: in doubt where it was not, or met."""
    return any(
        _NEARER.index(answers[key]) > _NEARER.index((case.given_before(key) or ("no",))[-1]) for key in HARM_KEYS
    )


FOLLOWS = (
    Follow(
        after=TRIAGED,
        enters=LADO_DUE,
        leaves=None,
        when=lambda case, _answers: guards.threshold_met(case),
        why="a harm test is met or in doubt",
    ),
    Follow(
        after=TRIAGED,
        enters=LADO_DUE,
        leaves=(LADO_ENDED,),
        when=lambda case, _answers: guards.threshold_met(case),
        why="a harm test is met or in doubt on reopening",
    ),
    Follow(
        after=(JUDGE_AGAIN,),
        enters=LADO_DUE,
        leaves=(LADO_REFERRED, LADO_ADVISED),
        when=harm_is_worse,
        why="new facts of which the LADO has not heard make a harm test worse",
    ),
)
TRANSITIONS = (REFER_TO_LADO, LOG_LADO_ADVICE, END_LADO)
