"""The demo school: one cast, every story in it, ending about today, with a case at every place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from rehearsals.conftest import FILES
from sqlalchemy import func, select

from caseflow.casework import demo
from caseflow.casework.office import Office
from caseflow.casework.rehearsal import load
from caseflow.lifecycle.days import LONDON
from caseflow.procedure import PROCEDURE
from caseflow.records import Case, Position, School

STORIES = [load(file) for file in FILES]
WEEK = timedelta(weeks=1)


@pytest.mark.slow
def test_the_school_has_a_case_at_every_place_of_every_track(opened: Callable[[str], Office]) -> None:
    office = opened("sqlite")
    cast = demo.fill(office)
    with office.store.reading() as session:
        stands = {(one.track, one.state) for one in session.scalars(select(Position))}
        newest = session.scalar(select(func.max(Case.updated_at)))
        (school,) = session.scalars(select(School))
    assert {(state.track.key, state.key) for state in PROCEDURE.states} - stands == set()
    assert datetime.now(UTC) - 2 * WEEK < newest <= datetime.now(UTC)
    assert school.name == "Ashcroft High School"
    assert "01632 960" in school.letterhead
    assert cast[0].name == "Helen Marsh"
    assert len(cast) == len({one.email for one in cast}) == 35
    assert all(one.email.endswith("@ashcroft.example") for one in cast)
    assert {role for one in cast for role in one.roles} == {role.key for role in PROCEDURE.roles if not role.in_case}


@pytest.mark.parametrize("day", range(0, 800, 5))
def test_on_any_day_every_story_ends_lately_and_gives_lawful_notice(day: int) -> None:
    """A bank holiday would cut the notice of a hearing short, and the judge would refuse it."""
    now = datetime(2026, 11, 1, 10, tzinfo=LONDON) + timedelta(days=day)
    for story in STORIES:
        by = demo.shift(story, now)
        assert by % WEEK == timedelta()
        assert now - 8 * WEEK < story.steps[-1].moment + by <= now


def test_the_stories_share_one_cast() -> None:
    assert demo.common_cast(STORIES)["H"].name == "Helen Marsh"
    one = STORIES[0]
    other = replace(one, cast={"H": replace(one.cast["H"], name="Hugo March")})
    with pytest.raises(ValueError, match="another “H”"):
        demo.common_cast([*STORIES, other])


def test_what_the_demonstration_leaves_out_is_a_story_that_there_is() -> None:
    assert set(demo.NOT_SHOWN) < {file.stem for file in FILES}
