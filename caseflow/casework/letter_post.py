"""A letter that goes by e-mail: how far it is, and what people decide about it.

That stands with the case and is vouched for by the journal; the row of the outbox only brings it to whoever carries
post. Where nobody can know whether it left, it is never sent again until a person says so.
"""

from __future__ import annotations

from typing import Any

from caseflow.casework import letter_steps as steps
from caseflow.casework import people
from caseflow.casework.casefile import CaseFile
from caseflow.casework.letter_readers import reader
from caseflow.casework.outbox import State, of_letter
from caseflow.casework.people import Someone
from caseflow.casework.refusals import Refused
from caseflow.lifecycle.answers import plain
from caseflow.post.locking import new_password
from caseflow.procedure import PROCEDURE, roles
from caseflow.procedure.letters import REPORTER, SUBJECT
from caseflow.records import LetterRecord

POST = "post"
"""Under this name the case keeps how far a letter by e-mail is."""
_READERS = {SUBJECT: roles.SUBJECT, REPORTER: roles.REPORTER, "governor": roles.ESCALATED_TO}


def addressee(file: CaseFile, row: LetterRecord) -> Someone | None:
    """Whoever reads this letter, if they alone do and their address is known: they work here. Otherwise nobody."""
    role = _READERS.get(reader(file, PROCEDURE.letter[row.key]))
    if role is None:
        return None
    staff = people.everyone(file.desk, file.case.school_id)
    found = [staff[one] for one in file.held_by(role) if one in staff and staff[one].active and staff[one].email]
    return found[0] if len(found) == 1 else None


def standing(file: CaseFile, row: LetterRecord) -> dict[str, Any]:
    """How far a letter by e-mail is: state, to whom, password. Nothing if it does not go by e-mail."""
    known = file.facts.get("letters", {}).get(str(row.number), {})
    found: dict[str, Any] = known.get(POST, {})
    return found


def queue(file: CaseFile, row: LetterRecord, to: Someone) -> None:
    """Let an issued letter go by e-mail. Whoever records what is done with it has this written down too."""
    password = standing(file, row).get("password") or new_password()
    said = {"state": State.WAITING.value, "to": to.id, "password": password, "at": plain(file.desk.now)}
    steps.happened(file, row)[POST] = said
    of_letter(file, row.id, to.id)


def undecided(file: CaseFile, row: LetterRecord) -> str | None:
    """Why nobody has to say what became of a letter, or None: it may have left or not, or its address was refused."""
    if standing(file, row).get("state") in (State.UNKNOWN, State.BOUNCED):
        return None
    return f"Whether letter {row.number} left by e-mail is not in doubt."


def arrived(file: CaseFile, row: LetterRecord, actor: Someone, *, seen: int | None = None) -> int:
    """Somebody found out that it arrived: it is delivered. Raises Refused if that is not in doubt."""
    steps.begin(file, row, actor, seen, ("issued",))
    if words := undecided(file, row):
        raise Refused(words)
    delivered(file, row, actor.name, "Nobody knew whether it had left; it had arrived")
    take_down(file, row, State.SENT)
    return steps.record(file, row, "letter_delivered", actor, "{actor} found out that {letter} arrived by e-mail")


def send_again(file: CaseFile, row: LetterRecord, actor: Someone, *, seen: int | None = None) -> int:
    """Somebody decided that it is sent again, though it may have arrived. Raises Refused if that is not in doubt."""
    steps.begin(file, row, actor, seen, ("issued",))
    to = addressee(file, row)
    if words := undecided(file, row):
        raise Refused(words)
    if to is None:
        raise Refused("Nobody’s e-mail address is known to whom it could go. Deliver it in another way.")
    queue(file, row, to)
    return steps.record(file, row, "letter_sent_again", actor, "{actor} decided to send {letter} by e-mail again")


def call_off(file: CaseFile, row: LetterRecord) -> None:
    """It need not leave any more. Whoever records why has this written down too."""
    if standing(file, row).get("state") == State.WAITING:
        take_down(file, row, State.NEEDLESS)


def delivered(file: CaseFile, row: LetterRecord, by: str, notes: str) -> None:
    """Take down that a letter reached its reader by e-mail, as if somebody had recorded it."""
    answers = {"delivered_how": "email", "delivered_at": plain(file.desk.now), "delivered_by": by}
    steps.happened(file, row).update({**answers, "delivered_notes": notes})
    row.status, row.updated_at = "delivered", file.desk.now


def take_down(file: CaseFile, row: LetterRecord, state: State) -> None:
    """Take down how far it is; whoever records why has this written down too."""
    known = steps.happened(file, row)
    known[POST] = {**known[POST], "state": state.value, "at": plain(file.desk.now)}
