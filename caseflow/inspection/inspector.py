"""Has a file looked at by a process that knows nothing, may nothing, and is ended when it takes too long."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import caseflow
from caseflow.inspection.findings import FLAGS, WORDS, Finding, Unfit
from caseflow.inspection.kinds import BY_KEY, FileKind, named

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 10
SECONDS = 15
_MOST_ANSWER = 32_000_000
# All that the process may know of our environment. No keys.
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH")


def inspect(pieces: Iterable[bytes], name: str, *, memory: int = MEMORY, seconds: float = SECONDS) -> Finding:
    """Look at a file that was named so by whoever brought it.

    Raises Unfit unless its ending, how it begins and what it holds agree on one kind that is taken.
    """
    kind = named(name)
    if kind is None:
        raise Unfit("ending")
    with _started(kind, memory, seconds) as process:
        clock = threading.Timer(seconds, process.kill)  # killing is what ends the writing and reading below
        clock.daemon = True
        clock.start()
        try:
            _write(process.stdin, pieces)
            answer = process.stdout.read(_MOST_ANSWER + 1) if process.stdout else b""
        finally:
            clock.cancel()
            process.kill()
    return _finding(kind, answer)


def _started(kind: FileKind, memory: int, seconds: float) -> subprocess.Popen[bytes]:
    cpu = min(CPU_SECONDS, max(1, round(seconds)))
    return subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
        [sys.executable, "-P", "-m", "caseflow.inspection.worker", kind.key, str(memory), str(cpu)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a library's complaint may quote the file
        cwd="/",
        start_new_session=True,
        env=_environment(),
    )


def _write(channel: IO[bytes] | None, pieces: Iterable[bytes]) -> None:
    """Hand the file over. A process that has gone reads no more, and its answer says so."""
    if channel is None:
        raise OSError("The process was started without a channel.")
    try:
        with channel:
            for piece in pieces:
                channel.write(piece)
                channel.flush()
    except BrokenPipeError:
        return


def _finding(kind: FileKind, answer: bytes) -> Finding:
    """What the process said, taken strictly: it has read a stranger's file, and may itself be a stranger by now."""
    line, found, copied = answer.partition(b"\n")
    try:
        said = json.loads(line) if found and len(answer) <= _MOST_ANSWER else {"why": "failed"}
        if why := said.get("why"):
            raise Unfit(why if why in WORDS else "failed", kind)
        copy_kind = BY_KEY[said["copy_kind"]] if said["copy_kind"] else None
        return Finding(
            kind=kind,
            pages=_number(said.get("pages", 0)),
            width=_number(said.get("width", 0)),
            height=_number(said.get("height", 0)),
            flags=tuple(flag for flag in FLAGS if flag in said["flags"]),
            copy_kind=copy_kind,
            copy=copied if copy_kind and copy_kind.fits(copied) else None,
        )
    except (ValueError, KeyError, TypeError, AttributeError) as trouble:
        raise Unfit("failed", kind) from trouble


def _number(said: object) -> int:
    if not isinstance(said, int) or not 0 <= said < 2**31:
        raise ValueError("not a number of pages or points")
    return said


def _environment() -> dict[str, str]:
    ours = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {**ours, "LANG": "C.UTF-8", "PYTHONPATH": str(Path(caseflow.__file__).parents[1])}
