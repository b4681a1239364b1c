"""What time asks for: each job by itself, told to the log and the figures without a word of anybody, and not lost."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from casework.town import Town
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

import config
from caseflow.casework import figures as standing
from caseflow.casework import policy_watch, rounds, schools
from caseflow.casework.desk import Desk
from caseflow.casework.doctor import Level
from caseflow.casework.doctor_reminders import look
from caseflow.cli.work import Worker
from caseflow.watch import figures, log

TO = ("chair@home.test",)
LATE = timedelta(days=4)


@pytest.fixture
def lines() -> Iterator[StringIO]:
    root, ours = logging.getLogger(), logging.getLogger("caseflow")
    handlers, levels = root.handlers[:], (root.level, ours.level)
    out = StringIO()
    log.set_up(out)
    yield out
    logging.captureWarnings(capture=False)
    root.handlers[:] = handlers
    root.setLevel(levels[0])
    ours.setLevel(levels[1])


def break_case(school: Town, reference: str) -> None:
    """Give a case a record of which the program can make nothing."""
    with school.office.at_work() as desk:
        case = school.file(reference, desk).case
        case.sealed = desk.seal(f"case:{case.id}", "no facts at all", f"case/{case.id}/facts")


def troubles() -> dict[str, float]:
    families = text_string_to_metric_families(figures.page({}).decode())
    return {
        one.labels["job"]: one.value
        for family in families
        for one in family.samples
        if one.name == "caseflow_worker_troubles_total"
    }


def last_done(school: Town) -> object:
    with school.office.store.reading() as session:
        return rounds.last_done(Desk(session, school.office.keyring, school.office.safe, school.office.clock))


def queued(school: Town) -> int:
    with school.office.store.reading() as session:
        return int(session.execute(text("SELECT count(*) FROM outbox WHERE kind = 'checkpoint'")).scalar_one())


def test_a_round_in_which_all_was_done_is_remembered(school: Town) -> None:
    assert last_done(school) is None
    assert "yet" in next(look(school.office)).words
    assert rounds.let_time_pass(school.office, TO)
    assert last_done(school) == school.clock()
    assert [one.level for one in look(school.office)] == [Level.OK]
    school.clock.forward(minutes=61)
    (said,) = look(school.office)
    assert said.level is Level.WRONG
    assert "was without trouble since 15 January 2027" in said.words


def test_one_broken_case_hinders_nothing_and_is_not_passed_over_in_silence(school: Town, lines: StringIO) -> None:
    broken, before = school.report(), troubles()
    break_case(school, broken)
    school.clock.now += LATE
    assert not rounds.let_time_pass(school.office, TO)
    assert queued(school) == 1
    assert last_done(school) is None
    assert troubles()["reminders"] == before.get("reminders", 0) + 1
    [line] = [json.loads(one) for one in lines.getvalue().splitlines()]
    assert line["event"] == "deadlines of a case or a school could not be looked at"
    assert line["level"] == "error"
    assert line["kind"]
    assert any("casework/timekeeping.py" in one for one in line["frames"])
    assert not [word for word in (broken, "Quentin", "no facts") if word in lines.getvalue()]
    assert [one.level for one in look(school.office)] == [Level.WRONG, Level.WRONG]
    told = standing.now(school.office)
    assert told["caseflow_deadlines_untold"] == 2
    assert "caseflow_time_passed_seconds" not in told


@pytest.mark.parametrize("job", ["policy", "checkpoints"])
def test_each_job_is_done_though_another_cannot_be(
    school: Town, lines: StringIO, job: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the first school one job breaks; the other jobs are done there, and all in the other school."""
    with school.office.at_work() as desk:
        schools.found_school(desk, "Zenith School")
    school.clock.now += timedelta(days=1)
    rounds.let_time_pass(school.office, TO)
    school.clock.now += LATE
    before, were = troubles(), queued(school)
    if job == "policy":
        to_tell = policy_watch._to_tell
        cut = {school.id: lambda *_: 1 / 0}
        monkeypatch.setattr(policy_watch, "_to_tell", lambda desk, it: cut.get(it, to_tell)(desk, it))
    else:
        assert spoil(school, "UPDATE outbox SET sealed = whom WHERE school_id = :it")
    assert not rounds.let_time_pass(school.office, TO)
    assert troubles()[job] == before.get(job, 0) + 1
    assert queued(school) == were + (2 if job == "policy" else 1)
    assert len(lines.getvalue().splitlines()) == 1


def spoil(school: Town, statement: str) -> int:
    with school.office.store.writing() as session:
        done = session.execute(text(statement), {"it": school.id}).rowcount
        session.commit()
    return int(done)


def test_a_worker_says_that_a_round_was_not_whole_and_carries_the_post_all_the_same(
    school: Town, lines: StringIO, tmp_path: Path
) -> None:
    worker = Worker(school.office, config.read({"CASEFLOW_HOME": str(tmp_path)}))
    assert worker.round()
    break_case(school, school.report())
    school.clock.now += LATE
    assert not worker.round()
    with school.office.store.reading() as session:
        seen = session.execute(text("SELECT seen_at FROM post_state WHERE id = 'post'")).scalar_one()
    assert str(seen)[:10] == f"{school.clock():%Y-%m-%d}"
    assert lines.getvalue()
