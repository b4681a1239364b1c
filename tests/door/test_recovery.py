"""Two people see somebody and each says so; the code works once, voids all that was, and holds them back for a day."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from casework.town import Hands, Town
from door.keys import PASSWORD, Caller, told
from door.test_factors import adds_an_app, own
from sqlalchemy import select
from web.pages import Page, counted

from caseflow.casework import identities, recovery
from caseflow.casework.provider import Proof
from caseflow.casework.refusals import Refused
from caseflow.procedure import PROCEDURE
from caseflow.procedure.consequential import waits_after_recovery, why_confirmed
from caseflow.records import Recovery
from caseflow.web.stepping_up import ONES_OWN, PAGES

Call = Callable[..., Caller]
NEW = "a password that is new"


def sees(caller: Call, town: Town, name: str, whom: str) -> Page:
    """Somebody signs in, and says that they saw another."""
    one = caller()
    one.enter(town.who(name))
    return one.send("/recovery/", person=town.who(whom).id, seen_in_person="yes")


def code_for(caller: Call, town: Town, whom: str, by: tuple[str, str] = ("clerk", "dpo")) -> str:
    assert sees(caller, town, by[0], whom).status == 303
    page = sees(caller, town, by[1], whom)
    assert page.status == 200, page.errors
    return page.soup.select_one("main code").get_text()


def used(one: Caller, town: Town, whom: str, code: str, password: str = NEW) -> int:
    return one.send("/recovery/use", email=town.who(whom).email, code=code, password=password).status


def test_two_people_give_a_code_that_voids_all_that_was(caller: Call, school: Town) -> None:
    before = caller()
    before.enter(school.cast.helen)
    code = code_for(caller, school, "helen")
    assert before.inside(), "nothing is void before the code is used"
    helen = caller()
    assert used(helen, school, "helen", code.lower().replace("-", " ")) == 303
    assert not before.inside()
    assert own(school, "helen") == []
    assert helen.client.get("/").location == "/second-factor/new"
    adds_an_app(helen)
    assert helen.inside()
    assert caller().knock(school.cast.helen, PASSWORD).status == 401
    assert caller().knock(school.cast.helen, NEW).status == 303
    assert [one["told"] for one in told(school, "recovered")] == [[school.cast.helen.id]]
    assert [one["actor"] for one in told(school, "recovery_begun")] == [school.cast.clerk.id]
    assert [one["actor"] for one in told(school, "recovery_agreed")] == [school.cast.dpo.id]
    assert code not in repr(told(school, "recovery_agreed"))


def test_a_code_works_once_and_for_a_quarter_of_an_hour(caller: Call, school: Town, clock: Hands) -> None:
    code = code_for(caller, school, "helen")
    assert used(caller(), school, "carol", code) == 422, "not for somebody else"
    clock.forward(minutes=14)
    assert used(caller(), school, "helen", code, "short") == 422
    assert used(caller(), school, "helen", code) == 303
    assert used(caller(), school, "helen", code) == 422
    late = code_for(caller, school, "helen")
    clock.forward(minutes=16)
    assert used(caller(), school, "helen", late) == 422


def test_one_person_is_not_two(caller: Call, school: Town) -> None:
    assert sees(caller, school, "clerk", "helen").status == 303
    page = sees(caller, school, "clerk", "helen")
    assert page.status == 422
    assert "Somebody else has to say it too" in page.text


def test_the_first_waits_an_hour_for_the_second(caller: Call, school: Town, clock: Hands) -> None:
    sees(caller, school, "clerk", "helen")
    clock.forward(minutes=61)
    assert sees(caller, school, "dpo", "helen").status == 303


@pytest.mark.parametrize("name", ["helen", "victor", "it", "dsl", "ada", "ian", "rosa"])
def test_nobody_else_may_say_so(caller: Call, school: Town, name: str) -> None:
    one = caller()
    one.enter(school.who(name))
    assert one.client.get("/recovery/").status_code == 404
    token = one.get("/account/password").form()
    said = {**token, "person": school.cast.rosa.id, "seen_in_person": "yes"}
    assert one.client.post("/recovery/", data=said).status_code == 404
    assert told(school, "recovery_begun") == []


def test_the_chair_and_the_headteacher_never_vouch_for_each_other(school: Town) -> None:
    """Not only where one is kept out of a case: a refusal that came only then would tell of the case."""
    cast = school.cast
    assert not recovery.may_vouch(cast.carol, cast.helen)
    assert not recovery.may_vouch(cast.helen, cast.carol)
    assert not recovery.may_vouch(cast.clerk, cast.clerk)
    assert recovery.may_vouch(cast.clerk, cast.carol)
    assert recovery.may_vouch(cast.carol, cast.clerk)
    with school.office.at_work() as desk, pytest.raises(Refused):
        recovery.vouch(desk, cast.carol, cast.helen)


def test_it_wants_the_factor_again(caller: Call, school: Town, clock: Hands) -> None:
    clerk = caller()
    clerk.enter(school.cast.clerk)
    form = clerk.get("/recovery/").form()
    clock.forward(minutes=6)
    said = {**form, "person": school.cast.helen.id, "seen_in_person": "yes"}
    assert clerk.post("/recovery/", said).answer.location == "/second-factor/"
    assert told(school, "recovery_begun") == []


def test_a_code_that_is_wrong_is_the_same_work_whoever_is_meant(caller: Call, school: Town) -> None:
    work = {}
    for email in (school.cast.helen.email, "stranger@x.test"):
        one = caller()
        said = {"email": email, "code": "AAAA-AAAA-AAAA", "password": NEW}
        one.send("/recovery/use", **said)
        with counted(school) as sent:
            assert one.send("/recovery/use", **said).status == 422
        work[email] = [statement.split()[0] for statement in sent]
    assert len({tuple(one) for one in work.values()}) == 1, work


def test_without_the_tick_nothing_is_said(caller: Call, school: Town) -> None:
    clerk = caller()
    clerk.enter(school.cast.clerk)
    page = clerk.send("/recovery/", person=school.cast.helen.id)
    assert page.errors == ["Confirm that you saw them in person, and that it is they"]
    assert told(school, "recovery_begun") == []


def test_for_a_day_nothing_is_decided_and_nothing_destroyed(caller: Call, school: Town, clock: Hands) -> None:
    reference = school.at("heard")
    hearer = school.who("hearer")
    held = {one.key for one in PROCEDURE.transitions if waits_after_recovery(one)}
    assert held == {one.key for one in PROCEDURE.transitions if why_confirmed(one)}
    assert held >= {
        "decide",
        "decide-appeal",
        "agree-disposal",
        "propose-disposal",
        "propose-release",
        "release-hold",
        "agree-closing",
        "find-no-case-to-answer",
        "open-investigation",
        "split",
    }
    with school.office.at_work() as desk:
        recovery.vouch(desk, school.cast.clerk, hearer)
        code = recovery.vouch(desk, school.cast.dpo, hearer)
        assert code
        assert recovery.held_back(desk, hearer) is None
        assert recovery.use(desk, hearer.email, code, NEW, "")
    with pytest.raises(Refused, match="Your access was restored"):
        school.do(hearer, reference, "decide")
    clock.forward(hours=24)
    with pytest.raises(Exception, match=r"^(?!.*access was restored)") as trouble:
        school.do(hearer, reference, "decide")
    assert "access was restored" not in str(trouble.value)


def test_for_a_day_no_form_that_weighs_is_taken_but_those_about_ones_own_sign_in(
    caller: Call, school: Town, clock: Hands
) -> None:
    clerk = caller()
    assert used(clerk, school, "clerk", code_for(caller, school, "clerk", ("carol", "dpo"))) == 303
    adds_an_app(clerk)
    assert clerk.send("/account/password", password_now=NEW, password="another that is new").status == 303
    forms = {
        f"/staff/{school.cast.governors[0].id}": {"roles": ["governor", "vice-chair"]},
        "/staff/add": {"name": "Ann Lee", "email": "ann@x.test", "roles": ["governor"]},
        "/recovery/": {"person": school.cast.rosa.id, "seen_in_person": "yes"},
    }
    for address, typed in forms.items():
        page = clerk.send(address, **typed)
        assert (page.status, "Your access was restored" in page.text) == (409, True), address
    clock.forward(hours=24)
    with school.office.at_work() as desk:
        assert recovery.held_back(desk, school.cast.clerk) is None


def test_the_forms_that_stay_are_among_those_that_want_the_factor_and_about_oneself() -> None:
    assert set(PAGES) >= ONES_OWN
    assert {one.partition(".")[0] for one in ONES_OWN} == {"factors", "oidc", "account"}


def test_the_linked_account_and_every_other_code_are_void_too(school: Town) -> None:
    """Otherwise whoever runs the provider comes in before the person does, and adds a factor of their own."""
    carol = school.cast.carol
    proof = Proof("https://id.x.test", "sub-carol", "token-1")
    with school.office.at_work() as desk:
        identities.link(desk, carol, proof)
        codes = []
        for _ in range(2):
            recovery.vouch(desk, school.cast.clerk, carol)
            codes.append(recovery.vouch(desk, school.cast.dpo, carol))
        desk.session.add(Recovery(school_id=school.id, person_id=carol.id, begun_at=desk.now, sealed=b"an invitation"))
    with school.office.at_work() as desk:
        assert recovery.use(desk, carol.email, codes[0] or "", NEW, "")
    with school.office.at_work() as desk:
        assert identities.whose(desk, Proof(proof.issuer, proof.subject, "token-2")) is None
        assert not identities.linked(desk, carol)
        assert all(row.used_at for row in desk.session.scalars(select(Recovery)))
        assert recovery.use(desk, carol.email, codes[1] or "", "and one more password", "") is None


def test_codes_cannot_be_guessed_at_leisure(caller: Call, school: Town) -> None:
    code = code_for(caller, school, "helen")
    for place in range(5):
        assert used(caller(), school, "helen", f"0000-0000-0000-000{place}") == 422
    assert used(caller(), school, "helen", code) == 422


@pytest.mark.parametrize("typed", ["", "²", "\0", "x" * 5000, "----", "{{ 7*7 }}"])
def test_no_code_is_a_fault(caller: Call, school: Town, typed: str) -> None:
    assert used(caller(), school, "helen", typed) == 422
    answer = caller().send("/recovery/use", email=typed, code=typed, password=typed)
    assert answer.status == 422
