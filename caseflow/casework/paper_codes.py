"""Codes that are shown once, written on paper and typed by somebody else: 80 bits, in letters that are not mistaken."""

from __future__ import annotations

import hashlib
import secrets

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def make() -> str:
    """A new code: four times four letters."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def digest(typed: str) -> str:
    """What is kept of a code, however its letters were typed."""
    letters = typed[:40].upper().replace("-", "").replace(" ", "")
    return hashlib.sha256("-".join(letters[at : at + 4] for at in (0, 4, 8, 12)).encode()).hexdigest()
