"""What cannot be taken back wants the second factor again, and gives the form back as it was typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from casework.answers import no_harm
from casework.town import Hands, Town
from door.keys import Caller, told
from door.test_typed_is_not_lost import version
from flask import Flask

from caseflow.procedure import PROCEDURE
from caseflow.procedure.consequential import why_confirmed
from caseflow.web.stepping_up import BEFORE_THEY_OPEN, PAGES

Call = Callable[..., Caller]
ACT = {"investigator": "", "terms": "Find out who saw the Zanzibar post."}
LIGHT = {"add-note", "log-lado-advice", "record-interview", "postpone-hearing", "record-welfare-check", "pause-clock"}
"""Steps that are taken many times a day, or can be taken back."""
HEAVY = {
    "decide",
    "decide-appeal",
    "agree-closing",
    "agree-disposal",
    "propose-release",
    "release-hold",
    "propose-disposal",
    "open-investigation",
    "set-hearing",
    "suspend",
    "hand-over",
    "arrange-cover",
    "declare-conflict",
    "escalate",
    "bring-in-adviser",
    "prepare-pack",
    "take-no-further-action",
    "agree-lower-severity",
    "split",
    "merge",
}


@pytest.fixture
def triaged(school: Town) -> str:
    reference = school.report()
    school.do(school.cast.helen, reference, "triage", **no_harm())
    return reference


def test_which_steps_are_consequential_is_said_here_and_by_the_procedure() -> None:
    consequential = {one.key for one in PROCEDURE.transitions if why_confirmed(one)}
    assert consequential >= HEAVY
    assert not consequential & LIGHT
    giving = {one.key for one in PROCEDURE.transitions if any(question.becomes for question in one.asks)}
    assert giving <= consequential


def test_every_page_that_is_named_is_there(earnest: Flask) -> None:
    assert set(PAGES) <= set(earnest.view_functions)
    assert set(PAGES) >= BEFORE_THEY_OPEN


def test_a_step_is_not_taken_before_the_factor_is_shown_and_what_was_typed_comes_back(
    caller: Call, school: Town, clock: Hands, triaged: str
) -> None:
    helen = caller()
    helen.enter(school.cast.helen)
    address = f"/cases/{triaged}/do/open-investigation"
    typed = {**helen.get(address).form(), **ACT, "investigator": school.cast.ian.id}
    clock.forward(minutes=6)
    before = version(school, triaged)
    answer = helen.post(address, typed)
    assert (answer.status, answer.answer.location) == (303, "/second-factor/")
    assert "It gives somebody a part in the case." in helen.get("/second-factor/").text
    back = helen.prove()
    assert version(school, triaged) == before
    page = helen.get(back)
    assert "has not been sent" in page.text
    assert {name: page.form()[name] for name in ACT} == {name: typed[name] for name in ACT}
    assert helen.post(address, page.form()).status == 303
    assert version(school, triaged) == before + 1
    assert len(told(school, "stepped_up")) == 2


def test_within_five_minutes_nobody_is_asked_again(caller: Call, school: Town, clock: Hands, triaged: str) -> None:
    helen = caller()
    helen.enter(school.cast.helen)
    clock.forward(minutes=4)
    answer = helen.send(f"/cases/{triaged}/do/open-investigation", **{**ACT, "investigator": school.cast.ian.id})
    assert answer.answer.location == f"/cases/{triaged}"


def test_what_is_no_consequence_is_taken_without(caller: Call, school: Town, clock: Hands, triaged: str) -> None:
    helen = caller()
    helen.enter(school.cast.helen)
    clock.forward(minutes=10)
    address = f"/cases/{triaged}/do/add-note"
    assert helen.post(address, helen.get(address).form()).status == 422


@pytest.mark.parametrize("address", ["/settings/set/appeal.working_days", "/settings/letterhead", "/staff/add"])
def test_rules_and_posts_want_it_too(caller: Call, school: Town, clock: Hands, address: str) -> None:
    helen = caller()
    helen.enter(school.cast.helen)
    form = helen.get(address).form()
    clock.forward(minutes=6)
    before = school.everything()
    assert helen.post(address, form).answer.location == "/second-factor/"
    back = helen.prove()
    assert back.startswith(f"{address}?kept=")
    assert helen.get(back).status == 200
    assert before != school.everything(), "what was typed is kept"


def test_the_question_tells_nobody_what_there_is(caller: Call, school: Town, clock: Hands, triaged: str) -> None:
    """A case that is not theirs, and one that nobody has, are asked about alike."""
    victor = caller()
    victor.enter(school.cast.victor)
    token = victor.get("/account/password").form()
    clock.forward(minutes=6)
    answers = [
        victor.client.post(f"/cases/{reference}/do/decide", data=token) for reference in (triaged, "CF-AAAAA-AAAAA")
    ]
    assert answers[0].data == answers[1].data
    assert [one.status_code for one in answers] == [303, 303]


def test_the_demonstration_asks_for_nothing(school: Town, triaged: str, app: Flask, clock: Hands) -> None:
    helen = Caller(app, school)
    helen.sign_in(school.cast.helen)
    clock.forward(days=3)
    answer = helen.send(f"/cases/{triaged}/do/open-investigation", **{**ACT, "investigator": school.cast.ian.id})
    assert answer.answer.location == f"/cases/{triaged}"
