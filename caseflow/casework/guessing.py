"""How easily a password is guessed, found out on this machine: common ones, names, patterns, the school's own words.

The lists come with zxcvbn and are asked of nobody. What is known here of whoever chooses it – their name, their
address, their school – counts for nothing in it, so that it takes more than a year behind the name of the school.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable

from caseflow.casework import people

ENOUGH = 10.0
"""So many guesses, as a power of ten, is what the library calls very hard to guess even for whoever has the hash."""
LOOKED_AT, SIGNS = 40, 12
"""Letters looked at, and different signs that may stand for letters (@ for a, 0 for o): what follows only adds to it.

Each such sign may mean several letters, and all are tried: with all of them in one password that took seconds.
"""
_MEANS_A_LETTER = frozenset("4@8({[<369&#!1/|0$5+7%2")
COMMON = "Enter a password that is harder to guess: this is a common one, or made of common words, names or patterns"
OWN = "Enter a password that is harder to guess: most of this is your name, your address or your school’s name"
_one_at_a_time = threading.Lock()
"""The library keeps the words of whoever asks in a place that all share."""


def easily_guessed(password: str, known: Iterable[str] = ()) -> str | None:
    """Why a password is guessed too easily, or None. `known` is what anybody here knows of whoever chooses it."""
    from zxcvbn import zxcvbn  # here: its lists are large, and passwords are seldom chosen

    with _one_at_a_time:
        found = zxcvbn(looked_at(password), user_inputs=sorted(_words(known)))
    if float(found["guesses_log10"]) >= ENOUGH:
        return None
    own = any(one.get("dictionary_name") == "user_inputs" for one in found["sequence"])
    return OWN if own else COMMON


def looked_at(password: str) -> str:
    """The beginning of a password that is looked at: as hard to guess as the whole, or less."""
    seen: set[str] = set()
    for place, letter in enumerate(password[:LOOKED_AT]):
        seen |= {letter} & _MEANS_A_LETTER
        if len(seen) > SIGNS:
            return password[:place]
    return password[:LOOKED_AT]


def _words(known: Iterable[str]) -> set[str]:
    """What is known, as somebody would type it: word by word, and without what stands between."""
    found: set[str] = set()
    for text in known:
        words = re.findall(r"\w+", people.fold(text))
        found |= {*words, "".join(words), "".join(word[0] for word in words)}
    return {word for word in found if len(word) > 2}
