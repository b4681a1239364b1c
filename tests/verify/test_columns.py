# ruff: noqa: S608 -- names of our own tables and columns
"""Whatever byte is changed by hand in whatever column, the check finds it. What it does not look at is said here."""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from verify.conftest import template
from verify.meddling import unfenced

from caseflow.casework.office import Office
from caseflow.casework.verify import verify
from caseflow.records import Record
from caseflow.records.store import Store

UNCHECKED_TABLES = {
    "school": "what a school says of itself is on its letters, and those are sealed as issued; its id holds the rest",
    "notice": "a reminder that something waits: no evidence, and opened by its own key",
    "draft": "a report not yet sent belongs to its author alone; it is sealed and does not open if changed",
    "draft_file": "a file of a report not yet sent: sealed, and it does not open in the report if changed",
    "upload": "remembers for an hour that somebody added a file, so that nobody adds too many",
    "signed_in": "who is signed in: what counts is sealed in its place, and a row that was changed opens nothing",
    "kept_form": "a form that could not be sent yet belongs to its author alone; it is sealed and goes after a day",
    "throttle": "counts what was tried in vain, from moment to moment",
    "factor": "sealed in its place, and it proves nothing if changed; which there are is sealed with the person",
    "spent": "remembers for minutes that something works only once",
    "recovery": "sealed in its place; who vouched for whom stands in the journal",
    "identity": "found by a mark that needs the key; which it is is sealed with the person",
    "emergency_request": "sealed in its place; what was opened by it stands in the journal of the case",
    "given_post": "sealed in its place, and gives nothing if changed; who gave and who agreed stands in the journal",
    "outbox": "an errand: how far a letter is stands with its case, vouched for; what is sealed opens there alone",
    "post_state": "whether the mail server took a call, from moment to moment",
    "post_choice": "how often somebody wants e-mail; that they chose stands in the journal",
    "request": "remembers for a day that a form was sent, so that it is not taken twice",
}
UNCHECKED_COLUMNS = {
    ("person", "credential"): "changes when sessions end; a wrong one only signs people out",
}
CHECKED = [
    (table.name, column.name)
    for table in Record.metadata.sorted_tables
    for column in table.columns
    if table.name not in UNCHECKED_TABLES and (table.name, column.name) not in UNCHECKED_COLUMNS
]
ALSO = {("evidence", "image_flag"): ["yes"]}
"""Values to try besides, where the database refuses every value that is only one byte away."""
FOUND: Counter[str] = Counter()


class Bench:
    """A copy of a worked-in database, put back after each change."""

    def __init__(self, mould: Path, folder: Path) -> None:
        made = template("sqlite", mould)
        self.home, self.whole, self.file = made.home, Path(made.url.removeprefix("sqlite:///")), folder / "meddled.db"
        shutil.copy(self.whole, self.file)
        self.made = made
        self.office = Office(
            Store(f"sqlite:///{self.file}"),
            made.office.keyring,
            made.office.safe,
            anchors=made.home / "anchors",
            files=made.office.files,
        )

    def finds(self, change: str, values: dict[str, Any]) -> bool | None:
        """Whether the check finds this change, and nothing else; None if the database itself refuses the change."""
        self.office.store.engine.dispose()
        shutil.copy(self.whole, self.file)
        with sqlite3.connect(self.file, isolation_level=None) as raw, unfenced(raw) as execute:
            count = execute(change, values).rowcount
        raw.close()
        if count == 0:
            return None
        report = verify(self.office)
        assert not report.problems, "the fences stand"
        return bool(report.all_problems())

    def rows(self, table: str) -> list[int]:
        """The first and the last row of a table."""
        with sqlite3.connect(self.whole) as raw:
            found = [rowid for (rowid,) in raw.execute(f'SELECT rowid FROM "{table}" ORDER BY rowid')]
        raw.close()
        return sorted({found[0], found[-1]})

    def value(self, table: str, column: str, rowid: int) -> tuple[Any, bytes]:
        with sqlite3.connect(self.whole) as raw:
            query = f'SELECT "{column}", CAST("{column}" AS BLOB) FROM "{table}" WHERE rowid = ?'
            found = raw.execute(query, (rowid,)).fetchone()
        raw.close()
        return found


@pytest.fixture(scope="module")
def bench(mould: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    made = Bench(mould, tmp_path_factory.mktemp("bench"))
    yield made
    made.office.store.close()


def changed(value: Any, raw: bytes, kind: str) -> Iterator[Any]:
    """A value with one byte changed, in several places and ways; or one where there was none."""
    if value in (None, ""):
        yield {"TEXT": "2027-06-14T15:27:00.000000Z", "INTEGER": 7}.get(kind, b"\x01")
    elif isinstance(value, int):
        yield from (value ^ 1, value + 1000)
    else:
        for place, flip in ((0, 0x01), (10, 0x20), (len(raw) // 2, 0x01), (len(raw) - 1, 0x20), (len(raw) - 1, 0x80)):
            if place < len(raw):
                yield raw[:place] + bytes([raw[place] ^ flip]) + raw[place + 1 :]


def test_the_whole_database_is_whole(bench: Bench):
    report = verify(bench.office)
    assert report.whole, report.sentences()
    assert report.schools[0].entries > 30


def test_every_table_is_checked_or_is_said_not_to_be():
    tables = {table.name for table in Record.metadata.sorted_tables}
    assert {table for table, _ in CHECKED} | set(UNCHECKED_TABLES) == tables
    assert len(CHECKED) > 60


@pytest.mark.slow
@pytest.mark.parametrize(("table", "column"), CHECKED)
def test_a_changed_byte_is_found(bench: Bench, table: str, column: str):
    tried = []
    kind = {int: "INTEGER", bool: "INTEGER", bytes: "BLOB"}.get(
        Record.metadata.tables[table].c[column].type.python_type, "TEXT"
    )
    for rowid in bench.rows(table):
        value, raw = bench.value(table, column, rowid)
        for new in (*changed(value, raw, kind), *ALSO.get((table, column), ())):
            as_text = "CAST(:new AS TEXT)" if kind == "TEXT" else ":new"
            change = f'UPDATE OR IGNORE "{table}" SET "{column}" = {as_text} WHERE rowid = :row'
            found = bench.finds(change, {"new": new, "row": rowid})
            tried += [] if found is None else [(rowid, new, found)]
    FOUND["tried"] += len(tried)
    FOUND["found"] += sum(found for *_, found in tried)
    assert tried, "a test that changes nothing finds nothing"
    assert [(rowid, new) for rowid, new, found in tried if not found] == []


@pytest.mark.parametrize(("table", "column"), UNCHECKED_COLUMNS)
def test_what_is_said_not_to_be_checked_is_not(bench: Bench, table: str, column: str):
    change = f'UPDATE "{table}" SET "{column}" = :new WHERE rowid = :row'
    assert bench.finds(change, {"new": "ABCDEFGHJKMNPQRS", "row": bench.rows(table)[0]}) is False


@pytest.mark.slow
@pytest.mark.parametrize("table", sorted({table for table, _ in CHECKED}))
def test_a_row_taken_away_is_found(bench: Bench, table: str):
    for rowid in bench.rows(table):
        assert bench.finds(f'DELETE FROM "{table}" WHERE rowid = :row', {"row": rowid})
