"""HTML to PDF. Fetches nothing.

``press(html, css, title=...)`` gives the bytes of a tagged PDF/UA-1 file. The same words give the same bytes, in
whichever process they are pressed. A page that asks for anything from outside is refused, never printed without it.

``marked(pdf, mark)`` lays a mark under every page of such a file, for one reader's copy of it.

The work is done in one long-lived process of its own, without keys and without network, which may be killed at any
time. Name the folder of the letter fonts once, at start, with ``set_up``.
"""

import atexit
import os
from pathlib import Path

from caseflow.paper.fonts import FILES as FONT_FILES
from caseflow.paper.marking import marked
from caseflow.paper.press import Press
from caseflow.paper.refusals import FontMissing, PaperFailed, PaperRefused

__all__ = ["FONT_FILES", "FontMissing", "PaperFailed", "PaperRefused", "Press", "marked", "press", "set_up", "warm"]

_shared = Press(fonts=Path(__file__).resolve().parents[2] / "build" / "assets" / "fonts")


def set_up(fonts: Path, *, apart: bool = True) -> None:
    """Say where the letter fonts lie; ``apart=False`` presses in this process (commands and tests)."""
    global _shared  # noqa: PLW0603 - one press for the process, and this is the one place that changes it
    _shared.close()
    _shared = Press(fonts=fonts, apart=apart)


def press(html: str, css: str, *, title: str = "Letter", language: str = "en-GB") -> bytes:
    """Press a page. Raises PaperRefused (the page is wrong) or PaperFailed (the press is)."""
    return _shared.press(html, css, title=title, language=language)


def warm() -> None:
    """Start the press now, without waiting for it, so that the first letter does not wait either."""
    _shared.warm()


def _close() -> None:
    _shared.close()


def _forget() -> None:
    _shared.forget()


atexit.register(_close)
os.register_at_fork(after_in_child=_forget)
