"""A whole story is told through the pages with a word of its own in every personal field; then all is searched.

Each word must stand on some page, or nothing was planted. It must lie in no file, no title, no address, no header, no
cookie, no name or property of a document, no line of a log and no page about a fault.
"""

from __future__ import annotations

import io
import json
import logging
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from casework.scenes import Town, no_harm
from casework.test_canary import forms, hits
from evidence.test_evidence_pages import upload
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from report.walks import Walk
from web.pages import Page, Visitor
from werkzeug.test import TestResponse

from caseflow.casework.people import Someone, everyone

pytestmark = pytest.mark.slow
Browse = Callable[[Someone | None], Visitor]

WORDS = {
    "name of staff": "Mumblethorpe",
    "e-mail": "wobbegong",
    "post": "Ferretkeeper",
    "whom it is about": "Quillfeather",
    "account": "Zanzibar",
    "hearsay": "Kakapo",
    "where it is": "Yggdrasil",
    "child": "Thistlewood",
    "who was told": "Brobdingnag",
    "draft": "Jabberwock",
    "reasons": "Xylophonist",
    "note": "Bandersnatch",
    "name of a file": "Gormenghast",
    "evidence": "Snickersnee",
    "who brought it": "Ozymandias",
    "handle": "Mxyzptlk",
    "letter": "Rumpelstiltskin",
    "minute": "Lilliputian",
    "failed sign-in": "Struldbrug",
}


@dataclass
class Seen:
    """Everything that a browser was given, by where it stood."""

    pages: str = ""
    places: list[tuple[str, str]] = field(default_factory=list)

    def look(self, app: Flask, address: str, answer: TestResponse) -> None:
        """Take an answer apart."""
        self.places.append(("an address", address))
        self.places += [(f"the header {name}", value) for name, value in answer.headers if name != "Set-Cookie"]
        self.places += [("a cookie", cookie) for cookie in cookies(app, answer)]
        body = answer.get_data()
        answer.close()
        if answer.mimetype == "text/html":
            page = Page(answer)
            self.pages += body.decode()
            self.places.append(("a title", page.soup.title.get_text() if page.soup.title else ""))
            for link in page.soup.select("[href], [action], [src]"):
                self.places.append(("an address", " ".join(str(link.get(one)) for one in ("href", "action", "src"))))
            self.places += [("an id", str(one["id"])) for one in page.soup.select("[id]")]
        if answer.mimetype == "application/pdf":
            self.places += properties(body)

    def holding(self, word: str) -> set[str]:
        """Where a word stood besides on the pages themselves."""
        return {where for where, text in self.places if word.lower() in text.lower()}


def cookies(app: Flask, answer: TestResponse) -> Iterator[str]:
    """The cookies of an answer, and what they hold when they are opened."""
    for line in answer.headers.getlist("Set-Cookie"):
        yield line
        _, _, value = line.partition(";")[0].partition("=")
        opener = SecureCookieSessionInterface().get_signing_serializer(app)
        if opener is not None and value:
            yield json.dumps(opener.loads(value), default=str, ensure_ascii=False)


