"""An invitation links one school account to the one person it was made for, once; their own factor comes after it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from casework.town import Hands, Town
from door.keys import Caller, as_it_lies, give_password, told
from door.providing import led_to
from door.test_school_account import comes_back, earnest, issuer, linked, there
from flask import Flask
from sqlalchemy import delete, select, update
from web.pages import Visitor, counted

from caseflow.casework import addresses, invitations, schools
from caseflow.casework.people import Someone
from caseflow.casework.provider import Proof
from caseflow.casework.refusals import NotThere, Refused
from caseflow.casework.verify import verify
from caseflow.records import Factor, Identity, Person, Recovery

__all__ = ["earnest", "issuer"]
Call = Callable[..., Caller]
USE = "/invitation/"


@pytest.fixture
def newcomer(earnest: object, school: Town) -> Someone:
    """Somebody who was put on the staff list and has no way to sign in."""
    with school.office.at_work() as desk:
        return schools.add_person(desk, school.id, "Nadia New", "nadia@x.test", "Adviser", ["hr-adviser"])


def code_for(caller: Call, school: Town, newcomer: Someone) -> str:
    helen = caller()
    helen.enter(school.cast.helen)
    assert f"/invitation/{newcomer.id}" in str(helen.get(f"/staff/{newcomer.id}").soup)
    page = helen.send(f"/invitation/{newcomer.id}")
    assert page.status == 200
    return page.soup.select_one("code").get_text()


def use(one: Caller, email: str, code: str) -> str:
    """Come with a code, and return where the provider is asked; nothing, if it is refused."""
    page = one.send(USE, email=email, code=code)
    if page.status == 422:
        assert page.errors == [
            "This is not a code that was made for this address, or it was used or is too old. Ask for another one"
        ]
        assert page.soup.select_one("#email")["value"] == email
        return ""
    return led_to(page)


def test_whoever_comes_with_it_is_linked_and_asked_for_a_factor_of_their_own(
    caller: Call, school: Town, newcomer: Someone
) -> None:
    code = code_for(caller, school, newcomer)
    one = caller()
    where = use(one, newcomer.email.upper(), code.lower().replace("-", " "))
    assert comes_back(one, where, "sub-nadia").status_code == 303
    assert not one.inside(), "they hold a post, so they add a factor first"
    assert str(one.client.get("/account/").location).startswith("/second-factor/")
    again = caller()
    assert comes_back(again, there(again), "sub-nadia").status_code == 303
    assert [entry["whom"] for entry in told(school, "invited")] == [newcomer.id]
    assert [entry["told"] for entry in told(school, "identity_linked")] == [[newcomer.id]]
    with school.office.at_work() as desk:
        (row,) = desk.session.scalars(select(Recovery)).all()
        assert code.encode() not in row.sealed
    assert use(caller(), newcomer.email, code) == "", "it works once"
    assert verify(school.office).whole


def test_an_invitation_for_one_links_nobody_else_and_a_wrong_code_is_answered_like_an_unknown_address(
    caller: Call, school: Town, newcomer: Someone
) -> None:
    code = code_for(caller, school, newcomer)
    for email, typed in ((school.cast.rosa.email, code), ("nobody@x.test", code), (newcomer.email, "AAAA-BBBB")):
        assert use(caller(), email, typed) == ""
    linked(caller, school, "rosa", "sub-taken")
    one = caller()
    answer = comes_back(one, use(one, newcomer.email, code), "sub-taken")
    assert answer.status_code == 401
    assert "linked to somebody already" in answer.get_data(as_text=True)
    assert not one.inside()
    assert use(caller(), newcomer.email, code), "what failed did not use it up"


def test_a_code_that_is_wrong_is_the_same_work_whoever_is_meant(caller: Call, school: Town, newcomer: Someone) -> None:
    work = {}
    for email in (newcomer.email, "stranger@x.test"):
        one = caller()
        assert use(one, email, "AAAA-AAAA-AAAA") == ""
        with counted(school) as sent:
            assert use(one, email, "AAAA-AAAA-AAAA") == ""
        work[email] = [statement.split()[0] for statement in sent]
    assert len({tuple(one) for one in work.values()}) == 1, work


def test_the_one_made_last_holds_for_three_days_and_not_once_there_is_another_way_in(
    school: Town, clock: Hands, newcomer: Someone
) -> None:
    helen, where = school.cast.helen, (newcomer.email, "192.0.2.1")
    with school.office.at_work() as desk:
        first, second = (invitations.invite(desk, helen, newcomer.id) for _ in range(2))
        assert invitations.find(desk, where[0], first, where[1]) is None
        found = invitations.find(desk, where[0], second, where[1])
        assert found is not None
        give_password(desk, newcomer, "somebody gave them one meanwhile")
        with pytest.raises(Refused, match="used already"):
            invitations.accept(desk, found, Proof("https://id.test", "sub", "token"))
        give_password(desk, newcomer, None)
    clock.forward(days=3, seconds=1)
    with school.office.at_work() as desk:
        assert invitations.find(desk, where[0], second, where[1]) is None


def test_nobody_is_invited_who_can_sign_in_nor_by_whoever_does_not_keep_all_their_posts(
    school: Town, newcomer: Someone
) -> None:
    cast = school.cast
    with school.office.at_work() as desk:
        with pytest.raises(Refused, match="sign in already"):
            invitations.invite(desk, cast.helen, cast.rosa.id)  # she has a password
        for actor, person in ((cast.it, newcomer), (cast.rosa, newcomer), (cast.helen, cast.carol)):
            with pytest.raises(NotThere):
                invitations.invite(desk, actor, person.id)
        desk.session.execute(update(Person).values(password=None))
        as_it_lies(desk)
        with pytest.raises(Refused, match="sign in already"):
            invitations.invite(desk, cast.helen, cast.dsl.id)  # she has a factor
        desk.session.execute(delete(Factor))
        with pytest.raises(Refused, match="sign in already"):
            invitations.invite(desk, cast.helen, cast.dsl.id)  # it was taken away by hand
        as_it_lies(desk)
        assert invitations.invite(desk, cast.helen, cast.dsl.id)


def test_an_invitation_moved_by_hand_links_nobody(school: Town, newcomer: Someone) -> None:
    with school.office.at_work() as desk:
        desk.session.execute(update(Person).values(password=None))
        as_it_lies(desk)
        code = invitations.invite(desk, school.cast.helen, newcomer.id)
        desk.session.execute(update(Recovery).values(person_id=school.cast.rosa.id))
        desk.session.expire_all()
        assert invitations.find(desk, school.cast.rosa.email, code, "192.0.2.1") is None
        assert desk.session.scalars(select(Identity)).all() == []


def test_without_a_provider_there_is_no_invitation(app: Flask, school: Town) -> None:
    helen = Visitor(app, school.cast.helen)
    assert helen.get(USE).status == 404
    assert helen.get(f"/invitation/{school.cast.rosa.id}").status == 404
    assert addresses.may_change(school.cast.helen, school.cast.rosa)
