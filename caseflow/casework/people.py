"""Who works at the school: plain values, opened from what is sealed; and the blind marks by which parts find them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from caseflow.casework.desk import Desk, school_scope
from caseflow.procedure import roles
from caseflow.records import Person, Post
from caseflow.vault.box import blind_index


@dataclass(frozen=True)
class Someone:
    """A person as pages, letters and guards know them."""

    id: str
    school_id: str
    name: str
    email: str
    post: str
    roles: frozenset[str]
    active: bool
    email_since: str = ""
    """The moment from which this address holds, if it was changed."""

    def holds(self, *roles: str) -> bool:
        """Whether they hold one of these posts."""
        return bool(self.roles & set(roles))


def everyone(desk: Desk, school_id: str) -> dict[str, Someone]:
    """All people of a school by id, the inactive included: one query, once in a piece of work."""
    key = f"people:{school_id}"
    if key not in desk.known:
        query = select(Person).where(Person.school_id == school_id).options(joinedload(Person.posts))
        rows = desk.session.scalars(query).unique().all()
        desk.known[key] = {row.id: opened(desk, row) for row in rows}
    found: dict[str, Someone] = desk.known[key]
    return found


def forget(desk: Desk, school_id: str) -> None:
    """The list of people is read afresh the next time."""
    desk.known.pop(f"people:{school_id}", None)
    desk.known.pop(f"marks:{school_id}", None)


def opened(desk: Desk, row: Person) -> Someone:
    """A row of the staff list, opened."""
    said = desk.unseal(school_scope(row.school_id), row.sealed, f"person/{row.id}")
    return Someone(
        id=row.id,
        school_id=row.school_id,
        name=said["name"],
        email=said["email"],
        post=said["post"],
        roles=frozenset(post.role for post in row.posts),
        active=row.active,
        email_since=said.get("email_since", ""),
    )


def sealed(
    desk: Desk, person_id: str, school_id: str, name: str, email: str, post: str, email_since: str = ""
) -> bytes:
    """What the staff list keeps of a person."""
    said = {"name": name, "email": email, "post": post, **({"email_since": email_since} if email_since else {})}
    return desk.seal(school_scope(school_id), said, f"person/{person_id}")


def mark(desk: Desk, school_id: str, person_id: str) -> bytes:
    """The blind mark by which the parts of a case find a person; without the key it names nobody."""
    return blind_index(desk.index_key(school_id), "person", person_id)


def marks(desk: Desk, school_id: str) -> dict[bytes, str]:
    """All marks of a school and whom they mean."""
    key = f"marks:{school_id}"
    if key not in desk.known:
        desk.known[key] = {mark(desk, school_id, one): one for one in everyone(desk, school_id)}
    found: dict[bytes, str] = desk.known[key]
    return found


def email_mark(desk: Desk, school_id: str, email: str) -> bytes:
    """The blind mark by which an e-mail address is found at sign-in."""
    return blind_index(desk.index_key(school_id), "email", fold(email))


def holders(desk: Desk, school_id: str, roles: Iterable[str]) -> list[Someone]:
    """Active people who hold one of these posts, by name."""
    wanted = tuple(roles)
    found = (one for one in everyone(desk, school_id).values() if one.active and one.holds(*wanted))
    return sorted(found, key=lambda one: one.name)


def fold(text: str) -> str:
    """Text for comparison: no case, no accents, single spaces."""
    plain = unicodedata.normalize("NFKD", text)
    return " ".join("".join(char for char in plain if not unicodedata.combining(char)).casefold().split())


_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "rev", "sir", "dame", "madam", "the"})


def _words(name: str) -> list[str]:
    """The words of a name or text, titles left out: O’Neil's is oneil, Smith-Jones is two words."""
    plain = re.sub(r"'(s\b)?", "", fold(name).replace("’", "'"))
    words = "".join(char if char.isalnum() else " " for char in plain).split()
    return [word for word in words if word not in _TITLES]


def who_might_be(text: str, people: Iterable[Someone]) -> tuple[list[Someone], list[Someone]]:
    """Those whose name a text gives in full, and those whom the rest of it might mean.

    Somebody might be meant if the text has their surname, or nothing but their first name. Another first name does not
    speak against it, because it may be a short one; only another initial does. The one asked for too many is kept out
    of a case; the one asked for too few would read about themselves.
    """
    words = _words(text)
    names = [(one, _words(one.name)) for one in people]
    full = [(one, name) for one, name in names if name and set(name) <= set(words)]
    said = {word for _, name in full for word in name}
    rest = [word for word in words if word not in said]
    named = [one for one, _ in full]
    return named, [one for one, name in names if name and one not in named and _might_mean(rest, name)]


def _might_mean(words: list[str], name: list[str]) -> bool:
    surnames = name[1:] or name
    if words in ([name[0]], [name[0], surnames[-1][0]]):
        return True
    return any(
        word in surnames and not (before and len(before) == 1 and before != name[0][0])
        for before, word in zip(["", *words], words, strict=False)
    )


_HEADS = frozenset({"head", "headteacher", "headmaster", "headmistress", "principal"})
_LESSER = frozenset({"deputy", "assistant", "associate", "vice", "former"})
_CHAIRS = frozenset({"chair", "chairman", "chairwoman", "chairperson"})


def posts_named(text: str) -> frozenset[str]:
    """The posts, among those who might manage a case, that a text speaks of instead of a name: “the head”."""
    words = ["", *_words(text), ""]
    around = list(zip(words, words[1:], words[2:], strict=False))
    found = set()
    if any(one in _HEADS and before not in _LESSER and after != "of" for before, one, after in around):
        found.add(roles.HEADTEACHER.key)
    found |= {
        roles.VICE_CHAIR.key if before == "vice" else roles.CHAIR.key for before, one, _ in around if one in _CHAIRS
    }
    return frozenset(found)


__all__ = [
    "Person",
    "Post",
    "Someone",
    "email_mark",
    "everyone",
    "fold",
    "forget",
    "holders",
    "mark",
    "marks",
    "opened",
    "posts_named",
    "sealed",
    "who_might_be",
]
