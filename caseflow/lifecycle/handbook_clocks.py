"""The handbook's chapter on clocks: what starts and stops each, who is reminded, and who learns that one was missed."""

from __future__ import annotations

from collections.abc import Iterable

from caseflow.lifecycle.days import say_day
from caseflow.lifecycle.handbook_words import code, done, named, section, table
from caseflow.lifecycle.procedure import Procedure
from caseflow.lifecycle.sentences import capital
from caseflow.lifecycle.terms import Deadline, Role, Telling, Unit

COUNTING = (
    "Hours run on through nights and weekends. Working days are Monday to Friday less the bank holidays of England,",
    "and school holidays count. School days are days on which the school is open to pupils, as its calendar says. The",
    "day of the event is day 0, and a day ends at 23:59:59 in London. The time at which a clock first fell due is",
    "kept for good, whatever is done to it.",
    "",
)
TELLING = (
    "Each is told once of a due time. When a clock is missed, those who were reminded are told again, and so is",
    "somebody else: the first of those named here who should not have acted. Whoever is told by virtue of a post has",
    "no part in the case; they learn its reference and that a deadline was missed, and may still sit on a panel.",
    "",
)


def clocks(procedure: Procedure) -> list[str]:
    """Every clock, in two tables: how it runs, and how it is watched."""
    runs = [
        [named(clock.title, clock.key), _starts(procedure, clock), _long(procedure, clock), _met(clock), clock.source]
        for clock in procedure.deadlines
    ]
    watches = [
        [named(clock.title, clock.key), _pausable(clock), _reminds(clock), _missed(clock), _in_force(clock)]
        for clock in procedure.deadlines
    ]
    watched = ["Clock", "May be paused or moved", "Reminder", "Who else learns of it", "Its source has held since"]
    return [
        *COUNTING,
        *table(["Clock", "Starts with", "Runs", "Is met by", "Source"], runs),
        *section("How clocks are watched", 3, [*TELLING, *table(watched, watches)]),
    ]


def tellings(procedure: Procedure) -> list[str]:
    """What is brought to somebody else by a rule: when, to whom, what they learn, and where it is seen."""
    rows = [
        [named(one.title, one.key), one.when, _told(one), _within(procedure, one), one.learns, one.sent_on, one.source]
        for one in procedure.tellings
    ]
    head = [
        "What",
        "When",
        "Who is told",
        "Within",
        "What they learn",
        "What was sent, and whether it was read",
        "Source",
    ]
    return table(head, rows)


def _told(one: Telling) -> str:
    first = ", else ".join(role.title for role in one.first)
    return capital("; and ".join(filter(None, [first, _titles(one.besides)])))


def _within(procedure: Procedure, one: Telling) -> str:
    return _long(procedure, procedure.deadline[one.clock]) if one.clock else ""


def _starts(procedure: Procedure, clock: Deadline) -> str:
    since = f", counted from {done([procedure.by_key[clock.since]])}" if clock.since else ""
    answers = " or ".join(code(key) for key in clock.since_answers)
    return done(clock.starts) + since + (f", counted from {answers} where that is earlier" if answers else "")


def _long(procedure: Procedure, clock: Deadline) -> str:
    amounts = {setting.key: setting for setting in procedure.settings}
    if clock.unit is Unit.AT:
        return f"until the time answered to {code(str(clock.amount))}"
    other = f"; in other days if {code(clock.counted_in)} says so" if clock.counted_in else ""
    if clock.amount in amounts:
        setting = amounts[str(clock.amount)]
        return f"{setting.default} {clock.unit} (setting {code(setting.key)}){other}"
    return f"{clock.amount} {clock.unit}{other}"


def _met(clock: Deadline) -> str:
    met = [done(clock.met_by), *(f"letter {key} issued" for key in clock.met_by_letters)]
    met += [f"moved by {done([transition])} to {code(question)}" for transition, question in clock.moved_by]
    if clock.lapses:
        met.append("asks nothing of the school: it lapses")
    return "; ".join(filter(None, met))


def _pausable(clock: Deadline) -> str:
    return "Yes, with a reason" if clock.pausable else "Never"


def _reminds(clock: Deadline) -> str:
    if clock.remind is None or not clock.reminds:
        return "None"
    return f"{_before(clock)}: {_titles(clock.reminds)}"


def _before(clock: Deadline) -> str:
    unit = "hours" if clock.unit is Unit.HOURS else "working days" if clock.unit is Unit.AT else clock.unit.value
    if not clock.remind:
        return "On the morning of its day"
    return f"{clock.remind} {unit.removesuffix('s') if clock.remind == 1 else unit} before"


def _missed(clock: Deadline) -> str:
    if not clock.reminds or not clock.escalates:
        return "Nobody"
    others = ", else ".join(role.title for role in clock.escalates)
    return capital("; and ".join(filter(None, [_titles(clock.besides), others])))


def _in_force(clock: Deadline) -> str:
    return say_day(clock.in_force) if clock.in_force else "The day its number was set"


def _titles(roles: Iterable[Role]) -> str:
    return ", ".join(role.title for role in roles)
