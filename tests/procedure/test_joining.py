"""When two reports may become one case, over what is known of the two alone."""

from __future__ import annotations

import pytest
from lifecycle.facts import Facts

from caseflow.procedure import PROCEDURE, roles
from caseflow.procedure.joining import HANDLING, TAKES_IN, kept_out_of, merge_objection
from caseflow.procedure.places import MAIN

NEW = Facts(
    states={"main": "received"}, parts={"reporter": ["rosa"], "case-manager": ["helen"], "subject": ["quentin"]}
)
BARRED = ("subject", "conflicted", "witness")


def survivor(at: str = "received", subject: str = "quentin", **parts: list[str]) -> Facts:
    return Facts(states={"main": at}, subject=subject, parts={"case-manager": ["helen"], **parts})


@pytest.mark.parametrize("at", [state.key for state in TAKES_IN])
def test_a_second_report_goes_into_a_case_that_is_not_reported_on_yet(at):
    assert merge_objection(NEW, survivor(at, reporter=["wendy"])) is None


@pytest.mark.parametrize("at", [one.key for one in PROCEDURE.states if one.track == MAIN and one not in TAKES_IN])
def test_and_not_into_one_that_is_further_on(at):
    words = merge_objection(NEW, survivor(at))
    assert PROCEDURE.state[at].title in words
    assert words.endswith(".")


@pytest.mark.parametrize(("mine", "other"), [("quentin", "olga"), ("quentin", ""), ("", "quentin"), ("", "")])
def test_two_people_are_never_one_case_nor_is_somebody_unknown(mine, other):
    assert "somebody else" in merge_objection(Facts(states={"main": "received"}, subject=mine), survivor(subject=other))


@pytest.mark.parametrize("part", [part.key for part in HANDLING])
@pytest.mark.parametrize("said", ["reporter", "also-reported"])
def test_whoever_reported_one_may_have_no_hand_in_the_other(part, said):
    mine = Facts(states={"main": "received"}, parts={said: ["rosa"]})
    assert "cannot be both" in merge_objection(mine, survivor(**{part: ["rosa"]}))
    assert "cannot be both" in merge_objection(mine, Facts(states={"main": "triage"}, was={part: ["rosa"]}))
    assert merge_objection(mine, survivor(**{part: ["ian"]})) is None


@pytest.mark.parametrize("barring", BARRED)
@pytest.mark.parametrize("part", ["investigator", "adviser", "data-officer"])
def test_whoever_is_kept_out_of_one_may_have_no_hand_in_the_other(barring, part):
    mine = Facts(states={"main": "received"}, parts={barring: ["ian"]})
    assert "kept out" in merge_objection(mine, survivor(**{part: ["ian"]}))
    assert merge_objection(mine, Facts(states={"main": "triage"}, was={part: ["ian"]})) is None
    assert merge_objection(mine, survivor(**{part: ["ada"]})) is None


def test_two_reports_by_the_same_person_may_become_one_case():
    assert merge_objection(NEW, survivor(reporter=["rosa"])) is None


def test_everybody_who_is_barred_in_any_way_is_kept_out():
    parts = {key: [f"{key}-one"] for key in BARRED}
    assert kept_out_of(Facts(parts=parts, was={"witness": ["another"]})) == {f"{key}-one" for key in BARRED} | {
        "another"
    }
    assert kept_out_of(Facts(parts={role.key: ["x"] for role in roles.PARTS if not role.bars})) == frozenset()


def test_a_part_counts_as_the_one_it_is_kept_apart_like():
    facts = Facts(parts={"reporter": ["rosa"], "also-reported": ["wendy"]}, was={"also-reported": ["dora"]})
    assert roles.holding(facts, roles.REPORTER) == {"rosa", "wendy"}
    assert roles.holding(facts, roles.REPORTER, ever=True) == {"rosa", "wendy", "dora"}
    assert roles.holding(facts, roles.ALSO_REPORTED) == {"wendy"}
    assert roles.ALSO_REPORTED.holds == frozenset(), "it opens nothing of the case"
