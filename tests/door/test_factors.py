"""A password alone brings nobody to a case; a code works once; a factor comes and goes with its owner alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from casework.town import Hands, Town
from door.keys import PASSWORD, SECRET, Caller, as_it_lies, code, told
from flask import Flask
from sqlalchemy import delete, update
from web.pages import Page

from caseflow.casework import codes, factors
from caseflow.casework.session_rules import needs_factor
from caseflow.records import Factor
from caseflow.web.door import OPEN

Call = Callable[..., Caller]
NEW = "/second-factor/new/app"


def nobody_has_any(town: Town) -> None:
    with town.office.at_work() as desk:
        desk.session.execute(delete(Factor))
        as_it_lies(desk)


def secret_on(page: Page) -> str:
    return page.soup.select_one("main code").get_text().replace(" ", "")


def adds_an_app(one: Caller, name: str = "Another phone") -> str:
    """Add an app, and return its secret."""
    one.town.clock.forward(seconds=30)
    page = one.get(NEW)
    assert page.status == 200, page.answer.location
    secret = secret_on(page)
    answer = one.post(NEW, {**page.form(), "name": name, "code": code(one.town, secret)})
    assert answer.status == 303, answer.errors
    return secret


def own(town: Town, name: str) -> list[factors.Held]:
    with town.office.at_work() as desk:
        return factors.held(desk, town.who(name))


def addresses(app: Flask, reference: str) -> list[str]:
    """Every address there is behind the door, whatever is at it."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and rule.endpoint not in OPEN]
    known = {"reference": reference, "key": "add-note", "number": "1"}
    filled = [
        re.sub(r"<(?:any\(([^),]+)[^)]*\)|int)?:?(\w*)>", lambda one: one[1] or known.get(one[2], "x"), rule.rule)
        for rule in rules
        if not rule.endpoint.startswith("factors.")
    ]
    assert not [address for address in filled if "<" in address]
    return [address.replace('"', "") for address in filled]


def test_whoever_has_a_post_or_a_part_that_opens_a_case_needs_one(school: Town) -> None:
    school.report(subject=school.cast.quentin.id)
    with school.office.at_work() as desk:
        need = {one.name for one in school.cast.everyone() if needs_factor(desk, one)}
    assert {one.name for one in school.cast.everyone()} - need == {"Rosa Lind", "Quentin Reed"}


def test_before_the_first_is_added_no_page_opens_at_all(caller: Call, earnest: Flask, school: Town) -> None:
    """Every address there is, so that a page that somebody adds is asked for here too."""
    reference = school.report()
    nobody_has_any(school)
    helen = caller()
    assert helen.knock(school.cast.helen).status == 303
    asked = addresses(earnest, reference)
    assert len(asked) > 60
    for address in asked:
        answer = helen.client.get(address)
        assert (answer.status_code, answer.location) == (303, "/second-factor/new"), address
    token = helen.get(NEW).form()
    assert helen.client.post(f"/cases/{reference}/do/add-note", data=token).location == "/second-factor/new"
    adds_an_app(helen)
    assert helen.get(f"/cases/{reference}").status == 200


def test_before_it_is_shown_no_page_opens_and_none_is_added_beside_it(
    caller: Call, earnest: Flask, school: Town
) -> None:
    """Or whoever had the password would add a factor of their own."""
    reference = school.report()
    helen = caller()
    helen.knock(school.cast.helen)
    for address in (*addresses(earnest, reference), "/second-factor/new", NEW, f"{NEW}/picture"):
        assert helen.client.get(address).location == "/second-factor/", address
    assert helen.get("/second-factor/").soup.select("nav, .cf-navigation") == [], "nor that there are cases"
    assert helen.prove() == "/"
    assert helen.get(f"/cases/{reference}").status == 200


def test_the_id_of_the_session_is_another_after_the_factor(caller: Call, school: Town) -> None:
    helen, thief = caller(), caller()
    helen.knock(school.cast.helen)
    before = next(iter(helen.client._cookies.values())).value
    thief.client.set_cookie("cf", before)
    helen.prove()
    assert helen.inside()
    assert not thief.inside()
    assert thief.client.get("/second-factor/").location == "/sign-in"


