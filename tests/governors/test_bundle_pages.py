"""The papers of a panel on its pages: not there before they are issued, listed after, gone when their time is over."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from casework.answers import decision
from casework.town import Town
from web.pages import Visitor

from caseflow.casework.people import Someone
from caseflow.casework.verify import verify
from caseflow.procedure.bundle_frozen import FOR_HEARING

Browse = Callable[[Someone | None], Visitor]

pytestmark = pytest.mark.slow


def test_a_panel_finds_its_papers_on_the_page_of_the_case_while_they_are_open(browse: Browse, school: Town) -> None:
    reference = school.at("heard")
    helen, grace = browse(school.cast.helen), browse(school.cast.governors[0])
    address = f"/cases/{reference}"
    grace.send(f"/escalations/{reference}/read")
    assert "The papers are not ready yet" in grace.get(address).text
    assert "No bundle was frozen" in grace.get(f"{address}/do/decide").text
    sent = helen.send(f"{address}/do/prepare-bundle", bundle_evidence="7")
    assert sent.status == 422
    assert "There is no item of evidence 7 in this case" in sent.text
    assert helen.send(f"{address}/do/prepare-bundle", bundle_sent="I am sorry.").status == 303
    assert "is still being prepared" in grace.get(f"{address}/do/decide").text
    school.issue(reference, FOR_HEARING)
    page = grace.get(address)
    (link,) = page.soup.select("#papers ~ table a")
    assert link.get_text() == "Open (PDF): Bundle for the hearing"
    assert not browse(school.cast.helen).get(address).soup.select("#papers")
    assert "govuk-warning-text" not in grace.get(f"{address}/do/decide").text
    school.do(school.cast.governors[0], reference, "decide", **decision(school))
    assert "You can open them until" in grace.get(address).text
    assert verify(school.office).whole
    school.clock.forward(days=29)
    gone, nothing = grace.get(address), grace.get("/cases/CF-AAAAA-AAAAA")
    assert (gone.status, nothing.status) == (404, 404)
    assert grace.get(str(link["href"])).status == 404
    assert reference not in grace.get("/escalations/").text
