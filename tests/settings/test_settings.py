"""Settings: who sets what, from which day it holds, what a case keeps, and what a letterhead may say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from casework.town import Town
from web.pages import Page, Visitor

from caseflow.casework import journal, letterhead, schools
from caseflow.casework.desk import year_scope
from caseflow.casework.letter_readers import authority
from caseflow.casework.people import Someone
from caseflow.procedure import PROCEDURE
from caseflow.records import School

Browse = Callable[[Someone | None], Visitor]
APPEAL = "/settings/set/appeal.working_days"


def day(said: date, **more: str) -> dict[str, str]:
    return {
        "holds_from-day": str(said.day),
        "holds_from-month": str(said.month),
        "holds_from-year": str(said.year),
        **more,
    }


def row(page: Page, title: str) -> str:
    found = next(one for one in page.soup.select("tbody tr") if title in one.th.get_text())
    return " ".join(found.get_text(" ").split())


def filled(visitor: Visitor, said: dict[str, Any]) -> Page:
    return visitor.post("/settings/letterhead", {**visitor.get("/settings/letterhead").form(), **said})


def test_who_sees_the_settings(browse: Browse, school: Town) -> None:
    for someone in school.cast.everyone():
        visitor = browse(someone)
        page = visitor.get("/settings/")
        assert page.status == (200 if someone in (school.cast.helen, school.cast.it) else 404), someone.name
        for address in (APPEAL, "/settings/letterhead"):
            assert visitor.get(address).status == (200 if someone == school.cast.helen else 404), (
                someone.name,
                address,
            )


def test_the_it_administrator_sees_technical_facts_and_nothing_to_change(browse: Browse, school: Town) -> None:
    page = browse(school.cast.it).get("/settings/")
    assert [one.get_text() for one in page.soup.select("main dt")] == ["Version", "Database", "Use"]
    assert not page.soup.select("main form, main table")
    assert [one["href"] for one in page.soup.select("main a")] == ["/post/"], "whether post leaves is theirs to see to"
    expected = "SQLite" if school.url.startswith("sqlite") else "PostgreSQL"
    assert expected in page.text
    assert "Demonstration" in page.text


def test_every_setting_stands_there_with_its_value(browse: Browse, school: Town) -> None:
    page = browse(school.cast.helen).get("/settings/")
    assert len(page.soup.select("tbody tr")) == len(PROCEDURE.settings)
    for setting in PROCEDURE.settings:
        unit = setting.unit.removesuffix("s") if setting.default == 1 else setting.unit
        titles = {option.key: option.title for option in setting.options}
        shown = titles.get(str(setting.default), setting.default) or "Not set yet"
        assert f"{shown} {unit}".strip() in row(page, setting.title)
        assert "Never changed" in row(page, setting.title)


def test_a_value_holds_from_its_day_and_an_open_case_keeps_its_own(browse: Browse, school: Town) -> None:
    before = school.report()
    helen = browse(school.cast.helen)
    sent = helen.send(APPEAL, value="15", **day(date(2027, 1, 18)))
    assert sent.answer.location == "/settings/"
    page = helen.get("/settings/")
    assert "10 working days" in row(page, "Time to appeal")
    assert "15 from 18 January 2027, set by Helen Marsh To come" in row(page, "Time to appeal")
    school.clock.forward(days=3)
    page = browse(school.cast.helen).get("/settings/")
    assert "15 working days" in row(page, "Time to appeal")
    assert "To come" not in row(page, "Time to appeal")
    after = school.report()
    with school.office.at_work() as desk:
        assert school.file(before, desk).setting("appeal.working_days") == 10
        assert school.file(after, desk).setting("appeal.working_days") == 15


@pytest.mark.parametrize("value", ["", "0", "-3", "1001", "ten", "1.5", "١٢x", "1" * 300])
def test_a_value_that_will_not_do_is_kept_on_the_page(browse: Browse, school: Town, value: str) -> None:
    before = school.everything()
    page = browse(school.cast.helen).send(APPEAL, value=value, **day(date(2027, 1, 18)))
    assert page.status == 422
    assert len(page.errors) == 1
    assert page.form()["value"] == value
    assert page.form()["holds_from-day"] == "18"
    assert school.everything() == before


@pytest.mark.parametrize(
    "said",
    [
        {"holds_from-day": "14", "holds_from-month": "1", "holds_from-year": "2027"},
        {"holds_from-day": "31", "holds_from-month": "2", "holds_from-year": "2027"},
        {"holds_from-day": "", "holds_from-month": "", "holds_from-year": ""},
        {"holds_from-day": "1", "holds_from-month": "1", "holds_from-year": "99999"},
    ],
)
def test_the_past_is_not_changed(browse: Browse, school: Town, said: dict[str, str]) -> None:
    page = browse(school.cast.helen).send(APPEAL, value="12", **said)
    assert page.status == 422
    assert page.form()["value"] == "12"
    assert page.form()["holds_from-day"] == said["holds_from-day"]


def test_no_such_setting_is_not_found(browse: Browse, school: Town) -> None:
    assert browse(school.cast.helen).get("/settings/set/appeal").status == 404


def test_the_same_form_sent_twice_sets_once(browse: Browse, school: Town) -> None:
    helen = browse(school.cast.helen)
    fields = {**helen.get(APPEAL).form(), "value": "12"}
    helen.post(APPEAL, fields)
    helen.post(APPEAL, fields)
    assert row(helen.get("/settings/"), "Time to appeal").count("12 from") == 1


def test_two_schools_have_their_own(browse: Browse, school: Town) -> None:
    with school.office.at_work() as desk:
        other = schools.found_school(desk, "Other School")
        head = schools.add_person(desk, other.id, "Olga Head", "o@x.test", "Head", ["headteacher"])
    helen = browse(school.cast.helen)
    helen.send(APPEAL, value="12", **day(date(2027, 1, 15)))
    helen.send("/settings/letterhead", telephone="01582 000000")
    page = browse(head).get("/settings/")
    assert "10 working days Never changed" in row(page, "Time to appeal")
    assert "01582" not in page.text


SAID = {
    "name": "Ashcroft High School & College",
    "address": "1 Hill Road\r\n Luton \r\n\r\nLU1 1AA",
    "telephone": "01582 000000",
    "email": "office@ashcroft.sch.uk",
    "website": "www.ashcroft.sch.uk",
    "colour": "#7a1f3d",
    "headteacher": "Mrs H Marsh",
}


def sheet_of(page: Page) -> str:
    """The address of the style sheet with the school's colour."""
    return str(page.soup.select_one('link[href^="/school.css"]')["href"])


