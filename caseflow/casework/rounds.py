"""What time asks for, in every school and each job by itself; and when all of it was last done.

That it was done is kept beside how the post stands, as a moment and no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from caseflow.casework import checkpoint_post, policy_watch, timekeeping
from caseflow.casework.desk import Desk
from caseflow.casework.office import Office
from caseflow.casework.timekeeping import Passed
from caseflow.casework.troubles import Job, set_aside
from caseflow.records import PostState

_TIME = "time"


def let_time_pass(office: Office, addresses: Sequence[str]) -> bool:
    """Remind people, and queue signed checkpoints to these addresses. Whether nothing was left undone."""
    passed = remind(office)
    for one in passed:
        with set_aside(Job.CHECKPOINTS, one.problems):
            checkpoint_post.in_school(office, one.school_id, addresses)
    if any(one.problems for one in passed):
        return False
    _note(office)
    return True


def remind(office: Office) -> list[Passed]:
    """Tell everybody of deadlines and of reviews of the policy. What could not be looked at is among the problems."""
    passed = timekeeping.pass_time(office)
    for one in passed:
        with set_aside(Job.POLICY, one.problems):
            policy_watch.in_school(office, one.school_id)
    return passed


def last_done(desk: Desk) -> datetime | None:
    """When all that time asks for was last done, and nothing was left undone."""
    row = desk.session.get(PostState, _TIME)
    return row.seen_at if row else None


def _note(office: Office) -> None:
    with office.at_work() as desk:
        row = desk.session.get(PostState, _TIME)
        if row is None:
            desk.session.add(PostState(id=_TIME, seen_at=desk.now))
        else:
            row.seen_at = desk.now
