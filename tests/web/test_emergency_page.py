"""The page on which a case is asked for in an emergency, and on which a second person agrees."""

from __future__ import annotations

from collections.abc import Callable

from casework.town import Town
from web.pages import Page, Visitor

from caseflow.casework.people import Someone

Browse = Callable[[Someone | None], Visitor]
ASKED = {
    "emergency_reason": "child",
    "emergency_words": "He is in school now, and the head does not answer.",
}


def agree(visitor: Visitor, answer: str = "agree") -> Page:
    page = visitor.get("/emergency/")
    form = page.soup.select_one("form.govuk-button-group")
    fields = {one["name"]: one["value"] for one in form.select("input")}
    return visitor.post(form["action"], {**fields, "answer": answer})


def test_one_asks_another_agrees_and_the_case_opens_to_be_read(school: Town, browse: Browse):
    reference = school.report()
    carol, dpo = browse(school.cast.carol), browse(school.cast.dpo)
    assert carol.get(f"/cases/{reference}").status == 404
    sent = carol.send("/emergency/", emergency_reference=f" {reference.lower()} ", **ASKED)
    assert sent.status == 303
    assert "Waits for a second person" in carol.get("/emergency/").text
    assert agree(dpo).status == 303
    assert carol.get(f"/cases/{reference}").answer.location == f"/escalations/{reference}/read"
    carol.send(f"/escalations/{reference}/read")
    page = carol.get(f"/cases/{reference}")
    assert page.status == 200
    assert "Quentin Reed" in page.text
    assert "Carol Whitfield, until 15 January 2027 at" in page.text
    assert "Rosa" not in page.text, "who reported it is still kept from them"
    assert not page.soup.select("a[href*='/do/']")
    assert dpo.get(f"/cases/{reference}").status == 404
    said = browse(school.cast.helen).get(f"/cases/{reference}").text
    assert "opened to somebody in an emergency" in said
    assert "Review that the case was opened in an emergency" in said


def test_what_is_answered_is_the_same_for_a_case_that_is_not_there(school: Town, browse: Browse):
    real, other = school.report(subject="Carol Whitfield"), "CF-00000-00000"
    carol, dpo = browse(school.cast.carol), browse(school.cast.dpo)
    seen = set()
    for reference in (real, other):
        carol.send("/emergency/", emergency_reference=reference, **ASKED)
        agree(dpo)
        assert carol.get(f"/cases/{reference}").status == 404
        mine = carol.get("/emergency/").soup.select(".cf-today__item")
        (line,) = (one.get_text() for one in mine if reference in one.get_text())
        seen.add(line.replace(reference, "it"))
    assert len(seen) == 1


def test_bad_answers_are_said_beside_their_fields_and_nothing_typed_is_lost(school: Town, browse: Browse):
    carol = browse(school.cast.carol)
    page = carol.send("/emergency/", emergency_reference="", emergency_words="He is in school now.")
    assert page.status == 422
    assert len(page.errors) == 2
    assert "He is in school now." in page.form()["emergency_words"]


def test_the_page_is_there_for_those_alone_who_may_ask(school: Town, browse: Browse):
    for who in (school.cast.helen, school.cast.rosa, school.cast.it, school.cast.governors[0]):
        visitor = browse(who)
        assert visitor.get("/emergency/").status == 404
        assert "Emergency" not in visitor.get("/report/mine").text
    assert agree_to_nothing(browse(school.cast.dpo)).status == 404


def agree_to_nothing(visitor: Visitor) -> Page:
    fields = visitor.get("/emergency/").form()
    return visitor.post("/emergency/0123456789abcdef", {**fields, "answer": "agree"})
