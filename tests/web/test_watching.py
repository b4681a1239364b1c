"""What the log and the health page tell: how the service is, and of nobody anything."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import databases
import pytest
from casework.town import Town
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from web.pages import Visitor, counted

from caseflow.casework.people import Someone
from caseflow.records.store import Store
from caseflow.vault import store as keyring_store
from caseflow.watch.log import FIELDS, OneLine, set_up

Browse = Callable[[Someone | None], Visitor]
CANARY = "Quillfeather"
NOTE = {"note_kind": "note", "note_at": "2027-01-15T16:00", "note_basis": "fact"}


class Lines(io.StringIO):
    """What was logged."""

    def read_all(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.getvalue().splitlines()]


@pytest.fixture
def lines() -> Iterator[Lines]:
    """The log, as a service that runs has it."""
    root, ours = logging.getLogger(), logging.getLogger("caseflow")
    before = (root.handlers[:], root.level, ours.level)
    out = Lines()
    set_up(out)
    yield out
    logging.captureWarnings(capture=False)
    root.handlers[:], _, _ = before
    root.setLevel(before[1])
    ours.setLevel(before[2])


def test_it_is_well_where_the_database_answers_and_has_this_schema(app: Flask, school: Town):
    client = app.test_client()
    with counted(school) as statements:
        answer = client.get("/health")
    assert (answer.status_code, answer.data) == (200, b"ok\n")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert len([one for one in statements if not one.startswith(("BEGIN", "PRAGMA"))]) == 1


def test_it_is_not_well_where_the_schema_is_another(app: Flask, school: Town):
    with school.office.store.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.connection.dbapi_connection.set_authorizer(None)  # as its owner can
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    answer = app.test_client().get("/health")
    assert (answer.status_code, answer.data) == (503, b"not ready\n")


def test_it_is_not_well_where_the_database_is_gone(app: Flask, school: Town):
    assert app.test_client().get("/health").status_code == 200
    school.office.store.close()
    databases.drop(school.url)
    assert app.test_client().get("/health").status_code == 503


def test_a_line_says_how_it_went_and_of_nobody_anything(
    app: Flask, browse: Browse, school: Town, lines: Lines, monkeypatch: pytest.MonkeyPatch
):
    reference = school.report(account=f"I saw {CANARY} there.")
    helen = browse(school.cast.helen)
    asked = [
        (f"/cases/{reference}", "/cases/<reference>", 200),
        (f"/cases/?words={CANARY}", "/cases/", 200),
        (f"/cases/{CANARY}", "/cases/<reference>", 404),
        (f"/{CANARY}/{CANARY}?{CANARY}={CANARY}", "none", 404),
    ]
    lines.truncate(0)
    lines.seek(0)
    for address, _, _ in asked:
        helen.client.get(address, headers={"Referer": CANARY})
    noted = {**NOTE, "note": CANARY, "seen": "1"}
    page = helen.get(f"/cases/{reference}/do/add-note")
    answered = helen.post(f"/cases/{reference}/do/add-note", {**page.form(), **noted}).status
    wrong = {"email": f"{CANARY}@x.test", "password": CANARY, "csrf_token": CANARY}
    app.test_client().post("/sign-in", data=wrong, headers={"User-Agent": CANARY, "X-Forwarded-For": CANARY})
    app.test_client().open("/sign-in", method=CANARY.upper())
    monkeypatch.setitem(app.view_functions, "cases.listing", _breaks)
    broken = helen.client.get("/cases/")
    told = lines.read_all()
    assert ("POST", "/cases/<reference>/do/<key>", answered) in [
        (one.get("method"), one.get("route"), one.get("status")) for one in told
    ]
    assert [(one["route"], one["status"]) for one in told[:4]] == [(route, status) for _, route, status in asked]
    assert "other" in {one["method"] for one in told}
    assert CANARY.casefold() not in lines.getvalue().casefold()
    assert reference not in lines.getvalue()
    known = {"at", "level", "event", "frames", *FIELDS}
    assert all(one.keys() <= known for one in told)
    (fault,) = [one for one in told if one["event"] == "fault"]
    assert fault["kind"] == "RuntimeError from ValueError"
    assert fault["frames"][-1].startswith("tests/web/test_watching.py:")
    assert fault["request"] in broken.get_data(as_text=True), "whoever reports it can say which it was"


def _breaks() -> str:
    try:
        int(f"the age of {CANARY}")
    except ValueError as error:
        raise RuntimeError(f"no page about {CANARY}") from error
    return ""


def test_what_is_put_into_words_is_left_out_whoever_says_it(lines: Lines):
    logging.getLogger("caseflow.x").error("%s was seen", CANARY, extra={"subject": CANARY, "kind": "Trouble"})
    logging.getLogger("gunicorn.error").warning("Invalid request from %s", CANARY)
    logging.getLogger("fontTools").error(f"no glyph for {CANARY}")
    assert CANARY not in lines.getvalue()
    events = ["%s was seen", "web server: Invalid request from %s", "said by fontTools"]
    assert [one["event"] for one in lines.read_all()] == events
    assert lines.read_all()[0]["kind"] == "Trouble"


def test_health_and_assets_are_not_written_down(app: Flask, lines: Lines):
    app.test_client().get("/health")
    app.test_client().get("/assets/caseflow.css").close()
    assert lines.getvalue() == ""


def test_the_words_of_a_failing_statement_hold_nothing_of_what_was_to_be_stored(school: Town):
    insert = text("INSERT INTO alembic_version VALUES (:canary), (:canary)")
    with Store(school.url) as store, store.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.connection.dbapi_connection.set_authorizer(None)
        with pytest.raises(IntegrityError) as failed:
            connection.execute(insert, {"canary": CANARY})
    assert failed.value.hide_parameters
    assert CANARY not in str(failed.value).split("DETAIL")[0], "what PostgreSQL says of it is never shown or logged"


def test_nor_do_those_of_the_keyring(tmp_path: Any):
    engine = keyring_store.open_store(f"sqlite:///{tmp_path}/keyring.db")
    row = {"scope": CANARY, "wrapped": CANARY.encode()}
    with pytest.raises(IntegrityError) as failed, keyring_store.writing(engine) as connection:
        connection.execute(keyring_store.case_key.insert(), [row, row])
    engine.dispose()
    assert CANARY not in str(failed.value)


def test_a_line_is_one_line_whatever_stands_in_it():
    record = logging.LogRecord("caseflow", logging.INFO, "", 0, "two\nlines", (), None)
    record.route = "/a\n/b"
    assert "\n" not in OneLine().format(record)
