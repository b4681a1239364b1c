"""A database at the newest version, with one school, one case, a letter that was issued and a log of two entries."""

from __future__ import annotations

from datetime import UTC, datetime

import databases
import pytest
from sqlalchemy import Connection, Engine, create_engine, event

from caseflow.records import (
    AuditCheckpoint,
    AuditHead,
    AuditLeaf,
    AuditNode,
    AuditPayload,
    Case,
    Clock,
    EvidenceRecord,
    LetterRecord,
    PolicyBasis,
    PolicyClause,
    PolicyText,
    Record,
    School,
)
from caseflow.records.store import Store

DAY = datetime(2027, 3, 4, 14, 2, 10, tzinfo=UTC)
FIRST, SECOND = b"\x01" * 32, b"\x02" * 32

on_sqlite = pytest.mark.parametrize("template", ["sqlite"], indirect=True)  # for what is SQLite's own


@pytest.fixture(scope="session", params=databases.ENGINES)
def template(request, tmp_path_factory) -> tuple[str, str]:
    """The engine's name, and the URL of a filled database that nobody is connected to."""
    url = databases.fresh(request.param, tmp_path_factory.mktemp("records"))
    fill(url)
    return request.param, url


@pytest.fixture
def url(template, tmp_path) -> str:
    """A filled database of the test's own."""
    engine, like = template
    return databases.fresh(engine, tmp_path, like=like)


@pytest.fixture
def store(url):
    with Store(url) as store:
        yield store


@pytest.fixture
def owner(url):
    """Somebody who has the database itself in his hands: no settings of ours, no guard."""
    engine = by_hand(url)
    yield engine
    engine.dispose()


@pytest.fixture
def undone(template):
    """The same on the one filled database, for tests that roll back all they do."""
    engine = by_hand(template[1])
    with engine.connect() as connection:
        yield connection
        connection.rollback()
    engine.dispose()


def by_hand(url: str) -> Engine:
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":  # where Python would leave statements like DROP outside the transaction
        event.listen(engine, "connect", lambda connection, _: setattr(connection, "isolation_level", None))
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


@pytest.fixture(params=databases.ENGINES)
def empty(request, tmp_path) -> str:
    """A database with nothing in it."""
    return databases.fresh(request.param, tmp_path)


def fill(url: str) -> None:
    with Store(url) as store:
        store.migrate()
        with store.writing() as session:
            for rows in _filling():
                session.add_all(rows)
                session.flush()
            session.get_one(PolicyText, "adopted").adopted_at = DAY  # last: from then on nothing of it may change
            session.commit()


def contents(connection: Connection) -> dict[str, list[tuple]]:
    """Everything there is."""
    return {
        name: sorted((tuple(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')), key=repr)  # noqa: S608
        for name in Record.metadata.tables
    }


def now_in(engine: Engine) -> dict[str, list[tuple]]:
    with engine.connect() as connection:
        return contents(connection)


def _filling() -> list[list[Record]]:
    case = {"opened_at": DAY, "updated_at": DAY, "headline": b"-", "sealed": b"-"}
    letter = {"case_id": "case", "due_since": DAY, "updated_at": DAY, "sealed": b"words"}
    item = {"case_id": "case", "image_flag": "no", "sealed": b"what", "added_at": DAY}
    blob = {"blob_key": b"key", "size": 5}
    log = {"school_id": "school"}
    policy = {"school_id": "school", "title": "Policy", "sealed": b"minute", "begun_at": DAY, "begun_by": ""}
    clause = {"key": "1", "section": "One", "lead": "", "words": "Words"}
    return [
        [School(id="school", name="Hollin Bank", created_at=DAY), School(id="other", name="Elm", created_at=DAY)],
        [Case(id="case", school_id="school", reference="CF-7K3QM-2XD9R", **case)],
        [
            Clock(id="clock", case_id="case", key="triage", started_at=DAY, first_due_at=DAY, due_at=DAY),
            LetterRecord(id="issued", number=1, key="L1", pdf=b"pdf", sha256="aa", issued_at=DAY, **letter),
            LetterRecord(id="due", number=2, key="L2", **letter),
            EvidenceRecord(id="picture", number=1, blob="aa", copy="bb", copy_key=b"key", **blob, **item),
            EvidenceRecord(id="frozen", number=2, blob="cc", frozen_at=DAY, **blob, **item),
            EvidenceRecord(id="link", number=3, **item),
            AuditHead(next_seq=2, last_hash=SECOND, last_time="", **log),
            AuditLeaf(seq=0, leaf=b"first", hash=FIRST, prev=bytes(32), **log),
            AuditNode(level=0, idx=0, hash=FIRST, **log),
            AuditPayload(seq=0, scope="case:case", scope_seq=0, ct=b"sealed", **log),
            AuditCheckpoint(size=1, note="note", made_at=DAY, **log),
        ],
        [AuditLeaf(seq=1, leaf=b"second", hash=SECOND, prev=FIRST, **log)],
        [
            PolicyText(id="draft", **policy),
            PolicyText(id="adopted", key="2027-01", **policy),
            PolicyText(id="bare", key="2026-01", adopted_at=DAY, **policy),
        ],
        [
            PolicyClause(id="clause", text_id="adopted", **clause),
            PolicyClause(id="drafted", text_id="draft", **clause | {"key": "2"}),
            PolicyBasis(id="basis", text_id="adopted", category="AB-1", clause="1"),
        ],
    ]
