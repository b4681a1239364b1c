"""What becomes of a letter afterwards: copied, delivered, withdrawn, replaced, or begun again.

What was issued is frozen. It is corrected by withdrawing it and writing another that says which one it replaces.
"""

from __future__ import annotations

from datetime import datetime

from caseflow.casework import letter_post
from caseflow.casework import letter_steps as steps
from caseflow.casework.casefile import CaseFile
from caseflow.casework.letter_paper import read_said
from caseflow.casework.letter_questions import COPY, DELIVERY, REPLACEMENT, WITHDRAWAL
from caseflow.casework.letter_steps import ISSUED, OPEN
from caseflow.casework.moving import add_letter
from caseflow.casework.people import Someone
from caseflow.casework.refusals import BadAnswers, Refused
from caseflow.lifecycle.answers import accept_questions, plain
from caseflow.lifecycle.terms import Question
from caseflow.procedure.letters import AFTER
from caseflow.records import LetterRecord

_KEPT = ("fields", "free", "words", AFTER)


def printed(file: CaseFile, row: LetterRecord, copy_for: str, actor: Someone, *, seen: int | None = None) -> int:
    """Write down that a copy was printed or handed over. Returns the number of the copy; the first is the original."""
    steps.begin(file, row, actor, seen, ISSUED)
    taken = accept_questions((COPY,), {COPY.key: copy_for}, file)
    known = steps.happened(file, row)
    copies = [*known.get("copies", []), {"at": plain(file.desk.now), "by": actor.id, "for": taken[COPY.key]}]
    known["copies"] = copies
    said = f"{{actor}} printed copy {len(copies)} of {{letter}}"
    steps.record(file, row, "letter_printed", actor, said, copy=len(copies), copy_for=taken[COPY.key])
    return len(copies)


def deliver(
    file: CaseFile,
    row: LetterRecord,
    how: str,
    when: datetime | str,
    who: str,
    notes: str,
    actor: Someone,
    *,
    seen: int | None = None,
) -> int:
    """Write down how an issued letter reached its reader. Raises BadAnswers."""
    steps.begin(file, row, actor, seen, ("issued",))
    given = dict(zip((question.key for question in DELIVERY), (how, when, who, notes), strict=True))
    taken = accept_questions(DELIVERY, given, file)
    if row.issued_at and taken["delivered_at"] < row.issued_at.replace(second=0, microsecond=0):
        raise BadAnswers({"delivered_at": "“When?” must not be before the letter was issued"})
    answers = {key: plain(value) for key, value in taken.items()}
    letter_post.call_off(file, row)
    steps.happened(file, row).update(answers)
    row.status, row.updated_at = "delivered", file.desk.now
    return steps.record(
        file, row, "letter_delivered", actor, "{actor} recorded the delivery of {letter}", answers=answers
    )


def withdraw(file: CaseFile, row: LetterRecord, reason: str, actor: Someone, *, seen: int | None = None) -> int:
    """Take a letter back, with a reason. One that was issued stays readable, and stays what it was."""
    steps.begin(file, row, actor, seen, (*OPEN, *ISSUED))
    reason = _withdrawn(file, row, WITHDRAWAL, reason)
    return steps.record(file, row, "letter_withdrawn", actor, "{actor} withdrew {letter}", reason=reason)


def write_again(file: CaseFile, row: LetterRecord, actor: Someone, *, seen: int | None = None) -> LetterRecord:
    """Begin a letter afresh that was withdrawn, with the words it had. Raises Refused if another takes its place."""
    steps.begin(file, row, actor, seen, steps.WITHDRAWN)
    if other := next((one for one in file.letters if one.key == row.key and one.number > row.number), None):
        raise Refused(f"Letter {other.number} was written in its place.")
    earlier = read_said(file, row)
    new = add_letter(file, row.key, str(earlier.get(AFTER, "")))
    steps.keep(file, new, {key: earlier[key] for key in _KEPT if key in earlier}, "draft")
    steps.record(file, row, "letter_begun_again", actor, f"{{actor}} began {{letter}} again as letter {new.number}")
    return new


def replace(file: CaseFile, row: LetterRecord, reason: str, actor: Someone, *, seen: int | None = None) -> LetterRecord:
    """Withdraw an issued letter and begin another in its place, which says so and starts from the same words."""
    steps.begin(file, row, actor, seen, ISSUED)
    reason = _withdrawn(file, row, REPLACEMENT, reason)
    earlier = read_said(file, row)
    new = add_letter(file, row.key, str(earlier.get(AFTER, "")))
    kept = {key: earlier[key] for key in _KEPT if key in earlier}
    steps.keep(file, new, {**kept, "replaces": row.number}, "draft")
    said = f"{{actor}} replaced {{letter}} by letter {new.number}"
    steps.record(file, row, "letter_replaced", actor, said, reason=reason, by=new.id)
    return new


def _withdrawn(file: CaseFile, row: LetterRecord, question: Question, reason: str) -> str:
    given = str(accept_questions((question,), {question.key: reason}, file)[question.key])
    letter_post.call_off(file, row)
    steps.happened(file, row).update({"withdrawn_reason": given, "withdrawn_at": plain(file.desk.now)})
    row.status, row.updated_at = "withdrawn", file.desk.now
    return given
