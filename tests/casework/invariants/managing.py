"""Who comes to manage a case that nobody handed over: invariant 26."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from casework.invariants.seen import Seen, Verdict, invariant, names, verdict

from caseflow.casework import people
from caseflow.casework.journal import Entry
from caseflow.procedure import roles

MANAGES = {roles.CASE_MANAGER.key, roles.COVERING_MANAGER.key}
POSTS = ("headteacher", "chair", "vice-chair")
NEVER = (
    *(roles.REPORTER, roles.ALSO_REPORTED, roles.SUBJECT, roles.WITNESS, roles.CONFLICTED),
    *(roles.INVESTIGATOR, roles.HEARER, roles.APPEAL_HEARER),
)


@invariant(
    26,
    "A case is taken on only where nobody manages it who works at the school and holds a post for it; by the chair or "
    "the vice-chair, who stand apart from it and were let in by two people.",
    "Decision 37; domain note 1, who manages",
)
def nobody_takes_a_case_away(seen: Seen) -> Iterator[Verdict]:
    for entry in seen.done("take-on", fresh=True):
        left = {one for one in _managed_until(seen, entry) if _may_manage(seen, one, POSTS)}
        yield verdict(left, f"It was taken on, and {names(seen, left)} manages it.")
        who = entry.said["actor"]
        yield verdict(not _may_manage(seen, who, POSTS[1:]), f"{names(seen, [who])} took it on.")
        apart = [part.title for part in NEVER if who in seen.file.held_by(part, ever=True)]
        yield verdict(apart, f"{names(seen, [who])} took it on: {', '.join(apart)}.")
        read = who in seen.file.held_by(roles.EMERGENCY_READER, ever=True)
        merged = seen.state("main") == "merged"  # it goes with the case into which it was merged
        yield verdict(not read and not merged, f"{names(seen, [who])} took it on without an emergency.")


def _may_manage(seen: Seen, who: str, posts: tuple[str, ...]) -> bool:
    return seen.staff[who].active and seen.staff[who].holds(*posts)


def _managed_until(seen: Seen, entry: Entry) -> set[str]:
    """Who managed the case just before."""
    marks, before = people.marks(seen.desk, seen.file.case.school_id), entry.at - timedelta(seconds=1)
    rows = [one for one in seen.file.parts if one.role in MANAGES and one.who in marks and one.since <= before]
    return {marks[one.who] for one in rows if one.until is None or one.until > before}
