"""Every address there is: no answer is stored, nothing is taken from another site, and nothing is moved by a GET."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from casework.town import Town
from door.keys import Caller, told
from door.test_factors import addresses
from flask import Flask

from caseflow.web.headers import CACHED

pytestmark = pytest.mark.slow  # many pages: in the whole test, not in the quick one

Call = Callable[..., Caller]
POSTED = (
    "/account/stay",
    "/account/sessions/end-others",
    "/account/sessions/x/end",
    "/account/password",
    "/account/unlink",
    "/second-factor/",
    "/second-factor/new/app",
    "/second-factor/new/passkey",
    "/second-factor/x/remove",
    "/recovery/",
    "/recovery/use",
    "/invitation/",
    "/sign-in",
    "/sign-in/passkey",
    "/sign-out",
    "/staff/x/sessions",
)


def test_no_answer_is_stored_be_it_a_page_an_error_or_a_way_elsewhere(
    caller: Call, earnest: Flask, school: Town
) -> None:
    reference = school.report()
    stranger, rosa, helen = caller(), caller(), caller()
    rosa.enter(school.cast.rosa)
    helen.enter(school.cast.helen)
    seen = set()
    for address in (*addresses(earnest, reference), "/sign-in", "/sign-in/passkey", "/recovery/use", "/nothing/here"):
        for one in (stranger, rosa, helen):
            answer = one.client.get(address)
            seen.add(answer.status_code)
            kept = answer.status_code == 200 and address.endswith("conditions.css")
            assert (answer.headers["Cache-Control"] == "no-store") is not kept, (address, answer.status_code)
            assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'"), address
            answer.close()
    assert seen >= {200, 302, 303, 404}
    assert not {name for name in CACHED if name.startswith(("account", "factors", "recovery", "oidc"))}


@pytest.mark.parametrize("address", POSTED)
def test_what_another_site_sends_is_refused_with_the_token_and_without(
    caller: Call, school: Town, address: str
) -> None:
    one = caller()
    one.enter(school.cast.clerk)
    token = one.get("/account/password").form()
    for said in ("cross-site", "same-site"):
        answer = one.client.post(address, data=token, headers={"Sec-Fetch-Site": said})
        assert answer.status_code == 400, (address, said)
    assert one.client.post(address, data={}).status_code == 400, address
    assert one.inside()


def test_looking_at_pages_of_the_door_moves_nothing(caller: Call, school: Town) -> None:
    clerk = caller()
    clerk.enter(school.cast.clerk)
    before = school.everything()
    for address in ("/account/", "/account/password", "/second-factor/", "/second-factor/new", "/recovery/"):
        assert clerk.get(address).status == 200, address
    for address in ("/second-factor/new/app", "/second-factor/new/app/picture", "/second-factor/new/passkey"):
        assert clerk.client.get(address).status_code == 200, address
    assert caller().get("/recovery/use").status == 200
    assert school.everything() == before
    assert told(school, "signed_out") == []
