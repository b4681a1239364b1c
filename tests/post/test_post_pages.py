"""What was sent is seen by whoever manages a case, and by nobody else; whether post leaves, without what waits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from casework.town import Town
from post.posting import Post, issue_by_email
from post.test_notices_leave import reported
from web.pages import Visitor

import config
from caseflow.app import create_app
from caseflow.casework import cases, journal, letters, notices
from caseflow.casework.desk import year_scope
from caseflow.casework.people import Someone

pytestmark = pytest.mark.slow  # many pages: in the whole test, not in the quick one

Browse = Callable[[Someone], Visitor]


@pytest.fixture
def browse(school: Town, post: Post, tmp_path: Path) -> Browse:
    server = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(post.peer.port), "SMTP_TLS": "none"}
    settings = {"CASEFLOW_HOME": str(tmp_path), **server, "SMTP_SENDER": "caseflow@ashcroft.test"}
    app = create_app(config.read(settings, demo=True), school.office)
    return lambda someone: Visitor(app, someone)


def cells(visitor: Visitor, address: str) -> list[list[str]]:
    page = visitor.get(address)
    assert page.status == 200
    rows = page.soup.select("main tbody tr")
    return [[" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in rows]


def test_whoever_manages_a_case_sees_what_was_sent_in_it(school: Town, post: Post, browse: Browse) -> None:
    reference = reported(school)
    helen = browse(school.cast.helen)
    assert "What was sent" in helen.get(f"/cases/{reference}").text
    school.do(school.cast.helen, reference, "triage", **_triage())
    school.do(school.cast.helen, reference, "escalate", escalate_to=school.cast.carol.id, escalation_actions="None.")
    school.clock.forward(minutes=5)
    post.carry()
    with school.office.at_work() as desk:
        notices.seen(desk, school.cast.carol, school.file(reference, desk))
    lines = cells(helen, f"/cases/{reference}/sent")
    told = "Somebody told the governing body of a serious breach, without names"
    assert sorted(line[1] for line in lines if line[0] == told) == ["Carol Whitfield", "Clive Moore"]
    lines.sort(key=lambda line: line[:2] != [told, "Carol Whitfield"])
    assert ["Acknowledgement: the report arrived", "Rosa Lind"] in [line[:2] for line in lines]
    assert lines[0][3].startswith("Sent")
    assert lines[0][4].startswith("15 January 2027")
    assert [line[4] for line in lines if line[1] == "Rosa Lind"] == ["–"]


def _triage() -> dict[str, object]:
    from casework.answers import no_harm

    return no_harm(serious=["data"])


def test_for_everybody_else_it_does_not_exist(school: Town, browse: Browse) -> None:
    reference = school.at("investigation")
    nothing = browse(school.cast.ian).client.get("/cases/CF-00000-00000/sent")
    for who in (school.cast.ian, school.cast.rosa, school.cast.quentin, school.cast.carol, school.cast.it):
        assert browse(who).get(f"/cases/{reference}/sent").status == 404, who.name
    assert nothing.status_code == 404


def test_the_head_learns_nothing_of_a_case_from_which_they_are_kept(school: Town, post: Post, browse: Browse) -> None:
    """Not a line, not a count: the page is the same, byte for byte, as if there were none."""
    post.carry()  # so that the server was called before, whether anything waited or not
    helen = browse(school.cast.helen)
    before = helen.get("/post/").text
    home = helen.get("/").text
    reference = school.report(subject="Helen Marsh")
    assert not school.sees(school.cast.helen, reference)
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        issue_by_email(file, letters.numbered(file, 1), school.cast.carol)
    school.clock.forward(minutes=5)
    post.peer.plan("drop-after-data-kept")
    post.carry()
    school.clock.forward(minutes=5)
    assert helen.get("/post/").text == before
    assert helen.get("/").text == home
    assert helen.get(f"/cases/{reference}/sent").status == 404
    assert "Letter 1" in browse(school.cast.carol).get("/post/").text


def test_letters_in_doubt_are_listed_and_that_is_journalled(school: Town, post: Post, browse: Browse) -> None:
    reference = school.report()
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        issue_by_email(file, letters.numbered(file, 1), school.cast.helen)
    post.peer.plan("drop-after-data-kept")
    post.carry()
    helen = browse(school.cast.helen)
    assert f"Letter 1 of {reference}" in helen.get("/post/").text
    with school.office.at_work() as desk:
        listed = journal.read(desk, year_scope(school.id, desk.now), event="cases_listed")
        assert listed[-1].said["cases"] == [school.file(reference, desk).case.id]
    assert reference not in browse(school.cast.it).get("/post/").text
    page = helen.get(f"/cases/{reference}/letters/1")
    assert "Nobody knows whether it left" in page.text
    assert helen.send(f"/cases/{reference}/letters/1/arrived").status == 303
    assert "Letter 1 of" not in helen.get("/post/").text
    page = helen.get(f"/cases/{reference}/letters/1")
    assert "By e-mail, as a PDF with a password" in page.text
    assert "It arrived" not in page.text


def test_it_is_sent_again_when_somebody_says_so(school: Town, post: Post, browse: Browse) -> None:
    reference = school.report()
    with school.office.at_work() as desk:
        file = school.file(reference, desk)
        issue_by_email(file, letters.numbered(file, 1), school.cast.helen)
    helen = browse(school.cast.helen)
    assert "is not in doubt" in helen.get(f"/cases/{reference}/letters/1/resend").text  # it waits still
    fields = {"csrf_token": helen.get("/post/mine").form()["csrf_token"], "seen": "99"}
    assert helen.post(f"/cases/{reference}/letters/1/resend", fields).status == 409
    post.peer.plan("refuse-recipient")
    post.carry()
    assert helen.send(f"/cases/{reference}/letters/1/resend").status == 303
    post.carry()
    assert "The mail server took it" in helen.get(f"/cases/{reference}/letters/1").text


@pytest.mark.slow
def test_a_letter_is_issued_by_email_where_the_head_says_so(school: Town, post: Post, browse: Browse) -> None:
    reference = school.report()
    helen, here = browse(school.cast.helen), f"/cases/{reference}/letters/1"
    assert helen.send(f"{here}/fill", contact_for_questions="Ada Price").status == 303
    assert helen.send(f"{here}/approve").status == 303
    page = helen.get(f"{here}/issue")
    assert f"By e-mail to {school.cast.rosa.email}" in page.text
    unsaid = helen.send(f"{here}/issue")
    assert unsaid.status == 422
    assert unsaid.errors == ["Select an answer to “How does it go out?”"]
    assert helen.send(f"{here}/issue", post_how="email").status == 303
    page = helen.get(here)
    assert "Waits to leave by e-mail, to Rosa Lind" in page.text
    with school.office.at_work() as desk:
        file = cases.find(desk, school.cast.helen, reference)
        password = file.facts["letters"]["1"]["post"]["password"]
    assert password in page.text
    post.carry()
    assert sum(mail.is_multipart() for mail in post.peer.mails()) == 1
    assert password not in browse(school.cast.rosa).get(f"/report/sent/{reference}").text


def test_an_address_that_is_refused_is_shown_until_it_takes_something(school: Town, post: Post, browse: Browse) -> None:
    reported(school)
    post.peer.plan("refuse-recipient", "refuse-recipient")
    post.carry()
    helen = browse(school.cast.helen)
    assert f"Rosa Lind, {school.cast.rosa.email}" in helen.get("/post/").text
    assert helen.get("/staff/").text.count("E-mail comes back") == 2
    reported(school)
    school.clock.forward(minutes=5)
    post.carry()
    assert "Rosa Lind" not in helen.get("/post/").text
    assert "E-mail comes back" not in helen.get("/staff/").text


def test_that_no_post_leaves_is_told_to_the_head_and_to_it_and_to_nobody_else(
    school: Town, post: Post, browse: Browse
) -> None:
    post.peer.stop()
    words = "No e-mail has left the school for two days or more"
    post.carry()
    assert words not in browse(school.cast.helen).get("/").text
    for _ in range(50):
        school.clock.forward(hours=1)
        post.carry()
    assert words in browse(school.cast.helen).get("/").text
    assert words in browse(school.cast.it).get("/settings/").text
    assert words not in browse(school.cast.ian).get("/").text
    said = browse(school.cast.it).get("/post/").text
    assert "No post leaves since 15 January 2027" in said
    assert "The mail server cannot be reached" in said


def test_somebody_chooses_how_often_they_are_written_to(school: Town, browse: Browse) -> None:
    rosa = browse(school.cast.rosa)
    assert rosa.get("/post/mine").form()["often"] == ["school"]
    assert rosa.send("/post/mine", often="daily").status == 303
    assert rosa.get("/post/mine").form()["often"] == ["daily"]
    wrong = rosa.send("/post/mine", often="never")
    assert wrong.status == 422
    with school.office.at_work() as desk:
        [entry] = journal.read(desk, year_scope(school.id, desk.now), event="post_choice_set")
        assert (entry.said["actor"], entry.said["often"]) == (school.cast.rosa.id, "daily")


def test_the_page_of_post_is_for_those_who_see_to_it(school: Town, browse: Browse) -> None:
    for who in (school.cast.ian, school.cast.rosa, school.cast.quentin, school.cast.dsl):
        assert browse(who).get("/post/").status == 404, who.name
