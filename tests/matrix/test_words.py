"""A whole story is told through the pages with a word of its own in every personal field; then all is searched.

Each word must stand on some page, or nothing was planted. It must lie in no file, no title, no address, no header, no
cookie, no name or property of a document, no line of a log and no page about a fault.
"""

from __future__ import annotations

import io
import logging
import tempfile
from pathlib import Path

import pikepdf
import pytest
from casework.test_canary import forms, hits
from casework.town import Town
from flask.sessions import SecureCookieSessionInterface
from werkzeug.test import TestResponse

from matrix.seeing import Seen, properties
from matrix.story import WORDS, Browse, Told, tell

pytestmark = pytest.mark.slow


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of this process’s own for temporary files, which is searched with all else."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


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


ALLOWED: dict[str, set[str]] = {}
"""A word that must stand somewhere besides on a page would be named here with its place, and in docs/security.md."""


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
