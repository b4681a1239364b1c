"""The pages of evidence in a browser without a screen: the question first, then the item, then an inert download."""

from __future__ import annotations

import io
import re
import resource
import tempfile
from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread
from typing import Any

import pytest
from casework.town import Town
from databases import on_one_engine
from evidence.exhibits import PNG, add, entries, lying, tell, wrong
from inspection.corpus import HOSTILE, HTML, PROGRAM, acting, jpeg, pdf, png, program
from web.pages import Page, Visitor, counted
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from caseflow.casework import journal, schools
from caseflow.casework.people import Someone
from caseflow.web import evidence_adding, report_files

pytestmark = pytest.mark.slow

Browse = Callable[[Someone | None], Visitor]
TYPED = {
    "item_kind": "file",
    "item_what": "Screenshot, typed with care",
    "item_supplied_by": "Rosa Lind",
    "item_received-day": "15",
    "item_received-month": "1",
    "item_received-year": "2027",
    "item_came_by": "reporter",
}
LINK = {**TYPED, "item_kind": "link", "item_where": "On a public page."}
READS = 12


def at(reference: str, tail: str = "") -> str:
    return f"/cases/{reference}/evidence/{tail}"


def answer(visitor: Visitor, reference: str, said: str = "no") -> Page:
    return visitor.send(at(reference, "add"), item_picture=said)


def upload(
    visitor: Visitor, reference: str, data: bytes = PNG, name: str = "post.png", *, gate: bool = True, **typed: Any
) -> Page:
    """Answer “No”, fill the form and send it with a file."""
    if gate:
        assert answer(visitor, reference).answer.location == at(reference, "add/item")
    fields = {**visitor.get(at(reference, "add/item")).form(), **TYPED, **typed}
    return send(visitor, at(reference, "add/item"), fields, data, name)


def send(visitor: Visitor, address: str, fields: dict[str, Any], data: bytes, name: str) -> Page:
    boundary, body = encode_multipart({**fields, "item_file": FileStorage(io.BytesIO(data), filename=name)})
    kind = f'multipart/form-data; boundary="{boundary}"'
    return Page(visitor.client.post(address, data=body, content_type=kind))


def download(visitor: Visitor, reference: str, number: int = 1) -> Any:
    return visitor.client.get(at(reference, f"{number}/file"))


def test_an_item_is_added_read_and_downloaded(browse: Browse, school: Town):
    reference = school.report()
    helen = browse(school.cast.helen)
    assert "No evidence has been added" in helen.get(f"/cases/{reference}").text
    sent = upload(helen, reference, item_account="@trip", item_address="https://x.test/p/1")
    assert (sent.status, sent.answer.location) == (303, at(reference, "1"))
    page = helen.get(at(reference, "1"))
    assert "E1 is added to the evidence" in page.text
    for words in ("Screenshot, typed with care", "Rosa Lind", "@trip", "https://x.test/p/1", "Not scanned", "post.png"):
        assert words in page.text, words
    assert not page.soup.find("a", href=re.compile("x.test")), "an address is text, and leads nowhere"
    assert not page.soup.select("img, embed, object, iframe"), "nothing of it is shown"
    assert "File opened by Nobody" in page.text
    assert download(helen, reference).data == PNG
    assert "Helen Marsh, 15 January 2027" in helen.get(at(reference, "1")).text
    for address in (f"/cases/{reference}", at(reference)):
        table = helen.get(address).text
        assert "E1. Screenshot, typed with care" in table
        assert entries(school, reference, "evidence_added")[0]["given_file"]["sha256"][:8] in table


@pytest.mark.parametrize(
    ("data", "name", "ending"),
    [(PNG, "a.png", "png"), (pdf(), "a.pdf", "pdf"), (b"<3 he said", "a.txt", "txt"), (jpeg(), "a.JPEG", "jpg")],
)
def test_a_download_is_inert_and_its_name_is_nobodys_choice(
    browse: Browse, school: Town, data: bytes, name: str, ending: str
):
    reference = school.report()
    helen = browse(school.cast.helen)
    assert upload(helen, reference, data, name).status == 303
    got = download(helen, reference)
    assert got.data == data
    assert got.headers["Content-Type"] == "application/octet-stream"
    assert re.fullmatch(rf'attachment; filename="E1-[0-9a-f]{{8}}\.{ending}"', got.headers["Content-Disposition"])
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert got.headers["Cache-Control"] == "no-store"
    assert int(got.headers["Content-Length"]) == len(data)
    assert got.headers.getlist("Content-Type") == ["application/octet-stream"]
    head = helen.client.head(at(reference, "1/file"))
    assert (head.status_code, head.data) == (200, b"")
    assert len([one for one in entries(school, reference, "read") if one.get("opened")]) == 2


