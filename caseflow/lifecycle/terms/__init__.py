"""The words in which a school's procedure is written: frozen, and free of any framework."""

from caseflow.lifecycle.terms.breaches import Category
from caseflow.lifecycle.terms.facts import Actor, CaseFacts, Earlier
from caseflow.lifecycle.terms.moves import Check, Follow, Guard, Objection, Transition, When, always
from caseflow.lifecycle.terms.parts import Permission, Role
from caseflow.lifecycle.terms.questions import NO, UNSURE, YES, Answers, Kind, Option, Question, Turn
from caseflow.lifecycle.terms.timing import Deadline, Setting, Telling, Unit
from caseflow.lifecycle.terms.tracks import State, Track
from caseflow.lifecycle.terms.writing import Fact, Free, Letter, Wanted, wanted

__all__ = (
    "NO",
    "UNSURE",
    "YES",
    "Actor",
    "Answers",
    "CaseFacts",
    "Category",
    "Check",
    "Deadline",
    "Earlier",
    "Fact",
    "Follow",
    "Free",
    "Guard",
    "Kind",
    "Letter",
    "Objection",
    "Option",
    "Permission",
    "Question",
    "Role",
    "Setting",
    "State",
    "Telling",
    "Track",
    "Transition",
    "Turn",
    "Unit",
    "Wanted",
    "When",
    "always",
    "wanted",
)
