"""Time: what people do to a clock, who is reminded of one and when, and who else learns that one was missed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from caseflow.lifecycle.terms import (
    Actor,
    CaseFacts,
    Deadline,
    Guard,
    Kind,
    Permission,
    Question,
    Role,
    Transition,
    Turn,
    Unit,
)
from caseflow.procedure import roles
from caseflow.procedure.places import MAIN
from caseflow.procedure.policy_2017 import JUNE_2017

FOR_ALL_OURS = "Only a clock of the school's own making: what the law and the agencies set is never paused or moved."


def _some_clock(key: str, rule: str, turn: Turn, words: str) -> Guard:
    def test(case: CaseFacts, _actor: Actor) -> str | None:
        return None if case.clocks_for(turn) else words

    return Guard(key, rule, test, "domain note 8, invariant 21")


PAUSE_CLOCK = Transition(
    key="pause-clock",
    label="Pause a clock",
    said="{actor} paused a clock",
    track=MAIN,
    needs=Permission.MANAGE,
    guards=(
        _some_clock(
            "a-clock-may-be-paused",
            "A clock is paused before its time, never after it; and only one of the school's own making.",
            Turn.PAUSE,
            "No clock that runs may be paused: the law or an agency set it, it is paused already, or its time has passed.",
        ),
    ),
    asks=(
        Question(
            "clock_to_pause",
            "Which clock is paused?",
            Kind.CLOCK,
            hint=FOR_ALL_OURS,
            turns=Turn.PAUSE,
            until="pause_look_again",
        ),
        Question(
            "pause_reasons",
            "Why is it paused?",
            Kind.ACCOUNT,
            hint="What happened, and who agreed to it. This is kept with the clock for good.",
            most=2_000,
        ),
        Question(
            "pause_look_again",
            "When do you look at it again?",
            Kind.DAY,
            hint="You are reminded on that day. A pause has no end of its own.",
            future=True,
        ),
    ),
)
RESUME_CLOCK = Transition(
    key="resume-clock",
    label="Let a paused clock run on",
    said="{actor} let a clock run on",
    track=MAIN,
    needs=Permission.MANAGE,
    guards=(
        _some_clock(
            "a-clock-is-paused",
            "Only a clock that was paused can run on.",
            Turn.RESUME,
            "No clock of this case is paused.",
        ),
    ),
    asks=(
        Question(
            "clock_to_resume",
            "Which clock runs on?",
            Kind.CLOCK,
            hint="It falls due as much later as it stood still, counted in its own days. The first due time stays on record.",
            turns=Turn.RESUME,
        ),
        Question("resume_reasons", "Why does it run on now?", Kind.ACCOUNT, required=False, most=2_000),
    ),
)
MOVE_CLOCK = Transition(
    key="move-clock",
    label="Move a deadline by agreement",
    said="{actor} moved a deadline by agreement",
    track=MAIN,
    needs=Permission.MANAGE,
    guards=(
        _some_clock(
            "a-clock-may-be-moved",
            "A deadline is moved before its time, never after it; and only one of the school's own making.",
            Turn.MOVE,
            "No deadline that runs may be moved: the law or an agency set it, it is paused, or its time has passed.",
        ),
    ),
    asks=(
        Question(
            "clock_to_move",
            "Which deadline is moved?",
            Kind.CLOCK,
            hint=FOR_ALL_OURS,
            turns=Turn.MOVE,
            until="clock_moved_to",
        ),
        Question("clock_moved_to", "When is it due from now on?", Kind.DAY, future=True),
        Question("clock_agreed_with", "Who agreed to it?", Kind.LINE, most=200),
        Question("clock_moved_reasons", "Why is it moved?", Kind.ACCOUNT, most=2_000),
    ),
)
TRANSITIONS = (PAUSE_CLOCK, RESUME_CLOCK, MOVE_CLOCK)


OTHERS = (roles.CHAIR, roles.VICE_CHAIR, roles.GOVERNOR)
"""Who learns of a missed deadline, unless something else is said: the first who has no part in the case.

