"""Closes and opens a file piece by piece under a key of its own, so that no more than a piece is held at a time.

A sealed file is its first line and then the pieces, each AES-256-GCM. The nonce is the piece's place and whether it is
the last one: pieces cannot be swapped, doubled, left out or cut off. The key is never used for another file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .box import TAG_SIZE, Altered

PIECE = 64 * 1024
FIRST_LINE = b"caseflow-file/v1\n"


class Sealing:
    """Seals what it is given, and hands on the sealed bytes. `size` and `sha256` are of what was given."""

    def __init__(self, key: bytes, name: str, hand_on: Callable[[bytes], object]) -> None:
        self._box, self._aad, self._hand_on = AESGCM(key), _aad(name), hand_on
        self._held, self._place = bytearray(), 0
        self._plain, self._sealed = hashlib.sha256(), hashlib.sha256()
        self.size = 0
        self._pass_on(FIRST_LINE)

    def take(self, data: bytes) -> None:
        """Take some more."""
        self.size += len(data)
        self._plain.update(data)
        self._held += data
        while len(self._held) > PIECE:  # one piece is always kept back: it may be the last
            self._piece(bytes(self._held[:PIECE]), last=False)
            del self._held[:PIECE]

    def end(self) -> tuple[str, str]:
        """There is no more. Returns the SHA-256 of what was given, and of what was handed on."""
        self._piece(bytes(self._held), last=True)
        self._held.clear()
        return self._plain.hexdigest(), self._sealed.hexdigest()

    def _piece(self, data: bytes, *, last: bool) -> None:
        self._pass_on(self._box.encrypt(_nonce(self._place, last=last), data, self._aad))
        self._place += 1

    def _pass_on(self, sealed: bytes) -> None:
        self._sealed.update(sealed)
        self._hand_on(sealed)


def opened(key: bytes, name: str, read: Callable[[int], bytes]) -> Iterator[bytes]:
    """The pieces of a sealed file. Raises Altered at the first that is not as it was sealed, or if the end is gone."""
    if read(len(FIRST_LINE)) != FIRST_LINE:
        raise Altered("this is not a file that was sealed here")
    box, aad, place = AESGCM(key), _aad(name), 0
    piece = read(PIECE + TAG_SIZE)
    while True:
        following = read(PIECE + TAG_SIZE)
        try:
            yield box.decrypt(_nonce(place, last=not following), piece, aad)
        except (InvalidTag, ValueError) as trouble:
            raise Altered("a sealed file has been changed, cut short, or was sealed under another key") from trouble
        if not following:
            return
        piece, place = following, place + 1


def _nonce(place: int, *, last: bool) -> bytes:
    return place.to_bytes(11, "big") + bytes([last])


def _aad(name: str) -> bytes:
    """Ties a file to its name: under another name it does not open."""
    return FIRST_LINE + name.encode()
