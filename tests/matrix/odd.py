"""The ways in which nobody should ask: odd addresses, unknown methods, forms that name others, and forged ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from matrix.asking import Asker
from matrix.oracle import NOT_THERE, SIGN_IN, YES, Thing
from matrix.people import DEACTIVATED, SIGNED_OUT
from matrix.place import WORDS
from matrix.sharing import everything

GATED = frozenset({"evidence.item"})
"""What asks about pictures first, before it looks whether the form is one of ours; and takes nothing meanwhile."""
UNKNOWN = ("PUT", "DELETE", "PATCH", "TRACE")


def twisted_addresses(asker: Asker, share: int = 1) -> None:
    """Addresses that are written oddly lead nowhere, whoever asks: at most to how they are written rightly."""
    for place, (relation, thing) in enumerate(everything(asker)):
        own = asker.address(thing, asker.place.own)
        if own and thing.method == "GET" and asker.oracle.tables[thing.kind].get("pages") is None:
            for turn, address in enumerate(_twisted(own, asker.place.own["reference"])):
                if (place + turn) % share == 0 and address != own:
                    _ask_twisted(asker, relation, address, thing)


def _twisted(own: str, reference: str) -> Iterator[str]:
    first, _, last = own.rpartition("/")
    yield own.replace(reference, reference.lower())
    yield own.upper()
    yield f"{own}%00"
    yield f"{first}/..;/{last}"
    yield f"{first}/%2e%2e%2f{last}"
    yield own.replace("/", "//", 2)[1:]
    yield own[:-1] if own.endswith("/") else f"{own}/"
    yield f"{own}%20"
    yield own.replace(reference, f"{reference}%27%20OR%201=1--")
    yield own.replace(reference, "9" * 3000)


def _ask_twisted(asker: Asker, relation: str, address: str, thing: Thing) -> None:
    answer = asker.send(relation, "GET", address)
    left, _ = asker.watch.left()
    asker.count.denied += 1
    signed_out = relation in (SIGNED_OUT, DEACTIVATED)
    good = answer.status_code in (404, 308) or (signed_out and answer.location == "/sign-in")
    leaves = {asker.leaves(relation, answer, thing), asker.leaves(relation, answer, replace(thing, page=""))}
    if not good or left not in leaves or any(word.encode() in answer.get_data() for word in WORDS.values()):
        asker.wrong(f"{relation}: GET {address[:80]}: was answered {answer.status_code} and left {left}")


OUT = (SIGNED_OUT, DEACTIVATED)
"""Who is led to the sign-in whatever they send to a page that takes no such thing."""


def other_methods(asker: Asker, share: int = 1) -> None:
    """Methods that no page knows, HEAD, OPTIONS, and a header that claims another method."""
    for place, (relation, thing) in enumerate(everything(asker)):
        own = asker.address(thing, asker.place.own)
        if not own or (thing.page == "cases.do" and place % 7):
            continue
        said = asker.oracle.says(thing, relation)
        if place % share == 0:
            for method in UNKNOWN:
                unknown = replace(thing, page="", given=(), kind="school")
                asker.judge(relation, unknown, SIGN_IN if relation in OUT else NOT_THERE, own, method=method)
            _options(asker, relation, own, thing)
        if thing.method == "GET" and (asker.first(relation, thing) or (place // 5) % share == 0):
            asker.judge(relation, replace(thing, method="HEAD"), said, own)
            asker.judge(relation, thing, said, own, headers={"X-HTTP-Method-Override": "POST"})


def _options(asker: Asker, relation: str, address: str, thing: Thing) -> None:
    answer = asker.send(relation, "OPTIONS", address)
    left, _ = asker.watch.left()
    asker.count.other += 1
    if (answer.get_data() and answer.status_code not in (302, 404)) or left != asker.leaves(relation, answer, thing):
        asker.wrong(f"{relation}: OPTIONS {address}: was answered {answer.status_code} and left {left}")


def strange_bodies(asker: Asker, share: int = 1) -> None:
    """Forms that name a foreign case, and JSON in the place of a form: judged as the form itself."""
    foreign = asker.place.foreign
    named = {
        "reference": foreign["reference"],
        "case_id": foreign["id"],
        "id": foreign["id"],
        "draft_id": foreign["draft"],
    }
    named |= {"person_id": asker.place.town.cast.carol.id, "person": asker.place.town.cast.carol.id, "seen": "1"}
    for place, (relation, thing) in enumerate(everything(asker)):
        own = asker.address(thing, asker.place.own)
        if not own or thing.method != "POST" or thing.page == "signin.sign_out":
            continue
        said = asker.oracle.says(thing, relation)
        often = max(1, share // 4) if said == YES else share
        if place % often == 0:
            asker.judge(relation, thing, said, own, data=named)
        if (place // 3) % often == 0:
            any_answer = replace(thing, answers=thing.answers | {400, 415, 422})
            asker.judge(relation, any_answer, said, own, json=named)


def forged_forms(asker: Asker, share: int = 1) -> None:
    """A form without its token, and one that another site sent, do nothing, even as whoever may."""
    for place, (relation, thing) in enumerate(everything(asker)):
        own = asker.address(thing, asker.place.own)
        if not own or thing.method != "POST" or asker.oracle.says(thing, relation) != YES:
            continue
        if place % share and not asker.first(relation, thing):
            continue
        for how in ({"token": False}, {"headers": {"Sec-Fetch-Site": "cross-site"}}):
            answer = asker.send(relation, "POST", own, **how)
            left, _ = asker.watch.left()
            asker.count.denied += 1
            good = answer.status_code == 400 or ("token" in how and thing.page in GATED and answer.status_code == 303)
            if not good or left != "nothing":
                asker.wrong(f"{relation}: forged POST {own}: was answered {answer.status_code} and left {left}")
            asker.as_it_was(relation, left)
