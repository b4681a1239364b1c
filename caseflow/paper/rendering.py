"""One page to one PDF, in this process. Importing this file imports WeasyPrint: do so late."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from typing import Any
from unicodedata import category, name

from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration, get_hb_object_data
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from caseflow.paper import fonts
from caseflow.paper.refusals import PaperRefused
from caseflow.paper.tagging import finish

# What has no scheme is resolved against this, so that it reaches the fetcher and is refused instead of skipped.
NOWHERE = "https://nowhere.invalid/"
UNSEEN = {"Cc", "Cf", "Zl", "Zp", "Zs"}  # control, joining and spacing signs, which need no picture
# What WeasyPrint would leave out without a word; a letter never has one, so somebody put it there.
NOT_FOR_PAPER = {"applet", "audio", "base", "frame", "iframe", "script", "use", "video"}
TAGGED = {"pdf_variant": "pdf/ua-1", "pdf_tags": True}


class OnlyShipped(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no type hints
    """Serves the shipped assets and counts everything else: WeasyPrint swallows some refusals, we must not."""

    def __init__(self, assets: dict[str, bytes]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self.assets = assets
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:  # noqa: ARG002 - WeasyPrint's signature
        if url not in self.assets:
            self.refused.append(url)
            raise FatalURLFetchingError("A letter fetches nothing.")
        return URLFetcherResponse(url, self.assets[url], {"Content-Type": "font/ttf"})


class Rendering:
    """The shipped assets and one font configuration, kept for the life of the process."""

    def __init__(self, folder: Path) -> None:
        self.assets = fonts.read(folder)
        self.signs = fonts.signs(self.assets)
        self.font_config = FontConfiguration()  # a fresh one each time leaks, and reads the fonts again
        self.faces = self._style(fonts.faces(), OnlyShipped(self.assets))

    def pdf(self, html: str, css: str, title: str, language: str) -> bytes:
        fetcher = OnlyShipped(self.assets)
        with _refusing_loudly(fetcher):
            page = HTML(string=html, base_url=NOWHERE, url_fetcher=fetcher)
            _only_what_paper_holds(page)
            self._only_printable_signs("".join(page.etree_element.itertext()))
            styles = [self.faces, self._style(css, fetcher)]
            document = page.render(font_config=self.font_config, stylesheets=styles, **TAGGED)
            _name(document, title, language)
            identifier = _fingerprint(html, css, title, language)
            made: bytes = document.write_pdf(**TAGGED, pdf_identifier=identifier, finisher=finish)
        self._only_shipped_fonts(document)
        return made

    def close(self) -> None:
        """Remove the font files that WeasyPrint laid out; it does so too late itself, when Python is half gone."""
        folder, self.font_config._folder = self.font_config._folder, None
        if folder is not None:
            rmtree(folder, ignore_errors=True)

    def _style(self, css: str, fetcher: OnlyShipped) -> CSS:
        return CSS(string=css, base_url=NOWHERE, url_fetcher=fetcher, font_config=self.font_config)

    def _only_printable_signs(self, text: str) -> None:
        # with no other font at hand, what the font lacks would be printed as an empty box and nothing said
        lacking = sorted({sign for sign in text if sign not in self.signs and category(sign) not in UNSEEN})
        if lacking:
            named = ", ".join(f"{sign} ({name(sign, 'no name').lower()})" for sign in lacking[:5])
            raise PaperRefused(f"The letter font has no sign for {named}. Describe it in words.")

    def _only_shipped_fonts(self, document: Document) -> None:
        if any(bytes(get_hb_object_data(font.hb_face)) not in self.assets.values() for font in document.fonts.values()):
            raise PaperRefused("The letter used a font that caseflow does not ship.")


@contextmanager
def _refusing_loudly(fetcher: OnlyShipped) -> Iterator[None]:
    try:
        yield
    except FatalURLFetchingError as refusal:
        raise PaperRefused(_what_was_refused(fetcher)) from refusal
    if fetcher.refused:
        raise PaperRefused(_what_was_refused(fetcher))


def _only_what_paper_holds(page: HTML) -> None:
    tags = {str(element.tag).rpartition("}")[2] for element in page.etree_element.iter()}
    if found := sorted(tags & NOT_FOR_PAPER):
        raise PaperRefused(f"The letter holds what paper cannot hold: {', '.join(found)}.")


def _what_was_refused(fetcher: OnlyShipped) -> str:
    # the addresses stay unsaid: they may hold what the case holds
    many = len(fetcher.refused)
    return f"The letter asked for {many} thing{'s'[: many != 1]} from outside itself. A letter fetches nothing."


def _name(document: Document, title: str, language: str) -> None:
    said = document.metadata
    if said.attachments:
        raise PaperRefused("The letter tried to carry an attached file. A letter carries none.")
    said.title, said.lang = title, language
    said.authors, said.keywords = [], []
    said.description = said.generator = said.created = said.modified = None


def _fingerprint(*words: str) -> bytes:
    said = b"".join(hashlib.sha256(word.encode()).digest() for word in words)
    return hashlib.sha256(said).hexdigest()[:32].encode()
