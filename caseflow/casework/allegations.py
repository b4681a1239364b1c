"""An allegation: a breach, the clause of the policy it rests on, and whether the person had read that.

The clause is frozen as it stood on the day of the conduct. Whether it had been read is looked up, and cannot change
afterwards: a confirmation given today is of today.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from caseflow.casework import policy_readers
from caseflow.lifecycle.days import local, say_day
from caseflow.procedure.breaches import category
from caseflow.procedure.policy import PolicyVersion

if TYPE_CHECKING:
    from caseflow.casework.casefile import CaseFile
    from caseflow.casework.policy_readers import Known


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


def readings(file: CaseFile) -> list[str]:
    """For each allegation, whether the person had confirmed reading the version in force on the day; or nothing."""
    subject, keys = file.facts.get("subject_id"), {one.get("policy_key", "") for one in file.allegations} - {""}
    if not subject:
        return ["Not known: the person is not on the staff list." if keys else "" for _ in file.allegations]
    known = policy_readers.known_to(file.desk, file.case.school_id, subject, keys) if keys else {}
    return [
        _reading(known[one["policy_key"]], date.fromisoformat(one["day"])) if one["policy_key"] in known else ""
        for one in file.allegations
    ]


def _reading(known: Known, day: date) -> str:
    given, read = (local(at).date() if at else None for at in (known.published_at, known.read_at))
    if read and read <= day:
        return f"Yes, on {say_day(read)}."
    if read:
        return f"Not by that day. They confirmed it on {say_day(read)}."
    if given is None:
        return "Not known: this version was not given to staff to confirm."
    when = "before" if given <= day else "after"
    return (
        f"No. It was published to staff on {say_day(given)}, {when} that day."
        if given != day
        else (f"No. It was published to staff on that day, {say_day(given)}.")
    )
