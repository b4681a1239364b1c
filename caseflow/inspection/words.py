"""Looks at plain text: that it is text, and that it is plain. Only for the worker."""

from __future__ import annotations

import codecs
import encodings.utf_8_sig
import encodings.utf_16
import re
import unicodedata
from typing import Any

from caseflow.inspection.findings import Unfit
from caseflow.inspection.kinds import KINDS, TEXT

READERS = (encodings.utf_8_sig, encodings.utf_16)  # read in now: later no file can be opened
_MARKUP = re.compile(r"\s*<[!?a-zA-Z]")


def look(data: bytes) -> dict[str, Any]:
    """Nothing to say of a text but that it is one. Raises Unfit."""
    if any(kind.begins and kind.fits(data) for kind in KINDS):
        raise Unfit("mismatch", TEXT)
    try:
        text = data.decode("utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig")
    except ValueError as trouble:
        raise Unfit("signs", TEXT) from trouble
    if any(unicodedata.category(char) in ("Cc", "Cn") and char not in "\t\n\r\f" for char in set(text)):
        raise Unfit("signs", TEXT)
    if _MARKUP.match(text):
        raise Unfit("markup", TEXT)
    return {"flags": [], "copy_kind": "", "copy": b""}