def test_a_letterhead_is_kept_shown_and_journalled(browse: Browse, school: Town) -> None:
    helen = browse(school.cast.helen)
    before = sheet_of(helen.get("/settings/"))
    assert filled(helen, SAID).answer.location == "/settings/"
    page = helen.get("/settings/")
    assert sheet_of(page) != before, "the browser would show the colour that it remembers"
    for value in ("Ashcroft High School & College", "1 Hill Road Luton LU1 1AA", "#7a1f3d"):
        assert value in page.text
    assert "--school-colour:#7a1f3d" in helen.client.get("/school.css").get_data(as_text=True)
    with school.office.at_work() as desk:
        entries = journal.read(desk, year_scope(school.id, desk.now), event=letterhead.EVENT)
        assert (
            letterhead.letterhead(desk.session.get_one(School, school.id))["address"] == "1 Hill Road\nLuton\nLU1 1AA"
        )
    assert [(one.said["actor"], one.said["fields"]) for one in entries] == [(school.cast.helen.id, sorted(SAID))]


def test_a_letter_names_the_authority_that_was_set_when_the_case_was_opened(school: Town) -> None:
    """It stood on the letterhead too once; what may be left there of it counts for nothing."""
    today, later = date(2027, 1, 15), date(2027, 1, 18)
    with school.office.at_work() as desk:
        desk.session.get_one(School, school.id).letterhead = '{"local_authority":"Nowhere"}'
        schools.set_setting(desk, school.id, "school.authority", "Luton", today, "set-up")
        schools.set_setting(desk, school.id, "school.authority", "Bedford", later, "set-up")
    first = school.report()
    school.clock.forward(days=4)
    second = school.report()
    with school.office.at_work() as desk:
        assert [authority(school.file(one, desk)) for one in (first, second)] == ["Luton", "Bedford"]
    assert not {"local_authority", "lado_contact"} & {question.key for question in letterhead.FIELDS}


def test_an_authority_that_nobody_named_is_called_what_it_is(school: Town) -> None:
    reference = school.report()
    with school.office.at_work() as desk:
        desk.session.get_one(School, school.id).letterhead = '{"local_authority":"Nowhere"}'
        assert authority(school.file(reference, desk)) == "The local authority"


def test_what_the_form_does_not_ask_stays(school: Town) -> None:
    with school.office.at_work() as desk:
        desk.session.get_one(School, school.id).letterhead = '{"strapline":"Care","telephone":"1"}'
    with school.office.at_work() as desk:
        assert letterhead.set_letterhead(desk, school.id, {"telephone": "2"}, "set-up") == ["telephone"]
        assert '"strapline": "Care"' in desk.session.get_one(School, school.id).letterhead


def test_nothing_changed_is_nothing_written(browse: Browse, school: Town) -> None:
    with school.office.at_work() as desk:
        letterhead.set_letterhead(desk, school.id, SAID, "set-up")
        assert letterhead.set_letterhead(desk, school.id, SAID, "set-up") == []


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("name", "", "Enter the name of the school"),
        ("name", "A" * 201, "200 characters or fewer"),
        ("telephone", "1" * 41, "40 characters or fewer"),
        ("telephone", "0\x07", "plain text"),
        ("address", "\n".join("abcdefg"), "6 lines or fewer. You entered 7"),
        ("email", "office", "e-mail address in the correct format"),
        ("email", "a@b", "e-mail address in the correct format"),
        ("website", "https://x.sch.uk", "without https://"),
        ("website", "x", "without https://"),
        ("website", "x.uk/<script>", "without https://"),
        ("colour", "red", "# and six digits"),
        ("colour", "#12345", "# and six digits"),
        ("colour", "#12345g", "# and six digits"),
        ("colour", "#ffff00", "Choose a darker colour"),
        ("colour", "#ffffff", "at 1.0 to 1"),
    ],
)
def test_what_will_not_do_is_told_and_all_that_was_typed_is_kept(
    browse: Browse, school: Town, key: str, value: str, why: str
) -> None:
    before = school.everything()
    typed: dict[str, Any] = {**SAID, key: value}
    page = filled(browse(school.cast.helen), typed)
    assert page.status == 422
    assert len(page.errors) == 1
    assert why in page.errors[0]
    kept = page.form()
    assert [one for one in SAID if one not in (key, "address") and kept[one] != SAID[one]] == []
    assert school.everything() == before


@pytest.mark.parametrize(
    ("colour", "contrast"),
    [("#000000", 21.0), ("#ffffff", 1.0), ("#777777", 4.48), ("#949494", 3.03)],
)
def test_contrast_is_as_wcag_has_it(colour: str, contrast: float) -> None:
    assert letterhead.contrast_with_white(colour) == pytest.approx(contrast, abs=0.02)
