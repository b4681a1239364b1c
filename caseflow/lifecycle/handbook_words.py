"""The Markdown of the handbook: headings, tables, links, and how a question is described."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from caseflow.lifecycle.sentences import capital
from caseflow.lifecycle.terms import Category, Kind, Option, Question, State, Transition

KINDS = {
    Kind.LINE: "one line",
    Kind.ACCOUNT: "text",
    Kind.CHOICE: "one of a list",
    Kind.MANY: "any of a list",
    Kind.YES_NO: "`yes` or `no`",
    Kind.YES_NO_UNSURE: "`yes`, `no` or `unsure`",
    Kind.DAY: "a day",
    Kind.MOMENT: "a day and time",
    Kind.NUMBER: "a whole number",
    Kind.PERSON: "a person",
    Kind.PEOPLE: "people",
    Kind.FINDINGS: "a finding on each allegation",
    Kind.CONFIRM: "a confirmation",
    Kind.CASE: "a case about the same person",
    Kind.CLOCK: "a clock that runs",
}


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table, or a line that says there is nothing in it."""
    lines = [_row(row) for row in rows]
    if not lines:
        return ["None.", ""]
    return [_row(columns), _row(["---"] * len(columns)), *lines, ""]


def bullets(items: Iterable[str]) -> list[str]:
    """A list, with the empty line that ends it; nothing if there is nothing to list."""
    lines = [f"- {item}" for item in items]
    return [*lines, ""] if lines else []


def section(heading: str, level: int, body: Iterable[str]) -> list[str]:
    """A heading and what stands under it."""
    return [f"{'#' * level} {heading}", "", *body]


def code(key: str) -> str:
    """A key, as it is typed."""
    return f"`{key}`"


def codes(keys: Iterable[str]) -> str:
    """Keys, as they are typed, or a dash."""
    return ", ".join(map(code, keys)) or "–"


def named(title: str, key: str) -> str:
    """What something is called, and its key."""
    return f"{title} ({code(key)})"


def link(heading: str) -> str:
    """A link to a heading of this page."""
    return f"[{heading}](#{slug(heading)})"


def done(transitions: Iterable[Transition]) -> str:
    """Links to what is said of some transitions."""
    return "; ".join(link(transition.label) for transition in transitions)


def slug(heading: str) -> str:
    """The address that Markdown renderers give a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def sourced(words: str, source: str) -> str:
    """A sentence, and where it comes from."""
    return f"{words} *({source})*" if source else words


def places(states: Iterable[State], otherwise: str) -> str:
    """Places by their titles, or other words if there are none."""
    return ", ".join(f"“{state.title}”" for state in states) or otherwise


def leaves_from(transition: Transition) -> str:
    """From where something is done."""
    if transition.leaves or not transition.begins:
        begins = ["before the track is open"] if transition.begins else []
        return "; ".join([*begins, places(transition.leaves, "wherever the case stands, until it ends")])
    return "nothing: it begins here"


def question_row(question: Question, categories: Sequence[Category]) -> list[str]:
    """A question as a line of a table."""
    about = [sourced(capital(question.asks), question.source), *_terms(question)]
    return [code(question.key), " ".join(about), _answered(question, categories), _needed(question)]


def _answered(question: Question, categories: Sequence[Category]) -> str:
    kind = KINDS[question.kind]
    if {option.key for option in question.options} == {category.key for category in categories}:
        return f"{kind}: the breaches of the catalogue, by their keys"
    if question.from_roles:
        return f"{kind}: {' or '.join(role.title for role in question.from_roles)}"
    return f"{kind}: {_options(question.options)}" if question.options else kind


def _options(options: Sequence[Option]) -> str:
    return "; ".join(f"{code(option.key)} {option.title}" for option in options)


def _terms(question: Question) -> Iterable[str]:
    if question.becomes:
        yield f"They become the {question.becomes.title}."
    if question.past:
        yield "Not in the future."
    if question.future:
        yield "Not in the past."
    if question.least:
        yield f"At least {question.least} words."


def _needed(question: Question) -> str:
    if question.by_itself:
        return "nobody is asked: it is known"
    needed = "required" if question.required else "may be left out"
    if question.only_when is None:
        return needed
    other, wanted = question.only_when
    return f"{needed}; asked only if {code(other)} is {' or '.join(map(code, wanted))}"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in cells) + " |"
