"""The published vectors, to the letter: whoever builds a second verifier starts from these."""

from __future__ import annotations

import base64
import json

import pytest

from caseflow.ledger import ed25519, seal
from caseflow.ledger.checkpoint import (
    BadCheckpoint,
    Checkpoint,
    is_signed,
    key_id,
    parse_checkpoint,
    parse_note,
    parse_vkey,
    record_code,
    vkey,
    vouched,
)
from caseflow.ledger.leaf import leaf_hash, parse
from caseflow.ledger.tree import root

from .logs import CK, NOTE, ORIGIN, PAYLOADS, ROOT_3, VKEY, blind, note_of, vector_leaves

TAGS = ("114fe8c12f445ea07f9a51ff7c194545", "4b0a2ab94a7cae56e391bbb2c6d43aeb", "cfea7dbee4e951789b49763ae57472b6")
COMMITS = (
    "f27c6aee6a4db874cf36dfe14bc8c44b768cf8e9c1ee7e43fe7b9e5a762a074c",
    "550f3385cd3252febfbed191117cc902dcf40a292abee74f3b91b8c081dbb3bf",
    "ff5198debbd7307a747a879af79b5fae4806f565d3a57e09c251abf135217cf9",
)
HASHES = (
    "305c840130cb84be39fe09ef27c1e01d3ec33b3c041f58bc637b4bdde42afd56",
    "18495af076b92c17aca684328cd53bce82a3b8641a0eccab2cba86539537774f",
    "528000f6047734081e61da9a51ac0bda63044e7b58064d669900b1cdf44911e8",
)

# Published with the signed-note and tlog-checkpoint forms by their authors.
THEIR_VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
THEIR_NOTE = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
THEIR_CHECKPOINT = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)
SHA256_TREE = (b"", b"\x00", b"\x10", b"\x20\x21", b"\x30\x31", b"@ABC", b"PQRSTUVW", b"`abcdefghijklmno")


def test_the_keys_of_a_case_are_derived_as_published():
    assert seal.tag_key(CK).hex() == "20a79c5cb38128fd4248bc292ea6c3e2050c5195179a006fc87de80c814f2f92"
    assert seal.payload_key(CK).hex() == "88823c1fae4d4bac2dcfc75560d5501e3149dea6870e3e6354004948643d2bb3"


@pytest.mark.parametrize("place", range(3))
def test_an_event_is_sealed_as_published(place):
    payload = PAYLOADS[place].encode()
    assert seal.canonical(json.loads(payload)) == payload
    assert seal.tag(seal.tag_key(CK), place + 1) == TAGS[place]
    assert seal.commitment(blind(place + 1), payload) == COMMITS[place]
    stored = vector_leaves()[place]
    assert leaf_hash(stored).hex() == HASHES[place]
    assert parse(stored).commit == COMMITS[place]


def test_the_root_of_three_entries_is_as_published():
    assert root(bytes.fromhex(one) for one in HASHES) == ROOT_3


def test_the_note_and_its_key_are_as_published():
    key = parse_vkey(VKEY)
    assert vkey(key.name, key.public_key) == VKEY
    assert vouched(NOTE, key) == Checkpoint(ORIGIN, 3, ROOT_3)
    assert note_of(vector_leaves()) == NOTE
    assert record_code(NOTE) == "TGBGGTEW7Y4DBRXWQNSKF3XLYI"


def test_a_note_made_by_others_is_read_and_one_changed_letter_refused():
    assert is_signed(parse_note(THEIR_NOTE), parse_vkey(THEIR_VKEY))
    assert not is_signed(parse_note(THEIR_NOTE.replace("answer", "Answer")), parse_vkey(THEIR_VKEY))


def test_a_checkpoint_made_by_others_is_read():
    assert parse_checkpoint(THEIR_CHECKPOINT).size == 20852163


def test_the_tree_is_the_one_everybody_builds():
    eight = root(map(leaf_hash, SHA256_TREE))
    assert eight.hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    assert root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


RFC_8032 = (
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        "387b2eaeb4302aeeb00d291612bb0c00",
    ),
)


@pytest.mark.parametrize(("key", "message", "signature"), RFC_8032)
def test_signatures_of_the_standard_hold_and_changed_ones_do_not(key, message, signature):
    key, message, signature = map(bytes.fromhex, (key, message, signature))
    assert ed25519.verify(key, message, signature)
    for place in range(0, 64, 7):
        changed = bytes(byte ^ (at == place) for at, byte in enumerate(signature))
        assert not ed25519.verify(key, message, changed)
    assert not ed25519.verify(key, message + b"!", signature)
    assert not ed25519.verify(key, message, signature[:63])


def test_a_signature_with_a_number_too_large_is_refused_though_it_would_fit():
    key, message, signature = map(bytes.fromhex, RFC_8032[0])
    order = 2**252 + 27742317777372353535851937790883648493
    larger = (int.from_bytes(signature[32:], "little") + order).to_bytes(32, "little")
    assert not ed25519.verify(key, message, signature[:32] + larger)


@pytest.mark.parametrize(
    "changed",
    [
        NOTE.replace("\n3\n", "\n4\n"),
        NOTE.replace("\n3\n", "\n03\n"),
        NOTE.replace("LIud", "MIud"),
        NOTE.replace("\n\n", "\n"),
        NOTE.replace("ashcroft/1\n3", "ashcroft/2\n3"),
        NOTE.replace("— ", "- "),
        NOTE.replace("\n3", "\r\n3"),
        NOTE.rstrip("\n"),
        NOTE.replace("sLJcv7", "sLJcv8"),
        NOTE.replace("wen0oxg4=", "wen0oxg5="),
        "",
    ],
)
def test_a_changed_note_vouches_for_nothing(changed):
    assert changed != NOTE
    with pytest.raises(BadCheckpoint):
        vouched(changed, parse_vkey(VKEY))


def test_a_key_vouches_only_for_the_log_it_is_named_after():
    """The signature is good, and of the right key; but what was signed is a checkpoint of another log."""
    signed, _, line = note_of(vector_leaves(), "caseflow.example/other/1").rpartition("— caseflow.example/other/1 ")
    key = parse_vkey(VKEY)
    signature = base64.b64decode(line)[4:]
    forged = f"{signed}— {ORIGIN} {base64.b64encode(key_id(ORIGIN, key.public_key) + signature).decode()}\n"
    assert is_signed(parse_note(forged), key)
    with pytest.raises(BadCheckpoint, match="is of caseflow"):
        vouched(forged, key)


@pytest.mark.parametrize("changed", [VKEY.replace("b0b25cbf", "b0b25cbe"), VKEY[:-4], VKEY.replace("+AQ", "+Ag"), "x"])
def test_a_key_copied_wrongly_is_refused(changed):
    with pytest.raises(BadCheckpoint):
        parse_vkey(changed)
