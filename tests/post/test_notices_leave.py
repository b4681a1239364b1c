"""Notices leave at least once, all alike, whatever the mail server does; and nothing leaves that was not kept."""

from __future__ import annotations

import pytest
from casework.answers import no_harm
from casework.town import Town
from post.peer import KILLS
from post.posting import Post, addressees
from sqlalchemy import select, update

from caseflow.casework import notices, outbox, post_state
from caseflow.casework.desk import school_scope
from caseflow.casework.outbox import State
from caseflow.post.line import Outcome
from caseflow.post.message import SUBJECT
from caseflow.records import Outgoing


def rows(school: Town) -> list[Outgoing]:
    with school.office.store.reading() as session:
        return list(session.scalars(select(Outgoing).order_by(Outgoing.queued_at, Outgoing.id)))


def states(school: Town) -> list[str]:
    return sorted(row.state for row in rows(school))


def reported(school: Town) -> str:
    """A report: whoever manages the case is told of it, and whoever reported that it arrived."""
    reference = school.report()
    school.clock.forward(minutes=5)
    return reference


def test_a_report_writes_to_the_head_and_to_whoever_reported(school: Town, post: Post) -> None:
    reported(school)
    assert states(school) == [State.WAITING, State.WAITING]
    assert post.carry() == {Outcome.SENT: 2}
    assert addressees(post.peer.kept()) == [school.cast.helen.email, school.cast.rosa.email]
    assert states(school) == [State.SENT, State.SENT]
    school.clock.forward(hours=1)
    assert post.carry() == {}
    assert len(post.peer.kept()) == 2


def test_nothing_is_queued_by_work_that_was_undone(school: Town) -> None:
    reference = reported(school)
    with pytest.raises(ZeroDivisionError):
        half_way(school, reference)
    assert len(rows(school)) == 2


def half_way(school: Town, reference: str) -> None:
    with school.office.at_work() as desk:
        notices.queue(school.file(reference, desk), school.cast.helen.id, "triage")
        desk.session.flush()
        assert 1 / 0


def test_all_notices_are_alike_but_for_whom_they_are_for(school: Town, post: Post) -> None:
    reference = reported(school)
    post.carry()
    school.do(school.cast.helen, reference, "triage", **no_harm(serious=["data"]))
    school.do(school.cast.helen, reference, "open-investigation", investigator=school.cast.ian.id, terms="Find out.")
    school.do(school.cast.helen, reference, "escalate", escalate_to=school.cast.carol.id, escalation_actions="None.")
    school.clock.forward(minutes=5)
    post.carry()
    mails = post.peer.mails()
    assert len(mails) == 5
    assert {mail["Subject"] for mail in mails} == {SUBJECT}
    assert len({mail.get_payload() for mail in mails}) == 1
    assert len({tuple(mail.keys()) for mail in mails}) == 1
    sizes = {one["size"] - len(one["to"]) for one in post.peer.kept()}
    assert len(sizes) == 1
    for mail in mails:
        for word in (reference, "Quentin", "Reed", "Ashcroft", "Helen", "triage", school.id):
            assert word not in mail.as_string().replace(mail["To"], "").replace(mail["From"], ""), word


def test_the_rows_say_nothing_in_the_open(school: Town) -> None:
    reference = reported(school)
    for row in rows(school):
        said = repr([getattr(row, column.name) for column in Outgoing.__table__.columns])
        for word in (reference, school.cast.helen.id, school.cast.rosa.id, "Marsh", "x.test", "report"):
            assert word not in said, word


def test_several_things_that_are_new_are_one_e_mail(school: Town, post: Post) -> None:
    for _ in range(3):
        school.report()
    school.clock.forward(minutes=5)
    assert post.carry() == {Outcome.SENT: 6}
    assert addressees(post.peer.kept()) == [school.cast.helen.email, school.cast.rosa.email]


def test_what_was_read_meanwhile_needs_no_e_mail(school: Town, post: Post) -> None:
    reference = reported(school)
    with school.office.at_work() as desk:
        notices.seen(desk, school.cast.helen, school.file(reference, desk))
    assert post.carry() == {State.NEEDLESS: 1, Outcome.SENT: 1}
    assert addressees(post.peer.kept()) == [school.cast.rosa.email]


def test_mail_leaves_on_marks_of_five_minutes(school: Town, post: Post) -> None:
    school.clock.forward(minutes=2)
    school.report()
    assert post.carry() == {}
    school.clock.forward(minutes=2, seconds=59)
    assert post.carry() == {}
    school.clock.forward(seconds=1)
    assert post.carry() == {Outcome.SENT: 2}


@pytest.mark.parametrize("fault", ["drop-at-sender", "drop-before-data", "drop-after-data-lost", "defer-recipient",
                                   "defer-content", "busy"])  # fmt: skip
def test_what_did_not_leave_is_sent_later_under_the_same_message_id(school: Town, post: Post, fault: str) -> None:
    reported(school)
    ids = {row.message_id for row in rows(school)}
    post.peer.plan(fault)
    post.carry()
    assert post.peer.met() == {fault: 1}
    assert State.WAITING in states(school)
    school.clock.forward(minutes=2)
    post.carry()
    assert states(school) == [State.SENT, State.SENT]
    assert {one["kept"] for one in post.peer.kept()} == ids
    assert len(post.peer.kept()) == 2


