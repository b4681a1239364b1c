"""The pages of letters: filled in, approved, issued and delivered in a browser; and closed to everybody else."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from web.pages import Page, Visitor

import config
from caseflow.app import create_app
from caseflow.casework import letters
from caseflow.web import letters as room
from letters_desk.ashcroft import ADDRESS, PARTICULARS, Ashcroft, flat

pytestmark = pytest.mark.slow

Browse = Callable[[str], Visitor]


@pytest.fixture
def browse(school: Ashcroft, tmp_path: Path) -> Browse:
    app = create_app(config.read({"CASEFLOW_HOME": str(tmp_path)}, demo=True), school.office)
    if "letters" not in app.blueprints:
        app.register_blueprint(room.blueprint)
    return lambda who: Visitor(app, school.cast[who])


@pytest.fixture
def invited(school: Ashcroft) -> Ashcroft:
    school.investigate()
    school.set_hearing()
    return school


def at(school: Ashcroft, number: int, step: str = "") -> str:
    return f"/cases/{school.reference}/letters/{number}" + (f"/{step}" if step else "")


def body(visitor: Visitor, address: str) -> str:
    """A page without the token that differs each time."""
    return re.sub(r'name="csrf_token" value="[^"]+"', "", visitor.get(address).answer.get_data(as_text=True))


def test_a_letter_is_written_in_the_browser_from_due_to_delivered(browse: Browse, invited: Ashcroft) -> None:
    head, number = browse("head"), invited.letter("L9")
    assert "Invitation to a disciplinary hearing" in head.get(f"/cases/{invited.reference}/letters/").text
    page = head.get(at(invited, number))
    assert "What it still lacks" in page.text
    assert page.soup.select_one("mark.cf-paper__blank")
    typed = {"recipient_address": ADDRESS, "contact_for_questions": "Mrs Cole", "arrangements": "Ask <b>us</b>."}
    typed["particulars"] = PARTICULARS
    assert head.send(at(invited, number, "fill"), **typed).status == 303
    page = head.get(at(invited, number))
    assert "What it still lacks" not in page.text
    assert "Ask <b>us</b>." in page.text
    assert head.client.get(at(invited, number, "draft")).data.startswith(b"%PDF")
    assert head.send(at(invited, number, "approve")).status == 303
    assert head.send(at(invited, number, "issue")).status == 303
    answer = head.client.get(at(invited, number, "pdf"))
    assert "Ask <b>us</b>." in flat(answer.data)
    assert "Mrs Jane Okafor Headteacher" in flat(answer.data)
    moment = {"delivered_at-day": "12", "delivered_at-month": "1", "delivered_at-year": "2027"}
    assert head.send(at(invited, number, "copy"), copy_for="The file").status == 303
    invited.later(hours=1)
    typed = {"delivered_how": "hand", **moment, "delivered_at-time": "11:15am", "delivered_by": "Mrs Cole"}
    assert head.send(at(invited, number, "deliver"), **typed).status == 303
    page = head.get(at(invited, number))
    assert "By hand, 12 January 2027 at 11:15am, Mrs Cole" in page.text
    assert invited.status(number) == "delivered"


def test_a_letter_is_a_download_whose_name_says_nothing(browse: Browse, school: Ashcroft) -> None:
    number, head = school.letter("L1"), browse("head")
    assert head.get(at(school, number, "pdf")).status == 404
    head.send(at(school, number, "fill"), contact_for_questions="Mrs Cole")
    draft = head.client.get(at(school, number, "draft"))
    assert "DRAFT" in flat(draft.data)
    school.issue(number)
    answer = head.client.get(at(school, number, "pdf"))
    assert answer.mimetype == "application/pdf"
    assert re.fullmatch(r'attachment; filename="letter-[0-9a-f]{10}\.pdf"', answer.headers["Content-Disposition"])
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.data == school.pdf(number)
    assert "DRAFT" not in flat(answer.data)
    read = [entry.said["what"] for entry in school.entries("read")]
    assert [one for one in read if " of letter " in one] == [f"draft of letter {number}", f"PDF of letter {number}"]


def test_nothing_moves_on_get(browse: Browse, invited: Ashcroft) -> None:
    head, number = browse("head"), invited.letter("L9")
    seen = invited.at_work("head", lambda file, _: file.case.version)
    for step in ("", "fill", "approve", "issue", "copy", "deliver", "withdraw", "replace"):
        assert head.get(at(invited, number, step)).status == 200, step
    assert invited.at_work("head", lambda file, _: file.case.version) == seen
    assert len(invited.entries("read")) == 8


@pytest.mark.parametrize("who", ["subject", "reporter", "chair", "panel1", "other"])
def test_for_others_there_are_no_letters(browse: Browse, invited: Ashcroft, who: str) -> None:
    visitor = browse(who)
    nothing = body(visitor, "/cases/CF-00000-00000/letters/")
    for step in ("", "fill", "draft", "pdf", "approve", "issue", "copy", "deliver", "withdraw", "replace"):
        assert visitor.get(at(invited, 1, step)).status == 404
        assert body(visitor, at(invited, 1, step)) == nothing
    assert body(visitor, f"/cases/{invited.reference}/letters/") == nothing


def test_who_only_reads_may_not_write(browse: Browse, invited: Ashcroft) -> None:
    officer, number = browse("officer"), invited.letter("L9")
    page = officer.get(at(invited, number))
    assert page.status == 200
    assert not page.soup.select("main form, main .govuk-task-list")
    for step in ("fill", "approve", "issue", "copy", "deliver", "withdraw", "replace"):
        assert officer.get(at(invited, number, step)).status == 404


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(browse: Browse, invited: Ashcroft) -> None:
    head, number = browse("head"), invited.letter("L9")
    typed = {"recipient_address": "1\n2\n3\n4\n5\n6", "contact_for_questions": "Mrs Cole"}
    page = head.send(at(invited, number, "fill"), **typed)
    assert page.status == 422
    assert page.errors == ["“Address” must be 5 lines or fewer"]
    assert page.form()["contact_for_questions"] == "Mrs Cole"
    assert invited.status(number) == "due"


def test_a_stale_form_keeps_what_was_typed(browse: Browse, invited: Ashcroft) -> None:
    head, number = browse("head"), invited.letter("L9")
    fields = {**head.get(at(invited, number, "fill")).form(), "contact_for_questions": "Typed with care"}
    invited.fill(number, {"recipient_address": "1 High Street"})
    page = head.post(at(invited, number, "fill"), fields)
    assert page.status == 409
    assert "Somebody changed this case" in page.errors[0]
    assert page.form()["contact_for_questions"] == "Typed with care"
    assert head.post(at(invited, number, "fill"), page.form()).status == 303


def test_a_form_sent_twice_issues_once(browse: Browse, school: Ashcroft) -> None:
    head, number = browse("head"), school.letter("L1")
    school.fill(number, {"contact_for_questions": "Mrs Cole"})
    school.on(number, letters.approve)
    fields = head.get(at(school, number, "issue")).form()
    answers = [head.post(at(school, number, "issue"), fields) for _ in range(2)]
    assert [page.status for page in answers] == [303, 303]
    assert answers[0].answer.location == answers[1].answer.location
    assert len(school.entries("letter_issued")) == 1


def test_the_page_warns_of_whom_a_letter_would_betray(browse: Browse, invited: Ashcroft) -> None:
    head, number = browse("head"), invited.letter("L9")
    typed = {"recipient_address": ADDRESS, "contact_for_questions": "Mrs Cole", "arrangements": "Ask Ms Quatermain."}
    typed["particulars"] = PARTICULARS
    head.send(at(invited, number, "fill"), **typed)
    assert "would tell who reported" in head.get(at(invited, number)).text
    page: Page = head.send(at(invited, number, "approve"))
    assert page.status == 409
    assert "would tell who reported" in page.errors[0]
    assert head.send(at(invited, number, "approve"), named_because="She is a witness").status == 303


def test_a_replacement_leads_to_the_new_letter(browse: Browse, school: Ashcroft) -> None:
    head, number = browse("head"), school.letter("L1")
    school.fill(number, {"contact_for_questions": "Mrs Cole"})
    school.issue(number)
    answer = head.send(at(school, number, "replace"), withdrawn_reason="A wrong name").answer
    new = school.letter("L1")
    assert new != number
    assert answer.location == at(school, new)
    assert "Withdrawn because" in head.get(at(school, number)).text
    assert f"Letter {number}" in head.get(at(school, new)).text


def test_a_letter_that_is_not_there_is_not_there(browse: Browse, school: Ashcroft) -> None:
    for number in ("99", "0", "9" * 30, "-1", "x"):
        assert browse("head").get(f"/cases/{school.reference}/letters/{number}").status == 404
