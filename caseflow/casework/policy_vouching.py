"""Writing down what is done with the policy, so that the journal vouches for each row of a version by itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from caseflow.casework import journal
from caseflow.casework.desk import Desk
from caseflow.casework.fingerprints import fingerprint
from caseflow.casework.refusals import Tampered
from caseflow.records import PolicyBasis, PolicyClause, PolicyText, Record

Row = PolicyText | PolicyClause | PolicyBasis


def write(desk: Desk, row: PolicyText, event: str, actor_id: str, sentence: str, **said: Any) -> int:
    """Write an entry about a version, vouching for it and for all its clauses and bases."""
    desk.session.flush()
    return journal.write_for_school(desk, row.school_id, event, actor_id, sentence=sentence, **vouching(row), **said)


def write_beside(desk: Desk, school_id: str, row: Record, event: str, actor_id: str, sentence: str, **said: Any) -> int:
    """Write an entry about something beside a version (a review, a publication, a reading), vouching for its row."""
    desk.session.flush()
    told = {"policy_beside": f"{row.__tablename__} {row.id}", "projection": fingerprint([row])}  # type: ignore[attr-defined]  # each has an id
    return journal.write_for_school(desk, school_id, event, actor_id, sentence=sentence, **told, **said)


def vouching(row: PolicyText) -> dict[str, Any]:
    """What an entry says of a version: its id, and a line for each of its rows."""
    return {"policy": row.id, "policy_rows": lines([row, *row.clauses, *row.bases])}


def lines(rows: Iterable[Row]) -> list[str]:
    """For each row its table, its id, its fingerprint and what people call it."""
    return sorted(f"{row.__tablename__} {row.id} {fingerprint([row])} {named(row)}" for row in rows)


def named(row: Row) -> str:
    """What people call a row: a clause's number, a breach's code, the version's title."""
    if isinstance(row, PolicyClause):
        return row.key
    return row.category if isinstance(row, PolicyBasis) else row.title


def vouched_for(desk: Desk, row: PolicyText) -> None:
    """Refuse to go on from a version that is not what the journal vouches for. Raises Tampered."""
    years = range(desk.now.year, row.begun_at.year - 2, -1)
    scopes = [scope for year in years if desk.keyring.keys([scope := f"{row.school_id}:{year}"])]
    newest = next(filter(None, (journal.newest_with(desk, scope, "policy", row.id) for scope in scopes)), None)
    if newest is None or newest.said["policy_rows"] != vouching(row)["policy_rows"]:
        raise Tampered(
            f"The stored text of “{row.title}” is not what the journal says. Somebody changed the database by hand. "
            "Nothing was done; tell the chair and check the journal."
        )


__all__ = ["lines", "named", "vouched_for", "vouching", "write", "write_beside"]
