"""How every act on a letter begins and ends: hold and check the case first, write it in the journal last."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseflow.casework import vouched
from caseflow.casework.casefile import CaseFile
from caseflow.casework.people import Someone
from caseflow.casework.refusals import Refused, Stale
from caseflow.lifecycle.terms import Actor, Permission
from caseflow.procedure import PROCEDURE, guards
from caseflow.procedure.places import CLOSED, MAIN
from caseflow.records import LetterRecord

OPEN = ("due", "draft", "approved")
ISSUED = ("issued", "delivered")
WITHDRAWN = ("withdrawn",)


def begin(file: CaseFile, row: LetterRecord, actor: Someone, seen: int | None, statuses: tuple[str, ...]) -> None:
    """Take hold of the case, then refuse what is stale, altered, not allowed or out of turn."""
    if seen not in (None, file.case.version):
        raise Stale
    vouched.vouched_for(file)
    if words := objection(file, row, actor, statuses):
        raise Refused(words)


def objection(file: CaseFile, row: LetterRecord, actor: Someone, statuses: tuple[str, ...]) -> str | None:
    """Why somebody may not do now what is done to letters of these statuses, or None. Buttons ask this too."""
    if not PROCEDURE.permits(file, actor, Permission.ISSUE):
        return "Only the case manager may do this."
    if words := guards.not_the_subject.test(file, actor):
        return words
    if file.at(MAIN) == CLOSED.key and not (set(statuses) <= set(ISSUED) or PROCEDURE.letter[row.key].at_any_time):
        return "This case is closed. It would have to be reopened."
    return None if row.status in statuses else _out_of_turn(row, statuses)


def _out_of_turn(row: LetterRecord, statuses: tuple[str, ...]) -> str:
    name = f"Letter {row.number}"
    if statuses == WITHDRAWN:
        return f"{name} is not withdrawn, so it need not be written again."
    if row.status == "withdrawn":
        return f"{name} was withdrawn."
    if row.status in OPEN:
        needed = "issued" if set(statuses) <= set(ISSUED) else "approved"
        already = row.status == needed
        return f"{name} is approved already." if already else f"{name} must be {needed} first."
    if statuses == ("issued",):
        return f"{name} is recorded as delivered already."
    return f"{name} was issued and is never changed. Withdraw it, or write one that replaces it."


def keep(file: CaseFile, row: LetterRecord, said: Mapping[str, Any], status: str) -> None:
    """Seal what a letter says, and where it stands."""
    row.sealed = file.desk.seal(file.scope, said, f"letter/{row.id}")
    row.status, row.updated_at = status, file.desk.now


def happened(file: CaseFile, row: LetterRecord) -> dict[str, Any]:
    """What became of a letter, to be added to. It stands with the case: the letter itself is frozen."""
    known: dict[str, Any] = file.facts.setdefault("letters", {}).setdefault(str(row.number), {})
    return known


def record(file: CaseFile, row: LetterRecord, event: str, actor: Actor, sentence: str, **said: Any) -> int:
    """Write down what was done with a letter. The sentence has `{actor}` and `{letter}` in braces."""
    title = f"letter {row.number} ({row.key}, {PROCEDURE.letter[row.key].title.lower()})"
    words = sentence.format(actor=actor.name, letter=title)
    return vouched.record(file, event, actor, sentence=words, letter=row.id, number=row.number, key=row.key, **said)
