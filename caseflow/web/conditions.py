"""Questions that are asked only with certain answers: shown and hidden by a style sheet, with no script at all.

The sheet is made from the procedure. A browser that cannot follow it shows every question, each with the words that say
when it is asked; what is not asked is left out of what is taken, whatever was typed there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import product

from flask import Response

from caseflow.lifecycle.terms import Question
from caseflow.procedure import PROCEDURE

YES_NO = {"yes": "Yes", "no": "No", "unsure": "Not sure"}


def style_sheet() -> Response:
    """The sheet, the same for everybody until the next release."""
    return Response(_sheet(), mimetype="text/css")


@cache
def _sheet() -> str:
    rules = [rule for transition in PROCEDURE.transitions for rule in _rules(transition.asks)]
    rules.append(".cf-depends__when{display:none}")  # it is seen when it is asked, and needs no explaining
    return "@supports selector(:has(*)){\n" + "\n".join(dict.fromkeys(rules)) + "\n}\n"


def _rules(asks: tuple[Question, ...]) -> Iterator[str]:
    known = {question.key: question for question in asks}
    for question in asks:
        if question.only_when:
            place = f'[data-asked="{question.key}"]'
            shown = (f"form{''.join(chain)} {place}" for chain in _chains(question, known))
            yield f"{place}:not(:has(.govuk-error-message)){{display:none}}"
            yield ",".join(shown) + "{display:block}"


def _chains(question: Question, known: Mapping[str, Question]) -> Iterator[tuple[str, ...]]:
    """The ways to be asked: for each a test of the form, and of whatever the other question depends on itself."""
    if question.only_when is None:
        yield ()
        return
    other, wanted = question.only_when
    here = [f':has([name="{other}"][value="{value}"]:checked)' for value in wanted]
    for before, one in product(_chains(known[other], known), here):
        yield (*before, one)


def in_words(asks: Iterable[Question]) -> dict[str, str]:
    """For each question that depends on another, when it is asked."""
    known = {question.key: question for question in asks}
    found = {}
    for question in known.values():
        if question.only_when:
            other, wanted = known[question.only_when[0]], question.only_when[1]
            titles = {option.key: option.title for option in other.options} or YES_NO
            found[question.key] = (
                f"Asked only if “{other.asks}” is {' or '.join(f'“{titles[one]}”' for one in wanted)}."
            )
    return found
