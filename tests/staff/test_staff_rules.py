"""Who gives which post to whom: every post is kept by somebody, and nobody does more than their rule says."""

from __future__ import annotations

import pytest
from casework.town import Town

from caseflow.casework import given_posts, people, post_keeping, staff
from caseflow.casework.people import Someone
from caseflow.casework.refusals import BadAnswers, NotThere
from caseflow.procedure import roles

KEPT = {
    "helen": {"staff", "investigating-officer", "hr-adviser", "dsl", "dpo", "it-administrator"},
    "carol": {"headteacher", "chair", "vice-chair", "governor", "clerk"},
    "clerk": {"headteacher", "chair", "vice-chair", "governor", "clerk"},
    "it": {"staff"},
}


def now(town: Town, someone: Someone) -> Someone:
    with town.office.at_work() as desk:
        return people.everyone(desk, town.id)[someone.id]


def change(town: Town, by: Someone, whom: Someone, chosen: set[str], *, active: bool = True) -> set[str]:
    with town.office.at_work() as desk:
        staff.change(desk, by, whom.id, chosen, active=active)
    return set(now(town, whom).roles)


def test_every_post_is_kept_by_somebody_and_says_why() -> None:
    assert set(post_keeping.KEEPERS) == {role.key for role in roles.POSTS}
    assert all(keeping.why.endswith(".") for keeping in post_keeping.KEEPING)


def test_who_keeps_what(school: Town) -> None:
    for someone in school.cast.everyone():
        name = next((key for key in KEPT if getattr(school.cast, key) == someone), "")
        assert post_keeping.kept_by(someone) == KEPT.get(name, set()), someone.name


def test_nobody_changes_themselves(school: Town) -> None:
    for key in KEPT:
        someone = getattr(school.cast, key)
        with pytest.raises(NotThere):
            change(school, someone, someone, KEPT[key])


def test_whoever_keeps_nothing_changes_nobody(school: Town) -> None:
    for someone in school.cast.everyone():
        if someone in [getattr(school.cast, key) for key in KEPT]:
            continue
        with pytest.raises(NotThere):
            change(school, someone, school.cast.rosa, {"staff"})


def waits(town: Town) -> set[tuple[str, str]]:
    """Who waits for which post."""
    with town.office.at_work() as desk:
        return {(one.to.name, one.post) for one in given_posts.of_school(desk, town.id)}


def test_the_head_gives_staff_their_posts_and_takes_them_alone(school: Town) -> None:
    assert change(school, school.cast.helen, school.cast.rosa, {"staff", "dsl"}) == {"staff"}
    assert waits(school) == {("Rosa Lind", "dsl")}
    assert change(school, school.cast.helen, school.cast.rosa, {"staff"}) == {"staff"}
    assert waits(school) == set()
    assert change(school, school.cast.helen, school.cast.ian, {"staff"}) == {"staff"}


@pytest.mark.parametrize("post", ["headteacher", "chair", "vice-chair", "governor", "clerk"])
def test_the_head_gives_no_post_of_governance(school: Town, post: str) -> None:
    with pytest.raises(BadAnswers, match="not by you"):
        change(school, school.cast.helen, school.cast.rosa, {"staff", post})
    assert now(school, school.cast.rosa).roles == {"staff"}


def test_the_head_cannot_take_the_post_of_a_governor(school: Town) -> None:
    assert change(school, school.cast.helen, school.cast.carol, {"staff"}) == {"staff", "chair", "governor"}
    with pytest.raises(BadAnswers, match="kept by the chair of governors or the clerk"):
        change(school, school.cast.helen, school.cast.carol, {"staff"}, active=False)


@pytest.mark.parametrize("key", ["carol", "clerk"])
def test_chair_and_clerk_keep_the_posts_of_governance(school: Town, key: str) -> None:
    by = getattr(school.cast, key)
    assert change(school, by, school.cast.victor, {"governor", "chair"}) == {"governor"}
    assert change(school, by, school.cast.ian, {"headteacher"}) == {"staff", "investigating-officer"}
    assert waits(school) == {("Victor Hale", "chair"), ("Ian Ogden", "headteacher")}
    assert change(school, by, school.cast.helen, set()) == {"staff"}
    with pytest.raises(BadAnswers, match="not by you"):
        change(school, by, school.cast.rosa, {"dsl"})


def test_the_it_administrator_touches_only_those_who_are_staff_and_nothing_else(school: Town) -> None:
    change(school, school.cast.it, school.cast.rosa, {"staff"}, active=False)
    assert not now(school, school.cast.rosa).active
    for someone in (school.cast.helen, school.cast.carol, school.cast.clerk, school.cast.dsl, school.cast.governors[0]):
        with pytest.raises(NotThere):
            change(school, school.cast.it, someone, {"staff"}, active=False)
    with pytest.raises(BadAnswers, match="not by you"):
        change(school, school.cast.it, school.cast.quentin, {"staff", "it-administrator"})


def test_somebody_is_deactivated_and_brought_back(school: Town) -> None:
    change(school, school.cast.helen, school.cast.ian, {"staff", "investigating-officer"}, active=False)
    assert not now(school, school.cast.ian).active
    change(school, school.cast.helen, school.cast.ian, {"staff"}, active=True)
    assert now(school, school.cast.ian).active


def test_nobody_is_left_with_no_post(school: Town) -> None:
    with pytest.raises(BadAnswers, match="Select at least one post"):
        change(school, school.cast.helen, school.cast.rosa, set())


def test_nothing_changed_is_nothing_written(school: Town) -> None:
    before = school.everything()
    change(school, school.cast.helen, school.cast.rosa, {"staff"})
    assert school.everything() == before


def test_somebody_deactivated_keeps_nothing(school: Town) -> None:
    change(school, school.cast.helen, school.cast.it, {"staff", "it-administrator"}, active=False)
    assert post_keeping.kept_by(now(school, school.cast.it)) == frozenset()