def test_what_may_have_arrived_is_sent_again_under_the_same_message_id(school: Town, post: Post) -> None:
    reported(school)
    post.peer.plan("drop-after-data-kept")
    post.carry()
    school.clock.forward(minutes=2)
    post.carry()
    kept = [one["kept"] for one in post.peer.kept()]
    assert post.peer.met() == {"drop-after-data-kept": 1}
    assert sorted(map(kept.count, set(kept))) == [1, 2]
    assert states(school) == [State.SENT, State.SENT]


@pytest.mark.parametrize("fault", ["refuse-recipient", "refuse-content"])
def test_an_address_that_is_refused_is_not_tried_again(school: Town, post: Post, fault: str) -> None:
    reported(school)
    post.peer.plan(fault)
    post.carry()
    school.clock.forward(hours=12)
    post.carry()
    assert states(school) == [State.BOUNCED, State.SENT]
    assert len(post.peer.kept()) == 1


@pytest.mark.slow
def test_an_address_that_always_puts_us_off_is_given_up_after_two_days(school: Town, post: Post) -> None:
    reported(school)
    post.peer.plan(*["defer-recipient"] * 2, "well", *["defer-recipient"] * 40)
    post.carry()
    with school.office.at_work() as desk:
        outbox.of_checkpoint(desk, school.id, "chair@home.test", "A note.")
    school.clock.forward(seconds=30)
    while State.WAITING in states(school):
        post.carry()
        school.clock.forward(minutes=30)
    assert states(school) == [State.BOUNCED, State.BOUNCED, State.SENT]
    # two of them: a minute, then twice as long each time, and six hours at most
    assert 16 <= post.peer.met()["defer-recipient"] <= 32
    with school.office.at_work() as desk:
        assert post_state.alarm(desk) is None


@pytest.mark.slow
def test_a_server_that_is_not_there_is_called_ever_more_seldom_and_after_two_days_people_are_told(
    school: Town, post: Post
) -> None:
    reported(school)
    post.peer.stop()
    calls, alarmed = 0, []
    for minute in range(0, 49 * 60, 5):
        calls += bool(post.carry())
        with school.office.at_work() as desk:
            if post_state.alarm(desk):
                alarmed.append(minute)
        school.clock.forward(minutes=5)
    assert 40 < calls < 80
    assert alarmed[0] == 48 * 60
    assert states(school) == [State.WAITING, State.WAITING]
    with school.office.at_work() as desk:
        assert post_state.standing(desk).trouble == post_state.TROUBLES["unreachable"]


def test_the_alarm_is_raised_though_nothing_waits(school: Town, post: Post) -> None:
    """So it tells nobody that something does."""
    post.peer.stop()
    for _ in range(50):
        post.carry()
        school.clock.forward(hours=1)
    with school.office.at_work() as desk:
        assert post_state.alarm(desk)


def test_a_server_that_does_not_accept_our_address_is_a_trouble_and_no_bounce(school: Town, post: Post) -> None:
    reported(school)
    post.peer.plan(*["refuse-sender"] * 2)
    post.carry()
    assert states(school) == [State.WAITING, State.WAITING]
    with school.office.at_work() as desk:
        assert post_state.standing(desk).trouble == post_state.TROUBLES["sender-refused"]
    school.clock.forward(minutes=5)
    post.carry()
    with school.office.at_work() as desk:
        assert post_state.standing(desk).trouble == ""
    assert states(school) == [State.SENT, State.SENT]


def test_without_a_server_all_post_is_kept(school: Town) -> None:
    from caseflow.casework.postroom import carry

    reported(school)
    assert carry(school.office, None) == {}
    assert states(school) == [State.WAITING, State.WAITING]
    with school.office.at_work() as desk:
        assert post_state.is_carried(desk)


@pytest.mark.slow
@pytest.mark.parametrize("kill", KILLS)
def test_whoever_is_killed_leaves_no_notice_behind(school: Town, post: Post, kill: str, engine: str) -> None:
    if kill == "kill-after-answer" and engine != "sqlite":
        pytest.skip("the server holds a SQLite file, so that nothing can be written down")
    reported(school)
    assert post.carry_to_the_death(kill) == -9
    assert post.peer.met() == {kill: 1}
    assert State.SENT not in states(school)
    assert post.carry() == {}  # it is in the dead one's hand still
    school.clock.forward(minutes=16)
    post.carry()
    assert states(school) == [State.SENT, State.SENT]
    kept = [one["kept"] for one in post.peer.kept()]
    assert set(kept) == {row.message_id for row in rows(school)}
    assert len(kept) == {"kill-after-data-kept": 3, "kill-after-answer": 4}.get(kill, 2)


def test_who_was_slow_cannot_write_over_what_another_did(school: Town) -> None:
    from caseflow.casework import postbox

    reported(school)
    first, _ = postbox.take(school.office, 50)
    school.clock.forward(minutes=16)
    second, taken = postbox.take(school.office, 50)
    ids = [row.id for row in taken]
    assert not postbox.finish(school.office, first, ids, State.SENT)
    assert not postbox.put_back(school.office, first, ids, school.clock())
    assert postbox.finish(school.office, second, ids, State.SENT)


def test_a_row_that_was_moved_to_another_does_not_open(school: Town, post: Post) -> None:
    """Who owns the database cannot send one person's mail to another by swapping what is sealed."""
    from caseflow.vault.box import Altered

    reported(school)
    one, other = rows(school)
    with school.office.store.writing() as session:
        session.execute(update(Outgoing).where(Outgoing.id == one.id).values(sealed=other.sealed))
        session.commit()
    with school.office.at_work() as desk, pytest.raises(Altered):
        desk.unseal(school_scope(school.id), rows(school)[0].sealed, outbox.context(one.id))
