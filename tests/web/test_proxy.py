"""What a proxy says of who asks is believed from the proxy, and from nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from casework.town import Town
from flask import Flask, request

import config
from caseflow.app import create_app
from config import WrongSetting

SAID = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "caseflow.school.test"}


def app_behind(school: Town, folder: Path, trusted: str) -> Flask:
    app = create_app(
        config.read({"CASEFLOW_HOME": str(folder), "TRUST_PROXY": trusted, "SECURE_COOKIES": "yes"}), school.office
    )
    seen: list[str] = []
    app.after_request(lambda answer: seen.append(f"{request.remote_addr} {request.url_root}") or answer)
    app.config["SEEN"] = seen
    return app


BELIEVED = (
    ("no", "127.0.0.1", False),
    ("yes", "127.0.0.1", True),
    ("yes", "::1", True),
    ("yes", "192.0.2.7", False),
    ("10.0.0.0/28, 2001:db8::5", "10.0.0.5", True),
    ("10.0.0.0/28, 2001:db8::5", "2001:db8::5", True),
    ("10.0.0.0/28", "10.0.0.16", False),
    ("10.0.0.0/28", "127.0.0.1", False),
    ("yes", "", False),
)


def test_a_forged_word_from_elsewhere_is_passed_over(school: Town, tmp_path: Path):
    for trusted, comes_from, believed in BELIEVED:
        app = app_behind(school, tmp_path, trusted)
        answer = app.test_client().get("/health", headers=SAID, environ_overrides={"REMOTE_ADDR": comes_from})
        seen = "203.0.113.9 https://caseflow.school.test/" if believed else f"{comes_from} http://localhost/"
        assert app.config["SEEN"] == [seen], trusted
        assert ("Strict-Transport-Security" in answer.headers) == believed


def test_of_several_words_only_the_last_is_the_proxys(school: Town, tmp_path: Path):
    app = app_behind(school, tmp_path, "yes")
    headers = {**SAID, "X-Forwarded-For": "198.51.100.1, 203.0.113.9"}
    app.test_client().get("/health", headers=headers)
    assert app.config["SEEN"] == ["203.0.113.9 https://caseflow.school.test/"]


def test_over_tls_a_form_is_taken_though_our_pages_let_no_browser_say_where_it_was(school: Town, tmp_path: Path):
    client = app_behind(school, tmp_path, "yes").test_client()
    tls = {"base_url": "https://localhost"}
    page = BeautifulSoup(client.get("/sign-in", **tls).get_data(as_text=True), "html5lib")
    token = str(page.select_one("input[name=csrf_token]")["value"])
    typed = {"email": "nobody@x.test", "password": "a wrong password", "csrf_token": token}
    assert client.post("/sign-in", data=typed, **tls).status_code == 401, "it is judged, and wrong"
    assert client.post("/sign-in", data=typed, headers={"Sec-Fetch-Site": "cross-site"}, **tls).status_code == 400
    assert client.post("/sign-in", data={**typed, "csrf_token": "x"}, **tls).status_code == 400


def test_an_address_that_is_none_is_refused():
    with pytest.raises(WrongSetting, match="TRUST_PROXY"):
        config.read({"TRUST_PROXY": "perhaps"})


def test_the_keys_can_lie_apart(tmp_path: Path):
    given = {"CASEFLOW_HOME": str(tmp_path)}
    assert config.read(given).keys == tmp_path / "keys"
    assert config.read({**given, "KEYS": "/run/keys"}).keys == Path("/run/keys")
