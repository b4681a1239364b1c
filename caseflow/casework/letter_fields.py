"""The fields that the words of a letter may hold in braces: a closed list for each letter, and no language."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from caseflow.lifecycle.terms import Fact, Kind, Letter, wanted
from caseflow.procedure import PROCEDURE

_ALWAYS = {
    "school_name": "Name of the school",
    "reference": "Reference of the case",
    "recipient_name": "Name of the reader",
}
_COMPUTED = ("subject_name", "hearers_names", "appeal_hearers_names")
_SHORT = (Kind.LINE, Kind.DAY, Kind.MOMENT, Kind.CHOICE, Kind.YES_NO)
_FIELD = re.compile(r"(?<!\{)\{([a-z0-9_]+)\}(?!\})")
_LOOKS_LIKE_ONE = re.compile(r"(?<!\{)\{([A-Za-z0-9_.| ]*[A-Za-z_][A-Za-z0-9_.| ]*)\}(?!\})")


def fields_of(letter: Letter) -> dict[str, str]:
    """The fields of a letter with what they stand for: short facts that every letter of this kind has."""
    return _ALWAYS | {fact.key: fact.title for fact in letter.needs if fact.when is wanted and _is_short(fact)}


def _is_short(fact: Fact) -> bool:
    if fact.asked_at_letter:
        return fact.kind in _SHORT
    question = PROCEDURE.question.get(fact.key)
    return fact.key in _COMPUTED or (question is not None and question.kind in _SHORT)


def wrong_field(text: str, allowed: Collection[str]) -> str | None:
    """A sentence about the first thing in a text that looks like a field and is none, or None."""
    for match in _LOOKS_LIKE_ONE.finditer(text):
        if match[1] not in allowed:
            return f"“{match[0]}” is not a field of this letter. Its fields are {_listed(allowed)}."
    return None


def wrong_brace(text: str, allowed: Collection[str]) -> str | None:
    """As `wrong_field`, for words that are used again and again: there, braces hold fields and nothing else."""
    left = _FIELD.sub(lambda match: "" if match[1] in allowed else match[0], text)
    if "{" not in left and "}" not in left:
        return None
    return (
        wrong_field(left, allowed) or f"Braces are only for fields. The fields of this letter are {_listed(allowed)}."
    )


def _listed(allowed: Collection[str]) -> str:
    *before, last = (f"{{{key}}}" for key in sorted(allowed))
    return f"{', '.join(before)} and {last}" if before else last


def merged(text: str, values: Mapping[str, str]) -> str:
    """A text with its fields filled in; one that has no value yet stays as it is."""
    return _FIELD.sub(lambda match: values.get(match[1]) or match[0], text)
