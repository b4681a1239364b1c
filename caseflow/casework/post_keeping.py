"""Which posts there are to keep, who gives and takes them, and who agrees when one is given.

Whoever agrees keeps other posts than the one who gives, so that nobody makes their own judges, second readers or data
protection officer: what the headteacher gives, a governor or the clerk agrees to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from caseflow.casework.people import Someone
from caseflow.lifecycle.terms import Role
from caseflow.procedure import roles


@dataclass(frozen=True)
class Keeping:
    """Some posts, who keeps them, who agrees when one is given (if nobody, it counts at once), and why it is they."""

    posts: tuple[Role, ...]
    keepers: tuple[Role, ...]
    agree: tuple[Role, ...]
    why: str


KEEPING = (
    Keeping(
        (roles.STAFF,),
        (roles.HEADTEACHER, roles.IT_ADMINISTRATOR),
        (),
        "Anyone who works here can report something; no case opens by it.",
    ),
    Keeping(
        (roles.INVESTIGATING_OFFICER, roles.HR_ADVISER, roles.DSL, roles.DPO, roles.IT_ADMINISTRATOR),
        (roles.HEADTEACHER,),
        (roles.CHAIR, roles.VICE_CHAIR, roles.CLERK),
        "The headteacher says who does what among the staff; the IT administrator makes nobody eligible for a case.",
    ),
    Keeping(
        (roles.HEADTEACHER, roles.CHAIR, roles.VICE_CHAIR, roles.GOVERNOR, roles.CLERK),
        (roles.CHAIR, roles.CLERK),
        (roles.CHAIR, roles.CLERK, roles.HEADTEACHER),
        "Governors appoint the headteacher and one another; the headteacher cannot choose who hears a case about them.",
    ),
)
KEEPERS: Mapping[str, frozenset[str]] = {
    post.key: frozenset(keeper.key for keeper in keeping.keepers) for keeping in KEEPING for post in keeping.posts
}
AGREED_BY: Mapping[str, frozenset[str]] = {
    post.key: frozenset(one.key for one in keeping.agree)
    for keeping in KEEPING
    for post in keeping.posts
    if keeping.agree
}
"""The posts that take two, and by which posts the second agrees."""
SEE_THE_LIST = tuple({keeper.key: None for keeping in KEEPING for keeper in keeping.keepers})
MAY_AGREE = tuple({post.key: None for keeping in KEEPING for post in keeping.agree})


def kept_by(actor: Someone) -> frozenset[str]:
    """The posts that this person may give and take."""
    return frozenset(post for post, keepers in KEEPERS.items() if actor.active and actor.roles & keepers)


def may_agree(actor: Someone, giver: Someone, other: Someone, post: str) -> bool:
    """Whether this person may agree that somebody else gives a third a post: by a post that the giver does not hold."""
    here = actor.active and actor.school_id == giver.school_id == other.school_id
    return here and actor.id not in (giver.id, other.id) and actor.holds(*(AGREED_BY[post] - giver.roles))


def keepers_of(post: str) -> str:
    """Who keeps a post, in words."""
    return " or ".join(f"the {role.title}" for role in roles.POSTS if role.key in KEEPERS[post])


def agreed_by(giver: Someone, post: str) -> str:
    """Who may agree when somebody gives a post, in words."""
    others = AGREED_BY[post] - giver.roles
    return " or ".join(f"the {role.title}" for role in roles.POSTS if role.key in others)
