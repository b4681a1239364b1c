"""Whoever guesses is slowed down and nobody is locked out; and no answer tells who has an account."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from casework.town import Hands, Town
from door.keys import Caller, give_password, told
from sqlalchemy import select
from web.pages import counted

from caseflow.casework import schools
from caseflow.casework.throttle import ACCOUNT, CODE, PAIR, PLACE
from caseflow.records import Throttle

Call = Callable[..., Caller]
HERE, THERE = ({"environ_base": {"REMOTE_ADDR": one}} for one in ("192.0.2.7", "198.51.100.9"))


def kinds(town: Town, clock: Hands, caller: Call) -> dict[str, Callable[[], object]]:
    """Every way in which signing in fails."""
    with town.office.at_work() as desk:
        schools.change_posts(desk, town.cast.quentin.id, town.id, {"staff"}, active=False, by="test")
        give_password(desk, town.cast.ada, None)
    for _ in range(6):
        caller().knock(town.cast.dsl, "wrong", **HERE)
    return {
        "unknown": lambda: caller().knock_as("nobody@x.test", **HERE),
        "wrong": lambda: caller().knock(town.cast.rosa, "wrong", **THERE),
        "disabled": lambda: caller().knock(town.cast.quentin, **HERE),
        "without": lambda: caller().knock(town.cast.ada, **HERE),
        "waiting": lambda: caller().knock(town.cast.dsl, **HERE),
        "too long": lambda: caller().knock(town.cast.carol, "x" * 5000, **HERE),
    }


def test_every_failure_has_the_same_words_and_status(caller: Call, school: Town, clock: Hands) -> None:
    said = {}
    for name, fails in kinds(school, clock, caller).items():
        page = fails()
        assert page.status == 401, name
        main = page.soup.select_one("main")
        for field in main.select("input"):
            field["value"] = ""
        said[name] = str(main)
    assert len(set(said.values())) == 1, said


def test_every_failure_is_the_same_work(caller: Call, school: Town, clock: Hands) -> None:
    """The same statements to the database and one password hashed, whoever is meant."""
    work = {}
    for name, fails in kinds(school, clock, caller).items():
        fails()
        with counted(school) as sent:
            fails()
        work[name] = [one.split()[0] for one in sent]
    assert len({tuple(one) for one in work.values()}) == 1, work


@pytest.mark.slow
def test_whoever_guesses_waits_longer_and_longer_and_the_owner_elsewhere_does_not(
    caller: Call, school: Town, clock: Hands
) -> None:
    pupil, head = caller(), caller()
    for _ in range(5):
        pupil.knock(school.cast.helen, "guess", **HERE)
    assert pupil.knock(school.cast.helen, **HERE).status == 401
    assert head.knock(school.cast.helen, **THERE).status == 303
    for _ in range(30):
        pupil.knock(school.cast.helen, "guess", **HERE)
        clock.forward(seconds=301)
    assert caller().knock(school.cast.helen, **THERE).status == 303


@pytest.mark.slow
def test_nobody_is_ever_locked_out(caller: Call, school: Town, clock: Hands) -> None:
    for _ in range(60):
        caller().knock(school.cast.rosa, "guess", **HERE)
        clock.forward(seconds=400)
    assert caller().knock(school.cast.rosa, **HERE).status == 303
    for rule in (PAIR, ACCOUNT, PLACE, CODE):
        assert rule.wait(rule.free).total_seconds() == 0
        assert rule.wait(rule.free + 1).total_seconds() == 2
        assert rule.wait(10**6).total_seconds() == rule.longest


def test_what_comes_while_one_waits_makes_nobody_wait_longer(caller: Call, school: Town, clock: Hands) -> None:
    for _ in range(5):
        caller().knock(school.cast.rosa, "guess", **HERE)
    for _ in range(20):
        assert caller().knock(school.cast.rosa, **HERE).status == 401
    clock.forward(seconds=3)
    assert caller().knock(school.cast.rosa, **HERE).status == 303


@pytest.mark.slow
def test_one_place_cannot_try_everybody(caller: Call, school: Town) -> None:
    for place in range(31):
        caller().knock_as(f"somebody{place}@x.test", "guess", **HERE)
    assert caller().knock(school.cast.rosa, **HERE).status == 401
    assert caller().knock(school.cast.rosa, **THERE).status == 303


def test_a_browser_that_came_in_before_is_slowed_by_nobody_else(caller: Call, school: Town, clock: Hands) -> None:
    head, other = caller(), caller()
    for known in (head, other):
        assert known.knock(school.cast.helen, **HERE).status == 303
        known.client.delete_cookie("cf")
    pupil = caller()
    for place in range(31):
        pupil.knock_as(f"somebody{place}@x.test", "guess", **HERE)
    for _ in range(20):
        pupil.knock(school.cast.helen, "guess", **HERE)
    assert caller().knock(school.cast.helen, **HERE).status == 401
    assert caller().knock(school.cast.rosa, **HERE).status == 401
    assert head.knock(school.cast.rosa, **HERE).status == 401  # it is known for the head alone
    assert head.knock(school.cast.helen, **HERE).status == 303
    for _ in range(5):
        other.knock(school.cast.helen, "guess", **HERE)
    assert other.knock(school.cast.helen, **HERE).status == 401  # nor is it free to guess


def test_what_a_browser_keeps_is_of_no_use_but_there(caller: Call, school: Town) -> None:
    head = caller()
    head.knock(school.cast.helen, **HERE)
    kept = head.client.get_cookie("cf-browser")
    assert kept is not None
    assert kept.http_only
    assert kept.same_site == "Strict"
    assert "helen" not in kept.value
    stranger = caller()
    stranger.client.set_cookie("cf-browser", kept.value)
    assert not stranger.inside()
    for place in range(31):
        caller().knock_as(f"somebody{place}@x.test", "guess", **HERE)
    for wrong in (kept.value[:-1], kept.value[:32], "", "x" * 4000):
        stranger.client.set_cookie("cf-browser", wrong)
        assert stranger.knock(school.cast.helen, **HERE).status == 401


def test_a_network_of_ipv6_is_one_place(caller: Call, school: Town) -> None:
    for place in range(6):
        caller().knock(school.cast.rosa, "guess", environ_base={"REMOTE_ADDR": f"2001:db8::{place}"})
    assert caller().knock(school.cast.rosa, environ_base={"REMOTE_ADDR": "2001:db8::ffff"}).status == 401
    assert caller().knock(school.cast.rosa, environ_base={"REMOTE_ADDR": "2001:db8:0:1::1"}).status == 303


def test_failures_are_told_the_first_and_then_more_rarely(caller: Call, school: Town, clock: Hands) -> None:
    for _ in range(12):
        caller().knock(school.cast.rosa, "guess", **HERE)
        clock.forward(seconds=301)
    said = told(school, "sign_in_failed")
    assert [one["meant"] for one in said] == [[school.cast.rosa.id]] * 3
    assert "rosa" not in repr(said).casefold()
    caller().knock_as("stranger@x.test", "guess", **THERE)
    assert told(school, "sign_in_failed")[-1]["meant"] == []


def test_no_address_and_no_account_lies_in_the_rows_that_count(caller: Call, school: Town, clock: Hands) -> None:
    caller().knock(school.cast.rosa, "guess", **HERE)
    with school.office.store.reading() as session:
        rows = session.scalars(select(Throttle)).all()
    assert len(rows) == 3
    assert not [row for row in rows if b"192" in row.mark or b"rosa" in row.mark]
    clock.forward(days=2)
    caller().knock(school.cast.dsl, "guess", **THERE)
    with school.office.store.reading() as session:
        assert len(session.scalars(select(Throttle)).all()) == 3
