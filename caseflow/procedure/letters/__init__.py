"""The letters and forms: when each becomes due, to whom it goes, and what it cannot be without.

One file for each occasion. The words stand in `templates/letters/`, one file a letter, named after its key.
"""

from caseflow.procedure.letters import (
    agencies,
    appeal,
    authority,
    data,
    governors,
    hearing,
    inquiry,
    referrals,
    reporter,
    suspension,
)
from caseflow.procedure.letters.shared import (
    AFFECTED,
    AFTER,
    AGENCIES,
    AUTHORITY,
    CHAIR,
    DBS,
    ICO,
    LADO,
    POLICE,
    REPORTER,
    SUBJECT,
    TRA,
)

LETTERS = (
    reporter.L1,
    agencies.L3,
    agencies.L4,
    inquiry.L5,
    suspension.L6,
    suspension.L7,
    hearing.L9,
    hearing.L10,
    inquiry.L11,
    hearing.L12,
    hearing.L13,
    appeal.L14,
    appeal.L15,
    reporter.L18,
    governors.L19,
    authority.L21,
    data.L22,
    data.L22N,
    referrals.L23,
    referrals.L24,
)
BY_KEY = {letter.key: letter for letter in LETTERS}
__all__ = [
    "AFFECTED",
    "AFTER",
    "AGENCIES",
    "AUTHORITY",
    "BY_KEY",
    "CHAIR",
    "DBS",
    "ICO",
    "LADO",
    "LETTERS",
    "POLICE",
    "REPORTER",
    "SUBJECT",
    "TRA",
]
