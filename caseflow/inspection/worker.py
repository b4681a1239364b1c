"""The process that looks at one file: started by the inspector, never by hand. It has no keys, and may be killed.

It takes the file from its first channel and answers on its second with one line of JSON and the copy, if there is one.
"""

from __future__ import annotations

import ctypes
import json
import os
import pwd
import resource
import sys
from collections.abc import Callable
from typing import IO, Any

from caseflow.inspection.findings import Unfit
from caseflow.inspection.kinds import BY_KEY, PDF, TEXT, FileKind

# Python's own names of the events that looking at a file does not need
FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.spawn", "urllib.")
_NEW_NET, _NEW_USER = 0x40000000, 0x10000000
_NO_NEW_PRIVILEGES = 38
_NOBODY = 65534


def main(kind: str, memory: str, seconds: str) -> None:
    """Look at the file that comes on the first channel. What it is named as is said beforehand."""
    asked, answers = _own_channels()
    _fence(int(memory), int(seconds))
    look = _looking_at(BY_KEY[kind])  # the libraries are read in now: afterwards no file can be opened
    _go_nowhere()
    try:
        said = look(asked.read())
    except Unfit as unfit:
        said = {"why": unfit.why}
    copied = said.pop("copy", b"")
    answers.write(json.dumps(said).encode() + b"\n" + copied)
    answers.flush()


def _own_channels() -> tuple[IO[bytes], IO[bytes]]:
    """Keep the two channels for ourselves, so that nothing a library prints can be taken for an answer."""
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return asked, answers


def _fence(memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _looking_at(kind: FileKind) -> Callable[[bytes], dict[str, Any]]:
    def look(data: bytes) -> dict[str, Any]:
        if not data:
            raise Unfit("empty", kind)
        if not kind.fits(data):
            raise Unfit("mismatch", kind)
        return parse(data)

    parse = _parser(kind)
    return look


def _parser(kind: FileKind) -> Callable[[bytes], dict[str, Any]]:
    if kind == TEXT:
        from caseflow.inspection import words

        return words.look
    if kind == PDF:
        from caseflow.inspection import documents

        documents.warm()
        return documents.look
    from caseflow.inspection import pictures

    return lambda data: pictures.look(data, kind)


def _go_nowhere() -> None:
    """No network, no programs, nobody's rights: as far as this machine allows, and in Python's own terms always."""
    libc = ctypes.CDLL(None)
    root = os.geteuid() == 0
    libc.unshare(_NEW_NET if root else _NEW_NET | _NEW_USER)  # a machine that forbids it has only the fences below
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if root:
        _become_nobody()
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    sys.addaudithook(_forbid)


def _become_nobody() -> None:
    known = {one.pw_name: one for one in pwd.getpwall()}
    uid, gid = (known["nobody"].pw_uid, known["nobody"].pw_gid) if "nobody" in known else (_NOBODY, _NOBODY)
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)


def _forbid(event: str, _arguments: tuple[Any, ...]) -> None:
    if event.startswith(FORBIDDEN):
        raise PermissionError("Looking at a file neither calls out nor starts programs.")


if __name__ == "__main__":
    main(*sys.argv[1:])
