"""What a letter may know of a case, as plain words, and no more of it than its reader may read.

Whoever reads the letter decides: the subject never learns who reported, the reporter nothing of findings, the governing
body no name. What is not in the context cannot be printed, whatever a template asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from caseflow.casework import letter_head, policies
from caseflow.casework.casefile import CaseFile
from caseflow.lifecycle.answers import typed
from caseflow.lifecycle.days import local, months_after, say_day, say_moment
from caseflow.lifecycle.terms import Kind, Letter, Question
from caseflow.procedure import PROCEDURE
from caseflow.procedure.choices import FINAL_WARNING, FINDINGS, FIRST_WARNING
from caseflow.procedure.letters import CHAIR, LADO, PACK, POLICE, REPORTER, SUBJECT
from caseflow.procedure.places import MAIN
from caseflow.records import LetterRecord

SUBJECT_READS = frozenset(
    {
        "support_contact", "hearing_at", "hearing_place", "worst_outcome", "hearers", "witnesses", "hearing_papers",
        "postponed_to", "heard_at", "subject_attended", "decision_reasons", "sanction", "improvement",
        "dismissal_date", "dismissal_notice", "appeal_at", "appeal_place", "appeal_hearers", "appeal_outcome",
        "appeal_sanction", "appeal_reasons",
    }
)  # fmt: skip
"""The answers that a letter to the subject may repeat. Nothing of the report is among them."""

GOVERNORS_READ = frozenset({"severity", "serious"})
_FINDINGS = {option.key: option.title for option in FINDINGS}
_YES_NO = {"yes": "Yes", "no": "No", "unsure": "Not sure"}
_MONTHS = {FIRST_WARNING: "warning.first_months", FINAL_WARNING: "warning.final_months"}


def context(file: CaseFile, row: LetterRecord, said: Mapping[str, Any], day: date, record_code: str) -> dict[str, Any]:
    """Everything that the words of a letter may use. `said` is what was filled in for this letter."""
    letter = PROCEDURE.letter[row.key]
    answers = _readable(file, letter) | dict(said["fields"])
    shown = {key: display(file, question_of(letter, key), value) for key, value in answers.items()}
    shown |= _computed(file, letter)
    return {
        "school": letter_head.letterhead(file),
        "letter": letter_head.head(file, row, said, shown, day) | {"record_code": record_code},
        "case": _case(file, letter),
        "facts": shown,
        "raw": answers,
        "settings": dict(file.facts.get("settings", {})),
        "dates": _dates(file, letter, day),
    }


def read_said(file: CaseFile, row: LetterRecord) -> dict[str, Any]:
    """What was filled in for a letter, opened."""
    said: dict[str, Any] = file.desk.unseal(file.scope, row.sealed, f"letter/{row.id}")
    return said


def question_of(letter: Letter, key: str) -> Question | None:
    """The question that a value answers: one asked at the letter itself, or one of the procedure."""
    for fact in letter.needs:
        if fact.key == key and fact.asked_at_letter:
            return Question(fact.key, fact.title, fact.kind, fact.hint, most=4_000)
    return PROCEDURE.question.get(key)


def _readable(file: CaseFile, letter: Letter) -> dict[str, Any]:
    """The answers that the reader of this letter may read."""
    answers: dict[str, Any] = dict(file.facts.get("answers", {}))
    if "hearing_at" in answers and hearing_was_postponed(file):
        answers["hearing_at"] = answers["postponed_to"]
    if letter.to in (LADO, POLICE, PACK):
        return answers
    reads = {SUBJECT: SUBJECT_READS, CHAIR: GOVERNORS_READ}.get(letter.to, frozenset())
    allowed = reads | {fact.key for fact in letter.needs}
    return {key: value for key, value in answers.items() if key in allowed}


def hearing_was_postponed(file: CaseFile) -> bool:
    """Whether the hearing that stands was moved after it was set."""
    was_set, moved = file.when("set-hearing"), file.when("postpone-hearing")
    return bool(moved and file.answer("postponed_to") and (was_set is None or moved > was_set))


def display(file: CaseFile, question: Question | None, value: Any) -> str:
    """An answer as a letter writes it."""
    value = typed(question, value)
    if question is None:
        return str(value)
    shown: dict[Kind, Callable[[], str]] = {
        Kind.DAY: lambda: say_day(value),
        Kind.MOMENT: lambda: say_moment(value),
        Kind.YES_NO: lambda: _YES_NO.get(value, str(value)),
        Kind.YES_NO_UNSURE: lambda: _YES_NO.get(value, str(value)),
        Kind.CHOICE: lambda: _title(question, value),
        Kind.MANY: lambda: "; ".join(_title(question, one) for one in value),
        Kind.PERSON: lambda: file.name_of(value),
        Kind.PEOPLE: lambda: in_words(file.name_of(one) for one in value),
        Kind.FINDINGS: lambda: "; ".join(_FINDINGS.get(one, one) for one in value.values()),
        Kind.CONFIRM: lambda: "Yes" if value else "No",
    }
    return shown.get(question.kind, lambda: str(value))()


def _title(question: Question, key: Any) -> str:
    return next((option.title for option in question.options if option.key == key), str(key))


def in_words(names: Iterable[str]) -> str:
    """Anna, Ben and Cem."""
    *before, last = sorted(names) or [""]
    return f"{', '.join(before)} and {last}" if before else last


def _computed(file: CaseFile, letter: Letter) -> dict[str, str]:
    """Facts nobody is asked for: who it is about, who hears it."""
    if letter.to in (REPORTER, CHAIR):
        return {}
    found = {"subject_name": str(file.facts.get("subject_name") or "")}
    if hearers := file.answer("hearers"):
        found["hearers_names"] = in_words(file.name_of(one) for one in hearers)
    return found


def _case(file: CaseFile, letter: Letter) -> dict[str, Any]:
    unnamed = letter.to in (REPORTER, CHAIR)
    found = {} if unnamed else file.answer("findings") or {}
    policy = next((one["policy"] for one in file.allegations if one.get("policy")), "")
    in_force = policies.in_force(file.desk, file.case.school_id, file.now.date())
    return {
        "reference": file.reference,
        "subject_name": "" if unnamed else file.subject_name,
        "subject_post": "" if unnamed else file.subject_post,
        "stage": PROCEDURE.state[at].title if (at := file.at(MAIN)) else "",
        "policy_title": policy or (in_force.title if in_force else ""),
        "allegations": [] if letter.to == REPORTER else [_allegation(n, one, found) for n, one in _numbered(file)],
    }


def _numbered(file: CaseFile) -> Iterable[tuple[int, dict[str, Any]]]:
    return enumerate(file.allegations, 1)


def _allegation(number: int, one: Mapping[str, Any], found: Mapping[str, str]) -> dict[str, Any]:
    finding = found.get(one["id"], "")
    return {
        "number": str(number),
        "code": one["code"],
        "title": one["title"],
        "category": one["title"],
        "clause": one["clause"],
        "words": one["words"] or one.get("none", ""),
        "finding": _FINDINGS.get(finding, ""),
        "finding_key": finding,
    }


def _dates(file: CaseFile, letter: Letter, day: date) -> dict[str, Any]:
    appeal = [clock.due_at for clock in file.clocks if clock.key == "appeal"] if letter.to == SUBJECT else []
    return {
        "today": say_day(day),
        "appeal_by": _day(max(appeal, default=None)),
        "warning_until": _warning_until(file) if letter.to == SUBJECT else "",
        "reported": _day(file.when("report")) if letter.to != SUBJECT else "",
        "notice_days": int(file.setting("hearing.notice_working_days")),
    }


def _day(moment: datetime | None) -> str:
    return say_day(local(moment).date()) if moment else ""


def _warning_until(file: CaseFile) -> str:
    decided, months = file.when("decide"), _MONTHS.get(str(file.answer("sanction")))
    if decided is None or months is None:
        return ""
    return say_day(months_after(local(decided).date(), int(file.setting(months))))
