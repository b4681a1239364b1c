"""Files in the report journey: after “No” only, one at a time, with what they are; and in the case when it is sent."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from casework.town import Town
from evidence.exhibits import PNG, entries, lying, opened, wrong
from evidence.test_evidence_pages import send as posted
from inspection.corpus import HTML, pdf
from report.walks import Walk
from web.pages import Page, Visitor

from caseflow.casework.people import Someone

pytestmark = pytest.mark.slow

Browse = Callable[[Someone | None], Visitor]
SAID = {"file_what": "The post", "file_how": "I took a screenshot on my own telephone."}


@pytest.fixture
def rosa(browse: Browse, school: Town) -> Walk:
    return Walk(browse(school.cast.rosa), school.cast.rosa)


def send(walk: Walk, data: bytes = PNG, name: str = "post.png", **said: str) -> Page:
    address = walk.at("evidence/file")
    fields = {**walk.visitor.get(address).form(), **SAID, **said}
    return posted(walk.visitor, address, fields, data, name)


def test_a_report_with_two_files_becomes_a_case_with_two_items(rosa: Walk, school: Town):
    rosa.to("evidence")
    sent = rosa.say("evidence", do="file", evidence=["screenshot"])
    assert rosa.follow(sent) == rosa.at("evidence/file")
    assert rosa.follow(send(rosa)) == rosa.at("evidence")
    letter = pdf()
    school.clock.forward(minutes=1)
    assert rosa.follow(send(rosa, letter, "letter.pdf", file_what="A letter")) == rosa.at("evidence")
    page = rosa.visitor.get(rosa.at("evidence"))
    for words in ("The post", "post.png", "A letter", "letter.pdf", SAID["file_how"], "Add another file"):
        assert words in page.text, words
    assert page.soup.select_one("input[value=screenshot]").has_attr("checked"), "what was ticked is kept"
    reference = rosa.whole().rpartition("/")[2]
    assert opened(school, reference, 1) == PNG
    assert opened(school, reference, 2) == letter
    first, second = entries(school, reference, "evidence_added")
    assert first["sentence"] == "Rosa Lind added E1 to the evidence"
    assert (first["card"]["item_what"], second["card"]["item_what"]) == ("The post", "A letter")
    assert first["card"]["item_came_by_more"] == SAID["file_how"]
    assert first["with_report"] is True
    assert wrong(school) == []


def test_the_check_page_shows_what_goes_with_the_report(rosa: Walk, school: Town):
    rosa.to("evidence")
    send(rosa)
    rosa.to("check")
    page = rosa.visitor.get(rosa.at("check"))
    assert "Files that go with it" in page.text
    assert "post.png" in page.text


def test_there_is_no_way_to_a_file_control_before_the_answer_no(rosa: Walk, school: Town):
    rosa.begin()
    assert rosa.follow(rosa.visitor.get(rosa.at("evidence/file"))) == rosa.at("picture")
    token = rosa.visitor.get(rosa.at("picture")).form()["csrf_token"]
    sent = rosa.visitor.client.post(
        rosa.at("evidence/file"), data={**SAID, "csrf_token": token, "item_file": (io.BytesIO(PNG), "post.png")}
    )
    assert sent.status_code == 303
    assert lying(school) == []


@pytest.mark.parametrize("answer", ["yes", "unsure"])
def test_after_yes_or_not_sure_no_page_offers_one_and_none_is_taken(rosa: Walk, school: Town, answer: str):
    rosa.to("evidence", picture={"image_gate": answer})
    page = rosa.visitor.get(rosa.at("evidence"))
    assert "takes no files" in page.text
    assert not page.soup.select("input[type=file], button[value=file]")
    assert rosa.follow(rosa.visitor.get(rosa.at("evidence/file"))) == rosa.at("evidence")
    sent = rosa.visitor.client.post(
        rosa.at("evidence/file"),
        data={**SAID, "csrf_token": page.form()["csrf_token"], "item_file": (io.BytesIO(PNG), "post.png")},
    )
    assert sent.status_code == 303
    assert lying(school) == []


def test_who_changes_the_answer_finds_the_files_locked(rosa: Walk, school: Town):
    rosa.to("evidence")
    send(rosa)
    rosa.visitor.send(rosa.at("picture"), image_gate="unsure", do="continue")
    page = rosa.visitor.get(rosa.at("evidence"))
    assert "The file you added is locked" in page.text
    assert not page.soup.find("button", string=lambda words: words and "Remove" in words)
    page = rosa.visitor.get(rosa.at("check")) if rosa.to("check", picture={"image_gate": "unsure"}) else None
    assert "locked" in page.text
    reference = str(rosa.send().answer.location).rpartition("/")[2]
    (said,) = entries(school, reference, "evidence_added")
    assert said["frozen"] is True


def test_a_file_may_be_taken_out_again(rosa: Walk, school: Town):
    rosa.to("evidence")
    send(rosa)
    page = rosa.visitor.get(rosa.at("evidence"))
    (form,) = (one for one in page.soup.select("form") if "/remove" in str(one.get("action")))
    token = {"csrf_token": form.select_one("input[name=csrf_token]")["value"]}
    assert rosa.visitor.client.get(str(form["action"])).status_code == 404, "nothing moves on GET"
    assert rosa.follow(rosa.visitor.post(str(form["action"]), token)) == rosa.at("evidence")
    assert lying(school) == []
    assert rosa.visitor.client.post(str(form["action"]), data=token).status_code == 404


@pytest.mark.parametrize(
    ("data", "name", "said", "errors"),
    [
        (HTML, "a.png", {}, ["The selected file is named as a PNG file, but is something else. "
                             "Add it as it was first saved"]),
        (b"", "", {}, ["Select a file"]),
        (PNG, "a.png", {"file_what": ""}, ["Select the file again. It was not kept, because something else has to be "
                                           "put right first", "Enter what this is"]),
        (b"x" * 15_000_001, "a.txt", {}, ["The selected file must be smaller than 15MB"]),
    ],
)  # fmt: skip
def test_mistakes_are_said_beside_their_field_and_lose_nothing(
    rosa: Walk, school: Town, data: bytes, name: str, said: dict[str, str], errors: list[str]
):
    rosa.to("evidence")
    page = send(rosa, data, name, **said)
    assert page.status == 422
    assert page.errors == errors
    assert page.form()["file_how"] == SAID["file_how"]
    assert lying(school) == []


def test_a_draft_takes_no_more_than_a_case_would(rosa: Walk, school: Town):
    rosa.to("evidence")
    for number in range(20):
        if number == 10:
            school.clock.forward(minutes=61)
        assert send(rosa, b"He wrote.", f"{number}.txt").status == 303
    page = rosa.visitor.get(rosa.at("evidence/file"))
    assert page.status == 409
    assert "20 files already" in page.text


def test_nobody_else_comes_near_the_files_of_a_draft(rosa: Walk, school: Town, browse: Browse):
    rosa.to("evidence")
    send(rosa)
    for someone in (school.cast.helen, school.cast.quentin, school.cast.it):
        visitor = browse(someone)
        assert visitor.get(rosa.at("evidence/file")).status == 404
        token = visitor.get("/accessibility").soup.select_one("input[name=csrf_token]")["value"]
        data = {**SAID, "csrf_token": token, "item_file": (io.BytesIO(PNG), "post.png")}
        assert visitor.client.post(rosa.at("evidence/file"), data=data).status_code == 404
    assert len(lying(school)) == 2
