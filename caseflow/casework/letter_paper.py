"""A letter on paper: its words laid out, pressed to a PDF, sealed away, and checked on every reading."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import UndefinedError

from caseflow import paper
from caseflow.casework import bundles, checkpoints, journal, packs
from caseflow.casework.casefile import CaseFile
from caseflow.casework.letter_facts import context, read_said
from caseflow.casework.letter_hindrances import missing
from caseflow.casework.letter_words import letter_css, render_letter
from caseflow.casework.refusals import Refused, Tampered
from caseflow.procedure import PROCEDURE
from caseflow.records import LetterRecord
from caseflow.vault.box import Altered, field_key, seal, unseal

_DRAFT = "DRAFT – not issued"
_DRAFT_MARK = f'@page {{ @top-right {{ content: "{_DRAFT}"; font: 700 14pt "Caseflow Sans"; color: #a00; }} }}'


@dataclass(frozen=True)
class Made:
    """A pressed sheet and the words it was pressed from."""

    html: str
    pdf: bytes


def words_of(file: CaseFile, row: LetterRecord, said: Mapping[str, Any]) -> dict[str, Any]:
    """The context of a letter: as it was issued, or as it would be issued today."""
    words = said.get("context") or _today(file, row, said)
    plain: dict[str, Any] = json.loads(json.dumps(words, sort_keys=True))  # in one order, so that pages come out alike
    return plain


def _today(file: CaseFile, row: LetterRecord, said: Mapping[str, Any]) -> dict[str, Any]:
    words = context(file, row, said, file.now.date(), _code(file, row, said))
    packed, bundled = packs.contents(file, PROCEDURE.letter[row.key]), bundles.contents(file, row)
    more = {"pack": packed, "bundle": bundled}
    return words | {key: held for key, held in more.items() if held is not None}


def _code(file: CaseFile, row: LetterRecord, said: Mapping[str, Any]) -> str:
    """The record code of the checkpoint that vouches for the approval: proof, in other hands, of what the log held.

    A later one could be of another case, and its code on this letter would say that there is one.
    """
    approvals = journal.read(file.desk, file.scope, event="letter_approved") if "approved" in said else []
    newest = max((entry.seq for entry in approvals if entry.said["letter"] == row.id), default=None)
    made = None if newest is None else checkpoints.of_size(file.desk, file.case.school_id, newest + 1)
    return made.code if made else ""


def fingerprint(words: Mapping[str, Any]) -> str:
    """SHA-256 over what a letter says, the day of issue and the record code left out."""
    letter = {key: value for key, value in words["letter"].items() if key not in ("date", "record_code")}
    dates = {key: value for key, value in words["dates"].items() if key != "today"}
    said = {**words, "letter": letter, "dates": dates}
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def sheet(file: CaseFile, row: LetterRecord) -> str:
    """The page that is pressed."""
    return render(row, words_of(file, row, read_said(file, row)))


def render(row: LetterRecord, words: Mapping[str, Any]) -> str:
    """A context as the page that is pressed."""
    return _laid_out(row, words, preview=False)


def _laid_out(row: LetterRecord, words: Mapping[str, Any], *, preview: bool) -> str:
    try:
        return render_letter(row.key, words, preview=preview)
    except UndefinedError as trouble:
        raise Refused(f"The case does not have all that this letter speaks of yet ({trouble}).") from trouble


def on_screen(file: CaseFile, row: LetterRecord) -> str:
    """The letter for a page of ours, with a mark where something is still to be filled in."""
    said, blank = read_said(file, row), secrets.token_hex(8)  # nobody can type what nobody knows
    words = words_of(file, row, said)
    if "context" not in said:
        _mark_blanks(words, file, row, said, blank)
    html = _laid_out(row, words, preview=True)
    html = re.sub(rf"{blank}\[(.*?)\]{blank}", r'<mark class="cf-paper__blank">\1</mark>', html)
    return as_on_screen(html)


def as_on_screen(html: str) -> str:
    """A preview as part of a page of ours, which has its own h1: headings a step lower, fixed paragraphs marked."""
    html = html.replace('class="cf-locked"', 'class="cf-paper__fixed"')
    return re.sub(r"<(/?)h([12])\b", lambda tag: f"<{tag[1]}h{int(tag[2]) + 1}", html)


def _mark_blanks(words: dict[str, Any], file: CaseFile, row: LetterRecord, said: Mapping[str, Any], blank: str) -> None:
    """Put a mark in each place where something is lacking; no letter that is printed has one."""
    free = {free.key for free in PROCEDURE.letter[row.key].free}
    for lack in missing(file, row, said):
        mark = f"{blank}[{lack.title}]{blank}"
        if lack.key in free:
            words["letter"]["free"][lack.key] = mark
        elif lack.key == "recipient_address":
            words["letter"]["recipient_address"] = [mark]
        else:
            words["facts"][lack.key] = mark
    for name, what in (("recipient_name", "Whom it goes to"), ("signatory_name", "Who signs")):
        words["letter"][name] = words["letter"][name] or f"{blank}[{what}]{blank}"


def press(html: str, *, draft: bool = False) -> bytes:
    """A tagged PDF. Its title says nothing of what it is."""
    try:
        return paper.press(html, letter_css() + (_DRAFT_MARK if draft else ""), title="Letter")
    except paper.PaperRefused as trouble:
        raise Refused(str(trouble)) from trouble
    except paper.PaperFailed as trouble:
        raise Refused("The letter could not be printed just now. Try again in a moment.") from trouble


def keep_sealed(file: CaseFile, row: LetterRecord, pdf: bytes) -> None:
    """Put the PDF away under the case's key, with its fingerprint beside it."""
    row.pdf = seal(field_key(file.desk.keyring.key(file.scope)), pdf, f"letter/{row.id}/pdf")
    row.sha256 = hashlib.sha256(pdf).hexdigest()


def unsealed(file: CaseFile, row: LetterRecord) -> bytes:
    """The PDF of an issued letter, if it is still the one the journal vouches for. Raises Tampered if it is not."""
    if row.issued_at is None or row.pdf is None:
        raise Refused(f"Letter {row.number} has not been issued.")
    try:
        pdf = unseal(field_key(file.desk.keyring.key(file.scope)), row.pdf, f"letter/{row.id}/pdf")
    except Altered as trouble:
        raise Tampered(_altered(file, row)) from trouble
    issued = [one.said for one in journal.read(file.desk, file.scope, event="letter_issued")]
    vouched = [said["doc_sha256"] for said in issued if said["letter"] == row.id]
    if vouched != [hashlib.sha256(pdf).hexdigest()] or row.sha256 != vouched[0]:
        raise Tampered(_altered(file, row))
    return pdf


def _altered(file: CaseFile, row: LetterRecord) -> str:
    return (
        f"Letter {row.number} of {file.reference} is not the letter that was issued. Somebody changed the database "
        "by hand. Nothing is shown; tell the chair and check the journal."
    )


__all__ = [
    "Made",
    "as_on_screen",
    "fingerprint",
    "keep_sealed",
    "on_screen",
    "press",
    "read_said",
    "render",
    "sheet",
    "unsealed",
    "words_of",
]
