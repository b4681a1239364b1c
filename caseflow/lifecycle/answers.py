"""Taking answers: from what was typed or told to what a case may remember, or a clear sentence why not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, date, datetime
from typing import Any, Protocol

from caseflow.lifecycle.days import LONDON, local
from caseflow.lifecycle.terms import Kind, Question, Transition

FINDINGS = ("substantiated", "malicious", "false", "unsubstantiated", "unfounded")

_BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # letters and marks that show nothing
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # a letter would not read as it was written


class BadAnswers(ValueError):
    """Answers that will not do. `errors` gives, for each question's key, a sentence for the reader."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(errors.values()))
        self.errors = dict(errors)


class Setting(Protocol):
    """What must be known of the case to judge an answer: the moment, what may be named, which allegations stand."""

    @property
    def now(self) -> datetime: ...

    def eligible(self, question: Question) -> Collection[str]: ...

    def allegation_ids(self) -> Collection[str]: ...


class _Wrong(ValueError):
    pass


def accept(transition: Transition, given: Mapping[str, Any], setting: Setting) -> dict[str, Any]:
    """The answers to a transition's questions, cleaned and typed.

    Days become `date`, moments `datetime` in UTC, people their ids. Raises BadAnswers naming every question that
    was not answered well, and refuses keys that are not asked.
    """
    return accept_questions(transition.asks, given, setting)


def accept_questions(asks: tuple[Question, ...], given: Mapping[str, Any], setting: Setting) -> dict[str, Any]:
    """As `accept`, for any set of questions."""
    errors: dict[str, str] = {}
    taken: dict[str, Any] = {}
    for question in asks:
        if not question.asked(given):
            continue
        try:
            value = _take(question, given.get(question.key), setting)
        except _Wrong as wrong:
            errors[question.key] = str(wrong)
            continue
        if value is not None:
            taken[question.key] = value
    for key in set(given) - {question.key for question in asks}:
        errors[key] = f"“{key}” is not asked here."
    if errors:
        raise BadAnswers(errors)
    return taken


def _take(question: Question, given: Any, setting: Setting) -> Any:
    if given is None or given == [] or given == {} or (isinstance(given, str) and not _shows(given)):
        if question.required:
            raise _Wrong(_missing(question))
        return None
    return _TAKERS[question.kind](question, given, setting)


def _shows(text: str) -> bool:
    return any(unicodedata.category(char)[0] not in "ZC" and char not in _BLANK for char in text)


def _missing(question: Question) -> str:
    what = question.asks.rstrip("?.")
    match question.kind:
        case Kind.CHOICE | Kind.YES_NO | Kind.YES_NO_UNSURE | Kind.PERSON | Kind.CLOCK | Kind.CASE:
            return f"Select an answer to “{question.asks}”"
        case Kind.MANY | Kind.PEOPLE:
            return f"Select at least one answer to “{question.asks}”"
        case Kind.CONFIRM:
            return f"Confirm: {what[0].lower() if not what.startswith('I ') else what[0]}{what[1:]}"
        case Kind.FINDINGS:
            return "Select a finding on each allegation"
        case _:
            return f"Enter an answer to “{question.asks}”"


