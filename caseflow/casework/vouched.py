"""Entries that vouch for what is stored: nothing of a case changes without one, nor on rows that none vouches for."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from caseflow.casework import journal
from caseflow.casework.casefile import CaseFile
from caseflow.casework.fingerprints import NO_ROWS
from caseflow.casework.refusals import Stale, Tampered
from caseflow.lifecycle.terms import Actor
from caseflow.records import Case


def record(file: CaseFile, event: str, actor: Actor, *, sentence: str, **said: Any) -> int:
    """Write an entry that changes something of a case, with a fingerprint of all that is stored afterwards."""
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


def vouched_for(file: CaseFile) -> None:
    """Hold the case until this work is done, and refuse to go on from rows that are not what they should be.

    Raises Stale if another piece of work changed the case since it was opened here, Tampered naming the tables that
    the journal does not vouch for.
    """
    held = select(Case.version).where(Case.id == file.case.id).with_for_update()
    if file.desk.session.scalar(held) != file.case.version:
        raise Stale
    newest = journal.newest_with(file.desk, file.scope, "projection")
    if newest is None:
        return
    vouched, found = newest.said["projection"], file.projection()
    altered = sorted(table for table in found if found[table] != vouched.get(table, NO_ROWS))
    if altered:
        raise Tampered(
            f"The stored record of {file.reference} is not what the journal says ({', '.join(altered)}). "
            "Somebody changed the database by hand. Nothing was done; tell the chair and check the journal."
        )
