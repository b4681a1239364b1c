"""A clock counts from when a thing happened, not from when somebody came to write it down."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from casework.answers import police, suspension
from casework.town import Town
from lifecycle.facts import Facts

from caseflow.casework.refusals import BadAnswers
from caseflow.lifecycle.clocks import counts_from
from caseflow.lifecycle.days import LONDON, end_of, local
from caseflow.procedure import PROCEDURE
from caseflow.records import Clock

FRIDAY = datetime(2027, 1, 15, 17, 0, tzinfo=LONDON)
MONDAY = datetime(2027, 1, 18, 8, 30, tzinfo=LONDON)


def clock_of(school: Town, reference: str, key: str) -> Clock:
    with school.office.at_work() as desk:
        return [clock for clock in school.file(reference, desk).clocks if clock.key == key][-1]


@pytest.fixture
def on_monday(school: Town) -> str:
    """A case that was reported on Friday, and is taken up again on Monday."""
    reference = school.at("triage")
    school.clock.now = MONDAY
    return reference


@pytest.mark.parametrize(("at", "due"), [(FRIDAY, date(2027, 1, 18)), (MONDAY, date(2027, 1, 19))])
def test_the_letter_of_a_suspension_is_due_a_day_after_it_began(school, cast, on_monday, at, due):
    school.do(cast.helen, on_monday, "suspend", **suspension(school, suspended_at=at))
    assert clock_of(school, on_monday, "suspension-letter").first_due_at == end_of(due)
    assert clock_of(school, on_monday, "suspension-la").started_at == at


def test_a_suspension_of_tomorrow_counts_from_today(school, cast, on_monday):
    tomorrow = datetime(2027, 1, 19, 8, 0, tzinfo=LONDON)
    school.do(cast.helen, on_monday, "suspend", **suspension(school, suspended_at=tomorrow))
    assert clock_of(school, on_monday, "suspension-letter").first_due_at == end_of(date(2027, 1, 19))


def test_a_suspension_is_reviewed_within_twenty_days_of_its_beginning(school, cast, on_monday):
    late = suspension(school, suspended_at=FRIDAY, suspension_review=date(2027, 2, 15))
    with pytest.raises(BadAnswers, match="12 February 2027 or earlier"):
        school.do(cast.helen, on_monday, "suspend", **late)


@pytest.mark.parametrize(("at", "due"), [(FRIDAY, date(2027, 2, 12)), (MONDAY, date(2027, 2, 15))])
def test_four_weeks_with_the_police_count_from_the_call(school, cast, on_monday, at, due):
    school.do(cast.helen, on_monday, "report-to-police", **{**police(school), "police_at": at})
    assert clock_of(school, on_monday, "police-review").first_due_at == end_of(due)


@pytest.mark.parametrize(("at", "due"), [(FRIDAY, date(2027, 1, 29)), (MONDAY, date(2027, 2, 1))])
def test_a_fortnight_with_the_police_counts_from_the_contact(school, cast, on_monday, at, due):
    school.do(cast.helen, on_monday, "report-to-police", **{**police(school), "police_at": FRIDAY})
    said = {"police_officer": "PC Bell", "police_contact_at": at, "police_said": "Nothing yet."}
    school.do(cast.helen, on_monday, "log-police-contact", **said)
    assert clock_of(school, on_monday, "police-review-again").first_due_at == end_of(due)


@pytest.mark.parametrize(("on", "due"), [(date(2027, 2, 5), date(2027, 2, 12)), (date(2027, 2, 8), date(2027, 2, 15))])
def test_an_appeal_is_acknowledged_five_days_after_it_arrived(school, cast, on, due):
    reference = school.at("outcome")
    school.clock.now = datetime(2027, 2, 8, 9, 0, tzinfo=LONDON)
    school.do(cast.helen, reference, "lodge-appeal", appeal_received=on, appeal_grounds="Too hard.")
    assert clock_of(school, reference, "appeal-acknowledge").first_due_at == end_of(due)


def test_a_dismissal_of_friday_is_counted_from_friday():
    entered = datetime(2027, 2, 15, 9, 0, tzinfo=LONDON)
    for key in ("dismissal-la", "dbs-decision", "tra-decision"):
        began = counts_from(PROCEDURE.deadline[key], entered, Facts(), {"dismissal_date": date(2027, 2, 12)})
        assert local(began).date() == date(2027, 2, 12)
        assert (
            counts_from(PROCEDURE.deadline[key], entered, Facts(), {"sanction": "would-have-been-dismissed"}) == entered
        )


def test_a_suspension_that_ended_on_friday_is_counted_from_friday():
    entered, ended = datetime(2027, 2, 15, 9, 0, tzinfo=LONDON), date(2027, 2, 12)
    began = counts_from(PROCEDURE.deadline["suspension-lifted-la"], entered, Facts(), {"lifted_from": ended})
    assert local(began).date() == ended


def test_nobody_is_suspended_before_anybody_knew(school, cast, on_monday):
    early = suspension(school, suspended_at=datetime(2026, 1, 15, 17, 0, tzinfo=LONDON))
    with pytest.raises(BadAnswers, match="or later: before that nobody here knew of it"):
        school.do(cast.helen, on_monday, "suspend", **early)
