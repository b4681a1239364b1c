"""Cover for a case manager: all their rights from the first day to the last second of the last, and nothing outside."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from casework.answers import closing, no_harm
from casework.test_joining import answered, into
from sqlalchemy import text

from caseflow.casework import cases, letters, notices, people, schools
from caseflow.casework.refusals import BadAnswers, NotThere, Refused, Tampered
from caseflow.casework.verify import verify
from caseflow.lifecycle.days import LONDON
from caseflow.lifecycle.terms import Permission
from caseflow.procedure import PROCEDURE, roles

FIRST, LAST = "2027-03-22", "2027-04-02"
"""Over the day on which the clocks go forward, so that the last day ends an hour earlier by Greenwich."""


def arrange(school, reference: str, first: str = FIRST, last: str = LAST, who=None) -> None:
    school.do(
        school.cast.helen,
        reference,
        "arrange-cover",
        covering_manager=(who or school.cast.carol).id,
        cover_from=first,
        cover_until=last,
        cover_reasons="I am away over Easter.",
    )


def at(school, *when: int) -> None:
    school.clock.now = datetime(*when, tzinfo=LONDON)


def opens(school, who, reference: str) -> dict[str, bool]:
    """By which ways a case exists for somebody, and whether they may act in it."""
    with school.office.at_work() as desk:
        one = people.everyone(desk, school.id)[who.id]
        file = school.file(reference, desk)
        found = desk.session.scalars(cases.visible_cases(desk, one, Permission.MANAGE)).all()
        listed = cases.listed(desk, desk.session.scalars(cases.visible_cases(desk, one)).all(), one)
        return {
            "visible": reference in {case.reference for case in found},
            "list": reference in {row.reference for row in listed},
            "held": one.id in file.held_by(roles.COVERING_MANAGER),
            "manages": cases.may(file, one, Permission.MANAGE),
            "options": bool(PROCEDURE.options(file, one)),
            "notice": reference in {one.reference for one in notices.waiting(desk, one)},
            "seen by": one.id in dict(cases.who_can_see(file)),
        }


def test_cover_opens_a_case_on_its_first_day_and_shuts_it_with_the_last_second(school, cast):
    reference = school.report()
    arrange(school, reference)
    moments = [
        ((2027, 1, 15, 16, 20), False),
        ((2027, 3, 21, 23, 59, 59), False),
        ((2027, 3, 22, 0, 0, 0), True),
        ((2027, 3, 28, 3, 0, 0), True),
        ((2027, 4, 2, 23, 59, 58), True),
        ((2027, 4, 2, 23, 59, 59), False),
        ((2027, 4, 3, 9, 0, 0), False),
    ]
    for when, is_open in moments:
        at(school, *when)
        found = opens(school, cast.carol, reference)
        assert found == dict.fromkeys(found, is_open), when
        assert school.sees(cast.helen, reference), "the case manager keeps the case"


def test_whoever_covers_does_what_the_case_manager_does_while_it_lasts(school, cast):
    reference = school.report()
    arrange(school, reference)
    at(school, 2027, 3, 23, 9)
    school.do(cast.carol, reference, "triage", **no_harm())
    with school.office.at_work() as desk:
        file = letters.read(desk, cast.carol, reference)
        letters.fill(
            file, letters.numbered(file, 1), {"contact_for_questions": "Ada Price, 01632 960111"}, {}, cast.carol
        )
    at(school, 2027, 4, 3, 0)
    for act in ("hold", "add-note"):
        with pytest.raises(NotThere):
            school.do(cast.carol, reference, act, hold_reasons="x")
    with school.office.at_work() as desk, pytest.raises(NotThere):
        letters.read(desk, cast.carol, reference)
    with school.office.at_work() as desk, pytest.raises(NotThere):
        cases.read(desk, cast.carol, reference)


def test_what_waits_for_the_case_manager_waits_for_whoever_covers(school, cast):
    reference = school.at("investigation")
    arrange(school, reference, "2027-01-15", "2027-01-22")
    with school.office.at_work() as desk:
        notices.seen(desk, cast.carol, school.file(reference, desk))
    facts = {"report_facts": "F", "report_evidence": "E", "report_mitigation": "M", "report_view": "yes"}
    school.do(cast.ian, reference, "submit-report", **facts)
    for who in (cast.helen, cast.carol):
        with school.office.at_work() as desk:
            assert [one.words for one in notices.waiting(desk, who)] == ["submit-report"], who.name
    school.clock.forward(days=9)
    with school.office.at_work() as desk:
        assert notices.waiting(desk, cast.carol) == []
        assert len(notices.waiting(desk, cast.helen)) == 1


def test_cover_is_refused_to_whoever_has_another_part_and_for_days_that_will_not_do(school, cast):
    reference = school.report(cast.victor)
    before = school.everything()
    tries = [
        ({"who": cast.victor}, "no other part"),
        ({"who": cast.helen}, "manage this case already"),
        ({"who": cast.ian}, "from the list"),
        ({"first": "2027-01-14"}, "today or in the future"),
        ({"last": "2027-03-21"}, "does not end before it begins"),
        ({"last": "2027-05-03"}, "42 days at most"),
    ]
    for how, words in tries:
        with pytest.raises(BadAnswers, match=words):
            arrange(school, reference, **how)
        assert school.everything() == before
    arrange(school, reference, last="2027-05-02")


def test_whoever_covers_gives_nothing_away(school, cast):
    reference = school.report()
    arrange(school, reference, "2027-01-15", "2027-01-29")
    for key, given in (
        ("hand-over", {"handover_reasons": "x", "new_manager": cast.victor.id}),
        ("declare-conflict", {"conflict": "x", "new_manager": cast.victor.id}),
        (
            "arrange-cover",
            {"covering_manager": cast.victor.id, "cover_from": FIRST, "cover_until": LAST, "cover_reasons": "x"},
        ),
        ("end-cover", {}),
    ):
        with pytest.raises(Refused, match="who alone may do this"):
            school.do(cast.carol, reference, key, **given)
    for key, given in (("give-up-cover", {"cover_given_up": "x"}), ("declare-conflict-in-cover", {"conflict": "x"})):
        with pytest.raises(Refused, match="do not cover"):
            school.do(cast.helen, reference, key, **given)


def test_cover_ends_before_its_time_when_the_case_manager_says_so_even_before_it_began(school, cast):
    reference = school.report()
    arrange(school, reference, "2027-01-15", "2027-01-29")
    arrange(school, reference, FIRST, LAST, cast.victor)
    assert opens(school, cast.carol, reference)["visible"]
    school.do(cast.helen, reference, "end-cover")
    assert not opens(school, cast.carol, reference)["visible"]
    at(school, 2027, 3, 23, 9)
    assert not opens(school, cast.victor, reference)["visible"]


def test_whoever_covers_may_give_it_up_or_find_a_conflict(school, cast):
    reference = school.report()
    arrange(school, reference, "2027-01-15", "2027-01-29")
    school.do(cast.carol, reference, "give-up-cover", cover_given_up="I am ill.")
    assert not opens(school, cast.carol, reference)["visible"]
    arrange(school, reference, "2027-01-15", "2027-01-29", cast.victor)
    school.do(cast.victor, reference, "declare-conflict-in-cover", conflict="He is my cousin.")
    assert not any(opens(school, cast.victor, reference).values())
    with pytest.raises(BadAnswers, match="from the list"):
        arrange(school, reference, who=cast.victor)
    with school.office.at_work() as desk:
        assert "declare-conflict-in-cover" in [one.words for one in notices.waiting(desk, cast.helen)]
        assert school.file(reference, desk).held_by(roles.CASE_MANAGER) == {cast.helen.id}


def test_whoever_covered_is_no_second_reader_and_sits_on_no_panel(school, cast):
    reference = school.report()
    arrange(school, reference, "2027-01-15", "2027-01-16")
    school.clock.forward(days=10)
    school.step_to("triage", reference)
    school.step_to("no-further-action", reference)
    school.issue(reference)
    with pytest.raises(BadAnswers, match="does not manage"):
        school.do(cast.helen, reference, "propose-closing", **closing(school, second_reader=cast.carol.id))


def test_a_case_handed_over_takes_its_cover_away(school, cast):
    reference = school.report()
    arrange(school, reference, "2027-01-15", "2027-01-29")
    school.do(cast.helen, reference, "hand-over", handover_reasons="I leave.", new_manager=cast.victor.id)
    assert not school.sees(cast.carol, reference)
    assert school.sees(cast.victor, reference)


def test_cover_reaches_the_reports_that_were_merged_into_the_case(school, cast):
    survivor, duplicate = school.report(), school.report(cast.dsl)
    answered(school, duplicate)
    school.do(cast.helen, duplicate, "merge", **into(school, survivor))
    arrange(school, survivor, "2027-01-15", "2027-01-29")
    assert school.sees(cast.carol, duplicate)
    school.do(cast.helen, survivor, "end-cover")
    assert not school.sees(cast.carol, duplicate)


def test_somebody_who_has_left_covers_nothing(school, cast):
    reference = school.report()
    arrange(school, reference, "2027-01-15", "2027-01-29")
    with school.office.at_work() as desk:
        schools.change_posts(desk, cast.carol.id, school.id, ["chair"], active=False, by="test")
    assert not school.sees(cast.carol, reference)


def test_the_check_of_the_record_follows_cover_and_finds_a_day_that_was_added(school, cast):
    first, second = school.report(), school.report(categories=["CF-2"])
    arrange(school, first)
    arrange(school, second, "2027-01-15", "2027-01-29")
    arrange(school, second, FIRST, LAST, cast.victor)
    school.clock.forward(days=1)
    school.do(cast.helen, second, "end-cover")
    arrange(school, second, "2027-01-18", "2027-01-19")
    assert [problem.sentence for problem in verify(school.office).all_problems()] == []
    longer = [
        (
            "UPDATE part SET until = '2027-04-10T22:59:59.000000Z' WHERE until = '2027-04-02T22:59:59.000000Z'",
            "other days",
        ),
        ("UPDATE part SET until = '2027-06-01T10:00:00.000000Z' WHERE until LIKE '2027-01-16%'", "later"),
    ]
    for change, words in longer:
        with school.office.store.writing() as session:
            assert session.execute(text(change)).rowcount > 0
            session.commit()
        sentences = " ".join(problem.sentence for problem in verify(school.office).all_problems())
        assert "covering-manager" in sentences
        assert words in sentences
    with pytest.raises(Tampered, match="part"):
        school.do(cast.helen, first, "end-cover")


def test_all_that_is_open_goes_over_with_the_case(school, cast):
    """Hand-over: drafts, letters that are due, clocks that run, and what the old manager had not yet looked at."""
    reference = school.at("investigation")
    with school.office.at_work() as desk:
        file = letters.read(desk, cast.helen, reference)
        said = {"contact_for_questions": "Ada Price, 01632 960111"}
        letters.fill(file, letters.numbered(file, 1), said, {}, cast.helen)
    facts = {"report_facts": "F", "report_evidence": "E", "report_mitigation": "M", "report_view": "yes"}
    school.do(cast.ian, reference, "submit-report", **facts)
    with school.office.at_work() as desk:
        before = school.file(reference, desk)
        clocks, due = before.open_clocks(), before.open_letters()
    assert clocks
    assert due
    school.do(cast.helen, reference, "hand-over", handover_reasons="I leave.", new_manager=cast.carol.id)
    with school.office.at_work() as desk:
        waiting = [one.words for one in notices.waiting(desk, cast.carol)]
        assert sorted(waiting) == ["hand-over", "submit-report"], "what Helen had not looked at waits for Carol"
        assert notices.waiting(desk, cast.helen) == []
    with school.office.at_work() as desk:
        file = letters.read(desk, cast.carol, reference)
        assert (file.open_clocks(), file.open_letters()) == (clocks, due)
        row = letters.numbered(file, 1)
        assert row.status == "draft"
        assert letters.missing(file, row) == []
        letters.approve(file, row, cast.carol)
    with school.office.at_work() as desk, pytest.raises(NotThere):
        letters.read(desk, cast.helen, reference)


def test_the_days_of_cover_are_told(school, cast):
    reference = school.report()
    arrange(school, reference)
    with school.office.at_work() as desk:
        (span,) = school.file(reference, desk).spans(roles.COVERING_MANAGER)
    assert span[0] == cast.carol.id
    assert span[1] == datetime(2027, 3, 22, tzinfo=LONDON)
    assert span[2] == datetime(2027, 4, 2, 23, 59, 59, tzinfo=LONDON)
    assert date.fromisoformat(LAST) - date.fromisoformat(FIRST) == timedelta(days=11)
