"""What cannot be carried keeps nothing else from leaving: an address nobody can write to, a row that was changed."""

from __future__ import annotations

import pytest
from casework.town import Town
from post.posting import PeerProcess, Post, addressees
from post.test_letters_leave import Sent, arrived
from post.test_notices_leave import reported, rows, states
from sqlalchemy import select, update

from caseflow.casework import addresses, people, post_sent
from caseflow.casework.outbox import LETTER, State
from caseflow.casework.particulars import wrong_email
from caseflow.casework.people import Someone
from caseflow.environment import WrongSetting
from caseflow.environment import addresses as addresses_of
from caseflow.post.line import Line, Outcome
from caseflow.post.message import NoAddress, notice
from caseflow.records import Clock, Outgoing, Person

MALFORMED = (
    "jane@school,sch.uk",
    "jane@x.uk.",
    "jane..b@x.uk",
    ".jane@x.uk",
    "j;k@x.uk",
    "müller@x.uk",
    "jane@schüle.uk",
    "jane@-x.uk",
    "jane@x_y.uk",
    "=?us-ascii?q?jane?=@x.uk",
    "jane@x.uk\nBcc:all@x.uk",
    f"{'j' * 65}@x.uk",
)
GOOD = ("jane@x.uk", "Jane.O'Neil+caseflow@mail-2.school.sch.uk", "j_k@localhost", f"{'j' * 64}@x.uk")


def mistyped(school: Town, who: Someone, email: str) -> None:
    """An address as an older release took it from whoever keeps the staff list."""
    with school.office.at_work() as desk:
        row = desk.session.get_one(Person, who.id)
        row.sealed = people.sealed(desk, row.id, row.school_id, who.name, email, who.post)


@pytest.mark.parametrize("typed", MALFORMED)
def test_an_address_that_cannot_be_written_is_refused_where_it_is_typed_or_set(school: Town, typed: str) -> None:
    assert wrong_email(typed)
    with pytest.raises(WrongSetting):
        addresses_of({"CHECKPOINTS_TO": typed}, "CHECKPOINTS_TO")
    with pytest.raises(NoAddress):
        notice("caseflow@x.uk", typed, "<1@x.test>", school.clock())


@pytest.mark.parametrize("typed", GOOD)
def test_an_address_that_can_be_written_stands_in_the_header_as_it_was_typed(school: Town, typed: str) -> None:
    assert wrong_email(f" {typed} ") is None
    assert addresses_of({"CHECKPOINTS_TO": typed}, "CHECKPOINTS_TO") == (typed,)
    mail = notice("caseflow@x.uk", typed, "<1@x.test>", school.clock())
    assert f"To: {typed}\r\n".encode() in mail.as_bytes()


@pytest.mark.parametrize("typed", MALFORMED)
def test_one_mistyped_address_is_shown_as_refused_and_all_others_get_their_post(
    school: Town, post: Post, typed: str
) -> None:
    mistyped(school, school.cast.helen, typed)
    reported(school)
    assert post.carry() == {State.BOUNCED: 1, Outcome.SENT: 1}
    assert addressees(post.peer.kept()) == [school.cast.rosa.email]
    assert states(school) == [State.BOUNCED, State.SENT]
    with school.office.at_work() as desk:
        assert post_sent.bounced(desk, school.id) == {school.cast.helen.id}


def test_once_it_is_corrected_post_leaves_again(school: Town, post: Post) -> None:
    mistyped(school, school.cast.rosa, "rosa@school,sch.uk")
    with school.office.at_work() as desk:
        addresses.change(desk, school.cast.helen, school.cast.rosa.id, "rosa@school.sch.uk")
    reported(school)
    post.carry()
    assert addressees(post.peer.kept()) == [school.cast.helen.email, "rosa@school.sch.uk"]
    assert states(school) == [State.BOUNCED, *[State.SENT] * 3]


def test_a_row_that_was_changed_by_hand_waits_alone(school: Town, post: Post) -> None:
    for _ in range(2):
        reported(school)
    [first, *_] = rows(school)
    with school.office.store.writing() as session:
        session.execute(update(Outgoing).where(Outgoing.id == first.id).values(sealed=b"\x00" * 60))
        session.commit()
    assert post.carry() == {State.WAITING: 1, Outcome.SENT: 3}
    assert addressees(post.peer.kept()) == [school.cast.helen.email, school.cast.rosa.email]
    [left] = [row for row in rows(school) if row.state == State.WAITING]
    assert (left.id, left.lease, left.due_at > school.clock()) == (first.id, None, True)


def test_a_letter_to_a_mistyped_address_waits_for_a_person(school: Town, post: Post) -> None:
    mistyped(school, school.cast.rosa, "rosa@school,sch.uk")
    sent = Sent(school)
    post.carry()
    assert (sent.state, sent.status, arrived(post)) == (State.BOUNCED, "issued", 0)


@pytest.mark.slow
def test_a_letter_that_was_begun_in_a_case_changed_by_hand_keeps_nothing_else_from_leaving(
    school: Town, post: Post
) -> None:
    sent = Sent(school)
    assert post.carry_to_the_death("kill-after-data-kept") == -9
    with school.office.store.writing() as session:
        session.execute(update(Clock).values(key="triage"))
        session.commit()
    school.clock.forward(minutes=16)
    told = post.carry()
    assert (told[State.WAITING], told[Outcome.SENT]) == (1, 2)
    school.clock.forward(days=1)
    post.carry()
    assert arrived(post) == 1
    assert [row.state for row in sent.rows] == [State.WAITING]
    with school.office.store.reading() as session:
        assert session.scalar(select(Outgoing.lease).where(Outgoing.kind == LETTER)) is None


def test_what_the_line_cannot_say_is_refused_and_the_line_goes_on(school: Town, peer: PeerProcess) -> None:
    mail = notice("caseflow@x.uk", "jane@x.uk", "<1@x.test>", school.clock())
    with Line(peer.server) as line:
        assert [line.send(mail, to) for to in ("müller@x.uk", "jane@schüle.uk", "jane@x.uk")] == [
            Outcome.REFUSED,
            Outcome.REFUSED,
            Outcome.SENT,
        ]
    assert addressees(peer.kept()) == ["jane@x.uk"]
