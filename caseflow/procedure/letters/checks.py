"""Why a letter that lacks nothing must still not go out today."""

from __future__ import annotations

from datetime import datetime

from caseflow.lifecycle.days import local, say_day, working_days_after
from caseflow.lifecycle.terms import CaseFacts
from caseflow.procedure.guards import hearing_time, hearing_was_postponed


def may_be_told(case: CaseFacts) -> str | None:
    """The member of staff is told nothing by letter where the LADO asked the school to wait."""
    if case.answer("lado_telling") == "no":
        return "The LADO asked the school not to tell the member of staff yet. Record new advice when that changes."
    return None


def notice_of_hearing(case: CaseFacts) -> str | None:
    """Notice counts from the day of issue. A new time that the person asked for needs no new notice."""
    at = hearing_time(case)
    if at is None:
        return None
    if at <= case.now:
        return f"The hearing was on {say_day(local(at).date())}. Set a new time before you invite anybody to it."
    notice = int(case.setting("hearing.notice_working_days"))
    earliest = working_days_after(local(case.now).date(), notice)
    if hearing_was_postponed(case) or local(at).date() >= earliest:
        return None
    return (
        f"The notice would be too short: the hearing is on {say_day(local(at).date())}, and {notice} working days "
        f"from today are over on {say_day(earliest)}. Set a later hearing first."
    )


def meeting_lies_ahead(case: CaseFacts) -> str | None:
    """Nobody is invited to an investigation meeting that is over."""
    return _is_over(case, case.answer("meeting_at"), "The meeting")


def appeal_lies_ahead(case: CaseFacts) -> str | None:
    """Nobody is invited to an appeal hearing that is over."""
    return _is_over(case, case.answer("appeal_at"), "The appeal hearing")


def _is_over(case: CaseFacts, at: datetime | None, what: str) -> str | None:
    if at is None or at > case.now:
        return None
    return f"{what} was on {say_day(local(at).date())}. Nobody is invited to what is over: withdraw this letter."
