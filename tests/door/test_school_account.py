"""The school account proves employment, by a real provider; the second factor of this house is asked all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from casework.town import Hands, Town
from door.keys import Caller, give_passwords, told
from door.providing import led_to, provider_at_work, signs_in_there
from flask import Flask
from joserfc import jwt
from joserfc.jwk import RSAKey
from sqlalchemy import delete, select, update

import config
from caseflow.app import create_app
from caseflow.casework import identities, provider
from caseflow.casework.provider import NotProven
from caseflow.records import Factor, Identity

Call = Callable[..., Caller]
GO, LINK = "/sign-in/school", "/account/link"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with provider_at_work() as address:
        yield address


def settings(issuer: str, folder: Path, **more: str) -> dict[str, str]:
    secret = folder / "oidc-secret"
    secret.write_text("a secret of ours\n")
    given = {"OIDC_ISSUER": issuer, "OIDC_CLIENT_ID": "caseflow", "OIDC_CLIENT_SECRET_FILE": str(secret)}
    return {"CASEFLOW_HOME": str(folder), **given, "OIDC_NAME": "your Ashcroft account", **more}


@pytest.fixture
def earnest(town: Town, tmp_path: Path, issuer: str) -> Flask:
    """The application with a provider, at the time that the provider has."""
    town.clock.now = datetime.now(UTC)
    give_passwords(town)
    return create_app(config.read(settings(issuer, tmp_path)), town.office)


def there(one: Caller, begin: str = GO) -> str:
    return led_to(one.get(begin))


def comes_back(one: Caller, address: str, subject: str) -> Any:
    return one.client.get(signs_in_there(address, subject))


def linked(caller: Call, town: Town, name: str, subject: str) -> Caller:
    one = caller()
    one.enter(town.who(name))
    answer = comes_back(one, there(one, LINK), subject)
    assert answer.location == "/account/", answer.get_data(as_text=True)
    return one


def test_what_is_asked_of_the_provider_is_code_flow_with_pkce_state_and_nonce(caller: Call, issuer: str) -> None:
    address = there(caller())
    asked = {key: value[0] for key, value in parse_qs(urlsplit(address).query).items()}
    assert address.startswith(f"{issuer}/oauth2/authorize?")
    assert (asked["response_type"], asked["scope"], asked["code_challenge_method"]) == ("code", "openid", "S256")
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 43
    again = {key: value[0] for key, value in parse_qs(urlsplit(there(caller())).query).items()}
    assert not {again[name] for name in ("state", "nonce", "code_challenge")} & set(asked.values())


def test_plain_staff_come_in_with_it_and_whoever_can_open_a_case_shows_a_factor_too(caller: Call, school: Town) -> None:
    for name, inside in (("rosa", True), ("helen", False)):
        linked(caller, school, name, f"sub-{name}")
        one = caller()
        assert comes_back(one, there(one), f"sub-{name}").status_code == 303
        assert one.inside() is inside
        if not inside:
            assert one.client.get("/account/").location == "/second-factor/"
            one.prove()
            assert one.inside()
    assert [one["actor"] for one in told(school, "identity_linked")] == [school.cast.rosa.id, school.cast.helen.id]


def test_nobody_is_linked_because_their_address_is_the_same(caller: Call, school: Town) -> None:
    """The provider gives whoever it likes the head's address as subject and e-mail."""
    one = caller()
    answer = comes_back(one, there(one), school.cast.helen.email)
    assert answer.status_code == 401
    assert "is not linked to anybody here" in answer.get_data(as_text=True)
    assert not one.inside()


def test_an_account_is_linked_to_one_person(caller: Call, school: Town) -> None:
    linked(caller, school, "rosa", "one-account")
    quentin = caller()
    quentin.enter(school.cast.quentin)
    answer = comes_back(quentin, there(quentin, LINK), "one-account")
    assert answer.status_code == 401
    assert "linked to somebody already" in answer.get_data(as_text=True)


def test_it_is_linked_only_by_whoever_has_just_shown_their_factor(caller: Call, school: Town, clock: Hands) -> None:
    helen = caller()
    helen.enter(school.cast.helen)
    clock.forward(minutes=6)
    assert helen.client.get(LINK).location == "/second-factor/"
    assert caller().client.get(LINK).location == "/sign-in"


