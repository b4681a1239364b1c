"""A clause of the policy changed by hand is named, and so is whatever hangs on a version."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from verify.school import Played

from caseflow.casework.policies import ADOPTED
from caseflow.casework.verify import verify
from caseflow.casework.verify_rows import snapshot
from caseflow.records import PolicyText

TITLE = "of the policy “Social Networking Policy”"


def sentences(played: Played) -> str:
    report = verify(played.office)
    assert not report.whole
    return "\n".join(report.sentences())


def adopted(played: Played) -> str:
    with snapshot(played.office) as session:
        return session.scalars(select(PolicyText.id).where(PolicyText.status == ADOPTED)).one()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("UPDATE policy_clause SET words = 'Say nothing' WHERE key = '5.14' AND text_id = :text", "Clause 5.14"),
        ("UPDATE policy_clause SET key = '5.99' WHERE key = '5.14' AND text_id = :text", "Clause 5.14"),
        ("UPDATE policy_basis SET clause = '5.8' WHERE category = 'WB-1' AND text_id = :text", "the breach WB-1 rests"),
        ("UPDATE policy_text SET holds_from = '2027-01-01' WHERE id = :text", "The version “Social Networking Policy”"),
    ],
)
def test_what_was_changed_by_hand_is_named(played: Played, by_hand, change: str, says: str):
    by_hand((change, {"text": adopted(played)}))
    said = sentences(played)
    assert says in said
    assert f"{TITLE} is not what entry 0 vouched for: it was changed by hand." in said
    assert said.count("was changed by hand") == 1


def test_a_clause_taken_away_and_one_slipped_in_are_named(played: Played, by_hand):
    text = adopted(played)
    by_hand(
        ("DELETE FROM policy_clause WHERE key = '5.14' AND text_id = :text", {"text": text}),
        (
            "INSERT INTO policy_clause (id, text_id, key, section, lead, words) "
            "VALUES ('ABCDEFGHJKMNPQRS', :text, '5.16', 'More', '', 'Never smile')",
            {"text": text},
        ),
    )
    said = sentences(played)
    assert f"Clause 5.14 {TITLE}, for which entry 0 vouched, is no longer stored: it was changed by hand." in said
    assert f"Clause 5.16 {TITLE} is stored, and entry 0 did not vouch for it: it was changed by hand." in said


def test_a_version_slipped_in_is_found(played: Played, by_hand):
    by_hand(
        (
            "INSERT INTO policy_text (id, school_id, title, status, edition, sealed, begun_at, begun_by, holds_from) "
            "SELECT 'ABCDEFGHJKMNPQRS', school_id, title, status, 0, sealed, begun_at, begun_by, '2027-01-01' "
            "FROM policy_text WHERE id = :text",
            {"text": adopted(played)},
        )
    )
    assert "A version of the policy is stored (ABCDEFGHJKMNPQRS), and no entry put it there." in sentences(played)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("UPDATE policy_review SET next_due = '2099-01-01'", "A review of the policy is not what entry"),
        (
            "UPDATE policy_publication SET published_at = '2020-01-01T00:00:00.000000Z'",
            "A publication of the policy is",
        ),
        ("DELETE FROM policy_reading", "A confirmation that somebody read the policy, for which entry"),
        (
            "INSERT INTO policy_reading SELECT 'ABCDEFGHJKMNPQRS', text_id, 'other mark', read_at FROM policy_reading",
            "A confirmation that somebody read the policy is stored (ABCDEFGHJKMNPQRS), and no entry vouches for it.",
        ),
    ],
)
def test_what_lies_beside_a_version_is_vouched_for_too(played: Played, by_hand, change: str, says: str):
    if played.url.startswith("postgresql"):
        change = change.replace("'other mark'", "'other mark'::bytea")
    else:
        change = change.replace("'other mark'", "CAST('other mark' AS BLOB)")
    by_hand(change)
    assert says in sentences(played)


def test_a_row_that_cannot_be_read_is_named_and_stops_nothing(played: Played, by_hand):
    by_hand("UPDATE policy_reading SET read_at = 'never'")
    assert "A confirmation that somebody read the policy is not what entry" in sentences(played)
