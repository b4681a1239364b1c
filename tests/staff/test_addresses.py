"""Another e-mail address: who may give it, that sign-in follows, and that both addresses are told, and no other."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from casework.town import Town
from door.keys import give_password
from sqlalchemy import select
from web.pages import Visitor

from caseflow.casework import addresses, outbox, passwords, people, post_sent, school_notices, schools
from caseflow.casework.desk import school_scope
from caseflow.casework.people import Someone
from caseflow.casework.refusals import NotThere
from caseflow.casework.verify import verify
from caseflow.records import Outgoing

Browse = Callable[[Someone], Visitor]
NEW = "rosa.new@x.test"


def test_only_whoever_keeps_all_posts_beyond_plain_staff_changes_an_address_and_nobody_their_own(school: Town) -> None:
    cast = school.cast
    may = {
        cast.rosa: {cast.helen, cast.it},
        cast.dsl: {cast.helen},
        cast.helen: {cast.carol, cast.clerk},
        cast.carol: {cast.clerk},
        cast.clerk: {cast.carol},
        cast.governors[0]: {cast.carol, cast.clerk},
    }
    for other, keepers in may.items():
        assert {one for one in cast.everyone() if addresses.may_change(one, other)} == keepers, other.name
    with school.office.at_work() as desk, pytest.raises(NotThere):
        addresses.change(desk, cast.it, cast.helen.id, NEW)


def test_sign_in_follows_and_both_addresses_are_told_in_the_same_neutral_words(browse: Browse, school: Town) -> None:
    rosa, before = school.cast.rosa, school.cast.rosa.email
    with school.office.at_work() as desk:
        give_password(desk, rosa, schools.HASHER.hash("correct horse battery"))
        _bounce(desk, rosa)
        assert post_sent.bounced(desk, school.id) == {rosa.id}
    helen = browse(school.cast.helen)
    assert f"/staff/{rosa.id}/address" in str(helen.get(f"/staff/{rosa.id}").soup)
    assert helen.send(f"/staff/{rosa.id}/address", email=f" {NEW} ").status == 303
    with school.office.at_work() as desk:
        assert passwords.whose(desk, before, "correct horse battery", "192.0.2.1") is None
        found = passwords.whose(desk, NEW.upper(), "correct horse battery", "192.0.2.1")
        assert found is not None
        assert found.id == rosa.id
        assert post_sent.bounced(desk, school.id) == frozenset()
        (told,) = school_notices.unread(desk, found)
        assert told.words.startswith("Your e-mail address was changed")
        rows = desk.session.scalars(select(Outgoing).where(Outgoing.state == "waiting")).all()
        said = [desk.unseal(school_scope(school.id), row.sealed, outbox.context(row.id)) for row in rows]
        assert sorted(str(one.get("address")) for one in said) == ["None", before]
        assert all(before.encode() not in row.sealed for row in rows)
    assert verify(school.office).whole


def _bounce(desk, rosa: Someone) -> None:
    school_notices.of_access(desk, rosa, "password-changed")
    desk.session.flush()
    for row in desk.session.scalars(select(Outgoing)):
        row.state, row.done_at = "bounced", desk.now
    for notice in school_notices.unread(desk, rosa):
        school_notices.read(desk, rosa, [notice.id])


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Enter an e-mail address in the correct format, like name@school.sch.uk"),
        ("nobody", "Enter an e-mail address in the correct format, like name@school.sch.uk"),
        ("ROSA.LIND@x.test", ""),
        ("rosa.lind@x.test", "That is their e-mail address already"),
        ("Ada.Price@X.test", "Somebody with this e-mail address is already on the staff list"),
        ("somebody@elsewhere.test", ""),
    ],
)
def test_a_wrong_address_gets_a_clear_sentence_and_loses_nothing(
    browse: Browse, school: Town, typed: str, words: str
) -> None:
    with school.office.at_work() as desk:
        other = schools.found_school(desk, "Other School")
        schools.add_person(desk, other.id, "Stella Stranger", "somebody@elsewhere.test", "Teacher", ["staff"])
    rosa = school.cast.rosa
    page = browse(school.cast.helen).send(f"/staff/{rosa.id}/address", email=typed)
    if not words:
        assert page.status == 303  # what stands in another school's list is nobody's business here
        return
    assert page.status == 422
    assert any(words in one for one in page.errors), page.errors
    assert page.soup.select_one("#email")["value"] == typed
    with school.office.at_work() as desk:
        assert people.everyone(desk, school.id)[rosa.id].email == rosa.email
