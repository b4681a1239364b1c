"""Keeps files in a folder: sealed as they stream in, under random names, and never in the plain, not for a moment."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from .box import Altered
from .stream import PIECE, Sealing, opened

_NAME = re.compile(r"[0-9a-f]{32}")
_NOT_THERE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENXIO)  # gone, or a link or a device in its place
KEY_SIZE = 32


class FileGone(Exception):
    """A file that was kept is not there any more."""


@dataclass(frozen=True)
class Kept:
    """A file that is kept: its name in the folder, its key, and what vouches for it, sealed and opened."""

    name: str
    key: bytes = field(repr=False)
    size: int
    sha256: str
    sealed_sha256: str


class FileStore:
    """A folder of sealed files. Without its key, which is kept elsewhere, a file is noise."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def begin(self) -> Keeping:
        """Begin a file. It is there for good only after `finish`."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name, key = secrets.token_hex(16), secrets.token_bytes(KEY_SIZE)
        with self._inside() as inside:
            number = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600, dir_fd=inside)
        return Keeping(self, name, key, os.fdopen(number, "wb"))

    def read(self, name: str, key: bytes) -> Pieces:
        """The pieces of a file. Raises FileGone at once, Altered at the first piece that is not as it was sealed."""
        return Pieces(self._open(name), name, key)

    def sealed_sha256(self, name: str) -> str:
        """The SHA-256 of a file as it lies there, found without opening what is sealed. Raises FileGone."""
        digest = hashlib.sha256()
        with self._open(name) as file:
            while piece := file.read(PIECE):
                digest.update(piece)
        return digest.hexdigest()

    def remove(self, name: str) -> None:
        """Take a file away, if it is there."""
        with contextlib.suppress(FileNotFoundError), self._inside() as inside:
            os.unlink(_checked(name), dir_fd=inside)

    def names(self) -> dict[str, float]:
        """Every file there is, and when it was last written, in seconds since 1970."""
        if not self.folder.exists():
            return {}
        with self._inside() as inside, os.scandir(inside) as found:
            return {one.name: one.stat(follow_symlinks=False).st_mtime for one in found if _NAME.fullmatch(one.name)}

    def make_durable(self) -> None:
        """A new file's name is safe from a power cut only when its folder has been written out too."""
        with self._inside() as inside:
            os.fsync(inside)

    def _open(self, name: str) -> BinaryIO:
        try:
            with self._inside() as inside:
                number = os.open(_checked(name), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=inside)
        except OSError as trouble:
            if trouble.errno not in _NOT_THERE:
                raise
            raise FileGone("a file that was kept is missing, or something else is in its place") from trouble
        if not stat.S_ISREG(os.fstat(number).st_mode):
            os.close(number)
            raise FileGone("something that is no file is in the place of one")
        return os.fdopen(number, "rb")

    @contextmanager
    def _inside(self) -> Iterator[int]:
        """The folder itself, held open: nobody can put another in its place meanwhile."""
        inside = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            yield inside
        finally:
            os.close(inside)


class Pieces(Iterator[bytes]):
    """A sealed file, opened piece by piece. Close it, or read it to its end."""

    def __init__(self, file: BinaryIO, name: str, key: bytes) -> None:
        self._file = file
        self._pieces = opened(key, name, file.read)

    def __next__(self) -> bytes:
        try:
            return next(self._pieces)
        except BaseException:  # the end, too
            self.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def __enter__(self) -> Pieces:
        return self

    def __exit__(self, *_trouble: object) -> None:
        self.close()


class Keeping:
    """A file on its way into the folder."""

    def __init__(self, store: FileStore, name: str, key: bytes, file: BinaryIO) -> None:
        self._store, self.name, self._key, self._file = store, name, key, file
        self._sealing = Sealing(key, name, file.write)

    @property
    def size(self) -> int:
        """How much has come in."""
        return self._sealing.size

    def write(self, data: bytes) -> None:
        """Take some more of it."""
        self._sealing.take(data)

    def finish(self) -> Kept:
        """It is whole: make it durable. What it then lacks is somebody who remembers its key."""
        sha256, sealed_sha256 = self._sealing.end()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._store.make_durable()
        return Kept(self.name, self._key, self.size, sha256, sealed_sha256)

    def abandon(self) -> None:
        """It will not be whole: leave nothing of it."""
        try:
            self._file.close()
        finally:
            self._store.remove(self.name)


def _checked(name: str) -> str:
    if _NAME.fullmatch(name) is None:
        raise FileGone("this is not the name of a file that is kept")
    return name


__all__ = ["Altered", "FileGone", "FileStore", "Keeping", "Kept", "Pieces"]
