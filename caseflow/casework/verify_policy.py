"""Checks the policy as it is stored against what its entries vouch for, and names each clause changed by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from caseflow.casework import policy_vouching
from caseflow.casework.fingerprints import fingerprint
from caseflow.casework.journal import Entry
from caseflow.casework.verify_rows import rows_of
from caseflow.casework.verify_words import Problem
from caseflow.records import (
    PolicyBasis,
    PolicyClause,
    PolicyPublication,
    PolicyReading,
    PolicyReview,
    PolicyText,
    School,
)

_PARTS: dict[str, Any] = {table.__tablename__: table for table in (PolicyText, PolicyClause, PolicyBasis)}
_BESIDE: dict[str, Any] = {table.__tablename__: table for table in (PolicyReview, PolicyPublication, PolicyReading)}
_CALLED = {
    "policy_text": "The version “{}” itself",
    "policy_clause": "Clause {}",
    "policy_basis": "What the breach {} rests on",
    "policy_review": "A review of the policy",
    "policy_publication": "A publication of the policy",
    "policy_reading": "A confirmation that somebody read the policy",
}
_BY_HAND = "was changed by hand"


@dataclass
class CheckedPolicy:
    """The newest entry about each version, and about each thing beside one."""

    versions: dict[str, Entry] = field(default_factory=dict)
    beside: dict[str, Entry] = field(default_factory=dict)

    def take(self, entry: Entry) -> bool:
        """Remember what an entry vouches for. Says whether it was about the policy."""
        if "policy_beside" in entry.said:
            self.beside[str(entry.said["policy_beside"])] = entry
        elif "policy_rows" in entry.said:
            self.versions[str(entry.said["policy"])] = entry
        return "policy_beside" in entry.said or "policy_rows" in entry.said


def problems(session: Session, school: School, done: CheckedPolicy) -> Iterator[Problem]:
    """Everything in which the stored policy is not what its entries vouched for."""
    ids = set(session.scalars(select(PolicyText.id).where(PolicyText.school_id == school.id))) | done.versions.keys()
    for one in sorted(ids):
        yield from _version(session, one, done.versions.get(one))
    yield from _beside(session, sorted(ids), done)


def _version(session: Session, text_id: str, entry: Entry | None) -> Iterator[Problem]:
    if entry is None:
        yield Problem(f"A version of the policy is stored ({text_id}), and no entry put it there.")
        return
    vouched = {tuple(line.split(" ", 2)[:2]): line for line in entry.said["policy_rows"]}
    found, spoilt = _rows(session, text_id)
    title = vouched["policy_text", text_id].split(" ", 3)[3]
    of = f"of the policy “{title}”"
    for place in sorted(vouched.keys() | found.keys()):
        called = _CALLED[place[0]].format((vouched.get(place) or found[place]).split(" ", 3)[3])
        if place in spoilt:
            yield Problem(f"{called} {of} cannot be read: it {_BY_HAND}.")
        elif place not in found:
            yield Problem(f"{called} {of}, for which entry {entry.seq} vouched, is no longer stored: it {_BY_HAND}.")
        elif place not in vouched:
            yield Problem(f"{called} {of} is stored, and entry {entry.seq} did not vouch for it: it {_BY_HAND}.")
        elif vouched[place] != found[place]:
            yield Problem(f"{called} {of} is not what entry {entry.seq} vouched for: it {_BY_HAND}.")


Places = dict[tuple[str, ...], str]


def _rows(session: Session, text_id: str) -> tuple[Places, set[tuple[str, ...]]]:
    """The rows of a version as its entries tell of them, and the places of those that cannot be read."""
    found: Places = {}
    spoilt: set[tuple[str, ...]] = set()
    for name, table in _PARTS.items():
        mine = table.id == text_id if table is PolicyText else table.text_id == text_id
        ids = list(session.scalars(select(table.id).where(mine)))
        rows, bad = rows_of(session, select(table), table.id, ids)
        found |= {(name, row.id): line for row in rows for line in policy_vouching.lines([row])}
        spoilt |= {(name, one) for one in bad | (set(ids) - {row.id for row in rows})}
    return found | {place: f"{' '.join(place)} ? ?" for place in spoilt}, spoilt


def _beside(session: Session, texts: list[str], done: CheckedPolicy) -> Iterator[Problem]:
    stored: set[str] = set()
    for name, table in _BESIDE.items():
        ids = list(session.scalars(select(table.id).where(table.text_id.in_(texts))))
        rows, bad = rows_of(session, select(table), table.id, ids)
        kept = {f"{name} {row.id}": fingerprint([row]) for row in rows}
        stored |= kept.keys() | {f"{name} {one}" for one in ids}
        for place in sorted(kept.keys() | {f"{name} {one}" for one in bad | set(ids)}):
            entry = done.beside.get(place)
            if entry is None:
                yield Problem(f"{_CALLED[name]} is stored ({place.split()[1]}), and no entry vouches for it.")
            elif kept.get(place) != entry.said["projection"]:
                yield Problem(f"{_CALLED[name]} is not what entry {entry.seq} vouched for: it {_BY_HAND}.")
    for place in sorted(done.beside.keys() - stored):
        words = f"{_CALLED[place.split()[0]]}, for which entry {done.beside[place].seq} vouched, is no longer stored."
        yield Problem(words)
