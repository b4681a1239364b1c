"""Two schools in one database: whatever somebody opens or sends, nothing of the other school is there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from casework.town import OF_DENIALS, Town
from databases import on_one_engine
from web.pages import Visitor

from caseflow.casework import drafts, schools
from caseflow.casework.people import Someone
from caseflow.procedure import PROCEDURE

Browse = Callable[[Someone | None], Visitor]
POSTS = (
    ("headteacher", "staff"),
    ("chair", "governor"),
    ("clerk", "staff"),
    ("dpo", "staff"),
    ("it-administrator", "staff"),
    ("investigating-officer", "staff"),
    ("staff",),
)
INVENTED = ("/policy/", "/settings/letters/")
"""Pages with names that every school begins with: of the school the policy was written for, of people in specimens."""


@pytest.fixture
def others(school: Town) -> list[Someone]:
    """The people of another school in the same database, one of whom has the same name and address as one of ours."""
    with school.office.at_work() as desk:
        other = schools.found_school(desk, "Brookfield School")
        found = [
            schools.add_person(desk, other.id, f"Olga {chr(65 + place)}wen", f"o{place}@y.test", "Post", roles)
            for place, roles in enumerate(POSTS)
        ]
        found.append(schools.add_person(desk, other.id, "Helen Marsh", "helen.marsh@x.test", "Head", ["headteacher"]))
    return found


def pages(visitor: Visitor) -> Iterator[tuple[str, str]]:
    """Every page that somebody comes to by following links."""
    seen: set[str] = set()
    todo = ["/"]
    while todo:
        address = todo.pop()
        if address in seen or address.startswith("/assets") or "after=" in address:
            continue
        seen.add(address)
        answer = visitor.client.get(address)
        if answer.location:
            todo.append(answer.location)
        if answer.mimetype == "text/html" and answer.status_code == 200:
            text = answer.get_data(as_text=True)
            yield address, text
            todo += [one.split("#")[0] for one in re.findall(r'href="(/[^"]*)"', text)]


@on_one_engine
@pytest.mark.slow
def test_no_page_of_one_school_holds_anything_of_the_other(browse: Browse, school: Town, others: list[Someone]) -> None:
    reference = school.at("hearing-set")
    known = ("Helen Marsh", "Rosa Lind")  # a namesake there, and the example of a row for the staff list
    names = ["Ashcroft", *(one.name for one in school.cast.everyone() if one.name not in known)]
    words = [reference, *(one.id for one in school.cast.everyone())]
    count = 0
    for other in others:
        for address, text in pages(browse(other)):
            count += 1
            looked_for = words if address.startswith(INVENTED) else words + names
            assert not [word for word in looked_for if word in text], (other.name, address)
    assert count > 60


@pytest.mark.slow
def test_no_address_of_one_school_leads_anywhere_in_the_other(
    browse: Browse, school: Town, others: list[Someone]
) -> None:
    reference = school.at("hearing-set")
    with school.office.at_work() as desk:
        draft = drafts.begin(desk, school.cast.rosa).id
    before = school.everything(but=OF_DENIALS)
    tails = ["", "/readers", "/letters/", "/letters/1", "/letters/1/pdf"]
    tails += [f"/do/{transition.key}" for transition in PROCEDURE.transitions]
    addresses = [f"/cases/{reference}{tail}" for tail in tails]
    addresses += [f"/journal/{reference}", f"/staff/{school.cast.ian.id}"]
    addresses += [f"/escalations/{reference}", f"/escalations/{reference}/read", f"/escalations/{reference}/convene"]
    addresses += [f"/report/sent/{reference}", f"/report/draft/{draft}", f"/report/draft/{draft}/check"]
    for other in others[:2]:
        visitor = browse(other)
        token = {"csrf_token": visitor.get("/report/").form()["csrf_token"]} if "staff" in other.roles else None
        for address in addresses:
            assert visitor.client.get(address).status_code == 404, (other.name, address)
            if token:
                assert visitor.client.post(address, data=token).status_code == 404, (other.name, address)
    assert school.everything(but=OF_DENIALS) == before


def test_a_password_opens_the_school_it_belongs_to(browse: Browse, school: Town) -> None:
    """The same address is on both staff lists; each password lets in the one whose it is."""
    with school.office.at_work() as desk:
        other = schools.found_school(desk, "Brookfield School")
        for place, password in ((school.id, "purple kettles hum"), (other.id, "seven slow otters")):
            schools.add_person(desk, place, "Pat Both", "pat@both.test", "Peripatetic", ["staff"], password=password)
    for password, name in (("purple kettles hum", "Ashcroft High School"), ("seven slow otters", "Brookfield School")):
        visitor = browse(None)
        visitor.app.config["DEMO"] = False
        fields = {**visitor.get("/sign-in").form(), "email": "pat@both.test", "password": password}
        assert visitor.client.post("/sign-in", data=fields).status_code == 303
        assert name in visitor.get("/report/mine").text
