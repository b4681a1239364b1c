"""Who may do what: permissions, posts and the parts of one case."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """What standing in a case allows; a transition needs one of these."""

    FIND = "find"
    READ = "read"
    READ_BUNDLE = "read-bundle"
    READ_OWN_REPORT = "read-own-report"
    READ_REPORTER = "read-reporter"
    READ_ESCALATION = "read-escalation"
    READ_SUSPENSION = "read-suspension"
    WITHDRAW = "withdraw"
    MANAGE = "manage"
    LIAISE = "liaise"
    INVESTIGATE = "investigate"
    INVITE = "invite"
    CONVENE = "convene"
    HEAR = "hear"
    HEAR_APPEAL = "hear-appeal"
    SECOND = "second"
    SECOND_TRA = "second-tra"
    SECOND_POLICE = "second-police"
    SECOND_LADO = "second-lado"
    SECOND_GRADE = "second-grade"
    LIFT = "lift-suspension"
    GOVERN = "govern"
    PROTECT_DATA = "protect-data"
    CONTAIN = "contain-breach"
    NOTE = "note"
    ISSUE = "issue"
    LEARN_OF_DELAY = "learn-of-delay"
    LEARN_OF_ESCALATION = "learn-of-escalation"
    TAKE_SEAL = "take-seal"
    KEEP_SEAL = "keep-seal"
    TAKE_ON = "take-on"


@dataclass(frozen=True)
class Role:
    """A post in the school, or a part in one case.

    A post makes a person eligible; only a part in a case, given for a reason, opens that case.
    `from_posts` are the posts from which a part may be filled; `bars` marks a part that takes everything away. Where
    people are kept apart, whoever holds a part that `counts_as` another is taken to hold the other. A part that is
    `dated` is given from a day until a day, and opens nothing before or after. A part opens nothing to whoever holds
    none of its posts any more, unless it `outlives_post`: then others wait for what only its holder can do.
    """

    key: str
    title: str
    holds: frozenset[Permission] = frozenset()
    in_case: bool = False
    from_posts: tuple[Role, ...] = ()
    bars: bool = False
    about: str = ""
    counts_as: Role | None = None
    dated: bool = False
    outlives_post: bool = False
