"""What is sealed opens for the right key, in the right place, unchanged; and in no other way."""

from __future__ import annotations

import json

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from caseflow.ledger.seal import BadPayload, commitment, payload_key
from caseflow.vault.box import (
    Altered,
    blind_index,
    field_key,
    index_key,
    open_payload,
    seal,
    seal_payload,
    unseal,
    unseal_text,
)

CK = bytes(range(32))
KEY = field_key(CK)
BLIND = bytes(reversed(range(32)))
PAYLOAD = '{"reason":"Café – triage done"}'.encode()


def test_text_and_bytes_come_back_as_they_were():
    assert unseal_text(KEY, seal(KEY, "Café", "case/1/name"), "case/1/name") == "Café"
    assert unseal(KEY, seal(KEY, b"\x00\xff", "file/1"), "file/1") == b"\x00\xff"
    assert unseal(KEY, seal(KEY, b"", "file/1"), "file/1") == b""


def test_the_same_words_never_look_the_same_twice():
    assert len({seal(KEY, "yes", "case/1/answer") for _ in range(100)}) == 100


def test_nothing_opens_in_another_place_or_with_another_key():
    sealed = seal(KEY, "Café", "case/1/name")
    for key, context in ((KEY, "case/2/name"), (KEY, ""), (field_key(bytes(32)), "case/1/name"), (CK, "case/1/name")):
        with pytest.raises(Altered):
            unseal(key, sealed, context)


def test_any_changed_byte_and_any_missing_end_is_refused():
    sealed, attempts = seal(KEY, "Café", "case/1/name"), 0
    for at in range(len(sealed)):
        changed = bytearray(sealed)
        changed[at] ^= 1
        for tried in (bytes(changed), sealed[:at]):
            with pytest.raises(Altered):
                unseal(KEY, tried, "case/1/name")
            attempts += 1
    assert attempts == 2 * len(sealed) > 60


def test_an_event_is_stored_in_the_published_bytes():
    sealed = seal_payload(CK, 17, BLIND, PAYLOAD)
    opened = AESGCM(payload_key(CK)).decrypt(sealed[:12], sealed[12:], b"caseflow-payload/v1\n17\n")
    assert opened == BLIND + PAYLOAD
    assert open_payload(CK, 17, sealed) == (BLIND, PAYLOAD)
    assert json.loads(open_payload(CK, 17, sealed)[1])["reason"] == "Café – triage done"
    assert commitment(*open_payload(CK, 17, sealed)) == commitment(BLIND, PAYLOAD)


def test_an_event_does_not_open_beside_another_entry_or_for_another_case():
    sealed = seal_payload(CK, 17, BLIND, PAYLOAD)
    for ck, seq in ((CK, 18), (bytes(32), 17)):
        with pytest.raises(Altered):
            open_payload(ck, seq, sealed)


def test_an_event_needs_a_whole_blind():
    with pytest.raises(BadPayload):
        seal_payload(CK, 17, BLIND[:31], PAYLOAD)
    sealed = AESGCM(payload_key(CK)).encrypt(bytes(12), b"short", b"caseflow-payload/v1\n17\n")
    with pytest.raises(Altered):
        open_payload(CK, 17, bytes(12) + sealed)


def test_a_blind_index_finds_the_same_again_and_nothing_else():
    key = index_key(CK)
    assert blind_index(key, "person", "u-0001") == blind_index(key, "person", "u-0001")
    others = [("personu", "-0001"), ("person", "u-0001", ""), ("person", "u-0002"), ("personu-0001",), ()]
    found = {blind_index(key, *parts) for parts in [("person", "u-0001"), *others]}
    assert len(found) == len(others) + 1
    assert {len(index) for index in found} == {16}
    assert blind_index(index_key(bytes(32)), "person", "u-0001") not in found


def test_each_use_of_a_key_has_a_key_of_its_own():
    assert len({CK, field_key(CK), index_key(CK), payload_key(CK)}) == 4
