"""The handbook says what the program does, is kept true, and its keys never change their names."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from caseflow.cli.handbook import WHERE, written
from caseflow.lifecycle.handbook import handbook, keys
from caseflow.lifecycle.handbook_words import slug
from caseflow.procedure import PROCEDURE, evidence
from caseflow.procedure.reporting import TRIAGE_CASE

GOLDEN = Path(__file__).with_name("keys.txt")
TEXT = written()


def known_keys() -> list[str]:
    """Every key, and every answer that is kept as a key: the words that stand in text columns for ever."""
    named = [f"{kind} {key}" for kind, found in keys(PROCEDURE).items() for key in found]
    asked = {**PROCEDURE.question, **evidence.BY_KEY, **{one.key: one for one in evidence.GIVEN_WITH_A_REPORT}}
    questions = [f"questions {key}" for key in asked]
    options = [f"answers {key}={one.key}" for key, question in asked.items() for one in question.options]
    return sorted({*named, *questions, *options})


def test_the_page_in_docs_is_what_the_procedure_says():
    assert WHERE.read_text("utf-8") == TEXT, "The procedure changed and its handbook did not: type “make handbook”."


def test_no_key_was_renamed_or_taken_away():
    pinned = GOLDEN.read_text("utf-8").split("\n")[:-1]
    lost = sorted(set(pinned) - set(known_keys()))
    assert not lost, f"Records hold these keys for ever, so they may not go or be renamed: {lost}"


def test_every_new_key_is_pinned():
    pinned = GOLDEN.read_text("utf-8").split("\n")[:-1]
    assert pinned == known_keys(), f"Add the new keys to {GOLDEN}, in order; they are then for ever."


@pytest.mark.parametrize("kind", keys(PROCEDURE))
def test_every_key_stands_in_the_handbook(kind):
    missing = [key for key in keys(PROCEDURE)[kind] if f"`{key}`" not in TEXT]
    assert keys(PROCEDURE)[kind]
    assert not missing


def test_every_label_sentence_and_reason_stands_in_the_handbook():
    flat = " ".join(TEXT.split())
    said = [one.label for one in PROCEDURE.transitions]
    said += [guard.rule for one in PROCEDURE.transitions for guard in one.guards]
    said += [check.rule for one in PROCEDURE.transitions for check in one.checks]
    said += [question.asks for one in PROCEDURE.transitions for question in one.asks]
    said += [follow.why for follow in PROCEDURE.follows]
    said += [category.plain for category in PROCEDURE.categories]
    assert len(said) > 200
    assert [words for words in said if words[1:] not in flat] == []


def test_every_link_leads_to_one_heading():
    headings = [slug(line.lstrip("# ")) for line in TEXT.splitlines() if line.startswith("#")]
    links = re.findall(r"\]\(#([^)]*)\)", TEXT)
    assert len(links) > 100
    assert [link for link in links if headings.count(link) != 1] == []


def test_every_table_has_as_many_cells_in_each_row():
    rows = [re.split(r"(?<!\\)\|", line) for line in TEXT.splitlines() if line.startswith("|")]
    blocks = re.findall(r"(?:^\|.*\n)+", TEXT, re.MULTILINE)
    assert len(rows) > 300
    for block in blocks:
        assert len({len(re.split(r"(?<!\\)\|", line)) for line in block.splitlines()}) == 1, block


def test_every_drawing_has_each_state_of_its_track_and_only_known_ones():
    drawings = re.findall(r"```mermaid\n(.*?)```", TEXT, re.DOTALL)
    assert len(drawings) == len(PROCEDURE.tracks)
    for track, drawing in zip(PROCEDURE.tracks, drawings, strict=True):
        states = {state.key.replace("-", "_") for state in PROCEDURE.states if state.track == track}
        assert set(re.findall(r'state "[^"]+" as (\w+)', drawing)) == states
        arrows = re.findall(r"^    (\S+) --> (\S+?)(?:: [^:;\"#\n]+)?$", drawing, re.MULTILINE)
        assert len(arrows) == drawing.count("-->")
        assert {end for arrow in arrows for end in arrow} - {"[*]"} <= states


def test_a_change_of_the_procedure_changes_the_handbook():
    other = replace(TRIAGE_CASE, label="Weigh the report")
    changed = tuple(other if one == TRIAGE_CASE else one for one in PROCEDURE.transitions)
    assert handbook(replace(PROCEDURE, transitions=changed)) != handbook(PROCEDURE)


def test_make_and_the_command_line_agree_on_how_to_write_it():
    makefile = (WHERE.parents[1] / "Makefile").read_text("utf-8")
    assert re.search(r"^handbook:.*\n\t@\$\(BIN\)/caseflow handbook$", makefile, re.MULTILINE)
    command = [".venv/bin/caseflow", "handbook", "--check"]
    done = subprocess.run(command, cwd=WHERE.parents[1], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
