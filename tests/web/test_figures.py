"""Figures for Prometheus: for whoever has the token, from closed lists, and of nobody."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from casework.town import Town
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text
from web.pages import Visitor, app_of
from werkzeug.test import TestResponse

import config
from caseflow.casework import figures as standing
from caseflow.casework.troubles import Job
from caseflow.watch import figures
from config import WrongSetting

TOKEN = "0123456789abcdef" * 2
CANARY = "Quillfeather"


@pytest.fixture
def app(school: Town, tmp_path: Path) -> Flask:
    app = app_of(school, str(tmp_path))
    app.config["METRICS_TOKEN"] = TOKEN
    return app


def told(app: Flask) -> dict[tuple[str, ...], float]:
    answer = app.test_client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    families = text_string_to_metric_families(answer.get_data(as_text=True))
    return {(one.name, *one.labels.values()): one.value for family in families for one in family.samples}


def test_they_count_by_the_pattern_of_the_address(app: Flask, school: Town):
    before = told(app)
    reference = school.report()
    helen = Visitor(app, school.cast.helen)
    helen.get(f"/cases/{reference}")
    helen.get(f"/cases/{CANARY}")
    helen.client.get(f"/{CANARY}?{CANARY}")
    app.test_client().open("/sign-in", method=CANARY.upper())
    after = told(app)

    def more(*key: str) -> float:
        return after[key] - before.get(key, 0)

    name = "caseflow_requests_total"
    assert more(name, "GET", "/cases/<reference>", "2xx") == 1
    assert more(name, "GET", "/cases/<reference>", "4xx") == 1
    assert more(name, "GET", "none", "4xx") == 1
    assert more(name, "other", "none", "3xx") == 1
    assert more("caseflow_request_seconds_count", "/cases/<reference>") == 2
    assert after[("caseflow_ready",)] == 1
    assert after[("caseflow_outbox_waiting",)] > 0
    assert after[("caseflow_ledger_entries",)] > before[("caseflow_ledger_entries",)]
    routes = {rule.rule for rule in app.url_map.iter_rules()} | {"none"}
    said = {word for key in after for word in key[1:]} - routes
    said -= set(Job)
    assert all(re.fullmatch(r"[A-Z]{3,7}|other|[1-5]xx|done|failed|[0-9.e+-]+|\+Inf", word) for word in said), said
    assert CANARY.casefold() not in repr(after).casefold()
    assert reference not in repr(after)


def test_a_wrong_sign_in_is_counted(app: Flask):
    before = told(app)[("caseflow_sign_ins_failed_total",)]
    visitor = Visitor(app)
    typed = {**visitor.get("/sign-in").form(), "email": f"{CANARY}@x.test", "password": CANARY}
    assert visitor.client.post("/sign-in", data=typed).status_code == 401
    assert told(app)[("caseflow_sign_ins_failed_total",)] == before + 1


def words_of(answer: TestResponse) -> str:
    """A page but for the token of its forms, which is another with each second."""
    return re.sub(r'(name="csrf_token" value=)"[^"]+"', r"\1", answer.get_data(as_text=True))


def test_without_the_token_there_is_nothing(app: Flask, school: Town):
    for client in (app.test_client(), Visitor(app, school.cast.it).client):
        nothing = client.get("/nothing")
        for shown in ("", TOKEN, f"Bearer {TOKEN}x", f"bearer {TOKEN}", "Bearer ", "Bearer \xe9"):
            asked = client.get("/metrics", headers={"Authorization": shown})
            assert (asked.status_code, words_of(asked)) == (nothing.status_code, words_of(nothing)), shown
            assert b"caseflow_" not in asked.data


def test_without_a_token_in_the_settings_there_is_nothing(app: Flask):
    app.config["METRICS_TOKEN"] = ""
    assert app.test_client().get("/metrics", headers={"Authorization": "Bearer "}).status_code == 302


def test_where_the_database_does_not_answer_that_is_told(school: Town):
    with school.office.store.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.connection.dbapi_connection.set_authorizer(None)  # as its owner can
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert standing.now(school.office) == {"caseflow_ready": 0}


def test_all_that_is_told_of_the_database_is_explained(school: Town):
    assert standing.now(school.office).keys() <= figures.STANDING.keys()


def test_several_processes_count_together(tmp_path: Path):
    count = (
        "from caseflow.watch import figures; figures.answered('GET', '/x', 200, 0.1); figures.round_ended(well=True)"
    )
    tell = "from caseflow.watch import figures; print(figures.page({'caseflow_ready': 1}).decode())"
    environment = {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    for script in (count, count):
        subprocess.run([sys.executable, "-c", script], env=environment, check=True)
    said = subprocess.run([sys.executable, "-c", tell], env=environment, check=True, capture_output=True, text=True)
    assert 'caseflow_requests_total{method="GET",route="/x",status="2xx"} 2.0' in said.stdout
    assert 'caseflow_worker_rounds_total{result="done"} 2.0' in said.stdout
    assert "caseflow_ready 1.0" in said.stdout


def test_a_token_that_can_be_guessed_is_refused(tmp_path: Path):
    file = tmp_path / "token"
    file.write_text("secret\n")
    with pytest.raises(WrongSetting, match="METRICS_TOKEN_FILE"):
        config.read({"METRICS_TOKEN_FILE": str(file)})
    file.write_text(f"{TOKEN}\n")
    read = config.read({"METRICS_TOKEN_FILE": str(file)})
    assert read.metrics_token == TOKEN
    assert TOKEN not in repr(read)
    assert config.read({}).metrics_token == ""
