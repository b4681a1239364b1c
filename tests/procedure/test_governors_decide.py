"""Whoever decides for the governing body declares first that they have no interest, and says why they decide so."""

from __future__ import annotations

import pytest

from caseflow.lifecycle.terms import Kind
from caseflow.procedure import PROCEDURE
from caseflow.procedure.hearing import NO_INTEREST

DECIDES = {"decide": "decision_reasons", "decide-appeal": "appeal_reasons", "lift-suspension": "lift_reasons"}


@pytest.mark.parametrize(("key", "reasons"), DECIDES.items())
def test_a_decision_begins_with_a_declaration_and_has_reasons(key: str, reasons: str) -> None:
    first, *others = PROCEDURE.by_key[key].asks
    assert first == NO_INTEREST
    assert first.required
    assert first.kind is Kind.CONFIRM
    assert next(one for one in others if one.key == reasons).required