def test_the_way_back_of_somebody_else_links_and_opens_nothing(caller: Call, school: Town) -> None:
    """Whoever starts the way and lets another end it would be linked to, or signed in as, the wrong person."""
    linked(caller, school, "quentin", "sub-quentin")
    attacker, victim = caller(), caller()
    way = signs_in_there(there(attacker), "sub-quentin")
    assert victim.client.get(way).status_code == 200
    assert victim.client.get(f"{way}&again=yes").status_code == 401
    assert not victim.inside()
    rosa = caller()
    rosa.enter(school.cast.rosa)
    there(rosa, LINK)
    assert rosa.client.get(way).status_code == 401
    with school.office.store.reading() as session:
        assert len(session.scalars(select(Identity)).all()) == 1


def test_a_way_that_was_gone_is_not_gone_twice(caller: Call, school: Town) -> None:
    linked(caller, school, "rosa", "sub-twice")
    one, other = caller(), caller()
    address = there(one)
    with one.client.session_transaction() as session:
        waiting = session["oidc"]
    way = signs_in_there(address, "sub-twice")
    assert one.client.get(way).status_code == 303
    other.get("/sign-in")
    with other.client.session_transaction() as session:
        session["oidc"] = waiting
    assert other.client.get(way).status_code == 401
    assert not other.inside()


def test_a_token_is_taken_once_even_if_the_provider_would_give_it_again(
    caller: Call, school: Town, issuer: str
) -> None:
    linked(caller, school, "rosa", "sub-replayed")
    proof = provider.Proof(issuer, "sub-replayed", "the very same token")
    with school.office.at_work() as desk:
        assert [bool(identities.whose(desk, proof)) for _ in range(2)] == [True, False]


def test_an_answer_that_comes_late_or_says_no_opens_nothing(caller: Call, school: Town, clock: Hands) -> None:
    linked(caller, school, "rosa", "sub-late")
    late, refused = caller(), caller()
    way = signs_in_there(there(late), "sub-late")
    clock.forward(minutes=11)
    assert late.client.get(way).status_code == 401
    state = parse_qs(urlsplit(there(refused)).query)["state"][0]
    assert refused.client.get(f"{GO}/back?error=access_denied&state={state}").status_code == 401


def test_an_answer_that_says_it_is_of_another_provider_is_refused(caller: Call, school: Town) -> None:
    linked(caller, school, "rosa", "sub-mixed")
    one = caller()
    way = signs_in_there(there(one), "sub-mixed")
    assert one.client.get(f"{way}&iss=https://another.example").status_code == 401


def test_whoever_left_does_not_come_in_and_a_link_moved_by_hand_opens_nothing(caller: Call, school: Town) -> None:
    linked(caller, school, "quentin", "sub-moved")
    with school.office.at_work() as desk:
        desk.session.execute(update(Identity).values(person_id=school.cast.rosa.id))
    one = caller()
    assert comes_back(one, there(one), "sub-moved").status_code == 401


def test_the_link_is_taken_away(caller: Call, school: Town) -> None:
    rosa = linked(caller, school, "rosa", "sub-gone")
    assert rosa.client.post("/account/unlink", data=rosa.get("/account/password").form()).status_code == 303
    one = caller()
    assert comes_back(one, there(one), "sub-gone").status_code == 401


def test_no_name_address_or_subject_lies_in_the_open(caller: Call, school: Town) -> None:
    linked(caller, school, "rosa", "Zanzibar-subject")
    with school.office.store.reading() as session:
        (row,) = session.scalars(select(Identity)).all()
    assert b"Zanzibar" not in row.sealed + row.mark
    assert "Zanzibar" not in repr(told(school, "identity_linked"))


def test_a_provider_that_cannot_be_reached_is_said_and_holds_up_nobody(school: Town, tmp_path: Path) -> None:
    give_passwords(school)
    app = create_app(config.read(settings("http://127.0.0.1:9", tmp_path)), school.office)
    one = Caller(app, school)
    page = one.get(GO)
    assert page.status == 401
    assert "cannot be reached" in page.text
    assert one.knock(school.cast.rosa).status == 303


