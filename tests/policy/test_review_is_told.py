"""The date of the policy's review is told to who keeps it, once before and once after, and it is seen who read it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from casework.town import Town
from web.pages import Visitor

from caseflow.casework import journal, people, policy_review, policy_watch
from caseflow.casework.desk import year_scope
from caseflow.casework.people import Someone
from caseflow.lifecycle.clocks import as_instant
from caseflow.procedure import PROCEDURE

Browse = Callable[[Someone], Visitor]
COMES, LATE = "The governors’ review of the policy is due by", "The governors’ review of the policy is overdue"


def record_a_review(school: Town) -> datetime:
    """The governors review it today, and are to review it again in a hundred days. Returns the end of that day."""
    today = school.clock().date()
    days = {"reviewed_on": today, "next_due": today + timedelta(days=100)}
    given = {**days, "unchanged": True, "minute": "Minute 7"}
    with school.office.at_work() as desk:
        policy_review.record(desk, people.everyone(desk, school.id)[school.cast.helen.id], given)
        return as_instant(policy_review.due(desk, school.id).by)


def told(school: Town) -> list[tuple[str, int]]:
    with school.office.at_work() as desk:
        scope = year_scope(school.id, desk.now)
        entries = journal.read(desk, scope) if desk.keyring.keys([scope]) else []
        return [(one.sentence, len(one.said["told"])) for one in entries if one.event == "policy_review_told"]


def test_the_review_is_told_thirty_days_before_and_once_more_when_it_is_overdue(school: Town, browse: Browse) -> None:
    due = record_a_review(school)
    for before, wanted in ((31, 0), (30, 1), (29, 1), (0, 1)):
        school.clock.now = due - timedelta(days=before, hours=6)
        policy_watch.pass_time(school.office)
        assert len(told(school)) == wanted, before
    assert told(school)[0] == (f"{COMES} 25 April 2027", 3)
    school.clock.now = due + timedelta(hours=6)
    policy_watch.pass_time(school.office)
    policy_watch.pass_time(school.office)
    assert told(school)[1:] == [(f"{LATE}: it was due by 25 April 2027", 3)]

    clerk, helen = browse(school.cast.clerk), browse(school.cast.helen)
    assert [line[-1] for line in sent(helen)] == ["Not yet"] * 6
    assert {line[1] for line in sent(helen)} == {"Helen Marsh", "Carol Whitfield", "Clive Moore"}
    assert LATE in clerk.get("/escalations/").text
    assert LATE in helen.get("/").text
    ids = [one["value"] for one in clerk.get("/escalations/").soup.select("input[name=notice]")]
    assert have_read(helen, ids) == 303  # what is not theirs they cannot have read
    assert LATE in clerk.get("/escalations/").text
    assert have_read(clerk, ids) == 303
    assert LATE not in clerk.get("/escalations/").text
    assert sorted(line[1] for line in sent(helen) if line[-1] != "Not yet") == ["Clive Moore"] * 2


def have_read(visitor: Visitor, ids: list[str]) -> int:
    """Say that these were read, and return the answer's status."""
    token = visitor.get("/post/mine").form()["csrf_token"]
    return visitor.client.post("/post/read", data={"csrf_token": token, "notice": ids}).status_code


def sent(visitor: Visitor) -> list[list[str]]:
    rows = visitor.get("/post/").soup.select("main tbody tr")
    return [[" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in rows]


def test_the_four_rules_stand_in_the_handbook_with_who_is_told() -> None:
    assert [one.key for one in PROCEDURE.tellings] == ["serious-breach", "overdue-clock", "no-reply", "policy-review"]
    assert all(one.first or one.besides for one in PROCEDURE.tellings)
    assert all(one.sent_on for one in PROCEDURE.tellings)
