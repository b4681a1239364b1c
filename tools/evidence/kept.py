"""Keeps what a long comparison has found so far, so that one that was interrupted goes on where it was.

What is kept holds for just this program, these tests and these tools: any change of theirs, and it begins anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
COUNTS = ("caseflow", "templates", "migrations", "tests", "tools", "config.py", "requirements.txt")
"""What a result depends on."""
NAMED = "removals.toml"
"""The list of checks that are taken out: what is kept of one is kept under its own line, and others do not touch it."""
_LOOKED_AT = {".py", ".html", ".toml", ".css", ".txt", ".js", ".json", ""}


def once(what: str, make: Callable[[], Any]) -> Any:
    """What was found before, or what is found now, as plain words and numbers."""
    path = _place(what)
    if path.exists():
        return json.loads(path.read_text("utf-8"))
    found = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".new")
    unfinished.write_text(json.dumps(found), "utf-8")
    unfinished.replace(path)
    return found


def is_kept(what: str) -> bool:
    """Whether this was found before."""
    return _place(what).exists()


def _place(what: str) -> Path:
    return ROOT / "build" / "evidence" / fingerprint() / f"{hashlib.sha256(what.encode()).hexdigest()[:32]}.json"


@cache
def fingerprint() -> str:
    """A fingerprint of everything that a result depends on."""
    digest = hashlib.sha256()
    for name in COUNTS:
        there = ROOT / name
        files = sorted(there.rglob("*")) if there.is_dir() else [there]
        for file in (one for one in files if one.is_file() and one.suffix in _LOOKED_AT and one.name != NAMED):
            digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]
