"""The policy is published to all staff, each confirms it once, and the headteacher sees who has not yet."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import outloud
import pikepdf
import pytest
from casework.town import Town
from policy.keeping import adopt, begun, change, confirm, publish, the_first
from sqlalchemy import select

from caseflow.casework import (
    allegations,
    cases,
    journal,
    logbook,
    people,
    policy_paper,
    policy_readers,
    policy_review,
    schools,
)
from caseflow.casework.desk import year_scope
from caseflow.casework.refusals import BadAnswers, NotThere, Refused
from caseflow.casework.verify import verify
from caseflow.records import Part, PolicyReading


def unread(town: Town, who: people.Someone) -> list[str]:
    with town.office.at_work() as desk:
        return [one.version.key for one in policy_readers.to_read(desk, who)]


def names(town: Town, text_id: str) -> tuple[set[str], set[str], set[str]]:
    with town.office.at_work() as desk:
        found = policy_readers.register(desk, town.cast.helen, text_id)
    return tuple({one.name for one in lines} for lines in (found.read, found.not_yet, found.gone))  # type: ignore[return-value]


def test_a_version_waits_for_every_member_of_staff_once_it_is_published(school: Town) -> None:
    cast = school.cast
    assert unread(school, cast.rosa) == []
    publish(school)
    for someone in cast.everyone():
        assert unread(school, someone) == (["2017-06"] if "staff" in someone.roles else []), someone.name
    assert unread(school, cast.governors[0]) == [], "a governor is not employed at the school"


def test_whoever_confirmed_is_on_the_register_with_the_day(school: Town) -> None:
    text_id = publish(school)
    school.clock.forward(days=3)
    confirm(school, school.cast.rosa, text_id)
    assert unread(school, school.cast.rosa) == []
    read, not_yet, gone = names(school, text_id)
    assert read == {"Rosa Lind"}
    assert "Quentin Reed" in not_yet
    assert "Grace Amos" not in not_yet
    assert gone == set()
    with school.office.at_work() as desk:
        (line,) = policy_readers.register(desk, school.cast.helen, text_id).read
        assert line.read_at == school.clock()
    assert verify(school.office).whole


def test_to_confirm_one_must_tick_and_may_do_it_twice(school: Town) -> None:
    text_id = publish(school)
    before = school.everything()
    with pytest.raises(BadAnswers, match="Confirm: I have read"), school.office.at_work() as desk:
        policy_readers.confirm(desk, school.cast.rosa, text_id, {})
    assert school.everything() == before
    confirm(school, school.cast.rosa, text_id)
    once = school.everything()
    confirm(school, school.cast.rosa, text_id)
    assert school.everything() == once


def test_what_is_not_published_or_not_for_them_cannot_be_confirmed(school: Town) -> None:
    with pytest.raises(NotThere):
        confirm(school, school.cast.rosa, the_first(school))
    text_id = publish(school)
    with pytest.raises(NotThere):
        confirm(school, school.cast.governors[0], text_id)


def test_somebody_new_sees_what_they_have_not_read_and_is_asked_since_they_came(school: Town) -> None:
    text_id = publish(school)
    school.clock.forward(days=30)
    with school.office.at_work() as desk:
        new = schools.add_person(desk, school.id, "Nora New", "nora@x.test", "Teacher", ["staff"])
    assert unread(school, new) == ["2017-06"]
    with school.office.at_work() as desk:
        found = policy_readers.register(desk, school.cast.helen, text_id)
    since = {one.name: one.asked_since.date() for one in found.not_yet}
    assert since["Nora New"] == date(2027, 2, 14)
    assert since["Rosa Lind"] == date(2027, 1, 15)


def test_whoever_has_left_stands_on_the_register_only_if_they_had_read_it(school: Town) -> None:
    text_id = publish(school)
    confirm(school, school.cast.rosa, text_id)
    with school.office.at_work() as desk:
        for one in (school.cast.rosa, school.cast.quentin):
            schools.change_posts(desk, one.id, school.id, one.roles, active=False, by=school.cast.helen.id)
    read, not_yet, gone = names(school, text_id)
    assert gone == {"Rosa Lind"}
    assert "Quentin Reed" not in read | not_yet


def test_a_new_version_is_asked_anew_and_the_old_one_no_more(school: Town) -> None:
    first = publish(school)
    second = adopt(school)
    publish(school, second)
    assert unread(school, school.cast.rosa) == ["2017-06", "2027-01"], "the new one holds from February"
    confirm(school, school.cast.rosa, first)
    school.clock.forward(days=20)
    assert unread(school, school.cast.quentin) == ["2027-01"]
    assert unread(school, school.cast.rosa) == ["2027-01"]


def test_only_what_holds_or_will_hold_is_published_and_only_once(school: Town) -> None:
    publish(school)
    with pytest.raises(Refused, match="published already"):
        publish(school)
    adopt(school, approved="2024-03-05", holds_from="2024-04-01")
    text_id = begun(school)
    change(school, text_id, "5.8", words="Nothing illegal")
    newest = adopt(school, text_id, approved="2025-03-05", holds_from="2025-04-01")
    with school.office.at_work() as desk:
        old = [one.id for one in policy_readers.policies.adopted(desk, school.id)][1]
    with pytest.raises(Refused, match="in force, or one that is to come"):
        publish(school, old)
    publish(school, newest)


def test_the_register_is_the_headteachers_alone(school: Town) -> None:
    text_id = publish(school)
    for who in school.cast.everyone():
        if who != school.cast.helen:
            with pytest.raises(NotThere), school.office.at_work() as desk:
                policy_readers.register(desk, who, text_id)
    with pytest.raises(NotThere), school.office.at_work() as desk:
        policy_readers.register(desk, school.cast.helen, "0000000000000000")


def test_the_rows_name_nobody_and_do_not_give_away_the_marks_of_cases(school: Town) -> None:
    reference = school.report()
    confirm(school, school.cast.quentin, publish(school))
    with school.office.at_work() as desk:
        marks = {part.who for part in school.file(reference, desk).parts}
        (reading,) = desk.session.scalars(select(PolicyReading))
        assert len(reading.who) == 16
        assert reading.who not in marks
        assert reading.who not in set(desk.session.scalars(select(Part.who)))
        assert school.cast.quentin.id.encode() not in reading.who


def test_that_somebody_read_it_is_in_the_journal_and_only_they_find_it_there(school: Town) -> None:
    confirm(school, school.cast.dpo, publish(school))
    with school.office.at_work() as desk:
        entries = journal.read(desk, year_scope(school.id, desk.now))
        assert [one.event for one in entries][-2:] == ["policy_published", "policy_read"]
        seen = {
            who.name: [line.sentence for line in logbook.page(desk, who)[0]]
            for who in (school.cast.helen, school.cast.dpo)
        }
    words = "Somebody confirmed that they have read the policy"
    assert words in seen["Dennis Poole"]
    assert words not in seen["Helen Marsh"]
    assert any("published to all staff" in one for one in seen["Helen Marsh"])


def test_the_register_on_paper_is_accessible_and_its_properties_name_nobody(school: Town, tmp_path: Path) -> None:
    text_id = publish(school)
    with school.office.at_work() as desk:
        for number in range(40):
            one = schools.add_person(
                desk, school.id, f"Staff Member{number}", f"s{number}@x.test", "Teacher", ["staff"]
            )
            if number % 2:
                policy_readers.confirm(desk, one, text_id, {"read": True})
        found = policy_readers.register(desk, school.cast.helen, text_id)
        html = policy_paper.sheet(desk, found, school.id)
    made = policy_paper.press(html)
    (tmp_path / "made.pdf").write_bytes(made)
    checked = outloud.check(str(tmp_path / "made.pdf"))
    assert (checked.error, checked.verdict) == (None, "pass"), str(checked.to_dict()["findings"])
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) == 2
        assert str(pdf.docinfo["/Title"]) == "Policy register"
        assert set(pdf.docinfo.keys()) == {"/Title", "/Producer"}
        assert "Ashcroft" not in bytes(pdf.Root.Metadata.read_bytes()).decode()
    assert "Ashcroft High School" in html
    assert re.search(r"20 of\s+49 have confirmed", html), "nine of the cast, and forty more"


def reading_on(town: Town, reference: str) -> list[str]:
    with town.office.at_work() as desk:
        return allegations.readings(cases.find(desk, town.cast.helen, reference))


def test_a_case_says_whether_the_person_had_confirmed_the_version_of_the_day(school: Town) -> None:
    early = school.report(posted="2027-01-10")
    assert reading_on(school, early) == ["Not known: this version was not given to staff to confirm."]
    text_id = publish(school)
    assert reading_on(school, early) == ["No. It was published to staff on 15 January 2027, after that day."]
    school.clock.forward(days=5)
    same, late = school.report(posted="2027-01-15"), school.report(posted="2027-01-19")
    assert reading_on(school, same) == ["No. It was published to staff on that day, 15 January 2027."]
    assert reading_on(school, late) == ["No. It was published to staff on 15 January 2027, before that day."]
    confirm(school, school.cast.quentin, text_id)
    assert reading_on(school, late) == ["Not by that day. They confirmed it on 20 January 2027."]
    school.clock.forward(days=5)
    assert reading_on(school, school.report(posted="2027-01-24")) == ["Yes, on 20 January 2027."]
    assert reading_on(school, school.report(posted="2027-01-20")) == ["Yes, on 20 January 2027."]


def test_where_the_person_or_the_policy_is_not_known_the_case_says_so(school: Town) -> None:
    publish(school)
    assert reading_on(school, school.report(subject="Somebody unknown")) == [
        "Not known: the person is not on the staff list."
    ]
    assert reading_on(school, school.report(posted="2017-01-01")) == [""]


REVIEW = {"reviewed_on": "2027-01-12", "next_due": "2028-01-31", "minute": "FGB, minute 9", "unchanged": True}


def overdue(town: Town) -> date | None:
    with town.office.at_work() as desk:
        due = policy_review.due(desk, town.id)
        assert due is not None
        return due.since


def record(town: Town, who: people.Someone, **but: object) -> None:
    with town.office.at_work() as desk:
        policy_review.record(desk, who, {**REVIEW, **but})


def test_the_review_nags_since_october_2018_until_one_is_recorded(school: Town) -> None:
    assert overdue(school) == date(2018, 10, 1)
    record(school, school.cast.helen)
    assert overdue(school) is None
    school.clock.forward(days=381)
    assert overdue(school) is None, "31 January 2028 is still in time"
    school.clock.forward(days=1)
    assert overdue(school) == date(2028, 2, 1)
    with school.office.at_work() as desk:
        (found,) = policy_review.recorded(desk, school.id)
    assert (found.minute, found.by) == ("FGB, minute 9", school.cast.helen.id)
    assert verify(school.office).whole


def test_the_review_nags_until_a_version_with_a_later_review_is_adopted(school: Town) -> None:
    text_id = begun(school)
    change(school, text_id)
    assert overdue(school) == date(2018, 10, 1)
    adopt(school, text_id)
    assert overdue(school) is None


def test_the_minute_of_a_review_does_not_lie_in_the_open(school: Town) -> None:
    record(school, school.cast.carol)
    with school.office.store.reading() as session:
        assert b"minute 9" not in session.scalars(select(policy_review.PolicyReview)).one().sealed


@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        ({"reviewed_on": "2027-01-16"}, "reviewed_on", "today or in the past"),
        ({"reviewed_on": "2017-05-31"}, "reviewed_on", "approved or later"),
        ({"next_due": "2027-01-14"}, "next_due", "today or in the future"),
        ({"minute": ""}, "minute", "Where is it minuted"),
        ({"unchanged": ""}, "unchanged", "Confirm"),
    ],
)
def test_a_review_that_will_not_do_is_refused_beside_its_field(
    school: Town, wrong: dict[str, str], field: str, says: str
) -> None:
    with pytest.raises(BadAnswers) as bad:
        record(school, school.cast.helen, **wrong)
    assert list(bad.value.errors) == [field]
    assert says in bad.value.errors[field]


def test_the_next_review_is_later_than_the_one_that_is_due(school: Town) -> None:
    record(school, school.cast.helen)
    with pytest.raises(BadAnswers, match="must be due after 31 January 2028"):
        record(school, school.cast.helen, next_due="2028-01-31")


def test_a_review_is_recorded_by_the_headteacher_or_the_chair(school: Town) -> None:
    for who in school.cast.everyone():
        if who not in (school.cast.helen, school.cast.carol):
            with pytest.raises(NotThere):
                record(school, who)
