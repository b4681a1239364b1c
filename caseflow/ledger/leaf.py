"""One entry of the sealed log, as the exact bytes whose fingerprint everything else stands on."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

MAGIC = "caseflow-audit/v1"
ZERO = "0" * 64
"""What the first entry gives as `prev`: there is nothing before it."""

_DATE = rb"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_CLOCK = rb"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}"
_GRAMMAR = re.compile(
    rb"\Acaseflow-audit/v1\n"
    rb"(0|[1-9][0-9]{0,15})\n"
    rb"(" + _DATE + rb"T" + _CLOCK + rb"Z)\n"
    rb"(case|sys)\n"
    rb"([0-9a-f]{32})\n"
    rb"([0-9a-f]{64})\n"
    rb"([0-9a-f]{64})\n\Z"
)


class BadLeaf(ValueError):
    """An entry that is not in the one form an entry may have."""


@dataclass(frozen=True)
class Leaf:
    seq: int
    time: str
    kind: str
    tag: str
    commit: str
    prev: str


def encode(leaf: Leaf) -> bytes:
    """The bytes to store. Refuses to make an entry that `parse` would not give back unchanged."""
    lines = (MAGIC, str(leaf.seq), leaf.time, leaf.kind, leaf.tag, leaf.commit, leaf.prev)
    stored = "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")
    if parse(stored) != leaf:
        raise BadLeaf("this entry would not read back as it was written")
    return stored


def parse(stored: bytes) -> Leaf:
    found = _GRAMMAR.match(stored)
    if found is None:
        raise BadLeaf("it is not written in the one form an entry may have")
    seq, time, kind, tag, commit, prev = (part.decode("ascii") for part in found.groups())
    return Leaf(int(seq), time, kind, tag, commit, prev)


def leaf_hash(stored: bytes) -> bytes:
    """The fingerprint of an entry. It is taken of the bytes as stored, never of bytes written afresh."""
    return hashlib.sha256(b"\x00" + stored).digest()
