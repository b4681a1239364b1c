"""Drafts: kept, private, gone when sent, discarded or too old; and unreadable to whoever has only the database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from casework.town import Town
from report.walks import Walk, bare
from sqlalchemy import select
from web.pages import Visitor, app_of

from caseflow.casework import drafts
from caseflow.casework.people import Someone
from caseflow.casework.refusals import NotThere
from caseflow.records import Case, Draft, Record

pytestmark = pytest.mark.slow  # many pages: in the whole test, not in the quick one

Walks = Callable[[Someone], Walk]
CANARY = "zanzibar-marmalade"


def _drafts(school: Town) -> list[Draft]:
    with school.office.store.reading() as session:
        return list(session.scalars(select(Draft)))


def _key_is_there(school: Town, draft_id: str) -> bool:
    return bool(school.office.keyring.keys([drafts.scope(draft_id)]))


def test_a_draft_survives_sign_out_and_a_new_server(walk: Walks, school: Town, tmp_path: Path) -> None:
    rosa = walk(school.cast.rosa)
    rosa.to("account")
    sent = rosa.say("account", do="later", account=CANARY)
    assert rosa.follow(sent) == "/report/mine"
    again = Visitor(app_of(school, str(tmp_path)), school.cast.rosa)
    page = again.get("/report/mine")
    assert "Continue your report" in page.text
    assert "deleted on 15 April 2027" in page.text
    assert again.get(rosa.at("account")).form()["account"] == CANARY


def test_come_back_later_keeps_what_is_there_and_asks_the_rest_again(walk: Walks, school: Town) -> None:
    rosa = walk(school.cast.rosa)
    rosa.to("when")
    sent = rosa.say("when", do="later", found_out_when="yesterday")
    assert sent.status == 303
    again = walk(school.cast.rosa)
    assert again.follow(again.visitor.get(f"/report/draft/{rosa.draft}")) == rosa.at("when")
    assert again.visitor.get(rosa.at("when")).form()["found_out_when"] == ["yesterday"]


def test_there_is_one_draft_at_a_time(walk: Walks, school: Town) -> None:
    rosa = walk(school.cast.rosa)
    rosa.to("danger")
    first = rosa.draft
    fields = {"csrf_token": rosa.visitor.get("/report/draft/" + first + "/danger").form()["csrf_token"]}
    sent = rosa.visitor.post("/report/", fields)
    assert str(sent.answer.location).endswith(first)
    assert "Continue your report" in rosa.visitor.get("/report/").text
    assert len(_drafts(school)) == 1


@pytest.mark.slow
def test_the_draft_of_another_is_not_there(walk: Walks, school: Town) -> None:
    rosa = walk(school.cast.rosa)
    rosa.to("check")
    for someone in (school.cast.helen, school.cast.it, school.cast.quentin, school.cast.carol):
        visitor = walk(someone).visitor
        token = visitor.get("/report/").form()["csrf_token"]
        for tail in ("", "/picture", "/account", "/check", "/discard", "/picture/now"):
            for way in ("get", "post"):
                said = {"data": {"csrf_token": token, "image_gate": "no"}} if way == "post" else {}
                hidden = getattr(visitor.client, way)(f"/report/draft/{rosa.draft}{tail}", **said)
                absent = getattr(visitor.client, way)(f"/report/draft/0000000000000000{tail}", **said)
                assert hidden.status_code == absent.status_code == 404, (someone.name, way, tail)
                assert bare(hidden) == bare(absent)
        for address in ("/", "/cases/", "/report/mine"):
            assert rosa.draft not in visitor.client.get(address, follow_redirects=True).get_data(as_text=True)
    assert rosa.visitor.get(rosa.at("check")).status == 200


def test_sending_takes_the_draft_and_its_key_away(walk: Walks, school: Town) -> None:
    rosa = walk(school.cast.rosa)
    rosa.whole()
    assert _drafts(school) == []
    assert not _key_is_there(school, rosa.draft)
    assert "not sent" not in rosa.visitor.get("/report/mine").text


def test_a_sending_that_fails_keeps_draft_and_key(walk: Walks, school: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    rosa = walk(school.cast.rosa)
    rosa.to("check")
    monkeypatch.setattr("caseflow.web.once.remember", lambda _answer: 1 / 0)
    assert rosa.send().status == 500
    monkeypatch.undo()
    assert _key_is_there(school, rosa.draft)
    with school.office.store.reading() as session:
        assert session.scalars(select(Case)).all() == []
    assert rosa.send().status == 303


def test_an_undone_piece_of_work_destroys_no_key(school: Town) -> None:
    with school.office.at_work() as desk:
        begun = drafts.begin(desk, school.cast.rosa)
    with school.office.at_work() as desk:
        drafts.discard(desk, school.cast.rosa, begun)
        desk.session.rollback()
    assert _key_is_there(school, begun.id)
    with school.office.at_work() as desk:
        assert drafts.find(desk, school.cast.rosa, begun.id).answers == {}


def test_discarding_asks_first_and_then_destroys(walk: Walks, school: Town) -> None:
    rosa = walk(school.cast.rosa)
    rosa.to("danger")
    assert rosa.visitor.get(rosa.at("discard")).status == 200
    assert len(_drafts(school)) == 1, "nothing moves on GET"
    sent = rosa.visitor.send(rosa.at("discard"))
    assert rosa.follow(sent) == "/report/mine"
    assert _drafts(school) == []
    assert not _key_is_there(school, rosa.draft)
    assert rosa.visitor.get(rosa.at("danger")).status == 404


def test_a_draft_goes_after_ninety_days_and_not_before(walk: Walks, school: Town) -> None:
    rosa = walk(school.cast.rosa)
    rosa.to("danger")
    school.clock.forward(days=89)
    again = walk(school.cast.rosa)
    assert "Continue your report" in again.visitor.get("/report/mine").text
    school.clock.forward(days=2)
    somebody = walk(school.cast.ada).visitor
    somebody.get("/report/mine")
    assert _drafts(school) == []
    assert not _key_is_there(school, rosa.draft)


def test_a_draft_whose_key_is_gone_goes_too(school: Town) -> None:
    with school.office.at_work() as desk:
        begun = drafts.begin(desk, school.cast.rosa)
    school.office.keyring.destroy(drafts.scope(begun.id))
    with school.office.at_work() as desk:
        assert drafts.unfinished(desk, school.cast.rosa) is None
    assert _drafts(school) == []


def test_discarding_what_has_gone_is_refused(school: Town) -> None:
    with school.office.at_work() as desk:
        begun = drafts.begin(desk, school.cast.rosa)
        drafts.discard(desk, school.cast.rosa, begun)
        with pytest.raises(NotThere):
            drafts.send(desk, school.cast.rosa, begun, {"subject": "Q", "categories": ["IM-1"], "account": "A",
                                                        "image_gate": "no"})  # fmt: skip


def test_the_words_of_a_draft_are_nowhere_in_the_database(walk: Walks, school: Town, tmp_path: Path) -> None:
    rosa = walk(school.cast.rosa)
    rosa.to("evidence", account={"account": CANARY}, name={"subject": CANARY.upper()})
    with school.office.store.reading() as session:
        for table in Record.metadata.sorted_tables:
            for row in session.execute(select(table)):
                assert CANARY not in repr(row).casefold(), table.name
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    for path in files:
        assert CANARY.encode() not in path.read_bytes().lower(), path.name
