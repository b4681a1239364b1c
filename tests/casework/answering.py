"""What people answer at random: plausible mostly, and now and then something that will not do."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from caseflow.casework import related
from caseflow.casework.casefile import CaseFile
from caseflow.casework.people import Someone
from caseflow.lifecycle.answers import FINDINGS
from caseflow.lifecycle.days import local
from caseflow.lifecycle.terms import Kind, Question, Transition

WORDS = "One two three four five six seven eight nine ten. " * 5

BAD = (None, "", "none", [], {"a": 1}, 7, "2027-02-30")


def answer(question: Question, file: CaseFile, dice: random.Random) -> Any:
    """A plausible answer to a question, and now and then one that will not do."""
    if dice.random() < 0.02:
        return dice.choice(BAD)
    return SAY.get(question.kind, words)(question, file, dice)


def words(question: Question, _file: CaseFile, _dice: random.Random) -> str:
    return WORDS[: min(question.most, 250)].strip()


NUMBERS = ("bundle_evidence", "bundle_left_out")
"""Lines in which numbers are typed that the case shows."""


def _line(question: Question, file: CaseFile, dice: random.Random) -> str:
    if question.key not in NUMBERS:
        return words(question, file, dice)
    known = [one for one in range(1, 40) if file.has_evidence(one) or question.key == "bundle_left_out"]
    return ", ".join(map(str, dice.sample(known, min(len(known), dice.choice([0, 1, 2])))))


def _many(question: Question, _file: CaseFile, dice: random.Random) -> list[str]:
    others = [option.key for option in question.options if option.key != "none"]
    if len(others) < len(question.options) and dice.random() < 0.5:
        return ["none"]
    return dice.sample(others, dice.randint(1, min(3, len(others))))


def _day(question: Question, file: CaseFile, dice: random.Random) -> str:
    ahead = -dice.randint(0, 3) if question.past else dice.randint(0 if question.future else -3, 30)
    return (local(file.desk.now) + timedelta(days=ahead)).date().isoformat()


def _moment(question: Question, file: CaseFile, dice: random.Random) -> datetime:
    if question.future or question.key == "hearing_at":
        return file.desk.now + timedelta(days=dice.randint(13, 40))
    return file.desk.now - dice.choice([timedelta(minutes=5)] * 4 + [timedelta(days=3)])


def by_name(named: dict[str, str]) -> list[str]:
    """Ids in the order of the names: ids are random, and a walk must be one that can be walked again."""
    return sorted(named, key=lambda one: named[one])


def _person(question: Question, file: CaseFile, dice: random.Random) -> str | None:
    able = by_name(file.eligible(question))
    return dice.choice(able) if able else None


def _people(question: Question, file: CaseFile, dice: random.Random) -> list[str]:
    able = by_name(file.eligible(question))
    return dice.sample(able, min(len(able), dice.choice([1, 3, 3])))


SAY: dict[Kind, Callable[[Question, CaseFile, random.Random], Any]] = {
    Kind.LINE: _line,
    Kind.CHOICE: lambda question, _file, dice: dice.choice(question.options).key,
    Kind.MANY: _many,
    Kind.YES_NO: lambda _question, _file, dice: dice.choice(["yes", "yes", "yes", "no"]),
    Kind.YES_NO_UNSURE: lambda _question, _file, dice: dice.choice(["yes", "no", "no", "no", "no", "unsure"]),
    Kind.DAY: _day,
    Kind.MOMENT: _moment,
    Kind.PERSON: _person,
    Kind.PEOPLE: _people,
    Kind.FINDINGS: lambda _question, file, dice: {
        one: dice.choice([*FINDINGS, "substantiated"]) for one in file.allegation_ids()
    },
    Kind.CONFIRM: lambda _question, _file, _dice: True,
    Kind.CLOCK: _person,
    Kind.NUMBER: lambda _question, _file, dice: dice.randint(0, 9),
}


def answers(who: Someone, transition: Transition, file: CaseFile, dice: random.Random) -> dict[str, Any]:
    """Answers to all that a transition asks; what is not required is left out now and then."""
    asked = [question for question in transition.asks if question.required or dice.random() < 0.8]
    return {question.key: answer(question, file, dice) for question in asked} | _cases(who, transition, file, dice)


def _cases(who: Someone, transition: Transition, file: CaseFile, dice: random.Random) -> dict[str, Any]:
    """Another case about the same person, where one is asked for."""
    asked = [question for question in transition.asks if question.kind is Kind.CASE]
    offered = {one.key: [case.id for case in related.about_the_same(file, who, one.may)] for one in asked}
    return {key: dice.choice(ids) if ids else None for key, ids in offered.items()}