def test_the_opening_is_durable_before_the_first_byte_leaves(browse: Browse, school: Town):
    reference = school.report()
    add(school, reference)
    with browse(school.cast.helen).client.get(at(reference, "1/file"), buffered=False) as got:
        assert len([one for one in entries(school, reference, "read") if one.get("opened")]) == 1
        assert b"".join(got.response) == PNG


def test_no_page_has_a_file_control_before_the_answer_no(browse: Browse, school: Town):
    reference = school.report()
    helen = browse(school.cast.helen)
    assert not helen.get(at(reference, "add")).soup.select("input[type=file]")
    assert helen.get(at(reference, "add/item")).answer.location == at(reference, "add")
    assert helen.get(at(reference, "add/where")).answer.location == at(reference, "add")
    assert helen.get(at(reference, "add/stop")).answer.location == at(reference, "add")
    page = helen.post(at(reference, "add"), helen.get(at(reference, "add")).form())
    assert page.status == 422
    assert page.errors == ["Select whether it could show nudity or sexual content of anyone under 18"]
    fields = {**helen.get(at(reference, "add")).form(), **TYPED}
    sent = send(helen, at(reference, "add/item"), fields, PNG, "post.png")
    assert sent.answer.location == at(reference, "add"), "a file sent past the question"
    assert lying(school) == []
    answer(helen, reference)
    assert helen.get(at(reference, "add/item")).soup.select("input[type=file]")
    other = school.report()
    assert helen.get(at(other, "add/item")).answer.location == at(other, "add"), "it was asked of another case"


@pytest.mark.parametrize("said", ["yes", "unsure"])
def test_yes_and_not_sure_lead_to_the_stop_and_to_words_only(browse: Browse, school: Town, said: str):
    reference = school.report()
    helen = browse(school.cast.helen)
    assert answer(helen, reference, said).answer.location == at(reference, "add/stop")
    (told,) = entries(school, reference, "picture_answered")
    assert told["answer"] == said
    assert "about to add evidence" in helen.get(f"/cases/{reference}").text
    page = helen.get(at(reference, "add/stop"))
    for words in ("Do not look at it", "copy it", "print it", "save it", "send it on", "Do not delete it", "999", "101",
                  "designated safeguarding lead, Dora Sewell", "LADO", "Internet Watch Foundation"):  # fmt: skip
        assert words in page.text, words
    assert helen.get(at(reference, "add/item")).answer.location == at(reference, "add")
    page = helen.get(at(reference, "add/where"))
    assert not page.soup.select("input[type=file], form[enctype], [name^=item_captured], [name=item_device]")
    assert "A file" not in page.text
    fields = {**page.form(), **LINK, "item_account": "@trip"}
    sent = send(helen, at(reference, "add/where"), fields, PNG, "post.png")
    assert sent.answer.location == at(reference, "1")
    assert lying(school) == [], "a file sent to a page that takes none goes nowhere"
    page = helen.get(at(reference, "1"))
    assert "On a public page." in page.text
    assert "Only that it exists, and where, is recorded here" in page.text
    assert "Download" not in page.text
    assert download(helen, reference).status_code == 404
    assert answer(helen, reference).answer.location == at(reference, "add/item")
    page = helen.get(at(reference, "add/item"))
    assert not page.soup.select("input[type=file]"), "the case takes no file any more"
    assert "No file can be added here" in page.text


