"""Take one rule out of the procedure, and what it holds back gets through: so these tests would notice its loss.

`let_through` plays nineteen dangers against a procedure and names those it would allow. The procedure as it is allows
none; without one rule it allows just those that this rule holds back, so nothing else covers for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from lifecycle.facts import NOON, Facts, Who

from caseflow.lifecycle.days import LONDON
from caseflow.lifecycle.procedure import Procedure
from caseflow.procedure import PROCEDURE

HELEN, IAN, GRACE, ADA = Who("helen"), Who("ian"), Who("grace"), Who("ada")
SOON = datetime(2027, 2, 8, 10, 0, tzinfo=LONDON)
PARTS = {"case-manager": ["helen"], "investigator": ["ian"], "hearer": ["grace"], "second-reader": ["ada"]}
TRIAGED = {"triage": NOON}
PANEL = {"worst_outcome": "dismissal", "hearing_at": SOON + timedelta(days=30), "hearers": ["gita", "gail", "gwen"]}


@dataclass(frozen=True)
class Danger:
    """Something that must not happen, and the one rule that holds it back."""

    what: str
    rule: str
    who: Who
    does: str
    states: dict[str, str]
    facts: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)

    @property
    def case(self) -> Facts:
        """The case in which it might happen."""
        return Facts(**{"states": self.states, "parts": PARTS, "happened": TRIAGED, "issued": ("L9",), **self.facts})


DANGERS = (
    Danger(
        "somebody is suspended over a forbidden picture before the police know",
        "agencies-come-first",
        HELEN,
        "ask-governing-body",
        {"main": "received", "lado": "lado-referred"},
        {"answers": {"image_gate": "yes"}},
        {"governor_acting": "gita"},
    ),
    Danger(
        "somebody is interviewed before the LADO advised",
        "lado-has-advised",
        IAN,
        "record-interview",
        {"main": "investigation", "lado": "lado-due"},
    ),
    Danger(
        "somebody is interviewed although the LADO said no",
        "lado-allows-interviews",
        IAN,
        "record-interview",
        {"main": "investigation", "lado": "lado-advised"},
        {"answers": {"lado_interviews": "no"}},
    ),
    Danger(
        "the member of staff is warned although the LADO said no",
        "lado-allows-telling",
        HELEN,
        "tell-subject",
        {"main": "triage", "lado": "lado-advised"},
        {"answers": {"lado_telling": "no"}},
    ),
    Danger(
        "the outcome is decided while the police lead",
        "police-do-not-lead",
        GRACE,
        "decide",
        {"main": "heard", "police": "police-active"},
        answers={"findings": {}, "sanction": "none"},
    ),
    Danger(
        "somebody charged is heard before the trial",
        "charged-needs-release",
        GRACE,
        "record-hearing",
        {"main": "hearing-set", "police": "police-charged"},
    ),
    Danger(
        "an investigation opens before the harm tests are answered",
        "triaged",
        HELEN,
        "open-investigation",
        {"main": "external-hold"},
        {"happened": {}},
        {"investigator": "ivan"},
    ),
    Danger(
        "a hearing is held without an invitation",
        "invitation-sent",
        GRACE,
        "record-hearing",
        {"main": "hearing-set"},
        {"issued": ()},
    ),
    Danger(
        "a hearing is recorded before its day",
        "hearing-day-has-come",
        GRACE,
        "record-hearing",
        {"main": "hearing-set"},
        {"answers": {"hearing_at": SOON}},
    ),
    Danger(
        "a case is closed with a track open",
        "tracks-ended",
        ADA,
        "agree-closing",
        {"main": "outcome", "closing": "closing-proposed", "dbs": "dbs-due"},
    ),
    Danger(
        "a case is closed with a clock running",
        "clocks-stopped",
        ADA,
        "agree-closing",
        {"main": "outcome", "closing": "closing-proposed"},
        {"clocks": ("appeal",)},
    ),
    Danger(
        "a case is closed with a letter in draft",
        "letters-done",
        ADA,
        "agree-closing",
        {"main": "outcome", "closing": "closing-proposed"},
        {"letters": ("L10",)},
    ),
    Danger(
        "a case is closed without the governors being told",
        "escalation-done",
        ADA,
        "agree-closing",
        {"main": "outcome", "closing": "closing-proposed", "escalation": "escalation-due"},
    ),
    Danger(
        "one person closes a case alone",
        "somebody-else",
        HELEN,
        "agree-closing",
        {"main": "outcome", "closing": "closing-proposed"},
        {"parts": {**PARTS, "second-reader": ["helen"]}},
    ),
    Danger(
        "a hearing gives too little notice",
        "notice-of-hearing",
        HELEN,
        "set-hearing",
        {"main": "case-to-answer"},
        answers={**PANEL, "hearing_at": NOON + timedelta(days=2)},
    ),
    Danger(
        "whoever investigated sits on the panel",
        "hearers-kept-apart",
        HELEN,
        "set-hearing",
        {"main": "case-to-answer"},
        answers={**PANEL, "hearers": ["ian", "gail", "gwen"]},
    ),
    Danger(
        "one governor dismisses alone",
        "panel-may-dismiss",
        HELEN,
        "set-hearing",
        {"main": "case-to-answer"},
        answers={**PANEL, "hearers": ["gail"]},
    ),
    Danger(
        "a sanction is given for nothing proved",
        "sanction-fits-findings",
        GRACE,
        "decide",
        {"main": "heard"},
        {"answers": {"worst_outcome": "dismissal"}},
        {"findings": {"a1": "unfounded"}, "sanction": "dismissal"},
    ),
    Danger(
        "the duty to refer is set aside",
        "both-limbs-make-a-duty",
        HELEN,
        "propose-dbs-decision",
        {"main": "outcome", "dbs": "dbs-due"},
        answers={
            "dbs_removed": "yes",
            "dbs_regulated": "yes",
            "dbs_harm": ["harm"],
            "dbs_decision": "not-refer",
            "dbs_reasons": "word " * 40,
            "second_reader": "dora",
        },
    ),
)


def let_through(procedure: Procedure) -> Iterator[str]:
    """The dangers that a procedure would allow."""
    for danger in DANGERS:
        transition = procedure.by_key[danger.does]
        if procedure.objection(transition, danger.case, danger.who):
            continue
        if not danger.answers or procedure.complaint(transition, danger.case, danger.who, danger.answers) is None:
            yield danger.what


def without(rule: str) -> Procedure:
    """The procedure, with one guard or check taken out wherever it hangs."""
    weakened = tuple(
        replace(
            one,
            guards=tuple(guard for guard in one.guards if guard.key != rule),
            checks=tuple(check for check in one.checks if check.key != rule),
        )
        for one in PROCEDURE.transitions
    )
    return replace(PROCEDURE, transitions=weakened)


def test_the_procedure_lets_no_danger_through():
    assert list(let_through(PROCEDURE)) == []


@pytest.mark.parametrize("rule", [danger.rule for danger in DANGERS])
def test_without_a_rule_just_what_it_holds_back_gets_through(rule):
    assert list(let_through(without(rule))) == [danger.what for danger in DANGERS if danger.rule == rule]


def test_without_the_bar_the_subject_could_act_in_their_own_case():
    facts = Facts(states={"main": "triage"}, parts={"case-manager": ["helen"], "subject": ["helen"]})
    assert PROCEDURE.options(facts, HELEN) == ()
    unbarred = replace(PROCEDURE, roles=tuple(replace(role, bars=False) for role in PROCEDURE.roles))
    assert unbarred.options(facts, HELEN) != ()
    # And the second lock still holds: nobody acts in a case about themselves, whatever their parts.
    assert {choice.objection for choice in unbarred.options(facts, HELEN)} >= {"This case is about you."}
    assert all(choice.objection for choice in unbarred.options(facts, HELEN))
