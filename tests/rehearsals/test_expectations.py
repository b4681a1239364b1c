"""A promise that is not kept is told: each kind of expectation is broken once, and once kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from caseflow.casework.office import Office
from caseflow.casework.rehearsal import play, rehearse
from caseflow.records import AuditLeaf, Case, EvidenceRecord

pytestmark = pytest.mark.slow

STORY = """
title = "A short story"
school = "maintained"

[settings]
"acknowledge.working_days" = 3

[cast.R]
name = "Rosa Lind"
post = "teaching assistant"
roles = ["staff"]

[cast.Q]
name = "Owen Quayle"
post = "teacher"
roles = ["staff"]

[cast.H]
name = "Helen Marsh"
post = "headteacher"
roles = ["headteacher", "staff"]

[cast.C]
name = "Graham Whitlock"
post = "chair of governors"
roles = ["chair", "governor"]

[[step]]
at = 2027-04-16T16:20:00
by = "R"
do = "report"
[step.with]
image_gate = "no"
subject = "Q"
categories = ["IM-1"]
account = "A picture of a pupil."
pupil = "yes"
[step.expect]
state = { main = "received", lado = "none" }
letters = ["L1"]
due = { acknowledge = 2027-04-21, triage = 2027-04-19T23:59:59, lado-contact = false }
notices = ["H"]
sees = ["R", "H"]
blind = ["Q", "C"]
s141f = true

[[step]]
at = 2027-04-17T09:00:00
by = "H"
do = "set-hearing"
[step.expect]
refused = "INVESTIGATION reported"

[[step]]
at = 2027-04-18T09:00:00
[step.expect]
state = { main = "received" }
notices = []
letters = []
"""

BROKEN = {
    "state": ('main = "received", lado', 'main = "triage", lado', "expected main = “triage”, found “received”"),
    "state of a track not open": ('lado = "none"', 'lado = "lado-due"', "expected lado = “lado-due”, found “none”"),
    "letters, one too many": ('["L1"]', '["L1", "L9"]', "expected L1, L9 to become due, found L1"),
    "letters, one too few": ('["L1"]', "[]", "expected nothing to become due, found L1"),
    "due on a day": ("2027-04-21,", "2027-04-22,", "expected acknowledge due 2027-04-22, found due 2027-04-21"),
    "due at a moment": (
        "T23:59:59",
        "T16:20:00",
        "expected triage due 2027-04-19 16:20:00, found due 2027-04-19 23:59",
    ),
    "due, not running": ("lado-contact = false", "lado-contact = 2027-04-19", "found it does not run"),
    "due, running": ("triage = 2027-04-19T23:59:59", "triage = false", "expected triage not to run, found due"),
    "notices": ('notices = ["H"]', 'notices = ["H", "C"]', "expected C, H to be told, found H"),
    "sees": ('sees = ["R", "H"]', 'sees = ["R", "C"]', "expected C to see the case, found nothing by list or address"),
    "blind": ('blind = ["Q", "C"]', 'blind = ["Q", "R"]', "not to exist for R, found it by list and address"),
    "section 141F": ("s141f = true", "s141f = false", "expected naming to be allowed, found it forbidden"),
    "blind, told": ('blind = ["Q", "C"]', 'blind = ["H"]', "found it by list and address and notice"),
    "refused, other words": ('"INVESTIGATION reported"', '"the moon"', "expected a reason with “the moon”, found “The"),
    "not refused": ('refused = "INVESTIGATION reported"', "", "found “The case is at “Report received”"),
    "notices, later": ("notices = []", 'notices = ["H"]', "expected H to be told, found nothing"),
}


def test_a_story_whose_promises_are_kept_ends_with_0(written: Callable[[str], Path]) -> None:
    code, lines = rehearse([written(STORY)])
    assert code == 0, lines
    assert lines[1] == "  Fri 16 Apr 2027 16:20  Rosa Lind: report"
    assert lines[2].startswith("  Sat 17 Apr 2027 09:00  Helen Marsh: set-hearing – refused: The case is at “Report")
    assert lines[3] == "  Sun 18 Apr 2027 09:00  time passes"
    assert lines[4] == "  3 steps, all as told"


@pytest.mark.parametrize("kind", BROKEN)
def test_a_promise_that_is_not_kept_ends_with_1_and_says_what_was_found(
    kind: str, written: Callable[[str], Path]
) -> None:
    there, instead, words = BROKEN[kind]
    assert STORY.count(there) == 1
    code, lines = rehearse([written(STORY.replace(there, instead))])
    failed = [line for line in lines if "FAILED" in line]
    assert code == 1
    assert len(failed) == 1, lines
    assert words in failed[0]


def test_a_story_stops_where_it_is_refused_against_its_word(opened: Callable[[str], Office]) -> None:
    performance = play(STORY.replace('refused = "INVESTIGATION reported"', ""), opened("sqlite"))
    assert len(performance.steps) == 2
    assert performance.failures[0].endswith("the story stops here")


def test_what_should_have_been_refused_is_not_done(opened: Callable[[str], Office]) -> None:
    note = (
        'do = "add-note"\nwith = { note_kind = "note", note_at = 2027-04-17T08:00:00, note_basis = "fact", note = "x" }'
    )
    office = opened("sqlite")
    performance = play(STORY.replace('do = "set-hearing"', note), office)
    assert performance.failures == [
        "refused: expected it to be refused with “INVESTIGATION reported”, found that it would be done"
    ]
    with office.store.reading() as session:
        assert session.scalars(select(Case.version)).one() == 1


def test_a_report_that_nobody_may_manage_is_refused_and_leaves_nothing(opened: Callable[[str], Office]) -> None:
    first, _, rest = STORY.partition("[[step]]")
    step, _, _ = rest.partition("[step.expect]")
    told = first.replace('roles = ["headteacher", "staff"]', 'roles = ["staff"]')
    told = told.replace('roles = ["chair", "governor"]', 'roles = ["governor"]')
    office = opened("sqlite")
    performance = play(f'{told}[[step]]{step}[step.expect]\nrefused = "speak to the LADO"\n', office)
    assert performance.failures == []
    assert performance.cases == {}
    with office.store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 0


def test_a_second_story_may_be_played_into_the_same_school_with_the_same_people(
    opened: Callable[[str], Office],
) -> None:
    office = opened("sqlite")
    first = play(STORY, office)
    second = play(STORY, office, school_id=first.school_id)
    assert second.failures == []
    assert second.cast == first.cast
    assert second.cases != first.cases


def test_the_clock_of_the_office_is_its_own_again_afterwards(opened: Callable[[str], Office]) -> None:
    office = opened("sqlite")
    usual = office.clock
    play(STORY, office)
    assert office.clock is usual


def test_a_kept_story_stays_where_it_was_played(
    written: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CASEFLOW_HOME", str(tmp_path / "home"))
    url = f"sqlite:///{tmp_path}/kept.db"
    assert rehearse([written(STORY)], url)[0] == 0
    assert rehearse([written(STORY)], url)[0] == 0
    from caseflow.records.store import Store

    with Store(url) as store, store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Case)) == 2
        assert session.scalar(select(func.count(func.distinct(AuditLeaf.school_id)))) == 2
    assert (tmp_path / "home" / "keyring.db").exists()


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a story to a file."""

    def written(text: str) -> Path:
        path = tmp_path / "story.toml"
        path.write_text(text, "utf-8")
        return path

    return written


