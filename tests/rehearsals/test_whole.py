"""Where cases change together, and people come and go by date, the check of the record finds all as it was left."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rehearsals.conftest import FILES

from caseflow.casework.office import Office
from caseflow.casework.rehearsal import play
from caseflow.casework.verify import verify

TOLD = ("duplicates", "cover", "feral-post")


@pytest.mark.slow
@pytest.mark.parametrize("name", TOLD)
def test_the_record_is_whole_after_the_story(name: str, opened: Callable[[str], Office]) -> None:
    office = opened("sqlite")
    (file,) = [one for one in FILES if one.stem == name]
    assert play(file, office).failures == []
    report = verify(office)
    assert report.schools[0].cases > 0
    assert [problem.sentence for problem in report.all_problems()] == []