@pytest.mark.parametrize("typed", ["{0}", " {0}", "{0} ", "{1} {2}", "{1}-{2}", "{1}\u2009{2}", "{1}\u200b{2}"])
def test_a_code_works_once_however_it_is_typed(caller: Call, school: Town, typed: str) -> None:
    first, second = caller(), caller()
    shown = code(school)
    for one, expected in ((first, 303), (second, 422)):
        one.knock(school.cast.helen)
        page = one.get("/second-factor/")
        token = page.soup.select_one("main form:has(#code) input[name=csrf_token]")["value"]
        said = typed.format(shown, shown[:3], shown[3:]) if one is second else shown
        assert one.post("/second-factor/", {"csrf_token": token, "code": said}).status == expected
    assert not second.inside()


def test_spaces_in_a_code_do_no_harm() -> None:
    assert {codes.normal(one) for one in ("123456", " 123 456 ", "１２３４５６", "123-456")} == {"123456"}


def test_an_older_code_does_not_work_after_a_newer_one(school: Town, clock: Hands) -> None:
    helen = school.cast.helen
    with school.office.at_work() as desk:
        factors.add(desk, helen, factors.APP, "Phone", SECRET)
    older = code(school)
    clock.forward(seconds=30)
    with school.office.at_work() as desk:
        assert codes.shown(desk, helen, code(school))
    with school.office.at_work() as desk:
        assert codes.shown(desk, helen, older) is None


def test_whoever_guesses_codes_waits_longer_and_longer(caller: Call, school: Town, clock: Hands) -> None:
    helen = caller()
    helen.knock(school.cast.helen)
    page = helen.get("/second-factor/")
    token = {"csrf_token": page.soup.select_one("main form:has(#code) input[name=csrf_token]")["value"]}
    for _ in range(5):
        assert helen.post("/second-factor/", {**token, "code": "000000"}).status == 422
    assert helen.post("/second-factor/", {**token, "code": code(school)}).status == 422
    clock.forward(seconds=3)
    assert helen.post("/second-factor/", {**token, "code": code(school)}).status == 303
    assert [one["actor"] for one in told(school, "factor_failed")] == [school.cast.helen.id] * 2


def test_the_secret_is_shown_as_a_picture_of_ours_and_as_text_and_lies_sealed(caller: Call, school: Town) -> None:
    helen = caller()
    helen.enter(school.cast.helen)
    page = helen.get(NEW)
    image = page.soup.select_one("main img")
    assert image["src"] == f"{NEW}/picture"
    picture = helen.client.get(image["src"])
    assert picture.data.startswith(b"\x89PNG")
    assert picture.headers["Cache-Control"] == "no-store"
    assert picture.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert secret_on(page).encode() not in next(iter(helen.client._cookies.values())).value.encode()
    with school.office.store.reading() as session:
        assert SECRET not in repr(session.execute(Factor.__table__.select()).all())


def test_a_secret_that_was_put_into_another_cookie_is_not_there(caller: Call, school: Town) -> None:
    helen, carol = caller(), caller()
    for one, who in ((helen, school.cast.helen), (carol, school.cast.carol)):
        one.enter(who)
        one.get(NEW)
    with helen.client.session_transaction() as session:
        pending = session["pending"]
    with carol.client.session_transaction() as session:
        session["pending"] = pending
    assert carol.client.get(f"{NEW}/picture").status_code == 404


def test_another_one_is_added_only_by_whoever_has_just_shown_one(caller: Call, school: Town, clock: Hands) -> None:
    helen, other = caller(), caller()
    helen.enter(school.cast.helen)
    other.enter(school.cast.helen)
    clock.forward(minutes=6)
    assert helen.client.get(NEW).location == "/second-factor/"
    assert helen.prove() == NEW
    adds_an_app(helen)
    assert len(own(school, "helen")) == 2
    assert not other.inside(), "whatever changes the factors ends the other sessions"


