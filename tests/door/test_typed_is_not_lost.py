"""What was typed when the session ended comes back to whoever typed it, on its page, and is never sent by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from casework.test_canary import hits
from casework.town import Hands, Town
from door.keys import Caller
from sqlalchemy import select

from caseflow.records import KeptForm

Call = Callable[..., Caller]
NOTE = {
    "note_kind": "call",
    "note_at-day": "15",
    "note_at-month": "1",
    "note_at-year": "2027",
    "note_at-time": "3pm",
    "note_basis": "fact",
    "note": "She rang about the Zanzibar post.",
}


def kept(town: Town) -> int:
    with town.office.store.reading() as session:
        return len(session.scalars(select(KeptForm)).all())


def version(town: Town, reference: str) -> int:
    with town.office.at_work() as desk:
        return town.file(reference, desk).case.version


def late(someone: Caller, address: str, clock: Hands, **typed: str) -> str:
    """Open a page, type for too long, send it, and be asked to sign in."""
    fields = {**someone.get(address).form(), **typed}
    clock.forward(minutes=31)
    answer = someone.post(address, fields)
    assert answer.status == 302
    assert answer.answer.location == "/sign-in"
    return address


def test_a_note_typed_for_too_long_is_given_back_and_not_recorded(caller: Call, school: Town, clock: Hands) -> None:
    reference = school.report()
    helen = caller()
    helen.enter(school.cast.helen)
    address = late(helen, f"/cases/{reference}/do/add-note", clock, **NOTE)
    before = version(school, reference)
    back = helen.back(school.cast.helen)
    assert back.startswith(f"{address}?kept=")
    page = helen.get(back)
    assert page.status == 200
    assert "You were signed out before this was sent." in page.text
    form = page.form()
    assert {name: form[name] for name in NOTE} == {**NOTE, "note_kind": ["call"], "note_basis": ["fact"]}
    assert version(school, reference) == before
    assert helen.post(back, page.form()).status == 303
    assert version(school, reference) == before + 1
    assert kept(school) == 0


def test_a_page_of_a_report_is_given_back_too(caller: Call, school: Town, clock: Hands) -> None:
    rosa = caller()
    rosa.enter(school.cast.rosa)
    draft = rosa.client.post("/report/", data=rosa.get("/report/").form()).location
    address = rosa.client.get(draft).location
    chosen = rosa.get(address).soup.select("main input[type=radio]")[1]
    late(rosa, address, clock, **{chosen["name"]: chosen["value"]})
    back = rosa.back(school.cast.rosa)
    assert back.startswith(address)
    assert chosen["name"] not in rosa.get(address).form()
    assert rosa.get(back).form()[chosen["name"]] == [chosen["value"]]


def test_nobody_else_is_given_it_back(caller: Call, school: Town, clock: Hands) -> None:
    reference = school.report()
    helen, shared = caller(), caller()
    helen.enter(school.cast.helen)
    fields = {**helen.get(f"/cases/{reference}/do/add-note").form(), **NOTE}
    clock.forward(minutes=31)
    helen.post(f"/cases/{reference}/do/add-note", fields)
    assert "kept" not in helen.back(school.cast.carol)
    helen.client.post("/sign-out", data=helen.get("/account/password").form())
    shared.enter(school.cast.helen)
    with school.office.store.reading() as session:
        kept_id = session.scalars(select(KeptForm.id)).one()
    assert "Zanzibar" in shared.get(f"/cases/{reference}/do/add-note?kept={kept_id}").text
    another = school.report()
    assert "Zanzibar" not in shared.get(f"/cases/{another}/do/add-note?kept={kept_id}").text
    other = caller()
    other.enter(school.cast.rosa)
    assert "Zanzibar" not in other.get(f"/report/?kept={kept_id}").text


def test_what_is_kept_is_sealed_and_goes_after_a_day(caller: Call, school: Town, clock: Hands, tmp_path: Path) -> None:
    reference = school.report()
    helen = caller()
    helen.enter(school.cast.helen)
    late(helen, f"/cases/{reference}/do/add-note", clock, **NOTE)
    assert kept(school) == 1
    assert hits(school, tmp_path, {"typed": "Zanzibar"}) == set()
    with school.office.store.reading() as session:
        kept_id = session.scalars(select(KeptForm.id)).one()
    clock.forward(days=1, minutes=1)
    assert "kept" not in helen.back(school.cast.helen)
    assert "Zanzibar" not in helen.get(f"/cases/{reference}/do/add-note?kept={kept_id}").text


def test_nothing_is_kept_of_what_comes_on_a_session_that_somebody_ended(
    caller: Call, school: Town, clock: Hands
) -> None:
    here, there = caller(), caller()
    there.enter(school.cast.rosa)
    fields = there.get("/report/").form()
    here.enter(school.cast.rosa)
    here.client.post("/account/sessions/end-others", data=here.get("/account/password").form())
    assert there.post("/report/", fields).answer.location == "/sign-in"
    assert kept(school) == 0


def test_no_password_is_kept_and_nothing_of_a_stranger(caller: Call, school: Town, clock: Hands) -> None:
    rosa, stranger = caller(), caller()
    rosa.enter(school.cast.rosa)
    late(rosa, "/account/password", clock, password_now="Bandersnatch now", password="Bandersnatch then")
    with school.office.at_work() as desk:
        (row,) = desk.session.scalars(select(KeptForm)).all()
        said = desk.unseal(f"kept:{row.id}", row.sealed, f"kept/{row.id}/{school.cast.rosa.id}")
    assert said["fields"] == []
    token = {"csrf_token": stranger.get("/sign-in").form()["csrf_token"], "note": "x"}
    assert stranger.post("/report/draft/x/check", token).answer.location == "/sign-in"
    assert kept(school) == 1


def test_three_forms_are_kept_for_one_person_and_one_for_one_page(caller: Call, school: Town, clock: Hands) -> None:
    helen = caller()
    for place in range(5):
        reference = school.report()
        helen.enter(school.cast.helen)
        late(helen, f"/cases/{reference}/do/add-note", clock, **NOTE)
        helen.post(f"/cases/{reference}/do/add-note", {})
        assert kept(school) == min(place + 1, 3)
