"""The program itself, run as a technician runs it, in a folder of its own."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / ".venv" / "bin" / "caseflow"
PASSWORD = "a fine long password"
INIT = ("init", "--school", "Ashcroft High School", "--name", "Helen Marsh", "--email", "helen@ashcroft.example")


@dataclass
class Machine:
    """A folder for the data, a free port, and the settings of the environment."""

    home: Path
    port: int
    settings: dict[str, str] = field(default_factory=dict)
    running: list[subprocess.Popen[str]] = field(default_factory=list)

    def environment(self) -> dict[str, str]:
        ours = ("CASEFLOW_HOME", "CASEFLOW_DEMO", "DATABASE_URL", "KEYRING_URL", "HOST", "PORT")
        clean = {name: value for name, value in os.environ.items() if name not in ours}
        return {**clean, "CASEFLOW_HOME": str(self.home), "PORT": str(self.port), **self.settings}

    def run(self, *arguments: str | Path, typed: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [PROGRAM, *arguments],
            input=typed,
            capture_output=True,
            text=True,
            env=self.environment(),
            check=False,
            timeout=120,
        )

    def set_up(self, *more: str) -> None:
        done = self.run(*INIT, "--password-stdin", *more, typed=f"{PASSWORD}\n")
        assert done.returncode == 0, done.stderr

    def start(self, *arguments: str | Path) -> subprocess.Popen[str]:
        """Start a server, and wait until it answers."""
        program = subprocess.Popen(
            [PROGRAM, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=self.environment(),
            start_new_session=True,
        )
        self.running.append(program)
        until = time.monotonic() + 120
        while program.poll() is None and time.monotonic() < until:
            try:
                self.page("/sign-in")
            except OSError:
                time.sleep(0.1)
            else:
                return program
        raise AssertionError(f"it did not start: {program.stdout.read() if program.stdout else ''}")

    def page(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
            return answer.read().decode()

    def stop(self, program: subprocess.Popen[str]) -> str:
        """Stop a server as Ctrl-C does, and return all that it said."""
        program.send_signal(signal.SIGINT)
        said, _ = program.communicate(timeout=30)
        assert program.returncode == 0, said
        self.running.remove(program)
        return said


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    made = Machine(tmp_path / "var", port)
    yield made
    for program in made.running:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(program.pid, signal.SIGKILL)  # a server's workers too: they hold what it writes to
        program.communicate(timeout=30)


@pytest.fixture
def refused() -> Callable[[subprocess.CompletedProcess[str]], str]:
    """The one clear line with which a command was refused."""

    def line(done: subprocess.CompletedProcess[str]) -> str:
        assert done.returncode == 3, (done.returncode, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
        assert done.stderr.startswith("caseflow: ")
        assert done.stderr.count("\n") == 1
        return done.stderr

    return line
