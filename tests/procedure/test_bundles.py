"""What is warned of before a panel acts on papers that nobody froze, and how numbers are read that somebody typed."""

from __future__ import annotations

import pytest
from lifecycle.facts import Facts, Who

from caseflow.procedure import PROCEDURE
from caseflow.procedure.bundle_frozen import FOR_APPEAL, FOR_HEARING
from caseflow.procedure.bundles import BUNDLES, Bundle, numbers

ACTS = {FOR_HEARING: {"record-hearing", "decide"}, FOR_APPEAL: {"decide-appeal"}}


@pytest.mark.parametrize("bundle", BUNDLES, ids=lambda one: one.letter)
def test_before_a_panel_acts_on_papers_that_nobody_froze_it_is_warned(bundle: Bundle) -> None:
    acts = [one for one in PROCEDURE.transitions if one.cautions and one.needs in bundle.reads.holds]
    assert {one.key for one in acts} == ACTS[bundle.letter]
    for one in acts:
        said = [
            list(PROCEDURE.cautions(one, Facts(issued=issued, letters=begun), Who()))
            for issued, begun in (((), ()), ((bundle.letter,), ()), ((bundle.letter,), (bundle.letter,)))
        ]
        assert [len(words) for words in said] == [1, 0, 1]
        assert "No bundle was frozen" in said[0][0]
        assert "still being prepared" in said[2][0]


def test_numbers_are_read_as_people_write_them() -> None:
    assert numbers("1, E3 and 4; 3") == (1, 3, 4)
    assert numbers(None) == ()
