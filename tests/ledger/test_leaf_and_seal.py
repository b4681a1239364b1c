"""The one form of an entry and of a payload: everything else is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseflow.ledger.leaf import BadLeaf, encode, parse
from caseflow.ledger.seal import BadPayload, canonical, commitment, normalised, read

from .logs import vector_leaves

STORED = vector_leaves()[1]
DECOMPOSED = "Cafe\N{COMBINING ACUTE ACCENT}"


def test_an_entry_reads_back_as_it_was_written():
    assert encode(parse(STORED)) == STORED


@pytest.mark.parametrize(
    "change",
    [
        {"seq": -1},
        {"time": "2027-13-04T14:02:10.482Z"},
        {"time": "2027-03-04T24:02:10.482Z"},
        {"time": "2027-03-04 14:02:10.482Z"},
        {"time": "2027-03-04T14:02:10.482Z\n"},
        {"time": "2027-03-04T14:02:1٠.482Z"},
        {"kind": "Case"},
        {"kind": "case\nsys"},
        {"tag": "A" * 32},
        {"tag": "a" * 31},
        {"commit": "a" * 63},
        {"prev": ""},
        {"prev": "\ud800"},
    ],
)
def test_an_entry_in_any_other_form_is_not_made(change):
    with pytest.raises(BadLeaf):
        encode(replace(parse(STORED), **change))


@pytest.mark.parametrize(
    "stored",
    [
        STORED + b"\n",
        STORED[:-1],
        b" " + STORED,
        STORED.replace(b"\n1\n", b"\n01\n"),
        STORED.replace(b"/v1", b"/v2"),
        STORED.replace(b"\n", b"\r\n"),
        b"",
    ],
)
def test_an_entry_in_any_other_form_is_not_read(stored):
    with pytest.raises(BadLeaf):
        parse(stored)


@pytest.mark.parametrize(
    "payload",
    [
        {"half": 0.5},
        {"nested": [{"half": 1.0}]},
        {"Key": 1},
        {"with-hyphen": 1},
        {"1st": 1},
        {"a" * 41: 1},
        {"": 1},
        {1: 1},
        {"key\n": 1},
        {"inner": {"Key": 1}},
        {"reason": DECOMPOSED},
        {"reason": "\ud83d"},
        {"number": 2**53},
        {"number": -(2**53)},
        {"bytes": b"x"},
        {"set": {1}},
    ],
)
def test_a_payload_that_would_not_read_the_same_to_everybody_is_refused(payload):
    with pytest.raises(BadPayload):
        canonical(payload)


def test_a_payload_has_one_form():
    said = {"b": [1, True, None, {"y": "é", "x": ()}], "a_1": 'quote " and \u2028 and \x1f', "n": -(2**53) + 1}
    assert canonical(said) == (
        '{"a_1":"quote \\" and \u2028 and \\u001f","b":[1,true,null,{"x":[],"y":"é"}],"n":-9007199254740991}'.encode()
    )
    assert canonical(read(canonical(said))) == canonical(said)


def test_text_is_normalised_at_every_depth():
    assert canonical(normalised({"a": [{"b": DECOMPOSED}]})) == '{"a":[{"b":"Café"}]}'.encode()


@pytest.mark.parametrize(
    "payload",
    [
        *(b"", b"[]", b"1", b"{", b"\xff", b'{"a": 1}', b'{"a":1,"a":1}', b'{"b":1,"a":1}', b'{"a":1.0}', b'{"a":NaN}'),
        b'{"a":"\\u00e9"}',
        b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
)
def test_a_payload_in_any_other_form_is_not_read(payload):
    with pytest.raises(BadPayload):
        read(payload)


@pytest.mark.parametrize("size", [0, 31, 33, 64])
def test_a_blind_of_any_other_length_is_refused(size):
    with pytest.raises(BadPayload):
        commitment(bytes(size), b"{}")
