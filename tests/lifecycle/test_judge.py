"""The judge says first the most basic reason, gives every option with its reason, and lets no part outweigh a bar."""

from __future__ import annotations

import pytest
from lifecycle.facts import Facts, Who

from caseflow.lifecycle.terms import Permission
from caseflow.procedure import PROCEDURE, roles
from caseflow.procedure.places import CLOSED, MAIN

HELEN, IAN = Who("helen"), Who("ian", "Ian Ogden")
P = PROCEDURE.by_key
MANAGED = {"case-manager": ["helen"]}


def case(main: str = "triage", **said: object) -> Facts:
    return Facts(states={"main": main, **said.pop("tracks", {})}, parts={**MANAGED, **said.pop("parts", {})}, **said)


def test_a_person_without_the_part_hears_of_that_before_anything_else():
    words = PROCEDURE.objection(P["open-investigation"], case("closed"), IAN)
    assert words == "Only the case manager may do this."
    assert len(list(PROCEDURE.objections(P["open-investigation"], case("closed"), IAN))) > 1


def test_all_who_may_are_named():
    words = PROCEDURE.objection(P["set-hearing"], case("case-to-answer"), IAN)
    assert words == "Only the case manager or the clerk to the panel may do this."


def test_the_place_is_named_with_the_places_from_which_it_is_done():
    words = PROCEDURE.objection(P["submit-report"], case("triage", parts={"investigator": ["ian"]}), IAN)
    assert words == "The case is at “Triage done, route to choose”. This is done from “Investigation under way”."


def test_a_track_that_is_not_open_is_said_to_be_so_and_one_that_begins_is_not():
    assert PROCEDURE.objection(P["log-police-contact"], case(), HELEN) == "The Police track is not open."
    assert PROCEDURE.objection(P["report-to-police"], case(), HELEN) is None


def test_guards_are_heard_after_the_place():
    facts = case("triage", tracks={"lado": "lado-due", "police": "police-active"}, happened={"triage": Facts().now})
    found = list(PROCEDURE.objections(P["open-investigation"], facts, HELEN))
    assert [words.split()[1] for words in found] == ["LADO", "police"]


@pytest.mark.parametrize("bar", [role for role in PROCEDURE.roles if role.bars])
@pytest.mark.parametrize("once", [False, True])
def test_a_part_that_bars_takes_everything_away_even_when_it_has_ended(bar, once):
    everything = {role.key: ["helen"] for role in PROCEDURE.roles if role.in_case and not role.bars}
    assert all(PROCEDURE.permits(Facts(parts=everything), HELEN, one) for one in Permission)
    barred = Facts(parts=everything | ({} if once else {bar.key: ["helen"]}), was={bar.key: ["helen"]} if once else {})
    assert not any(PROCEDURE.permits(barred, HELEN, one) for one in Permission)
    assert PROCEDURE.options(barred, HELEN) == ()


def test_a_part_that_has_ended_permits_nothing():
    once = Facts(was={role.key: ["helen"] for role in PROCEDURE.roles if role.in_case})
    assert not any(PROCEDURE.permits(once, HELEN, one) for one in Permission)


def test_a_post_alone_permits_nothing():
    posts = Facts(parts={role.key: ["helen"] for role in PROCEDURE.roles if not role.in_case})
    assert not any(PROCEDURE.permits(posts, HELEN, one) for one in Permission)


def test_every_option_of_a_person_is_given_with_the_reason_why_it_is_closed():
    facts = case("triage")
    options = PROCEDURE.options(facts, HELEN)
    offered = [one for one in PROCEDURE.transitions if not one.by_itself and one != PROCEDURE.opening]
    mine = {one.key for one in offered if PROCEDURE.permits(facts, HELEN, one.needs)}
    assert {choice.transition.key for choice in options} == mine
    for choice in options:
        assert choice.objection == PROCEDURE.objection(choice.transition, facts, HELEN)
    assert {choice.objection is None for choice in options} == {True, False}
    assert PROCEDURE.options(facts, IAN) == ()


def test_what_happens_by_itself_is_offered_to_nobody_and_refused_to_everybody():
    facts = case("merged")
    alone = [one for one in PROCEDURE.transitions if one.by_itself]
    assert alone
    for one in alone:
        assert PROCEDURE.permits(facts, HELEN, one.needs)
        assert "by itself" in PROCEDURE.objection(one, facts, HELEN)
        assert one not in {choice.transition for choice in PROCEDURE.options(facts, HELEN)}


def test_the_report_itself_is_never_an_option():
    facts = case(parts={"reporter": ["rosa"]})
    assert {choice.transition.key for choice in PROCEDURE.options(facts, Who("rosa"))} == {"withdraw-report"}


KEEPING = {"record-reference-request", "place-hold", "propose-disposal"}
"""What a closed record is still there for: to answer for it, to keep it, to let it go."""


def test_a_closed_case_allows_reopening_and_keeping_and_nothing_else_whatever_the_track():
    everything = {role.key: ["helen"] for role in PROCEDURE.roles if role.in_case and not role.bars}
    ended = {
        "lado": "lado-ended",
        "police": "police-ended",
        "dbs": "dbs-not-referred",
        "escalation": "escalation-noted",
    }
    for tracks in ({}, ended):
        facts = Facts(states={MAIN.key: CLOSED.key, **tracks}, parts=everything)
        allowed = {choice.transition.key for choice in PROCEDURE.options(facts, HELEN) if choice.objection is None}
        assert allowed == {"reopen", *KEEPING}


def test_every_objection_is_a_sentence_for_the_reader():
    everything = {role.key: ["helen"] for role in PROCEDURE.roles if role.in_case and not role.bars}
    for state in PROCEDURE.states:
        for parts in ({}, everything, {roles.CASE_MANAGER.key: ["helen"], roles.INVESTIGATOR.key: ["helen"]}):
            facts = Facts(states={"main": "received", state.track.key: state.key}, parts=parts)
            for transition in PROCEDURE.transitions:
                for words in PROCEDURE.objections(transition, facts, HELEN):
                    assert words[0].isupper()
                    assert words.endswith(".")


def test_the_first_complaint_about_the_answers_is_given_alone():
    answers = {"findings": {"a1": "malicious"}, "sanction": "dismissal"}
    first = PROCEDURE.complaint(P["decide"], Facts(), HELEN, answers)
    assert first is not None
    assert first.question == "malice"
    assert PROCEDURE.complaint(P["decide"], Facts(), HELEN, {**answers, "malice": "x"}).question == "sanction"
