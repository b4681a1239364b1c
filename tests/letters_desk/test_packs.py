"""A pack holds what its reader may have, tells on which page, and is frozen, delivered and provable as a letter is."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path
from typing import Any

import outloud
import pikepdf
import pytest

from caseflow.casework import letters
from caseflow.casework.refusals import Refused
from caseflow.procedure.packs import AUDIENCES, SECTION_OF, SECTION_OF_TRACK, SECTIONS
from letters_desk.ashcroft import FIELDS, REPORTER, Ashcroft, flat

pytestmark = pytest.mark.slow

ALL = [section.key for section in SECTIONS]
GOES_TO = "Maria Lowe, LADO"


@pytest.fixture
def heard(school: Ashcroft) -> Ashcroft:
    """A case in which somebody was told, heard and warned, the letters issued."""
    school.move(
        "head", "triage", no_conflict="yes", teacher="yes", power_over_reporter="no", harm_harmed="no",
        harm_offence="no", harm_risk="no", harm_suitability="no", breaches=["CF-2"], severity="3",
        exception_disclosure="no", exception_union="no",
        triage_reasons="The post was public.", serious=["none"],
    )  # fmt: skip
    school.move("head", "open-investigation", investigator=school.cast["officer"].id, terms="Establish the facts")
    school.move(
        "officer", "submit-report", report_facts=f"{REPORTER} saw it", report_evidence="E1",
        report_mitigation="A good record", report_view="yes",
    )  # fmt: skip
    at = school.set_hearing()
    number = school.letter("L9")
    school.fill(number, FIELDS["L9"])
    school.issue(number)
    school.hear(at)
    number = school.letter("L12")
    school.fill(number, FIELDS["L12"])
    school.issue(number)
    return school


def prepare(school: Ashcroft, audience: str, **but: Any) -> int:
    """Begin a pack, and return the number of its letter."""
    asked = {"pack_recipient": GOES_TO, "pack_why": "As agreed on Monday.", "pack_sections": ALL}
    if audience == "person":
        asked["pack_agreed"] = "No agency is involved."
    school.move("head", "prepare-pack", pack_audience=audience, **{**asked, **but})
    key = next(one.letter for one in AUDIENCES if one.key == audience)
    return school.letter(key)


def on_pages(pdf: bytes) -> list[str]:
    """The words of each page."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        count = len(opened.pages)
    return [
        " ".join(
            subprocess.run(
                ["pdftotext", "-layout", "-f", str(page), "-l", str(page), "-", "-"],
                input=pdf,
                capture_output=True,
                check=True,
            )
            .stdout.decode()
            .split()
        )
        for page in range(1, count + 1)
    ]


def test_a_pack_tells_on_which_page_each_part_begins(heard: Ashcroft) -> None:
    pdf = heard.issue(prepare(heard, "lado"))
    pages = on_pages(pdf)
    told = dict(
        re.findall(
            r"(Chronology|Triage and route|Hearing, outcome and appeal|Letter \d+: [A-Z][a-z ]+?) ?\.+ ?(\d+)",
            " ".join(pages[:2]),
        )
    )
    assert {"Chronology", "Triage and route", "Hearing, outcome and appeal"} <= told.keys()
    assert sum(key.startswith("Letter") for key in told) == 2
    for title, page in told.items():
        assert title in pages[int(page) - 1], (title, page)
        assert pages[int(page) - 1].startswith(title) or not title.startswith("Letter"), "a copy stands alone"
    assert told["Triage and route"] != told["Hearing, outcome and appeal"]
    assert f"Page 1 of {len(pages)}" in pages[0]
    assert GOES_TO in pages[0]
    assert "As agreed on Monday." in pages[0]


def test_what_was_recorded_stands_in_the_lados_pack_oldest_first(heard: Ashcroft) -> None:
    said = flat(heard.issue(prepare(heard, "lado")))
    for words in (f"{REPORTER} saw it", "The post was public.", "The posts were public and named the school."):
        assert words in said
    assert said.index("reported a concern") < said.index("triaged the report") < said.index("recorded the outcome")


@pytest.mark.parametrize("audience", [one.key for one in AUDIENCES])
def test_every_pack_passes_the_accessibility_checker(heard: Ashcroft, audience: str, tmp_path: Path) -> None:
    made = tmp_path / "pack.pdf"
    made.write_bytes(heard.issue(prepare(heard, audience)))
    checked = outloud.check(str(made))
    # On three pages and more the checker asks about running feet, which the press has to settle, not the words.
    assert (checked.error, {one["rule"] for one in checked.to_dict()["findings"]} - {"PAG-001"}) == (None, set())


def test_the_persons_own_copy_names_nobody_who_reported_and_holds_no_account(heard: Ashcroft) -> None:
    said = flat(heard.issue(prepare(heard, "person")))
    assert "Robert Hale" in said
    assert "The posts were public and named the school." in said
    for hidden in (
        "Zephyrine",
        "Quatermain",
        "Establish the facts",
        "A good record",
        "Year 9 are feral” on a public page, says",
    ):
        assert hidden not in said
    assert "Chronology" not in said


def test_the_police_are_not_given_the_hearing(heard: Ashcroft) -> None:
    said = flat(heard.issue(prepare(heard, "police")))
    assert "Establish the facts" in said
    assert "Hearing, outcome and appeal" not in said


def test_only_what_was_chosen_goes_along(heard: Ashcroft) -> None:
    said = flat(heard.issue(prepare(heard, "dbs", pack_sections=["report", "letters"])))
    assert "What was reported" in said
    assert "Triage and route" not in said
    assert "of the sheet that was issued" in said


def test_a_letter_in_a_pack_carries_the_fingerprint_of_the_sheet_that_left_the_school(heard: Ashcroft) -> None:
    printed = heard.at_work("head", lambda file, _: [row.sha256 for row in file.letters if row.key in ("L9", "L12")])
    said = "".join(on_pages(heard.issue(prepare(heard, "tra")))).replace(" ", "")
    assert all(one in said for one in printed)


def test_the_journal_keeps_what_went_to_whom(heard: Ashcroft) -> None:
    heard.issue(prepare(heard, "dbs", pack_sections=["report", "letters"]))
    issued = heard.entries("letter_issued")
    assert "went" not in issued[0].said
    went = issued[-1].said["went"]
    assert (went["to"], went["why"], went["entries"]) == (GOES_TO, "As agreed on Monday.", [1])
    assert [one["sha256"] for one in went["letters"]] == [one.said["doc_sha256"] for one in issued[:-1]]


def test_one_pack_is_prepared_at_a_time(heard: Ashcroft) -> None:
    number = prepare(heard, "lado")
    with pytest.raises(Refused, match="A pack is being prepared already"):
        prepare(heard, "police")
    heard.issue(number)
    assert prepare(heard, "police") > number


def test_a_case_that_went_on_is_read_again_before_its_pack_goes_out(heard: Ashcroft) -> None:
    number = prepare(heard, "lado")
    heard.on(number, letters.approve)
    heard.move(
        "head", "add-note", note_kind="call", note_at=heard.now.isoformat(), note_basis="fact", note="The LADO rang."
    )
    with pytest.raises(Refused, match="since it was approved"):
        heard.on(number, letters.issue)


def test_every_section_has_a_step_that_is_told_in_it():
    assert {*SECTION_OF.values(), *SECTION_OF_TRACK.values()} == set(ALL) - {"letters"}
    assert not {"welfare", "reporter-care", "escalation"} & set(SECTION_OF_TRACK), "nobody outside hears how people are"
