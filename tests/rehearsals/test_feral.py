"""The last sentence of scenario A: the chair sees nothing of it, and the governing body's report counts it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from rehearsals.conftest import ROOT

from caseflow.casework import board_report, cases, people
from caseflow.casework.office import Office
from caseflow.casework.rehearsal import play
from caseflow.casework.rehearsal_stage import at
from caseflow.lifecycle.days import LONDON

STORY = ROOT / "docs" / "rehearsals" / "feral-post.toml"


def test_the_chair_sees_nothing_of_it_and_the_report_to_governors_counts_it(opened: Callable[[str], Office]) -> None:
    office = opened("sqlite")
    played = play(STORY, office)
    assert played.failures == []
    with at(office, datetime(2027, 2, 15, 9, tzinfo=LONDON)), office.at_work() as desk:
        chair = people.everyone(desk, played.school_id)[played.cast["C"]]
        assert list(desk.session.scalars(cases.visible_cases(desk, chair))) == []
        report = board_report.make(desk, chair, date(2027, 1, 1), date(2027, 2, 12))
        before = board_report.make(desk, chair, date(2026, 10, 1), date(2026, 12, 31))
    assert [bar.band for bar in report.charts[0].bars] == ["1 to 4"]
    assert [bar.band for bar in before.charts[0].bars] == ["None"]
    told = repr(report)
    assert not any(word in told for word in ("Rudd", "Gemma", "Carr", "cover", "feral"))
