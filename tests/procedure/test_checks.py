"""Every rule over answers objects when it should, to the question it is about, and is silent otherwise."""

from __future__ import annotations

from datetime import timedelta

import pytest
from lifecycle.facts import Facts, Who
from procedure.check_rows import apart, care, hearings, outside
from procedure.check_rows.saying import FIRST, SET, on

from caseflow.procedure import PROCEDURE

HELEN = Who("helen")
# For each check: the question it is about, what makes it object, and what leaves it silent.
TABLE = apart.ROWS | hearings.ROWS | outside.ROWS | care.ROWS

CHECKS = {check.key: check for one in PROCEDURE.transitions for check in one.checks}
ROWS = [(key, *row) for key, (_, objects, _) in TABLE.items() for row in objects]
SILENT = [(key, *row) for key, (_, _, silent) in TABLE.items() for row in silent]


def test_every_check_of_the_procedure_has_rows_of_both_kinds():
    assert set(TABLE) == set(CHECKS)
    assert all(objects and silent for _, objects, silent in TABLE.values())


@pytest.mark.parametrize(("key", "said", "answers"), ROWS)
def test_a_check_objects_to_the_question_it_is_about(key, said, answers):
    objection = CHECKS[key].test(Facts(**said), HELEN, answers)
    assert objection is not None
    assert objection.question in TABLE[key][0].split()
    assert objection.words.endswith(".")


@pytest.mark.parametrize(("key", "said", "answers"), SILENT)
def test_a_check_is_silent_where_nothing_is_wrong(key, said, answers):
    assert CHECKS[key].test(Facts(**said), HELEN, answers) is None


def test_every_check_is_about_a_question_that_is_asked_where_it_hangs():
    for transition in PROCEDURE.transitions:
        asked = {question.key for question in transition.asks}
        for check in transition.checks:
            assert set(TABLE[check.key][0].split()) <= asked


def test_the_days_of_the_law_are_counted_from_the_first_day_arranged():
    facts = Facts(answers=FIRST, happened=SET)
    words = CHECKS["postponed-within-limit"].test(facts, HELEN, {"postponed_to": on(2, 8) + timedelta(days=30)}).words
    assert "15 February 2027" in words