def _text(question: Question, given: Any, _setting: Setting) -> str:
    if not isinstance(given, str):
        raise _Wrong(f"“{question.asks}” must be text")
    text = re.sub("\r\n|[\r\u2028\u2029]", "\n", unicodedata.normalize("NFC", given)).strip()
    if any((unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t") or char in _TURNING for char in text):
        raise _Wrong(f"“{question.asks}” must not contain control characters")
    if question.kind is Kind.LINE and "\n" in text:
        raise _Wrong(f"“{question.asks}” must be one line")
    most = min(question.most, 300) if question.kind is Kind.LINE else question.most
    if len(text) > most:
        raise _Wrong(f"“{question.asks}” must be {most:,} characters or fewer. You entered {len(text):,}")
    if question.least and len(text.split()) < question.least:
        raise _Wrong(f"“{question.asks}” must be at least {question.least} words")
    return text


def _one(question: Question, given: Any, _setting: Setting) -> str:
    known = _keys(question)
    if not isinstance(given, str) or given not in known:
        raise _Wrong(f"Select an answer to “{question.asks}” from the list")
    return given


def _keys(question: Question) -> tuple[str, ...]:
    if question.kind is Kind.YES_NO:
        return ("yes", "no")
    if question.kind is Kind.YES_NO_UNSURE:
        return ("yes", "no", "unsure")
    return tuple(option.key for option in question.options)


def _many(question: Question, given: Any, _setting: Setting) -> list[str]:
    chosen = _several(given)
    if any(not isinstance(key, str) or key not in _keys(question) for key in chosen):
        raise _Wrong(f"Select answers to “{question.asks}” from the list")
    if "none" in chosen and len(chosen) > 1:
        nothing = next(option.title for option in question.options if option.key == "none")
        raise _Wrong(f"For “{question.asks}” select “{nothing}” alone, or the ones that apply")
    return [key for key in _keys(question) if key in chosen]


def _several(given: Any) -> list[Any]:
    return list(given) if isinstance(given, (list, tuple)) else [given]


def _person(question: Question, given: Any, setting: Setting) -> str:
    if not isinstance(given, str) or given not in setting.eligible(question):
        raise _Wrong(f"Select somebody for “{question.asks}” from the list")
    return given


def _case(question: Question, given: Any, setting: Setting) -> str:
    if not isinstance(given, str) or given not in setting.eligible(question):
        raise _Wrong(f"Select a case for “{question.asks}” from the list")
    return given


def _clock(question: Question, given: Any, setting: Setting) -> str:
    if not isinstance(given, str) or given not in setting.eligible(question):
        raise _Wrong(f"Select a clock for “{question.asks}” from the list")
    return given


def _people(question: Question, given: Any, setting: Setting) -> list[str]:
    chosen = _several(given)
    if any(not isinstance(one, str) or one not in setting.eligible(question) for one in chosen):
        raise _Wrong(f"Select people for “{question.asks}” from the list")
    return sorted(set(chosen))


def _day(question: Question, given: Any, setting: Setting) -> date:
    day = (local(given) if given.tzinfo else given).date() if isinstance(given, datetime) else given
    if isinstance(day, str):
        try:
            day = date.fromisoformat(day.strip())
        except ValueError:
            raise _Wrong(f"“{question.asks}” must be a real date") from None
    if not isinstance(day, date) or not 1900 <= day.year <= 2200:
        raise _Wrong(f"“{question.asks}” must be a real date")
    today = local(setting.now).date()
    if question.past and day > today:
        raise _Wrong(f"“{question.asks}” must be today or in the past")
    if question.future and day < today:
        raise _Wrong(f"“{question.asks}” must be today or in the future")
    return day


def _moment(question: Question, given: Any, setting: Setting) -> datetime:
    moment = given
    if isinstance(moment, str):
        try:
            moment = datetime.fromisoformat(moment.strip())
        except ValueError:
            raise _Wrong(f"“{question.asks}” must be a real date and time") from None
    if not isinstance(moment, datetime) or not 1900 <= moment.year <= 2200:
        raise _Wrong(f"“{question.asks}” must be a real date and time")
    moment = (moment if moment.tzinfo else moment.replace(tzinfo=LONDON)).astimezone(UTC)
    if question.past and moment > setting.now:
        raise _Wrong(f"“{question.asks}” must be now or in the past")
    if question.future and moment < setting.now:
        raise _Wrong(f"“{question.asks}” must be in the future")
    return moment


def _number(question: Question, given: Any, _setting: Setting) -> int:
    said = str(given).strip() if isinstance(given, str) or (type(given) is int and abs(given) < 10**9) else ""
    if not re.fullmatch("-?[0-9]+", said):
        raise _Wrong(f"“{question.asks}” must be a whole number")
    number = int(said) if len(said) < 10 else -1
    if not 0 <= number <= 1_000_000:
        raise _Wrong(f"“{question.asks}” must be a whole number between 0 and 1,000,000")
    return number


def _findings(_question: Question, given: Any, setting: Setting) -> dict[str, str]:
    wanted = set(setting.allegation_ids())
    if isinstance(given, str):
        given = dict.fromkeys(wanted, given)
    if not isinstance(given, Mapping) or set(given) != wanted or any(one not in FINDINGS for one in given.values()):
        raise _Wrong("Select a finding on each allegation")
    return {key: given[key] for key in sorted(given)}


def _confirm(question: Question, given: Any, _setting: Setting) -> bool:
    if given is not True and not (isinstance(given, str) and given in ("yes", "true", "y", "on")):
        raise _Wrong(_missing(question))
    return True


_TAKERS: dict[Kind, Callable[[Question, Any, Setting], Any]] = {
    Kind.LINE: _text,
    Kind.ACCOUNT: _text,
    Kind.CHOICE: _one,
    Kind.YES_NO: _one,
    Kind.YES_NO_UNSURE: _one,
    Kind.MANY: _many,
    Kind.PERSON: _person,
    Kind.PEOPLE: _people,
    Kind.DAY: _day,
    Kind.MOMENT: _moment,
    Kind.NUMBER: _number,
    Kind.FINDINGS: _findings,
    Kind.CONFIRM: _confirm,
    Kind.CASE: _case,
    Kind.CLOCK: _clock,
}


def plain(value: Any) -> Any:
    """An answer as the record keeps it: days and moments as text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    return value


def typed(question: Question | None, value: Any) -> Any:
    """The reverse of `plain`, for the kind of question that was asked."""
    if question is None or not isinstance(value, str):
        return value
    if question.kind is Kind.DAY:
        return date.fromisoformat(value)
    if question.kind is Kind.MOMENT:
        return datetime.fromisoformat(value.replace("Z", "+00:00"))
    return value
