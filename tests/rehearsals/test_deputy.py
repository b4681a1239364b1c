"""Scenario D: for the headteacher it is about, her school is the same as one in which nobody ever reported anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from rehearsals.conftest import ROOT
from web.pages import Visitor

import config
from caseflow.app import create_app
from caseflow.casework import people
from caseflow.casework.office import Office
from caseflow.casework.rehearsal import Performance, play
from caseflow.casework.rehearsal_stage import at
from caseflow.lifecycle.days import LONDON

STORY = (ROOT / "docs" / "rehearsals" / "the-deputy.toml").read_text("utf-8")
CAST, _, STEPS = STORY.partition("[[step]]")
NOTHING = """
[[step]]
at = 2027-02-18T21:40:00
by = "H"
do = "read"
[step.expect]
refused = "there is nothing here"
"""
MOMENTS = {
    "the night of the report": datetime(2027, 2, 18, 21, 42, tzinfo=LONDON),
    "the day after the suspension": datetime(2027, 2, 20, 10, tzinfo=LONDON),
    "the day after the charge": datetime(2027, 5, 1, 10, tzinfo=LONDON),
}
UNKNOWN = "CF-00000-00000"


def pages(reference: str) -> Iterator[str]:
    """Where somebody who looks for a case about themselves would look."""
    yield from ("/", "/cases/", "/cases/?view=all", "/cases/?view=late", "/cases/?view=suspended")
    yield from ("/calendar/", "/calendar/?month=2027-03", "/calendar/diary", "/report/mine")
    yield from ("/journal/", f"/journal/?case={reference}", f"/journal/{reference}")
    yield from (f"/cases/{reference}", f"/cases/{reference}/do/lift-suspension", f"/cases/{reference}/letters/")
    yield from (f"/cases/{reference}/letters/5/pdf", f"/cases/{reference}/evidence/", f"/report/sent/{reference}")
    yield from (f"/escalations/{reference}", "/escalations/", f"/data-breaches/{reference}")


def until(moment: datetime) -> str:
    """The story as far as a moment."""
    steps = [
        step for step in STEPS.split("[[step]]") if datetime.fromisoformat(_at(step)) < moment.replace(tzinfo=None)
    ]
    return CAST + "".join(f"[[step]]{step}" for step in steps)


def _at(step: str) -> str:
    return next(line for line in step.splitlines() if line.startswith("at = ")).removeprefix("at = ")


@contextmanager
def seen_by(office: Office, played: Performance, moment: datetime, folder: Path) -> Iterator[Visitor]:
    with at(office, moment):
        app = create_app(config.read({"CASEFLOW_HOME": str(folder)}, demo=True), office)
        with office.at_work() as desk:
            head = people.everyone(desk, played.school_id)[played.cast["H"]]
        yield Visitor(app, head)


@pytest.mark.slow
@pytest.mark.parametrize("when", MOMENTS)
def test_no_page_of_the_headteacher_shows_that_there_is_a_case(
    when: str, opened: Callable[[str], Office], tmp_path: Path
) -> None:
    moment = MOMENTS[when]
    told, untold = opened("sqlite"), opened("sqlite")
    happened, nothing = play(until(moment), told), play(CAST + NOTHING, untold)
    assert happened.failures == nothing.failures == []
    (reference,) = happened.cases.values()
    with (
        seen_by(told, happened, moment, tmp_path / "a") as one,
        seen_by(untold, nothing, moment, tmp_path / "b") as two,
    ):
        for there, elsewhere in zip(pages(reference), pages(UNKNOWN), strict=True):
            here, other = one.get(there), two.get(elsewhere)
            assert here.status == other.status, there
            assert here.text.replace(reference, UNKNOWN) == other.text, there