def test_a_case_whose_report_said_yes_takes_a_file_only_after_advice(browse: Browse, school: Town):
    reference = school.report(image_gate="yes")
    helen = browse(school.cast.helen)
    assert "this case takes no files" in helen.get(at(reference)).text
    answer(helen, reference)
    page = helen.get(at(reference, "add/item"))
    assert not page.soup.select("input[type=file]")
    sent = send(helen, at(reference, "add/item"), {**page.form(), **TYPED}, PNG, "post.png")
    assert sent.status == 409
    assert "The report says" in sent.errors[0]
    assert lying(school) == []
    link = helen.get(at(reference)).soup.find("a", string="Record what the police advise about the picture")
    advice = {"picture_advised_by": "PC Bell", "picture_advice": "It is a beach.", "image_gate": "no",
              "picture_advised_at-day": "15", "picture_advised_at-month": "1", "picture_advised_at-year": "2027",
              "picture_advised_at-time": "16:00"}  # fmt: skip
    assert helen.send(str(link["href"]), **advice).status == 303
    assert upload(helen, reference).status == 303


WRONG = [
    (HTML, "a.png", "is named as a PNG file, but is something else"),
    (PROGRAM, "a.exe", "must be a PDF, JPEG, PNG or WebP file, or plain text"),
    (png()[:-20], "a.png", "damaged or not complete"),
    (HTML, "a.txt", "web page"),
    (pdf(pages=201), "a.pdf", "200 pages or fewer"),
    (b"x" * 2_100_000, "a.txt", "must be smaller than 2MB"),
]


@pytest.mark.parametrize(("data", "name", "words"), WRONG, ids=[one[2] for one in WRONG])
def test_a_file_that_is_not_taken_is_said_so_and_loses_nothing_typed(
    browse: Browse, school: Town, data: bytes, name: str, words: str
):
    reference = school.report()
    with school.office.at_work() as desk:
        schools.set_setting(desk, school.id, "evidence.file_megabytes", "2", date(2027, 1, 1), school.cast.helen.id)
    page = upload(browse(school.cast.helen), reference, data, name, item_account="@kept", item_audience="group")
    assert page.status == 422
    assert any(words in line for line in page.errors), page.errors
    assert [link["href"] for link in page.soup.select(".govuk-error-summary__list a")] == ["#item_file"]
    assert page.soup.select_one("#item_file-error")
    shown = page.form()
    for key, value in {**TYPED, "item_account": "@kept", "item_audience": "group"}.items():
        assert shown[key] in (value, [value]), key
    assert lying(school) == []


def test_other_mistakes_lose_nothing_typed_either_and_ask_for_the_file_again(browse: Browse, school: Town):
    reference = school.report()
    helen = browse(school.cast.helen)
    page = upload(helen, reference, item_supplied_by=" ", item_address="https://kept.test")
    assert page.status == 422
    assert [str(link["href"]) for link in page.soup.select(".govuk-error-summary__list a")] == [
        "#item_supplied_by", "#item_file"]  # fmt: skip
    assert "Select the file again" in page.errors[1]
    assert page.form()["item_address"] == "https://kept.test"
    assert lying(school) == []
    sent = send(helen, at(reference, "add/item"), {**page.form(), "item_supplied_by": "Rosa Lind"}, PNG, "post.png")
    assert sent.status == 303
    page = upload(helen, reference, b"", "")
    assert page.errors == ["Select a file"]
    page = upload(helen, reference, gate=False, **LINK)
    assert page.errors[0] == "You added a file: select “A file”, or take the file away"


def test_a_file_far_too_large_is_let_fall_and_a_form_beyond_all_measure_refused(browse: Browse, school: Town):
    reference = school.report()
    helen = browse(school.cast.helen)
    page = upload(helen, reference, bytes(40_000_000), "a.txt")
    assert page.errors == ["The selected file must be smaller than 15MB"]
    assert page.form()["item_what"] == TYPED["item_what"]
    assert upload(helen, reference, bytes(61_000_000), "a.txt", gate=False).status == 413
    assert lying(school) == []


def test_the_same_form_sent_twice_is_one_item(browse: Browse, school: Town):
    reference = school.report()
    helen = browse(school.cast.helen)
    answer(helen, reference)
    fields = {**helen.get(at(reference, "add/item")).form(), **TYPED}
    first = send(helen, at(reference, "add/item"), fields, PNG, "post.png")
    answer(helen, reference)
    second = send(helen, at(reference, "add/item"), fields, PNG, "post.png")
    assert first.answer.location == second.answer.location == at(reference, "1")
    assert len(lying(school)) == 2
    assert len(entries(school, reference, "evidence_added")) == 1


