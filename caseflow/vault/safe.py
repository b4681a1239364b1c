"""The two keys that must outlive the machine: the master key of the keyring and the key that signs checkpoints."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from caseflow.ledger import checkpoint
from caseflow.ledger.checkpoint import Checkpoint

KEK = "kek"
LOG_SIGNING = "log-signing"
KEY_SIZE = 32
_OTHERS = 0o077
_MASK = {False: 0o040, True: 0o050}
"""What the access list of systemd lets stat show of a file, and of a folder: reading, for the group."""


class KeysMissing(Exception):
    """The service cannot start: a key file is missing, damaged, or open to others."""


class KeysExist(Exception):
    """There are key files here already. Writing over them would make every case unreadable."""


@dataclass(frozen=True)
class Safe:
    kek: bytes = field(repr=False)
    signer: Ed25519PrivateKey = field(repr=False)

    def sign_note(self, origin: str, size: int, root: bytes) -> str:
        """A signed checkpoint, ready to mail, print or keep."""
        said = Checkpoint(origin, size, root)
        return checkpoint.note(said, self._public_key(), self.signer.sign(checkpoint.body(said).encode()))

    def vkey(self, origin: str) -> str:
        """The line for the sheet that the chair signs: with it anybody can check our checkpoints."""
        return checkpoint.vkey(origin, self._public_key())

    def _public_key(self) -> bytes:
        return self.signer.public_key().public_bytes_raw()


def create(folder: Path) -> None:
    """Makes both keys, once. Make a sealed copy on paper before the first case is reported."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    for name in (KEK, LOG_SIGNING):
        if (folder / name).exists():
            raise KeysExist(f"{name} is already in the key folder, and is never written over")
    for name in (KEK, LOG_SIGNING):
        _write(folder / name, secrets.token_bytes(KEY_SIZE))
    _make_durable(folder)


def load(folder: Path) -> Safe:
    if not folder.is_dir():
        raise KeysMissing("the key folder is missing: create the keys, or bring back the sealed copy")
    _refuse_if_open_to_others(folder)
    return Safe(_read(folder / KEK), Ed25519PrivateKey.from_private_bytes(_read(folder / LOG_SIGNING)))


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise KeysMissing(f"the key file {path.name} is missing: bring back the sealed copy")
    _refuse_if_open_to_others(path)
    try:
        key = path.read_bytes()
    except OSError as trouble:
        raise KeysMissing(f"the key file {path.name} cannot be read by this service") from trouble
    if len(key) != KEY_SIZE:
        raise KeysMissing(f"the key file {path.name} is damaged: it has {len(key)} bytes and must have {KEY_SIZE}")
    return key


def _refuse_if_open_to_others(path: Path) -> None:
    folder = path.is_dir()
    handed = _is_handed_over(path if folder else path.parent)
    shown = path.stat()
    with_mask = handed and (shown.st_uid, shown.st_gid) == (0, 0)
    if shown.st_mode & _OTHERS & ~(_MASK[folder] if with_mask else 0):
        whose = f"others may read {path.name}: it must belong to the service alone"
        what = "look at LoadCredential of the unit" if handed else f"chmod {'700' if folder else '600'}"
        raise KeysMissing(f"{whose} ({what})")


def _is_handed_over(folder: Path) -> bool:
    """Whether a folder is the one in which systemd hands its service what LoadCredential names.

    Since systemd 254, on a kernel that has tmpfs without swap, it stays root's, and an access list lets the user of the
    service read. Then stat shows the mask of that list where the group's bits stand: 0440, and 0550 of the folder,
    though root's group alone may do with them what root can. systemd.exec(5), “Credentials”.
    """
    said = os.environ.get("CREDENTIALS_DIRECTORY")
    if not said or not Path(said).is_dir() or not folder.samefile(said):
        return False
    shown = folder.stat()
    return (shown.st_uid, shown.st_gid) == (0, 0)


def _write(path: Path, key: bytes) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "wb") as opened:
        opened.write(key)
        opened.flush()
        os.fsync(opened.fileno())


def _make_durable(folder: Path) -> None:
    """A new file's name is safe from a power cut only when its folder has been written out too."""
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
