"""Where the words of a policy should not be taken at face value: told to whoever keeps it, wherever the words stand.

A caution hangs on the words and not on a version, so that it goes when a new version no longer has them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from caseflow.procedure.policy import Clause


@dataclass(frozen=True)
class Caution:
    """Words that should make one stop, and why. `words` go on after “Clause 3.5”."""

    found_by: str
    words: str


CAUTIONS = (
    Caution(
        "Teaching Agency",
        "names the Teaching Agency, which no longer exists. The Teaching Regulation Agency now deals with serious "
        "misconduct by teachers.",
    ),
    Caution(
        "Luton Borough Council will provide guidance",
        "waits for Luton Borough Council to provide guidance on updating the policy. Do not wait for it: approving "
        "and reviewing the policy is the governing body's own work.",
    ),
    Caution(
        "significant concerns or suspicions",
        "is not the legal test. A referral to the DBS needs both that the person was, or might have been, removed "
        "from work with children, and that the school thinks the harm or conduct test is met.",
    ),
    Caution(
        "will result in disciplinary action",
        "says that any failure will be disciplined. Management advice counts as a corrective measure; record why "
        "nothing more was needed.",
    ),
    Caution(
        "MSN",
        "names services that have closed. The list is of examples, and services of today are covered.",
    ),
)


def cautions_of(clauses: Iterable[Clause]) -> list[str]:
    """What to beware of in these clauses, in their order, each sentence beginning with the clause."""
    return [
        f"Clause {one.key} {caution.words}" for one in clauses for caution in CAUTIONS if caution.found_by in one.words
    ]
