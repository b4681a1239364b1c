"""Writing letters: filled in, approved, issued, delivered; or withdrawn, with a reason.

What was issued is frozen. It is corrected by withdrawing it and writing another that says which one it replaces.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from caseflow.casework import checkpoints, letter_paper, packs
from caseflow.casework import letter_steps as steps
from caseflow.casework.casefile import CaseFile
from caseflow.casework.letter_paper import Made, fingerprint, read_said
from caseflow.casework.letter_questions import (
    COPY,
    DELIVERY,
    NAMING,
    REPLACEMENT,
    WITHDRAWAL,
    left_open,
    paragraphs,
    questions,
)
from caseflow.casework.letter_reading import (
    STATUSES,
    betrays,
    happenings,
    hindrances,
    missing,
    numbered,
    pdf,
    press,
    preview_html,
    read,
    repeated,
    sheet,
)
from caseflow.casework.letter_steps import ISSUED, OPEN
from caseflow.casework.people import Someone
from caseflow.casework.perform import add_letter, meet_by_letter
from caseflow.casework.refusals import BadAnswers, Refused
from caseflow.lifecycle.answers import accept_questions, plain
from caseflow.lifecycle.terms import Question
from caseflow.procedure import PROCEDURE
from caseflow.records import LetterRecord

ADDRESS_LINES = 5  # what the window of the envelope shows


def fill(
    file: CaseFile,
    row: LetterRecord,
    fields: Mapping[str, Any],
    free: Mapping[str, Any],
    actor: Someone,
    *,
    seen: int | None = None,
) -> int:
    """Keep what was filled in, as far as it goes. An approved letter is a draft again. Raises BadAnswers."""
    steps.begin(file, row, actor, seen, OPEN)
    letter = PROCEDURE.letter[row.key]
    asked = left_open((*questions(letter), *paragraphs(letter)))
    taken = accept_questions(asked, {**fields, **free}, file)
    if len(str(taken.get("recipient_address", "")).splitlines()) > ADDRESS_LINES:
        raise BadAnswers({"recipient_address": f"“Address” must be {ADDRESS_LINES} lines or fewer"})
    said = read_said(file, row)
    kept = {key: value for key, value in said["fields"].items() if key not in fields}
    kept |= {key: plain(taken[key]) for key in fields if key in taken}
    worded = said["free"] | {key: str(taken.get(key, "")) for key in free}
    said = {key: value for key, value in said.items() if key != "approved"} | {"fields": kept, "free": worded}
    steps.keep(file, row, said, "draft")
    return steps.record(file, row, "letter_filled", actor, "{actor} filled in {letter}", fields=kept, free=worded)


def approve(
    file: CaseFile, row: LetterRecord, actor: Someone, *, seen: int | None = None, named_because: str = ""
) -> int:
    """Approve what a letter says. Raises Refused naming what it lacks, or whom it would betray without a reason."""
    steps.begin(file, row, actor, seen, ("due", "draft"))
    if found := hindrances(file, row):
        raise Refused(" ".join(found))
    betrayed = betrays(file, row)
    if betrayed and not named_because.strip():
        raise Refused(f"The letter would tell who reported: it says {', '.join(f'“{one}”' for one in betrayed)}.")
    because = str(accept_questions((NAMING,), {NAMING.key: named_because}, file)[NAMING.key]) if betrayed else ""
    said = read_said(file, row)
    said["approved"] = {"id": actor.id, "name": actor.name, "post": actor.post, "at": plain(file.desk.now)}
    said["approved"]["content"] = content = fingerprint(letter_paper.words_of(file, row, said))
    steps.keep(file, row, said, "approved")
    more = {"names_reporter_because": because} if because else {}
    entry = steps.record(
        file, row, "letter_approved", actor, "{actor} approved {letter}", content_sha256=content, **more
    )
    _sign_the_log(file)  # its code goes on the letter, and vouches for this approval
    return entry


def issue(
    file: CaseFile, row: LetterRecord, actor: Someone, *, seen: int | None = None, made: Made | None = None
) -> int:
    """Print an approved letter and freeze it. `made` saves the pressing if it was pressed from the same words.

    Raises Refused if it lacks something, if notice has grown too short, or if it says something else than was approved.
    """
    steps.begin(file, row, actor, seen, ("approved",))
    if found := hindrances(file, row):
        raise Refused(" ".join(found))
    said = read_said(file, row)
    words = letter_paper.words_of(file, row, said)
    if fingerprint(words) != said["approved"]["content"]:
        raise Refused("The case has changed what this letter says since it was approved. Read it and approve it again.")
    html = letter_paper.render(row, words)
    pressed = made.pdf if made and made.html == html else letter_paper.press(html)
    steps.keep(file, row, said | {"context": words}, "issued")
    letter_paper.keep_sealed(file, row, pressed)
    row.issued_at = file.desk.now
    entry = steps.record(
        file,
        row,
        "letter_issued",
        actor,
        "{actor} issued {letter}",
        doc_sha256=row.sha256,
        record_code=words["letter"]["record_code"],
        clocks=meet_by_letter(file, row.key),
        **packs.manifest(words),
    )
    _sign_the_log(file)
    return entry


def _sign_the_log(file: CaseFile) -> None:
    checkpoints.make(file.desk, file.case.school_id, case_id=file.case.id)


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


def replace(file: CaseFile, row: LetterRecord, reason: str, actor: Someone, *, seen: int | None = None) -> LetterRecord:
    """Withdraw an issued letter and begin another in its place, which says so and starts from the same words."""
    steps.begin(file, row, actor, seen, ISSUED)
    reason = _withdrawn(file, row, REPLACEMENT, reason)
    earlier, new = read_said(file, row), add_letter(file, row.key)
    steps.keep(file, new, {"fields": earlier["fields"], "free": earlier["free"], "replaces": row.number}, "draft")
    said = f"{{actor}} replaced {{letter}} by letter {new.number}"
    steps.record(file, row, "letter_replaced", actor, said, reason=reason, by=new.id)
    return new


def _withdrawn(file: CaseFile, row: LetterRecord, question: Question, reason: str) -> str:
    given = str(accept_questions((question,), {question.key: reason}, file)[question.key])
    steps.happened(file, row).update({"withdrawn_reason": given, "withdrawn_at": plain(file.desk.now)})
    row.status, row.updated_at = "withdrawn", file.desk.now
    return given


__all__ = [
    "STATUSES",
    "Made",
    "approve",
    "betrays",
    "deliver",
    "fill",
    "happenings",
    "hindrances",
    "issue",
    "missing",
    "numbered",
    "paragraphs",
    "pdf",
    "press",
    "preview_html",
    "printed",
    "questions",
    "read",
    "repeated",
    "replace",
    "sheet",
    "withdraw",
]
