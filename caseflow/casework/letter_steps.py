"""How every act on a letter begins and ends: hold and check the case first, write it in the journal last."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from caseflow.casework import perform
from caseflow.casework.casefile import CaseFile
from caseflow.casework.people import Someone
from caseflow.casework.refusals import Refused, Stale
from caseflow.lifecycle.terms import Permission
from caseflow.procedure import PROCEDURE, guards
from caseflow.procedure.places import CLOSED, MAIN
from caseflow.records import LetterRecord

OPEN = ("due", "draft", "approved")
ISSUED = ("issued", "delivered")


def begin(file: CaseFile, row: LetterRecord, actor: Someone, seen: int | None, statuses: tuple[str, ...]) -> None:
    """Take hold of the case, then refuse what is stale, altered, not allowed or out of turn."""
    loaded = file.case.version
    file.desk.session.refresh(file.case, with_for_update=True)
    if file.case.version != loaded or seen not in (None, loaded):
        raise Stale
    perform.vouched_for(file)
    if not PROCEDURE.permits(file, actor, Permission.ISSUE):
        raise Refused("Only the case manager may do this.")
    if words := guards.not_the_subject.test(file, actor):
        raise Refused(words)
    if file.at(MAIN) == CLOSED.key and statuses != ISSUED and statuses != ("issued",):
        raise Refused("This case is closed. It would have to be reopened.")
    if row.status not in statuses:
        raise Refused(_out_of_turn(row))


def _out_of_turn(row: LetterRecord) -> str:
    match row.status:
        case "issued" | "delivered":
            return f"Letter {row.number} was issued and is never changed. Withdraw it, or write one that replaces it."
        case "withdrawn":
            return f"Letter {row.number} was withdrawn."
        case "approved":
            return f"Letter {row.number} is approved already."
        case _:
            return f"Letter {row.number} must be approved first."


def keep(file: CaseFile, row: LetterRecord, said: Mapping[str, Any], status: str) -> None:
    """Seal what a letter says, and where it stands."""
    row.sealed = file.desk.seal(file.scope, said, f"letter/{row.id}")
    row.status, row.updated_at = status, file.desk.now


def happened(file: CaseFile, row: LetterRecord) -> dict[str, Any]:
    """What became of a letter, to be added to. It stands with the case: the letter itself is frozen."""
    known: dict[str, Any] = file.facts.setdefault("letters", {}).setdefault(str(row.number), {})
    return known


def record(file: CaseFile, row: LetterRecord, event: str, actor: Someone, sentence: str, **said: Any) -> int:
    """Write down what was done with a letter. The sentence has `{actor}` and `{letter}` in braces."""
    title = f"letter {row.number} ({row.key}, {PROCEDURE.letter[row.key].title.lower()})"
    words = sentence.format(actor=actor.name, letter=title)
    return perform.record(file, event, actor, sentence=words, letter=row.id, number=row.number, key=row.key, **said)
