"""What the running service writes is one JSON object a line, and holds nothing of what it was asked."""

from __future__ import annotations

import json
import socket

import pytest
from cli.conftest import Machine

CANARY = "Quillfeather"
ASKED = (
    f"GET /cases/{CANARY}?words={CANARY} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: {CANARY}\r\n\r\n",
    f"GET /{CANARY} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: {CANARY}\r\n\r\n",
    f"GET /{CANARY} HTTP/9.7\r\nHost: {CANARY}\r\n\r\n",
    f"{CANARY} nonsense\r\n\r\n",
    f"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {CANARY}\r\n\r\n",
)


@pytest.mark.slow
def test_the_running_service_writes_down_no_address_and_no_name(machine: Machine) -> None:
    machine.set_up()
    program = machine.start("serve")
    assert machine.page("/health") == "ok\n"
    for words in ASKED:
        with socket.create_connection(("127.0.0.1", machine.port), timeout=20) as line:
            line.sendall(words.encode())
            assert line.recv(100).startswith(b"HTTP/1.1 ")
    said = machine.stop(program).splitlines()
    assert said[0].startswith("Ashcroft High School: http://127.0.0.1:")
    told = [json.loads(line) for line in said[1:]]
    assert CANARY.casefold() not in "\n".join(said).casefold()
    assert {one["route"] for one in told if one["event"] == "request"} == {"/sign-in", "/cases/<reference>", "none"}
    assert any(one["event"] == "said by gunicorn.error" for one in told), "the web server said something of its own"
