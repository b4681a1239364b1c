"""The specimens of the program itself, with who reported hidden in facts that letters to others must not repeat."""

from typing import Any

from caseflow.casework import specimens
from caseflow.casework.letter_words import render_letter
from caseflow.casework.specimen_case import REPORTER_NAME, SUBJECT_NAME
from caseflow.casework.specimens import SPECIMENS, Specimen
from caseflow.procedure.choices import FINDINGS
from caseflow.procedure.letters import BY_KEY, REPORTER

__all__ = ["REPORTER_NAME", "SPECIMENS", "SUBJECT_NAME", "WRITTEN", "Specimen", "context", "found", "of", "written"]

WRITTEN = tuple(dict.fromkeys(one.key for one in SPECIMENS))
HIDDEN = ("account", "told", "malice", "case_reasons", "no_case_reasons", "reporter_name", "suspension_reasons")


def of(one: Specimen, **raw: str) -> dict[str, Any]:
    """All that one specimen is given."""
    given = specimens.context(one)
    secret = "" if BY_KEY[one.key].to == REPORTER else f"{REPORTER_NAME} told me so"
    hidden = dict.fromkeys(HIDDEN, secret)
    return given | {"facts": {**hidden, **given["facts"]}, "raw": {**hidden, **given["raw"], **raw}}


def context(key: str, wording: str = "", **raw: str) -> dict[str, Any]:
    """All that one letter is given, in one of its wordings or in the first."""
    given = of(specimens.specimen(key, wording), **raw)
    if key == "L10":
        found(given, "substantiated", "unsubstantiated")
    return given


def found(words: dict[str, Any], *findings: str) -> dict[str, Any]:
    """The same context with other findings, one for each allegation in turn."""
    titles = {option.key: option.title for option in FINDINGS}
    for one, finding in zip(words["case"]["allegations"], findings, strict=True):
        one |= {"finding_key": finding, "finding": titles[finding]}
    return words


def written(key: str, *, preview: bool = False, **raw: str) -> str:
    """One letter as HTML."""
    return render_letter(key, context(key, **raw), preview=preview)
