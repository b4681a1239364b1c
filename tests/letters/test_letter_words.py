"""Each letter says all that the domain note, section 9, asks of it, to everybody who reads it, and no more."""

import re
import subprocess
from pathlib import Path

import outloud
import pytest
from bs4 import BeautifulSoup
from jinja2 import UndefinedError
from letters.reading import close, words
from letters.required import SAYS
from letters.sample import REPORTER_NAME, SPECIMENS, SUBJECT_NAME, WRITTEN, Specimen, context, of

from caseflow.casework.letter_words import letter_css, missing, render_letter
from caseflow.casework.refusals import Refused
from caseflow.casework.specimens import specimen
from caseflow.paper import Press
from caseflow.procedure.letters import BY_KEY, LETTERS, NAMELESS, REPORTER

pytestmark = pytest.mark.slow

each_wording = pytest.mark.parametrize("one", SPECIMENS, ids=[one.name for one in SPECIMENS])
HOSTILE = "<img src=http://evil.example/x.png>{{7*7}}<script>alert(1)</script>"


def full(one: Specimen) -> str:
    """A specimen as HTML."""
    return render_letter(one.key, of(one), preview=False)


def asserted(name: str) -> list[str]:
    return [" ".join(phrase.split()) for phrase in SAYS[name].split("|")]


def test_every_letter_of_the_procedure_has_its_words_and_each_wording_its_table() -> None:
    assert set(WRITTEN) == set(BY_KEY)
    assert [one.name for one in SPECIMENS] == sorted(SAYS, key=[one.name for one in SPECIMENS].index)


@each_wording
def test_a_letter_says_all_that_is_required(one: Specimen) -> None:
    said = close(words(full(one)))
    assert [phrase for phrase in asserted(one.name) if phrase not in said] == []


@each_wording
def test_a_letter_is_printed_and_passes_the_accessibility_checker(press: Press, one: Specimen, tmp_path: Path) -> None:
    made = tmp_path / "made.pdf"
    made.write_bytes(press.press(full(one), letter_css(), title="Letter"))
    checked = outloud.check(str(made))
    assert (checked.error, checked.verdict) == (None, "pass"), checked.to_dict()["findings"]


def sheets(press: Press, key: str, folder: Path) -> list[str]:
    """The words on each page of a letter."""
    made = folder / "made.pdf"
    made.write_bytes(press.press(full(specimen(key)), letter_css(), title="Letter"))
    said = subprocess.run(["pdftotext", "-layout", str(made), "-"], check=True, capture_output=True, text=True)
    return said.stdout.split("\f")[:-1]


@pytest.mark.parametrize(("key", "pages"), [("L18", 1), ("L19", 1), ("L5", 2), ("L10", 2)])
def test_an_ordinary_letter_does_not_spill_its_signature_onto_another_sheet(
    press: Press, key: str, pages: int, tmp_path: Path
) -> None:
    assert len(sheets(press, key, tmp_path)) == pages


def test_a_short_table_is_not_cut_in_two(press: Press, tmp_path: Path) -> None:
    page = next(page for page in sheets(press, "L3", tmp_path) if "3. The child" in page)
    assert "Rowan Example" in page
    assert "2 September 2011" in page
    assert "Not known" in page


@each_wording
def test_a_letter_without_one_of_its_facts_is_not_printed_and_says_which(one: Specimen) -> None:
    letter = BY_KEY[one.key]
    for fact in letter.needs:
        given = of(one)
        given["facts"][fact.key] = " "
        wanted = [fact.title] if fact in letter.facts(given["raw"]) else []
        assert missing(letter, given) == wanted
        if wanted:
            with pytest.raises(Refused, match=re.escape(fact.title)):
                render_letter(one.key, given, preview=False)


def test_every_fact_and_paragraph_stands_in_some_wording() -> None:
    for key, letter in BY_KEY.items():
        answers = [of(one)["raw"] for one in SPECIMENS if one.key == key]
        assert {fact for said in answers for fact in letter.facts(said)} == set(letter.needs)
        assert {free for said in answers for free in letter.paragraphs(said)} == set(letter.free)


@each_wording
def test_a_letter_without_a_paragraph_it_must_have_says_which(one: Specimen) -> None:
    letter = BY_KEY[one.key]
    for free in letter.free:
        given = of(one)
        given["letter"]["free"][free.key] = "\n"
        must = free.required and free in letter.paragraphs(given["raw"])
        assert missing(letter, given) == ([free.title] if must else [])


