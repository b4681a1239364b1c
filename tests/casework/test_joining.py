"""Two reports of one matter become one case: both numbers lead there, and nothing of either is lost."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from casework.answers import closing, no_harm
from sqlalchemy import event, text

from caseflow.casework import board_report, cases, journal, letters, links, related
from caseflow.casework.letter_paper import Made, sheet
from caseflow.casework.perform import perform
from caseflow.casework.refusals import BadAnswers, NotThere, Refused, Stale, Tampered
from caseflow.casework.verify import verify
from caseflow.casework.vouched import vouched_for
from caseflow.lifecycle.days import LONDON, local
from caseflow.lifecycle.terms import Permission
from caseflow.procedure import PROCEDURE, roles
from caseflow.procedure.joining import MERGE

INTO = MERGE.asks[0]


def into(school, survivor: str, **but: object) -> dict[str, object]:
    return {
        "merged_into": school.id_of(survivor),
        "same_matter": True,
        "merge_news": "no",
        "merge_reasons": "It is the same post.",
        **but,
    }


def answered(school, reference: str) -> None:
    """Whoever reported it has their letter, through an entry as letters write it."""
    school.issue(reference, "L1")


def two(school, first: dict | None = None, second: dict | None = None, hours: float = 20) -> tuple[str, str]:
    """Two reports of one matter: the earlier by Rosa, the later by Dora."""
    earlier = school.report(**(first or {}))
    school.clock.forward(hours=hours)
    later = school.report(school.cast.dsl, **{"account": "I saw the same post.", **(second or {})})
    answered(school, earlier)
    answered(school, later)
    return earlier, later


def opened(school, reference: str):
    with school.office.at_work() as desk:
        return school.file(reference, desk)


def holders(school, reference: str, role) -> frozenset[str]:
    with school.office.at_work() as desk:
        return school.file(reference, desk).held_by(role)


def test_the_duplicate_ends_and_the_other_goes_on_with_all_that_was_said(school, cast):
    survivor, duplicate = two(school, {"categories": ["AB-1"]}, {"categories": ["CF-2", "AB-1"]})
    school.do(cast.helen, duplicate, "merge", **into(school, survivor))
    assert school.states(duplicate) == {"main": "merged"}
    assert school.states(survivor) == {"main": "received"}
    with school.office.at_work() as desk:
        one, other = school.file(survivor, desk), school.file(duplicate, desk)
        assert [allegation["code"] for allegation in one.allegations] == ["AB-1", "CF-2"]
        assert one.held_by(roles.ALSO_REPORTED) == {cast.dsl.id}
        assert one.held_by(roles.REPORTER) == {cast.rosa.id}
        assert other.held_by(roles.REPORTER) == {cast.dsl.id}
        assert other.open_clocks() == other.open_letters() == ()
        taken = journal.read(desk, one.scope)[-1]
        assert taken.said["action"] == "take-in"
        assert "I saw the same post." in taken.said["answers"]["duplicate_account"]
        assert taken.sentence == "Helen Marsh merged a second report of the same matter into this case"
        assert one.links == (("duplicate", other.case.id),)
        assert other.links == (("merged_into", one.case.id),)
        for file in (one, other):
            vouched_for(file)


def test_both_numbers_lead_to_the_case_for_those_who_may_read_it(school, cast):
    survivor, duplicate = two(school)
    school.do(cast.helen, duplicate, "merge", **into(school, survivor))
    school.do(cast.helen, survivor, "triage", **no_harm())
    school.do(cast.helen, survivor, "open-investigation", investigator=cast.ian.id, terms="Find out.")
    with school.office.at_work() as desk:
        assert links.leads_to(desk, cast.helen, duplicate) == survivor
        assert links.leads_to(desk, cast.ian, duplicate) == survivor
        for one in (cast.rosa, cast.dsl, cast.quentin, cast.carol, cast.it):
            assert links.leads_to(desk, one, duplicate) is None
        assert [link.reference for link in links.shown(school.file(duplicate, desk), cast.helen)] == [survivor]
        assert [link.reference for link in links.shown(school.file(survivor, desk), cast.helen)] == [duplicate]
        # The investigating officer reads the words of the second report, and not its own record.
        assert links.shown(school.file(survivor, desk), cast.ian) == []
        assert links.reference_of(desk, cast.ian, school.file(duplicate, desk).case.id) == links.CANNOT_OPEN


def test_the_second_reporter_sees_their_own_report_and_learns_nothing_else(school, cast):
    survivor, duplicate = two(school)
    school.do(cast.helen, duplicate, "merge", **into(school, survivor))
    assert school.sees(cast.dsl, duplicate)
    assert not school.sees(cast.dsl, survivor)
    with school.office.at_work() as desk:
        file = cases.find(desk, cast.dsl, duplicate, Permission.READ_OWN_REPORT)
        assert links.goes_on_in(file, cast.dsl) is None
        assert PROCEDURE.options(school.file(survivor, desk), cast.dsl) == ()
        with pytest.raises(NotThere):
            cases.find(desk, cast.dsl, survivor)
        with pytest.raises(NotThere):
            cases.read(desk, cast.dsl, duplicate)


def test_who_made_both_reports_is_led_from_one_to_the_other(school, cast):
    survivor = school.report()
    duplicate = school.report()
    answered(school, duplicate)
    school.do(cast.helen, duplicate, "merge", **into(school, survivor))
    with school.office.at_work() as desk:
        file = cases.find(desk, cast.rosa, duplicate, Permission.READ_OWN_REPORT)
        assert links.goes_on_in(file, cast.rosa) == survivor
        assert school.file(survivor, desk).held_by(roles.ALSO_REPORTED) == frozenset()


def test_what_a_second_reporter_is_told_follows_the_case_that_goes_on(school, cast):
    survivor, duplicate = two(school)
    school.do(cast.helen, duplicate, "merge", **into(school, survivor))
    school.do(cast.helen, survivor, "triage", **no_harm())
    with school.office.at_work() as desk:
        one = school.file(duplicate, desk).case.id
        assert links.standing(desk, {one: "merged", "x": "heard"}) == {one: "triage", "x": "heard"}


@pytest.mark.parametrize("first_triaged", [False, True])
def test_a_second_reporter_has_no_hand_in_the_case_that_goes_on(school, cast, first_triaged):
    survivor = school.at("triage") if first_triaged else school.report()
    duplicate = school.report(cast.ian)
    answered(school, duplicate)
    school.do(cast.helen, duplicate, "merge", **into(school, survivor))
    if not first_triaged:
        school.do(cast.helen, survivor, "triage", **no_harm())
    with pytest.raises(BadAnswers, match="no other part"):
        school.do(cast.helen, survivor, "open-investigation", investigator=cast.ian.id, terms="Find out.")


def test_the_72_hours_run_from_the_earlier_report_whichever_case_goes_on(school, cast):
    data = {"categories": ["IM-1"]}
    for goes_on in ("earlier", "later"):
        begun = school.clock()
        earlier, later = two(school, data, data)
        survivor, duplicate = (earlier, later) if goes_on == "earlier" else (later, earlier)
        before = {clock.key: clock for clock in opened(school, survivor).clocks}
        school.do(cast.helen, duplicate, "merge", **into(school, survivor))
        (clock,) = [one for one in opened(school, survivor).clocks if one.key == "ico-notify"]
        assert (clock.due_at - begun).total_seconds() == pytest.approx(72 * 3600, abs=1)
        assert clock.first_due_at == before["ico-notify"].first_due_at, "the first time is never lost"
        assert clock.met_at is None
        assert school.states(duplicate)["ico"] == "ico-carried"
        assert school.states(survivor)["ico"] == "ico-assessing"


def test_a_breach_of_data_that_only_the_second_report_tells_of_is_counted_from_the_first(school, cast):
    begun = school.clock()
    survivor, duplicate = two(school, None, {"categories": ["IM-1", "WB-1"]})
    school.do(cast.helen, duplicate, "bring-in-dpo", data_officer=cast.dpo.id, data_officer_why="A data breach.")
    school.do(cast.helen, duplicate, "merge", **into(school, survivor))
    file = opened(school, survivor)
    due = {clock.key: clock.due_at for clock in file.clocks if clock.met_at is None}
    assert (due["ico-notify"] - begun).total_seconds() == pytest.approx(72 * 3600, abs=1)
    assert {"disclosure-check", "triage"} <= set(due)
    assert school.states(survivor) == {"main": "received", "ico": "ico-assessing", "disclosure": "disclosure-due"}
    assert school.states(duplicate) == {"main": "merged", "ico": "ico-carried", "disclosure": "disclosure-carried"}
    assert school.sees(cast.dpo, survivor), "whoever looks at the breach goes with it"


def test_a_breach_that_was_decided_on_is_looked_at_again(school, cast):
    survivor = school.at("ico-not-reportable")
    duplicate = school.report(cast.dsl, categories=["IM-1"])
    answered(school, duplicate)
    school.do(cast.helen, duplicate, "merge", **into(school, survivor))
    assert school.states(survivor)["ico"] == "ico-assessing"
    assert "ico-notify-again" in opened(school, survivor).open_clocks()
    assert "ico-notify" not in opened(school, survivor).open_clocks()


def test_triage_is_due_by_the_earlier_report(school, cast):
    earlier, later = two(school, hours=24 * 4)
    school.do(cast.helen, earlier, "merge", **into(school, later))
    (clock,) = [one for one in opened(school, later).clocks if one.key == "triage" and one.met_at is None]
    assert local(clock.due_at) == datetime(2027, 1, 18, 23, 59, 59, tzinfo=LONDON)
    assert opened(school, later).when("report") == opened(school, earlier).when("report").replace(microsecond=0)


def test_a_colleague_whose_report_is_merged_into_a_serious_case_is_protected_too(school, cast):
    survivor = school.report(cast.quentin, subject="me", about="me")
    school.do(cast.helen, survivor, "triage", **no_harm(serious=["gross"]))
    assert "reporter-care" not in school.states(survivor), "whoever reports themselves needs no protection"
    duplicate = school.report()
    answered(school, duplicate)
    school.do(cast.helen, duplicate, "merge", **into(school, survivor))
    assert school.states(survivor)["reporter-care"] == "reporter-care-open"
    assert "reporter-check-1" in opened(school, survivor).open_clocks()


def test_whoever_is_kept_out_of_one_is_kept_out_of_the_other(school, cast):
    survivor, duplicate = two(school, None, {"subject": "Quentin Reed and Mr Ogden"})
    assert cast.ian.id in holders(school, duplicate, roles.CONFLICTED)
    school.do(cast.helen, duplicate, "merge", **into(school, survivor))
    assert cast.ian.id in holders(school, survivor, roles.CONFLICTED)


def test_each_reporter_is_told_under_their_own_number_before_the_case_closes(school, cast):
    survivor, duplicate = two(school)
    school.do(cast.helen, duplicate, "merge", **into(school, survivor))
    school.step_to("triage", survivor)
    school.step_to("no-further-action", survivor)
    school.issue(survivor, "L10")
    school.do(cast.helen, survivor, "propose-closing", **closing(school))
    for reference in (survivor, duplicate):
        assert "L18" in [row.key for row in opened(school, reference).letters if row.status == "due"], reference
    with school.office.at_work() as desk:
        assert set(school.file(survivor, desk).open_letters()) == {"L16", "L18", f"L18 of {duplicate}"}
    _issue_only(school, survivor)
    with pytest.raises(Refused, match=f"L18 of {duplicate}"):
        school.do(cast.ada, survivor, "agree-closing", closing_agreed=True)
    school.issue(duplicate)
    school.do(cast.ada, survivor, "agree-closing", closing_agreed=True)
    assert school.states(survivor)["main"] == "closed"
    with school.office.at_work() as desk:
        one = school.file(duplicate, desk).case.id
        assert links.standing(desk, {one: "merged"}) == {one: "closed"}


def _issue_only(school, reference: str) -> None:
    with school.office.at_work() as desk:
        school._issue(school.file(reference, desk), ())


def test_whoever_takes_the_case_on_takes_on_the_reports_that_were_merged_into_it(school, cast):
    survivor, duplicate = two(school)
    school.do(cast.helen, duplicate, "merge", **into(school, survivor))
    school.do(cast.helen, survivor, "hand-over", handover_reasons="I leave.", new_manager=cast.carol.id)
    for reference in (survivor, duplicate):
        assert holders(school, reference, roles.CASE_MANAGER) == {cast.carol.id}, reference
        assert not school.sees(cast.helen, reference)
    with school.office.at_work() as desk:
        assert [link.reference for link in links.shown(school.file(survivor, desk), cast.carol)] == [duplicate]


def test_a_third_report_goes_the_same_way_through_the_second(school, cast):
    survivor, second = two(school)
    third = school.report(cast.ian)
    answered(school, third)
    school.do(cast.helen, third, "merge", **into(school, second))
    school.do(cast.helen, second, "merge", **into(school, survivor))
    with school.office.at_work() as desk:
        assert links.leads_to(desk, cast.helen, third) == survivor
        assert school.file(survivor, desk).held_by(roles.ALSO_REPORTED) == {cast.dsl.id, cast.ian.id}
        one = school.file(third, desk).case.id
        assert links.standing(desk, {one: "merged"}) == {one: "received"}


def test_only_cases_about_the_same_person_that_one_manages_are_offered(school, cast):
    mine = school.report()
    same, other, unsure = school.report(cast.dsl), school.report(subject="Ian Ogden"), school.report(subject="Reed")
    governors = school.report(to_governors="yes")
    with school.office.at_work() as desk:
        file = school.file(mine, desk)
        found = related.offered(file, cast.helen, INTO)
        assert set(found) == {school.file(same, desk).case.id}
        assert found.popitem()[1].startswith(f"{same}, reported on 15 January 2027: AB-1")
        assert related.offered(file, cast.rosa, INTO) == {}
    answered(school, mine)
    for reference in (mine, other, unsure, governors):
        with pytest.raises(BadAnswers, match="Select a case") as refused:
            school.do(cast.helen, mine, "merge", **into(school, reference))
        assert set(refused.value.errors) == {"merged_into"}


def test_two_people_who_are_not_on_the_staff_list_are_told_apart_by_name(school, cast):
    mine, same = school.report(subject="Agency Bob", about="agency"), school.report(cast.dsl, subject="agency  BOB")
    school.report(subject="Agency Rob", about="agency")
    with school.office.at_work() as desk:
        file = school.file(mine, desk)
        assert set(related.offered(file, cast.helen, INTO)) == {school.file(same, desk).case.id}


def test_what_is_refused_changes_neither_case(school, cast):
    survivor, duplicate = two(school)
    begun = school.report(cast.ian)
    school.do(cast.helen, begun, "refer-to-lado", **_referred(school))
    unanswered = school.report(cast.ada)
    school.do(cast.helen, survivor, "triage", **no_harm())
    school.do(cast.helen, survivor, "open-investigation", investigator=cast.ian.id, terms="Find out.")
    school.issue(begun)
    before = school.everything()
    for reference, refusal, words in (
        (unanswered, Refused, "Letters still to be issued"),
        (begun, Refused, "LADO"),
    ):
        with pytest.raises(refusal, match=words):
            school.do(cast.helen, reference, "merge", **into(school, survivor))
        assert school.everything() == before
    by_ian = school.report(cast.ian)
    answered(school, by_ian)
    before = school.everything()
    with pytest.raises(BadAnswers, match="cannot be both"):
        school.do(cast.helen, by_ian, "merge", **into(school, survivor))
    assert school.everything() == before
    for who in (cast.rosa, cast.ian, cast.carol):
        with pytest.raises((NotThere, Refused)):
            school.do(who, duplicate, "merge", **into(school, survivor))
        assert school.everything() == before
    school.do(cast.helen, duplicate, "merge", **into(school, survivor))


def _referred(school) -> dict[str, object]:
    return {"lado_contact": "Lee", "lado_at": school.clock(), "lado_adult_aware": "no", "lado_done": "Nothing."}


def test_a_power_cut_in_the_middle_leaves_both_cases_as_they_were(school, cast):
    survivor, duplicate = two(school, None, {"categories": ["IM-1"]})
    before = school.everything()
    for at in ("position", "part", "clock", "audit_leaf", "commit"):
        engine, name, cut = _cutting(school.office.store.engine, at)
        event.listen(engine, name, cut)
        with pytest.raises(_PowerCut):
            school.do(cast.helen, duplicate, "merge", **into(school, survivor))
        event.remove(engine, name, cut)
        assert school.everything() == before, at
    school.do(cast.helen, duplicate, "merge", **into(school, survivor))


class _PowerCut(Exception):
    pass


def _cutting(engine, at: str):
    """A power cut when the last row of a table is written that this work writes, or at the commit."""
    seen: list[str] = []

    def cut(*said):
        if at == "commit":
            raise _PowerCut
        if said[2].startswith(f"INSERT INTO {at} "):
            seen.append(said[2])
            if at != "audit_leaf" or len(seen) == 2:
                raise _PowerCut

    return engine, "commit" if at == "commit" else "before_cursor_execute", cut


def test_another_case_that_was_changed_by_hand_is_not_merged_into(school, cast):
    survivor, duplicate = two(school)
    with school.office.store.writing() as session:
        session.execute(
            text("DELETE FROM part WHERE role = 'conflicted' OR (role = 'reporter' AND case_id = :one)"),
            {"one": school.id_of(survivor)},
        )
        session.commit()
    with pytest.raises(Tampered, match="part"):
        school.do(cast.helen, duplicate, "merge", **into(school, survivor))


def test_a_stale_form_does_not_merge(school, cast):
    survivor, duplicate = two(school)
    given = into(school, survivor)
    with pytest.raises(Stale), school.office.at_work() as desk:
        perform(cases.find(desk, cast.helen, duplicate), MERGE, cast.helen, given, seen=0)


def test_the_check_of_the_record_finds_both_cases_whole_and_a_link_that_was_altered(school, cast):
    survivor = school.report(categories=["AB-1"])
    duplicate = school.report(cast.dsl, categories=["IM-1", "WB-1"])
    with school.office.at_work() as desk:
        _answer(school.file(duplicate, desk), cast.helen)
    school.do(cast.helen, duplicate, "merge", **into(school, survivor))
    school.do(cast.helen, survivor, "hand-over", handover_reasons="I leave.", new_manager=cast.carol.id)
    report = verify(school.office)
    assert [problem.sentence for problem in report.all_problems()] == []
    with school.office.at_work() as desk:
        file = school.file(survivor, desk)
        file.facts["links"] = [["duplicate", file.case.id]]
        file.seal()
    sentences = " ".join(problem.sentence for problem in verify(school.office).all_problems())
    assert "belonging with" in sentences


def _answer(file, actor) -> None:
    """The letter to the reporter is issued as it should be, without a press: nobody here looks at the paper."""
    row = letters.numbered(file, 1)
    letters.fill(file, row, {"contact_for_questions": "Ada Price, 01632 960111"}, {}, actor)
    letters.approve(file, row, actor)
    letters.issue(file, row, actor, made=Made(sheet(file, row), b"%PDF-1.7 a letter"))


def test_merging_into_a_case_at_its_end_is_refused_with_the_place(school, cast):
    survivor = school.at("low-level")
    duplicate = school.report(cast.dsl)
    answered(school, duplicate)
    with pytest.raises(BadAnswers, match="Low-level concern dealt with"):
        school.do(cast.helen, duplicate, "merge", **into(school, survivor))


def test_a_matter_that_was_reported_twice_is_counted_once(school, cast):
    for _ in range(3):
        survivor, duplicate = two(school)
        school.do(cast.helen, duplicate, "merge", **into(school, survivor))
    school.clock.forward(days=40)
    with school.office.at_work() as desk:
        report = board_report.make(desk, cast.carol, date(2027, 1, 1), date(2027, 2, 12))
    assert [bar.band for bar in report.charts[0].bars] == ["1 to 4"]
