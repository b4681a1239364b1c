"""Time passes: who should act is reminded, somebody else learns of what was missed, and each is told once."""

from __future__ import annotations

import threading
from datetime import date, datetime, timedelta

import pytest
from casework.answers import no_harm
from casework.town import FRIDAY, Town, hire
from sqlalchemy import func, select, text

from caseflow.casework import cases, convening, delays, journal, notices, people, reporting, schools, timekeeping
from caseflow.casework.desk import Desk
from caseflow.casework.people import Someone
from caseflow.casework.refusals import NotThere
from caseflow.casework.timekeeping import Stage, pass_time
from caseflow.casework.verify import verify
from caseflow.lifecycle.days import LONDON
from caseflow.lifecycle.terms import Permission
from caseflow.procedure import PROCEDURE, roles
from caseflow.records import Notice

MONDAY = datetime(2027, 1, 18, 9, 0, tzinfo=LONDON)


def pass_to(school: Town, *when: int) -> dict[Stage, int]:
    """Set the clock to a time in 2027, and let time pass."""
    school.clock.now = datetime(2027, *when, tzinfo=LONDON)
    (passed,) = pass_time(school.office)
    assert passed.problems == []
    return dict(passed.told)


def told_in(school: Town, reference: str) -> list[tuple[str, list[str]]]:
    """What the journal of a case says was told, and to whom."""
    names = {one.id: one.name.split()[0] for one in school.cast.everyone()}
    with school.office.at_work() as desk:
        entries = journal.read(desk, school.file(reference, desk).scope)
        return [
            (entry.said["clocks"][0], [names[one] for one in entry.said["told"]])
            for entry in entries
            if entry.event in ("reminded", "deadline_missed")
        ]


def waiting(school: Town, who: Someone) -> list[tuple[str, str]]:
    with school.office.at_work() as desk:
        return [(one.reference, one.words) for one in notices.waiting(desk, who)]


def not_vouched_for(school: Town) -> list[str]:
    """What the check of the record finds; but the letters of these tests are never written."""
    found = [problem.sentence for problem in verify(school.office).all_problems()]
    return [words for words in found if "letter" not in words]


def missed(school: Town, who: Someone) -> list[str]:
    with school.office.at_work() as desk:
        return [one.reference for one in delays.missed(desk, people.everyone(desk, who.school_id)[who.id])]


def test_whoever_should_act_is_reminded_once(school, cast):
    reference = school.report()  # Friday 15 January: due on Monday
    assert pass_to(school, 1, 17, 23, 59) == {}
    assert pass_to(school, 1, 18, 0, 0) == {Stage.REMINDED: 2}
    assert pass_to(school, 1, 18, 12, 0) == {}
    assert told_in(school, reference) == [("reminded acknowledge", ["Helen"]), ("reminded triage", ["Helen"])]
    assert [words for _, words in waiting(school, cast.helen)][-2:] != []
    assert waiting(school, cast.carol) == []
    assert not_vouched_for(school) == []


def test_what_was_missed_is_told_to_whoever_should_have_acted_and_to_somebody_else(school, cast):
    reference = school.report()
    assert pass_to(school, 1, 19, 0, 0) == {Stage.MISSED: 2}
    assert pass_to(school, 1, 25, 0, 0) == {}
    assert told_in(school, reference) == [
        ("missed acknowledge", ["Helen", "Carol"]),
        ("missed triage", ["Helen", "Carol"]),
    ]
    assert missed(school, cast.carol) == [reference]
    assert missed(school, cast.victor) == []
    assert not_vouched_for(school) == []


def test_who_learns_of_a_delay_learns_the_reference_and_nothing_else(school, cast):
    reference = school.report()
    pass_to(school, 1, 19, 8, 0)
    assert not school.sees(cast.carol, reference)
    with school.office.at_work() as desk:
        for wanted in Permission:
            if wanted is not Permission.LEARN_OF_DELAY:
                with pytest.raises(NotThere):
                    cases.find(desk, cast.carol, reference, wanted)
        file = school.file(reference, desk)
        assert PROCEDURE.options(file, cast.carol) == ()
        assert cast.carol.id not in dict(cases.who_can_see(file))
        assert notices.waiting(desk, cast.carol) == []


