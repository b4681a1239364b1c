"""Parts that a step gives by virtue of a post: to all who hold it, but to nobody who has another part in the case.

In a sealed case nobody learns anything by virtue of a post.
"""

from __future__ import annotations

from caseflow.casework import people
from caseflow.casework.casefile import CaseFile
from caseflow.lifecycle.sentences import capital
from caseflow.lifecycle.terms import Role, Transition
from caseflow.procedure import roles
from caseflow.procedure.sealing import is_sealed
from caseflow.procedure.timekeeping import NEVER_TOLD


def give(file: CaseFile, transition: Transition) -> list[dict[str, str]]:
    """Give these parts, and return who was given which, as the journal is told it."""
    return [
        {"part": role.key, "to": one}
        for role in _given(file, transition)
        for one in _to(file, role)
        if not _has(file, role, one)
    ]


def _given(file: CaseFile, transition: Transition) -> tuple[Role, ...]:
    return () if is_sealed(file) else transition.gives


def _to(file: CaseFile, role: Role) -> list[str]:
    """The ids of those who hold the post, by name, and are not kept out by any part they have or had."""
    kept_out = roles.holding(file, *NEVER_TOLD, ever=True)
    found = people.holders(file.desk, file.case.school_id, (one.key for one in role.from_posts))
    return [one.id for one in found if one.id not in kept_out]


def _has(file: CaseFile, role: Role, person_id: str) -> bool:
    """Whether somebody had the part before; they have it from now on in any case."""
    had = person_id in file.held_by(role)
    file.give(role, person_id)
    return had


def missing(file: CaseFile, transition: Transition) -> str:
    """What is added to the sentence of a step whose part went to nobody, so that whoever took the step sees it."""
    nobody = [role for role in _given(file, transition) if not _to(file, role)]
    posts = " or ".join(post.title for role in nobody for post in role.from_posts)
    return f". {capital('no')} {posts} could be told" if nobody else ""
