"""The policy's exceptions are asked where such a breach is chosen, nowhere else, and a relative needs a ruling."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from caseflow.lifecycle.answers import BadAnswers, accept_questions
from caseflow.procedure.breaches import CATEGORIES
from caseflow.procedure.exceptions import EXCEPTION_QUESTIONS, EXCUSES, asked_about
from caseflow.procedure.reporting import TRIAGE_CASE


class Setting:
    now = datetime(2027, 1, 15, 12, tzinfo=UTC)

    def eligible(self, _question: object) -> tuple[str, ...]:
        return ()

    def allegation_ids(self) -> tuple[str, ...]:
        return ()


BREACHES = next(one for one in TRIAGE_CASE.asks if one.key == "breaches")


def accepted(breaches: list[str], **said: str) -> dict[str, Any]:
    return accept_questions((BREACHES, *EXCEPTION_QUESTIONS), {"breaches": breaches, **said}, Setting())


def test_every_breach_with_an_exception_is_asked_about_and_no_other():
    asked = {code for one in EXCUSES for code in one.breaches}
    assert asked == {one.key for one in CATEGORIES if one.exceptions}


def test_triage_asks_them_after_the_breaches():
    asks = [one.key for one in TRIAGE_CASE.asks]
    start = asks.index("breaches") + 1
    assert asks[start : start + len(EXCEPTION_QUESTIONS)] == [one.key for one in EXCEPTION_QUESTIONS]


def test_a_breach_without_exceptions_asks_nothing():
    assert accepted(["IM-1", "AB-1"]) == {"breaches": ["AB-1", "IM-1"]}


@pytest.mark.parametrize("one", EXCUSES, ids=lambda one: one.fact.key)
def test_the_fact_must_be_answered_where_its_breach_is_chosen(one):
    for breach in one.breaches:
        with pytest.raises(BadAnswers) as bad:
            accepted([breach, "IM-1"])
        assert one.fact.key in bad.value.errors
        assert one.reasons.key not in bad.value.errors, "a plain no needs no reasons"


def test_a_claim_of_a_relative_is_ruled_on_with_reasons():
    for claimed in ("yes", "unsure"):
        with pytest.raises(BadAnswers) as bad:
            accepted(["SC-1"], exception_relative=claimed)
        assert set(bad.value.errors) == {"exception_relative_ruling", "exception_relative_ruling_reasons"}
    assert accepted(["SC-1"], exception_relative="no")["exception_relative"] == "no"
    ruled = accepted(
        ["SC-1"],
        exception_relative="yes",
        exception_relative_reasons="A niece.",
        exception_relative_ruling="yes",
        exception_relative_ruling_reasons="The policy names nieces.",
    )
    assert ruled["exception_relative_ruling"] == "yes"


def test_what_is_shown_with_an_allegation_is_what_was_asked_of_it():
    answers = {"breaches": ["SC-2", "WT-1"], "exception_relative": "unsure", "exception_break": "no"}
    asked = {code: [one.key for one in asked_about(code, answers)] for code in ("SC-2", "WT-1", "CF-2", "SC-1")}
    assert asked["SC-2"] == [
        "exception_relative",
        "exception_relative_reasons",
        "exception_relative_ruling",
        "exception_relative_ruling_reasons",
        "exception_under_19",
        "exception_under_19_reasons",
    ]
    assert asked["WT-1"] == ["exception_break", "exception_break_reasons"]
    assert asked["CF-2"] == []