def test_the_only_one_is_not_removed_and_not_by_showing_it(caller: Call, school: Town, clock: Hands) -> None:
    helen = caller()
    helen.enter(school.cast.helen)
    (phone,) = own(school, "helen")
    page = helen.send(f"/second-factor/{phone.id}/remove")
    assert page.status == 409
    assert "only one" in page.text
    secret = adds_an_app(helen)
    _, new = own(school, "helen")
    assert helen.send(f"/second-factor/{new.id}/remove").status == 409, "shown was the one that would go"
    assert helen.send(f"/second-factor/{phone.id}/remove").status == 303
    assert [one.id for one in own(school, "helen")] == [new.id]
    assert secret == own(school, "helen")[0].key
    assert [one["factor"] for one in told(school, "factor_removed")] == [phone.id]


def test_nobody_removes_that_of_somebody_else_not_even_an_administrator(caller: Call, school: Town) -> None:
    ivy = caller()
    ivy.enter(school.cast.it)
    adds_an_app(ivy)
    (phone,) = own(school, "helen")
    address = f"/second-factor/{phone.id}/remove"
    token = ivy.get("/account/password").form()
    assert ivy.client.get(address).status_code == 404
    assert ivy.client.post(address, data=token).status_code == 404
    assert len(own(school, "helen")) == 1


def test_a_factor_moved_to_somebody_else_by_hand_opens_nothing_and_lets_nobody_begin_afresh(
    caller: Call, school: Town
) -> None:
    """A technician makes a factor of their own the head's: it does not open there."""
    with school.office.at_work() as desk:
        desk.session.execute(delete(Factor).where(Factor.person_id == school.cast.helen.id))
        moved = update(Factor).where(Factor.person_id == school.cast.it.id).values(person_id=school.cast.helen.id)
        desk.session.execute(moved)
    assert own(school, "helen") == []
    helen = caller()
    assert helen.knock(school.cast.helen).status == 401
    assert helen.client.get("/").location == "/sign-in"
    with school.office.at_work() as desk:
        assert factors.has_any(desk, school.cast.helen)
        assert codes.shown(desk, school.cast.helen, code(school)) is None


def test_plain_staff_who_want_one_are_asked_for_it_from_then_on(caller: Call, school: Town) -> None:
    rosa = caller()
    rosa.knock(school.cast.rosa)
    adds_an_app(rosa)
    again = caller()
    again.knock(school.cast.rosa, PASSWORD)
    assert again.client.get("/report/").location == "/second-factor/"


def test_what_came_and_went_is_told_without_a_name(caller: Call, school: Town) -> None:
    helen = caller()
    helen.enter(school.cast.helen)
    adds_an_app(helen, "Helen's phone")
    assert [one["actor"] for one in told(school, "stepped_up")] == [school.cast.helen.id]
    assert told(school, "factor_added")[-1]["told"] == [school.cast.helen.id]
    assert "phone" not in repr(told(school, "factor_added"))


@pytest.mark.parametrize("typed", ["", "²²²²²²", "0" * 5000, "\0", "{{ 7*7 }}", "12345", "1234567"])
def test_no_code_is_a_fault(caller: Call, school: Town, typed: str) -> None:
    helen = caller()
    helen.knock(school.cast.helen)
    page = helen.get("/second-factor/")
    token = page.soup.select_one("main form:has(#code) input[name=csrf_token]")["value"]
    assert helen.post("/second-factor/", {"csrf_token": token, "code": typed}).status == 422
    for answer in (typed, '{"id": 1}', "[]", '"x"', '{"id":"x","rawId":"eA","type":"public-key","response":{}}'):
        token = helen.get("/second-factor/").form()["csrf_token"]
        assert helen.post("/second-factor/", {"csrf_token": token, "answer": answer}).status == 422
        assert caller().send("/sign-in/passkey", answer=answer).status == 401