ISSUES = """
[[step]]
at = 2027-04-18T09:30:00
by = "H"
do = "issue-letter"
with = { letter = "L1", fields = { contact_for_questions = "Ruth Ellery, 01632 960117" } }
[step.expect]
says = ["Do not investigate.", "Ruth Ellery"]
hides = ["A picture of a pupil."]
unnamed = ["Q"]
"""


def test_the_words_of_a_letter_that_was_issued_are_as_they_were_told(opened: Callable[[str], Office]) -> None:
    assert play(STORY + ISSUES, opened("sqlite")).failures == []


def test_what_chance_spells_in_a_reference_is_not_among_the_words(opened: Callable[[str], Office]) -> None:
    told = ISSUES.replace('["A picture of a pupil."]', '["CF-"]')
    assert play(STORY + told, opened("sqlite")).failures == []


@pytest.mark.parametrize(
    ("there", "instead", "words"),
    [
        ('"Ruth Ellery"]', '"the moon"]', "says: expected “the moon”, found it nowhere"),
        ('["A picture of a pupil."]', '["Your report"]', "hides: expected “Your report” to stand nowhere, found it"),
        ('unnamed = ["Q"]', 'unnamed = ["R"]', "unnamed: expected no letter to name Rosa Lind, found that it does"),
        (
            'do = "issue-letter"',
            'do = "fill-letter"',
            "says: expected the words of a letter, found that none was issued",
        ),
    ],
)
def test_other_words_in_a_letter_are_told(
    opened: Callable[[str], Office], there: str, instead: str, words: str
) -> None:
    assert ISSUES.count(there) == 1
    assert play(STORY + ISSUES.replace(there, instead), opened("sqlite")).failures == [words]


def test_a_letter_that_was_issued_before_does_not_count(opened: Callable[[str], Office]) -> None:
    later = '[[step]]\nat = 2027-04-18T10:00:00\nby = "H"\ndo = "read"\n[step.expect]\nunnamed = ["Q"]\n'
    (failure,) = play(STORY + ISSUES + later, opened("sqlite")).failures
    assert failure == "says: expected the words of a letter, found that none was issued"


ADDS = """
[[step]]
at = 2027-04-18T09:30:00
by = "H"
do = "add-evidence"
[step.with]
item_picture = "no"
text = "19:02 a chat"
item_kind = "file"
item_what = "The chat"
item_supplied_by = "Rosa Lind"
item_received = 2027-04-16
item_came_by = "reporter"
"""


def test_evidence_is_added_after_the_question_about_pictures(opened: Callable[[str], Office]) -> None:
    office = opened("sqlite")
    assert play(STORY + ADDS, office).failures == []
    with office.store.reading() as session:
        (item,) = session.scalars(select(EvidenceRecord))
        assert (item.image_flag, item.size) == ("no", 12)


def test_a_screenshot_is_added_as_a_picture_that_may_be_looked_at(opened: Callable[[str], Office]) -> None:
    office = opened("sqlite")
    assert play(STORY + ADDS.replace("text =", "screenshot ="), office).failures == []
    with office.store.reading() as session:
        (item,) = session.scalars(select(EvidenceRecord))
        assert item.image_flag == "no"
        assert item.copy is not None


@pytest.mark.parametrize(
    ("there", "instead", "words"),
    [
        ('item_picture = "no"', 'item_picture = "yes"', "nothing is copied"),
        ('by = "H"\ndo = "add-evidence"', 'by = "Q"\ndo = "add-evidence"', "there is nothing here"),
        ('item_came_by = "reporter"\n', "", "How did the school come by it?"),
    ],
)
def test_evidence_is_refused_as_on_the_web_and_nothing_of_it_is_left(
    opened: Callable[[str], Office], there: str, instead: str, words: str
) -> None:
    office = opened("sqlite")
    told = f'{ADDS.replace(there, instead)}[step.expect]\nrefused = "{words}"\n'
    assert told.count(instead or "refused") == 1
    assert play(STORY + told, office).failures == []
    assert office.files is not None
    assert [one for one in office.files.folder.rglob("*") if one.is_file()] == []
