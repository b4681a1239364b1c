"""Who may put people on the staff list and say what they do: rules declared here, kept whichever page asks.

A post is given and taken only by those who keep it, and nobody changes their own. Whoever would change somebody must
keep every post that comes or goes; whoever deactivates somebody, or brings them back, must keep all that they hold.
Whoever keeps nothing but the post that everybody has changes only those who hold nothing else.

A post beyond that which everybody has counts when a second person has agreed: see `given_posts`. Until then the person
has the posts they had. Taking a post away takes one person, so that access can be ended at once.
"""

from __future__ import annotations

from collections.abc import Iterable

from caseflow.casework import given_posts, people, schools
from caseflow.casework.desk import Desk
from caseflow.casework.people import Someone
from caseflow.casework.post_keeping import AGREED_BY, keepers_of, kept_by
from caseflow.casework.refusals import BadAnswers, NotThere
from caseflow.casework.schools import POSTS
from caseflow.procedure import roles

MOST_POST = 200


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
    invites: bool = False,
) -> Someone:
    """Put somebody on the staff list. Raises BadAnswers with a sentence for each field that will not do.

    Where people can be invited, nobody chooses the first password of somebody who is to hold a post beyond plain staff.
    """
    wanted = frozenset(asked) or frozenset({roles.STAFF.key})
    errors = {}
    if words := _not_yours(actor, wanted & set(POSTS)):
        errors["roles"] = words
    if len(post) > MOST_POST or not post.isprintable():
        errors["post"] = f"Enter a post of up to {MOST_POST} characters"
    waits = needs_agreement(wanted)
    if password and waits and invites:
        errors |= {"password": "Leave this empty. Whoever holds such a post is invited to link their school account"}
    if errors:
        raise BadAnswers(errors)
    said = (desk, actor.school_id, name, email, post, wanted)
    someone = schools.add_person(*said, password=password, by=actor.id, waits=waits)
    given_posts.ask(desk, actor, someone, waits)
    return someone


def needs_agreement(posts: Iterable[str]) -> frozenset[str]:
    """Those of some posts that count only when a second person has agreed."""
    return frozenset(posts) & AGREED_BY.keys()


def change(desk: Desk, actor: Someone, person_id: str, chosen: Iterable[str], *, active: bool) -> None:
    """Give somebody the chosen ones of the posts that the actor keeps; the posts that others keep stay as they are.

    What is new waits for a second person, and so does all that somebody is brought back with; what was asked before and
    is not chosen any more is taken back.

    Raises NotThere if the actor may change nothing about them, and BadAnswers with a sentence for the field.
    """
    other = find(desk, actor, person_id)
    mine, wanted = kept_by(actor), frozenset(chosen)
    if words := _not_yours(actor, wanted):
        raise BadAnswers({"roles": words})
    after = (other.roles - mine) | wanted
    had = other.roles if other.active or not active else other.roles - AGREED_BY.keys()
    waits = needs_agreement(after - had)
    if not after:
        raise BadAnswers({"roles": "Select at least one post. Somebody who has left is deactivated"})
    if active != other.active and not (other.roles | after) <= mine:
        raise BadAnswers({"active": f"{_held_by_others(other.roles - mine)}, who must take that post away first"})
    given_posts.take_back(desk, actor, other, (mine - wanted) if active else AGREED_BY)
    if after - waits != other.roles or active != other.active:
        schools.change_posts(desk, other.id, other.school_id, after - waits, active=active, by=actor.id)
    given_posts.ask(desk, actor, other, waits if active else ())


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


def _held_by_others(posts: Iterable[str]) -> str:
    post = sorted(posts)[0]
    return f"They are {POSTS[post].title}, and that post is kept by {keepers_of(post)}"
