"""What an event says, as one canonical form, and the blinded commitment to it that the log may keep for ever."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

BLIND_SIZE = 32
LARGEST_INTEGER = 2**53 - 1

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


class BadPayload(ValueError):
    """Something was to be sealed that would not read the same to everybody."""


def canonical(payload: Mapping[str, Any]) -> bytes:
    """The one way to write a payload down: RFC 8785 without floats, with short plain keys at every depth."""
    _refuse(payload)
    written = json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return written.encode()


def normalised(value: Any) -> Any:
    """The same value with its text in Unicode form NFC, as `canonical` demands. Keys are left as they are."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {key: normalised(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [normalised(part) for part in value]
    return value


def read(payload: bytes) -> dict[str, Any]:
    """The payload that was written down. Refuses bytes that are not the canonical form of what they say."""
    try:
        said = json.loads(payload.decode())
        if isinstance(said, dict) and canonical(said) == payload:
            return said
    except (ValueError, RecursionError) as trouble:
        raise BadPayload(f"this is not a sealed payload: {trouble}") from trouble
    raise BadPayload("this is not the one form in which a payload may be written")


def tag(k_tag: bytes, case_seq: int) -> str:
    """The mark by which those who hold the case's tag key, and nobody else, find its event `case_seq`."""
    return hmac.digest(k_tag, b"caseflow-tag/v1\n" + case_seq.to_bytes(8, "big"), "sha256")[:16].hex()


def commitment(blind: bytes, payload: bytes) -> str:
    """Binds the log to a payload without saying anything about it to those who do not hold the blind."""
    if len(blind) != BLIND_SIZE:
        raise BadPayload(f"a blind has exactly {BLIND_SIZE} bytes, not {len(blind)}")
    return hmac.digest(blind, b"caseflow-commit/v1\n" + payload, "sha256").hex()


def derive(ck: bytes, info: str) -> bytes:
    """A key of its own for each use of a case's key: HKDF-SHA256 (RFC 5869), no salt, 32 bytes."""
    extracted = hmac.digest(bytes(hashlib.sha256().digest_size), ck, "sha256")
    return hmac.digest(extracted, info.encode() + b"\x01", "sha256")


def tag_key(ck: bytes) -> bytes:
    return derive(ck, "caseflow tag v1")


def payload_key(ck: bytes) -> bytes:
    return derive(ck, "caseflow payload v1")


def payload_aad(seq: int) -> bytes:
    """Ties a sealed payload to its place in the log, so that two cannot be swapped."""
    return f"caseflow-payload/v1\n{seq}\n".encode()


def _refuse(value: Any) -> None:
    if isinstance(value, str):
        _refuse_text(value)
    elif isinstance(value, Mapping):
        _refuse_object(value)
    elif isinstance(value, (list, tuple)):
        for part in value:
            _refuse(part)
    elif isinstance(value, int):
        _refuse_integer(value)
    elif value is not None:
        raise BadPayload(
            f"a payload holds text, whole numbers, yes or no, lists and objects, not {type(value).__name__}"
        )


def _refuse_text(value: str) -> None:
    if value.isascii():
        return
    if not unicodedata.is_normalized("NFC", value):
        raise BadPayload("text must be in Unicode form NFC before it is sealed")
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        raise BadPayload("text holds half of a character")


def _refuse_object(value: Mapping[Any, Any]) -> None:
    for key, part in value.items():
        if not isinstance(key, str) or _KEY.fullmatch(key) is None:
            raise BadPayload(f"{key!r} may not be a key: small letters, digits and underscores, at most 40")
        _refuse(part)


def _refuse_integer(value: int) -> None:
    if abs(value) > LARGEST_INTEGER:
        raise BadPayload(f"{value} is too large a number to mean the same in every program")
