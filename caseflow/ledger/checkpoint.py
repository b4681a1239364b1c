"""A checkpoint: "the log had this many entries and this root", signed, in the C2SP forms other tools read too."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass

from . import ed25519

ED25519 = b"\x01"
CODE_LENGTH = 26

_NAME = r"[^\s+]+"
_VKEY = re.compile(rf"({_NAME})\+([0-9a-f]{{8}})\+([A-Za-z0-9+/=]+)")
_SIGNATURE = re.compile(rf"— ({_NAME}) ([A-Za-z0-9+/=]+)")
_SIZE = re.compile(r"0|[1-9][0-9]{0,15}")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


class BadCheckpoint(ValueError):
    """A note or key that is not in the form a checkpoint has, or is not signed by whom it should be."""


@dataclass(frozen=True)
class VerifierKey:
    name: str
    public_key: bytes


@dataclass(frozen=True)
class Signature:
    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True)
class Note:
    """A signed note. `text` ends with a line feed and is what the signatures are over."""

    text: str
    signatures: tuple[Signature, ...]


@dataclass(frozen=True)
class Checkpoint:
    origin: str
    size: int
    root: bytes


def body(checkpoint: Checkpoint) -> str:
    """The text that is signed: origin, size and root, a line each."""
    if re.fullmatch(_NAME, checkpoint.origin) is None:
        raise BadCheckpoint("the name of a log may hold neither spaces nor plus signs")
    text = f"{checkpoint.origin}\n{checkpoint.size}\n{base64.b64encode(checkpoint.root).decode()}\n"
    if _read_body(text) != checkpoint:
        raise BadCheckpoint("this checkpoint would not read back as it was written")
    return text


def note(checkpoint: Checkpoint, public_key: bytes, signature: bytes) -> str:
    """The whole note, from a signature that somebody who holds the signing key made over `body(checkpoint)`."""
    signed = base64.b64encode(key_id(checkpoint.origin, public_key) + signature).decode()
    return f"{body(checkpoint)}\n— {checkpoint.origin} {signed}\n"


def parse_note(text: str) -> Note:
    signed, gap, below = text.rpartition("\n\n")
    if not gap or not below.endswith("\n") or _CONTROL.search(text):
        raise BadCheckpoint("this is not a signed note")
    return Note(signed + "\n", tuple(map(_read_signature, below[:-1].split("\n"))))


def parse_checkpoint(text: str) -> Checkpoint:
    """What a note says, whoever signed it. Use `vouched` to learn only what a trusted key signed."""
    return _read_body(parse_note(text).text)


def vouched(text: str, key: VerifierKey) -> Checkpoint:
    """What a note says, once it is sure that the log this key belongs to said it."""
    if not is_signed(parse_note(text), key):
        raise BadCheckpoint(f"this checkpoint is not signed by {key.name}")
    checkpoint = parse_checkpoint(text)
    if checkpoint.origin != key.name:
        raise BadCheckpoint(f"this checkpoint is of {checkpoint.origin}, not of {key.name}")
    return checkpoint


def is_signed(note: Note, key: VerifierKey) -> bool:
    """Whether this key signed the note. Signatures of other keys are passed over, as the form demands."""
    mine = [
        line.signature
        for line in note.signatures
        if (line.name, line.key_id) == (key.name, key_id(key.name, key.public_key))
    ]
    return bool(mine) and all(ed25519.verify(key.public_key, note.text.encode(), one) for one in mine)


def key_id(name: str, public_key: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public_key).digest()[:4]


def vkey(name: str, public_key: bytes) -> str:
    """The key as one line for people to print and keep: name, short fingerprint, key."""
    encoded = base64.b64encode(ED25519 + public_key).decode()
    return f"{name}+{key_id(name, public_key).hex()}+{encoded}"


def parse_vkey(line: str) -> VerifierKey:
    found = _VKEY.fullmatch(line)
    if found is None:
        raise BadCheckpoint("this is not a verifier key")
    name, short, encoded = found.groups()
    key = _from_base64(encoded)
    if key[:1] != ED25519 or len(key) != 33:
        raise BadCheckpoint("this is not an Ed25519 verifier key")
    if key_id(name, key[1:]).hex() != short:
        raise BadCheckpoint("the parts of this verifier key do not belong together: it was copied wrongly")
    return VerifierKey(name, key[1:])


def record_code(note: str) -> str:
    """The code printed on a letter: enough to prove later which note the school held, and nothing about the log."""
    digest = hashlib.sha256(b"caseflow-record-code/v1\n" + note.encode()).digest()
    return base64.b32encode(digest).decode()[:CODE_LENGTH]


def _read_body(text: str) -> Checkpoint:
    """Lines after the third are extensions of the form, which our logs never write; others may."""
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop() or not all(lines) or _SIZE.fullmatch(lines[1]) is None:
        raise BadCheckpoint("this note is not a checkpoint of a log")
    root = _from_base64(lines[2])
    if len(root) != 32:
        raise BadCheckpoint("this checkpoint holds no whole fingerprint")
    return Checkpoint(lines[0], int(lines[1]), root)


def _read_signature(line: str) -> Signature:
    found = _SIGNATURE.fullmatch(line)
    signed = _from_base64(found[2]) if found else b""
    if found is None or len(signed) < 5:
        raise BadCheckpoint("this note has a line where a signature should stand and none does")
    return Signature(found[1], signed[:4], signed[4:])


def _from_base64(encoded: str) -> bytes:
    try:
        decoded = base64.b64decode(encoded, validate=True)
    except ValueError as trouble:
        raise BadCheckpoint("part of this is not readable") from trouble
    if base64.b64encode(decoded).decode() != encoded:
        raise BadCheckpoint("part of this is written in more than one way")
    return decoded
