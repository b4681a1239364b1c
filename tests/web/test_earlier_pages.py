"""Earlier matters on the pages: told to the case manager alone, written down, and answered for."""

from __future__ import annotations

from collections.abc import Callable

from casework.answers import no_harm
from casework.test_matters import LOW, WT, low_level, warned
from casework.town import Town
from web.pages import Visitor

from caseflow.casework.desk import year_scope
from caseflow.casework.journal import read
from caseflow.casework.people import Someone

Browse = Callable[[Someone | None], Visitor]
HEADING = "Earlier matters about the same person"


def third(school: Town) -> tuple[str, list[str]]:
    """A concern like two earlier ones, triaged; and the numbers of those."""
    earlier = []
    for _ in range(2):
        earlier.append(low_level(school))
        school.clock.forward(days=30)
    reference = school.report(**WT)
    school.do(school.cast.helen, reference, "triage", **no_harm(breaches=["WT-1"], severity="1"))
    return reference, earlier


def test_the_case_page_and_the_form_tell_of_them_and_the_reading_is_written_down(browse: Browse, school: Town) -> None:
    reference, earlier = third(school)
    helen = browse(school.cast.helen)
    for address in (f"/cases/{reference}", f"/cases/{reference}/do/take-low-level-action"):
        page = helen.get(address)
        assert HEADING in page.text, address
        assert all(one in page.text for one in earlier), address
    with school.office.at_work() as desk:
        listed = [one for one in read(desk, year_scope(school.id, desk.now)) if one.event == "cases_listed"]
        ids = {school.file(one, desk).case.id for one in earlier}
    assert len([one for one in listed if set(one.said["cases"]) == ids]) == 2
    assert HEADING not in helen.get(f"/cases/{reference}/do/hold").text


def test_the_form_asks_why_it_is_not_investigated_and_keeps_what_was_typed(browse: Browse, school: Town) -> None:
    reference, _ = third(school)
    helen = browse(school.cast.helen)
    address = f"/cases/{reference}/do/take-low-level-action"
    refused = helen.send(address, **LOW)
    assert refused.status == 422
    assert refused.errors[0].startswith("2 earlier concerns are like this one: WT-1 on")
    assert "Minor." in str(refused.soup.select_one("textarea[name=why_enough]"))
    assert HEADING in refused.text
    assert helen.send(address, **LOW, pattern_reason="Both were by mistake.").status == 303


def test_nobody_but_the_case_manager_is_told(browse: Browse, school: Town) -> None:
    reference, earlier = third(school)
    school.do(school.cast.helen, reference, "open-investigation", investigator=school.cast.ian.id, terms="Find out.")
    page = browse(school.cast.ian).get(f"/cases/{reference}")
    assert page.status == 200
    assert HEADING not in page.text
    assert not any(one in page.text for one in earlier)


def test_a_case_without_earlier_matters_says_nothing_of_them(browse: Browse, school: Town) -> None:
    assert HEADING not in browse(school.cast.helen).get(f"/cases/{school.report()}").text


def test_triage_hints_at_a_second_formal_breach_even_where_the_first_warning_is_spent(
    browse: Browse, school: Town
) -> None:
    helen = browse(school.cast.helen)
    low_level(school)
    school.clock.forward(days=1)
    assert "second formal breach: say so" not in helen.get(f"/cases/{school.report()}/do/triage").text
    earlier = warned(school)
    school.clock.forward(days=100)
    page = helen.get(f"/cases/{school.report()}/do/triage")
    assert "second formal breach: say so" in page.text
    assert earlier in page.text
    school.clock.forward(days=400)
    page = helen.get(f"/cases/{school.report()}/do/triage")
    assert "second formal breach: say so" in page.text
    assert "A warning that is spent is not told here" in page.text
    assert earlier not in page.text
