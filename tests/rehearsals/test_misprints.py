"""A rehearsal is read strictly: what is not known is an error that names its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseflow.casework.rehearsal import Misprint, load, rehearse
from caseflow.casework.rehearsal_lines import lines_of

STORY = '''title = "A story"
school = "maintained"
[settings]
"triage.working_days" = 2
[calendar]
closed = [2027-02-15]
[cast.R]
name = "Rosa Lind"
post = "teaching assistant"
roles = ["staff"]
[cast.H]
name = "Helen Marsh"
post = "headteacher"
roles = ["headteacher", "staff"]

[[step]]
at = 2027-01-15T16:20:00
by = "R"
do = "report"
[step.with]
image_gate = "no"
subject = "H"
categories = ["IM-1"]
account = """
title = "This is not a title",
at = 2027 is no time."""
[step.expect]
state = { main = "received" }
letters = ["L1"]
due = { triage = 2027-01-19 }
notices = [
  "H",
]
sees = ["H"]
blind = ["R"]

[[step]]
at = 2027-01-16T09:00:00
by = "H"
do = "open-investigation"
with = { investigator = "R", terms = "All of it." }
[step.expect]
refused = "LADO"

[[step]]
at = 2027-01-17T09:00:00
by = "H"
do = "issue-letter"
with = { letter = "L1", fields = { contact_for_questions = "Ruth" }, free = { opening = "Thank you." } }
'''

MISPRINTS = [
    ('school = "maintained"', 'school = "private"', "“private” is not a kind of school"),
    ('school = "maintained"', 'scool = "maintained"', "“scool” is not a part of a rehearsal. Did you mean “school”?"),
    ('title = "A story"', "title = 7", "“title” must be a text"),
    ('"triage.working_days" = 2', '"triage.days" = 2', "“triage.days” is not a setting"),
    ("closed = [2027-02-15]", "shut = [2027-02-15]", "“shut” is not a part of the calendar"),
    ("closed = [2027-02-15]", 'closed = ["Monday"]', "give a list of days"),
    ('post = "teaching assistant"', 'job = "teaching assistant"', "“job” is not a part of a person"),
    ('roles = ["staff"]', 'roles = ["teacher"]', "“teacher” is not a post"),
    ('roles = ["staff"]', 'roles = "staff"', "“roles” must be a list"),
    ('by = "R"', 'by = "X"', "“X” is not in the cast"),
    ('do = "report"', 'do = "reprot"', "“reprot” is not something that people do. Did you mean “report”?"),
    ('image_gate = "no"', 'image_gat = "no"', "“image_gat” is not a question that is asked here"),
    ("at = 2027-01-16T09:00:00", 'at = "Saturday"', "“at” must be a local date and time"),
    ("at = 2027-01-16T09:00:00", "at = 2027-01-16T09:00:00Z", "“at” must be a local date and time"),
    ("at = 2027-01-16T09:00:00", "at = 2027-01-14T09:00:00", "this is earlier than the step before"),
    ('main = "received"', 'man = "received"', "“man” is not a track. Did you mean “main”?"),
    (
        'main = "received"',
        'main = "recieved"',
        "“recieved” is not a state of the track “main”. Did you mean “received”?",
    ),
    ('main = "received"', 'main = "lado-due"', "“lado-due” is not a state of the track “main”"),
    ('letters = ["L1"]', 'letters = ["L99"]', "“L99” is not a letter"),
    ("triage = 2027-01-19", "triaje = 2027-01-19", "“triaje” is not a clock. Did you mean “triage”?"),
    ("triage = 2027-01-19", "triage = true", "“triage” needs a date"),
    ('  "H",', '  "G",', "“G” is not in the cast"),
    ('sees = ["H"]', 'sees = ["Z"]', "“Z” is not in the cast"),
    ('blind = ["R"]', 'unnamed = ["Z"]', "“Z” is not in the cast"),
    ('blind = ["R"]', 'says = "R"', "“says” must be a list of texts"),
    ('blind = ["R"]', "hides = [7]", "“hides” must be a list of texts"),
    ('blind = ["R"]', 'blid = ["R"]', "“blid” is not something to expect. Did you mean “blind”?"),
    ('refused = "LADO"', 'refused = ""', "“refused” must be words of the reason"),
    ('refused = "LADO"', 's141f = "yes"', "“s141f” must be true or false"),
    ('investigator = "R"', 'investigator = "Y"', "“Y” is not in the cast"),
    ('investigator = "R"', 'investigater = "R"', "“investigater” is not a question that is asked here"),
    ('letter = "L1"', 'letter = "L0"', "“L0” is not a letter"),
    ("contact_for_questions", "contact", "“contact” is not asked at the letter L1"),
    ("opening =", "closing =", "“closing” is not a paragraph of the letter L1"),
    ('with = { letter = "L1"', 'with = { brief = "L1", letter = "L1"', "“brief” is not something this is given"),
    ('do = "open-investigation"', "", "a step has both “by” and “do”, or neither"),
    ('investigator = "R", terms', 'hold_reason = "R", terms', "“hold_reason” is not a question that is asked here"),
    ("[step.with]", "[step.with", "this is not TOML"),
]


@pytest.mark.parametrize(("there", "instead", "words"), MISPRINTS, ids=[words for _, _, words in MISPRINTS])
def test_a_misprint_is_named_by_its_line(there: str, instead: str, words: str, tmp_path: Path) -> None:
    assert STORY.count(there) == 1
    path = tmp_path / "story.toml"
    path.write_text(STORY.replace(there, instead), "utf-8")
    code, lines = rehearse([path])
    (line,) = lines
    assert code == 1
    assert words in line
    assert line.startswith("story.toml, line ")
    assert int(line.split("line ")[1].split(":")[0]) == _line(there, of_the_step=words.startswith("a step has both"))


def _line(there: str, *, of_the_step: bool) -> int:
    """The line of a text, or of the step in which it stands."""
    before = STORY[: STORY.index(there)]
    return before[: before.rindex("[[step]]") if of_the_step else None].count("\n") + 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ('case = "second"\nby = "H"\ndo = "read"', "no case “second” has been reported"),
        ('by = "R"\ndo = "report"', "there is a case “” already"),
        ("case = 7", "“case” must be a text"),
    ],
)
def test_a_case_is_named_by_the_label_it_was_given(more: str, words: str) -> None:
    with pytest.raises(Misprint, match=words):
        load(f"{STORY}\n[[step]]\nat = 2027-01-18T09:00:00\n{more}\n")


def test_with_several_cases_each_step_says_which() -> None:
    second = '[[step]]\nat = 2027-01-18T09:00:00\nby = "R"\ndo = "report"\ncase = "second"\n'
    with pytest.raises(Misprint, match="say which “case”"):
        load(f'{STORY}\n{second}[[step]]\nat = 2027-01-18T10:00:00\nby = "H"\ndo = "read"\n')


@pytest.mark.parametrize(
    "text", ['title = "x"', 'title = "x"\nstep = 7', 'title = "x"\ncast = 7', "", 'title = "x"\nstep = [7]']
)
def test_what_is_no_story_is_refused_in_words(text: str) -> None:
    with pytest.raises(Misprint):
        load(text)


def test_a_file_that_is_not_there_is_told_and_the_others_are_played(tmp_path: Path) -> None:
    code, lines = rehearse([tmp_path / "gone.toml"])
    assert code == 1
    assert "gone.toml" in lines[0]


def test_text_within_a_text_is_not_taken_for_an_entry() -> None:
    lines = lines_of(STORY)
    assert lines.of(("title",)) == 1
    assert lines.of(("step", 0, "at")) == 17
    assert lines.of(("step", 0, "with", "account")) == 24
    assert lines.of(("step", 1, "expect", "refused")) == STORY[: STORY.index("refused")].count("\n") + 1
    assert lines.of(("step", 0, "expect", "notices"), "H") == 32
