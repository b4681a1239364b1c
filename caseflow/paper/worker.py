"""The process that presses: started by the press, never by hand. It has no keys, and may be killed at any time."""

import json
import os
import resource
import signal
import sys
import tempfile
from pathlib import Path
from typing import IO, Any

from caseflow.paper import frames
from caseflow.paper.refusals import PaperRefused

# Python's own names of the events that no letter needs
FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.spawn", "urllib.")


def main(folder: str, scratch: str, seconds: str, memory: str) -> None:
    tempfile.tempdir = scratch
    asked, answers = _own_channels()
    _fence(int(memory))
    try:
        from caseflow.paper.rendering import Rendering  # after the fence; two seconds when cold

        rendering = Rendering(Path(folder))
    except Exception as fault:  # noqa: BLE001 - said to the press, which starts another process
        frames.read(asked)  # answer only when asked, or the answer is lost
        frames.write(answers, frames.FAILED, f"{type(fault).__name__}: {fault}".encode())
        return
    sys.addaudithook(_forbid)
    _serve(rendering, asked, answers, int(seconds))
    rendering.close()
    os.rmdir(scratch)


def _own_channels() -> tuple[IO[bytes], IO[bytes]]:
    """Keep the two channels for ourselves, so that nothing a library prints can be taken for an answer."""
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return asked, answers


def _fence(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the press, which closes us


def _forbid(event: str, _arguments: tuple[Any, ...]) -> None:
    if event.startswith(FORBIDDEN):
        raise PermissionError("The press neither calls out nor starts programs.")


def _serve(rendering: Any, asked: IO[bytes], answers: IO[bytes], seconds: int) -> None:
    while True:
        try:
            _, content = frames.read(asked)
        except EOFError:
            return
        signal.alarm(seconds + 5)  # should the press itself be gone, nobody else would end a page without end
        frames.write(answers, *_answer(rendering, json.loads(content)))
        signal.alarm(0)


def _answer(rendering: Any, page: dict[str, str]) -> tuple[bytes, bytes]:
    try:
        return frames.PDF, rendering.pdf(page["html"], page["css"], page["title"], page["language"])
    except PaperRefused as refusal:
        return frames.REFUSED, str(refusal).encode()
    except Exception as fault:  # noqa: BLE001 - only its kind is said: its words may hold what the case holds
        return frames.FAILED, type(fault).__name__.encode()


if __name__ == "__main__":
    main(*sys.argv[1:])
