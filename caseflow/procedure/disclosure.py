"""The protected-disclosure check: a concern raised online may be one that the law does not let the school punish."""

from caseflow.lifecycle.terms import Answers, CaseFacts, Follow, Kind, Permission, Question, Transition
from caseflow.procedure import roles
from caseflow.procedure.choices import RAISED_ONLINE
from caseflow.procedure.places import DISCLOSURE, DISCLOSURE_DUE, DISCLOSURE_NOT_PROTECTED, DISCLOSURE_PROTECTED
from caseflow.procedure.reporting import REPORT, TRIAGED

_ASKS = (
    Question("disclosure_adviser", "Who looked at it?", Kind.LINE, hint="HR adviser or lawyer, and when", most=300),
    Question("disclosure_reasons", "What was concluded, and why?", Kind.ACCOUNT),
)
FIND_PROTECTED = Transition(
    key="find-disclosure-protected",
    label="Record that it is, or may be, a protected disclosure",
    said="{actor} recorded that what was said is, or may be, a protected disclosure",
    track=DISCLOSURE,
    needs=Permission.MANAGE,
    leaves=(DISCLOSURE_DUE, DISCLOSURE_NOT_PROTECTED),
    enters=DISCLOSURE_PROTECTED,
    asks=_ASKS,
    tells=(roles.CASE_MANAGER,),
    source="Employment Rights Act 1996 s43B",
)
FIND_NOT_PROTECTED = Transition(
    key="find-disclosure-not-protected",
    label="Record that it is not a protected disclosure",
    said="{actor} recorded that what was said is not a protected disclosure",
    track=DISCLOSURE,
    needs=Permission.MANAGE,
    leaves=(DISCLOSURE_DUE, DISCLOSURE_PROTECTED),
    enters=DISCLOSURE_NOT_PROTECTED,
    asks=_ASKS,
    tells=(roles.CASE_MANAGER,),
    source="Employment Rights Act 1996 s43B",
)


def _reported(_case: CaseFacts, answers: Answers) -> bool:
    return RAISED_ONLINE in (answers.get("categories") or ())


def _triaged(_case: CaseFacts, answers: Answers) -> bool:
    return RAISED_ONLINE in (answers.get("breaches") or ())


FOLLOWS = (
    Follow(after=(REPORT,), enters=DISCLOSURE_DUE, when=_reported, why="a concern was raised online"),
    Follow(after=TRIAGED, enters=DISCLOSURE_DUE, when=_triaged, why="a concern was raised online"),
)
TRANSITIONS = (FIND_PROTECTED, FIND_NOT_PROTECTED)
