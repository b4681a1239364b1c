"""A letter leaves by e-mail at most once; where nobody can know whether it did, a person decides."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from casework.town import Town
from post.peer import KILLS
from post.posting import Post, issue_by_email
from sqlalchemy import select, update

from caseflow.casework import journal, letter_post, letters
from caseflow.casework.outbox import LETTER, State
from caseflow.casework.refusals import Refused
from caseflow.casework.verify import verify
from caseflow.casework.vouched import vouched_for
from caseflow.post.message import SUBJECT
from caseflow.records import Outgoing


class Sent:
    """The acknowledgement of a report, issued by e-mail."""

    def __init__(self, school: Town) -> None:
        self.school, self.reference = school, school.report()
        self.do(issue_by_email)

    def do(self, act: Any) -> Any:
        """Do something with the letter, as the headteacher; and the journal vouches for all that is left."""
        with self.school.office.at_work() as desk:
            file = self.school.file(self.reference, desk)
            answer = act(file, letters.numbered(file, 1), self.school.cast.helen)
        with self.school.office.at_work() as desk:
            vouched_for(self.school.file(self.reference, desk))
        return answer

    @property
    def state(self) -> str:
        """How far it is, as the case has it."""
        return self.do(lambda file, row, _: letter_post.standing(file, row)["state"])

    @property
    def status(self) -> str:
        """Where the letter stands."""
        return self.do(lambda _file, row, _actor: row.status)

    @property
    def rows(self) -> list[Outgoing]:
        """Its rows in the outbox."""
        with self.school.office.store.reading() as session:
            return list(session.scalars(select(Outgoing).where(Outgoing.kind == LETTER)))

    def events(self) -> list[str]:
        """What the journal tells of it."""
        with self.school.office.at_work() as desk:
            entries = journal.read(desk, self.school.file(self.reference, desk).scope)
        return [one.event for one in entries if one.event.startswith("letter_")]


def arrived(post: Post) -> int:
    """How many letters the mail server kept."""
    return sum(mail.is_multipart() for mail in post.peer.mails())


@pytest.fixture
def sent(school: Town, post: Post) -> Sent:
    return Sent(school)


def test_it_leaves_locked_and_says_nothing_in_the_open(school: Town, post: Post, sent: Sent) -> None:
    assert sent.state == State.WAITING
    post.carry()
    assert (sent.state, sent.status) == (State.SENT, "delivered")
    assert sent.events() == ["letter_issued", "letter_sending", "letter_delivered"]
    [mail] = [one for one in post.peer.mails() if one.is_multipart()]
    assert (mail["Subject"], mail["To"]) == (SUBJECT, school.cast.rosa.email)
    words, attached = mail.get_payload()
    pdf = attached.get_payload(decode=True)
    assert attached.get_filename().startswith("letter-")
    for word in (sent.reference, "Reed", "Ashcroft", "report", "L1"):
        assert word not in str(words) + attached.get_filename(), word
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(pdf))
    password = sent.do(lambda file, row, _: letter_post.standing(file, row)["password"])
    assert password not in mail.as_string()
    with pikepdf.open(io.BytesIO(pdf), password=password) as opened:
        assert len(opened.pages) == 1
    assert verify(school.office).all_problems() == []


def test_its_row_is_sealed_under_the_key_of_the_case(school: Town, sent: Sent) -> None:
    school.office.keyring.destroy(f"case:{school.id_of(sent.reference)}")
    [row] = sent.rows
    assert b"letter" not in row.sealed
    with school.office.at_work() as desk, pytest.raises(Exception, match="gone"):
        desk.unseal(f"case:{row.case_id}", row.sealed, f"outbox/{row.id}")


def test_a_letter_whose_case_was_forgotten_goes_nowhere(school: Town, post: Post, sent: Sent) -> None:
    school.office.keyring.destroy(f"case:{school.id_of(sent.reference)}")
    post.carry()
    assert [row.state for row in sent.rows] == [State.NEEDLESS]
    assert arrived(post) == 0


@pytest.mark.parametrize(
    "fault", ["drop-at-sender", "drop-before-data", "defer-recipient", "defer-content", "busy", "refuse-sender"]
)
def test_what_certainly_did_not_leave_is_sent_later(school: Town, post: Post, sent: Sent, fault: str) -> None:
    post.peer.plan(fault)
    post.carry()
    assert post.peer.met() == {fault: 1}
    assert sent.state == State.WAITING
    school.clock.forward(minutes=10)
    post.carry()
    assert (sent.state, sent.status, arrived(post)) == (State.SENT, "delivered", 1)


@pytest.mark.parametrize("fault", ["drop-after-data-kept", "drop-after-data-lost", "odd-answer", "answer-354"])
def test_what_may_have_left_waits_for_a_person(school: Town, post: Post, sent: Sent, fault: str) -> None:
    post.peer.plan(fault)
    post.carry()
    assert post.peer.met() == {fault: 1}
    assert (sent.state, sent.status) == (State.UNKNOWN, "issued")
    for _ in range(20):
        school.clock.forward(hours=6)
        post.carry()
    assert (sent.state, arrived(post)) == (State.UNKNOWN, fault != "drop-after-data-lost")
    assert sent.events()[-1] == "letter_unknown"


@pytest.mark.parametrize("fault", ["answer-251", "answer-200"])
def test_by_its_first_digit_an_answer_says_that_it_was_taken(post: Post, sent: Sent, fault: str) -> None:
    """RFC 5321, 4.2.1: whoever does not know the other two goes by the first."""
    post.peer.plan(fault)
    post.carry()
    assert post.peer.met() == {fault: 1}
    assert (sent.state, sent.status, arrived(post)) == (State.SENT, "delivered", 1)


@pytest.mark.parametrize("fault", ["refuse-recipient", "refuse-content"])
def test_a_letter_that_is_refused_waits_for_a_person(school: Town, post: Post, sent: Sent, fault: str) -> None:
    post.peer.plan(fault)
    post.carry()
    assert (sent.state, sent.status) == (State.BOUNCED, "issued")
    school.clock.forward(days=1)
    post.carry()
    assert arrived(post) == 0


@pytest.mark.slow
@pytest.mark.parametrize("kill", KILLS)
def test_whoever_is_killed_never_makes_a_letter_leave_twice(
    school: Town, post: Post, sent: Sent, kill: str, engine: str
) -> None:
    if kill == "kill-after-answer" and engine != "sqlite":
        pytest.skip("the server holds a SQLite file, so that nothing can be written down")
    assert post.carry_to_the_death(kill) == -9
    assert post.peer.met() == {kill: 1}
    begun = kill not in ("kill-at-sender", "kill-at-recipient")
    assert sent.state == (State.SENDING if begun else State.WAITING)
    school.clock.forward(minutes=16)
    post.carry()
    came = kill in ("kill-after-data-kept", "kill-after-answer")
    assert sent.state == (State.UNKNOWN if begun else State.SENT)
    assert arrived(post) == (came if begun else 1)
    school.clock.forward(days=3)
    post.carry()
    assert arrived(post) == (came if begun else 1)


def test_a_person_says_that_it_arrived(school: Town, post: Post, sent: Sent) -> None:
    post.peer.plan("drop-after-data-kept")
    post.carry()
    sent.do(letter_post.arrived)
    assert (sent.state, sent.status) == (State.SENT, "delivered")
    assert verify(school.office).all_problems() == []
    with pytest.raises(Refused):
        sent.do(letter_post.arrived)


def test_a_person_says_to_send_it_again(school: Town, post: Post, sent: Sent) -> None:
    post.peer.plan("drop-after-data-lost")
    post.carry()
    sent.do(letter_post.send_again)
    assert sent.state == State.WAITING
    post.carry()
    assert (sent.state, sent.status, arrived(post)) == (State.SENT, "delivered", 1)
    assert len({row.message_id for row in sent.rows}) == 2
    assert verify(school.office).all_problems() == []


def test_nobody_decides_what_is_not_in_doubt(post: Post, sent: Sent) -> None:
    for decide in (letter_post.arrived, letter_post.send_again):
        with pytest.raises(Refused, match="not in doubt"):
            sent.do(decide)


def test_what_was_withdrawn_or_handed_over_does_not_leave(school: Town, post: Post, sent: Sent) -> None:
    sent.do(lambda file, row, me: letters.withdraw(file, row, "A mistake.", me))
    post.carry()
    assert (sent.state, arrived(post)) == (State.NEEDLESS, 0)
    other = Sent(school)
    when = school.clock().isoformat()
    other.do(lambda file, row, me: letters.deliver(file, row, "hand", when, "Mrs Cole", "", me))
    post.carry()
    assert (other.state, arrived(post)) == (State.NEEDLESS, 0)


def test_a_row_put_back_by_hand_sends_nothing_again(school: Town, post: Post, sent: Sent) -> None:
    """How far a letter is stands in the case, and is vouched for: the outbox alone makes nothing leave."""
    post.peer.plan("drop-after-data-kept")
    post.carry()
    with school.office.store.writing() as session:
        session.execute(update(Outgoing).values(state=State.WAITING.value))
        session.commit()
    post.carry()
    assert (sent.state, arrived(post)) == (State.UNKNOWN, 1)


def test_a_case_that_was_changed_by_hand_sends_nothing(school: Town, post: Post, sent: Sent) -> None:
    from caseflow.records import Clock

    with school.office.store.writing() as session:
        session.execute(update(Clock).values(key="triage"))
        session.commit()
    told = post.carry()
    assert told[State.WAITING] == 1
    assert arrived(post) == 0


def test_only_a_letter_to_somebody_whose_address_is_known_goes_by_email(school: Town) -> None:
    reference = school.at("hearing-set")
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        file.letters[0].key = "L1"
        assert letter_post.addressee(file, file.letters[0]) == school.cast.rosa
        file.letters[0].key = "L9"
        assert letter_post.addressee(file, file.letters[0]) == school.cast.quentin
        file.letters[0].key = "L23"  # to the DBS
        assert letter_post.addressee(file, file.letters[0]) is None
        desk.session.rollback()