@pytest.mark.parametrize(("key", "fact"), [("L3", "lado_adult_aware"), ("L9", "hearing_at"), ("L13", "dismissal_date")])
def test_a_fact_that_nobody_gave_is_never_a_blank_in_a_preview(key: str, fact: str) -> None:
    given = context(key)
    del given["facts"][fact]
    with pytest.raises(UndefinedError, match=fact):
        render_letter(key, given, preview=True)


@pytest.mark.parametrize(
    ("key", "date", "title"),
    [
        ("L12", "appeal_by", "Last day for an appeal"),
        ("L13", "appeal_by", "Last day for an appeal"),
        ("L12", "warning_until", "Last day of the warning"),
    ],
)
def test_no_sanction_goes_out_without_its_dates(key: str, date: str, title: str) -> None:
    given = context(key)
    given["dates"][date] = ""
    with pytest.raises(Refused, match=title):
        render_letter(key, given, preview=False)


@pytest.mark.parametrize("key", ["L10", "L12", "L13"])
def test_no_outcome_goes_out_without_a_finding_on_each_allegation(key: str) -> None:
    given = context(key)
    given["case"]["allegations"][1] |= {"finding": "", "finding_key": ""}
    with pytest.raises(Refused, match="finding on allegation 2"):
        render_letter(key, given, preview=False)


@pytest.mark.parametrize("key", ["L5", "L9", "L10", "L11", "L12", "L13", "L19"])
def test_nobody_is_accused_of_nothing(key: str) -> None:
    given = context(key)
    given["case"]["allegations"] = []
    with pytest.raises(Refused, match="The allegations"):
        render_letter(key, given, preview=False)


@each_wording
def test_who_reported_stands_only_in_their_own_letter(one: Specimen) -> None:
    said = full(one)
    assert ("Quillfeather" in said) is (BY_KEY[one.key].to == REPORTER)
    assert REPORTER_NAME in str(of(one))


@pytest.mark.parametrize("key", [letter.key for letter in LETTERS if letter.to in NAMELESS])
def test_who_it_is_about_stands_in_no_letter_to_those_who_must_not_know(key: str) -> None:
    said = words(full(specimen(key)))
    assert SUBJECT_NAME in str(context(key))
    assert [word for word in ("Hale", "history", "Teacher", "School employees must not") if word in said] == []


def test_the_governing_body_is_not_told_a_gender_a_department_or_a_pupil() -> None:
    said = words(full(specimen("L19")))
    assert not re.search(r"\b(he|she|his|her|him|hers|teacher|department|Year \d+)\b", said, re.IGNORECASE)


@pytest.mark.parametrize("key", ["L1", "L18"])
def test_a_reporter_learns_no_finding_and_no_sanction(key: str) -> None:
    said = words(full(specimen(key))).casefold()
    assert [word for word in ("substantiated", "warning", "dismiss", "allegation") if word in said] == []


@each_wording
def test_what_people_wrote_is_never_markup_or_a_template(one: Specimen) -> None:
    key, given = one.key, of(one)
    given["facts"] = dict.fromkeys(given["facts"], HOSTILE)
    given["letter"]["free"] = dict.fromkeys(given["letter"]["free"], HOSTILE)
    for accused in given["case"]["allegations"]:
        accused |= {"title": HOSTILE, "words": HOSTILE, "finding": HOSTILE}
    page = render_letter(key, given, preview=False)
    assert "{{7*7}}" in page
    assert "&lt;script&gt;" in page
    assert BeautifulSoup(page, "html5lib").select("img, script") == []


@each_wording
def test_the_preview_marks_what_is_locked_and_what_is_free(one: Specimen) -> None:
    given = of(one)
    page = BeautifulSoup(render_letter(one.key, given, preview=True), "html.parser")
    assert [part.name for part in page.find_all(recursive=False)] == ["article"]
    assert page.select(".cf-locked")
    wanted = [free.key for free in BY_KEY[one.key].paragraphs(given["raw"]) if given["letter"]["free"][free.key]]
    assert sorted(str(part["data-part"]) for part in page.select(".cf-free")) == sorted(wanted)
