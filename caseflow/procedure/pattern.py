"""Whether a concern is one of several: concerns that are small one by one may be a pattern, and then need an answer."""

from __future__ import annotations

from collections.abc import Iterable

from caseflow.lifecycle.days import say_day
from caseflow.lifecycle.terms import Actor, Answers, CaseFacts, Earlier, Kind, Objection, Question
from caseflow.procedure.checks import check

PATTERN_REASON = Question(
    "pattern_reason",
    "If earlier concerns were like this one: why is it not investigated?",
    Kind.ACCOUNT,
    required=False,
    hint="A pattern of small concerns can be a disciplinary matter, or one for the LADO.",
    source="KCSIE Part four: low-level concerns are reviewed for patterns",
)


def family(code: str) -> str:
    """The family of a breach: the clauses of the policy that are about the same thing share the letters of their key."""
    return code.partition("-")[0]


def alike(codes: Iterable[str], matters: Iterable[Earlier]) -> tuple[Earlier, ...]:
    """The earlier cases in which a breach of the same family was alleged."""
    families = set(map(family, codes))
    return tuple(one for one in matters if families & set(map(family, one.codes)))


def pattern(case: CaseFacts, actor: Actor) -> tuple[Earlier, ...]:
    """The earlier concerns that make a pattern with this one, as far as somebody may know; none if they are too few."""
    found = alike((code for _, code in case.breaches()), case.earlier(actor))
    return found if len(found) >= int(case.setting("pattern.count")) else ()


@check(
    "pattern-is-answered",
    "Where earlier concerns make a pattern, it is said why this one is not investigated.",
    "KCSIE Part four: review for patterns; scenario A",
)
def pattern_is_answered(case: CaseFacts, actor: Actor, answers: Answers) -> Objection | None:
    found = pattern(case, actor)
    if not found or answers.get("pattern_reason"):
        return None
    told = "; ".join(f"{', '.join(one.codes)} on {say_day(one.on)}" for one in found)
    words = f"{len(found)} earlier concerns are like this one: {told}. Open an investigation, or say why not."
    return Objection("pattern_reason", words)
