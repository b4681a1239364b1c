"""A real browser at a real server: Chromium on the loopback address."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from casework.town import Town
from playwright.sync_api import Browser, sync_playwright
from web.pages import app_of
from werkzeug.serving import WSGIRequestHandler, make_server

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium", "chromium-browser", "google-chrome")


class Quiet(WSGIRequestHandler):
    """A server that keeps its own counsel."""

    def log(self, *_said: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser. Its absence is a failure, not a reason to skip."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "No browser: install chromium."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def address(town: Town, tmp_path: Path) -> Iterator[str]:
    """Where the application is served for this test."""
    server = make_server("127.0.0.1", 0, app_of(town, str(tmp_path)), threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
