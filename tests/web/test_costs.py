"""What each page costs: the statements that read for it, fixed here, and the same however much there is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from casework.town import Town
from web.pages import Visitor, counted

from caseflow.casework import drafts
from caseflow.casework.people import Someone

Browse = Callable[[Someone | None], Visitor]
NOTE = {"note_kind": "note", "note_at": "2027-01-15T16:00", "note_basis": "fact", "note": "Remembered."}
LOOKED_FOR = "/cases/ looked through for a name"
MOST: Mapping[str, Mapping[str, int]] = {
    "nobody": {
        "/sign-in": 3,
        "/accessibility": 1,
    },
    "helen": {
        "/": 20,
        "/cases/": 5,
        LOOKED_FOR: 8,
        "/cases/{case}": 18,
        "/cases/{case}/readers": 10,
        "/cases/{case}/sent": 10,
        "/post/": 9,
        "/post/mine": 3,
        "/cases/{case}/do/add-note": 9,
        "/cases/{case}/do/postpone-hearing": 9,
        "/cases/{case}/letters/": 9,
        "/cases/{case}/letters/1": 15,
        "/cases/{case}/letters/1/fill": 17,
        "/cases/{case}/letters/1/approve": 21,
        "/journal/": 12,
        "/journal/{case}": 10,
        "/staff/": 5,
        "/staff/add": 2,
        "/staff/import": 2,
        "/staff/{ian}": 4,
        "/settings/": 11,
        "/settings/letterhead": 2,
        "/settings/set/appeal.working_days": 4,
    },
    "rosa": {
        "/report/": 6,
        "/report/mine": 14,
        "/report/sent/{case}": 9,
        "/report/sent/{case}/answers": 11,
        "/report/draft/{draft}/picture": 6,
    },
    "carol": {
        "/": 14,
        "/escalations/": 16,
        "/escalations/{case}": 9,
        "/cases/{case}/do/note-escalation": 10,
    },
    "clerk": {
        "/escalations/{case}/convene": 10,
    },
    "ian": {
        "/": 16,
    },
    "hearer": {
        "/escalations/": 13,
        "/cases/{case}": 14,
        "/cases/{case}/do/record-hearing": 12,
    },
    "it": {
        "/settings/": 10,
        "/staff/": 6,
    },
    "quentin": {
        "/report/mine": 13,
        "/cases/{case}": 8,
    },
}
"""Statements at most, for each person and page: on both databases."""


def furnished(town: Town) -> str:
    """A case in which everybody has something to do: told to the chair, before a panel, with a clerk."""
    cast = town.cast
    reference = town.at("hearing-set")
    town.do(cast.helen, reference, "escalate", escalate_to=cast.carol.id, escalation_actions="Nothing yet.")
    town.do(cast.helen, reference, "bring-in-clerk", panel_clerk=cast.clerk.id, panel_clerk_why="For the panel.")
    return reference


def costs(browse: Browse, town: Town, places: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """What every page costs now, each opened once before, as by somebody who goes on looking round."""
    found: dict[str, dict[str, int]] = {}
    for name, pages in MOST.items():
        visitor = browse(None if name == "nobody" else town.who(name))
        for page in pages:
            address = visitor.address_of("Reed") if page == LOOKED_FOR else page.format(**places)
            first = visitor.client.get(address)
            assert first.status_code == (404 if name == "quentin" and "cases" in page else 200), (name, address)
            with counted(town) as sent:
                visitor.client.get(address)
            found.setdefault(name, {})[page] = _reads(sent)
    return found


def _reads(sent: list[str]) -> int:
    """Statements that read for the page. What the one entry of reading costs is the same for every page."""
    writing = ("FROM audit_head", "max(audit_payload", "FROM audit_node")
    return sum(one.lstrip().startswith("SELECT") and not any(part in one for part in writing) for one in sent)


def test_every_page_costs_what_is_said_here_however_much_there_is(browse: Browse, school: Town) -> None:
    furnished(school)  # so that there is an earlier matter about the same person
    reference = furnished(school)
    with school.office.at_work() as desk:
        draft = drafts.begin(desk, school.cast.rosa).id
    browse(school.who("hearer")).send(f"/escalations/{reference}/read")
    places = {"case": reference, "ian": school.cast.ian.id, "draft": draft}
    before = costs(browse, school, places)
    assert {(name, page): cost for name, page, cost in _dear(before)} == {}
    for _ in range(3):
        furnished(school)
    for _ in range(6):
        school.do(school.cast.helen, reference, "add-note", **NOTE)
    assert costs(browse, school, places) == before


def _dear(found: Mapping[str, Mapping[str, int]]) -> Iterator[tuple[str, str, int]]:
    """The pages that cost more than is said above."""
    for name, pages in found.items():
        yield from ((name, page, cost) for page, cost in pages.items() if cost > MOST[name][page])
