"""A check-up of the post: does the mail server take us, does anything wait too long, is anybody carrying it?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import and_, func, or_, select

from caseflow.casework import figures, post_sent, post_state
from caseflow.casework.desk import Desk
from caseflow.casework.doctor import Finding, ok, soon, wrong
from caseflow.casework.office import Office
from caseflow.casework.outbox import State
from caseflow.post.line import Line
from caseflow.post.server import Server
from caseflow.records import Outgoing

PATIENCE = 10.0
"""Seconds that the mail server has for each answer while somebody watches."""
LATE = timedelta(hours=4)
"""What was due so long ago, and was not put off, should have left."""


def conversation(server: Server | None) -> Iterator[Finding]:
    """Call the mail server, make the line safe, sign in, and ask whether it takes our sender; nothing is sent."""
    if server is None:
        yield soon("mail", "No mail server is set, so nobody is told of anything by e-mail: set SMTP_HOST.")
        return
    with Line(replace(server, patience=min(server.patience, PATIENCE))) as line:
        if line.try_it():
            yield ok("mail", f"The mail server takes our calls ({server.security}) and our sender’s address.")
        else:
            yield wrong("mail", f"{post_state.TROUBLES[line.trouble]} Look at the settings that begin with SMTP_.")


def waiting(office: Office) -> Iterator[Finding]:
    """What waits too long, what a person must decide, and how many addresses were refused."""
    with office.store.reading() as session:
        desk = Desk(session, office.keyring, office.safe, office.clock)
        since = post_state.alarm(desk)
        oldest, doubt = _oldest(desk), figures.letters_in_doubt(desk)
        refused = sum(len(post_sent.bounced(desk, school.id)) for school in office.schools())
    if since:
        days = (office.clock() - since).days
        yield wrong("mail", f"No post has left for {days} days: see to the worker and the mail server.")
    yield oldest
    if doubt:
        yield soon("mail", f"Of {doubt} letters nobody knows whether they left, or they were refused: managers decide.")
    if refused:
        yield soon("mail", f"The mail server refuses the addresses of {refused} people: the staff list says whose.")


def worker(office: Office) -> Iterator[Finding]:
    """Whether somebody carries the post, and whether something was taken in hand and never let go of."""
    with office.store.reading() as session:
        desk = Desk(session, office.keyring, office.safe, office.clock)
        carried, seen = post_state.is_carried(desk), post_state.standing(desk).seen_at
        stuck = _stuck(desk)
    if not carried:
        when = "yet" if seen is None else f"for {_hours(office.clock() - seen)}"
        yield wrong(
            "worker", f"Nobody has carried post {when}: start caseflow work, or serve without CASEFLOW_WORKER=no."
        )
    elif stuck:
        yield wrong("worker", f"{stuck} messages were taken in hand long ago and not let go of: start the worker anew.")
    else:
        yield ok("worker", "Somebody carries the post, and nothing is stuck.")


def _oldest(desk: Desk) -> Finding:
    """What waits too long: taken up by nobody, or tried again and again. One address alone may cause the latter."""
    query = select(func.min(Outgoing.due_at)).where(Outgoing.state == State.WAITING)
    due, first = desk.session.scalar(query), post_state.first_due(desk)
    if due and desk.now - due >= LATE:
        late = _hours(desk.now - due)
        return wrong("mail", f"The oldest message should have left {late} ago: see to the worker and the server.")
    if first is None or desk.now - first < LATE:
        return ok("mail", "Nothing has waited too long to leave.")
    say = wrong if desk.now - first >= post_state.ALARM_AFTER else soon
    return say("mail", f"The oldest message has been tried for {_hours(desk.now - first)} in vain: see to the server.")


def _stuck(desk: Desk) -> int:
    """Leases that ran out an hour ago and more: the next round should have taken them up."""
    long_ago = desk.now - timedelta(hours=1)
    open_still = or_(Outgoing.state == State.WAITING, Outgoing.state == State.SENDING)
    query = select(func.count()).select_from(Outgoing).where(and_(open_still, Outgoing.lease_until < long_ago))
    return desk.session.scalar(query) or 0


def _hours(span: timedelta) -> str:
    hours = int(span.total_seconds() // 3600)
    return f"{hours} hours" if hours < 48 else f"{hours // 24} days"