def test_the_question_is_asked_of_each_item_anew(browse: Browse, school: Town):
    reference = school.report()
    helen = browse(school.cast.helen)
    assert upload(helen, reference).status == 303
    assert helen.get(at(reference, "add/item")).answer.location == at(reference, "add")


def test_a_form_that_is_not_ours_is_refused_before_anything_is_kept(browse: Browse, school: Town):
    reference = school.report()
    helen, rosa = browse(school.cast.helen), browse(school.cast.rosa)
    answer(helen, reference)
    draft = rosa.post("/report/", {"csrf_token": rosa.get("/report/").form()["csrf_token"]}).answer.location
    picture = f"{draft}/picture"
    rosa.send(picture, image_gate="no", do="continue")
    for visitor, address, fields in (
        (helen, at(reference, "add/item"), TYPED),
        (rosa, f"{draft}/evidence/file", {"file_what": "W", "file_how": "H"}),
    ):
        for token in ({}, {"csrf_token": "x"}):
            sent = visitor.client.post(address, data={**fields, **token, "item_file": (io.BytesIO(PNG), "post.png")})
            assert sent.status_code == 400, address
        stranger = {"Sec-Fetch-Site": "cross-site"}
        sent = visitor.client.post(address, data={**visitor.get(address).form(), **fields}, headers=stranger)
        assert sent.status_code == 400
    assert lying(school) == []
    assert entries(school, reference, "evidence_added") == []


def test_just_the_two_pages_that_take_a_file_look_after_their_forms_themselves(app):
    exempt = app.extensions["csrf"]._exempt_views
    assert exempt == {f"{view.__module__}.{view.__name__}" for view in (evidence_adding.item, report_files.add)}
    assert app.extensions["csrf"]._exempt_blueprints == set()


def test_a_file_sent_to_any_other_page_goes_nowhere(app, browse: Browse, school: Town, monkeypatch: pytest.MonkeyPatch):
    """The library would lay it on the disk in the plain."""
    reference = school.report()
    helen = browse(school.cast.helen)

    def never(*_args: object, **_said: object) -> None:
        raise AssertionError("a temporary file")

    for name in ("TemporaryFile", "SpooledTemporaryFile", "NamedTemporaryFile"):
        monkeypatch.setattr(tempfile, name, never)
    form = helen.get(f"/cases/{reference}/do/add-note").form()
    note = {"note_kind": "note", "note_basis": "fact", "note": "Remembered.", "note_at-day": "15",
            "note_at-month": "1", "note_at-year": "2027", "note_at-time": "16:00"}  # fmt: skip
    sent = send(helen, f"/cases/{reference}/do/add-note", {**form, **note}, bytes(900_000), "a.png")
    assert sent.status == 303
    assert upload(helen, reference, b"x" * 900_000, "a.txt").status == 303
    assert len(lying(school)) == 1


def test_only_one_file_of_a_form_is_taken(browse: Browse, school: Town):
    reference = school.report()
    helen = browse(school.cast.helen)
    answer(helen, reference)
    fields = {**helen.get(at(reference, "add/item")).form(), **TYPED}
    files = [(io.BytesIO(PNG), "first.png"), (io.BytesIO(pdf()), "second.pdf")]
    sent = helen.client.post(at(reference, "add/item"), data={**fields, "item_file": files})
    assert sent.status_code == 303
    assert download(helen, reference).data == PNG
    assert len(lying(school)) == 2


def test_more_files_than_an_hour_allows_are_refused_whatever_became_of_them(browse: Browse, school: Town):
    reference = school.report()
    helen = browse(school.cast.helen)
    for number in range(10):
        page = upload(helen, reference, HTML if number % 2 else PNG)
        assert page.status == (422 if number % 2 else 303), page.errors
    page = upload(helen, reference)
    assert page.status == 409
    assert "10 files within the hour" in page.errors[0]
    school.clock.forward(minutes=61)
    assert upload(helen, reference, gate=False).status == 303


