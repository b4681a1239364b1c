"""A panel that cannot sit as arranged: the appeal moves, somebody else sits, and the case still comes to its end."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from casework.answers import decision, just_now, police

from caseflow.casework.refusals import BadAnswers, Refused
from caseflow.lifecycle.terms import Permission
from caseflow.procedure import PROCEDURE, roles

HEARD = {"heard_present": "All", "subject_attended": "yes", "heard_notes": "Notes"}
UPHELD = {"no_interest": True, "appeal_outcome": "upheld", "appeal_reasons": "It was fair."}


def ids(school, *numbers: int) -> list[str]:
    return [school.cast.governors[one].id for one in numbers]


def sits(school, reference: str, part: Any) -> set[str]:
    with school.office.at_work() as desk:
        return set(school.file(reference, desk).held_by(part))


def due(school, reference: str, key: str) -> int:
    with school.office.at_work() as desk:
        return sum(row.key == key and row.status == "due" for row in school.file(reference, desk).letters)


def moved(school, at: datetime, **but: Any) -> dict[str, Any]:
    return {"appeal_at": at, "appeal_postponed_for": "The companion cannot come.", **but}


def replaced(school, *numbers: int) -> dict[str, Any]:
    return {"hearers": ids(school, *numbers), "hearer_replaced_for": "She is a friend of his."}


def test_an_appeal_whose_day_went_by_uninvited_is_heard_on_another(school, cast):
    reference = school.at("appeal-set")
    school.clock.forward(days=30)
    with pytest.raises(Refused, match="L14"):
        school.do(cast.governors[3], reference, "decide-appeal", **UPHELD)
    new = school.clock() + timedelta(days=10)
    with pytest.raises(BadAnswers, match="moves a second time, or beyond"):
        school.do(cast.helen, reference, "postpone-appeal-hearing", **moved(school, new))
    late = moved(school, new, appeal_postponed_longer_reason="He was not invited in time.")
    school.do(cast.helen, reference, "postpone-appeal-hearing", **late)
    assert due(school, reference, "L14") == 1, "the letter that waited tells of the new time"
    school.issue(reference, "L14")
    with pytest.raises(Refused, match="The appeal is heard on"):
        school.do(cast.governors[3], reference, "decide-appeal", **UPHELD)
    school.clock.forward(days=10)
    school.do(cast.governors[3], reference, "decide-appeal", **UPHELD)
    assert school.states(reference)["main"] == "appeal-decided"


def test_whoever_was_invited_to_an_appeal_is_invited_again_when_it_moves(school, cast):
    reference = school.at("appeal-set")
    school.issue(reference, "L14")
    with school.office.at_work() as desk:
        arranged = school.file(reference, desk).answer("appeal_at")
    school.do(cast.helen, reference, "postpone-appeal-hearing", **moved(school, arranged + timedelta(days=2)))
    assert due(school, reference, "L14") == 1
    with school.office.at_work() as desk:
        assert "appeal-acknowledge" in school.file(reference, desk).open_clocks()
    school.clock.forward(days=20)
    with pytest.raises(Refused, match="L14"):
        school.do(cast.governors[3], reference, "decide-appeal", **UPHELD)
    school.issue(reference, "L14")
    with school.office.at_work() as desk:
        assert "appeal-acknowledge" not in school.file(reference, desk).open_clocks()


def test_somebody_else_sits_on_a_panel_and_whoever_left_it_sees_nothing_more(school, cast):
    reference = school.at("hearing-set")
    school.do(cast.helen, reference, "replace-hearer", **replaced(school, 1, 2, 6))
    assert sits(school, reference, roles.HEARER) == set(ids(school, 1, 2, 6))
    assert not school.sees(cast.governors[0], reference)
    assert school.sees(cast.governors[6], reference)
    assert due(school, reference, "L9") == 1, "the invitation that waits names the new panel"
    with school.office.at_work() as desk:
        assert cast.governors[0].id in school.file(reference, desk).held_by(roles.HEARER, ever=True)


def test_who_was_invited_is_told_who_hears_it_now(school, cast):
    reference = school.at("hearing-set")
    school.issue(reference, "L9")
    school.do(cast.helen, reference, "replace-hearer", **replaced(school, 1, 2, 6))
    assert due(school, reference, "L9") == 1
    school.clock.forward(days=21)
    with pytest.raises(Refused, match="L9"):
        school.do(cast.governors[6], reference, "record-hearing", heard_at=just_now(school), **HEARD)


def test_whoever_comes_after_the_hearing_hears_it_before_they_decide(school, cast):
    reference = school.at("heard")
    school.do(cast.helen, reference, "replace-hearer", **replaced(school, 1, 2, 6))
    with pytest.raises(Refused, match="Hearing arranged"):
        school.do(cast.governors[6], reference, "decide", **decision(school))
    new = {"postponed_to": school.clock() + timedelta(days=3), "postponed_for": "A new panel hears it."}
    longer = {"postponed_longer_reason": "One governor had an interest."}
    school.do(cast.helen, reference, "postpone-hearing", **new, **longer)
    school.issue(reference, "L9")
    school.clock.forward(days=4)
    school.do(cast.governors[6], reference, "record-hearing", heard_at=just_now(school), **HEARD)
    school.do(cast.governors[6], reference, "decide", **decision(school))
    assert school.states(reference)["main"] == "outcome"


def test_somebody_else_hears_the_appeal(school, cast):
    reference = school.at("appeal-set")
    named = {"appeal_hearers": ids(school, 4, 5, 6), "appeal_hearer_replaced_for": "He moved away."}
    school.do(cast.helen, reference, "replace-appeal-hearer", **named)
    assert sits(school, reference, roles.APPEAL_HEARER) == set(ids(school, 4, 5, 6))
    assert not school.sees(cast.governors[3], reference)
    school.issue(reference, "L14")
    school.clock.forward(days=11)
    school.do(cast.governors[6], reference, "decide-appeal", **UPHELD)


REFUSED = [
    ("hearing-set", "replace-hearer", "hearers", (0, 1, 2), "sit already"),
    ("hearing-set", "replace-hearer", "hearers", (0, 6), "at least 3"),
    ("appeal-set", "replace-appeal-hearer", "appeal_hearers", (3, 4, 5), "sit already"),
    ("appeal-set", "replace-appeal-hearer", "appeal_hearers", (4, 5), "at least 3"),
    ("appeal-set", "replace-appeal-hearer", "appeal_hearers", (0, 4, 5), "from the list"),
]


@pytest.mark.parametrize(("state", "key", "question", "panel", "words"), REFUSED)
def test_a_panel_that_changes_is_as_sound_as_one_that_is_named_first(school, cast, state, key, question, panel, words):
    reference = school.at(state)
    why = next(one.key for one in PROCEDURE.by_key[key].asks if one.key.endswith("replaced_for"))
    with pytest.raises(BadAnswers, match=words) as refused:
        school.do(cast.helen, reference, key, **{question: ids(school, *panel), why: "He left."})
    assert set(refused.value.errors) == {question}


def test_nobody_is_seated_while_the_police_lead(school, cast):
    reference = school.at("heard")
    school.do(cast.helen, reference, "report-to-police", **police(school))
    with pytest.raises(Refused, match="police"):
        school.do(cast.helen, reference, "replace-hearer", **replaced(school, 1, 2, 6))


def test_the_clerk_to_the_panel_may_do_all_three():
    for key in ("postpone-appeal-hearing", "replace-hearer", "replace-appeal-hearer"):
        assert PROCEDURE.by_key[key].needs == PROCEDURE.by_key["set-hearing"].needs == Permission.CONVENE
