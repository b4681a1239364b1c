"""A case's extract is complete: nothing left out, nothing added, nothing changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseflow.ledger.case import Opening, check_case, read_opening, write_opening
from caseflow.ledger.seal import BadPayload, canonical, commitment, tag, tag_key

from .logs import CK, PAYLOADS, blind, edited, leaves_of, repaired, rows_of, vector_leaves

K_TAG = tag_key(CK)
ROWS = rows_of(vector_leaves())
OPENINGS = [Opening(number, blind(number), PAYLOADS[number - 1].encode()) for number in (1, 2, 3)]


def sentences(openings: list[Opening], rows=ROWS) -> list[str]:
    return [fault.sentence for fault in check_case(rows, K_TAG, openings).faults]


def test_a_complete_case_is_whole():
    verdict = check_case(ROWS, K_TAG, OPENINGS)
    assert verdict.whole
    assert verdict.entries == (0, 1, 2)


def test_a_case_is_found_among_others():
    others = leaves_of(8)
    mixed = repaired([*others[:3], *vector_leaves(), *others[3:]])
    assert check_case(rows_of(mixed), K_TAG, OPENINGS).entries == (3, 4, 5)


@pytest.mark.parametrize("at", range(3))
def test_an_event_left_out_is_missed_the_last_one_too(at):
    assert sentences(OPENINGS[:at] + OPENINGS[at + 1 :]) == [
        f"Event {at + 1} of the case (entry {at}) has been left out."
    ]


def test_an_event_added_is_seen():
    for extra in (replace(OPENINGS[0], case_seq=4), OPENINGS[0], replace(OPENINGS[0], case_seq=-1)):
        assert len(sentences([*OPENINGS, extra])) == 1


@pytest.mark.parametrize(
    "changed",
    [
        replace(OPENINGS[1], payload=OPENINGS[1].payload.replace(b"viewed", b"opened")),
        replace(OPENINGS[1], blind=blind(1)),
        replace(OPENINGS[1], blind=b"short"),
        replace(OPENINGS[1], payload=OPENINGS[1].payload + b" "),
    ],
)
def test_a_changed_event_is_seen(changed):
    assert len(sentences([OPENINGS[0], changed, OPENINGS[2]])) == 1


def test_any_changed_byte_of_a_payload_is_seen():
    attempts = 0
    for at in range(0, len(OPENINGS[2].payload), 2):
        payload = bytearray(OPENINGS[2].payload)
        payload[at] ^= 1
        assert sentences([*OPENINGS[:2], replace(OPENINGS[2], payload=bytes(payload))])
        attempts += 1
    assert attempts > 60


def sealed_as(at: int, **change) -> list[bytes]:
    leaves = vector_leaves()
    return repaired([*leaves[:at], edited(leaves[at], lambda leaf: replace(leaf, **change)), *leaves[at + 1 :]])


@pytest.mark.parametrize("lie", [{"case_seq": 9}, {"case_id": "c-other"}])
def test_an_event_that_says_it_is_another_is_seen_though_it_was_sealed_so(lie):
    said = {"actor": "u-0001", "case_id": "c-7f3kq2", "case_seq": 2, "event": "case_viewed"} | lie
    opening = Opening(2, blind(2), canonical(said))
    rows = rows_of(sealed_as(1, commit=commitment(blind(2), opening.payload)))
    assert sentences([OPENINGS[0], opening, OPENINGS[2]], rows) == [
        "Event 2 says that it is another event, or of another case."
    ]


def test_a_number_left_out_to_hide_what_follows_is_seen():
    rows = rows_of(sealed_as(2, tag=tag(K_TAG, 400)))
    assert "Event 3 of the case is not in the log, but event 400 is." in sentences(OPENINGS[:2], rows)


def test_events_out_of_their_order_are_seen():
    first, second, third = vector_leaves()
    rows = rows_of(repaired([second, first, third]))
    assert "Event 2 of the case stands in the log before event 1." in sentences(OPENINGS, rows)


def test_the_key_of_another_case_finds_nothing():
    assert check_case(ROWS, tag_key(bytes(32)), []).entries == ()


def test_an_opening_travels_as_a_line():
    assert [read_opening(write_opening(opening)) for opening in OPENINGS] == OPENINGS
    for line in ("", "{}", "[]", '{"case_seq":1,"r":"xx","payload":""}', '{"case_seq":1,"r":"","payload":1}'):
        with pytest.raises(BadPayload):
            read_opening(line)
