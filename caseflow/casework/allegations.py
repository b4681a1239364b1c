"""An allegation: a breach, and the clause of the policy it rests on, frozen as it stood on the day of the conduct."""

from __future__ import annotations

from datetime import date
from typing import Any

from caseflow.lifecycle.days import say_day
from caseflow.procedure.breaches import category
from caseflow.procedure.policy import PolicyVersion


def frozen(key: str, code: str, policy: PolicyVersion | None, day: date) -> dict[str, Any]:
    """What a case keeps of a breach: the clause in full, the version and the day; or in words that there was none."""
    clause = policy.basis(code) if policy else None
    none = f"No version of the policy was in force on {say_day(day)}."
    if policy and not clause:
        none = f"The policy that was in force on {say_day(day)} has no clause for this."
    return {
        "id": key,
        "code": code,
        "title": category(code).title,
        "clause": clause.key if clause else "",
        "words": clause.in_full if clause else "",
        "none": "" if clause else none,
        "policy": policy.name if policy else "",
        "policy_key": policy.key if policy else "",
        "day": day.isoformat(),
    }
