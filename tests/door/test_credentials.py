"""Whoever can write the database, and has no key, signs in as nobody; and it is found that they tried."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from casework.town import Town
from door.keys import PASSWORD, SECRET, Caller, as_it_lies, code, give_password, told
from sqlalchemy import delete, insert, update

from caseflow.casework import codes, credentials, credentials_found, factors, passwords, recovery, schools
from caseflow.casework.refusals import Refused
from caseflow.casework.verify import verify
from caseflow.records import Factor, Identity, Person

Call = Callable[..., Caller]
THEIRS = "a word that the technician knows"
_HASH = schools.HASHER.hash(THEIRS)


def takes_over(town: Town, *what: str) -> None:
    """Change by hand what the head signs in with."""
    helen = town.cast.helen.id
    changes = {
        "password": update(Person).where(Person.id == helen).values(password=_HASH),
        "factors": delete(Factor).where(Factor.person_id == helen),
        "a factor more": insert(Factor).values(
            id="A" * 16, school_id=town.id, person_id=helen, kind="app", sealed=b"x" * 40, added_at=town.clock()
        ),
        "account": insert(Identity).values(
            id="A" * 16, school_id=town.id, person_id=helen, mark=b"m" * 32, sealed=b"x" * 40, linked_at=town.clock()
        ),
        "list": update(Person).where(Person.id == helen).values(credentials=None),
        "another's list": update(Person)
        .where(Person.id == helen)
        .values(credentials=_of_another(town), password=_HASH),
    }
    with town.office.at_work() as desk:
        for one in what:
            desk.session.execute(changes[one])


def _of_another(town: Town) -> bytes | None:
    with town.office.at_work() as desk:
        return desk.session.get_one(Person, town.cast.quentin.id).credentials


def sentences(town: Town) -> str:
    return "\n".join(one.sentence for one in verify(town.office).all_problems())


@pytest.mark.parametrize(
    ("what", "word"),
    [
        (("password",), THEIRS),
        (("password", "factors"), THEIRS),
        (("password", "factors", "list"), THEIRS),
        (("another's list", "factors"), THEIRS),
        (("factors",), PASSWORD),
        (("a factor more",), PASSWORD),
        (("account",), PASSWORD),
        (("list",), PASSWORD),
    ],
)
def test_what_was_changed_by_hand_lets_nobody_in_and_verify_names_the_row(
    caller: Call, school: Town, what: tuple[str, ...], word: str
) -> None:
    assert sentences(school) == ""
    wrong = caller().knock(school.cast.helen, "wrong")
    takes_over(school, *what)
    one = caller()
    page = one.knock(school.cast.helen, word)
    assert page.status == wrong.status == 401
    assert page.errors == wrong.errors
    assert not one.inside()
    assert [said["meant"] for said in told(school, credentials.ALTERED)] == [[school.cast.helen.id]]
    assert school.cast.helen.id in sentences(school)
    assert one.knock(school.cast.helen, "wrong").status == 401
    assert len(told(school, credentials.ALTERED)) == 1, "a wrong word alone is no alarm"


def test_whoever_is_signed_in_already_adds_no_first_factor_where_one_was_taken_away(caller: Call, school: Town) -> None:
    helen = caller()
    helen.knock(school.cast.helen)
    takes_over(school, "factors")
    assert helen.client.get("/").location == "/second-factor/"
    helen.client.get("/second-factor/new/app")
    with school.office.at_work() as desk, pytest.raises(Refused, match="access restored"):
        factors.add(desk, school.cast.helen, factors.APP, "Mine", SECRET)


def test_two_people_restore_whoever_was_locked_out_by_it(caller: Call, school: Town) -> None:
    takes_over(school, "password", "factors", "account")
    with school.office.at_work() as desk:
        recovery.vouch(desk, school.cast.clerk, school.cast.helen)
        made = str(recovery.vouch(desk, school.cast.dpo, school.cast.helen))
        assert recovery.use(desk, school.cast.helen.email, made, "a fresh and lengthy phrase", "192.0.2.1")
    assert sentences(school) == ""
    helen = caller()
    assert helen.knock(school.cast.helen, "a fresh and lengthy phrase").status == 303
    assert helen.client.get("/").location == "/second-factor/new"


def test_every_change_that_is_made_in_earnest_leaves_the_row_whole(caller: Call, school: Town) -> None:
    helen = school.cast.helen
    with school.office.at_work() as desk:
        kept = factors.held(desk, helen)[0].id
        more = factors.add(desk, helen, factors.APP, "Tablet", SECRET)
        factors.remove(desk, helen, kept, more)
        passwords.change(desk, helen, "another long phrase for today")
    assert sentences(school) == ""
    one = caller()
    assert one.knock(helen, "another long phrase for today").status == 303
    school.clock.forward(seconds=60)
    with school.office.at_work() as desk:
        assert codes.shown(desk, helen, code(school)) == more
        schools.change_posts(desk, helen.id, school.id, ["staff", "headteacher"], active=True, by="test")
    assert sentences(school) == ""


def test_an_older_list_put_back_with_its_password_is_found_by_verify(school: Town) -> None:
    """It opens, for the seal is good; the journal's newest entry vouches for another."""
    with school.office.at_work() as desk:
        give_password(desk, school.cast.helen, _HASH)
        row = desk.session.get_one(Person, school.cast.helen.id)
        before = {"password": row.password, "credentials": row.credentials}
        passwords.change(desk, school.cast.helen, "another long phrase for today")
    with school.office.at_work() as desk:
        desk.session.execute(update(Person).where(Person.id == school.cast.helen.id).values(**before))
    assert school.cast.helen.id in sentences(school)


def test_rows_of_an_older_release_are_bound_as_it_starts_and_no_list_that_was_taken_away(
    caller: Call, school: Town
) -> None:
    office, rosa, helen = school.office, school.cast.rosa, school.cast.helen
    with office.at_work() as desk:
        as_it_lies(desk)
        row = desk.session.get_one(Person, rosa.id)
        row.credentials = None
        desk.session.flush()
        schools.vouch(desk, row, "person_changed", "set-up", ["staff"], "As an older release wrote it")
    takes_over(school, "list", "factors", "password")
    assert caller().knock(rosa).status == 401
    for _ in range(2):
        credentials_found.catch_up(office.store, office.keyring, office.at_work)
    assert [said["person"] for said in told(school, "credentials_bound")][-1] == rosa.id
    assert caller().knock(rosa).status == 303
    assert caller().knock(helen, THEIRS).status == 401
    assert helen.id in sentences(school)
    assert rosa.id not in sentences(school)
