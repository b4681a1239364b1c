"""A release that adds columns and tables to what the journal vouches for leaves older records whole."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from casework.answers import no_harm
from casework.town import Town
from sqlalchemy import text

from caseflow.casework import casefile, clockwork
from caseflow.casework.fingerprints import NO_ROWS, fingerprint
from caseflow.casework.verify import verify
from caseflow.records import Clock

DAY = datetime(2027, 1, 15, tzinfo=UTC)


def test_a_column_that_was_added_is_left_out_while_it_is_empty_and_vouched_for_once_it_is_not():
    row = Clock(id="c", case_id="k", key="triage", started_at=DAY, first_due_at=DAY, due_at=DAY, met_at=None)
    bare = fingerprint([row])
    day = DAY.isoformat()
    of_the_first_release = ["'c'", "'k'", "'triage'", day, day, day, "None"]
    assert bare == hashlib.sha256("\x1f".join(of_the_first_release).encode()).hexdigest()
    row.unit, row.amount = "working days", 1
    assert fingerprint([row]) != bare
    row.unit = row.amount = None
    assert fingerprint([row]) == bare
    row.met_at = DAY  # a column that was always there
    assert fingerprint([row]) != bare


def whole_but_for_the_policy(school: Town) -> bool:
    """Going down to the first release took away the policy's versions, which came later; all else must be whole."""
    found = [problem for one in verify(school.office).schools for problem in one.problems]
    return all("policy" in problem.sentence.casefold() for problem in found)


def test_a_case_of_the_first_release_is_whole_after_the_migration_and_can_be_gone_on_with(school: Town, monkeypatch):
    first_release(monkeypatch)
    reference = school.at("investigation")
    with school.office.store.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM clock WHERE unit IS NOT NULL")) == 0
        bound = session.execute(text("SELECT id, credentials FROM person")).all()
    school.office.store.engine.dispose()
    school.office.store.migrate("0001")
    school.office.store.migrate()
    with school.office.store.writing() as session:  # what people sign in with is not what this is about
        for one, credentials in bound:
            session.execute(text("UPDATE person SET credentials = :it WHERE id = :id"), {"it": credentials, "id": one})
        session.commit()
    school.office.store.check_schema()
    monkeypatch.undo()
    assert whole_but_for_the_policy(school)
    # A clock of then has no unit on record: it is paused and resumed as the procedure counts it.
    given = {"pause_reasons": "He is ill.", "pause_look_again": "2027-01-22"}
    school.do(school.cast.helen, reference, "pause-clock", clock_to_pause="investigation", **given)
    school.clock.forward(days=7)
    school.do(school.cast.helen, reference, "resume-clock", clock_to_resume="investigation")
    with school.office.at_work() as desk:
        (clock,) = (one for one in school.file(reference, desk).clocks if one.key == "investigation")
        assert (clock.due_at - clock.first_due_at).days == 7
    assert whole_but_for_the_policy(school)
    other = school.report()
    school.do(school.cast.helen, other, "triage", **no_harm())
    assert whole_but_for_the_policy(school)


def test_rows_slipped_into_a_table_that_came_later_are_not_vouched_for(school: Town, monkeypatch):
    first_release(monkeypatch)
    school.at("investigation")
    monkeypatch.undo()
    assert verify(school.office).whole
    with school.office.store.writing() as session:
        session.execute(
            text(
                "INSERT INTO clock_edit (id, case_id, clock_id, number, kind, at, due_before) "
                "SELECT 'ABCDEFGHJKMNPQRS', case_id, id, 1, 'move', started_at, due_at FROM clock "
                "WHERE key = 'investigation'"
            )
        )
        session.commit()
    assert "in the table “clock_edit”" in " ".join(one.sentence for one in verify(school.office).all_problems())


def first_release(monkeypatch) -> None:
    """Write clocks and entries as the first release did: without how they are counted, without due times."""
    start, projection = clockwork.Clock, casefile.CaseFile.projection
    monkeypatch.setattr(clockwork, "Clock", lambda **said: start(**{**said, "unit": None, "amount": None}))
    monkeypatch.setattr(clockwork, "said", lambda changes: {"clocks": [str(change) for change in changes]})

    def of_then(file: casefile.CaseFile) -> dict[str, str]:
        found = projection(file)
        assert found.pop("clock_edit") == NO_ROWS
        return found

    monkeypatch.setattr(casefile.CaseFile, "projection", of_then)
