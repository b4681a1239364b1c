"""A real identity provider in a process of its own, and somebody who signs in there."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import requests
from web.pages import Page


@contextmanager
def provider_at_work() -> Iterator[str]:
    """The issuer's address, for as long as the process runs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    issuer = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce", "true"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(issuer, process)
        yield issuer
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(issuer: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < until:
        with contextlib.suppress(requests.RequestException):
            requests.get(f"{issuer}/.well-known/openid-configuration", timeout=2).raise_for_status()
            return
        time.sleep(0.1)
    raise AssertionError("the provider did not start")


def signs_in_there(address: str, subject: str) -> str:
    """Somebody signs in at the provider; returns the way back to us, without its host."""
    answer = requests.post(address, data={"sub": subject}, timeout=20, allow_redirects=False)
    assert answer.status_code == 302, answer.text
    parts = urlsplit(answer.headers["Location"])
    return f"{parts.path}?{parts.query}"


def led_to(page: Page) -> str:
    """Where a page of ours goes on to by itself; the link on it leads there, too."""
    assert page.status == 200, page.soup
    refresh = page.soup.select_one("meta[http-equiv=refresh]")
    assert refresh is not None, page.soup
    address = str(refresh["content"]).removeprefix("0; url=")
    assert page.soup.select_one("main a")["href"] == address
    return address
