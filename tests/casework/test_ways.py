"""Every place where a case can stand is reached by real transitions, on both databases."""

from casework.ways import FIRST, WAYS

from caseflow.procedure import PROCEDURE

LAST = set(WAYS) - {before for before, _ in WAYS.values()}


def way_to(state: str) -> list[str]:
    """The states on the way to one, the first first."""
    before, _ = WAYS[state]
    return [*(way_to(before) if before else ()), state]


def test_there_is_a_way_to_every_state():
    assert set(WAYS) == set(PROCEDURE.state)
    assert {state for last in LAST for state in way_to(last)} == set(WAYS)


def test_a_case_can_be_walked_to_every_state(school):
    for last in sorted(LAST):
        reference = school.report(**FIRST.get(last, {}))
        for state in way_to(last):
            school.step_to(state, reference)
            assert school.states(reference)[PROCEDURE.state[state].track.key] == state
