"""Real letters, pressed and read back."""

import io
import re
from pathlib import Path

import outloud
import pikepdf
import pytest
from bs4 import BeautifulSoup
from paper import cast

from caseflow.paper import FONT_FILES, PaperRefused, Press

pytestmark = pytest.mark.slow

LETTERS = sorted(cast.CHANGES)


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_is_tagged_and_says_its_language_and_title(press: Press, name: str) -> None:
    with opened(press.press(cast.written(name), cast.CSS, title="Letter L12")) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.StructTreeRoot.K
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        meta = pdf.open_metadata()
        assert meta["pdfuaid:part"] == "1"
        assert meta["dc:title"] == "Letter L12"


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_passes_the_accessibility_checker(press: Press, name: str, tmp_path: Path) -> None:
    made = tmp_path / "made.pdf"
    made.write_bytes(press.press(cast.written(name), cast.CSS, title="Outcome of a hearing"))
    found = outloud.check(str(made))
    assert (found.error, found.verdict) == (None, "pass"), found.to_dict()["findings"]


def test_the_checker_does_find_faults(press: Press, tmp_path: Path) -> None:
    made = tmp_path / "made.pdf"
    made.write_bytes(press.press("<html><body><h1>One</h1><h4>Four</h4><p>x</p></body></html>", cast.CSS))
    assert outloud.check(str(made)).verdict != "pass"


@pytest.mark.parametrize("name", LETTERS)
def test_two_processes_press_the_same_bytes(press: Press, press_here: Press, fonts: Path, name: str) -> None:
    page = cast.written(name)
    other = Press(fonts)
    try:
        made = other.press(page, cast.CSS)
    finally:
        other.close()
    assert made == press.press(page, cast.CSS) == press_here.press(page, cast.CSS)


def test_other_words_give_other_bytes_and_another_fingerprint(press: Press) -> None:
    one = press.press(cast.written("outcome"), cast.CSS)
    two = press.press(cast.written("outcome", date="27 March 2026"), cast.CSS)
    with opened(one) as first, opened(two) as second:
        assert bytes(first.trailer.ID[0]) != bytes(second.trailer.ID[0])


def test_the_file_tells_of_nobody(press: Press) -> None:
    page = cast.written("outcome").replace("<meta charset", '<meta name="author" content="Mrs Secret"><meta charset')
    with opened(press.press(page, cast.CSS, title="Letter")) as pdf:
        assert set(pdf.docinfo.keys()) == {"/Title", "/Producer"}
        assert re.fullmatch(r"WeasyPrint [\d.]+", str(pdf.docinfo["/Producer"]))
        said = bytes(pdf.Root.Metadata.read_bytes()).decode()
    assert not [word for word in ("Secret", "Hale", "Ashcroft", "CreateDate") if word in said]


def test_only_the_shipped_fonts_are_in_the_file(press: Press) -> None:
    with opened(press.press(cast.written("outcome"), cast.CSS)) as pdf:
        described = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/FontName" in thing]
        names = {str(one.FontName) for one in described}
        assert all("/FontFile2" in one for one in described)
    assert len(names) == len(FONT_FILES)
    assert all("Caseflow-Sans" in name for name in names)


@pytest.mark.parametrize("family", ["serif", "DejaVu Sans", "monospace"])
def test_a_page_in_another_font_is_refused(press: Press, family: str) -> None:
    with pytest.raises(PaperRefused, match="font that caseflow does not ship"):
        press.press(f'<p style="font-family: {family}">x</p>', cast.CSS)


def test_a_sign_the_font_lacks_is_named_and_not_printed_as_a_box(press: Press) -> None:
    with pytest.raises(PaperRefused, match="face with tears of joy"):
        press.press("<p>He wrote \N{FACE WITH TEARS OF JOY}.</p>", cast.CSS)


@pytest.mark.parametrize(
    "name", ["Zoë Łukasiewicz", "Şebnem Öztürk", "Nguyễn Thị Hương", "Ελένη", "Наталья", "Siân Ŵyn"]
)
def test_the_names_of_staff_can_be_printed(press: Press, name: str) -> None:
    page = cast.written("hearing", recipient_name=name)
    assert press.press(page, cast.CSS).startswith(b"%PDF")


def test_what_people_wrote_is_words_and_never_markup() -> None:
    page = cast.written("lado", free={"account": "One <b>bold</b>\r\nline\r\n\r\nTwo {{ 7 * 7 }}"})
    written = BeautifulSoup(page, "html5lib").select(".cf-written p")
    assert [part.text for part in written] == ["One <b>bold</b>\nline", "Two {{ 7 * 7 }}"]


def test_the_preview_is_one_article_that_marks_what_is_locked_and_what_is_free() -> None:
    page = BeautifulSoup(cast.written("hearing", preview=True), "html.parser")
    assert [part.name for part in page.find_all(recursive=False)] == ["article"]
    assert [part["data-part"] for part in page.select(".cf-locked")] == ["companion", "papers", "s141f"]
    assert [part["data-part"] for part in page.select(".cf-free")] == ["more"]
    assert not page.select("[style], style")


def test_a_letter_carries_no_mark_of_the_preview() -> None:
    assert "cf-locked" not in cast.written("hearing")
