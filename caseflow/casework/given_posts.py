"""Giving a post takes two: one who keeps it gives it, and another agrees before it counts.

Otherwise one person could be two: make somebody data protection officer or second reader, and have them agree. What
waits lapses after some weeks, or when whoever gave it keeps the post no more; it never gives more than was asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from caseflow.casework import journal, people, schools
from caseflow.casework.desk import Desk, school_scope
from caseflow.casework.people import Someone
from caseflow.casework.post_keeping import MAY_AGREE, kept_by, may_agree
from caseflow.casework.refusals import NotThere
from caseflow.casework.schools import POSTS
from caseflow.records import GivenPost, new_id
from caseflow.vault.box import Altered

LAPSES = timedelta(days=28)
"""How long a post waits for somebody to agree."""


@dataclass(frozen=True)
class Given:
    """A post that was given, and that nobody has agreed to yet."""

    id: str
    to: Someone
    post: str
    by: Someone
    at: datetime

    @property
    def title(self) -> str:
        """What the post is called."""
        return POSTS[self.post].title


def only_who_may(person: Someone) -> None:
    """Raise NotThere for whoever agrees to no post."""
    if not person.active or not person.holds(*MAY_AGREE):
        raise NotThere


def ask(desk: Desk, giver: Someone, other: Someone, posts: Iterable[str]) -> None:
    """Let posts wait for a second person; what waits already waits on."""
    there = waits_for(desk, other)
    for post in sorted(set(posts) - there):
        row = GivenPost(id=new_id(), school_id=other.school_id, person_id=other.id)
        said = {"post": post, "by": giver.id, "at": desk.now.isoformat()}
        row.sealed = desk.seal(school_scope(other.school_id), said, _place(row))
        desk.session.add(row)
        desk.session.flush()
        _tell(desk, "post_given", giver, other, post, "Somebody was given a post that waits for a second person")


def take_back(desk: Desk, actor: Someone, other: Someone, posts: Iterable[str]) -> None:
    """Let posts wait no longer that somebody was given and that nobody has agreed to."""
    wanted = set(posts)
    for row, given in list(_waiting(desk, other.school_id, other.id, locked=True)):
        if given.post in wanted:
            row.answered_at = desk.now
            desk.session.flush()
            _tell(
                desk,
                "post_taken_back",
                actor,
                other,
                given.post,
                "A post that waited for a second person was taken back",
            )


def waits_for(desk: Desk, other: Someone) -> frozenset[str]:
    """The posts that somebody was given and does not hold yet."""
    return frozenset(given.post for _, given in _waiting(desk, other.school_id, other.id))


def of_school(desk: Desk, school_id: str) -> list[Given]:
    """All posts of a school that wait for a second person, the earliest first."""
    return sorted((given for _, given in _waiting(desk, school_id)), key=lambda one: (one.at, one.to.name, one.post))


def waiting(desk: Desk, person: Someone) -> list[Given]:
    """The posts to which this person may agree."""
    if not person.holds(*MAY_AGREE):
        return []
    return [one for one in of_school(desk, person.school_id) if may_agree(person, one.by, one.to, one.post)]


def mine(desk: Desk, person: Someone) -> list[Given]:
    """The posts that this person gave, and that wait."""
    return [one for one in of_school(desk, person.school_id) if one.by.id == person.id]


def answer(desk: Desk, person: Someone, given_id: str, *, agree: bool) -> Given:
    """Agree that somebody has a post, or not. Raises NotThere unless this waits for this person."""
    only_who_may(person)
    found = next((one for one in _waiting(desk, person.school_id, locked=True) if one[0].id == given_id), None)
    if found is None or not may_agree(person, found[1].by, found[1].to, found[1].post):
        raise NotThere
    row, given = found
    row.answered_at = desk.now
    desk.session.flush()
    if agree:
        after = given.to.roles | {given.post}
        _tell(desk, "post_agreed", person, given.to, given.post, "A second person agreed that somebody has a post")
        schools.change_posts(desk, given.to.id, given.to.school_id, after, active=True, by=person.id)
    else:
        _tell(
            desk, "post_refused", person, given.to, given.post, "A second person did not agree that somebody has a post"
        )
    return given


def _waiting(
    desk: Desk, school_id: str, person_id: str = "", *, locked: bool = False
) -> Iterator[tuple[GivenPost, Given]]:
    query = select(GivenPost).where(GivenPost.school_id == school_id, GivenPost.answered_at.is_(None))
    if person_id:
        query = query.where(GivenPost.person_id == person_id)
    query = query.order_by(GivenPost.id)
    for row in desk.session.scalars(query.with_for_update() if locked else query).all():
        given = _opened(desk, row)
        if given and _stands(desk, given):
            yield row, given


def _stands(desk: Desk, given: Given) -> bool:
    """Whether somebody may still agree: the giver keeps the post, and the person works here and does not hold it."""
    kept = given.post in kept_by(given.by) and given.to.active and given.post not in given.to.roles
    return kept and given.at > desk.now - LAPSES


def _opened(desk: Desk, row: GivenPost) -> Given | None:
    """What a row says, or None if it was changed by hand."""
    try:
        said = desk.unseal(school_scope(row.school_id), row.sealed, _place(row))
    except Altered:
        return None
    staff = people.everyone(desk, row.school_id)
    return Given(row.id, staff[row.person_id], said["post"], staff[said["by"]], datetime.fromisoformat(said["at"]))


def _place(row: GivenPost) -> str:
    return f"given-post/{row.id}/{row.person_id}"


def _tell(desk: Desk, event: str, actor: Someone, other: Someone, post: str, sentence: str) -> None:
    words = f"{sentence}: {POSTS[post].title}"
    journal.write_for_school(desk, other.school_id, event, actor.id, whom=other.id, post=post, sentence=words)
