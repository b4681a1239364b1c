"""The pages of a report: one question each, in an order that leaves out what the answers so far make needless."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from caseflow.casework.people import Someone
from caseflow.lifecycle.answers import typed
from caseflow.lifecycle.terms import Question
from caseflow.procedure import roles
from caseflow.procedure.reporting import REPORT
from caseflow.web.report_days import DAYS

LATE_AFTER = timedelta(days=7)
ASKED = {question.key: question for question in REPORT.asks}
YOURSELF, THE_HEAD = "me", "headteacher"
INVOLVED = ("yes", "unsure")
DECLARED = replace(ASKED["declared"], required=True)


@dataclass(frozen=True)
class Reporter:
    """Who reports, and on which day: what the pages must know besides the answers."""

    person: Someone
    today: date


When = Callable[[Mapping[str, Any], Reporter], bool]


def _always(_answers: Mapping[str, Any], _by: Reporter) -> bool:
    return True


@dataclass(frozen=True)
class Page:
    """One page: its address, its questions (the first is the heading), and when it is asked at all.

    `keeps` are the answers it is there for. `stops_at` are the answers after which the reader is told first what to do
    now. `heading` stands over a page of several questions that are equals.
    """

    key: str
    questions: tuple[Question, ...]
    applies: When = _always
    keeps: tuple[str, ...] = ()
    stops_at: tuple[str, ...] = ()
    heading: str = ""
    card: str = ""

    @property
    def title(self) -> str:
        """The title of the page, which is also its h1."""
        first = self.questions[0]
        return self.heading or first.asks + ("" if first.required else " (optional)")

    @property
    def asks(self) -> tuple[str, ...]:
        """The keys of the answers this page gives to the report."""
        return self.keeps or tuple(question.key for question in self.questions)

    def stops(self, answers: Mapping[str, Any]) -> bool:
        """Whether these answers call for something to be done now."""
        return answers.get(self.questions[0].key) in self.stops_at


def _ask(key: str, *, required: bool = True, **but: Any) -> Question:
    return replace(ASKED[key], required=required, **but)


def _page(key: str, question: Question, **more: Any) -> Page:
    return Page(key, (question,), **more)


def is_named(answers: Mapping[str, Any], _by: Reporter) -> bool:
    return answers.get("about") not in (YOURSELF, THE_HEAD)


def _head_could_be_told(answers: Mapping[str, Any], by: Reporter) -> bool:
    return answers.get("about") != THE_HEAD and not by.person.holds(roles.HEADTEACHER.key)


def _something_to_show(answers: Mapping[str, Any], _by: Reporter) -> bool:
    return bool(set(answers.get("evidence", ())) - {"none"})


def _pupil(answers: Mapping[str, Any], _by: Reporter) -> bool:
    return answers.get("pupil") in INVOLVED


def _somebody_told(answers: Mapping[str, Any], _by: Reporter) -> bool:
    return bool(set(answers.get("told_who", ())) - {"none"})


def _late(answers: Mapping[str, Any], by: Reporter) -> bool:
    found = typed(ASKED["found_out"], answers.get("found_out"))
    return isinstance(found, date) and found < by.today - LATE_AFTER


PAGES = (
    _page("picture", _ask("image_gate"), stops_at=("yes", "unsure"), card="Safety"),
    _page("danger", _ask("danger"), stops_at=("yes",), card="Safety"),
    _page("about", _ask("about"), card="Who it is about"),
    _page(
        "name",
        _ask(
            "subject",
            hint="First name and surname, as the school knows them. If you do not know the name, describe them: "
            "their job, the account, or how you know they belong to the school.",
        ),
        applies=is_named,
        card="Who it is about",
    ),
    _page("governors", _ask("to_governors"), applies=_head_could_be_told, card="Who it is about"),
    _page("seen", _ask("categories", hint="Select all that apply."), card="What you saw or heard"),
    _page("platform", _ask("platforms", hint="Select all that apply."), card="What you saw or heard"),
    Page(
        "when",
        tuple(question for day in DAYS for question in day.questions),
        keeps=tuple(key for day in DAYS for key in day.keeps),
        heading="When was it?",
        card="What you saw or heard",
    ),
    Page(
        "account",
        (
            _ask("account"),
            _ask("hearsay", required=False, hint="Say which part, and who told you.", most=4_000),
        ),
        card="What you saw or heard",
    ),
    _page("evidence", _ask("evidence", hint="Select all that apply."), card="What shows it"),
    _page(
        "where",
        _ask(
            "evidence_where",
            hint="For example, the address of the post, the name of the account, whose telephone it is on. If you do "
            "not know, say so.",
        ),
        applies=_something_to_show,
        card="What shows it",
    ),
    _page("pupil", _ask("pupil"), card="Pupils"),
    _page(
        "pupil-name",
        _ask(
            "pupil_who",
            hint="Name and year, if you know them. If there are several, name them all. If you do not know, say so.",
        ),
        applies=_pupil,
        card="Pupils",
    ),
    _page("pupil-relation", _ask("pupil_relation"), applies=_pupil, card="Pupils"),
    _page("told", _ask("told_who", hint="Select all that apply."), card="Who knows"),
    _page("told-what", _ask("told"), applies=_somebody_told, card="Who knows"),
    _page(
        "late",
        _ask(
            "late_reason",
            required=False,
            hint="You may leave this empty. A late report is far better than none.",
            most=4_000,
        ),
        applies=_late,
        card="Who knows",
    ),
)
BY_KEY = {page.key: page for page in PAGES}
