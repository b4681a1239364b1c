"""A lower severity than usual, or than before, needs a reason and a second person; a higher one needs neither."""

from __future__ import annotations

from caseflow.lifecycle.terms import Answers, CaseFacts, Follow, Kind, Permission, Question, Transition
from caseflow.procedure import roles, second_reading
from caseflow.procedure.breaches import severity_of
from caseflow.procedure.choices import HARM_KEYS
from caseflow.procedure.places import GRADE, GRADE_AGREED, GRADE_DUE, GRADE_KEPT, GRADE_PROPOSED
from caseflow.procedure.reporting import TRIAGED

_READING = second_reading.SecondReading(
    GRADE, GRADE_DUE, GRADE_PROPOSED, Permission.SECOND_GRADE, roles.GRADE_READER, "grade"
)


def lowered(case: CaseFacts, answers: Answers) -> bool:
    """Whether what was just judged is less serious than the breaches usually are, or than it was judged before.

    Once two people have agreed to a lower severity, it is that from which a later one is judged. A harm test that was
    met or in doubt and now is not is a lower route too, unless the LADO found so.
    """
    if "severity" not in answers:
        return False
    return int(answers["severity"]) < floor(case, answers) or _harm_is_less(case, answers)


def floor(case: CaseFacts, answers: Answers) -> int:
    """The severity below which a second person must agree."""
    before = [int(one) for one in case.given_before("severity")]
    if case.at(GRADE) == GRADE_AGREED.key and before:
        known = set((case.given_before("breaches") or ((),))[-1])
        return max(before[-1], severity_of(code for code in answers["breaches"] if code not in known))
    return max([severity_of(answers["breaches"]), *before])


def _harm_is_less(case: CaseFacts, answers: Answers) -> bool:
    if case.answer("lado_threshold") == "no":
        return False
    agreed = case.at(GRADE) == GRADE_AGREED.key
    return any(
        answers.get(key) == "no" and bool({"yes", "unsure"} & set(case.given_before(key)[-1 if agreed else 0 :]))
        for key in HARM_KEYS
    )


PROPOSE_LOWER = Transition(
    key="propose-lower-severity",
    label="Give reasons for the lower severity",
    said="{actor} gave reasons for a lower severity, for a second person to agree",
    track=GRADE,
    needs=Permission.MANAGE,
    leaves=(GRADE_DUE,),
    enters=GRADE_PROPOSED,
    checks=(
        second_reading.reasons_not_to("", "lower_reasons", "grade.reasons_words"),
        second_reading.reader_stands_apart("grade_reader"),
    ),
    asks=(
        Question(
            "lower_reasons",
            "Why is it less serious than such a breach usually is, or than it was judged before?",
            Kind.ACCOUNT,
            hint="Or judge the case again, and raise it.",
        ),
        second_reading.reader("grade_reader", roles.GRADE_READER),
    ),
    tells=(roles.GRADE_READER,),
    source="Domain note 8, invariant 23: downgrades need a reason and a second person",
)
AGREE_LOWER = _READING.agree(
    "agree-lower-severity",
    "Agree to the lower severity",
    "{actor} agreed to the lower severity",
    GRADE_AGREED,
    (),
    "A lower severity opens ways that are closed to a higher one. You put your name to the reasons.",
)
SEND_BACK_LOWER = _READING.send_back(
    "send-back-lower-severity", "Send the lower severity back", "{actor} sent the lower severity back"
)
TAKE_BACK_LOWER = _READING.take_back(
    "take-back-lower-severity", "Take the lower severity back", "{actor} took the proposal of a lower severity back"
)


def _not_lowered(case: CaseFacts, answers: Answers) -> bool:
    return not lowered(case, answers)


FOLLOWS = (
    Follow(
        after=TRIAGED, enters=GRADE_DUE, when=lowered, why="it is judged less serious than usual, or than it was before"
    ),
    Follow(
        after=TRIAGED,
        enters=GRADE_DUE,
        leaves=(GRADE_PROPOSED, GRADE_AGREED, GRADE_KEPT),
        when=lowered,
        why="it is judged less serious than before",
    ),
    Follow(
        after=TRIAGED,
        enters=GRADE_KEPT,
        leaves=(GRADE_DUE, GRADE_PROPOSED),
        when=_not_lowered,
        why="it is judged as serious as usual, or as before",
    ),
)
TRANSITIONS = (PROPOSE_LOWER, AGREE_LOWER, SEND_BACK_LOWER, TAKE_BACK_LOWER)
