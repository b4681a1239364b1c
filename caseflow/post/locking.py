"""Locks a letter that goes by e-mail: the PDF opens with a password alone, and that goes another way.

It reads nothing but what our own press made, which is why it may do so outside the inspection's process.
"""

from __future__ import annotations

import io
import secrets

_UNLIKE = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""Letters and digits that are not taken for one another when they are read out."""


def locked(pdf: bytes, password: str) -> bytes:
    """The PDF, opened by this password alone; a screen reader may read it still."""
    import pikepdf  # here, so that no parser is loaded before a letter goes by e-mail

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out, encryption=pikepdf.Encryption(user=password, owner=secrets.token_hex(16), R=6))
    return out.getvalue()


def new_password() -> str:
    """A password to be read out on the telephone: sixteen signs in fours, 78 bits."""
    signs = [secrets.choice(_UNLIKE) for _ in range(16)]
    return "-".join("".join(signs[start : start + 4]) for start in range(0, 16, 4))
