"""The steps with a version of the policy as a whole, each with whoever takes it and what its page says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from caseflow.casework import policies, policy_adoption, policy_draft, policy_readers
from caseflow.casework.desk import Desk
from caseflow.casework.people import Someone
from caseflow.casework.policy_questions import AGREED, SENT_BACK
from caseflow.lifecycle.terms import Question
from caseflow.procedure import roles
from caseflow.records import PolicyText


@dataclass(frozen=True)
class Step:
    """Something done with a version as a whole: by whom, from where, what is asked, and what the page says."""

    label: str
    post: str
    statuses: tuple[str, ...]
    words: str
    done: str
    act: Callable[[Desk, Someone, str, int, Mapping[str, Any]], None]
    asks: Callable[[PolicyText], tuple[Question, ...]] = lambda _row: ()


def _publish(at: Desk, actor: Someone, text_id: str, _seen: int, _given: Mapping[str, Any]) -> None:
    policy_readers.publish(at, actor, text_id)


def _set_aside(at: Desk, actor: Someone, text_id: str, seen: int, _given: Mapping[str, Any]) -> None:
    policy_draft.set_aside(at, actor, text_id, seen)


def _take_back(at: Desk, actor: Someone, text_id: str, seen: int, _given: Mapping[str, Any]) -> None:
    policy_adoption.take_back(at, actor, text_id, seen)


STEPS: Mapping[str, Step] = {
    "propose": Step(
        "Propose it to the chair",
        roles.HEADTEACHER.key,
        (policies.DRAFT,),
        "The governors have approved this text. Say where that is minuted and from which day it holds. "
        "The chair then agrees, and from then on it is never changed.",
        "The new version waits for the chair",
        policy_adoption.propose,
        policy_adoption.asks_of,
    ),
    "set-aside": Step(
        "Set it aside",
        roles.HEADTEACHER.key,
        (policies.DRAFT,),
        "This version is given up. It is kept and can be read by you and the chair, and a new one can be begun.",
        "The new version is set aside",
        _set_aside,
    ),
    "take-back": Step(
        "Take it back",
        roles.HEADTEACHER.key,
        (policies.PROPOSED,),
        "The chair has not agreed yet. It becomes a draft again that you can change.",
        "The new version is a draft again",
        _take_back,
    ),
    "agree": Step(
        "Adopt this version",
        roles.CHAIR.key,
        (policies.PROPOSED,),
        "From its day on it governs what people do. Once you agree, it is never changed.",
        "The new version is adopted",
        policy_adoption.agree,
        lambda _row: AGREED,
    ),
    "send-back": Step(
        "Send it back",
        roles.CHAIR.key,
        (policies.PROPOSED,),
        "It becomes a draft again, and the headteacher reads why.",
        "The new version is sent back",
        policy_adoption.send_back,
        lambda _row: SENT_BACK,
    ),
    "publish": Step(
        "Publish it to all staff",
        roles.HEADTEACHER.key,
        (policies.ADOPTED,),
        "Everybody employed at the school finds it on their first page, reads it and confirms that they have "
        "understood it. You see who has, and who has not yet.",
        "The policy is published to all staff",
        _publish,
    ),
}


def steps_of(row: PolicyText, person: Someone) -> dict[str, Step]:
    """What this person may do with a version now."""
    return {key: step for key, step in STEPS.items() if person.holds(step.post) and row.status in step.statuses}
