"""The words of letters: templates filled with plain values, and what a letter still lacks.

No letter is laid out for printing while something in it is blank, and a value that no one gave raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from caseflow.casework.board_report import BoardReport
from caseflow.casework.refusals import Refused
from caseflow.lifecycle.days import say_day
from caseflow.lifecycle.terms import Letter
from caseflow.procedure import PROCEDURE
from caseflow.procedure.choices import FALSE, MALICIOUS, SUBSTANTIATED, UNFOUNDED, UNSUBSTANTIATED, WARNINGS
from caseflow.procedure.settings import DEFAULTS

TEMPLATES = Path(__file__).parents[2] / "templates"
FINDINGS_MEAN = {
    SUBSTANTIATED: "There is enough evidence to prove the allegation, on the balance of probabilities.",
    MALICIOUS: "There is enough evidence to disprove the allegation, and there was a deliberate act to deceive or to "
    "cause you harm.",
    FALSE: "There is enough evidence to disprove the allegation.",
    UNSUBSTANTIATED: "There is not enough evidence either to prove or to disprove the allegation. The word says "
    "nothing about guilt or innocence.",
    UNFOUNDED: "There is no evidence, or no proper basis, to support the allegation.",
}
"""What each of the five findings of KCSIE Part four means, as a letter explains it."""
_FINDING = ("L10", "L12", "L13")
_ACCUSING = ("L5", "L9", "L11", "L19", *_FINDING)
_UNTIL = {"appeal_by": "Last day for an appeal"}
_WARNED = {"warning_until": "Last day of the warning"}
_DATES = {"L12": {**_UNTIL, **_WARNED}, "L13": _UNTIL}
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def render_letter(key: str, context: Mapping[str, Any], *, preview: bool) -> str:
    """A letter as HTML: a page for the press, or with `preview` the article alone, for a page of ours."""
    letter = PROCEDURE.letter[key]
    if not preview and (lacks := _lacks(letter, context)):
        raise Refused(f"The letter still lacks: {'; '.join(lacks)}.")
    settings = {**DEFAULTS, **context["settings"]}
    words = _templates().get_template(f"letters/{letter.words or key}.html")
    return words.render({**context, "settings": settings}, preview=preview)


def board_sheet(school: Mapping[str, Any], report: BoardReport, today: str) -> str:
    """The report to the governing body, as a page for the press."""
    letter = {"heading": "Staff cases: report to the governing body", "date": today, "ref": "Termly report"}
    told = {**asdict(report), "start": say_day(report.start), "end": say_day(report.end)}
    letter |= {"number": "L20", "record_code": ""}
    return _templates().get_template("letters/L20.html").render(school=school, letter=letter, report=told)


def render_page(name: str, **context: Any) -> str:
    """Another page of the school's for the press, by the name of its template."""
    return _templates().get_template(f"papers/{name}.html").render(**context)


def letter_css() -> str:
    """The style sheet that letters are pressed with."""
    return (TEMPLATES / "letters/letter.css").read_text(encoding="utf-8")


def page_css() -> str:
    """The style sheet that other pages are pressed with."""
    return letter_css() + (TEMPLATES / "papers/paper.css").read_text(encoding="utf-8")


def missing(letter: Letter, context: Mapping[str, Any]) -> list[str]:
    """The titles of what the letter needs and does not have; blank counts as not there."""
    facts, free, answers = context["facts"], context["letter"]["free"], context["raw"]
    needed = [(fact.title, facts.get(fact.key)) for fact in letter.facts(answers)]
    needed += [(one.title, free.get(one.key)) for one in letter.paragraphs(answers) if one.required]
    return [title for title, value in needed if not str(value or "").strip()]


def _lacks(letter: Letter, context: Mapping[str, Any]) -> list[str]:
    wanted = _DATES.get(letter.key, {})
    if letter.key == "L15" and context["raw"].get("appeal_sanction") in WARNINGS:
        wanted = _WARNED
    dates = [title for key, title in wanted.items() if not context["dates"].get(key)]
    accused = context["case"]["allegations"]
    blank = ["The allegations"] if letter.key in _ACCUSING and not accused else []
    if letter.key in _FINDING:
        blank += [f"The finding on allegation {one['number']}" for one in accused if not one["finding_key"]]
    return missing(letter, context) + dates + blank


@cache
def _templates() -> Environment:
    templates = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    templates.filters |= {"lines": _lines, "paragraphs": _paragraphs, "in_words": _in_words, "named": _named}
    templates.globals["findings_mean"] = FINDINGS_MEAN
    templates.globals["copy_of"] = _copy_of
    return templates


def _copy_of(key: str, context: Mapping[str, Any]) -> Markup:
    """A letter that was issued, word for word, as a part of a pack: its headings stand below those of the pack."""
    article = render_letter(key, context, preview=True)
    lower = re.sub(r"<(/?)h([12])\b", lambda tag: f"<{tag[1]}h{int(tag[2]) + 2}", article)
    return Markup(lower)  # noqa: S704 -- made by our own templates, which escape


def _said(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _lines(text: str) -> Markup:
    """What was written in several lines, for the cell of a table."""
    return Markup("<br>").join(_said(text))


def _paragraphs(text: str) -> Markup:
    """What was written in several paragraphs."""
    parts = (part.strip() for part in text.replace("\r\n", "\n").split("\n\n"))
    written = Markup().join(Markup("<p>{}</p>").format(part) for part in parts if part)
    return Markup('<div class="cf-written">{}</div>').format(written)


def _in_words(number: int | str) -> str:
    """A small number as a letter writes it: five, but 15."""
    return _SMALL[int(number)] if int(number) < len(_SMALL) else str(number)


def _named(allegations: Iterable[Mapping[str, Any]]) -> str:
    """Allegation 1; allegations 1, 2 and 4."""
    *before, last = (str(one["number"]) for one in allegations)
    return f"allegations {', '.join(before)} and {last}" if before else f"allegation {last}"
