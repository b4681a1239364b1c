"""Adding evidence in a rehearsal: the question about pictures first, then a file or a card, as on the web."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from typing import Any

from caseflow.casework import cases, evidence
from caseflow.casework.desk import Desk
from caseflow.casework.evidence_files import discard, look, store
from caseflow.casework.people import Someone
from caseflow.casework.refusals import Refused
from caseflow.procedure.evidence import BY_KEY, PICTURE

ADD = "add-evidence"
_HOLE = 8
_PNG = b"\x89PNG\r\n\x1a\n"
MADE = {"text": "added.txt", "screenshot": "added.png"}
GIVEN = (*MADE, *BY_KEY)
"""The answers about an item by their keys; `text` stands for a text file of these words, `screenshot` for a picture."""


def add(desk: Desk, given: Mapping[str, Any], actor: Someone, reference: str) -> None:
    """Add one item. Raises NotThere, Refused and BadAnswers as the web does; a file that is refused leaves nothing."""
    file = cases.find(desk, actor, reference)
    card = {key: value for key, value in given.items() if key not in (*MADE, PICTURE.key)}
    picture = str(given.get(PICTURE.key, ""))
    kind = next((kind for kind in MADE if kind in given), "")
    if not kind:
        evidence.add(file, card, actor, picture=picture)
        return
    if words := evidence.hindrance(file, evidence.flag(file, picture)):
        raise Refused(words)
    keeping = store(desk).begin()
    keeping.write(_drawn(str(given[kind])) if kind == "screenshot" else str(given[kind]).encode())
    arrived = look(store(desk), keeping.finish(), MADE[kind])
    try:
        evidence.add(file, card, actor, picture=picture, arrived=arrived)
    except BaseException:
        discard(store(desk), arrived)
        raise


def _drawn(words: str) -> bytes:
    """A picture in place of a screenshot: the words as a punched tape, one column a character."""
    tape = words.encode()
    row = [b"".join((b"\0" if sign >> bit & 1 else b"\xff") * _HOLE for sign in tape) for bit in range(8)]
    pixels = b"".join(b"\0" + line for line in row for _ in range(_HOLE))
    size = struct.pack(">IIBBBBB", len(tape) * _HOLE, 8 * _HOLE, 8, 0, 0, 0, 0)
    return _PNG + _chunk(b"IHDR", size) + _chunk(b"IDAT", zlib.compress(pixels)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
