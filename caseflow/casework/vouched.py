"""Entries that vouch for what is stored: nothing of a case changes without one, nor on rows that none vouches for."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from caseflow.casework import journal
from caseflow.casework.casefile import CaseFile
from caseflow.casework.fingerprints import NO_ROWS, fingerprint
from caseflow.casework.refusals import Stale, Tampered
from caseflow.lifecycle.terms import Actor
from caseflow.records import Case

PARTS = "parts"
"""Under which name the fingerprint of the parts is kept among the facts of a case."""


def record(file: CaseFile, event: str, actor: Actor, *, sentence: str, **said: Any) -> int:
    """Write an entry that changes something of a case, with a fingerprint of all that is stored afterwards.

    That of the parts is sealed in the case, too: so whoever opens it need not look through the journal.
    """
    file.desk.session.flush()
    file.facts[PARTS] = fingerprint(file.parts)
    file.case.version += 1
    file.case.updated_at = file.desk.now
    file.seal()
    file.desk.session.flush()
    return journal.write(
        file.desk,
        file.case.school_id,
        file.scope,
        "case",
        event,
        actor.id,
        sentence=sentence,
        row_version=file.case.version,
        projection=file.projection(),
        **said,
    )


def parts_stand(file: CaseFile) -> bool:
    """Whether the parts in a case are those that were given by a step: before anything of it is shown to anybody.

    What is sealed in the case says so; of a case that an older release wrote last, the newest entry does.
    """
    said = file.facts.get(PARTS)
    if said is None:
        newest = journal.newest_with(file.desk, file.scope, "projection")
        said = newest.said["projection"].get("part", NO_ROWS) if newest else None
    return said in (None, fingerprint(file.parts))


def hold(file: CaseFile) -> int | None:
    """Hold a case until this work is done, and return its version."""
    return file.desk.session.scalar(select(Case.version).where(Case.id == file.case.id).with_for_update())


def altered(reference: str, tables: str) -> Tampered:
    """What is said of a case whose rows are not what they should be."""
    return Tampered(
        f"The stored record of {reference} is not what the journal says ({tables}). "
        "Somebody changed the database by hand. Nothing was done; tell the chair and check the journal."
    )


def vouched_for(file: CaseFile) -> None:
    """Hold the case until this work is done, and refuse to go on from rows that are not what they should be.

    Raises Stale if another piece of work changed the case since it was opened here, Tampered naming the tables that
    the journal does not vouch for.
    """
    if hold(file) != file.case.version:
        raise Stale
    newest = journal.newest_with(file.desk, file.scope, "projection")
    if newest is None:
        return
    vouched, found = newest.said["projection"], file.projection()
    changed = sorted(table for table in found if found[table] != vouched.get(table, NO_ROWS))
    if changed:
        raise altered(file.reference, ", ".join(changed))