def test_without_a_provider_there_is_no_such_page(school: Town, tmp_path: Path) -> None:
    give_passwords(school)
    one = Caller(create_app(config.read({"CASEFLOW_HOME": str(tmp_path)}), school.office), school)
    for address in (GO, f"{GO}/back"):
        assert one.client.get(address).status_code == 404
    assert "school account" not in one.get("/sign-in").text


KEY, OTHER = RSAKey.generate_key(2048, {"kid": "one"}), RSAKey.generate_key(2048, {"kid": "one"})
NOW = datetime(2027, 1, 15, 16, 20, tzinfo=UTC)
AT = int(NOW.timestamp())
GOOD = {"iss": "https://id.example", "aud": "caseflow", "sub": "s", "nonce": "n", "iat": AT, "exp": AT + 300}


def proves(claims: dict[str, Any], *, alg: str = "RS256", key: RSAKey = KEY) -> bool:
    known = config.Provider("https://id.example", "caseflow", Path("/nowhere"), "it")
    token = jwt.encode({"alg": alg, "kid": "one"}, claims, key, algorithms=[alg])
    keys = {"keys": [KEY.as_dict(private=False)]}
    try:
        return provider.proven(known, keys, token, nonce="n", now=NOW).subject == "s"
    except NotProven:
        return False


def test_a_token_that_is_as_it_should_be_proves_somebody() -> None:
    assert proves(GOOD)
    assert proves(GOOD | {"auth_time": AT - 3600})
    assert proves(GOOD | {"aud": ["caseflow", "another"], "azp": "caseflow"})


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "https://another.example"},
        {"aud": "another"},
        {"aud": ["caseflow", "another"]},
        {"aud": ["caseflow", "another"], "azp": "another"},
        {"azp": "another"},
        {"nonce": "of another time"},
        {"exp": AT - 61},
        {"iat": AT + 3600},
        {"auth_time": AT - int(timedelta(hours=13).total_seconds())},
        {"auth_time": "yesterday"},
        *({name: None} for name in ("iss", "aud", "sub", "exp", "iat", "nonce")),
    ],
    ids=repr,
)
def test_a_token_with_anything_wrong_proves_nobody(wrong: dict[str, Any]) -> None:
    assert not proves({key: value for key, value in (GOOD | wrong).items() if value is not None})


def test_a_token_signed_by_another_or_by_nobody_proves_nobody() -> None:
    assert not proves(GOOD, key=OTHER)
    assert not proves(GOOD, alg="RS512")


@pytest.mark.parametrize(
    ("address", "safe"),
    [
        ("https://id.example/token", True),
        ("http://127.0.0.1:9400/token", True),
        ("http://id.example/token", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_nothing_is_sent_in_the_clear(address: str, safe: bool) -> None:
    assert provider.safe(address) is safe


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"OIDC_ISSUER": "http://id.example"}, "OIDC_ISSUER: give an address that starts with https://"),
        ({"OIDC_CLIENT_ID": ""}, "OIDC_CLIENT_ID: it is missing"),
        ({"OIDC_CLIENT_SECRET_FILE": "/nowhere/at/all"}, "cannot be read"),
        ({"SESSION_HOURS": "9"}, "SESSION_HOURS: “9” will not do; give a whole number from 1 to 8."),
        ({"SESSION_IDLE_MINUTES": "0"}, "a whole number from 1 to 30"),
    ],
)
def test_a_setting_that_will_not_do_is_said(tmp_path: Path, given: dict[str, str], words: str) -> None:
    with pytest.raises(config.WrongSetting, match=words.replace(".", r"\.")):
        config.read(settings("https://id.example", tmp_path, **given))


def test_whose_factors_were_taken_away_by_hand_does_not_come_in_by_the_school_account(
    caller: Call, school: Town
) -> None:
    linked(caller, school, "helen", "helen-at-school")
    with school.office.at_work() as desk:
        desk.session.execute(delete(Factor).where(Factor.person_id == school.cast.helen.id))
    one = caller()
    answer = comes_back(one, there(one), "helen-at-school")
    assert answer.status_code == 401
    assert "is not linked to anybody here" in answer.get_data(as_text=True)
    assert not one.inside()
    assert told(school, "credentials_altered")[-1]["meant"] == [school.cast.helen.id]
