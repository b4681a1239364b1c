"""Whoever may not read a case hears nothing, in the reasons why something cannot be done, of what stands beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from lifecycle.facts import Facts, Who

from caseflow.lifecycle.procedure import BESIDE
from caseflow.lifecycle.terms import Guard, Permission, Track, Transition
from caseflow.procedure import PROCEDURE
from caseflow.procedure.places import CLOSING, MAIN

P = PROCEDURE.by_key
_ASKED_ON = {question.key: transition.track for transition in PROCEDURE.transitions for question in transition.asks}


@dataclass(frozen=True)
class Watched(Facts):
    """Notes on which tracks a rule looks."""

    looked: set[Track] = field(default_factory=set)

    def at(self, track: Track) -> str | None:
        self.looked.add(track)
        return super().at(track)

    def answer(self, key: str) -> Any:
        self.looked.add(_ASKED_ON.get(key, MAIN))
        return super().answer(key)


def blind() -> Iterator[tuple[Transition, Guard]]:
    """What is done, and under which rules, by those who may not read the case in which they do it."""
    seen = {needs for role in PROCEDURE.roles if Permission.READ not in role.holds for needs in role.holds}
    for transition in PROCEDURE.transitions:
        if transition.needs in seen and transition != PROCEDURE.opening:
            for guard in (*PROCEDURE.always, *transition.guards):
                yield transition, guard


@pytest.mark.parametrize(("transition", "guard"), list(blind()), ids=lambda one: one.key)
def test_a_rule_that_looks_beside_what_is_done_says_so(transition: Transition, guard: Guard) -> None:
    facts = Watched()
    guard.test(facts, Who("grace"))
    assert guard.beside or facts.looked <= {MAIN, CLOSING, transition.track}


@pytest.mark.parametrize("key", ["record-hearing", "decide", "decide-appeal", "set-hearing"])
def test_the_police_are_named_to_who_reads_the_case_and_to_nobody_else(key: str) -> None:
    transition = P[key]
    states = {"main": transition.leaves[0].key, "police": "police-active"}
    parts = {role.key: ["grace"] for role in PROCEDURE.roles if transition.needs in role.holds}
    blind_parts = {role: who for role, who in parts.items() if Permission.READ not in PROCEDURE.role[role].holds}
    issued = ("L9", "L14")
    found = list(PROCEDURE.objections(transition, Facts(states, parts=blind_parts, issued=issued), Who("grace")))
    assert found == [BESIDE]
    reader = {**blind_parts, "adviser": ["grace"]}
    (words,) = PROCEDURE.objections(transition, Facts(states, parts=reader, issued=issued), Who("grace"))
    assert "police" in words


def test_a_hold_for_the_police_is_a_hold_and_no_more_to_a_panel() -> None:
    facts = Facts({"main": "external-hold"}, parts={"hearer": ["grace"], "case-manager": ["helen"]})
    words = PROCEDURE.objection(P["decide"], facts, Who("grace"))
    assert words == "The case is at “On hold”. This is done from “Heard, decision awaited”."
    assert "On hold for outside agencies" in str(PROCEDURE.objection(P["set-hearing"], facts, Who("helen")))
