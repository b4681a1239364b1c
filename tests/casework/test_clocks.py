"""A clock is paused, let run on and moved with a reason; when it first fell due stays known, and the record follows."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from casework.town import Town
from sqlalchemy import text

from caseflow.casework import journal, schoolcalendar, schools
from caseflow.casework.refusals import BadAnswers, Refused, Tampered
from caseflow.casework.verify import verify
from caseflow.lifecycle.days import LONDON, end_of
from caseflow.lifecycle.schooldays import DayKind
from caseflow.lifecycle.terms import Turn, Unit
from caseflow.procedure import PROCEDURE
from caseflow.records import Clock

MONDAY = datetime(2027, 1, 18, 9, 0, tzinfo=LONDON)
FIRST_DUE = end_of(date(2027, 2, 8))
"""Fifteen working days after Monday, 18 January."""


@pytest.fixture
def running(school: Town) -> str:
    """A case whose investigation began on a Monday morning."""
    school.clock.now = MONDAY
    return school.at("investigation")


def clock_of(school: Town, reference: str, key: str = "investigation") -> Clock:
    with school.office.at_work() as desk:
        return [clock for clock in school.file(reference, desk).clocks if clock.key == key][-1]


def pause(school: Town, reference: str, clock: str = "investigation", **more: object) -> None:
    until = (school.clock() + timedelta(days=7)).date()
    given = {"clock_to_pause": clock, "pause_reasons": "He is ill.", "pause_look_again": until, **more}
    school.do(school.cast.helen, reference, "pause-clock", **given)


def resume(school: Town, reference: str, clock: str = "investigation") -> None:
    school.do(school.cast.helen, reference, "resume-clock", clock_to_resume=clock)


def move(school: Town, reference: str, to: date, clock: str = "investigation") -> None:
    agreed = {"clock_agreed_with": "His union", "clock_moved_reasons": "Exams."}
    school.do(school.cast.helen, reference, "move-clock", clock_to_move=clock, clock_moved_to=to, **agreed)


def newest(school: Town, reference: str) -> journal.Entry:
    with school.office.at_work() as desk:
        return journal.read(desk, school.file(reference, desk).scope)[-1]


def test_a_clock_remembers_how_it_was_counted(school, running):
    clock = clock_of(school, running)
    assert (clock.unit, clock.amount, clock.first_due_at) == (Unit.WORKING_DAYS.value, 15, FIRST_DUE)
    assert clock.due_at == clock.first_due_at


def test_a_paused_clock_runs_on_as_much_later_as_it_stood_still(school, running):
    school.clock.forward(days=2)  # Wednesday
    pause(school, running)
    clock = clock_of(school, running)
    assert clock.pause
    assert clock.due_at == FIRST_DUE
    assert newest(school, running).said["clocks"] == ["paused investigation"]
    school.clock.forward(days=7)  # the Wednesday after: five working days were lost
    resume(school, running)
    clock = clock_of(school, running)
    assert (clock.pause, clock.first_due_at, clock.due_at) == (None, FIRST_DUE, end_of(date(2027, 2, 15)))
    (edit,) = clock.edits
    assert (edit.due_before, edit.due_after) == (FIRST_DUE, clock.due_at)
    entry = newest(school, running)
    assert entry.said["clocks"] == ["resumed investigation"]
    assert entry.said["due"] == [{"clock": "investigation", "at": "2027-02-15T23:59:59Z"}]
    assert verify(school.office).whole


def test_a_paused_clock_still_holds_up_the_closing_and_counts_as_running(school, running):
    pause(school, running)
    with school.office.at_work() as desk:
        file = school.file(running, desk)
        assert "investigation" in file.open_clocks()
        assert file.clocks_for(Turn.PAUSE) == ()
        assert file.clocks_for(Turn.MOVE) == ()
        assert file.clocks_for(Turn.RESUME) == ("investigation",)


def test_what_meets_a_paused_clock_ends_its_pause_and_moves_nothing(school, running):
    pause(school, running)
    school.clock.forward(days=7)
    school.step_to("case-to-answer", running)
    clock = clock_of(school, running)
    assert clock.met_at
    assert clock.pause is None
    assert (clock.due_at, clock.edits[0].due_after) == (FIRST_DUE, None)
    assert verify(school.office).whole


def test_a_deadline_moved_by_agreement_keeps_the_time_at_which_it_first_fell_due(school, running):
    move(school, running, date(2027, 3, 1))
    clock = clock_of(school, running)
    assert (clock.first_due_at, clock.due_at) == (FIRST_DUE, end_of(date(2027, 3, 1)))
    assert newest(school, running).said["answers"]["clock_agreed_with"] == "His union"
    move(school, running, date(2027, 2, 26))
    clock = clock_of(school, running)
    assert [edit.due_before for edit in clock.edits] == [FIRST_DUE, end_of(date(2027, 3, 1))]
    assert clock.first_due_at == FIRST_DUE
    assert verify(school.office).whole


def test_an_extension_of_a_paused_clock_lets_it_run_to_the_new_day(school, running):
    pause(school, running)
    school.clock.forward(days=1)
    given = {"investigation_due": date(2027, 3, 1), "extension_reasons": "More witnesses."}
    asked = {question.key for question in PROCEDURE.by_key["extend-investigation"].asks}
    school.do(school.cast.helen, running, "extend-investigation", **{k: v for k, v in given.items() if k in asked})
    clock = clock_of(school, running)
    assert (clock.pause, clock.due_at, clock.first_due_at) == (None, end_of(date(2027, 3, 1)), FIRST_DUE)
    assert [edit.kind for edit in clock.edits] == ["pause", "move"]
    assert verify(school.office).whole


@pytest.mark.parametrize(
    ("state", "statutory"),
    [
        ("received", ("acknowledge", "triage")),
        ("lado-due", ("lado-contact",)),
        ("escalation-due", ("escalation",)),
        ("police-active", ("police-review",)),
        ("hearing-set", ("hearing",)),
        ("outcome", ("appeal",)),
    ],
)
def test_what_the_law_or_an_agency_set_is_never_paused_or_moved(school, state, statutory):
    reference = school.at(state)
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        assert set(statutory) <= set(file.open_clocks())
        assert not {*file.clocks_for(Turn.PAUSE), *file.clocks_for(Turn.MOVE)} & set(statutory)
    before = school.everything()
    for key in statutory:
        with pytest.raises((BadAnswers, Refused)):
            pause(school, reference, key)
        with pytest.raises((BadAnswers, Refused)):
            move(school, reference, date(2027, 5, 1), key)
    assert school.everything() == before


def test_the_clocks_that_may_be_paused_are_those_the_school_set_itself():
    pausable = {deadline.key for deadline in PROCEDURE.deadlines if deadline.pausable}
    assert pausable == {"investigation", "outcome-letter"}


def test_a_clock_whose_time_has_passed_is_neither_paused_nor_moved(school, running):
    school.clock.now = datetime(2027, 2, 9, 9, 0, tzinfo=LONDON)
    before = school.everything()
    with pytest.raises(Refused, match="its time has passed"):
        pause(school, running)
    with pytest.raises(Refused, match="its time has passed"):
        move(school, running, date(2027, 3, 1))
    assert school.everything() == before


def test_it_is_not_paused_twice_nor_let_run_on_while_it_runs(school, running):
    with pytest.raises(Refused, match="No clock of this case is paused"):
        resume(school, running)
    pause(school, running)
    with pytest.raises(Refused, match="paused already"):
        pause(school, running)
    with pytest.raises(BadAnswers, match="Select a clock"):
        resume(school, running, "acknowledge")


def test_a_pause_needs_a_reason_and_a_day_to_look_again(school, running):
    for wrong in ({"pause_reasons": " "}, {"pause_look_again": None}, {"pause_look_again": date(2027, 1, 1)}):
        with pytest.raises(BadAnswers):
            pause(school, running, **wrong)


def test_only_whoever_manages_the_case_does_it(school, cast, running):
    for one in (cast.ian, cast.carol, cast.it, cast.quentin):
        with pytest.raises(Exception, match=r"Only the case manager|nothing here"):
            school.do(one, running, "pause-clock", clock_to_pause="investigation", pause_reasons="x")


MEDDLING = {
    "clock": "UPDATE clock SET missed_for = due_at",
    "clock_edit": "UPDATE clock_edit SET due_before = '2028-01-01T00:00:00.000000Z'",
}


@pytest.mark.parametrize("table", MEDDLING)
def test_the_journal_vouches_for_what_was_done_to_a_clock(school, running, table):
    pause(school, running)
    with school.office.store.writing() as session:
        session.execute(text(MEDDLING[table]))
        session.commit()
    with pytest.raises(Tampered, match=table):
        resume(school, running)
    assert not verify(school.office).whole


def test_a_school_that_counts_in_school_days_leaves_out_half_term_and_a_change_moves_nothing(school, cast):
    school.clock.now = MONDAY
    with school.office.at_work() as desk:
        schools.set_setting(desk, school.id, "local.counted_in", "school days", date(2027, 1, 18), cast.helen.id)
        half_term = {"kind": DayKind.HOLIDAY.value, "first": date(2027, 2, 15), "last": date(2027, 2, 19)}
        schoolcalendar.write_down(desk, school.id, half_term, cast.clerk.id)
    school.clock.now = datetime(2027, 2, 1, 9, 0, tzinfo=LONDON)
    reference = school.at("investigation")
    clock = clock_of(school, reference)
    assert (clock.unit, clock.due_at) == (Unit.SCHOOL_DAYS.value, end_of(date(2027, 3, 1)))
    with school.office.at_work() as desk:
        snow = {"kind": DayKind.CLOSURE.value, "title": "Snow", "first": date(2027, 2, 3)}
        schoolcalendar.write_down(desk, school.id, snow, cast.helen.id)
    assert clock_of(school, reference).due_at == end_of(date(2027, 3, 1))
    # But a pause that is counted now is counted with what is known now.
    pause(school, reference)
    school.clock.now = datetime(2027, 2, 5, 9, 0, tzinfo=LONDON)
    resume(school, reference)
    clock = clock_of(school, reference)
    assert (clock.first_due_at, clock.due_at) == (end_of(date(2027, 3, 1)), end_of(date(2027, 3, 4)))
    assert verify(school.office).whole


def test_an_open_case_keeps_how_it_counts(school, cast):
    school.clock.now = MONDAY
    reference = school.at("triage")
    with school.office.at_work() as desk:
        schools.set_setting(desk, school.id, "local.counted_in", "school days", date(2027, 1, 18), cast.helen.id)
    school.step_to("investigation", reference)
    assert clock_of(school, reference).unit == Unit.WORKING_DAYS.value


def test_a_setting_takes_only_what_it_offers(school, cast):
    with school.office.at_work() as desk, pytest.raises(BadAnswers, match="Choose one of the answers"):
        schools.set_setting(desk, school.id, "local.counted_in", "months", date(2027, 1, 18), cast.helen.id)


def test_people_are_owed_word_of_a_breach_after_the_ico_has_answered_too(school, cast):
    """Chance found it: the answer came first, nobody could record the rest, and the case could not be closed."""
    reference = school.at("ico-reportable")
    school.issue(reference)
    when = school.clock()
    school.do(cast.dpo, reference, "record-ico-report", ico_reported_at=when, ico_reference="IC-1")
    school.do(cast.dpo, reference, "record-ico-reply", ico_replied_on=when.date(), ico_reply="No further action.")
    assert "ico-affected" in clocks(school, reference)
    school.do(cast.dpo, reference, "tell-affected", affected_told_at=when, affected_told_how="By telephone.")
    assert "ico-affected" not in clocks(school, reference)


def clocks(school, reference: str) -> set[str]:
    """The clocks that run."""
    with school.office.at_work() as desk:
        return set(school.file(reference, desk).open_clocks())
