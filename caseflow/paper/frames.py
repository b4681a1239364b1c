"""How the press and its process speak: one letter for the kind, four bytes for the length, then the bytes."""

import struct
from typing import IO

ASK, PDF, REFUSED, FAILED = b"A", b"P", b"R", b"F"
_HEAD = struct.Struct(">cI")


def write(stream: IO[bytes], kind: bytes, content: bytes) -> None:
    stream.write(_HEAD.pack(kind, len(content)) + content)
    stream.flush()


def read(stream: IO[bytes]) -> tuple[bytes, bytes]:
    """The next frame; EOFError when the other side has gone."""
    kind, length = _HEAD.unpack(_exactly(stream, _HEAD.size))
    return kind, _exactly(stream, length)


def _exactly(stream: IO[bytes], length: int) -> bytes:
    found = stream.read(length)
    if len(found) < length:
        raise EOFError("The other side has gone.")
    return found
