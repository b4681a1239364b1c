"""The log: one JSON object a line, made of an event and of fields from a closed list. It says of nobody anything.

A line is built from what is known to name nobody, rather than cleaned of what might: the words of an event are fixed in
the program and nothing is put into them; of an error its kind is told and where it was, never its words, for they
repeat what somebody typed; and of what a library says only that it said something.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

FIELDS = ("request", "method", "route", "status", "ms", "kind")
"""What may stand in a line beside when, how grave and what: each of them is the program's own word or a number."""
OURS = "caseflow"
_ROOT = Path(__file__).resolve().parents[2]
_SERVER = "gunicorn."
_DEEPEST = 40


class OneLine(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        said: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": _event(record),
        }
        said |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[1] is not None:
            said |= {"kind": kinds(record.exc_info[1]), "frames": frames(record.exc_info[2])}
        return json.dumps(said, ensure_ascii=True, default=lambda _value: "?")


def set_up(stream: TextIO = sys.stderr, *, quiet: bool = False) -> None:
    """Send every log of this process to a stream, one line each: ours from “info” on, others’ from “warning” on.

    `quiet` is for whoever looks round at a terminal: then ours begin at “warning”, too.
    """
    handler = logging.StreamHandler(stream)
    handler.setFormatter(OneLine())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger(OURS).setLevel(logging.WARNING if quiet else logging.INFO)
    logging.captureWarnings(capture=True)


def kinds(error: BaseException) -> str:
    """What kind of error it is, and what kinds it came from: class names, and not a word of theirs."""
    told = [type(error).__name__]
    while (under := error.__cause__ or error.__context__) is not None and len(told) < _DEEPEST:
        error = under
        told.append(type(error).__name__)
    return " from ".join(told)


def frames(trace: TracebackType | None) -> list[str]:
    """Where it was, outermost first: file, line and function. No line of code is quoted, and no value."""
    stack = traceback.extract_tb(trace, limit=-_DEEPEST)
    return [f"{_place(Path(one.filename))}:{one.lineno} {one.name}" for one in stack]


def _place(file: Path) -> str:
    """A file by its place in the program, or by the last of its name in a library."""
    inside = file.is_relative_to(_ROOT) and "site-packages" not in file.parts
    return str(file.relative_to(_ROOT)) if inside else "/".join(file.parts[-2:])


def _event(record: logging.LogRecord) -> str:
    """Our own words as they are; the web server's before anything is put into them; of others, who spoke."""
    if record.name == OURS or record.name.startswith(f"{OURS}."):
        return str(record.msg)
    if record.name.startswith(_SERVER) and record.args:
        return f"web server: {record.msg}"
    return f"said by {record.name}"
