"""What can be wrong: a breach of the policy."""

from __future__ import annotations

from dataclasses import dataclass, field

from caseflow.lifecycle.terms.questions import Question


@dataclass(frozen=True)
class Category:
    """A breach of the policy: its clause, how serious it usually is, where it leads and what excuses it.

    `severity` runs from 1 (advice) to 5 (crime against a child). `routes` are words of the domain: LLC, LADO, POL,
    ICO, WB, HR. `clause` is the key of the policy's clause, `plain` what the report form says.
    """

    key: str
    title: str
    plain: str
    clause: str
    severity: int
    routes: tuple[str, ...]
    exceptions: tuple[str, ...] = ()
    note: str = ""
    section: str = ""
    asks: tuple[Question, ...] = field(default=())
