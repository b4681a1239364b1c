"""Who may put people on the staff list and say what they do: rules declared here, kept whichever page asks.

A post is given and taken only by those who keep it, and nobody changes their own. Whoever would change somebody must
keep every post that comes or goes; whoever deactivates somebody, or brings them back, must keep all that they hold.
Whoever keeps nothing but the post that everybody has changes only those who hold nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from caseflow.casework import people, schools
from caseflow.casework.desk import Desk
from caseflow.casework.people import Someone
from caseflow.casework.refusals import BadAnswers, NotThere
from caseflow.casework.schools import POSTS
from caseflow.lifecycle.terms import Role
from caseflow.procedure import roles


@dataclass(frozen=True)
class Keeping:
    """Some posts, who keeps them, and why it is they."""

    posts: tuple[Role, ...]
    keepers: tuple[Role, ...]
    why: str


KEEPING = (
    Keeping(
        (roles.STAFF,),
        (roles.HEADTEACHER, roles.IT_ADMINISTRATOR),
        "Anyone who works here can report something; no case opens by it.",
    ),
    Keeping(
        (roles.INVESTIGATING_OFFICER, roles.HR_ADVISER, roles.DSL, roles.DPO, roles.IT_ADMINISTRATOR),
        (roles.HEADTEACHER,),
        "The headteacher says who does what among the staff; the IT administrator makes nobody eligible for a case.",
    ),
    Keeping(
        (roles.HEADTEACHER, roles.CHAIR, roles.VICE_CHAIR, roles.GOVERNOR, roles.CLERK),
        (roles.CHAIR, roles.CLERK),
        "Governors appoint the headteacher and one another; the headteacher cannot choose who hears a case about them.",
    ),
)
KEEPERS: Mapping[str, frozenset[str]] = {
    post.key: frozenset(keeper.key for keeper in keeping.keepers) for keeping in KEEPING for post in keeping.posts
}
SEE_THE_LIST = tuple({keeper.key: None for keeping in KEEPING for keeper in keeping.keepers})
MOST_POST = 200


def kept_by(actor: Someone) -> frozenset[str]:
    """The posts that this person may give and take."""
    return frozenset(post for post, keepers in KEEPERS.items() if actor.active and actor.roles & keepers)


def may_change(actor: Someone, other: Someone) -> bool:
    """Whether there is anything about somebody else that this person may change."""
    mine, nothing_else = kept_by(actor), {roles.STAFF.key}
    theirs = mine - nothing_else or (mine and other.roles <= mine)
    return actor.id != other.id and actor.school_id == other.school_id and bool(theirs)


def may_deactivate(actor: Someone, other: Someone) -> bool:
    """Whether this person may deactivate somebody, or bring them back."""
    return may_change(actor, other) and other.roles <= kept_by(actor)


def add(
    desk: Desk,
    actor: Someone,
    name: str,
    email: str,
    post: str,
    asked: Iterable[str],
    *,
    password: str | None = None,
) -> Someone:
    """Put somebody on the staff list. Raises BadAnswers with a sentence for each field that will not do."""
    wanted = frozenset(asked) or frozenset({roles.STAFF.key})
    errors = {}
    if words := _not_yours(actor, wanted & set(POSTS)):
        errors["roles"] = words
    if len(post) > MOST_POST or not post.isprintable():
        errors["post"] = f"Enter a post of up to {MOST_POST} characters"
    if errors:
        raise BadAnswers(errors)
    return schools.add_person(desk, actor.school_id, name, email, post, wanted, password=password, by=actor.id)


def change(desk: Desk, actor: Someone, person_id: str, chosen: Iterable[str], *, active: bool) -> None:
    """Give somebody the chosen ones of the posts that the actor keeps; the posts that others keep stay as they are.

    Raises NotThere if the actor may change nothing about them, and BadAnswers with a sentence for the field.
    """
    other = find(desk, actor, person_id)
    mine, wanted = kept_by(actor), frozenset(chosen)
    if words := _not_yours(actor, wanted):
        raise BadAnswers({"roles": words})
    after = (other.roles - mine) | wanted
    if not after:
        raise BadAnswers({"roles": "Select at least one post. Somebody who has left is deactivated"})
    if active != other.active and not (other.roles | after) <= mine:
        raise BadAnswers({"active": f"{_held_by_others(other.roles - mine)}, who must take that post away first"})
    if after != other.roles or active != other.active:
        schools.change_posts(desk, other.id, other.school_id, after, active=active, by=actor.id)


def find(desk: Desk, actor: Someone, person_id: str) -> Someone:
    """Somebody whom this person may change. Raises NotThere for anybody else, oneself included."""
    other = people.everyone(desk, actor.school_id).get(person_id)
    if other is None or not may_change(actor, other):
        raise NotThere
    return other


def _not_yours(actor: Someone, wanted: Iterable[str]) -> str:
    """Why this person may not give these posts, or nothing."""
    mine = kept_by(actor)
    others = sorted(post for post in wanted if post not in mine)
    if not others:
        return ""
    if others[0] not in POSTS:
        return f"“{others[0]}” is not a role"
    return f"The post of {POSTS[others[0]].title} is given by {keepers_of(others[0])}, not by you"


def keepers_of(post: str) -> str:
    """Who keeps a post, in words."""
    return " or ".join(f"the {role.title}" for role in roles.POSTS if role.key in KEEPERS[post])


def _held_by_others(posts: Iterable[str]) -> str:
    post = sorted(posts)[0]
    return f"They are {POSTS[post].title}, and that post is kept by {keepers_of(post)}"