def test_whoever_was_told_of_a_delay_may_still_sit_on_the_panel(school, cast):
    reference = school.at("case-to-answer")
    school.do(cast.helen, reference, "bring-in-clerk", panel_clerk=cast.clerk.id, panel_clerk_why="To convene.")
    with school.office.at_work() as desk:
        before = convening.convening(cases.find(desk, cast.clerk, reference), cast.clerk)
    pass_to(school, 3, 1, 9, 0)  # the acknowledgement was never sent
    assert missed(school, cast.carol) == [reference]
    with school.office.at_work() as desk:
        assert convening.convening(cases.find(desk, cast.clerk, reference), cast.clerk) == before


def test_the_one_who_learns_of_it_is_never_the_subject_nor_whoever_reported_or_manages_it(school, cast):
    about_chair = school.report(subject="Carol Whitfield")
    by_chair = school.report(cast.carol)
    about_head = school.report(subject="Helen Marsh")  # the chair manages it
    pass_to(school, 1, 19, 8, 0)
    for reference in (about_chair, by_chair, about_head):
        assert reference not in missed(school, cast.carol)
        assert reference in missed(school, cast.victor)
        assert reference not in missed(school, cast.helen)
    assert waiting(school, cast.helen)[-1][0] != about_head


def test_where_chair_and_vice_chair_cannot_be_told_another_governor_is_and_the_head_never(school, cast):
    reference = school.report(subject="Helen Marsh and Carol Whitfield")  # the vice-chair manages it
    pass_to(school, 1, 19, 8, 0)
    (told,) = (one for one in cast.governors if missed(school, one) == [reference])
    assert told.name == "Gail Hunt"  # the first by name
    for one in (cast.helen, cast.carol, cast.victor):
        assert missed(school, one) == []
    assert told_in(school, reference)[0] == ("missed acknowledge", ["Victor", "Gail"])


def answers_told(school: Town, reference: str) -> list[tuple[str, list[str]]]:
    """What was told of the clock by which a governor answers, and to whom."""
    return [(what, to) for what, to in told_in(school, reference) if what.endswith(" escalation-answer")]


def test_a_governor_who_does_not_answer_is_reminded_and_the_next_in_line_learns_it_and_whoever_manages(school, cast):
    reference = school.at("escalation-due")  # Friday 15 January
    school.do(cast.helen, reference, "escalate", escalate_to=cast.carol.id, escalation_actions="Nothing yet.")
    pass_to(school, 1, 18, 8, 0)
    pass_to(school, 1, 19, 23, 0)
    assert answers_told(school, reference) == [("reminded escalation-answer", ["Carol"])]
    pass_to(school, 1, 20, 0, 0)
    assert answers_told(school, reference)[1:] == [("missed escalation-answer", ["Carol", "Helen", "Victor"])]
    assert (reference, "missed escalation-answer") in waiting(school, cast.helen)
    assert missed(school, cast.victor) == [reference]
    assert not school.sees(cast.victor, reference)
    assert not_vouched_for(school) == []


def test_who_is_told_instead_owes_an_answer_of_their_own_and_is_never_the_one_who_was_told_before(school, cast):
    reference = school.at("escalation-due")
    school.do(cast.helen, reference, "escalate", escalate_to=cast.carol.id, escalation_actions="Nothing yet.")
    pass_to(school, 1, 20, 9, 0)
    school.do(cast.helen, reference, "escalate", escalate_to=cast.victor.id, escalation_actions="Nothing yet.")
    pass_to(school, 1, 23, 9, 0)
    (_, told) = answers_told(school, reference)[-1]
    assert told == ["Carol", "Victor", "Helen", "Gail"]  # the first governor by name: chair and vice-chair were told
    school.do(cast.victor, reference, "note-escalation", escalation_interest="no", escalation_answer="noted")
    with school.office.at_work() as desk:
        assert "escalation-answer" not in school.file(reference, desk).open_clocks()


