"""A post counts when a second person agreed who keeps others: so nobody makes their own judges."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from casework.town import Town
from sqlalchemy import select
from web.pages import Visitor

from caseflow.casework import given_posts, journal, people, post_keeping, schools, staff
from caseflow.casework.desk import year_scope
from caseflow.casework.people import Someone
from caseflow.casework.refusals import BadAnswers, NotThere
from caseflow.casework.stafflist import take
from caseflow.casework.verify import verify
from caseflow.procedure import roles
from caseflow.records import GivenPost

Browse = Callable[[Someone | None], Visitor]
AGREE = {
    ("helen", "rosa", "dsl"): {"carol", "victor", "clerk"},
    ("helen", "rosa", "it-administrator"): {"carol", "victor", "clerk"},
    ("carol", "rosa", "governor"): {"clerk", "helen"},
    ("clerk", "rosa", "governor"): {"carol", "helen"},
    ("clerk", "victor", "chair"): {"carol", "helen"},
    ("carol", "ian", "headteacher"): {"clerk", "helen"},
    ("clerk", "carol", "clerk"): {"helen"},
    ("carol", "helen", "governor"): {"clerk"},
}
"""Who agrees, of the cast, when one gives another a post."""


def gives(town: Town, by: str, whom: str, post: str) -> str:
    """Somebody gives a post; returns the id under which it waits."""
    with town.office.at_work() as desk:
        other = people.everyone(desk, town.id)[getattr(town.cast, whom).id]
        kept = post_keeping.kept_by(getattr(town.cast, by))
        staff.change(desk, getattr(town.cast, by), other.id, (other.roles & kept) | {post}, active=True)
        return next(one.id for one in given_posts.of_school(desk, town.id) if (one.to.id, one.post) == (other.id, post))


def answers(town: Town, who: Someone, given: str, *, agree: bool = True) -> None:
    with town.office.at_work() as desk:
        given_posts.answer(desk, who, given, agree=agree)


def posts_of(town: Town, whom: str) -> frozenset[str]:
    with town.office.at_work() as desk:
        return people.everyone(desk, town.id)[getattr(town.cast, whom).id].roles


def events(town: Town) -> list[tuple[str, str, str]]:
    with town.office.at_work() as desk:
        found = journal.read(desk, year_scope(town.id, desk.now))
        names = {one.id: one.name for one in people.everyone(desk, town.id).values()}
    return [(one.event, names[one.said["actor"]], one.said["post"]) for one in found if one.event.startswith("post_")]


@pytest.mark.parametrize("case", AGREE, ids=" ".join)
def test_who_agrees_is_another_with_another_post(school: Town, case: tuple[str, str, str]) -> None:
    given = gives(school, *case)
    before = posts_of(school, case[1])
    may = {school.who(name).id for name in AGREE[case]}
    for one in school.cast.everyone():
        with school.office.at_work() as desk:
            assert (given in {each.id for each in given_posts.waiting(desk, one)}) == (one.id in may), one.name
        if one.id not in may:
            with pytest.raises(NotThere):
                answers(school, one, given)
    assert posts_of(school, case[1]) == before, "until then they have the posts they had"
    answers(school, school.who(sorted(AGREE[case])[0]), given)
    assert posts_of(school, case[1]) == before | {case[2]}
    assert verify(school.office).whole


def test_every_post_that_takes_two_has_somebody_who_agrees_whoever_gives_it() -> None:
    beyond = {role.key for role in roles.POSTS} - {"staff"}
    assert set(post_keeping.AGREED_BY) == beyond
    for post in beyond:
        for keeper in post_keeping.KEEPERS[post]:
            assert len(post_keeping.AGREED_BY[post] - {keeper}) >= 2, (post, keeper)
    heads = {post for post in beyond if "headteacher" in post_keeping.KEEPERS[post]}
    assert not any("headteacher" in post_keeping.AGREED_BY[post] for post in heads)


def test_it_works_once_and_what_was_said_stands_in_the_journal(school: Town) -> None:
    given = gives(school, "helen", "rosa", "dsl")
    answers(school, school.cast.clerk, given)
    with pytest.raises(NotThere):
        answers(school, school.cast.carol, given)
    refused = gives(school, "helen", "rosa", "dpo")
    answers(school, school.cast.victor, refused, agree=False)
    with pytest.raises(NotThere):
        answers(school, school.cast.carol, refused)
    assert posts_of(school, "rosa") == {"staff", "dsl"}
    back = gives(school, "helen", "rosa", "dpo")
    with school.office.at_work() as desk:
        staff.change(desk, school.cast.helen, school.cast.rosa.id, {"staff", "dsl"}, active=True)
    with pytest.raises(NotThere):
        answers(school, school.cast.carol, back)
    assert events(school) == [
        ("post_given", "Helen Marsh", "dsl"),
        ("post_agreed", school.cast.clerk.name, "dsl"),
        ("post_given", "Helen Marsh", "dpo"),
        ("post_refused", school.cast.victor.name, "dpo"),
        ("post_given", "Helen Marsh", "dpo"),
        ("post_taken_back", "Helen Marsh", "dpo"),
    ]


def test_it_lapses_with_the_weeks_and_with_whoever_gave_it(school: Town) -> None:
    late = gives(school, "helen", "rosa", "dsl")
    school.clock.forward(hours=(given_posts.LAPSES - timedelta(hours=1)) / timedelta(hours=1))
    with school.office.at_work() as desk:
        assert [one.id for one in given_posts.waiting(desk, school.cast.carol)] == [late]
    school.clock.forward(hours=2)
    with pytest.raises(NotThere):
        answers(school, school.cast.carol, late)
    orphan = gives(school, "helen", "rosa", "dsl")
    with school.office.at_work() as desk:
        staff.change(desk, school.cast.clerk, school.cast.helen.id, set(), active=True)
    with pytest.raises(NotThere):
        answers(school, school.cast.carol, orphan)


def test_a_row_that_was_changed_by_hand_gives_nothing(school: Town) -> None:
    given = gives(school, "helen", "rosa", "dsl")
    with school.office.at_work() as desk:
        desk.session.get_one(GivenPost, given).person_id = school.cast.quentin.id
    with school.office.at_work() as desk:
        assert given_posts.of_school(desk, school.id) == []
    with pytest.raises(NotThere):
        answers(school, school.cast.carol, given)


def test_somebody_new_and_a_list_that_is_taken_in_wait_too(school: Town) -> None:
    with school.office.at_work() as desk:
        ann = staff.add(desk, school.cast.clerk, "Ann Lee", "ann@x.test", "", {"governor"})
        assert ann.roles == set()
        rows = "name,email,post,roles\nBo Day,bo@x.test,Cook,staff; dsl\nCy Fox,cy@x.test,Cook,staff\n"
        taken = take(desk, school.cast.helen, rows.encode()).taken
        assert [(one.posts, one.waits) for one in taken] == [
            (("member of staff",), ("designated safeguarding lead",)),
            (("member of staff",), ()),
        ]
        waiting = {(one.to.name, one.post): one.id for one in given_posts.of_school(desk, school.id)}
        assert set(waiting) == {("Ann Lee", "governor"), ("Bo Day", "dsl")}
    answers(school, school.cast.carol, waiting["Ann Lee", "governor"])
    with school.office.at_work() as desk:
        assert people.everyone(desk, school.id)[ann.id].roles == {"governor"}
    assert verify(school.office).whole


def test_whoever_is_brought_back_holds_what_all_have_until_a_second_person_agrees(school: Town) -> None:
    helen, dsl = school.cast.helen, school.cast.dsl
    with school.office.at_work() as desk:
        staff.change(desk, helen, dsl.id, dsl.roles, active=False)
        staff.change(desk, helen, dsl.id, dsl.roles, active=True)
    assert posts_of(school, "dsl") == {"staff"}
    with school.office.at_work() as desk:
        assert [one.post for one in given_posts.waiting(desk, school.cast.carol)] == ["dsl"]


def test_nobody_chooses_the_first_password_of_who_is_to_hold_a_post_where_people_are_invited(school: Town) -> None:
    said = ("Ann Lee", "ann@x.test", "")
    with school.office.at_work() as desk, pytest.raises(BadAnswers, match="invited to link"):
        staff.add(desk, school.cast.helen, *said, {"dsl"}, password="four words long", invites=True)
    with school.office.at_work() as desk:
        staff.add(desk, school.cast.helen, *said, {"staff"}, password="four words long", invites=True)


def test_a_head_alone_makes_nobody_who_reads_or_agrees(school: Town) -> None:
    """The one who gives cannot be the second by somebody they made: what they give waits for the governors."""
    with school.office.at_work() as desk:
        one = staff.add(desk, school.cast.helen, "Dee Dsl", "dee@x.test", "", {"staff", "dsl", "dpo", "hr-adviser"})
        assert one.roles == {"staff"}
        for each in given_posts.of_school(desk, school.id):
            for who in (school.cast.helen, one, school.cast.ian, school.cast.dsl, school.cast.dpo, school.cast.it):
                assert not post_keeping.may_agree(who, each.by, each.to, each.post)


def test_the_first_page_tells_whoever_may_agree_and_the_page_takes_it(browse: Browse, school: Town) -> None:
    helen = browse(school.cast.helen)
    rosa = school.cast.rosa
    assert helen.send(f"/staff/{rosa.id}", roles=["staff", "dsl"]).status == 303
    assert "counts when a second person has agreed" in helen.get("/staff/").text
    assert _links(helen) == []
    assert "Rosa Lind: designated safeguarding lead" in helen.get("/posts-given/").text
    assert "Designated safeguarding lead: the chair of governors or" in helen.get(f"/staff/{rosa.id}").text
    for name in ("carol", "victor", "clerk"):
        assert _links(browse(school.who(name))) == ["A post that somebody was given waits for you to agree"], name
    for someone in (rosa, school.cast.dsl, school.cast.dpo, school.cast.ian, school.cast.it, school.cast.governors[0]):
        one = browse(someone)
        assert _links(one) == []
        assert one.get("/posts-given/").status == 404
    clerk = browse(school.cast.clerk)
    page = clerk.get("/posts-given/")
    form = page.soup.select_one("main form[method=post]")
    said = {one["name"]: one["value"] for one in form.select("input")}
    assert clerk.client.post(form["action"], data={**said, "answer": "perhaps"}).status_code == 404
    assert clerk.post(form["action"], {**said, "answer": "agree"}).status == 303
    assert "Rosa Lind is designated safeguarding lead now" in clerk.get("/posts-given/").text
    assert posts_of(school, "rosa") == {"staff", "dsl"}
    assert _links(browse(school.cast.carol)) == []


def test_nobody_answers_for_another_school(browse: Browse, school: Town) -> None:
    with school.office.at_work() as desk:
        other = schools.found_school(desk, "Other School")
        chair = schools.add_person(desk, other.id, "Olive Chair", "o@x.test", "Chair", ["chair", "governor"])
    given = gives(school, "helen", "rosa", "dsl")
    with pytest.raises(NotThere):
        answers(school, chair, given)
    with school.office.at_work() as desk:
        assert given_posts.waiting(desk, chair) == []
        assert desk.session.scalars(select(GivenPost)).one().answered_at is None


def _links(visitor: Visitor) -> list[str]:
    answer = visitor.client.get("/")
    page = visitor.get(str(answer.location)) if answer.status_code == 302 else visitor.get("/")
    return [one.get_text() for one in page.soup.select("main a[href='/posts-given/']")]
