"""Handing letters to the mail server: each at most once, whatever breaks, and whoever is killed.

That its content may be on the line is durable before the first byte of it is: whoever finds it so later does not send
it again, and leaves it to a person.
"""

from __future__ import annotations

from dataclasses import dataclass

from caseflow.casework import cases, letter_paper, people, postbox
from caseflow.casework import letter_steps as steps
from caseflow.casework.casefile import CaseFile, load
from caseflow.casework.desk import Desk, case_scope
from caseflow.casework.letter_post import delivered, standing, take_down
from caseflow.casework.office import Office
from caseflow.casework.outbox import State, context
from caseflow.casework.refusals import Stale, Tampered
from caseflow.casework.timekeeping import SERVICE
from caseflow.casework.vouched import vouched_for
from caseflow.post import message
from caseflow.post.line import Line, Outcome
from caseflow.post.server import Server
from caseflow.procedure.post import last_mark
from caseflow.records import LetterRecord, Outgoing
from caseflow.vault.box import Altered
from caseflow.vault.keyring import KeyGone

_AGAIN = 5
"""How often what became of a letter is written down anew when somebody else is at work in the case just then."""


class CalledOff(Exception):
    """It is not to leave now: another has it in hand, it was taken back, or somebody is at work in the case."""


@dataclass(frozen=True)
class Ready:
    """A letter that is ready to leave, and for whom."""

    to: str
    pdf: bytes
    password: str


def carry(office: Office, server: Server, line: Line, taken: Outgoing, token: str) -> str:
    """Hand a letter over, if it never was, and write down what became of it."""
    try:
        ready = _ready(office, taken)
    except KeyGone:
        postbox.finish(office, token, [taken.id], State.NEEDLESS)
        return State.NEEDLESS
    except (Tampered, Altered):
        return _later(office, token, taken)
    if not isinstance(ready, Ready):
        return _done_before(office, token, taken, ready)
    try:
        mail = message.letter(
            server.sender, ready.to, taken.message_id, last_mark(office.clock()), ready.pdf, ready.password
        )
    except message.NoAddress:
        return _done_before(office, token, taken, State.BOUNCED)
    try:
        outcome = line.send(mail, ready.to, lambda: _begin(office, taken, token))
    except (CalledOff, Stale, Tampered):
        return _later(office, token, taken)
    return _end(office, taken, token, outcome)


def _later(office: Office, token: str, taken: Outgoing) -> str:
    postbox.put_back(office, token, [taken.id], office.clock() + postbox.wait_after(taken.tries))
    return State.WAITING


def _ready(office: Office, taken: Outgoing) -> Ready | State:
    """The letter, or where it stands if it is not to leave: begun by somebody who never came back, or done with."""
    with office.store.reading() as session:
        desk = Desk(session, office.keyring, office.safe, office.clock)
        file, row = _opened(desk, taken)
        said = standing(file, row)
        if row.status != "issued" or said.get("state") not in (State.WAITING, State.SENDING):
            return State.NEEDLESS
        if said["state"] == State.SENDING:
            return State.UNKNOWN
        person = people.everyone(desk, taken.school_id).get(said["to"])
        if person is None or not person.active:
            return State.BOUNCED
        return Ready(person.email, letter_paper.unsealed(file, row), str(said["password"]))


def _opened(desk: Desk, taken: Outgoing) -> tuple[CaseFile, LetterRecord]:
    case_id = str(taken.case_id)
    said = desk.unseal(case_scope(case_id), taken.sealed, context(taken.id))
    file = load(desk, cases.for_the_service(desk, case_id))
    return file, next(row for row in file.letters if row.id == said["letter"])


def _done_before(office: Office, token: str, taken: Outgoing, state: State) -> str:
    if state is State.NEEDLESS:
        postbox.finish(office, token, [taken.id], state)
    else:
        _write_down(office, taken, token, state)
    return state


def _begin(office: Office, taken: Outgoing, token: str) -> None:
    """Make it durable that the content may be on the line. Raises CalledOff if it is not ours to send, or no more."""
    with office.at_work() as desk:
        held = desk.session.get_one(Outgoing, taken.id, with_for_update=True)
        file, row = _opened(desk, taken)
        vouched_for(file)
        if not postbox.is_held(held, token, desk.now) or row.status != "issued":
            raise CalledOff
        if standing(file, row).get("state") != State.WAITING:
            raise CalledOff
        _stand(file, row, State.SENDING, "letter_sending", "{actor} began to hand {letter} to the mail server")


def _end(office: Office, taken: Outgoing, token: str, outcome: Outcome) -> str:
    """Write down what became of it. One that certainly did not leave waits again."""
    state = State.UNKNOWN if outcome is Outcome.UNKNOWN else postbox.settled(office, outcome, taken)
    _write_down(office, taken, token, state or State.WAITING, put_off=outcome is Outcome.DEFERRED)
    return outcome


def _write_down(office: Office, taken: Outgoing, token: str, state: State, *, put_off: bool = False) -> None:
    """What became of it, in the case and in the outbox, in one transaction."""
    for more in reversed(range(_AGAIN)):
        try:
            with office.at_work() as desk:
                _settle(desk, taken, token, state, put_off=put_off)
        except Stale:
            if not more:
                raise
        else:
            return


def _settle(desk: Desk, taken: Outgoing, token: str, state: State, *, put_off: bool) -> None:
    held = desk.session.get_one(Outgoing, taken.id, with_for_update=True)
    if held.lease != token:
        return  # it took so long that another found it begun, and left it to a person
    file, row = _opened(desk, taken)
    vouched_for(file)
    before = standing(file, row).get("state")
    if state is State.WAITING:
        held.due_at, held.lease, held.lease_until = desk.now + postbox.wait_after(held.tries), None, None
        held.put_off_since = held.put_off_since or (desk.now if put_off else None)
    else:
        held.state, held.done_at, held.lease, held.lease_until = state.value, desk.now, None, None
    if before != state:
        _SAYERS[state](file, row)


def _waits_again(file: CaseFile, row: LetterRecord) -> None:
    _stand(file, row, State.WAITING, "letter_put_back", "The mail server did not take {letter} yet")


def _is_sent(file: CaseFile, row: LetterRecord) -> None:
    event = "letter_sent"
    if row.status == "issued":  # unless somebody recorded meanwhile what they did with it
        delivered(file, row, SERVICE.name, "The mail server took it")
        event = "letter_delivered"
    _stand(file, row, State.SENT, event, "The mail server took {letter}")


def _is_unknown(file: CaseFile, row: LetterRecord) -> None:
    said = "Nobody knows whether {letter} left by e-mail: the line broke. It is not sent again unless somebody says so"
    _stand(file, row, State.UNKNOWN, "letter_unknown", said)


def _bounces(file: CaseFile, row: LetterRecord) -> None:
    _stand(file, row, State.BOUNCED, "letter_bounced", "The mail server does not take {letter} for this address")


_SAYERS = {
    State.WAITING: _waits_again,
    State.SENT: _is_sent,
    State.UNKNOWN: _is_unknown,
    State.BOUNCED: _bounces,
}


def _stand(file: CaseFile, row: LetterRecord, state: State, event: str, sentence: str) -> None:
    take_down(file, row, state)
    steps.record(file, row, event, SERVICE, sentence, post=state.value)
