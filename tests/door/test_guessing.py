"""A password that is easily guessed is refused with a clear sentence; what is known of a person counts for nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from casework.town import Town
from door.keys import PASSWORD, Caller, give_passwords

from caseflow.casework import recovery, schools
from caseflow.casework.guessing import COMMON, LOOKED_AT, OWN, SIGNS, easily_guessed, looked_at
from caseflow.casework.particulars import weak
from caseflow.casework.refusals import BadAnswers

KNOWN = ("Rosa Lind", "rosa.lind@ashcroft.sch.uk", "Ashcroft High School")


@pytest.mark.parametrize(
    "password",
    ["password1234", "qwertyuiop12", "123456789012", "letmeinletmein", "P@ssw0rd2027", "abcdefghijkl", "monkey dragon"],
)
def test_what_is_common_or_a_pattern_is_refused(password: str) -> None:
    assert weak(password) == COMMON


@pytest.mark.parametrize(
    "password", ["AshcroftHighSchool1", "ashcroft2027!", "rosa.lind@ashcroft", "Rosalind2027", "lindrosa!!12"]
)
def test_the_schools_words_and_the_persons_own_are_refused(password: str) -> None:
    assert weak(password, KNOWN) == OWN


@pytest.mark.parametrize("password", [PASSWORD, "nine blue herons wade", "x9$kQ2!vLp0z", "the staff of ashcroft sing"])
def test_words_that_nobody_would_put_together_will_do(password: str) -> None:
    assert weak(password, KNOWN) is None


def test_what_one_person_is_known_by_is_not_held_against_the_next() -> None:
    assert easily_guessed("quillfeather27", ["Quillfeather"]) == OWN
    assert easily_guessed("quillfeather27") is None


def test_however_long_and_odd_a_password_is_little_of_it_is_looked_at() -> None:
    odd = "4@8({[<369&#!1/|0$5+7%2" * 5
    assert len(looked_at(odd)) == SIGNS
    assert len(looked_at("ab " * 40)) == LOOKED_AT
    assert weak(odd) is None


def test_every_page_on_which_a_password_is_chosen_refuses_it(caller: Callable[..., Caller], school: Town) -> None:
    give_passwords(school)
    helen = caller()
    helen.enter(school.cast.helen)
    page = helen.send("/account/password", password_now=PASSWORD, password="HelenMarsh2027")
    assert page.status == 422
    assert page.errors == [OWN]
    said = {"name": "Nadia New", "email": "n@x.test", "post": "Cook", "roles": ["staff"]}
    assert helen.send("/staff/add", **said, password="NadiaNew2027").errors == [OWN]
    with school.office.at_work() as desk:
        recovery.vouch(desk, school.cast.clerk, school.cast.dsl)
        made = str(recovery.vouch(desk, school.cast.carol, school.cast.dsl))
    lost = caller()
    given = {"email": school.cast.dsl.email, "code": made}
    assert lost.send("/recovery/use", **given, password="DoraSewell2027").errors == [OWN]
    assert lost.send("/recovery/use", **given, password=PASSWORD).status == 303, "the code was used up"


def test_the_first_person_of_a_school_is_asked_for_a_better_one_too(school: Town) -> None:
    with school.office.at_work() as desk, pytest.raises(BadAnswers) as bad:
        schools.add_person(desk, school.id, "A Head", "h@x.test", "Head", ["headteacher"], password="password1234")
    assert bad.value.errors == {"password": COMMON}
