"""What waits too long: when an address is given up, who is told that post does not leave, and what that may tell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from casework.town import Town
from post.posting import Post, issue_by_email
from post.test_notices_leave import reported, rows, states
from post.test_post_pages import Browse, browse
from post.test_when_it_leaves import asked, at, emptied
from sqlalchemy import select, text

from caseflow.casework import figures, letters, notices, outbox, post_state, schools
from caseflow.casework.doctor import Level
from caseflow.casework.doctor_post import waiting
from caseflow.casework.outbox import CHECKPOINT, State
from caseflow.casework.people import Someone
from caseflow.post.line import Outcome
from caseflow.procedure.settings import ALWAYS, WORKING
from caseflow.records import Outgoing

__all__ = ["browse"]
WAITS = "E-mail has waited for two days or more to leave the school"
NO_POST = "No e-mail has left the school for two days or more"
Queue = Callable[[Town, str], None]


def left(school: Town) -> list[str]:
    """Where all stands that is not sent, needless or of the case's beginning."""
    return [row.state for row in rows(school) if row.state not in (State.SENT, State.NEEDLESS)]


def hours_of(school: Town, hours: str) -> None:
    with school.office.at_work() as desk:
        schools.set_setting(desk, school.id, "post.hours", hours, date(2027, 1, 15), school.cast.helen.id)


def meets(post: Post, *faults: str) -> None:
    """What the next messages meet, after those that the server kept."""
    post.peer.plan(*["well"] * len(post.peer.kept()), *faults)


def over_the_weekend(school: Town, reference: str) -> None:
    school.clock.now = at(15, 19, 1)
    asked(school, reference)
    school.clock.now = at(18, 7)


def weeks_ahead(school: Town, reference: str) -> None:
    begins = school.clock() + timedelta(weeks=3)
    with school.office.at_work() as desk:
        notices.queue(school.file(reference, desk), school.cast.helen.id, "close", not_before=begins)
    school.clock.forward(weeks=3)


def before_an_outage(school: Town, reference: str) -> None:
    asked(school, reference)
    school.clock.forward(days=3)


def something_left(school: Town) -> None:
    """The server took something from another worker: so it is there, and takes what it likes."""
    with school.office.at_work() as desk:
        outbox.of_checkpoint(desk, school.id, "chair@home.test", "A note.")
        desk.session.flush()
        row = desk.session.scalars(select(Outgoing).where(Outgoing.kind == CHECKPOINT)).one()
        row.state, row.done_at = State.SENT.value, desk.now


@pytest.mark.parametrize("queue", [over_the_weekend, weeks_ahead, before_an_outage])
def test_what_was_tried_once_is_not_given_up_however_long_ago_it_was_queued(
    school: Town, post: Post, queue: Queue
) -> None:
    reference = emptied(school, post)
    hours_of(school, WORKING)
    queue(school, reference)
    something_left(school)
    hours_of(school, ALWAYS)
    meets(post, "defer-recipient")
    assert post.carry() == {Outcome.DEFERRED: 1}
    assert left(school) == [State.WAITING]
    school.clock.forward(minutes=1)
    assert post.carry() == {Outcome.SENT: 1}


def test_a_letter_that_waited_for_the_server_is_not_given_up_at_the_first_try(school: Town, post: Post) -> None:
    reference = emptied(school, post)
    issued(school, reference)
    school.clock.forward(days=3)
    something_left(school)
    meets(post, "defer-content")
    assert post.carry() == {Outcome.DEFERRED: 1}
    assert left(school) == [State.WAITING]


def issued(school: Town, reference: str, by: Someone | None = None) -> None:
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        issue_by_email(file, letters.numbered(file, 1), by or school.cast.helen)


def tried_for(school: Town, post: Post, **span: float) -> None:
    """Carry every half hour, all that leaves being put off."""
    until = school.clock() + timedelta(**span)
    while school.clock() < until:
        post.carry()
        school.clock.forward(minutes=30)


@pytest.mark.slow
def test_what_is_new_is_not_given_up_with_what_lies_in_the_same_heap(school: Town, post: Post) -> None:
    reference = emptied(school, post)
    hours_of(school, ALWAYS)
    asked(school, reference)
    school.clock.forward(minutes=5)
    meets(post, "defer-recipient", "well", *["defer-recipient"] * 60)
    post.carry()
    with school.office.at_work() as desk:
        outbox.of_checkpoint(desk, school.id, "chair@home.test", "A note.")
    school.clock.forward(seconds=30)
    post.carry()
    tried_for(school, post, days=1, hours=23)
    assert left(school) == [State.WAITING]
    asked(school, reference)
    tried_for(school, post, hours=10)
    assert left(school) == [State.BOUNCED, State.WAITING]


