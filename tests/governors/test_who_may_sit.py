"""Who may sit: the page for the clerk, the names that are offered and the check say the same of everybody."""

from __future__ import annotations

import pytest
from casework.town import Town

from caseflow.casework import convening, vouched
from caseflow.lifecycle.terms import Question
from caseflow.procedure import checks, roles
from caseflow.procedure.hearing import SET_APPEAL_HEARING, SET_HEARING

SEATS = (
    ("case-to-answer", SET_HEARING, checks.hearers_stand_apart),
    ("appeal", SET_APPEAL_HEARING, checks.appeal_hearers_stand_apart),
)


def _who_sits(step: object) -> Question:
    return next(one for one in step.asks if one.becomes in (roles.HEARER, roles.APPEAL_HEARER))


@pytest.mark.parametrize(("state", "step", "check"), SEATS, ids=[one[0] for one in SEATS])
def test_page_list_and_check_agree_for_every_part(school: Town, state: str, step: object, check: object) -> None:
    reference, question, found = school.at(state), _who_sits(step), set()
    governor = school.cast.victor
    for part in roles.PARTS:
        with school.office.at_work() as desk:
            file = school.file(reference, desk)
            file.give(part, governor.id)
            seats = dict(convening.convening(file, school.cast.clerk).seats)
            objection = check.test(file, school.cast.clerk, {question.key: [governor.id]})
            assert seats[governor.name] is (objection is None) is (governor.id in file.eligible(question)), part.key
            found.add(objection is None)
            desk.session.rollback()
    assert found == {True, False}


def test_the_names_that_are_offered_tell_nobody_apart(school: Town) -> None:
    """Somebody with a conflict and somebody who read of the case are both not there, and who may sit is."""
    reference, cast = school.at("case-to-answer"), school.cast
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        file.give(roles.CONFLICTED, cast.governors[0].id)
        file.give(roles.FOR_THE_GOVERNORS, cast.governors[1].id)
        file.give(roles.ALSO_REPORTED, cast.governors[2].id)
        vouched.record(file, "given", cast.helen, sentence="Parts were given")
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        seats = convening.convening(file, cast.clerk).seats
        offered = set(file.eligible(_who_sits(SET_HEARING)).values()) - {cast.helen.name}
        assert offered == {name for name, available in seats if available}
        assert not offered & {one.name for one in cast.governors[:3]}


@pytest.mark.parametrize(
    ("state", "step", "sitting"), [("hearing-set", "replace-hearer", 0), ("appeal-set", "replace-appeal-hearer", 3)]
)
def test_whoever_replaces_one_finds_the_others_ticked(
    school: Town, browse: object, state: str, step: str, sitting: int
) -> None:
    page = browse(school.cast.helen).get(f"/cases/{school.at(state)}/do/{step}")
    ticked = {one["value"] for one in page.soup.select("main input[type=checkbox][checked]")}
    assert ticked == {one.id for one in school.cast.governors[sitting : sitting + 3]}