def test_whoever_is_kept_out_is_not_the_next_in_line(school, cast):
    reference = school.at("escalation-due", school.report(cast.victor))
    school.do(cast.helen, reference, "escalate", escalate_to=cast.carol.id, escalation_actions="Nothing yet.")
    pass_to(school, 1, 20, 9, 0)
    assert answers_told(school, reference)[-1][1] == ["Carol", "Helen", "Gail"]
    assert missed(school, cast.victor) == []


def test_nobody_else_is_told_where_there_is_nobody_and_the_journal_says_so(school, cast):
    with school.office.at_work() as desk:
        for one in (cast.carol, cast.victor, *cast.governors):
            schools.change_posts(desk, one.id, school.id, one.roles, active=False, by="test")
    reference = school.report()
    pass_to(school, 1, 19, 8, 0)
    with school.office.at_work() as desk:
        (entry, _) = journal.read(desk, school.file(reference, desk).scope, event="deadline_missed")
    assert entry.sentence.endswith("Helen Marsh was told; nobody else could be")


def test_who_becomes_conflicted_afterwards_learns_nothing_any_more(school, cast):
    reference = school.report()
    pass_to(school, 1, 19, 8, 0)
    with school.office.at_work() as desk:
        school.file(reference, desk).give(roles.CONFLICTED, cast.carol.id)
    assert missed(school, cast.carol) == []


def test_an_investigation_that_is_late_is_told_to_the_case_manager_who_reads_it_anyhow(school, cast):
    school.clock.now = MONDAY
    reference = school.at("investigation")  # due on 8 February
    school.issue(reference)
    assert pass_to(school, 2, 2, 23, 59) == {}
    assert pass_to(school, 2, 3, 0, 0) == {Stage.REMINDED: 1}
    assert pass_to(school, 2, 9, 0, 0) == {Stage.MISSED: 1}
    assert told_in(school, reference) == [
        ("reminded investigation", ["Ian"]),
        ("missed investigation", ["Ian", "Helen"]),
    ]
    with school.office.at_work() as desk:
        assert delays.owed(desk, cast.ian) == []  # he reads the case, and finds it among his cases
    assert ("missed investigation") in [words for _, words in waiting(school, cast.helen)]
    assert missed(school, cast.carol) == []


def test_where_the_one_who_should_act_has_left_the_case_manager_is_told_and_then_the_chair(school, cast):
    school.clock.now = MONDAY
    reference = school.at("investigation")
    school.issue(reference)
    with school.office.at_work() as desk:
        schools.change_posts(desk, cast.ian.id, school.id, cast.ian.roles, active=False, by="test")
    pass_to(school, 2, 9, 0, 0)
    assert told_in(school, reference) == [("missed investigation", ["Helen", "Carol"])]


def test_what_is_done_in_time_is_never_told_and_what_is_done_late_is_told_no_more(school, cast):
    reference = school.report()
    school.do(cast.helen, reference, "triage", **no_harm())
    school.issue(reference)
    assert pass_to(school, 1, 19, 8, 0) == {Stage.REMINDED: 1}  # the low-level action, due on the 20th
    late = school.report(subject="Olga Brown")
    pass_to(school, 2, 1, 8, 0)
    assert set(missed(school, cast.carol)) == {reference, late}
    school.do(cast.helen, late, "triage", **no_harm())
    school.issue(late)
    assert late not in missed(school, cast.carol)


def test_the_last_day_for_somebody_elses_right_reminds_nobody(school):
    reference = school.at("outcome")
    school.issue(reference)
    school.clock.forward(days=60)
    pass_time(school.office)
    assert "appeal" not in " ".join(what for what, _ in told_in(school, reference))