def test_many_who_add_at_once_all_add(browse: Browse, school: Town):
    """Somebody else's entry in between costs nobody the file they sent."""
    reference = school.at("investigation")
    people = (school.cast.helen, school.cast.ian, school.cast.helen)
    visitors = [browse(one) for one in people]
    forms = []
    for visitor in visitors:
        answer(visitor, reference)
        forms.append({**visitor.get(at(reference, "add/item")).form(), **TYPED})
    start, found = Barrier(len(people)), []

    def act(visitor: Visitor, fields: dict[str, Any]) -> None:
        start.wait()
        found.append(send(visitor, at(reference, "add/item"), fields, PNG, "post.png").answer.location)

    threads = [Thread(target=act, args=pair) for pair in zip(visitors, forms, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [at(reference, str(number)) for number in (1, 2, 3)]
    assert len(lying(school)) == 6
    assert wrong(school) == []


TAILS = ("", "add", "add/stop", "add/item", "add/where", "1", "1/file", "9", "9/file")


def test_whoever_may_not_read_the_case_is_told_what_they_are_told_of_no_case(browse: Browse, school: Town):
    reference = school.at("hearing-set")
    add(school, reference)
    able = {"Helen Marsh", "Ian Ogden"}
    for someone in school.cast.everyone():
        visitor = browse(someone)
        for tail in TAILS:
            got = visitor.client.get(at(reference, tail))
            assert got.data is not None
            if someone.name in able:
                expected = {"": 200, "add": 200, "1": 200, "1/file": 200, "9": 404, "9/file": 404}.get(tail, 303)
                assert got.status_code == expected, (someone.name, tail)
                continue
            none = visitor.client.get(at("CF-00000-00000", tail))
            assert got.status_code == none.status_code == 404, (someone.name, tail)
            assert _bare(got) == _bare(none), (someone.name, tail)
        if someone.name not in able:
            token = {"csrf_token": _token(visitor)}
            for tail in ("1/illegal", "add", "add/item", "add/where"):
                assert visitor.client.post(at(reference, tail), data=token).status_code == 404, (someone.name, tail)
    assert entries(school, reference, "evidence_frozen") == []
    hearer = browse(school.cast.governors[0])
    hearer.send(f"/escalations/{reference}/read")
    page = hearer.get(f"/cases/{reference}")
    assert page.status == 200
    assert "Evidence" not in page.text
    assert "Screenshot of the post" not in page.text


def test_the_number_of_an_item_leads_nowhere_in_another_case(browse: Browse, school: Town):
    first, second = school.report(), school.report()
    add(school, first)
    helen = browse(school.cast.helen)
    for tail in ("1", "1/file"):
        assert helen.get(at(first, tail) if tail == "1" else at(first)).status == 200
        assert helen.client.get(at(second, tail)).status_code == 404
    token = {"csrf_token": _token(helen)}
    assert helen.client.post(at(second, "1/illegal"), data=token).status_code == 404
    for number in ("0", "-1", "1.0", "01x", "99999999999999999999"):
        assert helen.client.get(at(first, f"{number}/file")).status_code == 404, number


def test_what_may_be_illegal_is_frozen_by_one_press(browse: Browse, school: Town):
    reference = school.report()
    add(school, reference)
    helen = browse(school.cast.helen)
    assert download(helen, reference).data == PNG
    page = helen.get(at(reference, "1"))
    press = page.soup.find("button", string="This may be illegal").find_parent("form")
    sent = helen.post(str(press["action"]), {"csrf_token": press.select_one("input[name=csrf_token]")["value"]})
    assert sent.answer.location == at(reference, "1")
    page = helen.get(at(reference, "1"))
    for words in ("Frozen on 15 January 2027", "What to say to the police", "We have deleted nothing", "101",
                  "opened before that 1 time;", "Helen Marsh, 15 January 2027"):  # fmt: skip
        assert words in page.text, words
    for gone in ("Download", "Fingerprint", "This may be illegal", "post.png"):
        assert gone not in page.text.replace("it may be illegal", ""), gone
    sha = entries(school, reference, "evidence_added")[0]["given_file"]["sha256"]
    assert sha not in str(page.soup)
    assert sha[:8] not in str(helen.get(at(reference)).soup)
    refused = download(helen, reference)
    assert refused.status_code == 409
    assert b"PNG" not in refused.data
    table = helen.get(at(reference)).text
    assert "Frozen nobody" in table
    assert "E1 may be illegal" in table
    assert helen.get(at(reference, "1/illegal")).status == 404, "nothing moves on GET"


def test_a_file_altered_on_the_disk_is_not_handed_out(browse: Browse, school: Town):
    reference = school.report()
    add(school, reference, data=b"He wrote.", name="a.txt")
    (path,) = lying(school)
    sealed = path.read_bytes()
    path.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))
    got = download(browse(school.cast.helen), reference)
    assert got.status_code == 409
    assert "is missing, or is not the one that was added" in got.get_data(as_text=True)
    assert [one for one in entries(school, reference, "read") if one.get("opened")] == []


