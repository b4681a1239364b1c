"""What a panel sees: of a case in which everything goes on beside the hearing, only what is theirs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from casework.answers import advice, no_harm, police, suspension
from casework.town import Town
from databases import on_one_engine
from web.pages import Page, Visitor

from caseflow.casework.people import Someone
from caseflow.lifecycle.terms import Permission
from caseflow.procedure import PROCEDURE

pytestmark = pytest.mark.slow

Browse = Callable[[Someone | None], Visitor]
NOTE = {"note_kind": "note", "note_at": "2027-01-15T16:00", "note_basis": "fact"}
FIRST_NAMES = ("Rosa", "Ian", "Ada", "Helen", "Lee Adams", "PC Bell")
"""Whoever reported, investigates, advises or manages it, and the people of the agencies."""
THEIRS = frozenset(
    deadline.title
    for deadline in PROCEDURE.deadlines
    if {Permission.HEAR, Permission.HEAR_APPEAL} & {one.needs for one in deadline.met_by}
)


def beside() -> Iterator[str]:
    """The words for what stands beside the main line: tracks, their states, their clocks, and the planted ones."""
    yield from (track.title for track in PROCEDURE.tracks[1:] if track.title != "Closing")
    yield from (state.title for state in PROCEDURE.states if state.track != PROCEDURE.opening.track)
    yield from (deadline.title for deadline in PROCEDURE.deadlines if deadline.title not in THEIRS)
    yield from ("outside agencies", "Earlier matters", "Bandersnatch", "Kakapo", "Xylophonist")
    yield from ("agencies", "grievance", "Timeline", "can see this case")


COMMON = {"Ended", "Suspended", "Noted", "Agreed", "Police", "Decision due"}
"""Words that are common; they are looked for on the page of the case alone."""


def furnished(town: Town, state: str) -> str:
    """A case with all that may stand beside a hearing, an earlier case about the same person, and a merged report."""
    cast = town.cast
    town.at("low-level")
    town.clock.forward(days=1)
    excused = {"exception_permission": "yes", "exception_permission_reasons": "Kakapo, Rosa Lind says."}
    triaged = {"harm_risk": "unsure", "breaches": ["AB-1", "IM-2"], "serious": ["crime", "data"], **excused}
    reference = town.report(categories=["AB-1", "IM-2"])
    town.do(cast.helen, reference, "triage", **no_harm(**triaged))
    town.do(cast.helen, reference, "log-lado-advice", **advice(town, advice="Xylophonist"))
    town.do(cast.helen, reference, "add-note", **NOTE, note="Bandersnatch")
    town.do(cast.helen, reference, "suspend", **suspension(town))
    for one in ("investigation", "case-to-answer", "hearing-set"):
        town.step_to(one, reference)
    if state != "hearing-set":
        for one in ("heard", "outcome", "appeal", "appeal-set"):
            town.step_to(one, reference)
    return reference


def around(visitor: Visitor, reference: str) -> Iterator[tuple[str, Page]]:
    """Every page that somebody comes to from their first one, and every address of the case that they might try."""
    tails = ("", "/readers", "/letters/", "/letters/1", "/letters/1/pdf", "/evidence/", "/evidence/1")
    todo = ["/", "/cases/", "/cases/?view=all", "/calendar/"]
    todo += [visitor.address_of(reference), visitor.address_of("Quent")]
    todo += ["/escalations/", f"/escalations/{reference}", "/data-breaches/", f"/data-breaches/{reference}"]
    todo += [f"/cases/{reference}{tail}" for tail in tails]
    todo += [f"/cases/{reference}/do/{one.key}" for one in PROCEDURE.transitions]
    todo += [f"/journal/{reference}", f"/escalations/{reference}/suspension", f"/report/sent/{reference}/answers"]
    seen: set[str] = set()
    while todo:
        address = todo.pop()
        if address in seen or "month=" in address or address.startswith(("/assets", "/policy", "/report/")):
            continue
        seen.add(address)
        page = visitor.get(address)
        if 300 <= page.status < 400:
            todo.append(str(page.answer.location))
        elif page.status == 200:
            yield address, page
            todo += [str(one["href"]).split("#")[0] for one in page.soup.select("a[href^='/']")]


def words_of(page: Page) -> str:
    """The words of the page itself, without its frame and what may be chosen in it."""
    for one in page.soup.select("main select"):
        one.decompose()
    return " ".join(page.soup.select_one("main").get_text(" ").split())


@pytest.mark.slow
@on_one_engine
@pytest.mark.parametrize(
    ("state", "seat", "doing"), [("hearing-set", 0, "record-hearing"), ("appeal-set", 3, "decide-appeal")]
)
def test_a_panel_learns_of_the_case_it_hears_and_of_nothing_beside_it(
    browse: Browse, school: Town, state: str, seat: int, doing: str
) -> None:
    reference = furnished(school, state)
    assert len(school.states(reference)) > 5, "much goes on beside it"
    hearer = browse(school.cast.governors[seat])
    before = dict(around(hearer, reference))
    assert f"/escalations/{reference}/read" in before
    for address, page in before.items():
        assert not re.search("Quentin|Reed|geography|AB-1|IM-2", page.text), address
        assert not [one for one in FIRST_NAMES if one in words_of(page)], address
    hearer.send(f"/escalations/{reference}/read")
    after = dict(around(hearer, reference))
    assert {f"/cases/{reference}", f"/cases/{reference}/do/{doing}"} <= set(after)
    shown = after[f"/cases/{reference}"]
    assert "Quentin Reed" in shown.text
    assert "AB-1" in shown.text
    for address, page in after.items():
        said = words_of(page)
        assert not [one for one in FIRST_NAMES if re.search(rf"\b{one}\b", said)], address
        assert not [one for one in beside() if one in said and one not in COMMON], address
    assert not [one for one in COMMON if one in words_of(shown)]


def test_the_same_case_is_full_of_it_for_who_manages_it(browse: Browse, school: Town) -> None:
    """Or the test above would look for words that stand nowhere."""
    reference = furnished(school, "hearing-set")
    said = browse(school.cast.helen).get(f"/cases/{reference}").text
    for one in (
        "LADO",
        "Suspension",
        "Data breach",
        "Earlier matters",
        "Bandersnatch",
        "Kakapo",
        "Xylophonist",
        "Rosa",
    ):
        assert one in said, one


def test_a_hold_for_the_police_is_told_to_a_panel_as_a_hold(browse: Browse, school: Town) -> None:
    reference = school.at("hearing-set")
    hearer = browse(school.cast.governors[0])
    hearer.send(f"/escalations/{reference}/read")
    assert "Record that the hearing was held" in hearer.get(f"/cases/{reference}").text
    school.do(school.cast.helen, reference, "report-to-police", **police(school))
    for address in (f"/cases/{reference}", f"/cases/{reference}/do/record-hearing"):
        said = words_of(hearer.get(address))
        assert "On hold" in said, address
        assert not re.search("(?i)police|agenc", said), address
    assert "On hold for outside agencies" in browse(school.cast.helen).get(f"/cases/{reference}").text


def test_who_hears_one_case_and_reads_another_is_told_of_no_link_between_them(browse: Browse, school: Town) -> None:
    """The page of a case that one reads named whom a linked case is about, which one was to be warned of first."""
    first = school.report()
    second = school.report(school.cast.dsl)
    school.issue(second)
    school.do(
        school.cast.helen,
        second,
        "merge",
        merged_into=school.id_of(first),
        same_matter=True,
        merge_news="no",
        merge_reasons="The same post.",
    )
    for one in ("triage", "investigation", "case-to-answer", "hearing-set"):
        school.step_to(one, first)
    hearer = browse(school.cast.governors[0])
    assert hearer.get(f"/cases/{second}").status == 404
    hearer.send(f"/escalations/{first}/read")
    assert second not in hearer.get(f"/cases/{first}").text
    assert hearer.get(f"/cases/{second}").status == 404
    assert second in browse(school.cast.helen).get(f"/cases/{first}").text


def test_a_diary_tells_a_panel_nothing_of_the_case_it_hears(browse: Browse, school: Town) -> None:
    furnished(school, "hearing-set")
    hearer = browse(school.cast.governors[0])
    sent = hearer.post("/calendar/diary/on", {**hearer.get("/calendar/diary").form(), "aware": "yes"})
    address = re.search(r"/calendar/feed/[\w-]+\.ics", sent.text)
    assert address, sent.text
    assert "VEVENT" not in hearer.client.get(address.group()).get_data(as_text=True)
