"""What those who keep the policy do, in one line each."""

from __future__ import annotations

from typing import Any

from casework.town import Town
from sqlalchemy import select

from caseflow.casework import policies, policy_adoption, policy_draft, policy_readers
from caseflow.records import PolicyText

PROPOSAL: dict[str, Any] = {
    "title": "Social Media Policy",
    "approved": "2027-01-12",
    "minute": "Full Governing Body, 12 January 2027, minute 8",
    "holds_from": "2027-02-01",
    "review_due": "2028-01-31",
}
CLAUSE = {"number": "5.6", "section": "Use", "lead": "", "words": "Look at personal sites only in breaks"}


def the_first(town: Town) -> str:
    """The id of the version that the school was founded with."""
    with town.office.at_work() as desk:
        return policies.adopted(desk, town.id)[0].id


def begun(town: Town) -> str:
    """Begin a new version, and return its id."""
    with town.office.at_work() as desk:
        return policy_draft.begin(desk, town.cast.helen).id


def clause_id(town: Town, text_id: str, number: str) -> str:
    """The id of a clause."""
    with town.office.at_work() as desk:
        row = desk.session.get_one(PolicyText, text_id)
        return next(one.id for one in row.clauses if one.key == number)


def edition(town: Town, text_id: str) -> int:
    """How often a version was changed."""
    with town.office.at_work() as desk:
        return desk.session.scalars(select(PolicyText.edition).where(PolicyText.id == text_id)).one()


def change(town: Town, text_id: str, number: str = "5.6", **given: str) -> None:
    """Change a clause of a draft."""
    one = clause_id(town, text_id, number)
    with town.office.at_work() as desk:
        said = {**CLAUSE, "number": number, **given}
        policy_draft.put_clause(desk, town.cast.helen, text_id, desk_edition(desk, text_id), said, one)


def desk_edition(desk: Any, text_id: str) -> int:
    """The same, at a desk."""
    return int(desk.session.get_one(PolicyText, text_id).edition)


def proposed(town: Town, text_id: str = "", **but: Any) -> str:
    """Begin a version, change a clause and propose it. Returns its id."""
    if not text_id:
        text_id = begun(town)
        change(town, text_id)
    with town.office.at_work() as desk:
        given = {**PROPOSAL, **but}
        policy_adoption.propose(desk, town.cast.helen, text_id, desk_edition(desk, text_id), given)
    return text_id


def adopt(town: Town, text_id: str = "", **but: Any) -> str:
    """Propose and adopt a version. Returns its id."""
    text_id = proposed(town, text_id, **but)
    with town.office.at_work() as desk:
        policy_adoption.agree(desk, town.cast.carol, text_id, desk_edition(desk, text_id), {"agreed": True})
    return text_id


def publish(town: Town, text_id: str = "") -> str:
    """Publish a version to all staff: the first, if none is named."""
    text_id = text_id or the_first(town)
    with town.office.at_work() as desk:
        policy_readers.publish(desk, town.cast.helen, text_id)
    return text_id


def confirm(town: Town, who: Any, text_id: str) -> None:
    """Somebody confirms that they have read a version."""
    with town.office.at_work() as desk:
        policy_readers.confirm(desk, who, text_id, {"read": True})
