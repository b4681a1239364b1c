"""What came of a case: its findings and its sanction as they stand now, after an appeal too, and how long they live."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseflow.lifecycle.days import local, months_after, say_day
from caseflow.lifecycle.terms import CaseFacts
from caseflow.procedure.breaches import category
from caseflow.procedure.choices import (
    DISMISSAL,
    FALSE,
    FINAL_WARNING,
    FINDINGS,
    FIRST_WARNING,
    HARM_KEYS,
    MALICIOUS,
    NO_SANCTION,
    OVERTURNED,
    REDUCED,
    SANCTIONS,
    SUBSTANTIATED,
    UNFOUNDED,
    WARNINGS,
    WOULD_HAVE_DISMISSED,
    undoes_dismissal,
)
from caseflow.procedure.ending import REOPEN
from caseflow.procedure.hearing import DECIDE, DECIDE_APPEAL, FIND_NO_CASE
from caseflow.procedure.life import CONCLUDE
from caseflow.procedure.places import MAIN, STATES
from caseflow.procedure.reporting import REDIRECT, TAKE_LOW_LEVEL_ACTION, TAKE_NO_FURTHER_ACTION

DISPROVED = (MALICIOUS, FALSE, UNFOUNDED)
"""Findings that no later case is told of: there was nothing in it."""

SAFEGUARDING = "SC"
"""The family of breaches by contact with pupils: a warning for one stays on file when it is spent."""

LOW_LEVEL_ONLY = ("LLC",)
"""The routes of a breach that is only ever a low-level concern."""

LIVES = {FIRST_WARNING: "warning.first_months", FINAL_WARNING: "warning.final_months"}
FORMAL = (*WARNINGS, DISMISSAL, WOULD_HAVE_DISMISSED)
_ENDS = (TAKE_LOW_LEVEL_ACTION, REDIRECT, TAKE_NO_FURTHER_ACTION, FIND_NO_CASE, DECIDE, CONCLUDE)
_STATE = {state.key: state for state in STATES}
_SANCTION = {option.key: option.title for option in SANCTIONS}
_FOUND = {option.key: option.title.lower() for option in FINDINGS}


@dataclass(frozen=True)
class Warned:
    """A written warning as it stands: since when, until when it is live, and whether it is for safeguarding."""

    kind: str
    since: date
    until: date
    safeguarding: bool

    def spent(self, today: date) -> bool:
        """Whether it is live no more."""
        return today > self.until

    @property
    def title(self) -> str:
        """What it is called."""
        return _SANCTION[self.kind]


def appealed(case: CaseFacts) -> str | None:
    """What an appeal decided on the outcome that stands, or None."""
    decided, heard = case.when(DECIDE.key), case.when(DECIDE_APPEAL.key)
    if decided is None or heard is None or heard < decided:
        return None
    said: str | None = case.answer("appeal_outcome")
    return said


def sanction_now(case: CaseFacts) -> str | None:
    """The sanction as it stands, after an appeal too; None where nothing was decided."""
    if case.when(DECIDE.key) is None:
        return None
    if appealed(case) == OVERTURNED:
        return NO_SANCTION
    key = "appeal_sanction" if appealed(case) == REDUCED else "sanction"
    return str(case.answer(key) or NO_SANCTION)


def dismissal_set_aside(case: CaseFacts) -> bool:
    """Whether an appeal reduced or overturned a dismissal: the person is employed after all."""
    return undoes_dismissal(case.answer("sanction"), appealed(case))


def letter_stands(case: CaseFacts) -> str | None:
    """Why a letter that tells of a sanction must not go out any more, or None. Letters ask this before they are issued."""
    if appealed(case) in (REDUCED, OVERTURNED):
        return "An appeal has changed this outcome. Withdraw this letter: the outcome of the appeal goes out instead."
    return None


def findings_now(case: CaseFacts) -> dict[str, str]:
    """The finding on each allegation, by its id, as it stands. What an appeal overturned is not found."""
    return {} if appealed(case) == OVERTURNED else dict(case.answer("findings") or {})


def codes_by_finding(case: CaseFacts, *findings: str) -> tuple[str, ...]:
    """The breaches on which one of these was found."""
    found = findings_now(case)
    return tuple(code for key, code in case.breaches() if found.get(key) in findings)


def came_to(case: CaseFacts) -> str | None:
    """The key of the transition by which the main line came to its result, or None while the case is under way.

    An appeal that was heard after the case was reopened leaves the decision as the result, whatever it made of it.
    """
    reached = [(at, one.key) for one in _ENDS if (at := case.when(one.key))]
    if appealed(case) and (heard := case.when(DECIDE_APPEAL.key)):
        reached.append((heard, DECIDE.key))
    if not reached:
        return None
    at, key = max(reached)
    reopened = case.when(REOPEN.key)
    return key if reopened is None or reopened < at else None


def warning(case: CaseFacts) -> Warned | None:
    """The written warning that was given in a case, live or spent; None where there is none, or none any more.

    It lives from the day it was first given, so that an appeal never makes it longer, by the rule of the day on which
    the case was opened.
    """
    decided, kind = case.when(DECIDE.key), sanction_now(case)
    if decided is None or kind not in LIVES:
        return None
    since = local(decided).date()
    return Warned(kind, since, months_after(since, int(case.setting(LIVES[kind]))), concerns_children(case))


def concerns_children(case: CaseFacts) -> bool:
    """Whether what was proved concerns the safety or welfare of children: contact with pupils, or it met the threshold."""
    contact = any(code.partition("-")[0] == SAFEGUARDING for code in codes_by_finding(case, SUBSTANTIATED))
    return contact or bool(proved_harmful(case))


def proved_harmful(case: CaseFacts) -> frozenset[str]:
    """The breaches that were proved in a case that met the threshold of harm; none that is only ever a low-level concern."""
    if not met_threshold(case):
        return frozenset()
    return frozenset(one for one in codes_by_finding(case, SUBSTANTIATED) if category(one).routes != LOW_LEVEL_ONLY)


def met_threshold(case: CaseFacts) -> bool:
    """Whether the harm threshold was met: as the LADO found, or by the harm tests where the LADO has not decided.

    What is only in doubt is not met: a reference must not tell of it.
    """
    said = case.answer("lado_threshold")
    if said in ("yes", "no"):
        return bool(said == "yes")
    return any(case.answer(key) == "yes" for key in HARM_KEYS)


def is_formal(case: CaseFacts) -> bool:
    """Whether it came to a formal sanction that stands."""
    return came_to(case) == DECIDE.key and sanction_now(case) in FORMAL


def outcome(case: CaseFacts, today: date) -> str:
    """What came of a case, in a few words that a later one may be told."""
    at, key = case.at(MAIN), came_to(case)
    if key is None:
        return f"Under way: {_STATE[at].title}" if at else "Under way"
    if given := warning(case):
        return f"{given.title}, {'spent since' if given.spent(today) else 'live until'} {say_day(given.until)}"
    if key == DECIDE.key:
        return _SANCTION[str(sanction_now(case))]
    found = sorted({_FOUND[one] for one in findings_now(case).values() if one not in DISPROVED})
    return f"{_ENDED_AS[key]}{': ' if found else ''}{', '.join(found)}"


_ENDED_AS = {
    TAKE_LOW_LEVEL_ACTION.key: "Dealt with as a low-level concern",
    REDIRECT.key: "Sent to another procedure",
    TAKE_NO_FURTHER_ACTION.key: "No further action",
    FIND_NO_CASE.key: "No case to answer",
    CONCLUDE.key: "Record concluded",
}
