"""A proposal that nobody can answer any more is taken back and made anew; a governor who cannot answer is followed."""

from __future__ import annotations

import pytest
from casework.town import Town

from caseflow.casework.refusals import BadAnswers, NotThere, Refused
from caseflow.casework.verify import verify
from caseflow.procedure import PROCEDURE, roles

PROPOSED = (
    ("dbs-proposed", "dbs", "take-back-dbs-decision", "dbs_taken_back", roles.SECOND_READER),
    ("tra-proposed", "tra", "take-back-tra-decision", "tra_taken_back", roles.TRA_READER),
    ("police-not-proposed", "police", "take-back-no-police-report", "no_police_taken_back", roles.POLICE_READER),
    ("lado-not-proposed", "lado", "take-back-no-lado-referral", "no_lado_taken_back", roles.LADO_READER),
    ("grade-proposed", "grade", "take-back-lower-severity", "grade_taken_back", roles.GRADE_READER),
    ("closing-proposed", "closing", "take-back-closing", "closing_taken_back", roles.SECOND_READER),
)


def taken_back(school: Town, state: str, key: str, question: str) -> str:
    reference = school.at(state)
    school.do(school.cast.helen, reference, key, **{question: "The reader is away for a month."})
    return reference


@pytest.mark.parametrize(("state", "track", "key", "question", "part"), PROPOSED)
def test_what_was_proposed_is_taken_back_and_its_reader_reads_no_more(school, cast, state, track, key, question, part):
    reference = taken_back(school, state, key, question)
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        assert file.held_by(part) == frozenset()
        assert file.held_by(part, ever=True)
        before = PROCEDURE.by_key[key].enters
        assert before is not None
        assert file.at(PROCEDURE.track[track]) == before.key
    assert not school.sees(cast.ada, reference)
    with pytest.raises(Refused):
        school.do(cast.helen, reference, key, **{question: "Once more."})
    assert [problem.sentence for problem in verify(school.office).all_problems()] == []


def test_nobody_but_the_manager_takes_a_proposal_back(school, cast):
    reference = school.at("dbs-proposed")
    for who in (cast.ada, cast.rosa, cast.carol):
        with pytest.raises((NotThere, Refused)):
            school.do(who, reference, "take-back-dbs-decision", dbs_taken_back="I would rather not.")


def test_a_manager_who_was_asked_to_read_asks_somebody_else(school, cast):
    """The case is handed to whoever was to agree: nobody could, and nobody could be asked anew."""
    reference = school.at("grade-due")
    given = {"lower_reasons": "It was seen by one person, was taken down at once, and he told us of it himself. " * 2}
    school.do(cast.helen, reference, "propose-lower-severity", grade_reader=cast.carol.id, **given)
    school.do(cast.helen, reference, "hand-over", handover_reasons="I leave.", new_manager=cast.carol.id)
    with pytest.raises(Refused, match="a second person must agree"):
        school.do(cast.carol, reference, "agree-lower-severity", grade_agreed=True)
    school.do(cast.carol, reference, "take-back-lower-severity", grade_taken_back="I manage the case now.")
    school.do(cast.carol, reference, "propose-lower-severity", grade_reader=cast.ada.id, **given)
    school.do(cast.ada, reference, "agree-lower-severity", grade_agreed=True)


def test_another_governor_is_told_where_the_first_cannot_answer(school, cast):
    reference = school.at("escalated")
    told = {"escalation_actions": "The LADO was told."}
    with school.office.at_work() as desk:
        (first,) = school.file(reference, desk).held_by(roles.ESCALATED_TO)
    with pytest.raises(BadAnswers):
        school.do(cast.helen, reference, "escalate", escalate_to=cast.helen.id, **told)
    school.do(cast.helen, reference, "escalate", escalate_to=cast.governors[1].id, **told)
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        assert file.held_by(roles.ESCALATED_TO) == {first, cast.governors[1].id}
    answer = {"escalation_interest": "no", "escalation_answer": "noted"}
    school.do(cast.governors[1], reference, "note-escalation", **answer)
