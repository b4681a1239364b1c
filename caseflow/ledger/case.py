"""Checks one case's events against the log: each is what was sealed, none is missing, none has been added."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .check import Row
from .leaf import BadLeaf, Leaf, parse
from .seal import BadPayload, commitment, read, tag
from .verdict import CaseVerdict, Fault

LOOK_AHEAD = 1000
"""How far past the last event found to look for one more, in case numbers were left out to hide it."""


@dataclass(frozen=True)
class Opening:
    """What opens the commitment of one event: the blind and the payload, exactly as sealed."""

    case_seq: int
    blind: bytes
    payload: bytes


def check_case(leaves: Iterable[Row], k_tag: bytes, openings: Iterable[Opening]) -> CaseVerdict:
    """Says nothing about the log itself: run `check_log` on the same entries first."""
    events = events_of(k_tag, by_tag(leaves))
    given = list(openings)
    faults = [*_numbering(events), *_missing(events, given), *_openings(events, given)]
    return CaseVerdict(tuple(leaf.seq for leaf in events.values()), tuple(faults))


def by_tag(leaves: Iterable[Row]) -> dict[str, Leaf]:
    """The entries of a log under their marks. What cannot be read carries no mark; `check_log` names it."""
    found: dict[str, Leaf] = {}
    for _, stored, _ in leaves:
        try:
            leaf = parse(stored)
        except BadLeaf:
            continue
        found[leaf.tag] = leaf
    return found


def events_of(k_tag: bytes, marked: dict[str, Leaf]) -> dict[int, Leaf]:
    """Every event of the case in the log, by its number in the case. Events are numbered from 1."""
    events: dict[int, Leaf] = {}
    number = last = 0
    while number < last + LOOK_AHEAD:
        number += 1
        leaf = marked.get(tag(k_tag, number))
        if leaf is not None:
            events[number] = leaf
            last = number
    return events


def read_opening(line: str) -> Opening:
    """One line of an exported case: `{"case_seq": 1, "r": "<hex>", "payload": "<the payload as text>"}`."""
    try:
        said = json.loads(line)
        return Opening(int(said["case_seq"]), bytes.fromhex(said["r"]), said["payload"].encode())
    except (ValueError, KeyError, TypeError, AttributeError) as trouble:
        raise BadPayload("this line does not open an event") from trouble


def write_opening(opening: Opening) -> str:
    said = {"case_seq": opening.case_seq, "r": opening.blind.hex(), "payload": opening.payload.decode()}
    return json.dumps(said, ensure_ascii=False)


def _numbering(events: dict[int, Leaf]) -> Iterator[Fault]:
    before = None
    for place, (number, leaf) in enumerate(events.items(), start=1):
        if number != place:
            yield Fault(leaf.seq, "gap", f"Event {place} of the case is not in the log, but event {number} is.")
            return
        if before is not None and leaf.seq < before:
            yield Fault(leaf.seq, "order", f"Event {number} of the case stands in the log before event {number - 1}.")
        before = leaf.seq


def _missing(events: dict[int, Leaf], given: list[Opening]) -> Iterator[Fault]:
    shown = {opening.case_seq for opening in given}
    for number, leaf in events.items():
        if number not in shown:
            yield Fault(leaf.seq, "missing", f"Event {number} of the case (entry {leaf.seq}) has been left out.")


def _openings(events: dict[int, Leaf], given: list[Opening]) -> Iterator[Fault]:
    shown: set[int] = set()
    case_ids: list[object] = []
    for opening in given:
        number, leaf = opening.case_seq, events.get(opening.case_seq)
        if leaf is None or number in shown:
            yield Fault(None, "extra", f"Event {number} has been added: the log knows no such event of this case.")
        else:
            yield from _opening(leaf, opening, case_ids)
        shown.add(number)


def _opening(leaf: Leaf, opening: Opening, case_ids: list[object]) -> Iterator[Fault]:
    try:
        opens = commitment(opening.blind, opening.payload) == leaf.commit
        said = read(opening.payload)
    except BadPayload as trouble:
        yield Fault(leaf.seq, "payload", f"Event {opening.case_seq} of the case cannot be read: {trouble}.")
        return
    case_ids.append(said.get("case_id"))
    if not opens:
        yield Fault(leaf.seq, "payload", f"Event {opening.case_seq} of the case is not what was sealed in the log.")
    elif said.get("case_seq") != opening.case_seq or case_ids[-1] != case_ids[0]:
        yield Fault(leaf.seq, "payload", f"Event {opening.case_seq} says that it is another event, or of another case.")
