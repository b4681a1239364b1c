"""A procedure with a fault does not start, and the fault is named. Each kind of fault is made here, and found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseflow.lifecycle.faults import _FINDERS, faults, sound
from caseflow.lifecycle.procedure import Procedure
from caseflow.lifecycle.terms import (
    Deadline,
    Follow,
    Kind,
    Letter,
    Option,
    Permission,
    Question,
    Role,
    Setting,
    State,
    Telling,
    Track,
    Transition,
    Turn,
    Unit,
)
from caseflow.procedure import PROCEDURE

MAIN, SIDE = Track("main", "Main"), Track("side", "Side")
OPEN, DONE = State("open", "Open", MAIN), State("done", "Done", MAIN, ends=True)
STRAY = State("stray", "Stray", MAIN)
POST = Role("post", "post")
PART = Role("part", "part", frozenset({Permission.MANAGE, Permission.FIND}), in_case=True, from_posts=(POST,))
ASKED = Question("why", "Why?", Kind.LINE)
ON = Question("on", "On which day?", Kind.DAY)
START = Transition("start", "Start", "{actor} started", MAIN, Permission.FIND, begins=True, enters=OPEN, asks=(ASKED,))
END = Transition("end", "End", "{actor} ended it", MAIN, Permission.MANAGE, leaves=(OPEN,), enters=DONE)
CLOCK = Deadline("clock", "A clock", Unit.HOURS, "hours", starts=(START,), met_by=(END,), met_by_letters=("L",))
LETTER = Letter("L", "Letter", "Letter", "reporter", after=(END,))
HOURS = Setting("hours", "Hours", 72)
SMALL = Procedure(
    tracks=(MAIN, SIDE),
    states=(OPEN, DONE),
    transitions=(START, END),
    follows=(),
    deadlines=(CLOCK,),
    letters=(LETTER,),
    roles=(POST, PART),
    categories=(),
    settings=(HOURS,),
    opening=START,
)
ELSEWHERE = State("elsewhere", "Elsewhere", SIDE, ends=True)
UNKNOWN = Transition("unknown", "Unknown", "said", MAIN, Permission.MANAGE)


def end(**how: object) -> dict[str, object]:
    return {"transitions": (START, replace(END, **how))}


def asked(**how: object) -> dict[str, object]:
    return end(asks=(Question(**{"key": "q", "asks": "Q?", "kind": Kind.LINE, **how}),))


BROKEN = [
    ({"tracks": (MAIN, MAIN, SIDE)}, "The track “main” is named 2 times."),
    ({"states": (OPEN, DONE, DONE)}, "The state “done” is named 2 times."),
    ({"transitions": (START, END, END)}, "The transition “end” is named 2 times."),
    ({"deadlines": (CLOCK, CLOCK)}, "The clock “clock” is named 2 times."),
    ({"letters": (LETTER, LETTER)}, "The letter “L” is named 2 times."),
    ({"roles": (POST, POST, PART)}, "The role “post” is named 2 times."),
    ({"settings": (HOURS, HOURS)}, "The setting “hours” is named 2 times."),
    ({"categories": PROCEDURE.categories[:1] * 2}, "The category “SC-1” is named 2 times."),
    (end(leaves=(OPEN, STRAY)), "“end” speaks of the unknown state “stray”."),
    (
        {"states": (OPEN, DONE, ELSEWHERE), **end(enters=ELSEWHERE)},
        "“end” is of the track “main” but speaks of “elsewhere”.",
    ),
    ({"follows": (Follow((END,), STRAY),)}, "A move that follows speaks of the unknown state “stray”."),
    ({"follows": (Follow((END,), DONE, (STRAY,)),)}, "A move that follows speaks of the unknown state “stray”."),
    ({"follows": (Follow((UNKNOWN,), DONE),)}, "A move to “done” follows the unknown transition “unknown”."),
    (
        {"deadlines": (replace(CLOCK, starts=(UNKNOWN,)),)},
        "The clock “clock” speaks of the unknown transition “unknown”.",
    ),
    (
        {"deadlines": (replace(CLOCK, met_by=(UNKNOWN,)),)},
        "The clock “clock” speaks of the unknown transition “unknown”.",
    ),
    (
        {"deadlines": (replace(CLOCK, moved_by=((UNKNOWN, "why"),)),)},
        "The clock “clock” speaks of the unknown transition “unknown”.",
    ),
    (
        {"deadlines": (replace(CLOCK, since="unknown"),)},
        "The clock “clock” speaks of the unknown transition “unknown”.",
    ),
    (
        {"deadlines": (replace(CLOCK, since_answers=("when",)),)},
        "The clock “clock” counts from the question “when”, which nothing that starts it asks.",
    ),
    (
        {"deadlines": (replace(CLOCK, since_answers=("why",)),)},
        "The clock “clock” counts from the question “why”, which gives no time.",
    ),
    (
        {
            "transitions": (replace(START, asks=(ON,)), END),
            "deadlines": (replace(CLOCK, starts=(replace(START, asks=(ON,)),), since_answers=("on",)),),
        },
        "The clock “clock” counts from the question “on”, and a day has no hour to count from.",
    ),
    (
        {"deadlines": (replace(CLOCK, moved_by=((END, "when"),)),)},
        "The clock “clock” is moved by the question “when”, which “end” does not ask.",
    ),
    (
        {"deadlines": (replace(CLOCK, met_by=(), met_by_letters=()),)},
        "Nothing stops the clock “clock”.",
    ),
    (
        {"letters": (replace(LETTER, after=(UNKNOWN,)),)},
        "The letter “L” is due after the unknown transition “unknown”.",
    ),
    ({"states": (OPEN, DONE, replace(STRAY, ends=True))}, "Nothing leads to the state “stray”."),
    (
        {"states": (OPEN, DONE, STRAY), "follows": (Follow((END,), STRAY),)},
        "There is no way out of the state “stray”.",
    ),
    (end(needs=Permission.HEAR), "Nobody may do “end”."),
    ({"roles": (POST, replace(PART, from_posts=()))}, "Nobody is eligible for the part “part”."),
    (
        {"roles": (POST, replace(PART, from_posts=(Role("other", "other"),)))},
        "Nobody is eligible for the part “part”.",
    ),
    (end(asks=(ASKED, ASKED)), "“end” asks the question “why” 2 times."),
    (
        end(asks=(replace(ASKED, kind=Kind.NUMBER),)),
        "The question “why” is asked in two different ways.",
    ),
    (asked(kind=Kind.CHOICE), "The question “q” offers nothing to choose."),
    (asked(kind=Kind.PERSON, becomes=PART), "The question “q” does not say who may be named."),
    (
        asked(kind=Kind.PERSON, from_roles=(POST,), becomes=PART, lasts=("first", "last")),
        "The part that “q” gives lasts for days that are not asked.",
    ),
    (
        {
            "roles": (POST, PART, replace(PART, key="dated", dated=True)),
            **asked(kind=Kind.PERSON, from_roles=(POST,), becomes=replace(PART, key="dated", dated=True)),
        },
        "The question “q” does not say how long the part lasts that it gives.",
    ),
    (asked(only_when=("other", ("yes",))), "The question “q” depends on one that is not asked."),
    (end(said="{actor} met {subject}"), "The sentence of “end” speaks of the unknown “subject”."),
    (end(said="{actor.id} ended it"), "The sentence of “end” speaks of the unknown “actor.id”."),
    (
        {"deadlines": (replace(CLOCK, amount="days"),)},
        "The clock “clock” counts by the unknown setting “days”.",
    ),
    (
        {"deadlines": (replace(CLOCK, unit=Unit.AT, pausable=True),)},
        "The clock “clock” cannot be paused: it is somebody else's time, or has no days to count.",
    ),
    (
        {"deadlines": (replace(CLOCK, lapses=True, pausable=True),)},
        "The clock “clock” cannot be paused: it is somebody else's time, or has no days to count.",
    ),
    (
        {"deadlines": (replace(CLOCK, counted_in="hours"),)},
        "The clock “clock” is counted in “hours”, which names no days.",
    ),
    (
        {"deadlines": (replace(CLOCK, counted_in="nothing"),)},
        "The clock “clock” is counted in “nothing”, which names no days.",
    ),
    (
        {"deadlines": (replace(CLOCK, reminds=(Role("stranger", "stranger", in_case=True),)),)},
        "The clock “clock” tells the unknown role “stranger”.",
    ),
    (
        {"deadlines": (replace(CLOCK, escalates=(Role("stranger", "stranger"),)),)},
        "The clock “clock” tells the unknown role “stranger”.",
    ),
    (
        {"deadlines": (replace(CLOCK, besides=(POST,)),)},
        "The clock “clock” reminds “post”, who plays no part in the case.",
    ),
    (
        {"tellings": (Telling("rule", "Rule", "now", (Role("stranger", "stranger"),), "nothing", "nowhere"),)},
        "The rule “rule” tells the unknown role “stranger”.",
    ),
    (
        {"tellings": (Telling("rule", "Rule", "now", (), "nothing", "nowhere", clock="nothing"),)},
        "The rule “rule” speaks of the unknown clock “nothing”.",
    ),
    (
        {"deadlines": (replace(CLOCK, reminds=(POST,)),)},
        "The clock “clock” reminds “post”, who plays no part in the case.",
    ),
    (asked(kind=Kind.CLOCK), "The question “q” names a clock and says not what is done to it, or the reverse."),
    (asked(turns=Turn.RESUME), "The question “q” names a clock and says not what is done to it, or the reverse."),
    (asked(kind=Kind.CLOCK, turns=Turn.PAUSE), "The question “q” does not say until when."),
    (
        asked(kind=Kind.CLOCK, turns=Turn.MOVE, until="q"),
        "The question “q” takes its time from “q”, which gives none.",
    ),
    (
        {"deadlines": (replace(CLOCK, met_by_letters=("L99",)),)},
        "The clock “clock” is met by the unknown letter “L99”.",
    ),
]


def test_a_procedure_without_a_fault_has_none_and_starts():
    assert faults(SMALL) == ()
    assert sound(SMALL) is SMALL
    assert faults(PROCEDURE) == ()


@pytest.mark.parametrize(("change", "fault"), BROKEN)
def test_each_kind_of_fault_is_found_and_named(change, fault):
    broken = replace(SMALL, **change)
    assert fault in faults(broken)
    with pytest.raises(ValueError, match="not fit to run"):
        sound(broken)


def test_every_finder_finds_something_here():
    for find in _FINDERS:
        assert any(list(find(replace(SMALL, **change))) for change, _ in BROKEN), find.__name__


def test_every_fault_is_named_at_once():
    both = replace(SMALL, tracks=(MAIN, MAIN, SIDE), settings=())
    assert len(faults(both)) >= 2


def test_an_option_is_offered_once():
    twice = (Option("a", "A"), Option("a", "Again"))
    broken = replace(SMALL, **asked(kind=Kind.CHOICE, options=twice))
    assert "The question “q” offers “a” 2 times." in faults(broken)