@pytest.mark.slow
def test_a_server_that_puts_off_everything_makes_no_address_a_refused_one_and_people_are_told(
    school: Town, post: Post, browse: Browse
) -> None:
    reported(school)
    with school.office.at_work() as desk:
        outbox.of_checkpoint(desk, school.id, "chair@home.test", "A note.")
    post.peer.plan(*["defer-recipient", "defer-content"] * 60)
    tried_for(school, post, hours=47)
    assert WAITS not in browse(school.cast.helen).get("/").text
    assert level(school) is Level.SOON
    tried_for(school, post, hours=20)
    assert states(school) == [State.WAITING] * 3
    assert WAITS in browse(school.cast.helen).get("/").text
    assert WAITS in browse(school.cast.it).get("/settings/").text
    assert WAITS not in browse(school.cast.ian).get("/").text
    assert "and yet e-mail has waited since 15 January 2027" in browse(school.cast.it).get("/post/").text
    assert level(school) is Level.WRONG
    assert figures.now(school.office)["caseflow_outbox_late_seconds"] >= 66 * 3600


def level(school: Town) -> Level:
    """What the check-up says of the message that waits longest."""
    return next(one.level for one in waiting(school.office) if "oldest message" in one.words)


def test_one_message_at_which_the_server_always_hangs_up_is_seen(school: Town, post: Post) -> None:
    reported(school)
    post.peer.plan("well", *["drop-before-data"] * 40)
    tried_for(school, post, hours=5)
    assert states(school) == [State.SENT, State.WAITING]
    assert level(school) is Level.SOON
    assert figures.now(school.office)["caseflow_outbox_late_seconds"] >= 4 * 3600


def test_what_may_not_leave_yet_is_not_late(school: Town, post: Post) -> None:
    reference = emptied(school, post)
    hours_of(school, WORKING)
    school.clock.now = at(15, 19, 1)
    asked(school, reference)
    for moment in (at(15, 19, 5), at(16, 12), at(18, 6)):
        school.clock.now = moment
        post.carry()
    assert figures.now(school.office)["caseflow_outbox_late_seconds"] == 0
    with school.office.at_work() as desk:
        assert post_state.waits_since(desk, school.cast.helen) is None
    [row] = [row for row in rows(school) if row.state == State.WAITING]
    assert row.first_due_at == at(18, 7)


def test_that_nobody_carries_the_post_is_told(school: Town, post: Post, browse: Browse) -> None:
    post.carry()
    school.clock.forward(days=1, hours=23)
    assert NO_POST not in browse(school.cast.helen).get("/").text
    school.clock.forward(hours=2)
    assert NO_POST in browse(school.cast.helen).get("/").text
    assert NO_POST in browse(school.cast.it).get("/settings/").text
    assert "Nobody carries the post" in browse(school.cast.helen).get("/post/").text
    said = [one.words for one in waiting(school.office) if one.level is Level.WRONG]
    assert said == ["No post has left for 2 days: see to the worker and the mail server."]


def test_what_waits_in_a_case_from_which_the_head_is_kept_tells_them_nothing(
    school: Town, post: Post, browse: Browse
) -> None:
    """Decision 18: not even that something waits."""
    post.carry()
    reference = school.report(subject="Helen Marsh")
    issued(school, reference, by=school.cast.carol)
    post.peer.plan(*["defer-recipient"] * 200)
    school.clock.forward(minutes=5)
    for _ in range(17):
        post.carry()
        school.clock.forward(hours=3)
    post.carry()
    assert level(school) is Level.WRONG
    helen = browse(school.cast.helen)
    assert "The mail server takes what it is given" in helen.get("/post/").text
    assert WAITS not in helen.get("/").text
    assert NO_POST not in helen.get("/").text


def test_the_header_says_the_mark_and_never_when_somebody_acted(school: Town, post: Post) -> None:
    school.clock.now = datetime(2027, 1, 15, 16, 22, 13, 456000, tzinfo=UTC)
    reference = school.report()
    issued(school, reference)
    with school.office.at_work() as desk:
        outbox.of_checkpoint(desk, school.id, "chair@home.test", "A note.")
    post.carry()
    school.clock.now = datetime(2027, 1, 15, 16, 27, 41, tzinfo=UTC)
    post.carry()
    dates = {(mail["To"], mail.is_multipart()): mail["Date"] for mail in post.peer.mails()}
    assert dates == {
        (school.cast.rosa.email, True): "Fri, 15 Jan 2027 16:20:00 +0000",
        ("chair@home.test", False): "Fri, 15 Jan 2027 16:20:00 +0000",
        (school.cast.helen.email, False): "Fri, 15 Jan 2027 16:25:00 +0000",
        (school.cast.rosa.email, False): "Fri, 15 Jan 2027 16:25:00 +0000",
    }


def test_what_waited_before_this_release_begins_to_wait_with_it(school: Town) -> None:
    reported(school)
    due = [row.due_at for row in rows(school)]
    school.office.store.engine.dispose()
    school.office.store.migrate("0008")
    with school.office.store.engine.connect() as connection:
        columns = connection.execute(text("SELECT * FROM outbox")).keys()
    assert not {"first_due_at", "put_off_since"} & set(columns)
    school.office.store.migrate()
    school.office.store.check_schema()
    assert [(row.first_due_at, row.put_off_since) for row in rows(school)] == [(one, None) for one in due]
