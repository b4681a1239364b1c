"""A school words its letters: closed fields and no language, every version kept, locked words untouched."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from web.pages import Visitor

import config
from caseflow.app import create_app
from caseflow.casework import journal, letter_wording, letters
from caseflow.casework.desk import year_scope
from caseflow.casework.letter_fields import fields_of, merged, wrong_brace, wrong_field
from caseflow.casework.letter_wording import Wording
from caseflow.casework.refusals import BadAnswers, Refused
from caseflow.casework.verify import verify
from caseflow.procedure import PROCEDURE
from caseflow.procedure.letters import LETTERS, NAMELESS
from letters_desk.ashcroft import FIELDS, Ashcroft, flat

pytestmark = pytest.mark.slow

L1, L9 = PROCEDURE.letter["L1"], PROCEDURE.letter["L9"]
OURS = "Thank you, {recipient_name}. At {school_name} every concern counts: yours is {reference}."


def word(school: Ashcroft, key: str, **words: str) -> Wording:
    """The headteacher words the paragraphs of a letter anew."""
    with school.office.at_work() as desk:
        head = school.cast["head"]
        return letter_wording.set_words(desk, head.school_id, PROCEDURE.letter[key], words, head.id)


def test_the_words_of_the_school_stand_on_its_letters_with_their_fields_filled_in(any_school: Ashcroft) -> None:
    school = any_school
    assert word(school, "L1", opening=OURS).version == 1
    said = school.write("L1", contact_for_questions="Mrs Cole")
    assert "Thank you, Ms Zephyrine Quatermain. At Ashcroft High School every concern counts: yours is CF-" in said
    assert "{" not in said
    # What the law asks for is still there.
    assert "Do not investigate." in said
    assert school.entries("letter_issued")[0].said["words"] == 1


def test_a_letter_keeps_the_version_it_was_written_from(school: Ashcroft) -> None:
    word(school, "L1", opening="The first words.")
    number = school.letter("L1")
    school.fill(number, FIELDS["L1"], {"opening": "The first words."})
    word(school, "L1", opening="The second words.")
    said = flat(school.issue(number))
    assert "The first words." in said
    assert school.entries("letter_issued")[0].said["words"] == 1


def test_words_that_change_after_the_approval_are_read_again_before_they_go_out(school: Ashcroft) -> None:
    number = school.letter("L1")
    school.fill(number, FIELDS["L1"])
    school.on(number, letters.approve)
    word(school, "L1", opening="Other words.")
    with pytest.raises(Refused, match="since it was approved"):
        school.on(number, letters.issue)


def test_every_version_is_kept_with_who_and_when_and_is_vouched_for(any_school: Ashcroft) -> None:
    school = any_school
    word(school, "L1", opening="One.")
    school.later(days=1)
    word(school, "L1", opening="Two.")
    assert word(school, "L1", opening="Two.").version == 2  # nothing new makes no version
    head = school.cast["head"]
    with school.office.at_work() as desk:
        known = letter_wording.versions(desk, head.school_id, L1)
        assert [(one.version, one.words["opening"], one.set_by) for one in known[1:]] == [
            (1, "One.", head.id), (2, "Two.", head.id)
        ]  # fmt: skip
        assert known[0].words["opening"] == L1.free[0].words
        entries = journal.read(desk, year_scope(head.school_id, desk.now), event=letter_wording.EVENT)
        assert [one.said["version"] for one in entries] == [1, 2]
    assert verify(school.office).whole
    with school.office.store.writing() as session:
        spoilt = {"words": json.dumps({"opening": "X"})}
        session.execute(text("UPDATE letter_words SET words = :words WHERE version = 1"), spoilt)
        session.commit()
    problems = [one.sentence for one in verify(school.office).all_problems()]
    assert any("version 1 of the words of letter L1" in words for words in problems)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Dear {subject_nam}", "“{subject_nam}” is not a field of this letter"),
        ("{subject_name}", "is not a field of this letter"),  # not in a letter to whoever reported
        ("{reporter_name}", "is not a field of this letter"),
        ("{reference.title}", "is not a field of this letter"),
        ("{reference|upper}", "is not a field of this letter"),
        ("{{ reference }}", "Braces are only for fields"),
        ("{{reference}}", "Braces are only for fields"),
        ("{% if x %}", "Braces are only for fields"),
        ("{}", "Braces are only for fields"),
        ("open { only", "Braces are only for fields"),
        ("{__class__}", "is not a field of this letter"),
        ("{0}", "Braces are only for fields"),
        ("  ", "Enter an answer"),
    ],
)
def test_words_with_anything_but_known_fields_in_braces_are_refused(school: Ashcroft, words: str, said: str) -> None:
    with pytest.raises(BadAnswers, match=said.replace("{", r"\{").replace("}", r"\}").replace(".", r"\.")):
        word(school, "L1", opening=words)
    assert word(school, "L1", opening="Good.").version == 1


def test_a_refusal_names_the_fields_there_are(school: Ashcroft) -> None:
    with pytest.raises(BadAnswers) as told:
        word(school, "L1", opening="{when}")
    assert told.value.errors["opening"].endswith(
        "Its fields are {contact_for_questions}, {recipient_name}, {reference} and {school_name}."
    )


def test_the_list_of_fields_holds_short_facts_that_each_letter_of_the_kind_has() -> None:
    assert {"hearing_at", "hearing_place", "hearers_names", "subject_name"} <= fields_of(L9).keys()
    assert "hearing_papers" not in fields_of(L9)  # several lines
    assert "suspended_at" not in fields_of(PROCEDURE.letter["L6"])  # only of one wording
    for letter in LETTERS:
        assert "reporter_name" not in fields_of(letter)
        assert letter.to not in NAMELESS or "subject_name" not in fields_of(letter)


def test_filling_in_is_done_once_and_knows_no_language() -> None:
    values = {"a": "{b}", "b": "x", "c": ""}
    assert merged("{a} {b} {c} {d} {{b}} {b.c} { b }", values) == "{b} x {c} {d} {{b}} {b.c} { b }"
    assert wrong_field("He wrote {lol!} and {7*7} and {}", {"a"}) is None
    assert wrong_brace("He wrote {lol!}", {"a"}) is not None


def test_words_written_for_one_case_may_hold_fields_too_and_follow_the_case(school: Ashcroft) -> None:
    school.investigate()
    school.set_hearing(days=40)
    number = school.letter("L9")
    school.fill(number, FIELDS["L9"], {"arrangements": "Come to {hearing_place} before {hearing_at}."})
    seen = school.on(number, lambda file, row, _: letters.preview_html(file, row))
    assert "Come to Room 12 before 21 February 2027 at 2:00pm." in seen
    with pytest.raises(BadAnswers, match="not a field of this letter"):
        school.fill(number, {}, {"arrangements": "Come to {hearing_plaice}."})
    school.fill(number, {}, {"arrangements": "He wrote {lol!} and {{7*7}}."})
    assert "He wrote {lol!} and {{7*7}}." in school.on(number, lambda file, row, _: letters.preview_html(file, row))


def test_a_field_without_a_value_is_marked_and_keeps_the_letter_back(school: Ashcroft) -> None:
    word(school, "L1", opening="Ask {contact_for_questions}.")
    number = school.letter("L1")
    seen = school.on(number, lambda file, row, _: letters.preview_html(file, row))
    assert '<mark class="cf-paper__blank">' in seen
    with pytest.raises(Refused, match="still lacks"):
        school.on(number, letters.approve)


def test_what_must_be_written_afresh_for_each_case_has_no_words_to_offer(school: Ashcroft) -> None:
    assert [free.key for free in letter_wording.adaptable(L9)] == ["arrangements"]
    with pytest.raises(BadAnswers, match="not asked here"):
        word(school, "L9", arrangements="Fine.", particulars="It is alleged that …")


@pytest.fixture
def browse(school: Ashcroft, tmp_path: Path) -> Callable[[str], Visitor]:
    app = create_app(config.read({"CASEFLOW_HOME": str(tmp_path)}, demo=True), school.office)
    return lambda who: Visitor(app, school.cast[who])


def test_the_headteacher_looks_first_and_keeps_then(browse: Callable[[str], Visitor], school: Ashcroft) -> None:
    head = browse("head")
    page = head.get("/settings/letters/")
    assert page.soup.h1.get_text() == "Words of letters"
    assert "L9. Invitation to a disciplinary hearing" in page.text
    page = head.get("/settings/letters/L9")
    assert "As the program came (offered now)" in page.text
    assert "right to be accompanied" in page.text  # the fixed words are shown
    assert [one["name"] for one in page.soup.select("main textarea")] == ["arrangements"]  # and cannot be typed in
    fields = page.form()
    typed = {**fields, "arrangements": "Ring {contact_for_questions} if {hearing_at} does not suit you."}
    page = head.post("/settings/letters/L9", {**typed, "step": "look"})
    assert page.status == 200
    assert "Ring Mrs Lena Brandt, 01632 960 120 if 19 March 2027 at 2:00pm does not suit you." in page.text
    assert "It is not kept yet" in page.text
    assert page.form()["arrangements"] == typed["arrangements"]
    with school.office.at_work() as desk:
        assert letter_wording.offered(desk, school.cast["head"].school_id, L9).version == 0
    page = head.post("/settings/letters/L9", {**page.form(), "step": "keep"})
    assert page.status == 303
    page = head.get("/settings/letters/L9")
    assert "Version 1, 12 January 2027, Mrs Jane Okafor (offered now)" in page.text


def test_wrong_words_are_said_beside_their_paragraph_and_nothing_typed_is_lost(
    browse: Callable[[str], Visitor], school: Ashcroft
) -> None:
    head = browse("head")
    for step in ("look", "keep"):
        typed = {**head.get("/settings/letters/L9").form(), "arrangements": "Come at {hearing_time}.", "step": step}
        page = head.post("/settings/letters/L9", typed)
        assert page.status == 422
        assert "“{hearing_time}” is not a field of this letter" in page.errors[0]
        assert page.form()["arrangements"] == "Come at {hearing_time}."


@pytest.mark.parametrize("who", ["chair", "subject", "reporter", "officer", "other"])
def test_nobody_else_words_letters(browse: Callable[[str], Visitor], who: str) -> None:
    for address in ("/settings/letters/", "/settings/letters/L9"):
        assert browse(who).get(address).status == 404


def test_letters_without_such_words_have_no_page(browse: Callable[[str], Visitor]) -> None:
    for key in ("L3", "L21", "PK-LADO", "L0", "x"):
        assert browse("head").get(f"/settings/letters/{key}").status == 404
