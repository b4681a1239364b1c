"""Who reported a case stays between them and the case manager, until somebody has to know."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from casework.answers import advice, no_harm
from casework.town import Town
from evidence.exhibits import PNG
from evidence.test_evidence_pages import send as posted
from report.walks import Walk
from web.pages import Visitor

from caseflow.casework.people import Someone
from caseflow.casework.refusals import BadAnswers, Refused

Browse = Callable[[Someone | None], Visitor]
WHY = {"reporter_agrees": "told", "knows_reporter_why": "He must put her account to her."}
TOLD = {
    "telling_who": "Una Companion, union representative",
    "telling_what": "That there is a case, and when the meeting is.",
    "telling_why": "She accompanies him.",
}


def investigated(school: Town, reference: str) -> None:
    """The case goes to investigation, with an adviser, and its letters went out."""
    school.do(school.cast.helen, reference, "triage", **no_harm())
    school.do(school.cast.helen, reference, "bring-in-adviser", adviser=school.cast.ada.id, adviser_why="For advice.")
    school.step_to("investigation", reference)
    school.issue(reference)


@pytest.fixture
def reference(school: Town, browse: Browse) -> str:
    """A case that Rosa reported with a file, and did not leave."""
    walk = Walk(browse(school.cast.rosa), school.cast.rosa)
    walk.to("evidence")
    address = walk.at("evidence/file")
    said = {"file_what": "The post", "file_how": "I took a screenshot."}
    posted(walk.visitor, address, {**walk.visitor.get(address).form(), **said}, PNG, "post.png")
    found = walk.whole().rpartition("/")[2]
    investigated(school, found)
    return found


def pages(reference: str) -> Iterator[str]:
    case = f"/cases/{reference}"
    yield from (case, f"{case}/readers", f"{case}/evidence/", f"{case}/evidence/1", f"{case}/letters/")


@pytest.mark.slow
def test_who_investigates_or_advises_does_not_read_who_reported_it(reference: str, school: Town, browse: Browse):
    for who in (school.cast.ian, school.cast.ada):
        visitor = browse(who)
        for address in pages(reference):
            page = visitor.get(address)
            assert page.status == 200
            assert "Rosa" not in page.answer.get_data(as_text=True), f"{who.name} reads it on {address}"
        assert "The person who reported it" in visitor.get(f"/cases/{reference}").text
    helen = browse(school.cast.helen)
    assert all("Rosa Lind" in helen.get(address).text for address in pages(reference) if not address.endswith("e/"))


@pytest.mark.slow
def test_a_letter_to_whoever_reported_it_is_not_there_for_who_may_not_know(
    reference: str, school: Town, browse: Browse
):
    helen, ian, nobody = browse(school.cast.helen), browse(school.cast.ian), browse(school.cast.quentin)
    letter = f"/cases/{reference}/letters/1"
    assert "Rosa Lind" in helen.get(letter).text
    for address in (letter, f"{letter}/pdf"):
        refused, unknown = ian.get(address), nobody.get(address)
        assert refused.status == unknown.status == 404
        assert refused.text == ian.get(f"/cases/{reference}/letters/99").text
    assert f'{letter}"' not in ian.get(f"/cases/{reference}/letters/").answer.get_data(as_text=True)


@pytest.mark.slow
def test_who_is_let_know_reads_it_from_then_on_and_nobody_else_does(reference: str, school: Town, browse: Browse):
    school.do(school.cast.helen, reference, "tell-who-reported", knows_reporter=school.cast.ian.id, **WHY)
    assert "Rosa Lind" in browse(school.cast.ian).get(f"/cases/{reference}").text
    assert browse(school.cast.ian).get(f"/cases/{reference}/letters/1").status == 200
    assert "Rosa" not in browse(school.cast.ada).get(f"/cases/{reference}").text


def test_only_who_works_on_the_case_can_be_let_know(school: Town):
    found = school.at("investigation")
    for one in (school.cast.ada, school.cast.quentin, school.cast.carol, school.cast.rosa):
        with pytest.raises(BadAnswers, match="from the list"):
            school.do(school.cast.helen, found, "tell-who-reported", knows_reporter=one.id, **WHY)
    nameless = school.report(school.cast.quentin)
    with pytest.raises(Refused, match="Nobody on the staff list is known"):
        school.do(school.cast.helen, nameless, "tell-who-reported", knows_reporter=school.cast.ian.id, **WHY)


@pytest.mark.slow
def test_the_case_says_who_was_told_what_when_and_why(reference: str, school: Town, browse: Browse):
    cast = school.cast
    school.do(
        cast.helen,
        reference,
        "refer-to-lado",
        lado_contact="Lena Ward",
        lado_at=school.clock(),
        lado_adult_aware="no",
        lado_done="Nothing but the report was taken.",
    )
    school.do(cast.helen, reference, "log-lado-advice", **advice(school))
    school.do(cast.helen, reference, "record-telling", telling_at=school.clock(), **TOLD)
    table = (
        browse(cast.helen)
        .get(f"/cases/{reference}/readers")
        .soup.find("caption", string="Who was told what, when and why")
    )
    rows = [" ".join(row.get_text(" ").split()) for row in table.find_parent("table").select("tbody tr")]
    assert any(row.startswith("Rosa Lind") and "Letter 1: Acknowledgement of a report" in row for row in rows)
    assert any(row.startswith("Lena Ward") for row in rows)
    assert any(row.startswith("Una Companion") and TOLD["telling_why"] in row for row in rows)
    hidden = browse(cast.ian).get(f"/cases/{reference}/readers").text
    assert "Rosa" not in hidden
    assert "Una Companion" in hidden
