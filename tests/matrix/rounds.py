"""The rounds of the matrix: everything as it is meant to be asked, and everything in the ways in which nobody should.

A `share` of 1 asks all of it. With a larger one of what is not permitted only every so many is asked, each time others
for each person, so that every page is asked by many and everybody asks for many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from caseflow.casework import cases, people, searching
from caseflow.casework.desk import Desk
from caseflow.procedure.bundles import BUNDLES
from caseflow.records import Case, Part
from matrix.asking import Asker
from matrix.odd import forged_forms, other_methods, strange_bodies, twisted_addresses
from matrix.oracle import NOT_THERE, SIGN_IN, YES, Thing
from matrix.people import ALL, DEACTIVATED, ELSEWHERE, RELATIONS, SIGNED_OUT
from matrix.place import NOWHERE
from matrix.sharing import due, everything


def cells(asker: Asker, share: int = 1) -> None:
    """Everybody with everything that can be done, each with the own id."""
    for place, (relation, thing) in enumerate(everything(asker)):
        if due(asker, relation, thing, place, share):
            asker.ask(relation, thing)


def strange_ids(asker: Asker, share: int = 1) -> None:
    """Ids of a foreign case, of the other school, of another parent, and of nothing: for nobody is anything there."""
    for place, (relation, thing) in enumerate(everything(asker)):
        own, seen = asker.address(thing, asker.place.own), set()
        for turn, ids in enumerate(_strange(asker, thing, relation)):
            address = asker.address(thing, ids)
            often = max(1, share // 4) if asker.oracle.says(thing, relation) == YES else share
            first = asker.first(relation, thing) and thing.page != "cases.do"
            if not address or address == own or address in seen or ((place + turn) % often and not first):
                continue
            seen.add(address)
            asker.judge(relation, thing, _none(asker, thing, relation), address)


def _none(asker: Asker, thing: Thing, relation: str) -> str:
    """What somebody is answered who asks for a thing that is not there for them."""
    return SIGN_IN if asker.oracle.says(thing, relation) == SIGN_IN else NOT_THERE


def _strange(asker: Asker, thing: Thing, relation: str) -> Iterator[Mapping[str, Any]]:
    own, foreign, other = asker.place.own, asker.place.foreign, asker.place.other
    yield own | {key: foreign[key] for key in foreign if foreign[key] is not None}
    if relation not in ELSEWHERE:
        yield own | {key: other[key] for key in other if other[key] is not None}
    yield own | {"reference": foreign["reference"], "letter": own["letters"], "issued": own["letters"]}
    yield own | {"item": foreign["items"], "clause": foreign["clause"], "file": foreign["file"]}
    yield own | {bundle.letter: own["issued"] for bundle in BUNDLES}
    for key, nothing in (("reference", "ZZZZ-ZZZZ"), ("letter", 99), ("issued", 99), ("item", 99)):
        yield own | {key: nothing}
    for key in ("draft", "file", "entry", "person", "governor", "adopted", "version", "clause"):
        yield own | {key: NOWHERE["id"]}
    yield own | {"secret": NOWHERE["secret"]}


NAMING = ("cases", "search", "calendar")
"""Lists that say whom cases are about: that somebody is shown one is an entry."""


def lists(asker: Asker, share: int = 1) -> None:
    """On the lists that somebody is shown stand the cases that are theirs to see, and no others."""
    table = asker.oracle.tables["listed"]["columns"]
    number = asker.place.own["reference"].encode()
    for relation in ALL:
        for column, address in table.items() if relation not in (SIGNED_OUT, DEACTIVATED) else ():
            answer = asker.send(relation, "GET", _looked_for(asker, relation, address))
            left, entries = asker.watch.left()
            asker.count.other += 1
            there = answer.status_code == 200 and number in answer.get_data()
            said = asker.oracle.cell("listed", column, relation) == YES
            if asker.place.state and asker.oracle.while_due("listed", column) and _has_to_do_with_it(asker, relation):
                said = there
            if there != said or left == "more than an entry":
                asker.wrong(f"{relation}: {address}: the case {'stands' if there else 'does not stand'} on it ({left})")
            if there and column in NAMING and entries != 1:
                asker.wrong(f"{relation}: {address}: names people, and left {entries} entries")
            asker.tells_no_more(f"{relation}: {address}", relation, address, answer)


def _has_to_do_with_it(asker: Asker, relation: str) -> bool:
    """Whether the case may stand on any list of somebody at all."""
    columns = asker.oracle.tables["listed"]["columns"]
    return any(asker.oracle.cell("listed", column, relation) == YES for column in columns)


def _looked_for(asker: Asker, relation: str, address: str) -> str:
    """The address with the words that are looked for sealed in it, as for somebody who sent them."""
    page, _, words = address.partition("&words=")
    if not words:
        return address
    with asker.place.town.office.at_work() as desk:
        return f"{page}&search={searching.sealed(desk, asker.place.people[relation], words)}"


FOUND_BY = ("case", "step", "judging", "escalation")
BY_NUMBER = "ask about delay"
"""What is done by a number alone, by somebody who cannot find the case."""


def findings(asker: Asker, share: int = 1) -> None:
    """The one way to find a case finds it for the same people: for jobs, feeds and whatever has no page."""
    tables = asker.oracle.tables
    columns = [(kind, one) for kind in FOUND_BY for one in tables[kind]["columns"] if one != BY_NUMBER]
    with asker.place.town.office.at_work() as desk:
        staff = people.everyone(desk, asker.place.town.id)
        for relation in RELATIONS:
            someone = staff[asker.place.people[relation].id]
            query = cases.visible_cases(desk, someone).with_only_columns(Case.id)
            found = set(desk.session.scalars(query))
            may = relation != DEACTIVATED and any(asker.oracle.cell(*one, relation) != NOT_THERE for one in columns)
            asker.count.other += 1
            if found != ({asker.place.own["id"]} if may else set()):
                asker.wrong(f"{relation}: finds {len(found)} cases, and may find {'one' if may else 'none'}")
        _not_beyond_the_school(asker, desk)
        desk.session.rollback()


def _not_beyond_the_school(asker: Asker, desk: Desk) -> None:
    """Even a part in a case of another school, put there by hand, opens nothing."""
    helen, other = asker.place.town.cast.helen, asker.place.other["id"]
    me = people.mark(desk, helen.school_id, helen.id)
    desk.session.add(Part(case_id=other, who=me, role="case-manager", since=desk.now))
    desk.session.flush()
    if other in set(desk.session.scalars(cases.visible_cases(desk, helen).with_only_columns(Case.id))):
        asker.wrong("case manager: finds a case of another school")


ROUNDS: Mapping[str, Callable[[Asker, int], None]] = {
    "Everybody with everything": cells,
    "Lists": lists,
    "Found without a page": findings,
    "Ids of others, of another parent, of nothing": strange_ids,
    "Addresses written oddly": twisted_addresses,
    "Other methods": other_methods,
    "Forms that name others, and JSON": strange_bodies,
    "Forged forms": forged_forms,
}
