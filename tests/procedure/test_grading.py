"""What counts as a lower severity: less than the breaches usually are, less than before, and a harm test taken back."""

from __future__ import annotations

import pytest
from lifecycle.facts import Facts

from caseflow.procedure.choices import HARM_KEYS
from caseflow.procedure.grading import floor, lowered

CALM = dict.fromkeys(HARM_KEYS, "no")


def judged(severity: str, *breaches: str, **harm: str) -> dict[str, object]:
    return {**CALM, "severity": severity, "breaches": list(breaches or ("AB-1",)), **harm}


def before(*severities: str, breaches: tuple[str, ...] = ("AB-1",), at: str = "", **more: object) -> Facts:
    known = {"severity": severities, "breaches": tuple([*breaches] for _ in severities), **more}
    return Facts(states={"main": "triage", **({"grade": at} if at else {})}, before=known)


@pytest.mark.parametrize(
    ("case", "answers", "is_lower"),
    [
        # The first time, from what such a breach usually is: AB-1 is graded 3, IM-1 and CF-1 4, WT-1 1.
        (Facts(), judged("3"), False),
        (Facts(), judged("5"), False),
        (Facts(), judged("2"), True),
        (Facts(), judged("3", "WT-1", "IM-1"), True),
        (Facts(), judged("4", "WT-1", "IM-1"), False),
        (Facts(), judged("1", "WT-1"), False),
        # Later, from what it was judged before, and not in two small steps.
        (before("4"), judged("3"), True),
        (before("4"), judged("4"), False),
        (before("5", "3"), judged("4"), True),
        (before("5", "3"), judged("5"), False),
        # Once two people have agreed to less, from that.
        (before("2", at="grade-agreed"), judged("2"), False),
        (before("2", at="grade-agreed"), judged("1"), True),
        (before("5", "2", at="grade-agreed"), judged("2"), False),
        (before("2", at="grade-agreed"), judged("2", "AB-1", "IM-1"), True),
        (before("2", at="grade-agreed"), judged("4", "AB-1", "IM-1"), False),
        (before("2", at="grade-kept"), judged("2"), True),
    ],
)
def test_less_than_usual_or_than_before_is_lower(case, answers, is_lower):
    assert lowered(case, answers) is is_lower


@pytest.mark.parametrize("key", HARM_KEYS)
@pytest.mark.parametrize("said", ["yes", "unsure"])
def test_a_harm_test_that_is_taken_back_is_a_lower_route_unless_the_lado_found_so(key, said):
    case = before("3", **{key: (said,)})
    assert lowered(case, judged("3"))
    assert not lowered(case, judged("3", **{key: "unsure"}))
    found = Facts(**{**case.__dict__, "answers": {"lado_threshold": "no"}})
    assert not lowered(found, judged("3"))
    doubtful = Facts(**{**case.__dict__, "answers": {"lado_threshold": "later"}})
    assert lowered(doubtful, judged("3"))


def test_what_two_people_agreed_on_is_not_asked_again_and_what_is_new_is():
    agreed = before("3", "3", at="grade-agreed", harm_risk=("yes", "no"))
    assert not lowered(agreed, judged("3"))
    again = before("3", "3", "3", at="grade-agreed", harm_risk=("yes", "no", "yes"))
    assert lowered(again, judged("3"))


def test_where_nothing_is_judged_nothing_is_lower():
    assert not lowered(before("5"), {})
    assert floor(Facts(), judged("1", "IL-1")) == 5
