"""Checks every case of a school: that its rows are what its newest entry vouched for, and where its entries led."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from caseflow.casework.desk import Desk, case_scope
from caseflow.casework.fingerprints import NO_ROWS, fingerprint
from caseflow.casework.journal import Entry
from caseflow.casework.office import Office
from caseflow.casework.verify_case import CaseRows, check_case
from caseflow.casework.verify_entries import Accounts, Opener, sealed
from caseflow.casework.verify_rows import rows_of, snapshot
from caseflow.casework.verify_words import Problem
from caseflow.records import Case, Clock, ClockEdit, EvidenceRecord, LetterRecord, Part, Position, School

BATCH = 40
_TABLES: dict[str, Any] = {
    "position": Position,
    "part": Part,
    "clock": Clock,
    "clock_edit": ClockEdit,
    "letter": LetterRecord,
    "evidence": EvidenceRecord,
}


@dataclass
class CheckedCases:
    """How many cases were checked, how many are forgotten, and what is wrong with any."""

    count: int = 0
    forgotten: int = 0
    problems: list[Problem] = field(default_factory=list)


def check(office: Office, school: School, accounts: Accounts) -> CheckedCases:
    """Check all cases, a batch at a time: eight questions to the database for each batch."""
    done = CheckedCases()
    last = ""
    while True:
        with snapshot(office) as session:
            query = select(Case.id, Case.reference).where(Case.school_id == school.id, Case.id > last)
            batch = {one: reference for one, reference in session.execute(query.order_by(Case.id).limit(BATCH))}
            _check_batch(Desk(session, office.keyring, office.safe, files=office.files), batch, accounts, done)
        if len(batch) < BATCH:
            return done
        last = next(reversed(batch))


def _check_batch(desk: Desk, batch: dict[str, str], accounts: Accounts, done: CheckedCases) -> None:
    ids = list(batch)
    keys = desk.keyring.keys(map(case_scope, ids))
    entries = _entries(desk.session, ids)
    rows = _rows(desk.session, batch)
    for one, reference in batch.items():
        scope = case_scope(one)
        if scope not in keys:
            accounts.know(scope)
            done.forgotten += 1
            continue
        done.count += 1
        opener = Opener(scope, reference, keys[scope], accounts, reference)
        opened = opener.open(entries.get(scope, []))
        opener.close()
        done.problems += opener.problems
        done.problems += _checked(desk, rows[one], opened, sound=not opener.problems)


def _checked(desk: Desk, rows: CaseRows, entries: list[Entry], *, sound: bool) -> Iterator[Problem]:
    """What is wrong with the rows. The entries are replayed only if all of them opened."""
    yield from _unvouched(rows, entries)
    if sound and entries:
        yield from check_case(desk, rows, entries)


def _unvouched(rows: CaseRows, entries: list[Entry]) -> Iterator[Problem]:
    """The tables that the newest entry does not vouch for as they are."""
    for table in sorted(rows.spoilt):
        words = f"The stored record of {rows.reference} cannot be read in the table “{table}”: it was changed by hand."
        yield Problem(words, reference=rows.reference)
    newest = next((entry for entry in reversed(entries) if "projection" in entry.said), None)
    if newest is None:
        yield Problem(f"No entry vouches for {rows.reference}.", reference=rows.reference)
        return
    for table in ("case", *_TABLES):
        if table not in rows.spoilt and fingerprint(rows.of(table)) != newest.said["projection"].get(table, NO_ROWS):
            yield Problem(
                f"The stored record of {rows.reference} is not what entry {newest.seq} vouched for in the table "
                f"“{table}”: somebody changed it by hand.",
                reference=rows.reference,
            )


def _entries(session: Session, ids: Sequence[str]) -> dict[str, list[Any]]:
    found = session.execute(sealed([case_scope(one) for one in ids])).all()
    return {scope: list(rows) for scope, rows in groupby(found, key=lambda row: str(row[0]))}


def _rows(session: Session, batch: dict[str, str]) -> dict[str, CaseRows]:
    ids = list(batch)
    cases, spoilt = rows_of(session, select(Case), Case.id, ids)
    by_id = {case.id: case for case in cases}
    found = {one: CaseRows(one, batch[one], by_id.get(one)) for one in ids}
    for one in spoilt:
        found[one].spoilt.add("case")
    for table, model in _TABLES.items():
        query = select(model).options(undefer(LetterRecord.pdf)) if model is LetterRecord else select(model)
        rows, bad = rows_of(session, query, model.case_id, ids)
        for row in rows:
            found[row.case_id].tables[table].append(row)
        for one in bad:
            found[one].spoilt.add(table)
    return found