def properties(pdf: bytes) -> Iterator[tuple[str, str]]:
    """What a document says of itself."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        yield "a property of a document", repr(dict(document.docinfo.items()))
        yield "a property of a document", repr(document.trailer.get("/ID"))
        if "/Metadata" in document.Root:
            yield "a property of a document", document.Root.Metadata.read_bytes().decode()


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of this process’s own for temporary files, which is searched with all else."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


class Told:
    """The story, told through pages, with all that browsers were given on the way."""

    def __init__(self, browse: Browse, school: Town) -> None:
        self.browse, self.school, self.seen, self.reference = browse, school, Seen(), ""

    def visitor(self, someone: Someone | None) -> Visitor:
        """A browser whose every answer is looked at."""
        found = self.browse(someone)
        whole = found.client.open

        def watched(*args: Any, **more: Any) -> TestResponse:
            answer = whole(*args, **more)
            self.seen.look(found.app, str(args[0]), answer)
            return answer

        found.client.open = watched  # type: ignore[method-assign]
        return found

    def hire(self) -> tuple[Someone, Someone]:
        """Two people are put on the staff list."""
        helen = self.visitor(self.school.cast.helen)
        for name, email, post in (
            (f"Rita {WORDS['name of staff']}", f"{WORDS['e-mail']}@x.test", WORDS["post"]),
            (f"Sam {WORDS['whom it is about']}", "sam@x.test", "Teacher"),
        ):
            assert helen.send("/staff/add", name=name, email=email, post=post, roles=["staff"]).status == 303
            helen.get("/staff/")
        with self.school.office.at_work() as desk:
            staff = everyone(desk, self.school.id).values()
        rita, sam = (
            next(one for one in staff if WORDS[word] in one.name) for word in ("name of staff", "whom it is about")
        )
        assert helen.send(f"/staff/{rita.id}", roles=["staff"]).status == 303
        helen.get("/staff/?words=x")
        return rita, sam

    def report(self, reporter: Someone) -> None:
        """One report is sent, another is begun."""
        walk = Walk(self.visitor(reporter))
        receipt = walk.whole(
            name={"subject": f"Sam {WORDS['whom it is about']}"},
            account={"account": f"It was {WORDS['account']}.", "hearsay": f"They say {WORDS['hearsay']}."},
            where={"evidence_where": f"With {WORDS['where it is']}"},
            pupil={"pupil": "yes"},
            pupil_name={"pupil_who": f"Kezia {WORDS['child']}"},
            told_what={"told": f"I told {WORDS['who was told']}."},
        )
        self.reference = receipt.rpartition("/")[2]
        for address in (receipt, f"{receipt}/answers", "/report/mine", "/"):
            walk.visitor.get(address)
        begun = Walk(self.visitor(self.school.cast.rosa))
        begun.to("evidence", account={"account": f"A draft of {WORDS['draft']}."})
        begun.visitor.get(begun.at("account"))

    def manage(self) -> None:
        """The report is triaged, noted upon, and answered by a letter; evidence comes in."""
        helen, case = self.visitor(self.school.cast.helen), f"/cases/{self.reference}"
        triaged = no_harm(triage_reasons=f"Because of {WORDS['reasons']}.", breaches=["IM-1", "CF-1"], serious=["data"])
        triaged = {**triaged, "no_conflict": "yes"}
        sent = helen.send(f"{case}/do/triage", **triaged)
        assert sent.status == 303, sent.errors
        said = {"note_kind": "note", "note_basis": "fact", "note": f"She spoke of {WORDS['note']}."}
        when = {"note_at-day": "15", "note_at-month": "1", "note_at-year": "2027", "note_at-time": "16:00"}
        sent = helen.send(f"{case}/do/add-note", **said, **when)
        assert sent.status == 303, sent.errors
        given = {"item_what": f"A post of {WORDS['evidence']}", "item_supplied_by": WORDS["who brought it"]}
        sent = upload(
            helen, self.reference, name=f"{WORDS['name of a file']}.png", **given, item_account=WORDS["handle"]
        )
        assert sent.status == 303, sent.errors
        self._letter(helen, case)
        tails = ("", "/readers", "/letters/", "/letters/1", "/letters/1/fill", "/letters/1/draft", "/letters/1/approve")
        for tail in (*tails, "/evidence/", "/evidence/1", "/evidence/1/file", "/do/triage", "/do/add-note"):
            helen.client.get(f"{case}{tail}")
        for address in (f"/journal/{self.reference}", "/journal/", "/", "/calendar/", "/cases/", "/warnings/"):
            helen.get(address)
        helen.get(f"/cases/?view=all&words={WORDS['whom it is about']}")

    def _letter(self, helen: Visitor, case: str) -> None:
        page = helen.get(f"{case}/letters/1/fill")
        text = page.soup.select_one("main form textarea")
        assert text is not None, "the first letter has a paragraph of its own"
        words = f"{text.get_text()} We thank {WORDS['letter']}."
        sent = helen.send(f"{case}/letters/1/fill", **{str(text["name"]): words})
        assert sent.status == 303, sent.errors

    def keep_school(self) -> None:
        """The policy is reviewed; somebody looks for a name, and somebody’s password is wrong."""
        helen = self.visitor(self.school.cast.helen)
        review = {"minute": f"Minute 4, with {WORDS['minute']}"}
        helen.send("/policy/review", **review, **_day("reviewed_on", 2027, 1, 14), **_day("next_due", 2028, 1, 14))
        helen.get("/policy/keep")
        stranger = self.visitor(None)
        stranger.app.config["DEMO"] = False  # the form with a password, as in earnest
        fields = {**stranger.get("/sign-in").form(), "email": f"{WORDS['failed sign-in']}@x.test", "password": "wrong"}
        assert stranger.post("/sign-in", fields).status == 401
        stranger.app.config["DEMO"] = True
        for someone in (self.school.cast.quentin, self.school.cast.dpo, self.school.cast.clerk, self.school.cast.carol):
            visitor = self.visitor(someone)
            for address in ("/", f"/cases/{self.reference}", "/escalations/", "/data-breaches/", "/nothing"):
                visitor.client.get(address)


def _day(name: str, year: int, month: int, day: int) -> dict[str, str]:
    return {f"{name}-day": str(day), f"{name}-month": str(month), f"{name}-year": str(year)}


def tell(browse: Browse, school: Town) -> Told:
    """The whole story."""
    told = Told(browse, school)
    reporter, _subject = told.hire()
    told.report(reporter)
    told.manage()
    told.keep_school()
    return told


def test_no_word_of_the_story_lies_where_it_should_not(
    browse: Browse,
    school: Town,
    temporary: Path,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.INFO)
    told = tell(browse, school)
    planted = {what: word for what, word in WORDS.items() if what not in ("failed sign-in", "draft")}
    assert {what for what, word in planted.items() if word not in told.seen.pages} == set(), "it was never planted"
    assert WORDS["draft"] in told.seen.pages
    fault(told)
    said = capfd.readouterr()
    written = caplog.text + said.out + said.err
    assert [what for what, word in WORDS.items() if word.lower() in written.lower()] == []
    assert hits(school, tmp_path, WORDS) == set()
    stands = {what: told.seen.holding(word) for what, word in WORDS.items()}
    assert {what: where for what, where in stands.items() if where} == ALLOWED


ALLOWED = {"whom it is about": {"an address"}}
"""What somebody types to look for a name stands in the address of the list, in their own browser alone: said among the
residual risks in docs/security.md."""


def fault(told: Told) -> None:
    """A page breaks while it knows everything; the page about it, and the log, say nothing of it."""
    helen = told.visitor(told.school.cast.helen)
    view, case = helen.app.view_functions["cases.readers"], f"/cases/{told.reference}/readers"

    def broken(reference: str) -> str:
        known = helen.app.ensure_sync(view)(reference)
        raise LookupError(f"broken after {len(known)} characters")

    helen.app.view_functions["cases.readers"] = broken
    answer = helen.client.get(case)
    helen.app.view_functions["cases.readers"] = view
    assert answer.status_code == 500
    assert [what for what, word in WORDS.items() if word in answer.get_data(as_text=True)] == []


def test_the_search_sees_what_does_lie_there(
    browse: Browse, school: Town, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A word in each place, put there on purpose: each is found."""
    app, seen, word = browse(None).app, Seen(), "Xanadu"
    opener = SecureCookieSessionInterface().get_signing_serializer(app)
    assert opener is not None
    body = f'<title>{word}</title><a href="/{word}" id="{word}">.</a>'
    for headers in (
        {"Content-Disposition": f"{word}.pdf"},
        {"Set-Cookie": f"cf={opener.dumps({'flash': word})}; Path=/"},
    ):
        for path, mimetype in ((f"/{word}", "text/plain"), ("/x", "text/html")):
            made = app.response_class(body if mimetype == "text/html" else word, mimetype=mimetype, headers=headers)
            made.status_code = 302  # the page is not looked at for how well it is made
            seen.look(app, path, TestResponse(made.iter_encoded(), made.status, made.headers, None))  # type: ignore[arg-type]
    document = pikepdf.new()
    document.docinfo["/Author"] = word
    kept = io.BytesIO()
    document.save(kept)
    seen.places += properties(kept.getvalue())
    wanted = {
        "an address",
        "a title",
        "an id",
        "a cookie",
        "the header Content-Disposition",
        "a property of a document",
    }
    assert seen.holding(word) == wanted
    logging.getLogger("caseflow").warning("told of %s", word)
    assert word in caplog.text
    (tmp_path / "left").write_bytes(b"x" + forms(word)[-1])
    assert hits(school, tmp_path, {"word": word}) == {"word in left"}