The headteacher is not among them: where somebody else manages a case, the headteacher may be kept out of it for a
reason that is no part in it.
"""

NEVER_TOLD = (
    roles.SUBJECT,
    roles.CONFLICTED,
    roles.WITNESS,
    roles.REPORTER,
    roles.CASE_MANAGER,
    roles.HEARER,
    roles.APPEAL_HEARER,
)
"""Whoever ever played one of these parts is not told by virtue of a post that a deadline was missed."""


@dataclass(frozen=True)
class Watch:
    """How a clock is watched: how long before its time whom to remind, and who learns that it was missed.

    Of `others` the first learns who can; `besides` learn too, by their part in the case.
    """

    before: int | None
    whom: tuple[Role, ...] = (roles.CASE_MANAGER,)
    others: tuple[Role, ...] = OTHERS
    besides: tuple[Role, ...] = ()
    in_force: date | None = None


KCSIE = date(2025, 9, 1)
SVGA = date(2009, 10, 12)
ACAS = date(2015, 3, 11)
POLICY = JUNE_2017.approved
EDUCATION = date(2012, 4, 1)
UK_GDPR = date(2020, 12, 31)
DISCLOSURE = date(1999, 7, 2)

_LIAISING = (roles.CASE_MANAGER, roles.SAFEGUARDING_LEAD)
_DATA = (roles.DATA_OFFICER, roles.CASE_MANAGER)
_DECIDING = (roles.CASE_MANAGER, roles.SECOND_READER)
WATCHES = {
    "acknowledge": Watch(0),
    "triage": Watch(0),
    "late-appeal": Watch(0),
    "lado-contact": Watch(0, _LIAISING, in_force=KCSIE),
    "lado-contact-again": Watch(0, _LIAISING, in_force=KCSIE),
    "escalation": Watch(0, in_force=POLICY),
    "escalation-answer": Watch(1, (roles.ESCALATED_TO,), besides=(roles.CASE_MANAGER,)),
    "low-level-action": Watch(1, in_force=KCSIE),
    "police-review": Watch(3, _LIAISING, in_force=KCSIE),
    "police-review-again": Watch(3, _LIAISING, in_force=KCSIE),
    "investigation": Watch(3, (roles.INVESTIGATOR,), (roles.CASE_MANAGER, *OTHERS)),
    "hearing": Watch(2, (roles.CASE_MANAGER, roles.HEARER)),
    "outcome-letter": Watch(1, in_force=ACAS),
    "appeal": Watch(None, in_force=ACAS),
    "dbs-decision": Watch(1, _DECIDING, in_force=SVGA),
    "dbs-after-leaving": Watch(1, _DECIDING, in_force=SVGA),
    "dbs-second-reader": Watch(1, (roles.SECOND_READER,), (roles.CASE_MANAGER, *OTHERS)),
    "tra-decision": Watch(1, (roles.CASE_MANAGER, roles.TRA_READER), in_force=EDUCATION),
    "tra-after-leaving": Watch(1, (roles.CASE_MANAGER, roles.TRA_READER), in_force=EDUCATION),
    "tra-second-reader": Watch(1, (roles.TRA_READER,), (roles.CASE_MANAGER, *OTHERS)),
    "police-decision": Watch(0, _LIAISING, in_force=POLICY),
    "police-second-reader": Watch(0, (roles.POLICE_READER,), (roles.CASE_MANAGER, *OTHERS)),
    "lado-decision": Watch(0, _LIAISING, in_force=KCSIE),
    "lado-second-reader": Watch(0, (roles.LADO_READER,), (roles.CASE_MANAGER, *OTHERS)),
    "lado-contact-new-facts": Watch(0, _LIAISING, in_force=KCSIE),
    "judge-again": Watch(0),
    "lower-severity": Watch(0),
    "lower-severity-reader": Watch(0, (roles.GRADE_READER,), (roles.CASE_MANAGER, *OTHERS)),
    "ico-notify": Watch(24, _DATA, in_force=UK_GDPR),
    "ico-notify-again": Watch(24, _DATA, in_force=UK_GDPR),
    "ico-affected": Watch(1, _DATA, in_force=UK_GDPR),
    "suspension-review": Watch(3, in_force=KCSIE),
    "disclosure-check": Watch(1, in_force=DISCLOSURE),
    "welfare-check": Watch(1, in_force=KCSIE),
    "reporter-check-1": Watch(3),
    "reporter-check-2": Watch(3),
    "reporter-check-3": Watch(3),
}
"""How each clock is watched; one that is not named here is watched as `usual` says."""


def usual(deadline: Deadline) -> Watch:
    """A day before, for days and answered times; a day's hours before, for hours; and nothing where it only lapses."""
    if deadline.lapses:
        return Watch(None)
    return Watch(24 if deadline.unit is Unit.HOURS else 1)


def watched(deadlines: Iterable[Deadline]) -> tuple[Deadline, ...]:
    """The clocks with who watches them. What a clock says of itself goes before what is said of it here."""
    return tuple(_watched(one, WATCHES.get(one.key) or usual(one)) for one in deadlines)


def _watched(one: Deadline, watch: Watch) -> Deadline:
    return replace(
        one,
        remind=watch.before if one.remind is None else one.remind,
        reminds=one.reminds or (() if one.lapses else watch.whom),
        escalates=one.escalates or (() if one.lapses else watch.others),
        besides=one.besides or (() if one.lapses else watch.besides),
        in_force=one.in_force or watch.in_force,
    )
