"""What somebody looks for, as it stands in an address: sealed for them alone, so that no name is left in a history.

Nothing is kept: the address holds the words, and only this program opens them, for the one who looked. A name typed
into an address would lie in the history of a shared computer, and in the logs of whatever stands between.
"""

from __future__ import annotations

import base64
import binascii

from caseflow.casework.desk import Desk, school_scope
from caseflow.casework.people import Someone
from caseflow.vault.box import Altered

MOST = 100
"""Letters that are looked for. Words are filled up to so many, so that no address tells how long a name is."""


def sealed(desk: Desk, person: Someone, words: str) -> str:
    """These words for an address, or nothing for none."""
    said = " ".join(words.split())[:MOST]
    if not said:
        return ""
    box = desk.seal(school_scope(person.school_id), said.ljust(MOST), _context(person))
    return base64.urlsafe_b64encode(box).decode().rstrip("=")


def opened(desk: Desk, person: Someone, given: str) -> str:
    """The words in an address; nothing if they are not this person's, or were changed."""
    try:
        box = base64.urlsafe_b64decode(given.encode("ascii") + b"=" * (-len(given) % 4))
        return str(desk.unseal(school_scope(person.school_id), box, _context(person))).rstrip() if box else ""
    except (Altered, ValueError, binascii.Error):
        return ""


def _context(person: Someone) -> str:
    return f"search/{person.id}"