def test_a_paused_clock_tells_nobody_until_the_day_to_look_at_it_again(school, cast):
    school.clock.now = MONDAY
    reference = school.at("investigation")
    school.issue(reference)
    until = {"pause_reasons": "He is ill.", "pause_look_again": date(2027, 3, 1)}
    school.do(cast.helen, reference, "pause-clock", clock_to_pause="investigation", **until)
    assert pass_to(school, 2, 28, 23, 59) == {}
    assert pass_to(school, 3, 1, 0, 0) == {Stage.REMINDED: 1}
    assert pass_to(school, 3, 9, 0, 0) == {}
    with school.office.at_work() as desk:
        (entry,) = journal.read(desk, school.file(reference, desk).scope, event="reminded")
    assert entry.sentence == (
        "Ian Ogden was reminded that “Complete the investigation” is paused, to be looked at again on 1 March 2027"
    )
    assert not_vouched_for(school) == []


def test_a_clock_that_was_given_another_time_is_told_of_that_one_too(school, cast):
    school.clock.now = MONDAY
    reference = school.at("investigation")
    school.issue(reference)
    pass_to(school, 2, 4, 9, 0)
    agreed = {"clock_agreed_with": "His union", "clock_moved_reasons": "Exams."}
    given = {"clock_to_move": "investigation", "clock_moved_to": date(2027, 3, 1), **agreed}
    school.do(cast.helen, reference, "move-clock", **given)
    assert pass_to(school, 2, 9, 9, 0) == {}
    assert pass_to(school, 2, 24, 9, 0) == {Stage.REMINDED: 1}
    assert pass_to(school, 3, 2, 9, 0) == {Stage.MISSED: 1}
    assert [what for what, _ in told_in(school, reference)] == [
        "reminded investigation",
        "reminded investigation",
        "missed investigation",
    ]


