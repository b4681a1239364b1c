"""Everybody with everything, by real requests: the answers are those of the table that people can read.

Here a part of it is asked, on SQLite, chosen so that every page is asked by somebody who may and by many who may not.
All of it is asked by `make matrix`.
"""

from __future__ import annotations

import pytest

from caseflow.procedure import PROCEDURE
from caseflow.web import letter_steps, policy_steps
from matrix.asking import Asker
from matrix.oracle import FILE, Oracle
from matrix.people import parts_without_anybody
from matrix.rounds import ROUNDS

SHARE = 48
"""Of what nobody may, every so many is asked here."""
EITHER = ("HEAD", "OPTIONS")


def declared(oracle: Oracle) -> list[str]:
    """The pages of the table, each with its method."""
    return [f"{one.method} {one.page}" for one in oracle.things] + list(oracle.apart)


def test_every_page_is_in_the_table(asker: Asker) -> None:
    known = set(declared(asker.oracle))
    for rule in asker.place.app.url_map.iter_rules():
        for method in sorted(set(rule.methods or ()) - set(EITHER)):
            words = f"{method} {rule.endpoint} ({rule.rule}) is in no table"
            assert f"{method} {rule.endpoint}" in known, f"{words}: say in tests/matrix/{FILE.name} who may open it"


def test_the_table_names_no_page_that_is_not_there(asker: Asker) -> None:
    there = {f"{m} {rule.endpoint}" for rule in asker.place.app.url_map.iter_rules() for m in rule.methods or ()}
    assert set(declared(asker.oracle)) <= there


def test_every_step_of_the_procedure_is_in_the_table_once(asker: Asker) -> None:
    named = [one.given[0][1].removeprefix("=") for one in asker.oracle.things if one.page == "cases.do"]
    steps = sorted(one.key for one in PROCEDURE.transitions)
    lacking = set(steps) ^ set(named)
    assert not lacking, f"say in tests/matrix/{FILE.name} who may take these steps: {', '.join(sorted(lacking))}"
    assert sorted(named) == sorted(steps * 2), "a step is opened and sent, and stands in one column"


def test_every_part_is_held_by_somebody() -> None:
    assert parts_without_anybody() == set(), "give somebody in tests/matrix/people.py this part"


def test_every_step_of_a_letter_and_of_a_policy_is_in_the_table(asker: Asker) -> None:
    """Their addresses have a choice in them, of which each is a thing of its own."""
    for page, steps in (("letters.take", letter_steps.STEPS), ("policy.take", policy_steps.STEPS)):
        named = {dict(one.given)["step"].removeprefix("=") for one in asker.oracle.things if one.page == page}
        assert named == set(steps), page


@pytest.mark.slow
@pytest.mark.parametrize("round_", ROUNDS)
def test_everybody_is_answered_as_the_table_says(asker: Asker, round_: str) -> None:
    before, sent = len(asker.count.wrong), asker.count.sent
    ROUNDS[round_](asker, SHARE)
    assert asker.count.wrong[before:] == []
    assert asker.count.sent > sent or round_ == "Found without a page", "nothing was asked"


def test_a_wrong_row_is_noticed(asker: Asker) -> None:
    """A table that says something else than the application does: the matrix can see."""
    right = asker.oracle
    text = FILE.read_text("utf-8")
    row = "investigator                                | yes    | yes     | .       | yes     | .  "
    assert text.count(row) == 1
    before = len(asker.count.wrong)
    try:
        asker.oracle = Oracle(text.replace(row, row.replace("| yes    | yes     | .", "| .      | yes     | yes")))
        for thing in asker.oracle.things:
            if thing.column in ("page", "journal") and thing.kind == "case":
                asker.ask("investigator", thing)
    finally:
        asker.oracle = right
    found, asker.count.wrong[before:] = asker.count.wrong[before:], []
    words = ("left an entry", "was answered 200", "otherwise", "tells the", "may, and was answered 404")
    assert {one for one in words if any(one in line for line in found)} >= {"left an entry", "was answered 200"}
    assert any("may, and was answered 404" in line for line in found)
