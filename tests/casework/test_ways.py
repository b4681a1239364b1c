"""Every place where a case can stand is reached by real transitions, on both databases."""

from casework.scenes import WAYS

from caseflow.procedure import PROCEDURE


def test_there_is_a_way_to_every_state():
    assert set(WAYS) == set(PROCEDURE.state)


def test_a_case_can_be_walked_to_every_state(school):
    for state in PROCEDURE.states:
        assert school.states(school.at(state.key))[state.track.key] == state.key