def test_two_that_run_at_once_tell_everybody_once(school):
    references = [school.report(subject=f"Person {n}") for n in range(4)]
    school.clock.now = datetime(2027, 1, 19, 8, 0, tzinfo=LONDON)
    start, done = threading.Barrier(3), []

    def run() -> None:
        start.wait()
        done.append(pass_time(school.office)[0])

    threads = [threading.Thread(target=run) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    pass_time(school.office)  # whatever one left to another that was just then at work
    assert sum(one.told[Stage.MISSED] for one in done) <= 2 * len(references)
    for reference in references:
        assert [what for what, _ in told_in(school, reference)] == ["missed acknowledge", "missed triage"]
    assert not_vouched_for(school) == []


def test_nothing_is_told_of_what_was_undone(school, monkeypatch):
    school.report()
    school.clock.now = datetime(2027, 1, 19, 8, 0, tzinfo=LONDON)
    before = school.everything()

    def cut(*_said: object, **_more: object) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as patched:
        patched.setattr(timekeeping, "record", cut)
        (passed,) = pass_time(school.office)
    assert (passed.told, passed.problems) == ({}, ["Something could not be looked at (RuntimeError)."])
    assert school.everything() == before
    assert pass_time(school.office)[0].told == {Stage.MISSED: 2}


def test_a_case_changed_by_hand_is_named_and_the_others_are_told(school):
    meddled, sound = school.report(), school.report(subject="Olga Brown")
    with school.office.store.writing() as session:
        case = select(func.max(Notice.id))  # any statement, so that the session is open
        session.execute(case)
        by_hand = 'UPDATE clock SET due_at = started_at WHERE case_id = (SELECT id FROM "case" WHERE reference = :it)'
        session.execute(text(by_hand), {"it": meddled})
        session.commit()
    school.clock.now = datetime(2027, 1, 19, 8, 0, tzinfo=LONDON)
    (passed,) = pass_time(school.office)
    assert len(passed.problems) == 1
    assert meddled in passed.problems[0]
    assert [what for what, _ in told_in(school, sound)] == ["missed acknowledge", "missed triage"]


def test_a_case_that_breaks_the_program_ends_nothing_for_the_others(school, monkeypatch):
    broken, sound = school.report(), school.report(subject="Olga Brown")
    whole = timekeeping.record

    def cut(file, *said, **more):
        if file.reference == broken:
            raise RuntimeError("Quentin Reed")
        whole(file, *said, **more)

    monkeypatch.setattr(timekeeping, "record", cut)
    with school.office.at_work() as desk:
        other = schools.found_school(desk, "Zenith School")
        twin = hire(desk, other.id)
        given = {"subject": "Quentin Reed", "categories": ["IM-1"], "account": "The same.", "image_gate": "no"}
        theirs = reporting.take_report(desk, twin.rosa, given).reference
    school.clock.now = datetime(2027, 1, 19, 8, 0, tzinfo=LONDON)
    ours, others = pass_time(school.office)
    assert ours.problems == ["Something could not be looked at (RuntimeError)."]
    assert others.problems == []
    assert [what for what, _ in told_in(school, sound)] == ["missed acknowledge", "missed triage"]
    assert missed(school, twin.carol) == [theirs]
    with school.office.store.reading() as session:
        desk = Desk(session, school.office.keyring, school.office.safe, school.office.clock)
        assert timekeeping.untold(desk, timedelta(hours=1)) == 2
        assert timekeeping.untold(desk, timedelta(days=9)) == 0


def test_a_school_is_told_of_its_own_cases(school, cast):
    with school.office.at_work() as desk:
        other = schools.found_school(desk, "Another School")
        twin = hire(desk, other.id)
        given = {"subject": "Quentin Reed", "categories": ["IM-1"], "account": "The same.", "image_gate": "no"}
        theirs = reporting.take_report(desk, twin.rosa, given).reference
    ours = school.report()
    school.clock.now = datetime(2027, 1, 19, 8, 0, tzinfo=LONDON)
    assert [one.told[Stage.MISSED] > 1 for one in pass_time(school.office)] == [True, True]
    assert (missed(school, cast.carol), missed(school, twin.carol)) == ([ours], [theirs])


def test_somebody_who_was_told_may_ask_and_whoever_manages_the_case_learns_of_it(school, cast):
    reference = school.report()
    with school.office.at_work() as desk, pytest.raises(NotThere):
        delays.ask(desk, cast.carol, reference)
    pass_to(school, 1, 19, 8, 0)
    with school.office.at_work() as desk:
        delays.ask(desk, cast.carol, reference)
    assert (reference, timekeeping.ASKED) in waiting(school, cast.helen)
    with school.office.at_work() as desk:
        for one in (cast.victor, cast.quentin, cast.it):
            with pytest.raises(NotThere):
                delays.ask(desk, one, reference)
    school.do(cast.helen, reference, "triage", **no_harm())
    school.issue(reference)
    with school.office.at_work() as desk, pytest.raises(NotThere):
        delays.ask(desk, cast.carol, reference)
    assert not_vouched_for(school) == []


def test_every_clock_is_watched_by_people_who_can_act_on_it():
    for deadline in PROCEDURE.deadlines:
        if deadline.lapses:
            assert (deadline.remind, deadline.reminds, deadline.escalates) == (None, (), ())
            continue
        assert deadline.remind is not None, deadline.key
        assert deadline.reminds, deadline.key
        assert len(deadline.escalates) >= 3, deadline.key
        assert roles.HEADTEACHER not in deadline.escalates
        for role in deadline.reminds:
            meets = {transition.needs for transition in deadline.met_by}
            assert role.holds & {Permission.READ, *meets}, (deadline.key, role.key)


def test_notices_of_clocks_have_words():
    for deadline in PROCEDURE.deadlines:
        for stage in Stage:
            assert deadline.title in str(timekeeping.in_words(f"{stage} {deadline.key}"))
    assert timekeeping.in_words("triage") is None
    assert timekeeping.in_words("missed nothing") is None


def test_time_that_stands_still_does_nothing(school):
    assert school.clock.now == FRIDAY
    before = school.everything()
    assert pass_time(school.office)[0].told == {}
    assert school.everything() == before
    assert pass_time(school.office, "another school") == []
