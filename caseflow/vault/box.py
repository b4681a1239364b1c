"""Closes and opens what a case's key protects: fields, files, and the events of the sealed log."""

from __future__ import annotations

import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from caseflow.ledger.seal import BLIND_SIZE, BadPayload, derive, payload_aad, payload_key

NONCE_SIZE = 12
TAG_SIZE = 16
INDEX_SIZE = 16


class Altered(Exception):
    """What was sealed does not open: it was changed, moved to another place, or sealed under another key."""


def seal(key: bytes, plain: str | bytes, context: str) -> bytes:
    """The context says where this belongs (`case/<id>/allegation`). It opens there and nowhere else."""
    return _close(key, plain.encode() if isinstance(plain, str) else plain, context.encode())


def unseal(key: bytes, sealed: bytes, context: str) -> bytes:
    return _open(key, sealed, context.encode())


def unseal_text(key: bytes, sealed: bytes, context: str) -> str:
    return unseal(key, sealed, context).decode()


def seal_payload(ck: bytes, seq: int, blind: bytes, payload: bytes) -> bytes:
    """An event as it is stored beside entry `seq` of the log, with the blind that opens its commitment."""
    if len(blind) != BLIND_SIZE:
        raise BadPayload(f"a blind has exactly {BLIND_SIZE} bytes, not {len(blind)}")
    return _close(payload_key(ck), blind + payload, payload_aad(seq))


def open_payload(ck: bytes, seq: int, sealed: bytes) -> tuple[bytes, bytes]:
    """The blind and the payload. Whether they are what the log committed to is for the ledger to say."""
    opened = _open(payload_key(ck), sealed, payload_aad(seq))
    if len(opened) < BLIND_SIZE:
        raise Altered("what was sealed here is too short to be an event of the log")
    return opened[:BLIND_SIZE], opened[BLIND_SIZE:]


def blind_index(key: bytes, *parts: str) -> bytes:
    """Finds a row again by what it is about, without that standing in the table. Give it an `index_key`."""
    encoded = [part.encode() for part in parts]
    said = b"".join(len(part).to_bytes(8, "big") + part for part in encoded)
    return hmac.digest(key, b"caseflow-index/v1\n" + said, "sha256")[:INDEX_SIZE]


def field_key(ck: bytes) -> bytes:
    return derive(ck, "caseflow field v1")


def index_key(ck: bytes) -> bytes:
    return derive(ck, "caseflow index v1")


def wrapping_key(ck: bytes) -> bytes:
    """Under this lie the keys of a case's files: each file has one of its own."""
    return derive(ck, "caseflow file v1")


def _close(key: bytes, plain: bytes, aad: bytes) -> bytes:
    nonce = secrets.token_bytes(NONCE_SIZE)
    return nonce + AESGCM(key).encrypt(nonce, plain, aad)


def _open(key: bytes, sealed: bytes, aad: bytes) -> bytes:
    if len(sealed) < NONCE_SIZE + TAG_SIZE:
        raise Altered("what was sealed here has been cut short")
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_SIZE], sealed[NONCE_SIZE:], aad)
    except InvalidTag as trouble:
        raise Altered("what was sealed here has been changed, moved, or was sealed under another key") from trouble
