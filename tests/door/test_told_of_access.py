"""Whatever changes how somebody signs in is told to them: an item on their first page, and the neutral e-mail."""

from __future__ import annotations

from collections.abc import Callable

import pyotp
import pytest
from casework.town import Town
from door.keys import Caller, give_passwords
from sqlalchemy import select

from caseflow.casework import factors, identities, passwords, recovery, school_notices
from caseflow.casework.desk import Desk
from caseflow.casework.provider import Proof
from caseflow.procedure.post import ABOUT_ACCESS, is_urgent
from caseflow.records import Notice, Outgoing

PASSWORD = "nine blue herons wade"
Does = Callable[[Desk, Town], object]


def _remove(desk: Desk, town: Town) -> None:
    one, two = (factors.add(desk, town.cast.dsl, factors.APP, name, pyotp.random_base32()) for name in ("A", "B"))
    factors.remove(desk, town.cast.dsl, one, two)


def _restore(desk: Desk, town: Town) -> None:
    recovery.vouch(desk, town.cast.clerk, town.cast.dsl)
    made = recovery.vouch(desk, town.cast.carol, town.cast.dsl)
    assert recovery.use(desk, town.cast.dsl.email, str(made), PASSWORD, "192.0.2.1")


def _link(desk: Desk, town: Town) -> None:
    identities.link(desk, town.cast.dsl, Proof("https://id.test", "subject", "token"))


def _unlink(desk: Desk, town: Town) -> None:
    identities.unlink(desk, town.cast.dsl)


@pytest.mark.parametrize(
    ("does", "keys"),
    [
        (_remove, ["factor-added", "factor-added", "factor-removed"]),
        (_restore, ["recovery-begun", "recovery-agreed", "recovered"]),
        (_link, ["account-linked"]),
        (_unlink, ["account-unlinked"]),
        (lambda desk, town: passwords.change(desk, town.cast.dsl, PASSWORD), ["password-changed"]),
    ],
)
def test_who_signs_in_is_told_of_each_change_and_an_e_mail_that_waits_for_no_morning_goes_with_it(
    school: Town, does: Does, keys: list[str]
) -> None:
    with school.office.at_work() as desk:
        does(desk, school)
        words = sorted(one.words for one in school_notices.unread(desk, school.cast.dsl))
        assert words == sorted(ABOUT_ACCESS[key] + school_notices.IF_NOT for key in keys)
        notices = desk.session.scalars(select(Notice.id)).all()
        assert sorted(desk.session.scalars(select(Outgoing.notice_id))) == sorted(notices)
        assert all(is_urgent(key) for key in keys)
        assert school_notices.unread(desk, school.cast.helen) == []


def test_it_stands_on_the_first_page_until_it_is_read(caller: Callable[..., Caller], school: Town) -> None:
    give_passwords(school)
    rosa = caller()
    rosa.enter(school.cast.rosa)
    assert "You were told" not in rosa.get("/report/mine").text
    page = rosa.send("/account/password", password_now="correct horse battery", password=PASSWORD)
    assert page.status == 303
    shown = rosa.get("/report/mine")
    assert (
        "Your password was changed. If you know nothing of it, tell the headteacher or the chair at once" in shown.text
    )
    assert rosa.post("/post/read", shown.form()).status == 303
    assert "You were told" not in rosa.get("/report/mine").text
