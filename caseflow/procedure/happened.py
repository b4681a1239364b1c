"""How early a thing may have happened: a slip in a date must not make the school late, nor an old word serve for a new."""

from collections.abc import Callable
from datetime import date, datetime

from caseflow.lifecycle.days import local, say_day
from caseflow.lifecycle.terms import Actor, Answers, CaseFacts, Check, Objection


def _day(given: date) -> date:
    return local(given).date() if isinstance(given, datetime) else given


def _not_before(question: str, earliest: Callable[[CaseFacts], date | None], rule: str, why: str) -> Check:
    def test(case: CaseFacts, _actor: Actor, answers: Answers) -> Objection | None:
        given, first = answers.get(question), earliest(case)
        if given is None or first is None or _day(given) >= _day(first):
            return None
        return Objection(question, f"Choose {say_day(_day(first))} or later: {why}")

    return Check(f"{question.replace('_', '-')}-not-too-early", rule, test, "so that it is when it happened")


def _known(case: CaseFacts) -> date | None:
    """The day from which anybody at the school knew: the report's, or the one on which the reporter found out."""
    days = [case.when("report"), case.answer("found_out")]
    return min((_day(day) for day in days if day), default=None)


def _heard(case: CaseFacts) -> date | None:
    day: date | None = case.answer("heard_at")
    return day


def _suspended(case: CaseFacts) -> date | None:
    day: date | None = case.answer("suspended_at")
    return day


def _charged(case: CaseFacts) -> date | None:
    day: date | None = case.answer("charged_on")
    return day


_UNKNOWN = "before that nobody here knew of it."
_CHARGED = "the person was charged then."
suspended_after_knowing = _not_before(
    "suspended_at", _known, "Nobody was suspended before anybody knew of the matter.", _UNKNOWN
)
police_after_knowing = _not_before(
    "police_at", _known, "The police were not told before anybody knew of the matter.", _UNKNOWN
)
contact_after_knowing = _not_before(
    "police_contact_at", _known, "The police were not spoken to before anybody knew of the matter.", _UNKNOWN
)
lifted_after_suspending = _not_before(
    "lifted_from", _suspended, "A suspension does not end before it began.", "the suspension began then."
)
dismissed_after_hearing = _not_before(
    "dismissal_date", _heard, "Nobody is dismissed before they were heard.", "the hearing was then."
)
appealed_after_hearing = _not_before(
    "appeal_received", _heard, "An appeal does not come before the hearing that it is against.", "the hearing was then."
)
police_agree_after_the_charge = _not_before(
    "released_at", _charged, "What the police agreed to before the charge is no release after it.", _CHARGED
)
hr_agrees_after_the_charge = _not_before(
    "before_trial_hr_at", _charged, "What HR agreed to before the charge is no agreement after it.", _CHARGED
)
