"""The press: keeps one process that renders, watches the clock, and starts another when it dies."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

import caseflow
from caseflow.paper import fonts, frames
from caseflow.paper.refusals import PaperFailed, PaperRefused

if TYPE_CHECKING:
    from caseflow.paper.rendering import Rendering

TRIES = 3
SECONDS = 20
MEMORY = 1_500_000_000
# All that the process may know of our environment: where programs and system libraries lie. No keys.
PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH")


class Page(NamedTuple):
    html: str
    css: str
    title: str
    language: str


class Press:
    """Safe to share between threads: one page at a time."""

    def __init__(self, fonts: Path, *, apart: bool = True, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self.fonts = fonts.absolute()
        self.apart = apart
        self.seconds = seconds
        self.memory = memory
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._scratch = ""  # where the process may lay things out; removed with it
        self._rendering: Rendering | None = None  # only when not apart

    def press(self, html: str, css: str, *, title: str = "Letter", language: str = "en-GB") -> bytes:
        page = Page(html, css, title, language)
        with self._lock:
            return self._apart(page) if self.apart else self._here(page)

    def warm(self) -> None:
        with self._lock:
            if self.apart:
                self._started()

    def close(self) -> None:
        with self._lock:
            self._end()
            if self._rendering is not None:
                self._rendering.close()
                self._rendering = None

    def forget(self) -> None:
        """After a fork the process belongs to the parent: let go of it without ending it."""
        self._lock = threading.Lock()
        left, self._process = self._process, None
        if left is not None:
            left.returncode = 0  # not ours to wait for
            for channel in _channels(left):
                _shut(channel)

    def _here(self, page: Page) -> bytes:
        from caseflow.paper.rendering import Rendering  # half a second or more, only if wanted

        self._rendering = self._rendering or Rendering(self.fonts)
        return self._rendering.pdf(*page)

    def _apart(self, page: Page) -> bytes:
        why = ""
        for _ in range(TRIES):
            kind, content = self._ask(page)
            if kind == frames.PDF:
                return content
            if kind == frames.REFUSED:
                raise PaperRefused(content.decode())
            why = content.decode()
            self._end()
        raise PaperFailed(f"The letter could not be printed after {TRIES} tries ({why}). It needs attention.")

    def _ask(self, page: Page) -> tuple[bytes, bytes]:
        process = self._started()
        clock = threading.Timer(self.seconds, process.kill)  # killing is what ends the reading below
        clock.daemon = True
        clock.start()
        try:
            asking, answering = _channels(process)
            frames.write(asking, frames.ASK, json.dumps(page._asdict()).encode())
            return frames.read(answering)
        except (OSError, EOFError):
            return frames.FAILED, b"it took too long" if clock.finished.is_set() else b"the press stopped"
        finally:
            clock.cancel()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            fonts.check(self.fonts)
            self._process = self._start()
        return self._process

    def _start(self) -> subprocess.Popen[bytes]:
        self._scratch = tempfile.mkdtemp(prefix="caseflow-paper-")
        said = [str(self.fonts), self._scratch, str(round(self.seconds)), str(self.memory)]
        return subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
            [sys.executable, "-P", "-m", "caseflow.paper.worker", *said],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # warnings quote the page, and the page is confidential
            env=_environment(),
        )

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for channel in _channels(process):
            _shut(channel)
        shutil.rmtree(self._scratch, ignore_errors=True)


def _channels(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if process.stdin is None or process.stdout is None:
        raise OSError("The press was started without channels.")
    return process.stdin, process.stdout


def _shut(channel: IO[bytes]) -> None:
    try:
        channel.close()
    except BrokenPipeError:  # what was still to be written has no reader any more
        return


def _environment() -> dict[str, str]:
    ours = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    return {**ours, "LANG": "C.UTF-8", "PYTHONPATH": str(Path(caseflow.__file__).parents[1])}
