"""What an answer tells: all of it, byte for byte, to be compared; and which facts, to whom they may not be told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from werkzeug.test import TestResponse

from matrix.oracle import YES, Oracle
from matrix.people import ELSEWHERE, SIGNED_OUT
from matrix.place import WORDS, Place

CHANGING = re.compile(rb'(name="csrf_token" value="[^"]*"|name="request_key" value="[^"]*")')
MOVING = {"Date", "Set-Cookie"}
FACTS = {"subject": "Quentin Reed", "account": WORDS["account"], "child": WORDS["child"]}
FACTS |= {"evidence": WORDS["evidence"], "terms": WORDS["report"]}
STAFF_PAGES = ("/staff", "/policy", "/settings", "/journal", "/recovery", "/posts-given")
"""Where people of the school are named as its staff, and not as those whom a case is about."""


def bare(answer: TestResponse) -> tuple[int, bytes, list[tuple[str, str]]]:
    """An answer without what is different every time: tokens, the time, the cookie that carries the time."""
    headers = sorted((name, value) for name, value in answer.headers if name not in MOVING)
    return answer.status_code, CHANGING.sub(b"", answer.get_data()), headers


def told_too_much(place: Place, oracle: Oracle, relation: str, address: str, answer: TestResponse) -> Iterator[str]:
    """What an answer tells somebody that they may not know: a foreign case by its number, or a fact of this one."""
    foreign = (place.foreign["reference"], place.other["reference"])
    for number in foreign if relation not in ELSEWHERE else foreign[:1]:
        if number not in address and number.encode() in answer.get_data():
            yield "the number of a foreign case"
    if address.startswith(STAFF_PAGES) or (relation == SIGNED_OUT and answer.status_code == 302):
        return
    words = answer.get_data(as_text=True) if answer.mimetype.startswith("text/") else ""
    for fact, word in FACTS.items():
        own_name = fact == "subject" and relation == fact  # it stands over every page of theirs
        if word in words and not own_name and oracle.cell("told", fact, relation) != YES:
            yield f"the {fact}"
