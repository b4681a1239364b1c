"""What specimens of more than one letter have in common: a paper and how it is made, and a letter copied into one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from caseflow.casework import specimen_case as invented
from caseflow.casework import specimens
from caseflow.procedure.letters import BY_KEY, SUBJECT


@dataclass(frozen=True)
class Sheet:
    """One paper and how it is made: the same bytes, wherever and whenever."""

    name: str
    pressed: Callable[[], bytes]


def copy_of(key: str, number: int) -> dict[str, Any]:
    """A letter as it stands in a pack or a bundle, with the fingerprint of its sheet."""
    one = specimens.specimen(key)
    return {
        "key": key,
        "title": BY_KEY[key].title,
        "number": number,
        "to": invented.NAMED[SUBJECT],
        "issued": invented.DATES["today"],
        "sha256": hashlib.sha256(specimens.pressed(one)).hexdigest(),
        "context": specimens.context(one),
    }
