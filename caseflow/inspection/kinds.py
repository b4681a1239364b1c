"""The kinds of file that are taken, and by what each is known: how it is named, and how it begins."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class FileKind:
    """A kind of file: what people call it, how such files are named, and what one begins with."""

    key: str
    title: str
    endings: tuple[str, ...]
    begins: bytes = b""
    then: tuple[int, bytes] = (0, b"")

    @property
    def ending(self) -> str:
        """How we name one when we hand it out."""
        return self.endings[0]

    def fits(self, head: bytes) -> bool:
        """Whether a file that begins so may be of this kind."""
        place, more = self.then
        return head.startswith(self.begins) and head[place : place + len(more)] == more


PDF = FileKind("pdf", "PDF", ("pdf",), b"%PDF-")
JPEG = FileKind("jpeg", "JPEG", ("jpg", "jpeg"), b"\xff\xd8\xff")
PNG = FileKind("png", "PNG", ("png",), b"\x89PNG\r\n\x1a\n")
WEBP = FileKind("webp", "WebP", ("webp",), b"RIFF", (8, b"WEBP"))
TEXT = FileKind("text", "plain text", ("txt",))
KINDS = (PDF, JPEG, PNG, WEBP, TEXT)
BY_KEY = {kind.key: kind for kind in KINDS}
TAKEN = "a PDF, JPEG, PNG or WebP file, or plain text (.txt)"
ACCEPT = ",".join(f".{ending}" for kind in KINDS for ending in kind.endings)
"""What a file control offers; it decides nothing."""


def named(name: str) -> FileKind | None:
    """The kind that a file is named as, or None. What makes text run backwards hides no ending here."""
    plain = "".join(char for char in name if unicodedata.category(char) not in ("Cc", "Cf", "Cs"))
    ending = plain.rpartition(".")[2].casefold() if "." in plain else ""
    return next((kind for kind in KINDS if ending in kind.endings), None)
