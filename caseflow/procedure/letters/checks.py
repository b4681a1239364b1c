"""Why a letter that lacks nothing must still not go out today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from caseflow.lifecycle.days import local, say_day, working_days_after
from caseflow.lifecycle.terms import CaseFacts, Guard, State
from caseflow.procedure.guards import hearing_time, hearing_was_postponed
from caseflow.procedure.places import MAIN, POLICE, POLICE_ACTIVE, POLICE_CHARGED, STATES
from caseflow.procedure.police import RECORD_CHARGE, REPORT_TO_POLICE

LetterCheck = Callable[[CaseFacts], str | None]

_STATE = {state.key: state for state in STATES}


@dataclass(frozen=True)
class _Anybody:
    """Whoever sends a letter: what is asked again of the case is not about them."""

    id: str = ""
    name: str = ""


def asked_again(*guards: Guard) -> tuple[LetterCheck, ...]:
    """What had to hold when a letter became due has to hold when it goes out: agencies may step in between.

    Only for rules that look at the case, and not at who acts (domain note 8, what an open track blocks; decision 29).
    """
    return tuple(_again(one) for one in guards)


def _again(guard: Guard) -> LetterCheck:
    def check(case: CaseFacts) -> str | None:
        words = guard.test(case, _Anybody())
        return f"{words} Until then this letter waits." if words else None

    return check


def agreed_since_police_came(step: str, label: str) -> LetterCheck:
    """What was agreed before the police came in, or before a charge, was not agreed with the police as they stand now.

    For what may go out while they lead, if they agree: what parents are told, and the person's own data on request.
    """

    def check(case: CaseFacts) -> str | None:
        if case.at(POLICE) not in (POLICE_ACTIVE.key, POLICE_CHARGED.key):
            return None
        agreed = case.when(step)
        came = [at for one in (REPORT_TO_POLICE, RECORD_CHARGE) if (at := case.when(one.key))]
        if not came or (agreed and agreed > max(came)):
            return None
        return (
            "The police came in, or there was a charge, after it was agreed what this says. Ask the police what may go "
            f"out, withdraw this letter, and begin again with “{label}”."
        )

    return check


def only_at(place: State, rule: str) -> LetterCheck:
    """An invitation goes out only while that stands to which it invites."""

    def check(case: CaseFacts) -> str | None:
        at = case.at(MAIN)
        if at in (None, place.key):
            return None
        return f"The case is at “{_STATE[at].title}”. {rule}: withdraw this letter, or let it wait."

    return check


def may_be_told(case: CaseFacts) -> str | None:
    """The member of staff is told nothing by letter where the LADO asked the school to wait."""
    if case.answer("lado_telling") == "no":
        return "The LADO asked the school not to tell the member of staff yet. Record new advice when that changes."
    return None


def notice_of_hearing(case: CaseFacts) -> str | None:
    """Notice counts from the day of issue. A new time that the person asked for needs no new notice.

    Nor does a letter that follows an invitation to the same hearing, because somebody else sits on the panel.
    """
    at = hearing_time(case)
    if at is None:
        return None
    if at <= case.now:
        return f"The hearing was on {say_day(local(at).date())}. Set a new time before you invite anybody to it."
    notice = int(case.setting("hearing.notice_working_days"))
    earliest = working_days_after(local(case.now).date(), notice)
    if hearing_was_postponed(case) or _was_invited(case) or local(at).date() >= earliest:
        return None
    return (
        f"The notice would be too short: the hearing is on {say_day(local(at).date())}, and {notice} working days "
        f"from today are over on {say_day(earliest)}. Set a later hearing first."
    )


def _was_invited(case: CaseFacts) -> bool:
    arranged, invited = case.when("set-hearing"), case.went_out("L9")
    return arranged is not None and invited is not None and invited >= arranged


def meeting_lies_ahead(case: CaseFacts) -> str | None:
    """Nobody is invited to an investigation meeting that is over."""
    return _is_over(case, case.answer("meeting_at"), "The meeting", "withdraw this letter")


def appeal_lies_ahead(case: CaseFacts) -> str | None:
    """Nobody is invited to an appeal hearing that is over."""
    return _is_over(case, case.answer("appeal_at"), "The appeal hearing", "postpone the appeal hearing first")


def _is_over(case: CaseFacts, at: datetime | None, what: str, rather: str) -> str | None:
    if at is None or at > case.now:
        return None
    return f"{what} was on {say_day(local(at).date())}. Nobody is invited to what is over: {rather}."