def test_what_could_act_in_a_document_is_said_on_its_card(browse: Browse, school: Town):
    reference = school.report()
    helen = browse(school.cast.helen)
    assert upload(helen, reference, acting(program()), "form.pdf").status == 303
    assert "It holds a program (JavaScript)" in helen.get(at(reference, "1")).text


def test_words_of_strangers_are_only_words(browse: Browse, school: Town):
    reference = school.report()
    helen = browse(school.cast.helen)
    name = "<img src=x onerror=alert(1)>\u202e.png"
    assert upload(helen, reference, PNG, name, item_what="<b>{{ 7*7 }}</b>").status == 303
    page = helen.get(at(reference, "1"))
    assert "<b>{{ 7*7 }}</b>" in page.text
    assert not page.soup.select("main b, main script, main img")


def test_a_correction_and_what_it_corrects_point_at_each_other(browse: Browse, school: Town):
    reference = school.report()
    add(school, reference)
    helen = browse(school.cast.helen)
    link = helen.get(at(reference, "1")).soup.find("a", string="Correct something in E1")
    page = helen.get(str(link["href"]))
    assert page.form()["note_kind"] == ["correction"]
    number = int(page.form()["note_corrects"])
    note = {"note_basis": "fact", "note": "It was on the 13th.", "note_at-day": "15", "note_at-month": "1",
            "note_at-year": "2027", "note_at-time": "16:00"}  # fmt: skip
    assert helen.send(str(link["href"]), **{**note, "note_corrects": "99"}).errors == [
        "There is no entry 99 in the timeline that could be corrected."]  # fmt: skip
    assert helen.send(str(link["href"]), **note).status == 303
    page = helen.get(f"/cases/{reference}")
    with school.office.at_work() as desk:
        correction = journal.read(desk, school.file(reference, desk).scope, event="transition")[-1].number
    assert f"Corrected by entry {correction}" in page.soup.select_one(f"#entry-{number}").get_text()
    assert f"Corrects entry {number}" in page.soup.select_one(f"#entry-{correction}").get_text()
    assert page.soup.select_one(f"#entry-{number} a[href='{at(reference, '1')}']")
    assert "It was on the 13th." in helen.get(at(reference, "1")).text


def test_the_pages_cost_the_same_for_one_item_and_for_many(browse: Browse, school: Town):
    reference = school.report()
    helen = browse(school.cast.helen)
    add(school, reference)
    costs: dict[str, list[int]] = {}
    for more in (0, 8):
        for _ in range(more):
            tell(school, reference)
        for tail in ("", "1", "1/file", "add"):
            assert helen.client.get(at(reference, tail)).data
            with counted(school) as sent:
                assert helen.client.get(at(reference, tail)).data
            costs.setdefault(tail, []).append(len([one for one in sent if one.lstrip().startswith("SELECT")]))
    assert all(first == second <= READS for first, second in costs.values()), costs


@on_one_engine
@pytest.mark.slow
def test_hostile_files_change_nothing_and_cost_the_server_nothing(browse: Browse, school: Town):
    """A whole evening of them, past the question, against one server."""
    reference = school.report()
    helen = browse(school.cast.helen)
    before, refused, kept = _memory(), 0, 0
    for one in HOSTILE:
        school.clock.forward(minutes=61)
        if kept >= 18:
            reference, kept = school.report(), 0
        page = upload(helen, reference, one.data(), one.name)
        assert page.status == (422 if one.why else 303), (one.what, page.status, page.errors)
        refused += page.status == 422
        kept += page.status == 303
    assert refused == len([one for one in HOSTILE if one.why])
    assert wrong(school) == []
    assert _memory() - before < 150_000, "kilobytes: the tests themselves hold what they send"


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _token(visitor: Visitor) -> str:
    return str(visitor.get("/accessibility").soup.select_one("input[name=csrf_token]")["value"])


def _bare(answer: Any) -> str:
    return re.sub(r'name="csrf_token" value="[^"]+"', "", answer.get_data(as_text=True))
