"""Cover on the pages: arranged by a form, told with its days, and gone when it is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from casework.test_cover import arrange
from casework.town import Town
from web.pages import Visitor
from web.test_case_pages import _bytes

from caseflow.casework.people import Someone
from caseflow.lifecycle.days import LONDON

Browse = Callable[[Someone | None], Visitor]
DAYS = {
    f"cover_{end}-{part}": value
    for end, day in (("from", 22), ("until", 26))
    for part, value in (("day", str(day)), ("month", "3"), ("year", "2027"))
}


def test_cover_is_arranged_by_a_form_and_told_with_its_days(browse: Browse, school: Town) -> None:
    reference = school.report()
    helen = browse(school.cast.helen)
    address = f"/cases/{reference}/do/arrange-cover"
    carol = school.cast.carol.id
    backwards = helen.send(address, covering_manager=carol, cover_reasons="Away.", **{**DAYS, "cover_until-day": "2"})
    assert backwards.errors == ["Choose 22 March 2027 or later: cover does not end before it begins."]
    assert helen.send(address, covering_manager=carol, cover_reasons="Away.", **DAYS).status == 303
    page = helen.get(f"/cases/{reference}")
    assert "Carol Whitfield, from 22 March 2027 to 26 March 2027" in page.text


def test_before_and_after_the_case_is_not_there_for_whoever_covers(browse: Browse, school: Town) -> None:
    reference = school.report()
    arrange(school, reference)
    for month, day, is_open in ((3, 21, False), (3, 22, True), (4, 2, True), (4, 3, False)):
        school.clock.now = datetime(2027, month, day, 9, tzinfo=LONDON)
        carol = browse(school.cast.carol)
        if is_open and month == 3:
            assert carol.get(f"/cases/{reference}").answer.location == f"/escalations/{reference}/read"
            carol.send(f"/escalations/{reference}/read")
        answer = carol.client.get(f"/cases/{reference}")
        absent = carol.client.get("/cases/CF-00000-00000")
        assert answer.status_code == (200 if is_open else 404), (month, day)
        assert is_open or _bytes(answer) == _bytes(absent)
        assert (reference in carol.get("/cases/").text) is is_open
        assert (reference in carol.get("/").text) is is_open


def test_a_session_that_goes_on_past_the_last_day_opens_nothing(browse: Browse, school: Town) -> None:
    reference = school.report()
    arrange(school, reference)
    school.clock.now = datetime(2027, 4, 2, 23, 59, 0, tzinfo=LONDON)
    carol = browse(school.cast.carol)
    carol.send(f"/escalations/{reference}/read")
    form = carol.get(f"/cases/{reference}/do/hold").form()
    school.clock.forward(minutes=2)
    before = school.states(reference)
    assert carol.post(f"/cases/{reference}/do/hold", {**form, "hold_reasons": "For the LADO."}).status == 404
    assert school.states(reference) == before
