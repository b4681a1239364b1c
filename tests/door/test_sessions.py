"""A session lives on the server: it ends there, by itself or by a button, and a row made by hand opens nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from casework.answers import no_harm
from casework.town import Hands, Town
from door.keys import PASSWORD, Caller, told
from sqlalchemy import select, update

from caseflow.casework import schools
from caseflow.casework.session_rules import opens_cases
from caseflow.procedure import roles
from caseflow.records import Person, SignedIn

Call = Callable[..., Caller]


def rows(town: Town) -> list[SignedIn]:
    with town.office.store.reading() as session:
        return list(session.scalars(select(SignedIn).order_by(SignedIn.began_at, SignedIn.id)))


def cookie(one: Caller) -> str:
    return next(iter(one.client._cookies.values())).value


def secret(one: Caller) -> str:
    with one.client.session_transaction() as session:
        return str(session["_user_id"])


def test_the_database_holds_the_hash_of_a_secret_of_256_bits_and_no_word_of_it(caller: Call, school: Town) -> None:
    rosa = caller()
    assert rosa.knock(school.cast.rosa).status == 303
    (row,) = rows(school)
    assert len(secret(rosa)) == 43
    assert row.secret_sha256 == hashlib.sha256(secret(rosa).encode()).hexdigest()
    assert secret(rosa).encode() not in repr(row.__dict__).encode()
    assert b"Firefox" not in row.sealed


def test_a_cookie_from_before_signing_in_is_not_the_one_after(caller: Call, school: Town) -> None:
    rosa = caller()
    rosa.get("/sign-in")
    before = cookie(rosa)
    rosa.knock(school.cast.rosa)
    assert cookie(rosa) != before
    planted = caller()
    planted.client.set_cookie("cf", before)
    assert not planted.inside()


def test_a_cookie_that_was_copied_is_worth_nothing_after_signing_out(caller: Call, school: Town) -> None:
    rosa, thief = caller(), caller()
    rosa.knock(school.cast.rosa)
    thief.client.set_cookie("cf", cookie(rosa))
    assert thief.inside()
    answer = rosa.client.post("/sign-out", data=rosa.get("/account/password").form())
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert any(one.startswith("cf=;") for one in answer.headers.getlist("Set-Cookie"))
    assert not thief.inside()
    assert not rosa.inside()
    assert rosa.client.get("/sign-out").status_code in (302, 404)


def test_whoever_is_marked_as_gone_is_out_with_the_next_click_even_if_nothing_else_was_done(
    caller: Call, school: Town
) -> None:
    """As after a restore, or by a hand that knows the database and not what ends with it."""
    rosa = caller()
    rosa.knock(school.cast.rosa)
    assert rosa.inside()
    with school.office.at_work() as desk:
        desk.session.execute(update(Person).where(Person.id == school.cast.rosa.id).values(active=False))
    assert not rosa.inside()


@pytest.mark.parametrize(("name", "minutes"), [("rosa", 30), ("helen", 15)])
def test_whoever_does_nothing_is_signed_out_sooner_if_they_have_a_part_in_a_case(
    caller: Call, school: Town, clock: Hands, name: str, minutes: int
) -> None:
    school.report()
    someone = caller()
    someone.enter(school.who(name))
    for _ in range(3):
        clock.forward(minutes=minutes - 1)
        assert someone.inside()
    clock.forward(minutes=minutes)
    assert not someone.inside()


def test_to_be_the_subject_or_a_witness_changes_nothing_of_when_one_is_signed_out(school: Town) -> None:
    """Or a shorter session would tell them of the case."""
    reference = school.report(subject=school.cast.quentin.id)
    with school.office.at_work() as desk:
        assert school.cast.quentin.id in school.file(reference, desk).held_by(roles.SUBJECT)
        assert not opens_cases(desk, school.cast.quentin)
        assert not opens_cases(desk, school.cast.rosa)
        assert opens_cases(desk, school.cast.helen)


def test_whoever_gets_a_part_in_a_case_has_the_shorter_time_from_the_next_minute_on(
    caller: Call, school: Town, clock: Hands
) -> None:
    ian = caller()
    ian.enter(school.cast.ian)
    reference = school.report()
    school.do(school.cast.helen, reference, "triage", **no_harm())
    school.do(school.cast.helen, reference, "open-investigation", investigator=school.cast.ian.id, terms="Find out.")
    clock.forward(minutes=2)
    assert ian.inside()
    clock.forward(minutes=16)
    assert not ian.inside()


def test_eight_hours_are_the_end_whatever_somebody_does(caller: Call, school: Town, clock: Hands) -> None:
    rosa = caller()
    rosa.knock(school.cast.rosa)
    for _ in range(23):
        clock.forward(minutes=20)
        assert rosa.inside()
    clock.forward(minutes=20)
    assert not rosa.inside()


def test_the_fourth_place_ends_the_one_that_was_idle_longest(caller: Call, school: Town, clock: Hands) -> None:
    places = [caller() for _ in range(4)]
    for one in places:
        one.knock(school.cast.rosa)
        clock.forward(minutes=2)
    assert [one.inside() for one in places] == [False, True, True, True]


def test_one_sees_where_one_is_signed_in_and_ends_it_there(caller: Call, school: Town, clock: Hands) -> None:
    desk, phone = caller(), caller("Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile Safari/537.36")
    phone.knock(school.cast.rosa)
    clock.forward(minutes=2)
    desk.knock(school.cast.rosa)
    page = desk.get("/account/")
    assert "Chrome on Android" in page.text
    assert "Firefox on Linux" in page.text
    assert page.text.count("This one") == 1
    assert desk.post(page.soup.select_one("form[action$='/end']")["action"], page.form()).status == 303
    assert not phone.inside()
    assert desk.inside()
    assert [one["whose"] for one in told(school, "sessions_ended")] == [school.cast.rosa.id]


def test_nobody_ends_a_session_of_somebody_else(caller: Call, school: Town) -> None:
    rosa, quentin = caller(), caller()
    rosa.knock(school.cast.rosa)
    (row,) = rows(school)
    quentin.knock(school.cast.quentin)
    token = quentin.get("/account/password").form()
    assert quentin.client.post(f"/account/sessions/{row.id}/end", data=token).status_code == 404
    assert rosa.inside()


def test_an_it_administrator_ends_all_sessions_of_somebody_and_nobody_else_may(caller: Call, school: Town) -> None:
    rosa, quentin, ivy = caller(), caller(), caller()
    rosa.knock(school.cast.rosa)
    quentin.knock(school.cast.quentin)
    ivy.enter(school.cast.it)
    address = f"/staff/{school.cast.rosa.id}/sessions"
    token = quentin.get("/account/password").form()
    assert quentin.client.get(address).status_code == 404
    assert quentin.client.post(address, data=token).status_code == 404
    assert rosa.inside()
    assert ivy.send(address).status == 303
    assert not rosa.inside()
    assert quentin.inside()
    assert told(school, "sessions_ended")[-1]["actor"] == school.cast.it.id


def test_another_password_ends_every_other_session(caller: Call, school: Town) -> None:
    here, there = caller(), caller()
    for one in (here, there):
        one.knock(school.cast.rosa)
    before = secret(here)
    wrong = here.send("/account/password", password_now="wrong", password="a finer longer password")
    assert wrong.status == 422
    assert there.inside()
    done = here.send("/account/password", password_now=PASSWORD, password="a finer longer password")
    assert done.status == 303
    assert here.inside()
    assert secret(here) != before
    assert not there.inside()
    assert caller().knock(school.cast.rosa).status == 401
    assert caller().knock(school.cast.rosa, "a finer longer password").status == 303


def test_another_post_or_none_ends_every_session(caller: Call, school: Town) -> None:
    for active in (True, False):
        rosa = caller()
        rosa.knock(school.cast.rosa)
        assert rosa.inside()
        with school.office.at_work() as desk:
            schools.change_posts(desk, school.cast.rosa.id, school.id, {"staff"}, active=active, by="test")
        assert not rosa.inside()


def test_a_row_that_was_changed_or_copied_by_hand_opens_nothing(caller: Call, school: Town) -> None:
    """Whoever can write the database, and has no key, cannot become the headteacher."""
    quentin = caller()
    quentin.knock(school.cast.quentin)
    (row,) = rows(school)
    with school.office.at_work() as desk:
        helen = desk.session.get_one(Person, school.cast.helen.id)
        own = desk.session.get_one(Person, school.cast.quentin.id)
        helen.credential = own.credential
        desk.session.execute(update(SignedIn).values(person_id=helen.id))
    assert not quentin.inside()
    with school.office.at_work() as desk:
        forged = hashlib.sha256(b"a secret of one's own that is long enough").hexdigest()
        desk.session.execute(update(SignedIn).values(person_id=row.person_id, secret_sha256=forged))
    with quentin.client.session_transaction() as session:
        session["_user_id"] = "a secret of one's own that is long enough"
    assert not quentin.inside()


def test_the_button_of_the_warning_keeps_somebody_who_only_reads(caller: Call, school: Town, clock: Hands) -> None:
    rosa = caller()
    rosa.knock(school.cast.rosa)
    page = rosa.get("/account/")
    form = page.soup.select_one("form.cf-stay")
    assert int(form["data-seconds"]) == 30 * 60
    clock.forward(minutes=29)
    token = {"csrf_token": form.select_one("input")["value"]}
    answer = rosa.client.post("/account/stay", data=token)
    assert (answer.status_code, answer.headers["Caseflow-Seconds"]) == (204, str(30 * 60))
    clock.forward(minutes=29)
    assert rosa.inside()


def test_old_sessions_are_forgotten(caller: Call, school: Town, clock: Hands) -> None:
    caller().knock(school.cast.rosa)
    clock.forward(days=2)
    caller().knock(school.cast.quentin)
    assert [row.person_id for row in rows(school)] == [school.cast.quentin.id]


def test_signing_in_and_out_is_told_without_a_name(caller: Call, school: Town) -> None:
    rosa = caller()
    rosa.knock(school.cast.rosa)
    rosa.client.post("/sign-out", data=rosa.get("/account/password").form())
    for event in ("signed_in", "signed_out"):
        (said,) = told(school, event)
        assert said["actor"] == school.cast.rosa.id
        assert "Rosa" not in repr(said)
