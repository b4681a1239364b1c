"""Writing letters: filled in, approved, issued; what becomes of them afterwards stands in its own file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseflow.casework import bundles, checkpoints, letter_head, letter_paper, letter_post, packs
from caseflow.casework import letter_steps as steps
from caseflow.casework.casefile import CaseFile
from caseflow.casework.clockwork import meet_by_letter
from caseflow.casework.letter_afterwards import deliver, printed, replace, withdraw, write_again
from caseflow.casework.letter_fields import fields_of, wrong_field
from caseflow.casework.letter_paper import Made, fingerprint, read_said
from caseflow.casework.letter_questions import NAMING, left_open
from caseflow.casework.letter_reading import (
    STATUSES,
    asks,
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
    worded,
)
from caseflow.casework.letter_steps import OPEN
from caseflow.casework.letter_wording import offered
from caseflow.casework.people import Someone
from caseflow.casework.refusals import BadAnswers, Refused
from caseflow.lifecycle.answers import accept_questions, plain
from caseflow.procedure import PROCEDURE
from caseflow.procedure.letters import AFTER
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
    asked = left_open((*asks(file, row), *worded(file, row)))
    taken = accept_questions(asked, {**fields, **free}, file)
    if len(str(taken.get("recipient_address", "")).splitlines()) > ADDRESS_LINES:
        raise BadAnswers({"recipient_address": f"“Address” must be {ADDRESS_LINES} lines or fewer"})
    said = read_said(file, row)
    kept = {key: value for key, value in said["fields"].items() if key not in fields}
    kept |= {key: plain(taken[key]) for key in fields if key in taken}
    said = {key: value for key, value in said.items() if key != "approved"} | {"fields": kept}
    if free:
        said |= _worded(file, row, said, {key: str(taken.get(key, "")) for key in free})
    steps.keep(file, row, said, "draft")
    return steps.record(file, row, "letter_filled", actor, "{actor} filled in {letter}", fields=kept, free=said["free"])


def _worded(file: CaseFile, row: LetterRecord, said: Mapping[str, Any], free: Mapping[str, str]) -> dict[str, Any]:
    """The paragraphs, and of which version of the school's words those are that nobody touched."""
    letter = PROCEDURE.letter[row.key]
    if wrong := {key: words for key, text in free.items() if (words := wrong_field(text, fields_of(letter)))}:
        raise BadAnswers(wrong)
    version = offered(file.desk, file.case.school_id, letter).version
    return {"free": {**letter_head.written(file, letter, said), **free}, "words": version}


def approve(
    file: CaseFile, row: LetterRecord, actor: Someone, *, seen: int | None = None, named_because: str = ""
) -> int:
    """Approve what a letter says. Raises Refused naming what it lacks, or whom it would betray without a reason."""
    steps.begin(file, row, actor, seen, ("due", "draft"))
    if found := hindrances(file, row):
        raise Refused(" ".join(found))
    betrayed = betrays(file, row)
    if betrayed and not named_because.strip():
        raise Refused(" ".join(betrayed))
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
    file: CaseFile,
    row: LetterRecord,
    actor: Someone,
    *,
    seen: int | None = None,
    made: Made | None = None,
    by_email_to: Someone | None = None,
) -> int:
    """Print an approved letter and freeze it. `made` saves the pressing if it was pressed from the same words.

    `by_email_to` lets it leave by e-mail, to the one who is asked by `letter_post.addressee`.

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
    if by_email_to:
        letter_post.queue(file, row, by_email_to)
    entry = steps.record(
        file,
        row,
        "letter_issued",
        actor,
        "{actor} issued {letter}, to go by e-mail" if by_email_to else "{actor} issued {letter}",
        doc_sha256=row.sha256,
        record_code=words["letter"]["record_code"],
        clocks=meet_by_letter(file, row.key, str(said.get(AFTER, ""))),
        words=words["letter"]["words"],
        **packs.manifest(words),
        **bundles.manifest(words),
    )
    _sign_the_log(file)
    return entry


def _sign_the_log(file: CaseFile) -> None:
    checkpoints.make(file.desk, file.case.school_id, case_id=file.case.id)


__all__ = [
    "STATUSES",
    "Made",
    "approve",
    "asks",
    "betrays",
    "deliver",
    "fill",
    "happenings",
    "hindrances",
    "issue",
    "missing",
    "numbered",
    "pdf",
    "press",
    "preview_html",
    "printed",
    "read",
    "repeated",
    "replace",
    "sheet",
    "withdraw",
    "worded",
    "write_again",
]
